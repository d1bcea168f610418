"""A document as blocks: lines of text and tables with every cell in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Line:
    """One line of a paragraph."""

    text: str
    mark: str = ""
    """What Word itself puts before it: «1.», «а)», or «-» for any bullet."""
    level: int = 0
    """Of a heading, from 1; 0 for other lines."""
    is_bold: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text and self.mark in {"", "-"}


@dataclass(frozen=True)
class Cell:
    """A cell of a table, with all the rows and columns it covers; both counted from 0."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """Its lines with spaces between; a number that Word puts there itself is a text too."""
        return " ".join(
            f"{line.mark} {line.text}".strip() if line.mark not in {"", "-"} else line.text
            for line in self.lines
            if not line.is_blank
        )

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def is_bold(self) -> bool:
        told = [line for line in self.lines if line.text]
        return bool(told) and all(line.is_bold for line in told)


@dataclass(frozen=True)
class Table:
    """A table: each row holds, for every column, the cell that covers the place."""

    rows: tuple[tuple[Cell | None, ...], ...]
    widths: tuple[float, ...]
    """Of the columns, in any unit."""
    heads: frozenset[int] = frozenset()
    """Rows that the author marked to be repeated at the top of each page."""
    name: str = ""
    """Of a sheet of Excel."""
    first_row: int = 1
    """What the author calls the first row."""

    @property
    def width(self) -> int:
        return len(self.widths)

    def cells(self, row: int) -> list[Cell]:
        """The cells that touch a row, each once, from left to right."""
        found: list[Cell] = []
        for cell in self.rows[row]:
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    def own(self, row: int) -> list[Cell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells(row) if cell.row == row]


Block = Line | Table


@dataclass(frozen=True)
class Paper:
    """What was read of a document."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = field(default=())
    """What was seen and not taken, as Russian sentences."""
    pictures: int = 0
    objects: int = 0

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def lines(self) -> Iterator[Line]:
        """The lines outside of tables."""
        return (block for block in self.blocks if isinstance(block, Line))
