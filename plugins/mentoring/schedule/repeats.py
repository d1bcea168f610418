"""When a repeated schedule comes round: the days and months its wording names."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from mentoring.schedule.timeline import Calendar, Span, resolve
from mentoring.schedule.value import Kind, Schedule, first_day, last_day

MOST = 60
"""The most turns that are told apart: five years of months. Beyond them a schedule is simply «повторяется»."""


def turns(schedule: Schedule, calendar: Calendar) -> tuple[Span, ...]:
    """Give the days or whole months a schedule falls on again and again, in order, within the calendar.

    Empty where the wording names none: «ежегодно», «раз в неделю», «по мере необходимости».
    """
    if schedule.repeat is None or schedule.doubtful:
        return ()
    around = _around(schedule, calendar)
    if around is None:
        return ()
    found = sorted(_turns(schedule.repeat, around, calendar))
    return tuple(span for span in found if around[0] <= span[1] and span[0] <= around[1])[:MOST]


def _around(schedule: Schedule, calendar: Calendar) -> Span | None:
    """Where turns are looked for; of «далее – …» only what comes after the first dates."""
    if schedule.kind is Kind.RECURRING and not schedule.then:
        return resolve(schedule, calendar)
    base = resolve(schedule, calendar)
    if base is None or not schedule.then:
        return None
    after = base[1] + timedelta(days=1)
    return (after, calendar.span[1]) if after <= calendar.span[1] else None


def _turns(repeat: str, around: Span, calendar: Calendar) -> Iterator[Span]:
    name, _, rest = repeat.partition(":")
    if found := _DAY_OF_MONTH.search(rest):
        if name in {"monthly", "quarterly"}:
            yield from _on_a_day(name, int(found[1]), "next month" in rest, around)
        return
    match name:
        case "monthly":
            yield from _months(around)
        case "per-term" | "per-trimester" | "per-half-year":
            yield from _parts(name, calendar)
        case "yearly" | "months" | "dates":
            for part in rest.removeprefix("deadline ").split(","):
                yield from _named(part.strip(), around)


_DAY_OF_MONTH = re.compile(r"day([0-9]{1,2})")


def _months(around: Span) -> Iterator[Span]:
    year, month = around[0].year, around[0].month
    while date(year, month, 1) <= around[1]:
        yield date(year, month, 1), date(year, month, monthrange(year, month)[1])
        year, month = year + month // 12, month % 12 + 1


def _on_a_day(name: str, day: int, next_month: bool, around: Span) -> Iterator[Span]:
    """«До 10 числа следующего за отчётным» of a quarter falls into its first month after."""
    last_months = {1, 4, 7, 10} if next_month else {3, 6, 9, 12}
    for first, last in _months(around):
        if name == "monthly" or first.month in last_months:
            turn = first.replace(day=min(day, last.day)) if day else last
            yield turn, turn


_PARTS = {"per-term": 4, "per-trimester": 3, "per-half-year": 2}


def _parts(name: str, calendar: Calendar) -> Iterator[Span]:
    """The terms of the school; two of four make a half. Of a plan of several years only those of the first are known."""
    terms, parts = calendar.terms, _PARTS[name]
    if calendar.until and calendar.until != calendar.years:
        return
    if len(terms) == parts:
        yield from terms
    elif name == "per-half-year" and len(terms) == _PARTS["per-term"]:
        yield from ((terms[0][0], terms[1][1]), (terms[2][0], terms[3][1]))


def _named(part: str, around: Span) -> Iterator[Span]:
    """Read `09`, `09..05`, `09-01`, `09-01..09-15` in every year around, or a whole date."""
    low, _, high = part.partition("..")
    high = high or low
    if _WHOLE_DATE.fullmatch(low) and _WHOLE_DATE.fullmatch(high):
        yield first_day(low), last_day(high)
    elif _IN_A_YEAR.fullmatch(low) and _IN_A_YEAR.fullmatch(high):
        for year in range(around[0].year - 1, around[1].year + 1):
            if _exists(f"{year}-{low}") and _exists(f"{year + (high < low)}-{high}"):
                yield first_day(f"{year}-{low}"), last_day(f"{year + (high < low)}-{high}")


_WHOLE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IN_A_YEAR = re.compile(r"[0-9]{2}(?:-[0-9]{2})?")


def _exists(iso: str) -> bool:
    """29 February is not in every year."""
    try:
        first_day(iso)
    except ValueError:
        return False
    return True
