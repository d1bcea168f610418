"""Attached documents: what an author's computer left in them stays at home, what a program cannot see is declared."""

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from test_scan import field, note, pdf, scripted, xmp

from mentoring import attachments
from mentoring.privacy import texts

SECRET = "Звонарева"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def said(name: str, content: bytes) -> str:
    return "\n".join(piece.text for piece in texts.pieces(content, name) if isinstance(piece, texts.Piece))


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = SECRET.encode()
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def word(change=None) -> bytes:
    """A Word file of one paragraph, its properties filled in."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = SECRET
    paragraph = document.add_paragraph("Анкета")
    if change:
        change(document, paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(inside: str):
    """Adds to the paragraph what Word writes while edits are tracked."""

    def change(document, paragraph) -> None:
        paragraph._p.append(parse_xml(inside.replace(">", f' xmlns:w="{W}">', 1)))

    return change


def run(text: str, kind: str = "t") -> str:
    return f"<w:r><w:{kind}>{text}</w:{kind}></w:r>"


SIGNED = f'w:id="1" w:author="{SECRET}" w:date="2026-01-01T00:00:00Z"'
EDITS = {
    "deletion": (f"<w:del {SIGNED}>{run(SECRET, 'delText')}</w:del>", "Анкета"),
    "insertion": (f"<w:ins {SIGNED}>{run(' куратора')}</w:ins>", "Анкета куратора"),
    "moved away": (f"<w:moveFrom {SIGNED}>{run(SECRET)}</w:moveFrom>", "Анкета"),
    "moved here": (f"<w:moveTo {SIGNED}>{run(' пары')}</w:moveTo>", "Анкета пары"),
    "dressed": (
        f"<w:r><w:rPr><w:b/><w:rPrChange {SIGNED}><w:rPr/></w:rPrChange></w:rPr><w:t> вся</w:t></w:r>",
        "Анкета вся",
    ),
    "deleted in an insertion": (
        f"<w:ins {SIGNED}><w:del {SIGNED}>{run(SECRET, 'delText')}</w:del>{run(' новая')}</w:ins>",
        "Анкета новая",
    ),
    "path": (f'<w:r><w:instrText> INCLUDETEXT "C:\\Users\\{SECRET}\\a.docx" </w:instrText></w:r>', "Анкета"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_tracked_edits_are_accepted_and_nobody_signs_them(edit: str) -> None:
    """What was deleted goes, what was inserted stays, and the author of either is not named."""
    inside, left = EDITS[edit]

    made = attachments.stripped("a.docx", word(edited(inside)))

    assert SECRET not in said("a.docx", made)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == left


def test_a_row_deleted_with_edits_tracked_is_gone() -> None:
    def change(document, paragraph) -> None:
        table = document.add_table(2, 1)
        table.rows[1].cells[0].text = SECRET
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del xmlns:w="{W}" {SIGNED}/>'))

    made = docx.Document(io.BytesIO(attachments.stripped("a.docx", word(change))))

    assert len(made.tables[0].rows) == 1


def test_notes_go_with_their_marks() -> None:
    def change(document, paragraph) -> None:
        document.add_comment(paragraph.runs, text=SECRET, author=SECRET, initials="З")

    made = attachments.stripped("a.docx", word(change))

    assert SECRET not in said("a.docx", made)
    assert b"comment" not in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "Анкета"


def test_properties_and_the_small_picture_of_the_first_page_go() -> None:
    made = attachments.stripped("a.docx", word())

    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert SECRET not in said("a.docx", made)
    assert not [name for name in names if "thumbnail" in name]
    assert docx.Document(io.BytesIO(made)).core_properties.author == ""


def test_a_link_to_the_author_s_computer_keeps_its_words_only() -> None:
    def change(document, paragraph) -> None:
        for target in (f"file:///C:/Users/{SECRET}/a.docx", "https://school.example.org/"):
            ident = document.part.relate_to(target, f"{R}/hyperlink", is_external=True)
            paragraph._p.append(
                parse_xml(
                    f'<w:hyperlink xmlns:w="{W}" xmlns:r="{R}" r:id="{ident}"><w:r><w:t> план</w:t></w:r></w:hyperlink>'
                )
            )

    made = attachments.stripped("a.docx", word(change))

    told = said("a.docx", made)
    assert SECRET not in told
    assert "https://school.example.org/" in told
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "Анкета план план"


def test_a_table_loses_notes_and_properties_and_keeps_its_cells() -> None:
    book = openpyxl.Workbook()
    book.properties.creator = SECRET
    sheet = book.active
    sheet["A1"] = "Показатель"
    sheet["A1"].comment = openpyxl.comments.Comment(SECRET, SECRET)
    out = io.BytesIO()
    book.save(out)

    made = attachments.stripped("a.xlsx", out.getvalue())

    assert SECRET not in said("a.xlsx", made)
    again = openpyxl.load_workbook(io.BytesIO(made)).active
    assert again["A1"].value == "Показатель"
    assert again["A1"].comment is None


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OPEN = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<text:tracked-changes><text:changed-region><text:deletion><dc:creator>{SECRET}</dc:creator><text:p>{SECRET}</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    f'<text:p>Ан<text:change text:change-id="a"/>кета<office:annotation><dc:creator>{SECRET}</dc:creator></office:annotation> пары</text:p>'
    "</office:document-content>",
    "meta.xml": f"<a>{SECRET}</a>",
    "settings.xml": f"<a>{SECRET}</a>",
    "Thumbnails/thumbnail.png": SECRET,
}


def test_a_file_of_libreoffice_loses_the_same() -> None:
    made = attachments.stripped("a.odt", packed(OPEN))

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.comment == b""
    assert SECRET not in said("a.odt", made)
    assert "Анкета пары" in said("a.odt", made)


def test_the_same_file_gives_the_same_bytes() -> None:
    for name, content in (("a.docx", word()), ("a.pdf", pdf())):
        assert attachments.stripped(name, content) == attachments.stripped(name, content)


def link(writer: PdfWriter) -> None:
    writer.add_annotation(
        0,
        DictionaryObject(
            {
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): ArrayObject(),
                NameObject("/A"): DictionaryObject(
                    {
                        NameObject("/S"): NameObject("/URI"),
                        NameObject("/URI"): TextStringObject("https://a.example/"),
                    }
                ),
            }
        ),
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda writer: writer.add_metadata({"/Author": SECRET, "/Title": SECRET}),
        lambda writer: xmp(writer, SECRET),
        lambda writer: writer.add_annotation(0, note(SECRET)),
        lambda writer: writer.add_attachment("a.txt", SECRET.encode()),
        lambda writer: writer.add_attachment(f"{SECRET}.txt", b""),
        lambda writer: scripted(writer, f"app.alert('{SECRET}')"),
    ],
    ids=["properties", "XMP", "note", "file", "file name", "program"],
)
def test_a_pdf_keeps_its_pages_only(change) -> None:
    made = attachments.stripped("a.pdf", pdf(change))

    assert SECRET not in said("a.pdf", made)
    assert SECRET.encode("utf-16-be") not in made
    assert "Page" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_pdf_keeps_links_to_sites_and_the_fields_to_fill_in() -> None:
    def with_both(writer: PdfWriter) -> None:
        link(writer)
        writer.add_annotation(0, field(""))

    made = attachments.stripped("a.pdf", pdf(with_both))

    assert "https://a.example/" in said("a.pdf", made)
    assert len(PdfReader(io.BytesIO(made)).pages[0]["/Annots"]) == 2  # type: ignore[arg-type]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "JPEG", comment=SECRET.encode())
    return out.getvalue()


def with_picture(document, paragraph) -> None:
    document.add_picture(io.BytesIO(picture()))


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.docx", word(), None),
        ("a.pdf", pdf(), None),
        ("a.txt", b"-", None),
        ("a.docx", word(with_picture), "file-unseen"),
        ("a.pdf", pdf(text=b""), "file-unseen"),
        ("a.png", picture(), "picture-undeclared"),
        ("a.docx", b"x", "file-false"),
        ("a.docx", packed({"xl/workbook.xml": "<a/>"}), "file-false"),
        ("a.pdf", b"x", "file-false"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "file-closed"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "file-old"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "file-old"),
        ("a.rtf", b"{\\rtf1}", "file-old"),
        ("a.docm", packed({"word/document.xml": ""}), "file-macro"),
        ("a.docx", packed({"word/document.xml": "", "word/vbaProject.bin": ""}), "file-macro"),
        ("a.docx", packed({"word/document.xml": "", "word/embeddings/oleObject1.bin": ""}), "file-inside"),
        ("a.xlsx", packed({"xl/workbook.xml": "", "xl/externalLinks/externalLink1.xml": ""}), "file-inside"),
        ("a.xlsx", packed({"xl/workbook.xml": '<sheet name="а" state="veryHidden"/>'}), "file-hidden"),
        ("a.pdf", pdf() + b"/Type /Sig /ByteRange [0 1 2 3]", "file-signed"),
        ("a.exe", b"MZ", "file-kind"),
        ("a.epub", b"PK", "file-kind"),
    ],
)
def test_what_may_not_be_attached_is_told(name: str, content: bytes, rule: str | None) -> None:
    fault = attachments.of_file(name, content)

    assert (fault.rule if fault else None) == rule


def test_a_locked_pdf_is_refused() -> None:
    def lock(writer: PdfWriter) -> None:
        writer.encrypt("тайна", algorithm="RC4-128")

    fault = attachments.of_file("a.pdf", pdf(lock))

    assert fault is not None
    assert fault.rule == "file-closed"


def test_a_declared_picture_in_a_document_goes_out_without_its_notes() -> None:
    content = word(with_picture)

    made = attachments.stripped("a.docx", content)

    assert attachments.of_file("a.docx", content, looked_at=True) is None
    assert SECRET in said("a.docx", content)
    assert SECRET not in said("a.docx", made)
    assert len(docx.Document(io.BytesIO(made)).inline_shapes) == 1


PAPER = """documents:
  - {{id: anketa, kind: анкета, level: школьный, title: Анкета, file: anketa.docx{seen}}}
"""


@pytest.mark.parametrize(
    ("seen", "rules"),
    [
        ("", ["file-unseen"]),
        (", seen: {people: нет людей, by: куратор, on: 01.09.2025}", []),
        (", seen: {people: названные наставники, mentors: [fizik], by: куратор, on: 01.09.2025}", ["picture-without-consent"]),
    ],
)  # fmt: skip
def test_somebody_says_what_the_pictures_of_a_document_show(load, seen: str, rules: list[str]) -> None:
    mentor = "---\ntitle: Полынина Ольха Петровна\nrole: учитель физики\n---\n"

    _, problems = load(
        {
            "cases/documents.yml": PAPER.format(seen=seen),
            "cases/files/anketa.docx": word(with_picture),
            "cases/mentors/fizik.md": mentor,
        }
    )

    assert [
        problem.rule for problem in problems if problem.rule in {"file-unseen", "picture-without-consent"}
    ] == rules


def test_nothing_of_the_examples_is_lost(tmp_path: Path) -> None:
    """The blanks of the example school read the same after cleaning."""
    files = sorted((Path(__file__).parent.parent / "cases/files").glob("*.docx"))

    for file in files:
        before, after = (
            [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
            for content in (file.read_bytes(), attachments.stripped(file.name, file.read_bytes()))
        )
        assert before == after
    assert files
    assert not re.search(
        "Microsoft|Word", said("a.docx", attachments.stripped("a.docx", files[0].read_bytes()))[:200]
    )
