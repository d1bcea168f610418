"""What lies in archives: the names and notes of their members, and what the members say."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

from mentoring.attachments import BROKEN_ARCHIVE
from mentoring.privacy.texts.piece import Piece, Pieces, Read, Unreadable

MAX_UNPACKED = 200_000_000


def members(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a zip.

    Raises:
        Unreadable: broken, locked by a password, or far larger than it looks.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable(name)
            for member in archive.infolist():
                if not member.is_dir():
                    yield member.filename, archive.read(member)
    except BROKEN_ARCHIVE as error:
        raise Unreadable(name) from error


def zipped(content: bytes, name: str, read: Read) -> Pieces:
    for path, inside in members(content, name):
        yield Piece("имя в архиве", path.replace("/", " / "))
        yield from read(inside, path)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = (archive.comment, *(member.comment for member in archive.infolist()))
        names = (member.filename for member in archive.infolist() if member.is_dir())
        yield from (Piece("имя в архиве", folder.replace("/", " / ")) for folder in names)
        for note in notes:
            yield from (
                Piece("заметка архива", note.decode(page, "replace")) for page in ("utf-8", "cp1251") if note
            )


def gzipped(content: bytes, name: str, read: Read) -> Pieces:
    """One packed file, and the name and note its header may carry. Source: RFC 1952, 2.3.1."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            inside = packed.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(name) from error
    if len(inside) > MAX_UNPACKED:
        raise Unreadable(name)
    for told in _header(content):
        yield from (
            Piece("имя в архиве", told.decode(page, "replace")) for page in ("utf-8", "cp1251", "latin-1")
        )
    yield from read(inside, name.removesuffix(".gz"))


def _header(content: bytes) -> Iterator[bytes]:
    flags, place = content[3], 10
    if flags & 4:
        place += 2 + int.from_bytes(content[place : place + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            end = content.find(b"\0", place)
            yield content[place:end]
            place = end + 1
