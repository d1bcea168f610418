"""Word → blocks: a walk over its XML that keeps merged cells, accepts edits, sees through containers.

Source: ECMA-376, part 1, 17.3 (paragraphs), 17.4 (tables), 17.9 (numbering), 17.13.5 (edits).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from mentoring.imports.numbering import Numbering
from mentoring.imports.opening import Package
from mentoring.imports.table import Block, Cell, Line, Paper, Table
from mentoring.imports.xml import child, is_on, local, value, whole

MAX_COLUMNS = 100
"""Word itself makes no more than 63."""


def paper(package: Package) -> Paper:
    """Read a document of Word."""
    root = package.root(package.main)
    assert root is not None  # `opened` has seen to it
    reader = _Reader(
        Numbering(package.root(package.related("numbering")), package.root(package.related("styles")))
    )
    body = next((part for part in root if local(part) == "body"), root)
    blocks = [*reader.flow(body), *reader.rest()]
    footnotes = package.root(package.related("footnotes"))
    if footnotes is not None:
        for note in footnotes:
            if not value(note, "type"):
                blocks += [
                    replace(block, text=f"Сноска: {block.text}")
                    for block in reader.flow(note)
                    if isinstance(block, Line) and block.text
                ]
    notes = []
    if package.related("comments"):
        notes.append("Примечания на полях не взяты.")
    if reader.hidden:
        notes.append(f"Скрытый текст не взят: кусков — {reader.hidden}.")
    if reader.deleted:
        notes.append(f"Правки приняты: вставленное взято, вычеркнутое — нет (мест — {reader.deleted}).")
    if reader.nested:
        notes.append(f"Таблицы внутри ячеек ({reader.nested}) записаны строками этих ячеек.")
    return Paper(tuple(blocks), tuple(notes), package.pictures, package.objects)


@dataclass
class _Reader:
    numbering: Numbering
    hidden: int = 0
    deleted: int = 0
    nested: int = 0
    _joined: list[Line] = field(default_factory=list)
    """A paragraph whose end was deleted: the next one goes on."""

    def flow(self, parent: etree._Element) -> Iterator[Block]:
        """Paragraphs and tables, also those in content controls, insertions and frames."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                if self._is_frame(element):
                    for row in self._within(element, "tr"):
                        for cell in self._within(row, "tc"):
                            yield from self.flow(cell)
                else:
                    yield self._table(element)
            elif name in _DELETED:
                self.deleted += 1
            elif name == "AlternateContent":
                choice = child(element, "Choice")
                yield from self.flow(element if choice is None else choice)
            elif name in _SEEN_THROUGH:
                yield from self.flow(element)

    # Paragraphs

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        about = child(element, "pPr")
        for box in element.iter():
            if local(box) == "txbxContent" and not _is_second(box):
                yield from self.flow(box)
        pieces = list(self._runs(element))
        bold = [piece.bold for piece in pieces if piece.text.strip()]
        mark = self.numbering.mark(about)
        style = value(child(about, "pStyle"))
        level = self.numbering.level(style, about)
        is_bold = bool(bold) and all(one or (one is None and self.numbering.is_bold(style)) for one in bold)
        texts = [tidy(text) for text in "".join(piece.text for piece in pieces).split("\n")]
        while len(texts) > 1 and not texts[-1]:
            texts.pop()
        lines = [
            Line(text, mark if number == 0 else "", level, is_bold)
            for number, text in enumerate(texts)
            if text or number == 0
        ]
        if self._joined:
            head = self._joined.pop()
            lines[0] = replace(head, text=tidy(f"{head.text} {lines[0].text}"))
        if child(about, "rPr", "del") is not None or child(about, "rPr", "moveFrom") is not None:
            self._joined.append(lines.pop())
        yield from lines

    def _runs(self, parent: etree._Element) -> Iterator["_Piece"]:
        for element in parent:
            name = local(element)
            if name == "r":
                yield from self._run(element)
            elif name in _DELETED:
                self.deleted += 1
            elif name == "oMath" or name == "oMathPara":
                yield _Piece("".join(part.text or "" for part in element.iter() if local(part) == "t"), None)
            elif name in _SEEN_THROUGH or name in _INLINE:
                yield from self._runs(element)

    def _run(self, run: etree._Element) -> Iterator["_Piece"]:
        about = child(run, "rPr")
        if is_on(child(about, "vanish")):
            self.hidden += any(local(part) == "t" and part.text for part in run)
            return
        switch = child(about, "b")
        text = "".join(_sign(part) for part in run)
        if text:
            yield _Piece(text, None if switch is None else is_on(switch))

    def rest(self) -> list[Line]:
        """What was to go on in a next paragraph, and there was none."""
        lines, self._joined = self._joined, []
        return lines

    # Tables

    def _is_frame(self, table: etree._Element) -> bool:
        """Whether a table only holds another one, or a text, in its place on the page."""
        rows = list(self._within(table, "tr"))
        widest = max((len(list(self._within(row, "tc"))) for row in rows), default=0)
        if widest == 1 and len(rows) == 1:
            return True
        inner = [part for part in table.iter() if part is not table and local(part) == "tbl"]
        return widest <= 2 and any(
            len(list(self._within(row, "tc"))) > widest for part in inner for row in self._within(part, "tr")
        )

    def _table(self, element: etree._Element) -> Table:
        rows = [row for row in self._within(element, "tr") if not _is_deleted(row)]
        edges = child(element, "tblGrid")
        widths = (
            []
            if edges is None
            else [float(whole(column, "w")) for column in edges if local(column) == "gridCol"][:MAX_COLUMNS]
        )
        placed: list[list[tuple[int, int, etree._Element]]] = []
        for row in rows:
            place = min(whole(child(row, "trPr", "gridBefore")), MAX_COLUMNS)
            cells: list[tuple[int, int, etree._Element]] = []
            for cell in self._within(row, "tc"):
                about = child(cell, "tcPr")
                span = min(max(1, whole(child(about, "gridSpan"), default=1)), MAX_COLUMNS)
                if (
                    cells
                    and value(child(about, "hMerge"), default="-") in {"continue", ""}
                    and child(about, "hMerge") is not None
                ):
                    start, wide, first = cells[-1]
                    cells[-1] = (start, wide + span, first)
                else:
                    cells.append((place, span, cell))
                place += span
            placed.append(cells)
        width = max([len(widths), *(start + span for cells in placed for start, span, _ in cells)], default=0)
        widths += [0.0] * (width - len(widths))
        return Table(
            self._filled(placed, width),
            tuple(wide or 1.0 for wide in widths),
            frozenset(number for number, row in enumerate(rows) if is_on(child(row, "trPr", "tblHeader"))),
        )

    def _filled(
        self, placed: list[list[tuple[int, int, etree._Element]]], width: int
    ) -> tuple[tuple[Cell | None, ...], ...]:
        """The grid: a cell merged downwards stands in every row it covers."""
        last: list[Cell | None] = [None] * width
        tall: dict[int, int] = {}
        origins: list[list[Cell | None]] = []
        for number, cells in enumerate(placed):
            row: list[Cell | None] = [None] * width
            for start, span, element in cells:
                merge = child(element, "tcPr", "vMerge")
                above = last[start]
                goes_on = merge is not None and value(merge, default="continue") != "restart"
                if goes_on and above is not None:
                    tall[id(above)] = number - above.row + 1
                    cell = above
                else:
                    cell = Cell(number, start, 1, span, self._lines(element))
                row[start : start + span] = [cell] * span
            last = row
            origins.append(row)
        made: dict[int, Cell] = {}

        def tall_one(cell: Cell | None) -> Cell | None:
            if cell is None or id(cell) not in tall:
                return cell
            return made.setdefault(id(cell), replace(cell, rows=tall[id(cell)]))

        return tuple(tuple(tall_one(cell) for cell in row) for row in origins)

    def _lines(self, cell: etree._Element) -> tuple[Line, ...]:
        if child(cell, "tcPr", "cellDel") is not None:
            return ()
        lines: list[Line] = []
        for block in self.flow(cell):
            if isinstance(block, Line):
                lines.append(block)
            else:
                self.nested += 1
                lines += _flat(block)
        lines += self.rest()
        while lines and lines[-1].is_blank:
            lines.pop()
        return tuple(lines)

    def _within(self, parent: etree._Element, name: str) -> Iterator[etree._Element]:
        """Rows of a table or cells of a row, also in content controls."""
        for element in parent:
            if local(element) == name:
                yield element
            elif local(element) in _DELETED:
                self.deleted += 1
            elif local(element) in _SEEN_THROUGH:
                yield from self._within(element, name)


@dataclass(frozen=True)
class _Piece:
    text: str
    bold: bool | None


def tidy(text: str) -> str:
    """A line without idle spaces and invisible marks."""
    return re.sub(r"\s+", " ", text.translate(_INVISIBLE)).strip()


def _flat(table: Table) -> Iterator[Line]:
    """The rows of a table inside a cell, as lines of that cell."""
    for number in range(len(table.rows)):
        told = [cell.text for cell in table.own(number) if not cell.is_empty]
        if told:
            yield Line(" — ".join(told), "-")


def _sign(part: etree._Element) -> str:
    name = local(part)
    if name == "t":
        return part.text or ""
    if name in {"br", "cr"}:
        return " " if value(part, "type") in {"page", "column"} else "\n"
    return _SIGNS.get(name, "")


def _is_deleted(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None


def _is_second(box: etree._Element) -> bool:
    """Whether the same text stands in the other branch of a choice too, or in a frame that is walked anyway."""
    parent = box.getparent()
    while parent is not None:
        if local(parent) in {"Fallback", "txbxContent"}:
            return True
        parent = parent.getparent()
    return False


_DELETED = frozenset({"del", "moveFrom"})
_SEEN_THROUGH = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo", "Choice", "txbxContent"}
)
_INLINE = frozenset({"hyperlink", "fldSimple", "ruby", "rubyBase"})
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": "", "sym": ""}
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
