"""The counts of children a site shows, and what follows from them beside those of the release before.

«Было 18, стало 20» says that two are new, however large both numbers are. Source: NIST SI-19(5).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mentoring.cards import Programme
from mentoring.cards.fields import Tally
from mentoring.cards.programme import Participants
from mentoring.casebook import Casebook
from mentoring.privacy.small_numbers import Cell, shown
from mentoring.problems import Place

FILE = "counts.json"
"""Beside the private register: it lets two releases be compared, and that is nobody else's business."""


@dataclass(frozen=True)
class Published:
    """A count of children as it stands on the site."""

    key: str
    """The same from release to release; it names no person."""
    place: Place
    number: int
    limit: int
    """The least difference that may be seen."""
    sensitive: bool


def cell_of(row: Participants, book: Casebook) -> Cell:
    """The count of a line of participants."""
    sensitive = row.minors and bool(row.role_pattern) and book.is_sensitive("role_patterns", row.role_pattern)
    return Cell(row.count, minors=row.minors, sensitive=sensitive)


def tally_cell(tally: Tally, book: Casebook) -> Cell:
    """A count by one mark; a goal may be sensitive."""
    term = book.vocabulary.find("goals", tally.of) if tally.by == "goal" else None
    return Cell(tally.count, minors=tally.minors, sensitive=tally.minors and bool(term and term.sensitive))


def published(book: Casebook) -> Iterator[Published]:
    """Every count of children that pages and `catalogue.json` show: lines, their totals, tallies of roadmaps."""
    for programme in book.programmes:
        for side in ("mentor", "mentee"):
            yield from _side(programme, side, book)
    for roadmap in book.roadmaps:
        for section_index, section in enumerate(roadmap.sections):
            for item_index, item in enumerate(section.items):
                for index, tally in enumerate(item.counts):
                    cell = tally_cell(tally, book)
                    if cell.limit and not cell.is_small and cell.count is not None:
                        yield Published(
                            f"{roadmap.file}|{item.number or item.title}|{tally.by}|{tally.of}",
                            roadmap.at(
                                "sections", section_index, "items", item_index, "counts", index, "count"
                            ),
                            cell.count,
                            cell.limit,
                            cell.sensitive,
                        )


def _side(programme: Programme, side: str, book: Casebook) -> Iterator[Published]:
    rows = [(index, row) for index, row in enumerate(programme.participants) if row.role == side]
    cells = [cell_of(row, book) for _, row in rows]
    told = shown(cells)
    for (index, row), cell, number in zip(rows, cells, told.numbers, strict=True):
        if cell.limit and number is not None:
            words = (row.who, row.form, row.role_pattern, row.band, row.ages)
            key = "|".join((programme.file, side, *(word or "" for word in words)))
            place = programme.at("participants", index, "count")
            yield Published(key, place, number, cell.limit, cell.sensitive)
    if len(rows) > 1 and told.total.isdecimal() and any(cell.limit for cell in cells):
        limit = max(cell.limit for cell in cells)
        place = programme.at("participants")
        yield Published(f"{programme.file}|{side}", place, int(told.total), limit, limit > 5)


def differing(book: Casebook, before: Mapping[str, int]) -> Iterator[tuple[Published, int]]:
    """The counts whose change since the last release is a small number, with the old value."""
    told: set[str] = set()
    for one in published(book):
        old = before.get(one.key)
        table = "|".join(one.key.split("|")[:2])
        if old is None or not 0 < abs(one.number - old) < one.limit:
            continue
        if one.key == table and table in told:
            continue  # one slip, one problem: the total differs because a line of it does
        told.add(table)
        yield one, old


def read(folder: Path) -> Mapping[str, int]:
    """The counts of the last release; none where there are none or the file is spoilt."""
    try:
        told = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    counts = told.get("counts") if isinstance(told, dict) else None
    return {
        key: value
        for key, value in (counts.items() if isinstance(counts, dict) else ())
        if isinstance(value, int)
    }


def remember(folder: Path, book: Casebook) -> None:
    """Keep the counts of the release that has just been made, all at once."""
    made = {one.key: one.number for one in published(book)}
    new = folder / f".{FILE}.new"
    new.write_text(json.dumps({"schema": 1, "counts": made}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    new.replace(folder / FILE)
