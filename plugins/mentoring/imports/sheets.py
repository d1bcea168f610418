"""Excel → blocks: the values of every sheet, merged cells, days as days."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from mentoring import russian
from mentoring.imports.opening import Package, Refused
from mentoring.imports.table import Block, Cell, Line, Paper, Table
from mentoring.imports.xml import child, local, value, whole

MAX_EMPTY = 2_000
"""So many empty rows are the end of a table."""
MAX_CELLS = 200_000
"""Of one book; a sheet that is formatted to its last row has millions of empty ones."""


def paper(package: Package) -> Paper:
    """Read a book of Excel: a table a sheet, under its name.

    Raises:
        Refused: it cannot be read, is far too large, or its formulas were never counted.
    """
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(package.content), read_only=True, data_only=True, keep_links=False
        )
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError) as error:
        # openpyxl raises the last ones for parts that miss what its schema wants
        raise Refused(
            "file-broken",
            "Книга Excel повреждена или сохранена необычной программой.",
            "Откройте её в Excel или LibreOffice и сохраните заново как `.xlsx`.",
        ) from error
    blocks: list[Block] = []
    notes: list[str] = []
    hidden = 0
    cells = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append("Скрытый лист не взят. Если он нужен, покажите его в Excel и повторите.")
            continue
        root = package.root(
            sheet._worksheet_path
        )  # what openpyxl does not tell of a book it only reads through
        assert root is not None
        rows: list[tuple[Any, ...]] = []
        sheet.reset_dimensions()  # a sheet may say it reaches to the last row of Excel
        last = 0
        for row in sheet.iter_rows(values_only=True):
            told = sum(one is not None for one in row)
            last = len(rows) if told else last
            if len(rows) - last > MAX_EMPTY:
                break
            cells += told
            if cells > MAX_CELLS:
                raise Refused(
                    "file-too-large",
                    f"В книге больше {russian.grouped(MAX_CELLS)} ячеек.",
                    "Скопируйте таблицу в новую книгу и сохраните её.",
                )
            rows.append(row)
        hidden += _hidden(root)
        uncounted = _uncounted(root)
        if uncounted:
            raise Refused(
                "formula-uncounted",
                f"В таблице есть формулы без значений (ячеек — {uncounted}): книгу ни разу не открывал сам Excel.",
                "Откройте её в Excel или LibreOffice, сохраните и повторите.",
            )
        table = _table(rows, _merged(root), _bold(package, root), sheet.title)
        if table is not None:
            blocks += (
                [Line(sheet.title, level=2)] if not re.fullmatch(r"(?:Лист|Sheet)\s?\d*", sheet.title) else []
            )
            blocks.append(table)
    if hidden:
        notes.append(f"В таблице есть скрытые строки и столбцы ({hidden}): они взяты вместе с остальными.")
    return Paper(tuple(blocks), tuple(notes), package.pictures, package.objects)


def _table(
    rows: list[tuple[Any, ...]],
    merged: list[tuple[int, int, int, int]],
    bold: frozenset[tuple[int, int]],
    name: str,
) -> Table | None:
    """The grid of a sheet without the empty rows and columns around it."""
    width = max((index + 1 for row in rows for index, told in enumerate(row) if _text(told)), default=0)
    height = max((number + 1 for number, row in enumerate(rows) if any(map(_text, row))), default=0)
    if not height:
        return None
    first = next(number for number, row in enumerate(rows) if any(map(_text, row)))
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height - first)]
    for left, top, right, bottom in merged:
        if top < first or top >= height or left >= width:
            continue
        tall, wide = min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1
        cell = _cell(rows, top, left, tall, wide, first, bold)
        for row in range(top, top + tall):
            grid[row - first][left : left + wide] = [cell] * wide
    for number in range(first, height):
        for column in range(width):
            if grid[number - first][column] is None:
                grid[number - first][column] = _cell(rows, number, column, 1, 1, first, bold)
    return Table(tuple(map(tuple, grid)), (1.0,) * width, name=name, first_row=first + 1)


def _cell(
    rows: list[tuple[Any, ...]],
    row: int,
    column: int,
    tall: int,
    wide: int,
    first: int,
    bold: frozenset[tuple[int, int]],
) -> Cell:
    told = rows[row][column] if column < len(rows[row]) else None
    is_bold = (row, column) in bold
    lines = tuple(Line(line, is_bold=is_bold) for text in [_text(told)] if text for line in _lines(text))
    return Cell(row - first, column, tall, wide, lines)


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if plain := re.sub(r"\s+", " ", line).strip():
            yield plain


def _text(told: Any) -> str:
    """A value as a school writes it: a day with dots, a number without an idle zero."""
    if told is None:
        return ""
    if isinstance(told, datetime):
        return f"{told:%d.%m.%Y}" if told.time() == time() else f"{told:%d.%m.%Y %H:%M}"
    if isinstance(told, date):
        return f"{told:%d.%m.%Y}"
    if isinstance(told, bool):
        return "да" if told else "нет"
    if isinstance(told, float):
        return russian.decimal(told, 6).replace("−", "-")
    return str(told).strip()


def _merged(root: etree._Element) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of every merged cell, from 0, both inclusive."""
    found = []
    for part in root.iter("{*}mergeCell"):
        left, top, right, bottom = range_boundaries(value(part, "ref"))
        found.append((left - 1, top - 1, right - 1, bottom - 1))
    return found


def _uncounted(root: etree._Element) -> int:
    """Formulas that no program has counted yet."""
    return sum(child(cell, "f") is not None and _is_blank(cell) for cell in root.iter("{*}c"))


def _is_blank(cell: etree._Element) -> bool:
    told = child(cell, "v")
    return (told is None or not told.text) and value(cell, "t") != "str"


def _hidden(root: etree._Element) -> int:
    return sum(
        local(part) in {"row", "col"} and value(part, "hidden") in {"1", "true"}
        for part in root.iter("{*}row", "{*}col")
    )


def _bold(package: Package, root: etree._Element) -> frozenset[tuple[int, int]]:
    """Row and column, from 0, of the cells in bold: headings of sections are."""
    styles = package.root(package.related("styles"))
    fonts = child(styles, "fonts")
    formats = child(styles, "cellXfs")
    if fonts is None or formats is None:
        return frozenset()
    thick = [
        child(font, "b") is not None and value(child(font, "b"), default="1") not in {"0", "false"}
        for font in fonts
    ]
    of_format = [thick[number] if (number := whole(one, "fontId")) < len(thick) else False for one in formats]
    found = set()
    for cell in root.iter("{*}c"):
        style = whole(cell, "s")
        if style < len(of_format) and of_format[style]:
            left, top, _, _ = range_boundaries(value(cell, "r"))
            found.add((top - 1, left - 1))
    return frozenset(found)
