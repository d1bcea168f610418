"""What a column is by what stands in it, where its head does not tell: days, posts, numbers, the longest words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from mentoring.imports.heads import Heads, month_of
from mentoring.imports.layouts import Column, Layout, recognised
from mentoring.imports.table import Table
from mentoring.privacy.evidence import ROLE
from mentoring.schedule import Kind, parse

MONTH = "month:"
"""Before the number of a month: the columns of a plan that ticks months."""


def told(table: Table, heads: Heads) -> Layout | None:
    """The layout of a table by its head alone."""
    layout = recognised(table, heads)
    return replace(layout, columns=tuple(_with_months(layout.columns))) if layout else None


def understood(table: Table, heads: Heads) -> Layout | None:
    """The layout of a table by its head, and by its cells where the head is silent; None where neither tells."""
    known = recognised(table, heads)
    layout = known or _without_known_head(table, heads)
    if layout is None:
        return None
    layout = replace(layout, columns=tuple(_with_months(layout.columns)))
    if any(_OF_PEOPLE.search(column.head) for column in layout.columns):
        return layout if known is not None else None
    if not layout.fields & {"title", "content", "mentor", "mentee", "risk"} or known is None:
        layout = _guessed(layout)
    return layout if known is not None or {"title"} < layout.fields else None


def is_month(column: Column) -> bool:
    return column.field.startswith(MONTH)


def _without_known_head(table: Table, heads: Heads) -> Layout | None:
    """The first row as a head where it reads like one, else a table without a head."""
    if len(table.rows) < _LEAST or table.width < _LEAST:
        return None
    first = next((row for row in range(len(table.rows)) if len(table.cells(row)) >= _LEAST), None)
    if first is None:
        return None
    cells = table.cells(first)
    told = [cell for cell in cells if not cell.is_empty]
    is_head = len(told) >= len(cells) - 1 and all(
        len(cell.text) < _HEAD and not _is_schedule(cell.text) and not cell.text[0].isdecimal()
        for cell in told
    )
    columns = tuple(
        Column(
            heads.field(cell.text) if is_head else "",
            cell.text if is_head else "",
            cell.column,
            cell.column + cell.columns,
        )
        for cell in cells
    )
    above = tuple(line for row in range(first) for cell in table.own(row) for line in cell.lines if line.text)
    return Layout(table, first + is_head, columns, above)


def _with_months(columns: Sequence[Column]) -> list[Column]:
    """Columns that are called as months are."""
    found = [month_of(column.head) for column in columns]
    if sum(number > 0 for number in found) < _LEAST:
        return list(columns)
    return [
        replace(column, field=f"{MONTH}{number}") if number else column
        for column, number in zip(columns, found, strict=True)
    ]


def _guessed(layout: Layout) -> Layout:
    """The columns with what their cells look like; the longest words are what is done."""
    texts = {column.start: _texts(layout, column) for column in layout.columns if not column.field}
    fields = set(layout.fields)
    named = {column.start for column in layout.columns if re.search("[а-яё]{3}", column.head.lower())}
    guesses: dict[int, str] = {}
    for field, test in (("number", _is_number), ("schedule", _is_schedule), ("responsible", _is_post)):
        if field in fields:
            continue
        shares = {
            start: _share(told, test)
            for start, told in texts.items()
            if start not in guesses and len(told) > 1 and (field != "number" or start not in named)
        }
        start = max(shares, key=lambda one: shares[one], default=None)
        if start is not None and shares[start] >= _MOSTLY:
            guesses[start] = field
    lengths = {start: sum(map(len, told)) for start, told in texts.items() if start not in guesses and told}
    if "title" not in fields:
        like = [column for column in layout.columns if column.field in _LIKE_TITLE]
        lengths |= {column.start: sum(map(len, _texts(layout, column))) for column in like}
        if lengths:
            guesses[max(lengths, key=lambda one: lengths[one])] = "title"
    return replace(
        layout,
        columns=tuple(
            replace(column, field=guesses[column.start], is_guessed=True)
            if column.start in guesses
            else column
            for column in layout.columns
        ),
    )


def _texts(layout: Layout, column: Column) -> list[str]:
    found = []
    for row in range(layout.first, len(layout.table.rows)):
        cell = layout.table.rows[row][column.start]
        if (
            cell is not None
            and cell.row == row
            and not cell.is_empty
            and cell.columns * 2 <= layout.table.width
        ):
            found.append(cell.text)
    return found


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*\.?", text))


def _is_schedule(text: str) -> bool:
    return len(text) < _HEAD and parse(text).kind is not Kind.UNKNOWN


def _is_post(text: str) -> bool:
    return len(text) < _HEAD and any(
        ROLE.match(word) or _OFFICE.match(word) for word in re.findall("[а-яё]+", text.lower())[:3]
    )


_LEAST = 3
_HEAD = 80
_MOSTLY = 0.6
_OF_PEOPLE = re.compile(r"\bф\.?\s?и\.?\s?о\b|фамили|рожден|телефон|адрес", re.I)
"""A list of people is no plan."""
_LIKE_TITLE = frozenset({"direction", "activity_form"})
_OFFICE = re.compile("администраци|заместител|руководител|зам$|рабоч|ответственн|социальн")
