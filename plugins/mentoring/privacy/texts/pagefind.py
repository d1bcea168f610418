"""What lies in the index of the search: the text of a page in a fragment, the words of all fragments in the rest.

Source: Pagefind 1.5, files packed by gzip behind a mark.
"""

import gzip
import json
import zlib

from mentoring.privacy.texts.piece import Piece, Pieces, Read, Unreadable

_MARK = b"pagefind_dcd"


def fragment(content: bytes, name: str, read: Read) -> Pieces:
    url, text = told(content, name)
    yield Piece("адрес в поиске", url)
    yield Piece("текст в поиске", text)


def told(content: bytes, name: str) -> tuple[str, str]:
    """The address of a page, from the root of the site, and its text.

    Raises:
        Unreadable: broken, or of another program.
    """
    try:
        data = json.loads(_unpacked(content, name))
        heads = (head["text"] for head in data["anchors"])
        return data["url"], "\n".join((data["content"], *data["meta"].values(), *heads))
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(name) from error


def index(content: bytes, name: str, read: Read) -> Pieces:
    """Words of fragments, one by one, and numbers: nothing that a fragment does not say."""
    _unpacked(content, name)
    yield from ()


def _unpacked(content: bytes, name: str) -> bytes:
    try:
        packed = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(name) from error
    if not packed.startswith(_MARK):
        raise Unreadable(name)
    return packed.removeprefix(_MARK)
