"""The slips of `tests/data/slips/slips.tsv` on our cards: what lies on disk, what is expected, and where."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "tests/data/slips"
CASE = "cases/pairs/most.md"


@dataclass(frozen=True)
class Slip:
    """One row: the files of a school with one slip in them."""

    name: str
    kind: str
    """The class in slips.tsv: body, encoding, frontmatter, fs, inject, privacy, valid, values."""
    expect: str
    """`error`, `warn` or `accept`."""
    files: Mapping[str, bytes]
    """What differs from the base, by path."""
    path: str = CASE
    """The file of the slip."""
    line: int = 1
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links and where they lead."""
    text_on_page: str = "модель моста"
    """What a reader sees of it where it is no error."""


def base() -> dict[str, bytes]:
    """The files of a small school without any slip."""
    return {path: text.encode() for path, text in _data()["base"].items()}


@cache
def rows() -> dict[str, Slip]:
    """Every row but those of the privacy gate, by name."""
    given = _data()["rows"]
    found = {}
    for name, kind, expect, _ in table():
        if kind == "privacy":
            continue
        made = _MADE.get(name)
        row = given.get(name, {})
        if (made is None) == (not row):
            raise LookupError(f"{name}: neither in inputs.yml nor made here, or both")
        found[name] = (
            made(name, kind, expect) if made else _written(name, kind, row.get("expect", expect), row)
        )
    return found


@cache
def table() -> list[tuple[str, str, str, str]]:
    """The rows of slips.tsv: name, class, verdict, reason."""
    lines = (DATA / "slips.tsv").read_text("utf-8").splitlines()[1:]
    return [(name, kind, expect, why) for name, kind, expect, why in (line.split("\t") for line in lines)]


def write(root: Path, slip: Slip) -> None:
    """Put the school with the slip on disk."""
    for path, content in {**base(), **slip.files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for path, target in slip.links.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)


@cache
def _data() -> Any:
    return yaml.load((DATA / "inputs.yml").read_text("utf-8"), yaml.CSafeLoader)


def _written(name: str, kind: str, expect: str, row: dict[str, Any]) -> Slip:
    path = row.get("file", CASE)
    before = base()[path].decode()
    text = row.get("text", before)
    for old, new in row.get("edit", {}).items():
        if text.count(old) != 1:
            raise LookupError(f"{name}: {old!r} stands {text.count(old)} times in the base")
        text = text.replace(old, _repeated(new, row))
    if "header" in row:
        text = text.replace("06.05.2026\n---\n", f"06.05.2026\n{row['header']}{_deep(row)}---\n")
    if "body" in row:
        text = f"{text}\n{_repeated(row['body'], row)}{_nested(row)}\n"
    if row.get("twice"):
        text += text
    line = row.get("line") or _first_difference(before, text)
    return Slip(
        name,
        kind,
        expect,
        {path: text.encode()},
        path,
        line,
        text_on_page=row.get("text_on_page", "модель моста" if path == CASE else ""),
    )


def _repeated(text: str, row: dict[str, Any]) -> str:
    for piece, times in row.get("repeat", {}).items():
        text = text.replace(piece, piece * times, 1)
    return text


def _deep(row: dict[str, Any]) -> str:
    return "".join(f"{' ' * level}k:\n" for level in range(1, row.get("deep", 0)))


def _nested(row: dict[str, Any]) -> str:
    return "\n".join(f"{'    ' * level}- x" for level in range(row.get("nested", 0)))


def _first_difference(before: str, after: str) -> int:
    old, new = before.split("\n"), after.split("\n")
    return next(
        number
        for number, line in enumerate(new, 1)
        if line.strip() and (number > len(old) or line != old[number - 1])
    )


# Rows that are no text of a file


def _encoded(name: str, kind: str, expect: str) -> Slip:
    text = base()[CASE].decode()
    made: dict[str, tuple[bytes, int]] = {
        "cp1251": (text.replace("–", "-").encode("cp1251"), 2),
        "cp866": (text.replace("–", "-").encode("cp866", "replace"), 2),
        "utf16le-bom": (b"\xff\xfe" + text.encode("utf-16-le"), 1),
        "utf32-bom": (b"\xff\xfe\x00\x00" + text.encode("utf-32-le"), 1),
        "crlf": (text.replace("\n", "\r\n").encode(), 1),
        "utf8-bom-crlf": (b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), 1),
        "crlf-bom-nfd": (
            b"\xef\xbb\xbf"
            + unicodedata.normalize("NFD", text.replace("Проект «Мост", "Йод: «Мост"))
            .replace("\n", "\r\n")
            .encode(),
            1,
        ),
        "docx-renamed": (
            b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00!T\xddZ\x86\r\rword/document.xml<w:document/>",
            1,
        ),
        "one-bad-byte": (text.encode().replace("строила".encode(), "строила".encode() + b"\xe8"), 31),
        "overlong-utf8": (text.encode() + b"\n\xc0\xbcscript>\n", 38),
        "truncated-utf8-eof": (text.encode().rstrip()[:-1], 36),
        "no-newline-eof": (text.encode().rstrip(), 1),
    }
    content, line = made[name]
    return Slip(name, kind, expect, {CASE: content}, CASE, line)


def _on_disk(name: str, kind: str, expect: str) -> Slip:
    case = base()[CASE]
    page = "---\ntitle: Вопросы\n---\nОтветы.\n".encode()
    declared = "---\npicture: zanyatie.jpg\nalt: Макет моста.\npeople: нет людей\npublication: опубликован\n---\n".encode()
    made: dict[str, tuple[dict[str, bytes], str]] = {
        "bad-chars": ({"cases/pairs/мо:ст?.md": case}, "cases/pairs/мо:ст?.md"),
        "big-50mb": ({"cases/pairs/bolshoy.md": case + "слово ".encode() * 4_300_000}, "cases/pairs/bolshoy.md"),
        "case-twins": ({"docs/Voprosy.md": page, "docs/voprosy.md": page}, "docs/voprosy.md"),
        "case-twins-dirs": (
            {"cases/pairs/2025/Osen/a.md": case, "cases/pairs/2025/osen/b.md": case}, "cases/pairs/2025/osen"),
        "control-name": ({"cases/pairs/mo\x1b[2Jst.md": case}, "cases/pairs/mo\x1b[2Jst.md"),
        "dash-name": ({"cases/pairs/-rf.md": case}, "cases/pairs/-rf.md"),
        "dot-name": ({"cases/pairs/.most.md": case}, "cases/pairs/.most.md"),
        "html-file": ({"docs/evil.html": b"<script>window.__pwn=1</script>"}, "docs/evil.html"),
        "jpg-exif-gps": (
            {"cases/media/zanyatie.jpg": photograph(gps=True), "cases/media/zanyatie.md": declared},
            "cases/media/zanyatie.jpg"),
        "jpg-is-html": (
            {"cases/media/zanyatie.jpg": b"<html><script>window.__pwn=1</script>", "cases/media/zanyatie.md": declared},
            "cases/media/zanyatie.jpg"),
        "long-name": ({f"cases/pairs/{'a' * 240}.md": case}, f"cases/pairs/{'a' * 240}.md"),
        "nfd-name": ({f"docs/{unicodedata.normalize('NFD', 'йод')}.md": page}, "docs/йод.md"),
        "private-docx": ({"docs/согласие.docx": b"PK\x03\x04"}, "docs/согласие.docx"),
        "slug-twins": ({"docs/most.md": page, "docs/most/index.md": page}, "docs/most/index.md"),
        "svg-script": (
            {
                "cases/media/zanyatie.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>window.__pwn=1</script></svg>',
                "cases/media/zanyatie.md": declared.replace(b".jpg", b".svg"),
            },
            "cases/media/zanyatie.svg"),
        "symlink-file-out": ({}, "cases/pairs/passwd.md"),
        "symlink-loop": ({}, "cases/pairs/2025"),
        "unreadable": ({"cases/pairs/zakryt.md": case}, "cases/pairs/zakryt.md"),
        "word-lock": ({"cases/pairs/~$most.md": b"\x08lock"}, "cases/pairs/~$most.md"),
    }  # fmt: skip
    links = {
        "symlink-file-out": {"cases/pairs/passwd.md": "/etc/passwd"},
        "symlink-loop": {"cases/pairs/2025": "."},
    }
    files, path = made[name]
    seen = "Ответы" if path.startswith("docs/") else "модель моста"
    return Slip(name, kind, expect, files, path, 1, links.get(name, {}), seen)


_MADE = {
    **{row[0]: _on_disk for row in table() if row[1] == "fs"},
    **dict.fromkeys(
        [
            *("cp1251", "cp866", "utf16le-bom", "utf32-bom", "crlf", "utf8-bom-crlf", "crlf-bom-nfd"),
            *("docx-renamed", "one-bad-byte", "overlong-utf8", "truncated-utf8-eof", "no-newline-eof"),
        ],
        _encoded,
    ),
}


def photograph(*, gps: bool) -> bytes:
    """A small JPEG, with or without the place where it was taken."""
    entry = struct.pack(">HHII", 0x8825 if gps else 0x0112, 4, 1, 26)
    exif = b"Exif\x00\x00MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    app1 = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 4, 4, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + app1 + frame + b"\xff\xd9"


def drawing(side: int = 1) -> bytes:
    """A PNG of one point, or one that says it has more."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )
