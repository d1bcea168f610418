"""The lists of the editor: what each file is called, without reading it through."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from mentoring.cards import Picture
from mentoring.shelf import OURS
from mentoring.vocabulary import Vocabulary

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HEADER = 64_000
_SIMPLE = r"\w[^\n:#]*"
"""Nothing in it that YAML could take for a sign: most titles, and a thousand times faster than reading them."""


def of_folder(root: Path, folder: str, vocabulary: Vocabulary) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every card of a folder by its path, with what its list shows; one that is broken is there too."""
    top = root / folder
    files = top.rglob("*.md") if folder == "docs" else top.glob("*.md")
    for file in sorted(files):
        path = file.relative_to(root).as_posix()
        inside = file.relative_to(top).parts
        if file.is_symlink() or not file.is_file() or any(part.startswith((".", "~")) for part in inside):
            continue
        if f"{folder}/{inside[0]}" in OURS:
            continue
        yield path, told(file, folder, vocabulary)


def told(file: Path, folder: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The title of a card and whether it is published."""
    title = "alt" if folder == f"cases/{Picture.KIND}" else "title"
    try:
        with file.open("rb") as source:
            text = source.read(_HEADER).decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
    except OSError:
        return {title: f"⚠ {file.name}: файл не открывается"}
    card = _CARD.match(text)
    if folder == "docs":
        heading = re.search(r"^# (.+)$", text, re.MULTILINE)
        return {title: _value(card and card[1], title) or (heading[1].strip() if heading else file.stem)}
    if not card:
        return {title: f"⚠ {file.name}: карточка не читается"}
    word = _value(card[1], "publication") or "draft"
    term = vocabulary.find("publications", word)
    return {title: _value(card[1], title) or file.stem, "publication": term.title if term else word}


_CARD = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)


def _value(header: str | None, name: str) -> str:
    """The text of one field at the margin: the lines from its name to the next name there."""
    header = header or ""
    plain = re.search(rf"^{name}: ({_SIMPLE})\n(?![ \t])", header, re.MULTILINE)
    if plain:
        return plain[1].strip()
    found = re.search(rf"^{name}:.*\n(?:[ \t]+.*\n|\n)*", header, re.MULTILINE)
    if not found:
        return ""
    try:
        value = yaml.load(found[0], Loader=_Loader)[name]
    except (yaml.YAMLError, TypeError, KeyError):
        return ""
    return value.strip() if isinstance(value, str) else ""
