"""A plan by months: what falls on each, what goes on all the time, what has no date, and what is next."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring import russian
from mentoring.pages.placing import Placed, Span, State, happenings

NEXT = 3
"""How many months «Что дальше» tells: this one and two more."""


@dataclass(frozen=True)
class Deed:
    """An item as a line of a month."""

    placed: Placed
    state: State
    is_going_on: bool = False
    """Whether it began in an earlier month."""


@dataclass(frozen=True)
class Month:
    """A month and what falls on it."""

    first: date
    deeds: tuple[Deed, ...]
    facts: tuple[str, ...] = ()
    """What the school year itself brings: terms and holidays."""

    @property
    def name(self) -> str:
        return f"{russian.MONTHS[self.first.month - 1].capitalize()} {self.first.year}"

    @property
    def iso(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Plan:
    """All items of one or several roadmaps, each told once for every time it comes."""

    months: tuple[Month, ...]
    always: tuple[Deed, ...]
    undated: tuple[Deed, ...]


def plan(items: Sequence[Placed]) -> Plan:
    """Lay items out by the months they fall on."""
    found: dict[date, list[tuple[date, Deed]]] = {}
    for item in items:
        for span, state in happenings(item):
            found.setdefault(_month_of(span, item), []).append((span[0], Deed(item, state)))
    return Plan(
        tuple(Month(first, _in_order(found[first])) for first in sorted(found)),
        tuple(Deed(item, item.state) for item in items if item.span and item.goes_on),
        tuple(Deed(item, item.state) for item in items if item.span is None),
    )


def falling_on(items: Sequence[Placed], as_of: date) -> list[Month]:
    """What is on in the month of a day and begins in the two after it; months without anything are left out."""
    now = as_of.replace(day=1)
    months = []
    for number in range(NEXT):
        first = shifted(now, number)
        deeds = []
        for item in items:
            for span, state in happenings(item):
                begins = _month_of(span, item)
                if begins == first:
                    deeds.append((span[0], Deed(item, state)))
                elif not number and _is_under_way(item, state) and begins < first <= span[1]:
                    deeds.append((span[0], Deed(item, state, is_going_on=True)))
        if deeds:
            months.append(Month(first, _in_order(deeds)))
    return months


def _is_under_way(item: Placed, state: State) -> bool:
    return item.shape in {"range", "window"} and state.mark != "done"


def going_on(items: Sequence[Placed], as_of: date) -> list[Deed]:
    """What goes on all the time and is not done on a day."""
    return [
        Deed(item, item.state)
        for item in items
        if item.goes_on and item.span and item.span[0] <= as_of <= item.span[1] and item.state.mark != "done"
    ]


def _month_of(span: Span, item: Placed) -> date:
    """A turn of several months («раз в четверть») belongs to its end, all else to its beginning."""
    day = span[1] if span in item.turns and are_several(span) else span[0]
    return day.replace(day=1)


def _in_order(deeds: Sequence[tuple[date, Deed]]) -> tuple[Deed, ...]:
    return tuple(deed for _, deed in sorted(deeds, key=lambda pair: (pair[1].is_going_on, pair[0])))


def are_several(span: Span) -> bool:
    """Whether a span reaches into more than one month."""
    return (span[0].year, span[0].month) != (span[1].year, span[1].month)


def shifted(first: date, months: int) -> date:
    """The first day of a month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def days_in(day: date) -> int:
    """How many days the month of a day has."""
    return monthrange(day.year, day.month)[1]
