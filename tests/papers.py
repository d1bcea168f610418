"""Documents of Word and Excel made for a test from a few lines, as curators type them."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.table import _Cell
from openpyxl.styles import Font

ABOVE = "^"
"""A cell merged with the one above."""
LEFT = "<"
"""A cell merged with the one to its left."""

Row = str | Sequence[str]
"""The texts of the cells; one text is a row merged over the whole width."""
Block = str | Sequence[Row]
"""A paragraph (`# …` a heading, `**…**` a bold one) or a table."""


def word(*blocks: Block) -> bytes:
    """A document of Word."""
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            _paragraph(made, block)
        else:
            _table(made, block)
    return as_bytes(made)


def as_bytes(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _paragraph(made: Document, text: str) -> None:
    if text.startswith("#"):
        marks, _, words = text.partition(" ")
        made.add_heading(words, len(marks))
    elif text.startswith("* "):
        made.add_paragraph(text[2:], style="List Bullet")
    else:
        paragraph = made.add_paragraph()
        paragraph.add_run(text.strip("*")).bold = text.startswith("**")


def _table(made: Document, rows: Sequence[Row]) -> None:
    width = max(len(row) for row in rows if not isinstance(row, str))
    table = made.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        texts = [row, *[LEFT] * (width - 1)] if isinstance(row, str) else [*row, *[""] * (width - len(row))]
        for column, text in enumerate(texts):
            cell = table.cell(number, column)
            if text == LEFT:
                table.cell(number, column - 1).merge(cell)
            elif text == ABOVE:
                table.cell(number - 1, column).merge(cell)
            else:
                _fill(made, cell, text)


def _fill(made: Document, cell: _Cell, text: str) -> None:
    """`* …` is a bullet of Word, `+ …` a number of Word; other lines are paragraphs."""
    for number, line in enumerate(text.split("\n")):
        style = {"* ": "List Bullet", "+ ": "List Number"}.get(line[:2])
        words = line[2:] if style else line
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if style:
            paragraph.style = made.styles[style]
        run = paragraph.add_run(words.strip("*"))
        run.bold = True if words.startswith("**") else None


def excel(rows: Sequence[Sequence[object]], merged: Sequence[str] = (), bold: Sequence[str] = ()) -> bytes:
    """A book of Excel with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    for place in bold:
        sheet[place].font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_libreoffice(content: bytes, ending: str, to: str, folder: Path) -> bytes:
    """The same document saved by LibreOffice."""
    source = folder / f"paper.{ending}"
    source.write_bytes(content)
    made = folder / "saved"
    soffice = shutil.which("soffice")
    assert soffice is not None, "apt-get install libreoffice-writer libreoffice-calc"
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to, "--outdir", made, source],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return next(made.iterdir()).read_bytes()


def roadmap(card: Mapping[str, Any], titles: Callable[[str], str]) -> bytes:
    """A roadmap as a document of Word: the table of its columns, sections over the whole width, risks in a table of their own.

    `exports` writes this document for people; this one is for the tests of the import alone.
    """
    columns = card["columns"]
    rows: list[Row] = [[titles(column) for column in columns]]
    for section in card["sections"]:
        if section.get("title"):
            rows.append(section["title"])
        rows += [[_cell(item.get(column, "")) for column in columns] for item in section["items"]]
    blocks: list[Block] = [
        f"# {card['title']}",
        f"{card['school_year']} учебный год",
        *card.get("intro", ()),
        rows,
    ]
    if card.get("risks"):
        risks = [[risk.get(name, "") for name in ("number", "risk", "answer")] for risk in card["risks"]]
        blocks += ["## Риски", [["№", "Риски", "Способы предотвращения"], *risks]]
    return word(*blocks)


def _cell(value: str | Sequence[str]) -> str:
    """A list as bullets, Markdown as paragraphs and bullets, a post a line."""
    if isinstance(value, str):
        return re.sub(r"(?m)^- ", "* ", re.sub(r"\n{2,}", "\n", value))
    return "\n".join(f"* {one}" for one in value)
