"""What files of Word, Excel, PowerPoint and LibreOffice say: text with runs glued, properties, comments, tracked changes."""

import html
import re

from mentoring.privacy.texts.archives import members
from mentoring.privacy.texts.piece import Piece, Pieces, Read, Unreadable, Unseen


def office(content: bytes, name: str, read: Read) -> Pieces:
    for path, inside in members(content, name):
        yield Piece("имя внутри файла", path)
        ending = path.rpartition(".")[2].lower()
        if ending in {"xml", "rels", "vml", "rdf"}:
            yield from _part(inside, path)
        elif ending in _PICTURES:
            yield Unseen("картинка внутри файла")
            yield from read(inside, path)
        elif ending == "odttf" or path == "mimetype":
            continue
        elif ending in _DRAWINGS:
            yield Unseen("рисунок внутри файла")
        elif ending == "bin" or "." not in path:
            raise Unreadable(path)
        else:
            yield from read(inside, path)


def _part(content: bytes, path: str) -> Pieces:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-16", "replace")
    where = next((told for part, told in _PARTS if part in path), "текст")
    yield from (Piece("скрытая заметка", match[1]) for match in _COMMENT.finditer(text))
    for match in _ATTRIBUTE.finditer(text):
        value = html.unescape(match[2] or match[3] or "")
        if _NOT_LATIN.search(value) or (match[1].rpartition(":")[2] in _TELLING and len(value) > 2):
            yield Piece("служебные данные файла", value)
    for paragraph in _PARAGRAPH.split(text):
        if plain := " ".join(html.unescape(_TAG.sub("", _GAP.sub(" ", paragraph))).split()):
            yield Piece(where, plain)
    for row in _ROW.findall(text):
        if plain := " ".join(html.unescape(_TAG.sub("", _PARAGRAPH.sub(" | ", row))).split()):
            yield Piece("строка таблицы", plain)


_PARTS = (
    ("docProps/", "свойства файла"),
    ("meta.xml", "свойства файла"),
    ("comments", "примечания"),
    ("threadedComment", "примечания"),
    ("header", "верхний колонтитул"),
    ("footer", "нижний колонтитул"),
    ("footnotes", "сноски"),
    ("endnotes", "сноски"),
    ("customXml/", "служебные данные"),
    ("notesSlide", "заметки к слайду"),
    ("sharedStrings", "ячейка"),
    ("sheet", "ячейка"),
)
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg"})
_DRAWINGS = frozenset({"emf", "wmf", "tif", "tiff", "bmp", "emz", "wmz"})
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NOT_LATIN = re.compile("[А-Яа-яЁё]|&#|%D|\\d{10,}")
_TELLING = frozenset(
    {
        *(
            "author",
            "initials",
            "descr",
            "title",
            "name",
            "lastModifiedBy",
            "userName",
            "displayName",
            "userId",
        ),
        *(
            "Target",
            "url",
            "href",
            "alt",
            "string",
            "val",
            "instr",
            "absPath",
            "tooltip",
            "display",
            "providerId",
        ),
    }
)
"""Attributes in which a name may stand in Latin letters too."""
_PARAGRAPH = re.compile(
    r"</(?:w:p|a:p|si|is|c|v|f|t|r|text:p|text:h|table:table-cell|dc:\w+|cp:\w+|vt:\w+|meta:[\w-]+|Company|Manager|author|"
    r"xdr:\w+|definedName|Template|HyperlinkBase|w:comment|text|[a-z]{1,3}\d?:author)>"
)
_GAP = re.compile(r"<(?:w:tab|w:br|w:cr|a:br|text:tab|text:line-break|text:s)\b[^<>]*/>")
_ROW = re.compile(r"<(?:w:tr|a:tr|table:table-row)\b.*?</(?:w:tr|a:tr|table:table-row)>", re.S)
_TAG = re.compile(r"<[^<>]*>")
