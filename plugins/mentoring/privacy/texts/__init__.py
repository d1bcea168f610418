"""What every kind of published file says, piece by piece; a kind that is not in `READERS` may not be published."""

from collections.abc import Mapping

from mentoring.privacy.texts import archives, code, markup, office, pagefind, pdf, pictures, plain
from mentoring.privacy.texts.piece import Asks, Block, Piece, Pieces, Reader, Sealed, Unreadable, Unseen

__all__ = [
    "READERS",
    "Asks",
    "Block",
    "Piece",
    "Sealed",
    "Unreadable",
    "Unseen",
    "archives",
    "ending_of",
    "pagefind",
    "pieces",
    "said",
]


def pieces(content: bytes, name: str) -> Pieces:
    """Everything a file says; one of an unknown kind is read as a text, to find the names in it as well.

    Raises:
        Unreadable: broken, locked, or a file inside it is of no kind we know.
    """
    yield from READERS.get(ending_of(name), plain.text)(content, name, _inside)


def said(content: bytes) -> str:
    """The Russian words of a page or of data, in their order, without the tags."""
    return markup.russian_words(content.decode("utf-8", "replace"))


def ending_of(name: str) -> str:
    """The ending of a name in small letters, with its dot."""
    last = name.rpartition("/")[2]
    return f".{last.rpartition('.')[2].lower()}" if "." in last else ""


def _inside(content: bytes, name: str) -> Pieces:
    if ending_of(name) not in READERS:
        yield Unseen("внутри лежит файл неизвестного вида")
    yield from pieces(content, name)


def _nothing(content: bytes, name: str, read: object) -> Pieces:
    yield from ()


READERS: Mapping[str, Reader] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), markup.page),
    **dict.fromkeys((".xml", ".rss", ".atom", ".xsl", ".opml"), markup.document),
    ".svg": markup.drawing,
    **dict.fromkeys((".json", ".map", ".webmanifest", ".geojson", ".jsonld"), plain.data),
    **dict.fromkeys((".jsonl", ".ndjson"), plain.lines_of_data),
    **dict.fromkeys((".js", ".mjs"), code.script),
    ".css": code.style,
    **dict.fromkeys((".txt", ".vtt", ".srt"), plain.text),
    **dict.fromkeys((".csv", ".tsv"), plain.table),
    ".ics": plain.calendar,
    ".gz": archives.gzipped,
    ".zip": archives.zipped,
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), office.office),
    ".pdf": pdf.pdf,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico"), pictures.picture),
    **dict.fromkeys((".woff", ".woff2"), _nothing),
    ".pf_fragment": pagefind.fragment,
    **dict.fromkeys((".pf_index", ".pf_meta", ".pf_filter", ".pagefind"), pagefind.index),
}
