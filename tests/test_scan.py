"""The scan of finished output: a name planted anywhere in a built site is found."""

import gzip
import html
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from mentoring.privacy.forms import Person
from mentoring.privacy.looking import look
from mentoring.privacy.names import People
from mentoring.privacy.scan import scan


def page(inside: str) -> Callable[[str], bytes]:
    return lambda name: (
        f'<!doctype html><html lang="ru"><head><title>Школа</title></head><body>{inside.replace("@", name)}</body></html>'
    ).encode()


def escaped(value: object) -> bytes:
    return json.dumps(value).encode()


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": "<Relationships/>",
            **parts,
        }.items():
            archive.writestr(name, text)
    return out.getvalue()


def split(name: str) -> str:
    """A name in two runs of a Word file."""
    middle = len(name) // 2
    return f"<w:p><w:r><w:t>{name[:middle]}</w:t></w:r><w:r><w:t>{name[middle:]}</w:t></w:r></w:p>"


def png(kind: bytes, data: bytes) -> bytes:
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    )


def jpeg(marker: int, data: bytes) -> bytes:
    return b"\xff\xd8\xff" + bytes((marker,)) + struct.pack(">H", len(data) + 2) + data + b"\xff\xd9"


SITE: dict[str, Callable[[str], bytes]] = {
    "text.html": page("<p>Пришла @ с другом.</p>"),
    "bold.html": page("<p>Пришла <b>@</b>, за ней класс.</p>"),
    "glued.html": lambda name: page(f"<p>{name[:3]}<em>{name[3:]}</em> пришла.</p>")(""),
    "soft.html": lambda name: page(f"<p>{name[:3]}&shy;{name[3:]}</p>")(""),
    "wbr.html": lambda name: page(f"<p>{name[:3]}<wbr>{name[3:]}</p>")(""),
    "entity.html": lambda name: page(f"<p>{''.join(f'&#{ord(letter)};' for letter in name)}</p>")(""),
    "title.html": lambda name: f"<html><head><title>{name}</title></head></html>".encode(),
    "description.html": lambda name: f'<meta name="description" content="{name}">'.encode(),
    "author.html": lambda name: f"<meta name='author' content='{name}'>".encode(),
    "og.html": lambda name: f'<meta property="og:title" content="{name}">'.encode(),
    "alt.html": page('<img src="a.webp" alt="@">'),
    "tip.html": page('<a href="/" title="@">далее</a>'),
    "label.html": page('<nav aria-label="@"></nav>'),
    "bare.html": page("<img src=a.webp alt=@>"),
    "link.html": lambda name: page(f'<a href="/people/{quote(name)}/">далее</a>')(""),
    "latin.html": lambda name: page('<a href="/people/zvonareva/">далее</a>' if name else "")(""),
    "anchor.html": page('<h2 id="@">Итог</h2>'),
    "data.html": page('<div data-owner="@"></div>'),
    "comment.html": page("<!-- @ -->"),
    "hidden.html": page("<span hidden>@</span>"),
    "cell.html": page("<table><tr><td>1</td><td>@</td></tr></table>"),
    "deleted.html": page("<del>@</del>"),
    "script.html": page('<script>var owner = "@";</script>'),
    "style.html": page("<style>/* @ */</style>"),
    "unicode.html": lambda name: page(f"<script>var owner = {json.dumps(name)};</script>")(""),
    "ld.html": lambda name: page(
        f'<script type="application/ld+json">{json.dumps({"author": {"name": name}})}</script>'
    )(""),
    "nested.html": lambda name: page(f'<div data-x="{html.escape(json.dumps({"a": name}))}"></div>')(""),
    "upper.html": lambda name: page(f"<p>{name.upper()}</p>")(""),
    "lower.html": lambda name: page(f"<p>пришла {name.lower()}</p>")(""),
    "search/search_index.json": lambda name: escaped({"docs": [{"title": "Итог", "text": f"<p>{name}</p>"}]}),
    "key.json": lambda name: escaped({name or "ключ": 1}),
    "location.json": lambda name: escaped({"docs": [{"location": quote(f"{name}/")}]}),
    "sitemap.xml": lambda name: (
        f"<urlset><url><loc>https://a.example/{quote(name)}/</loc></url></urlset>".encode()
    ),
    "sitemap.xml.gz": lambda name: gzip.compress(
        f"<urlset><loc>https://a.example/{quote(name)}/</loc></urlset>".encode()
    ),
    "feed.xml": lambda name: f"<rss><item><title>{name}</title></item></rss>".encode(),
    "cdata.xml": lambda name: f"<rss><description><![CDATA[<p>{name}</p>]]></description></rss>".encode(),
    "escaped.xml": lambda name: (
        f"<rss><description>&lt;p title=&quot;{name}&quot;&gt;</description></rss>".encode()
    ),
    "commented.xml": lambda name: f"<rss><!-- {name} --></rss>".encode(),
    "attribute.xml": lambda name: f"<rss><author name='{name}'/></rss>".encode(),
    "table.csv": lambda name: f"пара,кто\n1,{name}\n".encode(),
    "marked.csv": lambda name: f"\ufeffпара;кто\n1;{name}\n".encode(),
    "robots.txt": lambda name: f"# {name}\n".encode(),
    "own.css": lambda name: f"/* {name} */".encode(),
    "own.js": lambda name: f"const owner = {json.dumps(name)}".encode(),
    "runs.docx": lambda name: packed({"word/document.xml": split(name)}),
    "properties.docx": lambda name: packed({"docProps/core.xml": f"<dc:creator>{name}</dc:creator>"}),
    "company.docx": lambda name: packed({"docProps/app.xml": f"<Manager>{name}</Manager>"}),
    "note.docx": lambda name: packed({"word/comments.xml": f'<w:comment w:author="{name}"></w:comment>'}),
    "said.docx": lambda name: packed({"word/comments.xml": f"<w:comment>{split(name)}</w:comment>"}),
    "removed.docx": lambda name: packed(
        {"word/document.xml": f'<w:del w:author="x"><w:r><w:delText>{name}</w:delText></w:r></w:del>'}
    ),
    "member.docx": lambda name: packed({f"word/{name or 1}.xml": "<w:p></w:p>"}),
    "shared.xlsx": lambda name: packed({"xl/sharedStrings.xml": f"<si><r><t>{name}</t></r></si>"}),
    "inline.xlsx": lambda name: packed({"xl/worksheets/sheet1.xml": f"<c><is><t>{name}</t></is></c>"}),
    "sheet.xlsx": lambda name: packed({"xl/workbook.xml": f'<sheet name="{name}"/>'}),
    "text.svg": lambda name: f"<svg><text>{name[:3]}<tspan>{name[3:]}</tspan></text></svg>".encode(),
    "metadata.svg": lambda name: f"<svg><metadata><dc:creator>{name}</dc:creator></metadata></svg>".encode(),
    "itxt.png": lambda name: png(b"iTXt", b"Author\0\0\0\0\0" + name.encode()),
    "packed.png": lambda name: png(b"iTXt", b"Author\0\1\0\0\0" + zlib.compress(name.encode())),
    "xp.jpg": lambda name: jpeg(0xE1, b"Exif\0\0" + name.encode("utf-16-le") + b"\0\0"),
    "comment.jpg": lambda name: jpeg(0xFE, name.encode()),
    "ansi.jpg": lambda name: jpeg(0xFE, name.encode("cp1251")),
    "old.html.bak": lambda name: f"<p>{name}</p>".encode(),
    "notes.md": lambda name: f"Пришла {name}".encode(),
}
"""A file of the site, and how it is made of the one name planted in it; "" makes it clean."""

BEGINNINGS = ("Звонар", "Кудрям", "Мохнат", "Лапот", "Ковшин", "Берест", "Тютюн", "Шелест", "Грабел", "Жердоч", "Пестер", "Чугун")  # fmt: skip
ENDINGS = ("ева", "ова", "янова", "ушева", "инцева", "окова")
SURNAMES = [
    "Звонарева",
    *(first + last for first in BEGINNINGS for last in ENDINGS if first + last != "Звонарева"),
]
NAMED = {
    path: ("Звонарева" if path == "latin.html" else SURNAMES[index + 1]) for index, path in enumerate(SITE)
}
PEOPLE = People(tuple(Person(path, surname.lower()) for path, surname in NAMED.items()))


def build(folder: Path, names: dict[str, str]) -> Path:
    for path, made in SITE.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made(names.get(path, "")))
    return folder


def test_a_name_is_found_wherever_it_is_planted(tmp_path: Path) -> None:
    """Each of the sixty places holds a name of its own: none is missed, and none is taken for another."""
    site = build(tmp_path, NAMED)

    found = {
        leak.path
        for leak in scan(site, partial(look, people=PEOPLE))
        if leak.what == "declared" and leak.person == leak.path
    }

    assert len(SITE) >= 54
    assert sorted(set(SITE) - found) == []


def test_nothing_is_found_on_a_clean_site(tmp_path: Path) -> None:
    site = build(tmp_path, {})

    found = [(leak.path, leak.what, leak.detail) for leak in scan(site, partial(look, people=PEOPLE))]

    assert found == [("notes.md", "unknown-type", ".md"), ("old.html.bak", "unknown-type", ".bak")]


@pytest.mark.parametrize(
    "path", ["Звонарева.html", "zvonareva/index.html", f"{quote('Звонарева')}.html", "img/foto-zvonareva.txt"]
)
def test_a_file_name_counts(tmp_path: Path, path: str) -> None:
    people = People((Person("one", "звонарева"),))
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("<p></p>" if path.endswith("html") else "", "utf-8")

    assert "one" in {leak.person for leak in scan(tmp_path, partial(look, people=people))}


@pytest.mark.parametrize(
    ("path", "content", "what"),
    [
        ("a.pdf", b"%PDF-1.7", "unknown-type"),
        ("a.exe", b"MZ", "unknown-type"),
        ("people.yml", "кто: нет".encode(), "unknown-type"),
        ("a.html", "Школа".encode("cp1251"), "unreadable"),
        ("a.json", b"{", "unreadable"),
        ("a.docx", b"PK", "unreadable"),
        ("a.docx", packed({"word/vbaProject.bin": ""}), "unreadable"),
        ("a.xml.gz", b"no", "unreadable"),
        ("a.html", b'<script src="https://cdn.example/a.js"></script>', "foreign-host"),
        ("a.html", b'<link rel="stylesheet" href="//fonts.example/a.css">', "foreign-host"),
        ("a.html", b"<style>body { background: url(https://img.example/a.png) }</style>", "foreign-host"),
        ("a.css", b'@import "https://fonts.example/a.css";', "foreign-host"),
        ("a.txt", "звоните 8 912 345-67-89".encode(), "identifier"),
        ("a.txt", "Пришёл Иванов Пётр.".encode(), "probable"),
    ],
)
def test_what_may_not_be_published_is_told(tmp_path: Path, path: str, content: bytes, what: str) -> None:
    (tmp_path / path).write_bytes(content)

    assert what in {leak.what for leak in scan(tmp_path)}


def test_a_leak_never_holds_the_name(tmp_path: Path) -> None:
    """What the scan tells goes into logs, and logs are public."""
    site = build(tmp_path, NAMED)

    told = "".join(leak.detail for leak in scan(site, partial(look, people=PEOPLE)))

    assert not any(surname[:5] in told for surname in NAMED.values())


def test_a_link_a_reader_follows_asks_nothing_of_its_host(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="https://school.example/">школа</a>', "utf-8")

    assert list(scan(tmp_path)) == []
