"""The scan of finished output: everything a build wrote is read again, whatever made it; this look is the authority."""

import csv
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from mentoring.privacy.findings import Finding
from mentoring.privacy.looking import look


@dataclass(frozen=True)
class Leak:
    """Something in a finished file that must not be published."""

    path: str
    """Under the site, with `/`."""
    what: str
    """`declared`, `probable`, `identifier`, `foreign-host`, `unknown-type`, `unreadable`."""
    detail: str
    """The sort of thing; never the name itself."""
    person: str = ""


Look = Callable[[str], Sequence[Finding]]
"""What a text gives away and may not: the gate leaves out what a consent covers or a review resolved."""


def scan(site: Path, look: Look = look) -> Iterator[Leak]:
    """Read every file of a finished site and tell what must not be in it.

    Files of the theme (`assets/javascripts`, `assets/stylesheets`) are not an author's and hold no text of his; the
    hosts they name are not asked by anything on our pages.
    """
    judged: dict[str, tuple[Finding, ...]] = {}
    for file in sorted(site.rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(site).as_posix()
        if path.startswith(_THEME):
            continue
        try:
            texts = list(_texts(file, path))
        except (UnicodeDecodeError, ValueError, OSError, zipfile.BadZipFile):
            yield Leak(path, "unreadable", "файл не читается")
            continue
        if file.suffix.lower() not in _READERS:
            yield Leak(path, "unknown-type", file.suffix or "без окончания")
        told: set[tuple[str, str, str]] = set()
        for text in (unquote(path).replace("/", " / "), *texts):
            if text not in judged:
                judged[text] = tuple(look(text))
            for finding in judged[text]:
                key = (str(finding.kind), finding.what, finding.person)
                if key not in told:
                    told.add(key)
                    yield Leak(path, str(finding.kind), finding.what, finding.person)
        if file.suffix.lower() in _ASKING:
            for host in sorted(_foreign(file.read_text("utf-8"))):
                yield Leak(path, "foreign-host", host)


_THEME = ("assets/",)


def _texts(file: Path, path: str) -> Iterator[str]:
    """What a file says; one of an unknown kind is read as a text, to tell the names in it as well."""
    reader = _READERS.get(file.suffix.lower(), _plain)
    yield from reader(file.read_bytes(), PurePosixPath(path))


def _html(content: bytes, path: PurePosixPath) -> Iterator[str]:
    """The text of every block with inline tags glued, every attribute, comments, scripts."""
    text = content.decode("utf-8")
    yield from (match[1] for match in _COMMENT.finditer(text))
    for match in _SCRIPT.finditer(text):
        yield from _json_or_text(match[1])
    body = _SCRIPT.sub(" ", _COMMENT.sub("", text))
    yield from {value for value in _attributes(body) if _WORTH.search(value)}
    glued = _INLINE.sub("", body)
    for row in _ROW.findall(glued):
        yield _told(_BLOCK.sub(" | ", row))
    yield from (plain for block in _BLOCK.split(glued) if (plain := _told(block)))


def _told(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _attributes(text: str) -> Iterator[str]:
    for match in _ATTRIBUTE.finditer(text):
        yield html.unescape(match[1] or match[2] or match[3] or "")


def _json(content: bytes, path: PurePosixPath) -> Iterator[str]:
    yield from _strings(json.loads(content.decode("utf-8")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        plain = html.unescape(value)
        if "<" in plain:
            yield from _html(plain.encode("utf-8", "replace"), PurePosixPath())
        else:
            yield plain
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _json_or_text(text: str) -> Iterator[str]:
    try:
        yield from _strings(json.loads(text))
    except ValueError:
        yield text


def _xml(content: bytes, path: PurePosixPath) -> Iterator[str]:
    text = content.decode("utf-8-sig")
    yield from (match[1] for match in _COMMENT.finditer(text))
    yield from (value for value in _attributes(text) if _WORTH.search(value))
    plain = _COMMENT.sub("", text).replace("<![CDATA[", " ").replace("]]>", " ")
    for piece in _BLOCK.split(_SPAN.sub("", plain)):
        if told := _told(piece):
            yield from _html(told.encode(), path) if "<" in told else (told,)


def _gz(content: bytes, path: PurePosixPath) -> Iterator[str]:
    inner = path.with_suffix("")
    reader = _READERS.get(inner.suffix.lower())
    if reader is None:
        raise ValueError(str(inner))
    yield from reader(gzip.decompress(content), inner)


def _plain(content: bytes, path: PurePosixPath) -> Iterator[str]:
    yield from (part for part in re.split(r"\n\s*\n", content.decode("utf-8-sig")) if part.strip())


def _csv(content: bytes, path: PurePosixPath) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        yield " ".join(row)


def _office(content: bytes, path: PurePosixPath) -> Iterator[str]:
    """The paragraphs of a Word or Excel file with its runs glued, its properties, comments and tracked changes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 200_000_000:
            raise ValueError("too large")
        for member in archive.infolist():
            yield member.filename
            inner = PurePosixPath(member.filename)
            if member.filename.endswith("/"):
                continue
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                yield from _office_part(archive.read(member).decode("utf-8"))
            elif reader := _READERS.get(inner.suffix.lower()):
                yield from reader(archive.read(member), inner)
            elif inner.name != "mimetype":
                raise ValueError(member.filename)


def _office_part(text: str) -> Iterator[str]:
    yield from (match[1] for match in _COMMENT.finditer(text))
    yield from (value for value in _attributes(text) if _NOT_LATIN.search(value))
    yield from (html.unescape(value) for value in _SIGNED.findall(text))
    for paragraph in _PARAGRAPH.split(text):
        if plain := _told(_BLOCK.sub("", paragraph)):
            yield plain


def _picture(content: bytes, path: PurePosixPath) -> Iterator[str]:
    """The readable runs of a picture: properties hide names, packed or not, in one byte or two a letter."""
    for piece in (content, *_packed(content)):
        decoded = (
            piece.decode("utf-8", "ignore"),
            *(piece[odd:].decode(wide, "ignore") for wide in ("utf-16-le", "utf-16-be") for odd in (0, 1)),
        )
        for text in decoded:
            yield from _LETTERS.findall(text)
    for piece in _properties(content):
        yield piece.decode("cp1251", "ignore")
        yield piece.decode("latin-1")


def _packed(content: bytes) -> Iterator[bytes]:
    """The unpacked zTXt and iTXt of a PNG."""
    for kind, data in _chunks(content):
        if kind in {b"zTXt", b"iTXt"}:
            for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
                try:
                    yield zlib.decompress(data[match.start() :])
                    break
                except zlib.error:
                    continue


def _properties(content: bytes) -> Iterator[bytes]:
    """The texts of a PNG, the comments and properties of a JPEG, as bytes of whatever code page."""
    yield from (data for kind, data in _chunks(content) if kind in {b"tEXt", b"zTXt", b"iTXt", b"eXIf"})
    if content.startswith(b"\xff\xd8"):
        place = 2
        while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] not in {0xDA, 0xD9}:
            size = int.from_bytes(content[place + 2 : place + 4], "big")
            if content[place + 1] == 0xFE or 0xE1 <= content[place + 1] <= 0xEF:
                yield from re.findall(rb"[A-Za-z\x80-\xff .,_-]{5,}", content[place + 4 : place + 2 + size])
            place += 2 + max(2, size)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8 if content.startswith(b"\x89PNG\r\n\x1a\n") else len(content)
    while place + 12 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        yield content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        place += 12 + size


_READERS: dict[str, Callable[[bytes, PurePosixPath], Iterator[str]]] = {
    ".html": _html,
    ".json": _json,
    ".xml": _xml,
    ".svg": _xml,
    ".gz": _gz,
    ".txt": _plain,
    ".css": _plain,
    ".js": _plain,
    ".csv": _csv,
    ".docx": _office,
    ".xlsx": _office,
    ".odt": _office,
    ".png": _picture,
    ".jpg": _picture,
    ".jpeg": _picture,
    ".webp": _picture,
    ".gif": _picture,
    ".ico": _picture,
    ".woff2": lambda content, path: iter(()),
}
"""How each kind of file is read; a kind that is not here may not be published."""

_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_SCRIPT = re.compile(r"<(?:script|style)\b[^>]*>(.*?)</(?:script|style)>", re.S | re.I)
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]{2,})"|'([^']{2,})'|([^\s"'<>=`]{2,}))""")
_ROW = re.compile(r"<tr\b.*?</tr>", re.S | re.I)
_SPAN = re.compile(r"</?(?:svg:)?(?:tspan|b|i|em|strong|a)\b[^<>]*>")
_NOT_LATIN = re.compile("[А-Яа-яЁё]|&#|%D")
_SIGNED = re.compile(r'(?:author|initials|descr|title|name|lastModifiedBy)="([^"]*)"')
_PARAGRAPH = re.compile(
    r"</(?:w:p|a:p|si|is|c|text:p|dc:\w+|cp:\w+|vt:\w+|meta:\w+|Company|Manager|author|t)>"
)
_LETTERS = re.compile(r"[А-Яа-яЁё]{3,}(?:[ .-]+[А-Яа-яЁё]+)*|[A-Za-z]{6,}(?:[ ._-]+[A-Za-z]{3,})*")
_WORTH = re.compile(r"[А-Яа-яЁё%@\\]|[a-z]{4,}")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b[^<>]*>",
    re.I,
)
_BLOCK = re.compile(r"<[^<>]*>")
_ASKING = frozenset({".html", ".css", ".svg"})
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object|link|track|input|form|image|use|base)\b[^>]*?"""
    r"""\b(?:src|srcset|data|href|poster|action)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)[^>]*>""",
    re.I,
)
_STYLED = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"'\s)]+)""", re.I)


def _foreign(text: str) -> set[str]:
    """Hosts a page would ask something of by itself; a link a reader follows asks nothing."""
    hosts = set()
    for match in (*_LOADED.finditer(text), *_STYLED.finditer(text)):
        if re.search(r'rel=["\']?(?:canonical|next|prev|alternate|license)', match[0], re.I):
            continue
        hosts.add(urlsplit(match[1] if "://" in match[1] else f"https:{match[1]}").hostname or "")
    return hosts
