"""What a file will hold after the form: its bytes, and the remarks that would be lost."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from mentoring import block_yaml
from mentoring.cards import Card, Filed
from mentoring.editor import bodies, edits, views
from mentoring.editor.forms import BODY
from mentoring.editor.shapes import has_body
from mentoring.shelf import taken_apart
from mentoring.source import Document, decode
from mentoring.vocabulary import Vocabulary


@dataclass(frozen=True)
class Draft:
    """A file as it would be written."""

    content: bytes
    lost: tuple[str, ...] = ()
    """Remarks of the author that stand in it no more."""


def drafted(
    before: bytes | None, path: str, model: type[Filed], form: Mapping[str, Any], vocabulary: Vocabulary
) -> Draft:
    """A file after its form; where the form changed nothing, byte for byte what it was.

    Raises:
        SourceError: the file cannot be taken apart, so a form cannot be its whole.
    """
    old = decode(before or b"", path)
    document = taken_apart(old, path, model) if old.strip() else Document(path, {}, "", 1)
    data = views.written(form, document, model, vocabulary)
    body = bodies.kept(document.body, str(form.get(BODY) or "")) if has_body(model) else ""
    if before is not None and data == document.data and body == document.body:
        return Draft(before)
    header = _header(old, document, model)
    for way in (edits.edited, _anew):
        new = _whole(way(header, document.data, data), body, old, model)
        if _holds(new, path, model, data):
            break
    lost = Counter(edits.remarks(header)) - Counter(edits.remarks(_header_of(new, path, model)))
    return Draft(_with_ends(before or b"", old, new), tuple(lost.elements()))


def _header(text: str, document: Document, model: type[Filed]) -> str:
    """The fields of a file, each line with its end."""
    if not has_body(model):
        return text
    lines = text.split("\n")
    return (
        "".join(f"{line}\n" for line in lines[1 : document.body_line - 2]) if document.body_line > 1 else ""
    )


def _header_of(text: str, path: str, model: type[Filed]) -> str:
    return _header(text, taken_apart(text, path, model), model)


def _whole(header: str, body: str, old: str, model: type[Filed]) -> str:
    if not has_body(model):
        return header
    fenced = header or old.startswith("---") or issubclass(model, Card)
    return f"---\n{header}---\n{body}" if fenced else body


def _anew(_: str, __: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The fields written from nothing: the way out where no edit of the text comes to the same values."""
    return "".join(f"{line}\n" for line in block_yaml.mapping(new, 0))


def _holds(text: str, path: str, model: type[Filed], data: Mapping[str, Any]) -> bool:
    """Whether the text is read as these values."""
    return bool(_plain(taken_apart(text, path, model).data) == _plain(data))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.rstrip("\n") if isinstance(value, str) else value


def _with_ends(before: bytes, old: str, new: str) -> bytes:
    """The new text as bytes: lines that stay keep their bytes, new ones end as most of the file does."""
    pieces = re.split(r"(\r\n|\r|\n)", before.decode("utf-8", "replace"))
    raw, ends = pieces[::2], [*pieces[1::2], ""]
    usual = Counter(end for end in ends if end).most_common(1)
    end = usual[0][0] if usual else "\n"
    olds, news = old.split("\n"), new.split("\n")
    made: list[tuple[str, str]] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if what == "equal":
            made += zip(raw[i1:i2], ends[i1:i2], strict=True)
        else:
            made += [(line, end) for line in news[j1:j2]]
    last = len(made) - 1
    return "".join(line + ("" if at == last else own or end) for at, (line, own) in enumerate(made)).encode()
