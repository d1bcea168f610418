"""The timeline of a roadmap: sections as lanes, items as shapes over the months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentoring import russian
from mentoring.cards import Roadmap
from mentoring.casebook import Casebook
from mentoring.schedule import Kind, resolve
from mentoring.school_year import SchoolYear

_SHAPES = {
    Kind.POINT: "point",
    Kind.RANGE: "range",
    Kind.DEADLINE: "deadline",
    Kind.WINDOW: "window",
    Kind.RECURRING: "recurring",
}
_WORDS = {
    "point": "в этот срок",
    "range": "с начала до конца срока",
    "deadline": "не позднее",
    "window": "в течение срока",
    "recurring": "повторяется",
}


@dataclass(frozen=True)
class Bar:
    """One item on the scale; `left` and `width` are per mille of the whole span."""

    number: str
    title: str
    schedule: str
    status: str
    status_id: str
    shape: str
    shape_word: str
    left: int
    width: int


@dataclass(frozen=True)
class Lane:
    """The items of one section."""

    title: str
    bars: tuple[Bar, ...]
    undated: tuple[Bar, ...]
    """Items whose wording gives no day: conditions, demands, doubtful schedules."""


@dataclass(frozen=True)
class Timeline:
    """All lanes over one span of months."""

    start: date
    end: date
    months: tuple[tuple[str, int], ...]
    """The first letters of each month and where it begins, per mille."""
    years: tuple[SchoolYear, ...]
    today: int | None
    """Where the day of the edition stands, per mille; None outside the span."""
    lanes: tuple[Lane, ...]


def of(roadmap: Roadmap, book: Casebook) -> Timeline:
    """Lay a roadmap out over its school years."""
    start, end = roadmap.school_year.start, (roadmap.until or roadmap.school_year).end
    lanes = tuple(_lanes(roadmap, book, start, end))
    today = _mille(book.as_of, start, end) if start <= book.as_of <= end else None
    return Timeline(start, end, tuple(_months(start, end)), tuple(_years(roadmap)), today, lanes)


def _lanes(roadmap: Roadmap, book: Casebook, start: date, end: date) -> Iterator[Lane]:
    calendar = book.calendar(roadmap.school_year, roadmap.until)
    for section in roadmap.sections:
        bars: list[Bar] = []
        undated: list[Bar] = []
        for item in section.items:
            schedule = book.item_schedule(roadmap, section, item)
            span = resolve(schedule, calendar) if schedule else None
            shape = _SHAPES.get(schedule.kind) if schedule else None
            placed = span is not None and shape is not None and span[0] <= end and span[1] >= start
            left = _mille(max(span[0], start), start, end) if placed and span else 0
            right = _mille(min(span[1], end), start, end) if placed and span else 0
            bar = Bar(
                item.number or "",
                item.title,
                item.schedule or section.schedule or "срок не указан",
                book.title("statuses", item.status or "no-report"),
                item.status or "no-report",
                shape or "undated",
                _WORDS.get(shape or "", "без точной даты"),
                left,
                max(8, right - left),
            )
            (bars if placed else undated).append(bar)
        yield Lane(section.title or "Мероприятия", tuple(bars), tuple(undated))


def _mille(day: date, start: date, end: date) -> int:
    return round((day - start).days / ((end - start).days + 1) * 1000)


def _years(roadmap: Roadmap) -> Iterator[SchoolYear]:
    year, last = roadmap.school_year, roadmap.until or roadmap.school_year
    while year <= last:
        yield year
        year = year.next


def _months(start: date, end: date) -> Iterator[tuple[str, int]]:
    day = start
    while day <= end:
        yield russian.MONTHS[day.month - 1][:3], _mille(day, start, end)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
