"""What HTML, XML and SVG say: text by block with inline tags glued, every attribute, comments, scripts, styles."""

import html
import re
from functools import lru_cache

from mentoring.privacy.texts import code
from mentoring.privacy.texts.hosts import foreign
from mentoring.privacy.texts.inside import of_data_addresses
from mentoring.privacy.texts.piece import Asks, Block, Piece, Pieces, Read, decoded


def page(content: bytes, name: str, read: Read) -> Pieces:
    text, unseen = decoded(content)
    yield from unseen
    yield from of_html(text, read, asks=True)


def drawing(content: bytes, name: str, read: Read) -> Pieces:
    text, unseen = decoded(content)
    yield from unseen
    yield from of_html(text.replace("<![CDATA[", " ").replace("]]>", " "), read, asks=True)


def document(content: bytes, name: str, read: Read) -> Pieces:
    """XML: a feed, a sitemap; HTML inside it, escaped or not, is read too."""
    text, unseen = decoded(content)
    yield from unseen
    text = text.replace("<![CDATA[", " ").replace("]]>", " ")
    yield from of_html(text, read)
    for piece in _BETWEEN.findall(text):
        told = html.unescape(piece)
        if "<" in told:
            yield from of_html(told, read)


def of_html(text: str, read: Read, asks: bool = False) -> Pieces:
    """HTML by its blocks; `asks` where a browser shows it, and asks what it names."""
    if "<!--" in text:
        for match in _COMMENT.finditer(text):
            yield Piece("скрытая заметка", match[1])
            if "<" in match[1]:
                yield from of_html(match[1].replace("<!--", ""), read)
        text = _COMMENT.sub("", text)
    if "<s" in text or "<S" in text:
        for match in _SCRIPT.finditer(text):
            kind = match[1].lower()
            yield _chunk(f"<{kind}{match[2]}>", read, asks)
            said = code.of_style if kind == "style" else code.of_script
            yield from said(match[3], read, asks)
        text = _SCRIPT.sub(" ", text)
    if "<t" in text or "<T" in text:
        for row in _ROW.findall(text):
            yield _row(row)
    for chunk in _BLOCKS.split(text):
        yield _chunk(chunk, read, asks)


def strings(text: str, where: str, read: Read) -> Pieces:
    """A string of data: plain, or HTML."""
    plain = html.unescape(text) if "&" in text else text
    if "<" in plain:
        yield from of_html(plain, read)
    elif plain:
        yield Piece(where, plain)
        yield from of_data_addresses(plain, read)


def russian_words(text: str) -> str:
    """The Russian words and numbers of a text, in their order, without the tags."""
    return " ".join(_RUSSIAN.findall(_plain(_TAG.sub(" ", _INLINE.sub("", text)))))


@lru_cache(maxsize=131_072)  # pages of one site repeat themselves: the menu, the footer, the same role
def _chunk(raw: str, read: Read, asks: bool) -> Block:
    """A block with the tags inside it."""
    pieces = tuple(_of_chunk(raw, read))
    return Block((*pieces, *map(Asks, sorted(foreign(raw)))) if asks else pieces)


def _of_chunk(raw: str, read: Read) -> Pieces:
    told: set[str] = set()
    for match in _VALUE.finditer(raw) if "=" in raw else ():
        value = html.unescape(match[1] or match[2] or match[3] or "")
        if value in told or not _WORTH.search(value):
            continue
        told.add(value)
        attribute = raw[max(0, match.start() - 60) : match.start()].rstrip().rpartition(" ")[2].lower()
        yield Piece(_PLACES.get(attribute, _HIDDEN), value)
        yield from of_data_addresses(value, read)
        if "<" in value:
            yield from of_html(value, read)
        if attribute == "style":
            yield from code.of_style(value, read)
    for tag in _TAG.findall(raw) if "data-" in raw or not raw.isascii() else ():
        bare = _QUOTED.sub("", tag)
        if "data-" in bare or not bare.isascii():
            yield Piece(_HIDDEN, bare.strip("<>/"))
    for block in _TAG.split(_INLINE.sub("", raw)):
        if block and (plain := _plain(block)):
            yield Piece("текст", plain)


@lru_cache(maxsize=32_768)
def _row(raw: str) -> Block:
    """A row of a table as one text: a surname may stand in one cell and the name in the next."""
    told = _plain(_TAG.sub(" | ", _INLINE.sub("", raw)))
    return Block((Piece("строка таблицы", told),) if told else ())


def _plain(text: str) -> str:
    return " ".join((html.unescape(text) if "&" in text else text).split())


_HIDDEN = "служебная часть страницы, читателю не видна"
_PLACES = {
    "alt": "описание картинки",
    "title": "подсказка при наведении",
    "aria-label": "подпись для чтения вслух",
    "content": "описание страницы для поисковых систем",
    "href": "адрес ссылки",
    "src": "адрес картинки или файла",
    "srcset": "адрес картинки или файла",
    "id": "метка раздела, она видна в адресе",
}
"""Where an attribute shows, in the words of a curator."""
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_SCRIPT = re.compile(r"<(script|style)\b([^>]*)>(.*?)(?:</\1\s*>|\Z)", re.S | re.I)
_ROW = re.compile(r"<tr\b.*?</tr\s*>", re.S | re.I)
_BETWEEN = re.compile(r">([^<>]*&(?:lt|#60|#x3c|amp;lt);[^<>]*)<", re.I)
_BLOCKS = re.compile(
    r"(?=<(?:p|div|li|ul|ol|h[1-6]|section|article|nav|header|footer|main|aside|table|t[rdh]|thead|tbody|dl|d[td]|form|"
    r"template|noscript|blockquote|details|summary|figure|figcaption|item|entry|url|channel|path|g|title|meta|link|head|body)\b)",
    re.I,
)
_VALUE = re.compile(r"""=\s*(?:"([^"]{2,})"|'([^']{2,})'|([^\s"'<>=`]{2,}))""")
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_WORTH = re.compile(r"[А-Яа-яЁё%@\\]|[a-zA-Z]{4,}|\d{5,}|[\u0080-\uffff]")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rb|rp|rt|ruby|s|samp|small|span|strong"
    r"|sub|sup|time|tspan|tt|u|var|wbr|[\w-]+:(?:b|i|tspan|span|strong|em|a))\b[^<>]*>",
    re.I,
)
_RUSSIAN = re.compile(r"[А-Яа-яЁё]+|\d+")
_TAG = re.compile(r"<[^<>]*>")
