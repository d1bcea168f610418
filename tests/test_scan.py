"""The scan of finished output: a name planted anywhere in a built site is found."""

import base64
import gzip
import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from mentoring import pagefind, russian
from mentoring.cli import main
from mentoring.mkdocs_plugin import build_site
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


def nested(path: str, content: bytes, note: str = "") -> bytes:
    """A zip with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = note.encode()
        archive.writestr(path, content)
    return out.getvalue()


def pdf(change: Callable[[PdfWriter], object] = lambda writer: None, text: bytes = b"(Page) Tj") -> bytes:
    """A PDF of one page."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 10 10 Td " + text + b" ET")
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def note(name: str) -> DictionaryObject:
    """A note on a page of a PDF, signed."""
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text"),
        NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4), NameObject("/T"): TextStringObject(name),
    })  # fmt: skip


def field(name: str) -> DictionaryObject:
    """A filled field of a form of a PDF."""
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/FT"): NameObject("/Tx"), NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4),
        NameObject("/T"): TextStringObject("who"), NameObject("/V"): TextStringObject(name),
    })  # fmt: skip


def xmp(writer: PdfWriter, name: str) -> None:
    stream = DecodedStreamObject()
    stream.set_data(f"<x:xmpmeta><dc:creator>{name}</dc:creator></x:xmpmeta>".encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def scripted(writer: PdfWriter, program: str) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({
        NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(program),
    })  # fmt: skip


def webp(kind: bytes, data: bytes) -> bytes:
    body = b"WEBP" + kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif(name: bytes) -> bytes:
    return b"GIF89a\1\0\1\0\0\0\0\x21\xfe" + bytes((len(name),)) + name + b"\0\x3b"


def gz_named(name: str) -> bytes:
    packed_text = gzip.compress(b"<p>text</p>", mtime=0)
    return packed_text[:3] + b"\x08" + packed_text[4:10] + name.encode() + b"\0" + packed_text[10:]


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
    # what was added to the list of places later
    "template.html": page("<template><p>@</p></template>"),
    "noscript.html": page("<noscript>@</noscript>"),
    "srcset.html": lambda name: page(f'<img alt="фото" srcset="/img/{quote(name)}.webp 2x">')(""),
    "valueless.html": lambda name: page(f"<div data-{name.lower()}></div>")(""),
    "twice.html": lambda name: page("<p>" + "".join(f"&amp;#{ord(letter)};" for letter in name) + "</p>")(""),
    "data-html.html": lambda name: page(
        f'<iframe src="data:text/html;base64,{base64.b64encode(f"<p>{name}</p>".encode()).decode()}"></iframe>'
    )(""),
    "data-svg.html": lambda name: page(
        f'<img alt="рисунок" src="data:image/svg+xml,{quote(f"<svg><title>{name}</title></svg>")}">'
    )(""),
    "content.html": page("<style>p::after { content: '@' }</style>"),
    "added.html": lambda name: page(f"<script>var a = '{name[:4]}' + '{name[4:]}';</script>")(""),
    "iframe.html": lambda name: page(f'<iframe srcdoc="{html.escape(f"<p>{name}</p>")}"></iframe>')(""),
    "row.html": page("<table><tr><td>@</td><td>5</td></tr></table>"),
    "old.htm": page("<p>@</p>"),
    "escaped.css": lambda name: (
        "p::after { content: '" + "".join(f"\\{ord(letter):x} " for letter in name) + "' }"
    ).encode(),
    "named.css": lambda name: f".{name} {{ color: red }}".encode(),
    "bundle.js.map": lambda name: escaped(
        {"sources": [f"/home/{name}/a.js"], "sourcesContent": ["const a = 1"]}
    ),
    "manifest.webmanifest": lambda name: escaped({"name": "Сайт", "author": name}),
    "feed.rss": lambda name: (
        f"<rss><channel><managingEditor>{name}</managingEditor></channel></rss>".encode()
    ),
    "feed.atom": lambda name: f"<feed><author><name>{name}</name></author></feed>".encode(),
    "plan.ics": lambda name: (
        f"BEGIN:VEVENT\r\nSUMMARY:Встреча с {name[:4]}\r\n {name[4:]}\r\nEND:VEVENT".encode()
    ),
    "film.vtt": lambda name: f"WEBVTT\n\n00:01.000 --> 00:02.000\n{name} говорит".encode(),
    "tabbed.tsv": lambda name: f"1\t{name}".encode(),
    "rows.jsonl": lambda name: b"{}\n" + escaped({"кто": name}),
    "cp1251.txt": lambda name: f"Пришла {name}".encode("cp1251"),
    "utf16.txt": lambda name: f"Пришла {name}".encode("utf-16"),
    "bare16.txt": lambda name: f"Пришла {name}".encode("utf-16-le"),
    "header.docx": lambda name: packed({"word/header1.xml": split(name)}),
    "footnote.docx": lambda name: packed({"word/footnotes.xml": split(name)}),
    "custom.docx": lambda name: packed(
        {"docProps/custom.xml": f"<property><vt:lpwstr>{name}</vt:lpwstr></property>"}
    ),
    "data.docx": lambda name: packed({"customXml/item1.xml": f"<root>{name}</root>"}),
    "inside.docx": lambda name: nested(
        "word/embeddings/Sheet.xlsx", packed({"xl/sharedStrings.xml": f"<si><t>{name}</t></si>"})
    ),
    "alt.docx": lambda name: packed({"word/document.xml": f'<wp:docPr id="1" descr="{name}"/>'}),
    "target.docx": lambda name: packed(
        {"word/_rels/document.xml.rels": f'<Relationship Target="file:///C:/Users/{name}/a.docx"/>'}
    ),
    "picture.docx": lambda name: nested("word/media/image1.png", png(b"tEXt", b"Author\0" + name.encode())),
    "defined.xlsx": lambda name: packed({"xl/workbook.xml": f"<definedName>{name}</definedName>"}),
    "said.xlsx": lambda name: packed({"xl/comments1.xml": f"<authors><author>{name}</author></authors>"}),
    "hidden.xlsx": lambda name: packed({"xl/workbook.xml": f'<sheet name="{name}" state="veryHidden"/>'}),
    "slide.pptx": lambda name: packed({"ppt/slides/slide1.xml": f"<a:p><a:r><a:t>{name}</a:t></a:r></a:p>"}),
    "spoken.pptx": lambda name: packed({"ppt/notesSlides/notesSlide1.xml": f"<a:p><a:t>{name}</a:t></a:p>"}),
    "text.odt": lambda name: packed(
        {"content.xml": f"<text:p>{name[:4]}<text:span>{name[4:]}</text:span></text:p>"}
    ),
    "meta.odt": lambda name: packed({"meta.xml": f"<meta:initial-creator>{name}</meta:initial-creator>"}),
    "cell.ods": lambda name: packed(
        {"content.xml": f"<table:table-cell><text:p>{name}</text:p></table:table-cell>"}
    ),
    "title.svg": lambda name: f"<svg><title>{name}</title></svg>".encode(),
    "inner.svg": lambda name: (
        f'<svg><image href="data:image/svg+xml;base64,'
        f'{base64.b64encode(f"<svg><desc>{name}</desc></svg>".encode()).decode()}"/></svg>'
    ).encode(),
    "text.png": lambda name: png(b"tEXt", b"Author\0" + name.encode("cp1251")),
    "ztxt.png": lambda name: png(b"zTXt", b"Author\0\0" + zlib.compress(name.encode("cp1251"))),
    "exif.png": lambda name: png(b"eXIf", b"MM\0*" + name.encode()),
    "after.png": lambda name: png(b"tEXt", b"a\0b") + name.encode(),
    "xmp.jpg": lambda name: jpeg(
        0xE1, f"http://ns.adobe.com/xap/1.0/\0<dc:creator>{name}</dc:creator>".encode()
    ),
    "iptc.jpg": lambda name: jpeg(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + name.encode("cp1251")),
    "after.jpg": lambda name: b"\xff\xd8\xff\xda\0\2pixels\xff\xd9" + name.encode(),
    "exif.webp": lambda name: webp(b"EXIF", b"Exif\0\0" + name.encode()),
    "xmp.webp": lambda name: webp(b"XMP ", f"<dc:creator>{name}</dc:creator>".encode()),
    "comment.gif": lambda name: gif(name.encode()),
    "page.pdf": lambda name: pdf(text=b"(Meeting: Zvonareva) Tj" if name else b"(Page) Tj"),
    "info.pdf": lambda name: pdf(lambda writer: writer.add_metadata({"/Author": name})),
    "xmp.pdf": lambda name: pdf(lambda writer: xmp(writer, name)),
    "outline.pdf": lambda name: pdf(lambda writer: writer.add_outline_item(title=name, page_number=0)),
    "note.pdf": lambda name: pdf(lambda writer: writer.add_annotation(0, note(name))),
    "field.pdf": lambda name: pdf(lambda writer: writer.add_annotation(0, field(name))),
    "inside.pdf": lambda name: pdf(lambda writer: writer.add_attachment("a.txt", name.encode())),
    "inside-name.pdf": lambda name: pdf(lambda writer: writer.add_attachment(f"{name}.txt", b"")),
    "script.pdf": lambda name: pdf(lambda writer: scripted(writer, f"app.alert('{name}')")),
    "members.zip": lambda name: nested("a.txt", name.encode()),
    "path.zip": lambda name: nested(f"{name or 'a'}.txt", b""),
    "note.zip": lambda name: nested("a.txt", b"", name),
    "deep.zip": lambda name: nested("a.zip", nested("a.html", f"<p>{name}</p>".encode())),
    "named.html.gz": gz_named,
    "assets/people.json": lambda name: escaped([name]),
    "assets/javascripts/own.js": lambda name: f"// {name}".encode(),
    "host.html": lambda name: page(
        f'<a href="https://{name.lower().encode("idna").decode()}.example/">сайт</a>'
    )(""),
    "cp1251.html": lambda name: page(f'<a href="/?q={quote(name.encode("cp1251"))}">поиск</a>')(""),
    "old.html.bak": lambda name: f"<p>{name}</p>".encode(),
    "notes.md": lambda name: f"Пришла {name}".encode(),
}
"""A file of the site, and how it is made of the one name planted in it; "" makes it clean."""

BEGINNINGS = ("Лукошк", "Завалинк", "Посох", "Ухватк", "Горниц", "Сенник", "Плетн", "Сохатк", "Дуплянк", "Мерцал", "Кочедык", "Рогожк", "Сусек", "Звонар", "Кудрям", "Мохнат", "Лапот", "Ковшин", "Берест", "Тютюн", "Шелест", "Грабел", "Жердоч", "Пестер", "Чугун")  # fmt: skip
ENDINGS = ("ева", "ова", "янова", "ушева", "инцева", "окова")
SURNAMES = [
    "Звонарева",
    *(first + last for first in BEGINNINGS for last in ENDINGS if first + last != "Звонарева"),
]
NAMED = {
    path: ("Звонарева" if path in {"latin.html", "page.pdf"} else SURNAMES[index + 1])
    for index, path in enumerate(SITE)
}
PEOPLE = People(tuple(Person(path, surname.lower()) for path, surname in NAMED.items() if path != "page.pdf"))


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
        if leak.what == "declared" and NAMED[leak.person] == NAMED[leak.path]
    }

    assert len(SITE) >= 54
    assert sorted(set(SITE) - found) == []


def test_nothing_is_found_on_a_clean_site(tmp_path: Path) -> None:
    site = build(tmp_path, {})

    found = [(leak.path, leak.what, leak.detail) for leak in scan(site, partial(look, people=PEOPLE))]

    assert found == [
        ("bare16.txt", "unreadable", "текст не в UTF-8"),
        ("cp1251.txt", "unreadable", "текст не в UTF-8"),
        ("notes.md", "unknown-type", ".md"),
        ("old.html.bak", "unknown-type", ".bak"),
        ("picture.docx", "unreadable", "картинка внутри файла"),
        ("utf16.txt", "unreadable", "текст не в UTF-8"),
    ]


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
        ("a.pdf", b"%PDF-1.7", "unreadable"),
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


def test_a_zip_of_a_site_is_read_as_the_site(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("a/index.html", page("<p>Пришёл Иванов Пётр.</p>")(""))

    found = [(leak.path, leak.what, leak.where) for leak in scan(tmp_path / "site.zip")]

    assert ("a/index.html", "probable", "текст") in found


def test_the_path_told_in_a_public_log_leaves_a_name_out(tmp_path: Path) -> None:
    people = People((Person("one", "звонарева"),))
    (tmp_path / "cases/zvonareva").mkdir(parents=True)
    (tmp_path / "cases/zvonareva/index.html").write_text("<p></p>", "utf-8")

    found = [leak.shown for leak in scan(tmp_path, partial(look, people=people))]

    assert found == ["cases/…/index.html"]


def test_what_the_theme_brought_is_passed_over_by_its_content(tmp_path: Path) -> None:
    """Only an unchanged file of the theme: the same path with other bytes is read."""
    theme = next(file for file in metadata.files("mkdocs-material") or () if file.name.startswith("bundle."))
    original = Path(str(theme.locate())).read_bytes()
    (tmp_path / "same.js").write_bytes(original)
    (tmp_path / "other.js").write_bytes(original + b'fetch("https://metrics.example/")')

    found = {leak.path for leak in scan(tmp_path)}

    assert found == {"other.js"}


@pytest.mark.parametrize(
    "content",
    [
        '<script>fetch("https://metrics.example/")</script>',
        '<script>import("//metrics.example/a.js")</script>',
        '<script>new WebSocket("wss://metrics.example/")</script>',
        '<script>image.src = "https:\\/\\/metrics.example/a.gif"</script>',
        '<img alt="" srcset="a.png 1x, https://metrics.example/b.png 2x">',
        '<img alt="" src="https&#58;&#47;&#47;metrics.example/a.png">',
        '<p style="background: url(//metrics.example/a.png)"></p>',
        '<meta http-equiv="refresh" content="0; url=https://metrics.example/">',
        '<link rel="preconnect" href="https://metrics.example">',
        '<a href="/" ping="https://metrics.example/">далее</a>',
        '<form action="https://metrics.example/"></form>',
        '<svg><use href="https://metrics.example/a.svg#b"/></svg>',
    ],
)
def test_a_host_is_found_however_it_is_asked(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.html").write_text(content, "utf-8")

    assert [(leak.what, leak.detail) for leak in scan(tmp_path)] == [("foreign-host", "metrics.example")]


@pytest.mark.parametrize(
    "content",
    [
        '<link rel="canonical" href="https://school.example/">',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "<p>Адрес: https://school.example/</p>",
        "<script>// https://school.example/\nvar a = 1</script>",
    ],
)
def test_an_address_nobody_asks_is_let_through(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.html").write_text(content, "utf-8")

    assert [leak for leak in scan(tmp_path) if leak.what == "foreign-host"] == []


def test_what_a_program_cannot_see_is_told_until_somebody_has_looked(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/scan.pdf").write_bytes(pdf(text=b""))

    assert [(leak.what, leak.detail) for leak in scan(tmp_path)] == [("unreadable", "страница 1 без текста")]
    assert list(scan(tmp_path, seen=frozenset({"files/scan.pdf"}))) == []


def test_a_leak_never_holds_the_name(tmp_path: Path) -> None:
    """What the scan tells goes into logs, and logs are public."""
    site = build(tmp_path, NAMED)

    told = "".join(leak.detail for leak in scan(site, partial(look, people=PEOPLE)))

    assert not any(surname[:5] in told for surname in NAMED.values())


def test_a_link_a_reader_follows_asks_nothing_of_its_host(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="https://school.example/">школа</a>', "utf-8")

    assert list(scan(tmp_path)) == []


@pytest.fixture
def named(project: Callable[..., Path]) -> Path:
    """A school with a mentor who has not agreed, and a finished site that names her, made by something else."""
    root = project(
        {"cases/mentors/fizik.md": "---\ntitle: Полынина Ольха Петровна\nrole: учитель физики\n---\n"}
    )
    (root / "done/polynina").mkdir(parents=True)
    (root / "done/index.html").write_text("<p>Нас учит Полынина Ольха Петровна.</p>", "utf-8")
    (root / "done/polynina/index.html").write_text("<p></p>", "utf-8")
    return root


def told(root: Path, *options: str, ci: bool = False) -> Result:
    return CliRunner().invoke(
        main, ["scan", str(root / "done"), "--root", str(root), *options], env={"CI": "true" if ci else None}
    )


def test_the_command_tells_the_words_in_the_terminal_of_the_author(named: Path) -> None:
    answer = told(named)

    assert answer.exit_code == 1
    assert (
        "index.html\n  назван человек, согласия которого нет: текст — «Полынина Ольха Петровна»"
        in answer.output
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_names_nobody_in_a_public_log(named: Path, form: str) -> None:
    """Neither by the words, nor by the path, nor by the card of the mentor."""
    answer = told(named, "--format", form, ci=True)

    assert answer.exit_code == 1
    assert not re.search("полынин|polynin|ольха|fizik", answer.output, re.I)


def test_the_command_lets_a_clean_site_through(named: Path) -> None:
    (named / "done/index.html").write_text("<p>Нас учит учитель физики.</p>", "utf-8")
    (named / "done/polynina/index.html").unlink()

    answer = told(named)

    assert answer.exit_code == 0
    assert answer.output == "Ничего лишнего на сайте нет.\n"


def test_the_command_takes_a_folder_or_a_zip(named: Path) -> None:
    answer = CliRunner().invoke(main, ["scan", str(named / "cases/school.yml"), "--root", str(named)])

    assert answer.exit_code == 2
    assert answer.stderr == "Назовите папку готового сайта или его архив с окончанием .zip.\n"


def test_a_published_manual_passes_the_scan_and_names_nobody(project: Callable[..., Path]) -> None:
    """Its examples show invented people to curators in preview; on the site «…» stands in their place."""
    root = project(
        {
            "cases/school.yml": "full_name: Заречная школа\nshort_name: Заречная школа\npublish_manual: да\n",
            "mkdocs.yml": (Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8"),
        }
    )

    build_site(root, quiet=True)

    rules_page = (root / "site/curators/rules/index.html").read_text("utf-8")
    assert "Лопухов" not in rules_page
    assert "name-declared" in rules_page


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#klub-perepliotchikovedov">Клуб переплётчиковедов</a>',
        '<h2 id="klub-perepliotchikovedov_1">Клуб <em>переплётчиковедов</em></h2>',
    ],
)
def test_an_anchor_of_words_that_stand_on_the_page_is_not_judged_twice(tmp_path: Path, body: str) -> None:
    """The dictionary has no such word, and in Latin letters it ends like a surname."""
    anchor = russian.heading_id("Клуб переплётчиковедов")
    (tmp_path / "index.html").write_text(body.replace("klub-perepliotchikovedov", anchor), "utf-8")

    assert list(scan(tmp_path)) == []


def test_a_name_in_an_address_is_found_where_the_page_does_not_say_it(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<p>Клуб сказочников</p><a href="klub-skazochnikov/petya-sidorov-3b/">далее</a>', "utf-8"
    )

    assert [leak.words for leak in scan(tmp_path)] == ["petya", "sidorov"]


def test_a_declared_name_in_an_anchor_counts_beside_the_words_it_was_made_of(tmp_path: Path) -> None:
    everybody = People((Person("p-001", "Полынина".lower(), "ольха"),))
    (tmp_path / "index.html").write_text('<h2 id="opyt-polynina">Опыт Полы<b>нина</b></h2>', "utf-8")

    leaks = list(scan(tmp_path, lambda text: look(text, everybody)))

    assert {leak.what for leak in leaks} == {"declared"}
    assert len(leaks) == 1


def test_the_program_of_the_search_is_passed_over(tmp_path: Path) -> None:
    """Its words are English, and a declared surname may be one of them."""
    (tmp_path / "index.html").write_text(
        "<html><body data-pagefind-body><p>Провела учитель</p></body></html>", "utf-8"
    )
    look_for = partial(look, people=People((Person("one", "марк"),)))
    script = pagefind.run(tmp_path) / "pagefind.js"

    assert look_for(script.read_text("utf-8"))
    assert list(scan(tmp_path, look_for)) == []
