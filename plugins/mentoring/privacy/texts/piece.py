"""A piece of what a published file says, and how the bytes of a text become letters."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """One stretch of text, to be looked at as a whole."""

    where: str
    """In the words of a curator: «описание картинки», «страница 3»."""
    text: str


class Unseen(NamedTuple):
    """Something a file shows that a program cannot read: a picture, a page without text, bytes of no code page."""

    what: str


class Asks(NamedTuple):
    """A host that a page asks something of by itself."""

    host: str


class Block(tuple["Piece | Unseen | Asks | Block | Sealed", ...]):
    """Pieces that stand together, and may be met again as this very object: a menu stands on every page."""


class Sealed(NamedTuple):
    """A text of many pieces that is taken apart only by who has not met it: a page in the search index."""

    text: str
    pieces: "Callable[[], Pieces]"


Pieces = Iterator[Piece | Unseen | Asks | Block | Sealed]
Read = Callable[[bytes, str], Pieces]
"""Reads a file that lies inside another one; the second argument is its name."""
Reader = Callable[[bytes, str, Read], Pieces]


class Unreadable(ValueError):
    """A file that is broken, locked, or of no kind we know."""


def decoded(content: bytes) -> tuple[str, list[Unseen]]:
    """The letters of a text; one that is not in UTF-8 is read as well as can be, and told."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), [Unseen("текст не в UTF-8")]
    if _CONTROL.search(content):
        wide = "\n".join(content.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be"))
        return wide + "\n" + content.decode("utf-8", "replace"), [Unseen("текст не в UTF-8")]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pages = (content.decode(page, "replace") for page in ("cp1251", "koi8-r", "cp866"))
        return "\n".join(pages), [Unseen("текст не в UTF-8")]


_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x06]")
"""Letters of two bytes read as letters of one; «И» in UTF-16 is 18 04."""
