"""The risks of a plan: told in a table of their own, or once for all of its rows."""

import re
from collections.abc import Iterator, Sequence

from mentoring.imports.draft import Data
from mentoring.imports.heads import Heads
from mentoring.imports.layouts import Layout, recognised
from mentoring.imports.naming import Namer
from mentoring.imports.table import Paper, Table
from mentoring.imports.texts import phrase


def of_whole(items: Sequence[Data]) -> list[Data]:
    """Risks told once, in one row or one merged cell, are of the whole plan; in the order of the document."""
    with_risk = [item for item in items if item.get("risk") or item.get("prevention")]
    told = {(item.get("risk"), item.get("prevention")) for item in with_risk}
    if not with_risk or len(told) > 1 or len(items) == 1:
        return []
    risk, answer = told.pop()
    for item in with_risk:
        item.pop("risk", None)
        item.pop("prevention", None)
    return [*_numbered(risk or "", "risk"), *_numbered(answer or "", "answer")]


def tables(paper: Paper, heads: Heads) -> dict[Table, Layout]:
    """Tables that tell risks and answers and nothing else."""
    found = {table: recognised(table, heads) for table in paper.tables}
    return {
        table: layout
        for table, layout in found.items()
        if layout and layout.fields <= {"number", "risk", "prevention"}
    }


def told_in_tables(paper: Paper, heads: Heads, namer: Namer) -> Iterator[Data]:
    """Risks of a table of their own, row by row."""
    for layout in tables(paper, heads).values():
        for row in layout.rows():
            told = {column.field: namer.clean(phrase(cell.lines)) for column, cell in row.cells}
            if row.cells:
                yield {
                    "number": told.get("number", ""),
                    "risk": told.get("risk", ""),
                    "answer": told.get("prevention", ""),
                }


def _numbered(text: str, name: str) -> list[Data]:
    """«1. Нехватка времени; 2. …» taken apart, whatever the numbers are."""
    places = list(re.finditer(r"(?:^|(?<=[\s;.]))(\d{1,2})[.)]\s*(?=[^\W\d])", text))
    if not places:
        parts = [part.strip(" .;") for part in re.split(r";\s+", text)]
        return [{name: part} for part in parts if part]
    ends = [place.start() for place in places[1:]] + [len(text)]
    before = text[: places[0].start()].strip(" ;")
    found: list[Data] = [{name: before}] if before else []
    return found + [
        {"number": place[1], name: text[place.end() : end].strip(" ;")}
        for place, end in zip(places, ends, strict=True)
    ]
