"""The scan of finished output: everything a build wrote is read again, whatever made it; this look is the authority."""

import csv
import gzip
import html
import io
import json
import re
import zipfile
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
        if file.suffix == ".html":
            for host in sorted(_foreign(file.read_text("utf-8"))):
                yield Leak(path, "foreign-host", host)


_THEME = ("assets/",)


def _texts(file: Path, path: str) -> Iterator[str]:
    reader = _READERS.get(file.suffix.lower())
    if reader:
        yield from reader(file.read_bytes(), PurePosixPath(path))


def _html(content: bytes, path: PurePosixPath) -> Iterator[str]:
    """The text of every block with inline tags glued, every attribute, comments, scripts."""
    text = content.decode("utf-8")
    yield from (match[1] for match in _COMMENT.finditer(text))
    for match in _SCRIPT.finditer(text):
        yield from _json_or_text(match[1])
    body = _SCRIPT.sub(" ", _COMMENT.sub(" ", text))
    yield from {html.unescape(value) for value in _ATTRIBUTE.findall(body) if _WORTH.search(value)}
    for block in _BLOCK.split(_INLINE.sub("", body)):
        plain = " ".join(html.unescape(block).split())
        if plain:
            yield plain


def _json(content: bytes, path: PurePosixPath) -> Iterator[str]:
    yield from _strings(json.loads(content.decode("utf-8")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"<[^<>]{0,300}>", " ", html.unescape(value))
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
    text = content.decode("utf-8")
    yield from (html.unescape(value) for value in _ATTRIBUTE.findall(text))
    yield from (
        piece for piece in (html.unescape(part).strip() for part in re.split(r"<[^<>]*>", text)) if piece
    )


def _gz(content: bytes, path: PurePosixPath) -> Iterator[str]:
    inner = path.with_suffix("")
    reader = _READERS.get(inner.suffix)
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
            if member.filename.endswith((".xml", ".rels")):
                text = archive.read(member).decode("utf-8")
                yield from (
                    html.unescape(value)
                    for value in re.findall(r'(?:author|initials|descr|title)="([^"]*)"', text)
                )
                for paragraph in re.split(r"</(?:w:p|a:p|si|c|text:p|dc:\w+|cp:\w+|Company|Manager)>", text):
                    plain = html.unescape(re.sub(r"<[^<>]*>", "", paragraph)).strip()
                    if plain:
                        yield plain


def _picture(content: bytes, path: PurePosixPath) -> Iterator[str]:
    """The readable runs of a picture: properties hide names, in one byte or two a letter."""
    for encoding in ("utf-8", "utf-16-le", "latin-1"):
        text = content.decode(encoding, errors="ignore")
        yield from re.findall(r"[А-Яа-яЁё]{3,}(?:[ .-]+[А-Яа-яЁё]+)*", text)[:200]


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
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]{2,})")""")
_WORTH = re.compile(r"[А-Яа-яЁё%@]|[a-z]{4,}")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b[^<>]*>",
    re.I,
)
_BLOCK = re.compile(r"<[^<>]*>")
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object|link)\b[^>]*?\b(?:src|data|href)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)[^>]*>""",
    re.I,
)


def _foreign(text: str) -> set[str]:
    """Hosts a page would ask something of by itself; a link a reader follows asks nothing."""
    hosts = set()
    for match in _LOADED.finditer(text):
        if re.search(r'rel=["\']?(?:canonical|next|prev|alternate|license)', match[0], re.I):
            continue
        hosts.add(urlsplit(match[1] if "://" in match[1] else f"https:{match[1]}").hostname or "")
    return hosts
