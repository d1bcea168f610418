"""The items of a roadmap on their days: what shape each has, when it comes, how it stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.cards import Roadmap
from mentoring.cards.fields import Step
from mentoring.cards.roadmap import Section
from mentoring.casebook import Casebook
from mentoring.schedule import Calendar, Kind, Schedule, resolve, turns

Span = tuple[date, date]


@dataclass(frozen=True)
class State:
    """How an item stands: the mark it is shown with, and the word."""

    mark: str
    """`done`, `regular`, `going`, `ahead`, `unknown`; `late` in a preview only."""
    word: str


@dataclass(frozen=True)
class Placed:
    """An item with what its wording and its state say on the day of the edition."""

    roadmap: Roadmap
    section: Section
    item: Step
    wording: str
    """The school's own words, or «срок не указан»."""
    shape: str
    """A key of `SHAPES`."""
    span: Span | None
    """The first dates; None for what has no exact date."""
    turns: tuple[Span, ...]
    """When it comes round, as far as the wording says; for «далее – …» without the first dates."""
    state: State

    @property
    def title(self) -> str:
        return f"{self.item.number}. {self.item.title}" if self.item.number else self.item.title

    @property
    def goes_on(self) -> bool:
        """Whether it belongs to no month of its own: a long window, or so many turns that every month has one."""
        if self.shape == "window":
            return self.span is not None and (self.span[1] - self.span[0]).days > _A_SEASON
        return self.shape == "recurring" and (not self.turns or len(self.turns) > _OFTEN * self._years)

    @property
    def _years(self) -> int:
        return (self.roadmap.until or self.roadmap.school_year).first - self.roadmap.school_year.first + 1


SHAPES = {
    "point": "в этот день или месяц",
    "range": "с начала до конца срока",
    "deadline": "не позднее этого дня",
    "recurring": "повторяется",
    "window": "в любое время внутри срока",
    "relative": "после события",
    "undated": "без точной даты",
}
"""The shapes of a schedule, in the order of the legend. Source: domain.md, c3."""

_SHAPES = {
    Kind.POINT: "point",
    Kind.RANGE: "range",
    Kind.DEADLINE: "deadline",
    Kind.WINDOW: "window",
    Kind.RECURRING: "recurring",
    Kind.RELATIVE: "relative",
}
_MARKS = {
    "done": "done",
    "regular": "regular",
    "in-progress": "going",
    "not-started": "ahead",
    "too-early": "ahead",
    "no-report": "unknown",
}
MARKS = ("done", "regular", "going", "ahead", "late", "unknown")
"""The order of states in a legend."""
_OFTEN = 4
"""More turns a year than this are told once, not in every month."""
_A_SEASON = 130
"""A window of a term has its month; one of a half-year or more goes on."""
_A_MONTH = 31
"""What lasts longer is no point: «2026 год»."""


def placed(roadmap: Roadmap, book: Casebook, *, late: bool) -> list[Placed]:
    """Place every item of a roadmap; `late` tells what is overdue, which readers are not told.

    Source: domain.md, c3, rule 8.
    """
    calendar = calendar_of(roadmap, book)
    return [
        _placed(roadmap, section, item, book, calendar, late)
        for section in roadmap.sections
        for item in section.items
    ]


def calendar_of(roadmap: Roadmap, book: Casebook) -> Calendar:
    """The days a roadmap is measured against; those of its programme, where it has one only."""
    known = [book.programmes_by_slug.get(slug) for slug in roadmap.programmes]
    programme = known[0] if len(known) == 1 else None
    return book.calendar(roadmap.school_year, roadmap.until, programme)


def states(items: Sequence[Placed]) -> list[tuple[State, int]]:
    """How many items stand in each state."""
    counted = Counter(item.state for item in items)
    return sorted(counted.items(), key=lambda pair: (MARKS.index(pair[0].mark), -pair[1], pair[0].word))


def _placed(
    roadmap: Roadmap, section: Section, item: Step, book: Casebook, calendar: Calendar, late: bool
) -> Placed:
    schedule = book.item_schedule(roadmap, section, item)
    span = resolve(schedule, calendar) if schedule else None
    return Placed(
        roadmap,
        section,
        item,
        item.schedule or section.schedule or "срок не указан",
        _shape(schedule, span),
        span,
        turns(schedule, calendar) if schedule else (),
        _state(item, schedule, span, book, late),
    )


def _shape(schedule: Schedule | None, span: Span | None) -> str:
    if schedule is None:
        return "undated"
    shape = _SHAPES.get(schedule.kind, "undated")
    if span is None:
        return shape if shape == "relative" else "undated"
    return "range" if shape == "point" and (span[1] - span[0]).days >= _A_MONTH else shape


def _state(item: Step, schedule: Schedule | None, span: Span | None, book: Casebook, late: bool) -> State:
    """The school's own word; where it has none, what the dates say."""
    mark = _MARKS.get(item.status or "", "unknown")
    word = book.title("statuses", item.status or "no-report")
    has_end = schedule is not None and schedule.kind is not Kind.RECURRING and not schedule.then
    is_past = span is not None and has_end and span[1] < book.as_of
    if late and is_past and mark in {"going", "ahead", "unknown"}:
        return State("late", f"срок прошёл, {word}")
    if item.status is None and span is not None and has_end and not is_past:
        return State("ahead", "впереди") if book.as_of < span[0] else State("going", "идёт сейчас")
    return State(mark, word)


def repeated(item: Placed) -> State:
    """How a turn after the first dates stands: the state of the card is that of the first time."""
    return State("regular", "повторяется") if item.shape != "recurring" else item.state


def happenings(item: Placed) -> Iterator[tuple[Span, State]]:
    """The months an item belongs to, as spans; none of what goes on all the time or has no date."""
    if item.span is None or item.goes_on:
        return
    if item.shape != "recurring":
        yield item.span, item.state
    for turn in item.turns:
        yield turn, repeated(item)
