"""What a PDF says: its pages, properties, notes, outline, forms, the files inside; and what cannot be read in it."""

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mentoring.privacy.texts.piece import Piece, Pieces, Read, Unreadable, Unseen

if TYPE_CHECKING:
    import pypdf


def pdf(content: bytes, name: str, read: Read) -> Pieces:
    import pypdf  # takes a while to import, and few schools attach a PDF
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of may quote the file
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Unreadable(name)
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text()
            if text.strip():
                yield from (Piece(f"страница {number}", part) for part in text.split("\n\n") if part.strip())
            else:
                yield Unseen(f"страница {number} без текста")
        yield from _of_objects(reader, read)
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
    ) as error:
        raise Unreadable(name) from error  # pypdf meets a broken file with any of these


def _of_objects(reader: "pypdf.PdfReader", read: Read) -> Pieces:
    """Every string of every object: properties, notes, fields, the outline, descriptions of pictures."""
    from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

    names: dict[int, str] = {}
    streams = []
    numbers = {(number, generation) for generation, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(numbers):
        found = reader.get_object(IndirectObject(number, generation, reader))
        if isinstance(found, StreamObject):
            streams.append((number, found))
        if isinstance(found, DictionaryObject) and "/EF" in found:
            named = str(found.get("/UF") or found.get("/F") or "")
            for file in found["/EF"].values():  # type: ignore[attr-defined]  # pypdf types a value of a dictionary as any object
                if isinstance(file, IndirectObject):
                    names[file.idnum] = named
        yield from (Piece("свойства и надписи", told) for told in _strings(found) if told.strip())
    yield from (Piece("свойства и надписи", told) for told in _strings(reader.trailer) if told.strip())
    for number, stream in streams:
        kind, subtype = stream.get("/Type"), stream.get("/Subtype")
        if kind == "/EmbeddedFile" or number in names:
            yield Piece("имя вложенного файла", names.get(number, ""))
            yield from read(stream.get_data(), names.get(number) or "file")
        elif kind == "/Metadata" or subtype == "/XML":
            yield from read(stream.get_data(), "metadata.xml")
        elif subtype == "/Image":
            yield Unseen("картинка внутри файла")
            if "/DCTDecode" in str(stream.get("/Filter")):
                yield from read(stream._data, "picture.jpg")
        elif kind is None and subtype is None and not stream.keys() - {"/Length", "/Filter", "/DecodeParms"}:
            yield from _script(stream.get_data())


def _script(content: bytes) -> Iterator[Piece]:
    """A program of the file; the content of a page looks the same, and has been read by its letters."""
    if b"app." in content or b"function" in content or b"this." in content:
        for page in ("utf-8", "cp1251"):
            yield Piece("скрипт", content.decode(page, "replace"))


def _strings(value: object) -> Iterator[str]:
    from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, TextStringObject

    if isinstance(value, TextStringObject):
        yield value
        try:
            yield value.original_bytes.decode("cp1251")
        except (UnicodeDecodeError, TypeError):
            return
    elif isinstance(value, ByteStringObject):
        yield from (value.decode(page, "replace") for page in ("utf-8", "cp1251"))
    elif isinstance(value, NameObject):
        if len(value) > 5 and not value.isascii():
            yield value[1:]
    elif isinstance(value, DictionaryObject):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, ArrayObject):
        for inner in value:
            yield from _strings(inner)
