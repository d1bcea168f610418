"""What a picture carries beside its pixels: properties in any code page, notes, bytes after its end."""

import re
import zlib
from collections.abc import Iterator

from mentoring.privacy.texts.piece import Piece, Pieces, Read

_WHERE = "свойства картинки"


def picture(content: bytes, name: str, read: Read) -> Pieces:
    for data in beside_pixels(content):
        for text in _decoded(data):
            yield from (Piece(_WHERE, run) for run in _LETTERS.findall(text))
        for page in ("cp1251", "latin-1", "koi8-r"):
            for run in _BYTES.findall(data):
                yield Piece(_WHERE, run.decode(page))


def beside_pixels(content: bytes) -> Iterator[bytes]:
    """Everything of a picture that is no pixels; the whole of one whose order is not known."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _of_png(content)
    elif content.startswith(b"\xff\xd8"):
        yield from _of_jpeg(content)
    elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        yield from _of_webp(content)
    elif content.startswith((b"GIF87a", b"GIF89a")):
        yield from _of_gif(content)
    else:
        yield content


def _of_png(content: bytes) -> Iterator[bytes]:
    place = 8
    while place + 12 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        place += 12 + size
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            yield from _unpacked(data)
        if kind not in _PIXELS:
            yield data
        if kind == b"IEND":
            break
    yield content[place:]


def _unpacked(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[match.start() :], 1_000_000)
            return
        except zlib.error:
            continue


def _of_jpeg(content: bytes) -> Iterator[bytes]:
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] not in {0xDA, 0xD9}:
        size = int.from_bytes(content[place + 2 : place + 4], "big")
        if content[place + 1] == 0xFE or 0xE0 <= content[place + 1] <= 0xEF:
            yield content[place + 4 : place + 2 + size]
        place += 2 + max(2, size)
    if content[place + 1 : place + 2] != b"\xda":
        yield content[place:]  # no pixels follow where they should
        return
    end = place
    while True:  # within pixels 0xFF is followed by 0, a restart mark, or the mark of another scan
        end = content.find(b"\xff", end)
        if end < 0 or end + 1 >= len(content):
            return
        mark = content[end + 1]
        if mark == 0xD9:
            yield content[end + 2 :]
            return
        if mark in {0xFE, *range(0xE0, 0xF0)}:
            size = int.from_bytes(content[end + 2 : end + 4], "big")
            yield content[end + 4 : end + 2 + size]
        end += 2


def _of_webp(content: bytes) -> Iterator[bytes]:
    place = 12
    while place + 8 <= len(content):
        kind, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        if kind not in {b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}:
            yield content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
        if place >= 8 + int.from_bytes(content[4:8], "little"):
            break
    yield content[place:]


def _of_gif(content: bytes) -> Iterator[bytes]:
    """The notes of a GIF, and what stands after its last byte. Source: GIF89a, 24 and 26."""
    for match in re.finditer(rb"\x21[\xfe\xff\x01]", content):
        place, data = match.end(), b""
        while place < len(content) and content[place]:
            data += content[place + 1 : place + 1 + content[place]]
            place += 1 + content[place]
        yield data
    yield content[content.rfind(b"\x00\x3b") + 2 :]


def _decoded(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    for wide in ("utf-16-le", "utf-16-be"):
        for odd in (0, 1):
            yield data[odd:].decode(wide, "replace")


_PIXELS = frozenset({b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"fdAT", b"gAMA", b"cHRM", b"sRGB", b"pHYs"})
_LETTERS = re.compile(
    r"[А-Яа-яЁё]{3,}(?:[ .-]+[А-Яа-яЁё]+)*|[A-Za-z]{6,}(?:[ ._-]+[A-Za-z]{3,})*|\+?\d[\d ()-]{9,}\d"
)
_BYTES = re.compile(rb"[A-Za-z\x80-\xff .,_-]{5,}")
