"""Files beside the cards: pictures, forms, documents; what of them may stand on a site, told from their bytes."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian

PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg"})
"""The endings of pictures."""
ACTIVE = frozenset(
    {
        *("html", "htm", "xhtml", "shtml", "mhtml", "hta", "xml", "xsl", "svg", "svgz", "swf", "css"),
        *("js", "mjs", "wasm", "php", "asp", "aspx", "jsp", "cgi", "py", "pl", "sh", "jar", "vbs", "ps1"),
        *("exe", "bat", "cmd", "com", "msi", "scr", "lnk", "url", "dll", "apk"),
    }
)
"""The endings of files that run something when they are opened from a site."""
OF_HOSTS = frozenset({"robots.txt"})
"""What a host asks to lie in the root of a site; nothing else of `docs/` is published as it is."""

MAX_BYTES = 10_000_000
MAX_PIXELS = 25_000_000
"""Source: reliability.md, G13."""


@dataclass(frozen=True)
class Fault:
    """Why a file may not stand on a site."""

    rule: str
    what: str
    fix: str
    why: str = ""


def of_picture(name: str, content: bytes) -> Fault | None:
    """The first thing wrong with a file that lies among the pictures."""
    ending = ending_of(name)
    if ending not in PICTURES:
        return Fault(
            "file-kind",
            "В папке картинок лежит файл, который не картинка: на сайт он не попадёт.",
            f"Оставьте здесь только картинки ({_listed(PICTURES)}); бланки и документы переложите в cases/files.",
        )
    if len(content) > MAX_BYTES:
        return Fault(
            "picture-too-large",
            "Картинка больше 10 МБ.",
            "Уменьшите её: для сайта хватит 2000 точек в ширину.",
        )
    if ending == "svg":
        return _of_drawing(content)
    if not any(
        content.startswith(magic) and magic_end in content[:16] for magic, magic_end in _MAGIC[ending]
    ):
        return Fault(
            "picture-false",
            f"Имя оканчивается на `.{ending}`, а внутри не такая картинка.",
            "Откройте картинку в программе просмотра и сохраните заново; если она не открывается, удалите файл.",
            why="Под видом картинки на сайт попадает что угодно, и браузер может это выполнить.",
        )
    if _pixels(content, ending) > MAX_PIXELS:
        return Fault(
            "picture-too-large",
            "В картинке больше 25 миллионов точек.",
            "Уменьшите её: для сайта хватит 2000 точек в ширину.",
        )
    if has_place(content):
        return Fault(
            "picture-place",
            "В картинке записано место съёмки.",
            "Уберите сведения о съёмке: в Windows — «Свойства» → «Подробно» → «Удаление свойств»; на телефоне"
            " — отправьте себе снимок как фото, а не как файл, и возьмите полученный.",
            why="По координатам найдут дом или школу того, кого снимали.",
        )
    return None


def of_file(name: str) -> Fault | None:
    """What is wrong with a file that lies among forms and documents."""
    ending = ending_of(name)
    if ending in ACTIVE:
        return Fault(
            "file-kind",
            f"Файл с окончанием `.{ending}` может запустить программу у читателя: на сайт он не попадёт.",
            "Приложите документ Word, PDF или таблицу.",
        )
    return None


def of_docs(path: str) -> Fault | None:
    """What is wrong with a file that lies under `docs/` and is no page; `path` is counted from there."""
    if path in OF_HOSTS:
        return None
    if ending_of(path) in PICTURES:
        return Fault(
            "picture-undeclared",
            "Картинка лежит среди страниц и не описана: на сайт она не попадёт.",
            "Переложите её в cases/media и положите рядом карточку с полями `picture`, `alt` и `people`.",
        )
    return Fault(
        "file-kind",
        "Среди страниц лежит файл, который не страница: на сайт он не попадёт.",
        "Бланки и документы переложите в cases/files и запишите в documents.yml; остальное уберите из docs.",
        why="Всё, что лежит в docs, попадало бы на сайт как есть, вместе с личными сведениями.",
    )


def ending_of(name: str) -> str:
    """The ending of a name in small letters, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def has_place(content: bytes) -> bool:
    """Whether a photograph says where it was taken. Source: Exif 2.32, tag 0x8825 (GPS IFD)."""
    for block in _exif(content):
        order = {b"II": "<", b"MM": ">"}.get(block[:2])
        if not order or len(block) < 8:
            continue
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        if start + 2 > len(block):
            continue
        (entries,) = struct.unpack_from(f"{order}H", block, start)
        for index in range(min(entries, 200)):
            at = start + 2 + 12 * index
            if at + 2 <= len(block) and struct.unpack_from(f"{order}H", block, at) == (0x8825,):
                return True
    return b"exif:GPSLatitude" in content


def _exif(content: bytes) -> Iterator[bytes]:
    """The Exif blocks of a JPEG, PNG or WebP."""
    for mark in (b"Exif\x00\x00", b"eXIf", b"EXIF"):
        at = content.find(mark)
        while at >= 0:
            block = content[at + len(mark) : at + len(mark) + 65_536]
            yield block
            if mark == b"EXIF":
                yield block[4:]  # the length of a chunk of WebP
            at = content.find(mark, at + 1)


def _pixels(content: bytes, ending: str) -> int:
    if ending == "png" and len(content) >= 24:
        width, height = struct.unpack_from(">II", content, 16)
    elif ending == "gif" and len(content) >= 10:
        width, height = struct.unpack_from("<HH", content, 6)
    elif ending in {"jpg", "jpeg"}:
        found = _FRAME.search(content)
        height, width = struct.unpack(">HH", found[1]) if found else (0, 0)
    else:
        return 0
    return int(width) * int(height)


_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]\x00[\x08-\x20]\x08(.{4})", re.S)
_MAGIC = {
    "jpg": ((b"\xff\xd8\xff", b""),),
    "jpeg": ((b"\xff\xd8\xff", b""),),
    "png": ((b"\x89PNG\r\n\x1a\n", b""),),
    "gif": ((b"GIF87a", b""), (b"GIF89a", b"")),
    "webp": ((b"RIFF", b"WEBP"),),
}


def _of_drawing(content: bytes) -> Fault | None:
    text = content.decode("utf-8", "replace")
    if not _IS_DRAWING.match(text):
        return Fault(
            "picture-false",
            "Имя оканчивается на `.svg`, а внутри не рисунок SVG.",
            "Сохраните рисунок заново из программы, в которой он сделан, или удалите файл.",
        )
    if _RUNS.search(_decoded(text)):
        return Fault(
            "picture-active",
            "В рисунке SVG есть то, что запускает программу или ведёт на другой сайт.",
            "Сохраните рисунок как PNG и приложите его.",
            why="Такой рисунок, открытый сам по себе, — страница с программой внутри.",
        )
    return None


def _decoded(text: str) -> str:
    """The drawing with its character references read, as a browser does."""
    return re.sub(
        r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?",
        lambda match: chr(min(int(match[1], 16) if match[1] else int(match[2]), 0x10FFFF)),
        text,
    )


_IS_DRAWING = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>\[]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]",
    re.S | re.I,
)
_RUNS = re.compile(
    r"<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|object|embed|image|audio|video|animate\w*|set|handler)\b"
    r"|<!ENTITY|<\?xml-stylesheet|\son\w+\s*="
    r"|(?:href|src)\s*=\s*[\"']?\s*(?![\s#\"'])"
    r"|(?:url\(|@import)\s*[\"']?\s*(?![\s#\"'])",
    re.I,
)


def _listed(endings: frozenset[str]) -> str:
    return russian.listed(sorted(endings))
