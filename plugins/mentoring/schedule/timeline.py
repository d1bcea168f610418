"""Where a schedule stands on a timeline."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.schedule.value import Kind, Schedule
from mentoring.school_year import SchoolYear

Span = tuple[date, date]


@dataclass(frozen=True)
class Calendar:
    """What a document and its school know about dates; all dates inclusive."""

    years: SchoolYear
    until: SchoolYear | None = None
    """The last school year of a document of several."""
    terms: tuple[Span, ...] = ()
    """Four terms, three trimesters or two halves, in order; empty if the school has not told."""
    programme: tuple[date | None, date | None] = (None, None)

    @property
    def span(self) -> Span:
        return self.years.start, (self.until or self.years).end


def resolve(schedule: Schedule, calendar: Calendar) -> Span | None:
    """Give the first and the last day on a timeline, or None for «без точной даты».

    A deadline and an item after a known event are one day. A repeated item without dates lasts as long as
    the calendar, one with dates no longer than it.
    """
    if schedule.doubtful:
        return None
    match schedule.kind:
        case Kind.POINT | Kind.RANGE:
            return _dated(schedule, calendar)
        case Kind.WINDOW:
            return _dated(schedule, calendar) if schedule.has_date else _window(schedule.anchor, calendar)
        case Kind.RELATIVE if schedule.duration is not None:
            return None  # «через две недели после …»: the day of the event would be a lie
        case Kind.DEADLINE | Kind.RELATIVE:
            day = schedule.last_day or _edge(schedule.anchor, calendar)
            return None if day is None else (day, day)
        case Kind.RECURRING:
            return _repeated(schedule, calendar)
        case _:
            return None


def _dated(schedule: Schedule, calendar: Calendar) -> Span | None:
    """Fill a missing side from the anchor; an end that nobody told is the end of the calendar."""
    first, last = schedule.first_day, schedule.last_day
    if schedule.anchor is not None and (first is None or last is None):
        edge = _edge(schedule.anchor, calendar)
        if edge is None:
            return None
        first, last = first or edge, last or edge
    first, last = first or calendar.span[0], last or calendar.span[1]
    return (first, last) if first <= last else None


def _repeated(schedule: Schedule, calendar: Calendar) -> Span | None:
    around: Span | None = calendar.span
    if schedule.anchor is not None:
        around = _window(schedule.anchor, calendar)
    if around is None:
        return None
    first = max(schedule.first_day or around[0], around[0])
    last = min(schedule.last_day or around[1], around[1])
    return (first, last) if first <= last else None


def _edge(anchor: str | None, calendar: Calendar) -> date | None:
    """Give the day of `term:1.end`, `year.start`, `event:program_end`."""
    if anchor is None:
        return None
    if anchor in ("event:program_start", "program.start"):
        return calendar.programme[0]
    if anchor in ("event:program_end", "program.end"):
        return calendar.programme[1]
    window = _window(anchor, calendar)
    if window is None:
        return None
    return window[1] if anchor.endswith(".end") else window[0]


def _window(anchor: str | None, calendar: Calendar) -> Span | None:
    """Give the whole of what an anchor is an edge of."""
    thing, _, numbers = (anchor or "").rpartition(".")[0].partition(":")
    match thing:
        case "program":
            first, last = calendar.programme
            return None if first is None or last is None else (first, last)
        case "year":
            return calendar.span
        case "term" | "trimester" | "half":
            return _terms(thing, numbers, calendar.terms)
        case "break":
            return _holidays(numbers, calendar)
        case _:
            return None


_PARTS_OF_A_YEAR = {"term": 4, "trimester": 3, "half": 2}


def _terms(thing: str, numbers: str, terms: tuple[Span, ...]) -> Span | None:
    """Give the span of `1` or `1..2`; a school of trimesters has no terms, and no halves."""
    first, _, last = numbers.partition("..")
    low, high = int(first) - 1, int(last or first) - 1
    if thing == "half" and len(terms) == _PARTS_OF_A_YEAR["term"]:
        low, high = low * 2, high * 2 + 1
    elif len(terms) != _PARTS_OF_A_YEAR[thing]:
        return None
    return (terms[low][0], terms[high][1]) if 0 <= low <= high < len(terms) else None


_TERM_BEFORE = {"autumn": 0, "winter": 1, "spring": 2, "summer": 3}


def _holidays(season: str, calendar: Calendar) -> Span | None:
    terms = calendar.terms
    if len(terms) != _PARTS_OF_A_YEAR["term"]:
        return None
    before = _TERM_BEFORE[season]
    day = timedelta(days=1)
    first = terms[before][1] + day
    last = calendar.years.end if season == "summer" else terms[before + 1][0] - day
    return (first, last) if first <= last else None
