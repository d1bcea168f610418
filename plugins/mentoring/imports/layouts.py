"""The layout of a table: where its head is, what each column holds, what each row is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mentoring.imports.heads import Heads, month_of, plain
from mentoring.imports.table import Cell, Line, Table

MAX_BEFORE = 8
"""How many rows may stand above the head: a title, a signature of approval."""


class Sort(StrEnum):
    """What a row is."""

    ITEM = "item"
    SECTION = "section"
    GOES_ON = "goes on"
    """The rest of the item above: a row cut by the end of a page."""
    HEAD = "head"
    COUNTER = "counter"
    EMPTY = "empty"


@dataclass(frozen=True)
class Column:
    """A column under its head."""

    field: str
    """Empty where the head is not known."""
    head: str
    """As it is written; empty where there is none."""
    start: int
    stop: int
    """The columns of the grid it takes, `stop` exclusive."""
    is_guessed: bool = False
    """Whether its cells told what it is, and not its head."""


@dataclass(frozen=True)
class Row:
    """A row with the cells of its columns."""

    sort: Sort
    number: int
    """As the author counts, from 1."""
    cells: tuple[tuple[Column, Cell], ...] = ()
    title: tuple[Line, ...] = ()
    """Of a section."""


@dataclass(frozen=True)
class Layout:
    """A table that was understood."""

    table: Table
    first: int
    """The first row under the head, from 0."""
    columns: tuple[Column, ...]
    above: tuple[Line, ...] = ()
    """What stood in rows above the head."""

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def signature(self) -> tuple[str, ...]:
        """The same for two tables of one layout."""
        return tuple(plain(column.head) for column in self.columns)

    def column(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)

    def rows(self) -> Iterator[Row]:
        """Every row under the head, told apart."""
        had_item = False
        for number in range(self.first, len(self.table.rows)):
            row = self._row(number, had_item)
            had_item = had_item or row.sort is Sort.ITEM
            if row.sort is Sort.SECTION:
                had_item = False
            yield row

    def _row(self, number: int, had_item: bool) -> Row:
        own = self.table.cells(number)
        told = [cell for cell in own if not cell.is_empty]
        shown = number + self.table.first_row
        if not told:
            return Row(Sort.EMPTY, shown)
        if _counts(cell.text for cell in told) and len(told) >= min(3, len(self.columns)):
            return Row(Sort.COUNTER, shown)
        placed = tuple(self._placed(own))
        if number in self.table.heads or self._is_head(placed):
            return Row(Sort.HEAD, shown)
        if self._is_section(number, told):
            return Row(Sort.SECTION, shown, title=tuple(line for cell in told for line in cell.lines))
        told_cells = tuple((column, cell) for column, cell in placed if not cell.is_empty)
        if had_item and self._goes_on(number, told_cells):
            return Row(Sort.GOES_ON, shown, told_cells)
        return Row(Sort.ITEM, shown, told_cells)

    def _placed(self, cells: Sequence[Cell]) -> Iterator[tuple[Column, Cell]]:
        """Each cell under its head; a table drawn by hand has borders that miss each other by a hair."""
        if len(cells) == len(self.columns):
            yield from zip(self.columns, cells, strict=True)
            return
        found: dict[int, tuple[Column, Cell]] = {}
        for cell in cells:
            column = max(self.columns, key=lambda column: self._shared(column, cell))
            if column.start in found:  # one column, cut in two in this row
                before = found[column.start][1]
                cell = replace(before, lines=(*before.lines, *cell.lines))
            found[column.start] = column, cell
        yield from found.values()

    def _shared(self, column: Column, cell: Cell) -> float:
        first, last = max(column.start, cell.column), min(column.stop, cell.column + cell.columns)
        return sum(self.table.widths[first:last])

    def _is_head(self, placed: Sequence[tuple[Column, Cell]]) -> bool:
        """Whether the head stands there once more, at the top of another page."""
        told = [(column, cell) for column, cell in placed if not cell.is_empty]
        same = [cell for column, cell in told if plain(cell.text) and plain(cell.text) in plain(column.head)]
        return len(same) == len(told) and len(told) * 2 > len(self.columns)

    def _is_section(self, number: int, told: Sequence[Cell]) -> bool:
        """Whether a row is one text over all columns: merged, or alone in its row and told as a heading."""
        if len({id(cell) for cell in told}) > 2:
            return False
        cell = told[-1]
        number_column = self.column("number")
        if len(told) == 2 and not (
            number_column and told[0].column < number_column.stop and _ROMAN.fullmatch(told[0].text)
        ):
            return False
        if cell.rows > 1 and len(self.table.cells(number)) > 1:
            return False
        if cell.columns * 2 > self.table.width and (
            len(self.columns) > 2 or cell.columns == self.table.width > 1
        ):
            return True
        if len(self.columns) < 3:
            return False
        if len(told) == 2:
            return (
                cell.is_bold
                or not told[0].text[0].isdecimal()
                or self._is_above_its_parts(number, told[0].text)
            )
        field = next(
            (column.field for column, one in self._placed(self.table.cells(number)) if one is cell), ""
        )
        if field not in {"", "number", "title", "stage", "mentor"}:
            return False
        return bool(_SECTION.match(cell.text)) or (cell.is_bold and not cell.text[:1].islower())

    def _is_above_its_parts(self, number: int, told: str) -> bool:
        """«1. Подготовка» alone in a row, and «1.1» in the next one."""
        below = self.table.cells(number + 1) if number + 1 < len(self.table.rows) else []
        return bool(below) and below[0].text.startswith(f"{told.rstrip('.')}.")

    def _goes_on(self, number: int, told: Sequence[tuple[Column, Cell]]) -> bool:
        """Whether a row without a number goes on with the item above."""
        fields = {column.field: cell for column, cell in told}
        if self.column("number") is None or "number" in fields:
            return False
        if any(cell.rows > 1 and cell.row < number for cell in fields.values()):
            return False  # under a merged cell stand items of their own
        title = fields.get("title") or fields.get("content") or fields.get("mentee") or fields.get("mentor")
        return title is None or title.text[:1].islower()


def recognised(table: Table, heads: Heads) -> Layout | None:
    """Find the head of a table and say what its columns are; None where no row looks like a head."""
    best: tuple[int, Layout] | None = None
    for number in range(min(MAX_BEFORE, len(table.rows))):
        for deep in (1, 2, 3):
            layout = _with_head(table, number, deep, heads)
            if layout is None:
                continue
            known = len([column for column in layout.columns if column.field or month_of(column.head)])
            if (
                known >= 2
                and known * 2 >= len([column for column in layout.columns if column.head])
                and (best is None or known > best[0])
            ):
                best = known, layout
        if best and best[0] >= 3:
            break
    return best[1] if best else None


def _with_head(table: Table, number: int, deep: int, heads: Heads) -> Layout | None:
    """The layout if the head were these rows; None where a deeper head makes no sense."""
    rows = range(number, number + deep)
    if rows.stop > len(table.rows):
        return None
    top = table.cells(number)
    if deep > 1 and not any(cell.columns > 1 or cell.rows > 1 for cell in top):
        return None
    if any(
        cell.row + cell.rows > rows.stop
        for cell in table.cells(rows.stop - 1)
        if cell.row >= number and cell.rows <= 3
    ):
        return None  # a cell of the head reaches further down
    if (
        deep > 1
        and len([cell for cell in table.own(rows.stop - 1) if not cell.is_empty]) < 2
        and any(cell.row == rows.stop - 1 for cell in table.cells(rows.stop - 1) if not cell.is_empty)
    ):
        return None
    columns = list(_columns(table, rows, heads))
    above = tuple(
        line for row in range(number) for cell in table.own(row) for line in cell.lines if line.text
    )
    return Layout(table, rows.stop, tuple(_settled(columns)), above)


def _columns(table: Table, rows: range, heads: Heads) -> Iterator[Column]:
    """The columns under the deepest row of a head, each with all the words above it."""
    place = 0
    lowest = table.rows[rows.stop - 1]
    while place < table.width:
        cell = lowest[place]
        stop = place + 1
        while stop < table.width and cell is not None and lowest[stop] is cell:
            stop += 1
        told = list(
            dict.fromkeys(
                one.text for row in rows if (one := table.rows[row][place]) is not None and one.text
            )
        )
        field = heads.field(told[-1]) if told else ""
        if len(told) > 1:
            field = _of_both(heads.field(told[0]), field, heads.field(" ".join(told)))
        yield Column(field, " / ".join(told), place, stop)
        place = stop


def _of_both(above: str, below: str, both: str) -> str:
    """The field of a column under two heads: «Ожидаемый / результат», «Подготовительный этап / Сроки»."""
    if above.startswith("phase_"):
        return below if below in {"schedule", "mark"} else above
    return below or both or above


def _settled(columns: list[Column]) -> Iterator[Column]:
    """What the neighbours say of a column: two results, a period of a phase, a stage that is a heading."""
    fields = [column.field for column in columns]
    seen: set[str] = set()
    for column in columns:
        field = column.field
        if field in seen and field not in _MANY:
            field = _OTHER.get(field, "")
            if field in fields:
                field = ""
        if field:
            seen.add(field)
        yield replace(column, field=field)


def _counts(texts: Iterator[str]) -> bool:
    """«1 2 3 4 5» under the head."""
    numbers = [text.strip(" .()") for text in texts]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


_MANY = frozenset({"schedule", "mark", "mentor_post"})
"""What a table of pairs may have once for each phase or side."""
_OTHER = {
    "planned_result": "actual_result",
    "title": "content",
    "responsible": "co_responsible",
    "mark": "actual_result",
    "mentor_post": "mentee_post",
}
_ROMAN = re.compile(r"[IVXLХ]{1,5}\.?|\d{1,2}\.?")
_SECTION = re.compile(
    r"(?:[IVXLХ]{1,5}[.)]?\s|раздел\b|этап\b|блок\b|модуль\b|\d{1,2}(?:-?[йея]+)?\s+этап\b|направление\b|форма наставничества|вариант\b|часть\b|[IVX]+\s)",
    re.I,
)
