"""What cannot become a card: the reason in Russian, what to do, and nothing written."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import papers
import pytest
from docx.shared import Cm
from PIL import Image
from test_imports import imported

from mentoring.imports import opening
from mentoring.imports.opening import Refused

PLAN = [["№", "Мероприятие", "Сроки"], ["1", "Опрос", "май 2026 г."]]


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_password() -> bytes:
    """The head of a file that Word has locked: a compound file with the stream EncryptedPackage."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + "EncryptedPackage".encode(
        "utf-16-le"
    ).ljust(512, b"\0")


def picture_of_a_table():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    document = docx.Document()
    document.add_heading("Дорожная карта", 1)
    document.add_picture(io.BytesIO(out.getvalue()), width=Cm(6))
    return papers.as_bytes(document)


def with_entities() -> bytes:
    parts = parts_of(papers.word(PLAN))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    inside = parts["word/document.xml"]
    end = inside.index(b"?>") + 2
    return packed({**parts, "word/document.xml": inside[:end] + bomb + inside[end:]})


def table_as_object() -> bytes:
    parts = parts_of(papers.word("# Дорожная карта"))
    return packed({**parts, "word/embeddings/Microsoft_Excel_Sheet.xlsx": b"PK"})


def uncounted():
    return papers.excel([["№", "Мероприятие", "Сроки"], [1, "Опрос", "=A1&B1"]])


def empty_book() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


REFUSED = {
    "an old document": ("план.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2048, b"\0"), "file-old"),
    "an old book": ("план.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2048, b"\0"), "file-old"),
    "rich text": ("план.rtf", b"{\\rtf1 x}", "file-old"),
    "a scan": ("план.pdf", b"%PDF-1.7 x", "file-pdf"),
    "a picture": ("план.jpg", b"\xff\xd8\xff\xe0x", "file-picture"),
    "a picture called a document": ("план.docx", b"\x89PNG\r\n\x1a\n", "file-picture"),
    "a picture instead of a table": ("план.docx", picture_of_a_table(), "table-is-picture"),
    "a table put in as an object": ("план.docx", table_as_object(), "table-is-object"),
    "a password": ("план.docx", with_password(), "file-locked"),
    "40 MB": ("план.docx", b"PK".ljust(40_000_000, b"\0"), "file-too-large"),
    "nothing at all": ("план.docx", b"", "file-empty"),
    "a text": ("план.docx", "План работы".encode(), "file-false"),
    "half a file": ("план.docx", papers.word(PLAN)[:9000], "file-broken"),
    "an archive of something else": ("план.docx", packed({"a.txt": b"x"}), "file-false"),
    "broken inside": ("план.docx", packed({**parts_of(papers.word(PLAN)), "word/document.xml": b"<w:document>"}), "file-broken"),
    "a bomb": ("план.docx", packed({**parts_of(papers.word(PLAN)), "word/bomb.xml": b"0" * 201_000_000}), "file-bomb"),
    "entities": ("план.docx", with_entities(), "file-entities"),
    "macros by name": ("план.docm", papers.word(PLAN), "file-macro"),
    "macros inside": ("план.docx", packed({**parts_of(papers.word(PLAN)), "word/vbaProject.bin": b"x"}), "file-macro"),
    "LibreOffice's own kind": ("план.odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "file-odf"),
    "no table": ("положение.docx", papers.word("# Дорожная карта", "1. Общие положения", "Наставник помогает."), "no-table"),
    "a table of something else": ("план.docx", papers.word([["Блюдо", "Цена"], ["Каша", "30"], ["Чай", "10"]]), "no-roadmap"),
    "two plans": ("план.docx", papers.word(PLAN, "Второй", [["Мероприятие", "Ответственные"], ["Опрос", "куратор"]]), "tables-differ"),
    "formulas without values": ("план.xlsx", uncounted(), "formula-uncounted"),
    "an empty book": ("план.xlsx", empty_book(), "no-table"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_the_reason_is_told_with_what_to_do(case: str) -> None:
    name, content, reason = REFUSED[case]

    with pytest.raises(Refused) as refused:
        imported(content, name=name)

    assert refused.value.reason == reason
    for sentence in (refused.value.what, refused.value.fix):
        assert re.match("[А-ЯЁ]", sentence)
        assert sentence.endswith(".")


def test_every_reason_is_explained_to_curators() -> None:
    """Whoever searches for the name in brackets finds it on the page about the import."""
    page = (Path(__file__).parent.parent / "docs/curators/import.md").read_text("utf-8")
    given = set(
        re.findall(
            r'Refused\(\s*"([a-z-]+)"',
            "".join(path.read_text("utf-8") for path in Path(opening.__file__).parent.glob("*.py")),
        )
    )

    assert len(given) > 15
    assert not {name for name in {*given, "no-roadmap", "no-pairs"} if f"`{name}`" not in page}


def test_one_of_two_plans_is_taken_by_its_number() -> None:
    content = REFUSED["two plans"][1]

    assert imported(content, table=2).drafts[0].data["sections"][0]["items"] == [
        {"title": "Опрос", "responsible": ["куратор"]}
    ]
    with pytest.raises(Refused, match="Таблицы 3"):
        imported(content, table=3)


def test_the_plan_is_found_among_tables_of_another_kind() -> None:
    content = papers.word(
        [["СОГЛАСОВАНО", "УТВЕРЖДАЮ"], ["педсовет", "директор"]], PLAN, [["Класс", "Сколько"], ["5", "20"]]
    )

    draft = imported(content).drafts[0]

    assert draft.data["sections"][0]["items"][0]["title"] == "Опрос"
    assert "- 5 — 20" in draft.body


def test_links_to_other_files_are_not_followed_and_told() -> None:
    parts = parts_of(papers.word(PLAN))
    link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="file:///c:/x" TargetMode="External"/></Relationships>'
    rels = parts["word/_rels/document.xml.rels"]

    told = imported(
        packed(
            {
                **parts,
                "word/_rels/document.xml.rels": rels.replace(b"</Relationships>", link % b"attachedTemplate"),
            }
        )
    )
    web = imported(
        packed(
            {**parts, "word/_rels/document.xml.rels": rels.replace(b"</Relationships>", link % b"hyperlink")}
        )
    )

    assert any("по ним не ходит" in note for note in told.account.notes)
    assert not web.account.notes


@pytest.mark.parametrize("odd", [b"-3", b"abc", b"999999999999", "٣".encode(), b""])
def test_odd_numbers_of_the_xml_neither_stop_nor_swell_the_reading(odd: bytes) -> None:
    parts = parts_of(
        papers.word([["№", "Мероприятие", "Сроки"], ["1", "Опрос", "май 2026 г."], ["Раздел", "<", "<"]])
    )
    inside = re.sub(
        rb'(<w:(?:gridSpan|gridCol|vMerge)[^>]*w:(?:val|w)=")[^"]*',
        lambda match: match[1] + odd,
        parts["word/document.xml"],
    )

    read = imported(packed({**parts, "word/document.xml": inside}))

    assert "Опрос" in str(read.drafts[0].data)


def test_a_sheet_that_says_it_reaches_the_end_of_excel_is_read() -> None:
    book = papers.excel([["№", "Мероприятие", "Сроки"], [1, "Опрос", "май 2026 г."]])
    parts = parts_of(book)
    name = "xl/worksheets/sheet1.xml"
    inside = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[name])

    read = imported(packed({**parts, name: inside}), name="план.xlsx")

    assert read.account.items == 1
