"""What the gate sees in any file: a letter, a Word text before it is pasted, a folder of drafts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import yaml

from mentoring.privacy import texts
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import Person, person_of
from mentoring.privacy.names import People
from mentoring.privacy.probable import names_of_files

IN_NAME = -1
"""Where a finding of a file's name begins and ends: nowhere in its text."""
Look = Callable[[str], Sequence[Finding]]


class NoPeople(ValueError):
    """A list of people that cannot be read; the text says what is wrong with it."""


class NotRead(ValueError):
    """A file that holds no text we can read."""


@dataclass(frozen=True)
class Draft:
    """A file with what was found in it."""

    text: str
    """What the offsets count in: the letters of a text file as they stand, the words of a document otherwise."""
    findings: tuple[Finding, ...]
    places: tuple[tuple[int, str], ...] = ()
    """Where in the text each piece of a document begins, and what a curator calls it: «абзац 3», «страница 2»."""

    def place(self, offset: int) -> str:
        """Where a curator finds a place of a document; empty for a text file, which has lines."""
        return next((told for start, told in reversed(self.places) if start <= offset), "")


def seen_in(content: bytes, name: str, look: Look) -> Draft:
    """Look at a file and at its name, a path under the folder that was asked for.

    Raises:
        NotRead: a picture, a program, a locked document.
    """
    text, places = _text(content, name)
    found = [
        replace(finding, start=IN_NAME, end=IN_NAME)
        for finding in look(" / ".join(PurePath(name).parts).replace("\n", " "))
    ]
    known = " ".join(finding.text for finding in found)
    found += [
        Finding(IN_NAME, IN_NAME, FindingKind.PROBABLE, word, "given name")
        for word in names_of_files(name)
        if word not in known
    ]
    for start, chunk in chunks(text):
        found += [
            replace(finding, start=start + finding.start, end=start + finding.end) for finding in look(chunk)
        ]
    return Draft(text, tuple(found), places)


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs, the items of lists, the rows of tables, each with the place where it begins."""
    start = 0
    for border in _BORDER.finditer(text):
        if text[start : border.start()].strip():
            yield start, text[start : border.start()]
        start = border.end()
    if text[start:].strip():
        yield start, text[start:]


def people_of(text: str) -> People:
    """The persons of a list in YAML: of `people.yml`, or a plain list of names.

    Raises:
        NoPeople: no YAML, or no list of people in it.
    """
    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError:
        raise NoPeople("это не YAML") from None
    rows = read.get("people") if isinstance(read, dict) else read
    if not isinstance(rows, list):
        raise NoPeople("в нём нет списка `people`")
    return People(
        tuple(
            person
            for number, row in enumerate(rows, 1)
            for person in _persons(row if isinstance(row, dict) else {"name": row}, number)
        )
    )


def _persons(row: dict[str, object], number: int) -> Iterator[Person]:
    name = row.get("name") or " ".join(
        str(row[part]) for part in ("surname", "given", "patronymic") if row.get(part)
    )
    if not isinstance(name, str) or not name.strip():
        raise NoPeople(f"у записи {number} нет имени (`name`)")
    told = row.get("aliases") or ()
    aliases = [told] if isinstance(told, str) else told if isinstance(told, (list, tuple)) else ()
    person = person_of(name, str(row.get("id") or number))
    yield replace(person, aliases=tuple(map(str, aliases)))


def _text(content: bytes, name: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    ending = texts.ending_of(name)
    if ending in texts.READERS and ending not in _AS_IT_STANDS:
        return _words(content, name)
    return _letters(content, name), ()


def _letters(content: bytes, name: str) -> str:
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotRead(name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def _words(content: bytes, name: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The pieces of a document one after another, and where each stands."""
    try:
        told = list(_pieces(texts.pieces(content, name)))
    except texts.Unreadable:
        raise NotRead(name) from None
    if not told:
        raise NotRead(name)
    places: list[tuple[int, str]] = []
    start = paragraph = 0
    for piece in told:
        paragraph += piece.where == "текст"
        places.append((start, f"абзац {paragraph}" if piece.where == "текст" else piece.where))
        start += len(piece.text) + len(_BETWEEN)
    return _BETWEEN.join(piece.text for piece in told), tuple(places)


def _pieces(found: Iterator[object]) -> Iterator[texts.Piece]:
    for piece in found:
        if isinstance(piece, texts.Block):
            yield from _pieces(iter(piece))
        elif isinstance(piece, texts.Sealed):
            yield from _pieces(piece.pieces())
        elif isinstance(piece, texts.Piece):
            yield piece


_BETWEEN = "\n\n"
_AS_IT_STANDS = frozenset(
    {
        ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".xsl", ".opml", ".svg", ".json", ".map", ".webmanifest",
        ".geojson", ".jsonld", ".jsonl", ".ndjson", ".js", ".mjs", ".css", ".txt", ".vtt", ".srt", ".csv", ".tsv", ".ics",
    }
)  # fmt: skip
"""Texts a curator can open: the offsets count in what stands there, not in what a browser makes of it."""
_BORDER = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n))+\r?\n|\r?\n(?=[ \t]*(?:[-*+#|]|\d{1,3}[.)])[ \t|#])")
