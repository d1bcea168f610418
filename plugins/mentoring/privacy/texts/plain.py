"""What JSON, tables, calendars, subtitles and plain texts say."""

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import partial

from mentoring.privacy.texts.markup import strings
from mentoring.privacy.texts.piece import Piece, Pieces, Read, Sealed, Unreadable, decoded


def data(content: bytes, name: str, read: Read) -> Pieces:
    """JSON, each string by itself; HTML inside a string is read as HTML."""
    text, unseen = decoded(content)
    yield from unseen
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(name) from error
    yield from _of_data(found, read)


def _of_data(value: object, read: Read) -> Pieces:
    if isinstance(value, str):
        if "<" in value or "&" in value:
            yield Sealed(value, partial(strings, value, "значение", read))
        else:
            yield from strings(value, "значение", read)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield Piece("ключ", str(key))
            yield from _of_data(inner, read)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_data(inner, read)


def lines_of_data(content: bytes, name: str, read: Read) -> Pieces:
    for line in content.splitlines():
        if line.strip():
            yield from data(line, name, read)


def text(content: bytes, name: str, read: Read) -> Pieces:
    told, unseen = decoded(content)
    yield from unseen
    yield from (Piece("текст", part) for part in re.split(r"\n\s*\n", told) if part.strip())


def table(content: bytes, name: str, read: Read) -> Pieces:
    """A table, by rows: a surname may stand in one cell and the name in the next."""
    told, unseen = decoded(content)
    yield from unseen
    for number, row in enumerate(csv.reader(io.StringIO(told)), start=1):
        if any(row):
            yield Piece(f"строка {number}", " ".join(row))


def calendar(content: bytes, name: str, read: Read) -> Pieces:
    """A calendar, its folded lines put together. Source: RFC 5545, 3.1 and 3.3.11."""
    told, unseen = decoded(content)
    yield from unseen
    whole = re.sub(r"\r?\n[ \t]", "", told)
    for line in whole.splitlines():
        if line.strip():
            told = re.sub(r"\\[nN]", " ", line)
            yield Piece("строка календаря", re.sub(r"\\([,;\\])", r"\1", told))
