"""What scripts and styles say; letters put together from numbers while a page runs are out of reach."""

import json
import re
from collections.abc import Iterator, Mapping

from mentoring.privacy.texts.hosts import foreign
from mentoring.privacy.texts.inside import of_data_addresses
from mentoring.privacy.texts.piece import Asks, Piece, Pieces, Read, decoded


def script(content: bytes, name: str, read: Read) -> Pieces:
    text, unseen = decoded(content)
    yield from unseen
    yield from of_script(text, read, asks=True)


def style(content: bytes, name: str, read: Read) -> Pieces:
    text, unseen = decoded(content)
    yield from unseen
    yield from of_style(text, read, asks=True)


def of_script(text: str, read: Read, asks: bool = False) -> Pieces:
    """JSON by its strings, a program as it stands: escapes read, strings that are added put together."""
    try:
        found = json.loads(text)
    except ValueError:
        told = _BYTE.sub(lambda match: chr(int(match[1], 16)), _ADDED.sub("", text))
        yield from (Piece("скрипт", piece) for piece in _pieces(told))
        yield from of_data_addresses(told, read)
        if asks:
            yield from map(Asks, sorted(foreign(text)))
        return
    yield from (Piece("данные в скрипте", piece) for piece in strings_of(found))


def of_style(text: str, read: Read, asks: bool = False) -> Pieces:
    """The notes and strings of a style, and the names it gives; its own words are not an author's."""
    told = _ESCAPED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), text)
    yield from (Piece("стили", match[0]) for match in _SAID.finditer(told))
    if names := sorted({match[0] for match in _NAMED.finditer(_SAID.sub(" ", told))}):
        yield Piece("имена в стилях", " | ".join(names))
    yield from of_data_addresses(told, read)
    if asks:
        yield from map(Asks, sorted(foreign(told)))


def strings_of(value: object) -> Iterator[str]:
    """All keys and strings of data that came from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _KEYWORDS:
                yield str(key)
            yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)


def _pieces(text: str) -> Iterator[str]:
    """A long program by its lines, the short ones together."""
    return (piece for piece in re.split(r"\n\s*\n" if len(text) < 20_000 else r"\n", text) if piece.strip())


_KEYWORDS = frozenset({"@context", "@graph", "@id", "@type"})
"""They look like names of accounts. Source: JSON-LD 1.1, 1.7."""
_ADDED = re.compile(r"""(["'`])\s*\+\s*\1""")
_BYTE = re.compile(r"\\x([0-9a-fA-F]{2})")
_SAID = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"[^"\n]*"|'[^'\n]*'|url\([^)]*\)|[^\s{};:,]*[А-Яа-яЁё][^{};]*""", re.S
)
_NAMED = re.compile(r"(?:(?<=[.#])|--)[a-zA-Z_][\w-]{3,}")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{2,6})\s?")
