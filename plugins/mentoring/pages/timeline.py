"""The timeline of a roadmap: sections as lanes, months as columns of equal width, items as shapes over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring import russian
from mentoring.cards import Roadmap
from mentoring.casebook import Casebook
from mentoring.pages import months
from mentoring.pages.placing import MARKS, SHAPES, Placed, Span, State
from mentoring.school_year import SchoolYear


@dataclass(frozen=True)
class Figure:
    """One sign on the scale; all numbers are per cent of its width."""

    kind: str
    """`bar`, `window`, `dots` (an unbroken repetition), `dot`, `diamond`, `tick`, `arrow`, `before`, `after`."""
    left: str
    width: str = "0"
    right: str = "0"


@dataclass(frozen=True)
class Row:
    """One item: what is written, and the signs beside it with what they say."""

    placed: Placed
    figures: tuple[Figure, ...]
    told: str
    """The signs in words."""


@dataclass(frozen=True)
class Lane:
    """The items of one section."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Month:
    """A column of the scale."""

    first: date
    year: str
    """The school year, over the month it begins with."""
    left: str
    is_inside: bool
    """Whether it belongs to the years of the roadmap: an item of August comes before them."""

    @property
    def iso(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        return russian.MONTHS[self.first.month - 1]


@dataclass(frozen=True)
class Timeline:
    """All lanes over one span of months."""

    months: tuple[Month, ...]
    width: str
    """Of one month, per cent."""
    lanes: tuple[Lane, ...]
    as_of: str | None
    """Where the day of the edition stands; None outside the span."""
    shapes: tuple[tuple[str, str], ...]
    """The shapes that occur and what each means."""
    states: tuple[tuple[State, str], ...]
    """The marks that occur, each with its words."""
    has_dates: bool

    @property
    def is_long(self) -> bool:
        """Whether months have room for a letter only."""
        return len(self.months) > _SHORT

    @property
    def is_very_long(self) -> bool:
        """Whether the scale is wider than a page."""
        return len(self.months) > _LONG


_SHORT, _LONG = 15, 27
_ROOM, _ARROW = 0.2, 0.6
"""How much of a month a sign at the edge needs to its right."""
_MARGIN = 3
"""How many months before and after its years a roadmap may still begin and end."""


def of(roadmap: Roadmap, items: Sequence[Placed], book: Casebook) -> Timeline:
    """Lay the items of a roadmap out over its school years."""
    scale = _Scale.of(roadmap, items)
    lanes = tuple(
        Lane(
            section.title or ("" if len(roadmap.sections) == 1 else "Без раздела"),
            tuple(_row(item, scale) for item in items if item.section is section),
        )
        for section in roadmap.sections
        if any(item.section is section for item in items)
    )
    drawn = [row for lane in lanes for row in lane.rows]
    shapes = {row.placed.shape for row in drawn}
    shapes |= {"recurring" for row in drawn if any(figure.kind == "tick" for figure in row.figures)}
    states = dict.fromkeys(row.placed.state for row in drawn)
    return Timeline(
        tuple(_months(roadmap, scale)),
        scale.percent(1),
        lanes,
        scale.percent(scale.position(book.as_of)) if scale.first <= book.as_of <= scale.last else None,
        tuple((shape, meaning) for shape, meaning in SHAPES.items() if shape in shapes),
        tuple(_marks(list(states))),
        any(row.placed.span for row in drawn),
    )


def _marks(states: Sequence[State]) -> Iterator[tuple[State, str]]:
    for mark in MARKS:
        alike = sorted((state for state in states if state.mark == mark), key=lambda state: state.word)
        if alike:
            yield alike[0], ", ".join(state.word for state in alike)


@dataclass(frozen=True)
class _Scale:
    """Whole months, each as wide as the others."""

    first: date
    last: date

    @staticmethod
    def of(roadmap: Roadmap, items: Sequence[Placed]) -> "_Scale":
        """The years of a roadmap, and the months around them that its items reach into."""
        first, last = roadmap.school_year.start, (roadmap.until or roadmap.school_year).end
        spans = [item.span for item in items if item.span and item.shape != "window"]
        begins = [span[0] for span in spans if months.shifted(first, -_MARGIN) <= span[0] <= first]
        ends = [
            span[1] for span in spans if last <= span[1] < months.shifted(last + timedelta(days=1), _MARGIN)
        ]
        end = max([last, *ends])
        return _Scale(
            min([first, *begins]).replace(day=1), months.shifted(end.replace(day=1), 1) - timedelta(days=1)
        )

    @property
    def size(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def position(self, day: date) -> float:
        """How many months after the beginning a day begins."""
        month = (day.year - self.first.year) * 12 + day.month - self.first.month
        return month + (day.day - 1) / months.days_in(day)

    def inside(self, place: float, room: float) -> str:
        """A place from which a sign does not reach out of the scale."""
        return self.percent(min(max(place, _ROOM), self.size - room))

    def percent(self, count: float) -> str:
        return f"{count / self.size * 100:.2f}".rstrip("0").rstrip(".")


def _months(roadmap: Roadmap, scale: _Scale) -> Iterator[Month]:
    last = roadmap.until or roadmap.school_year
    for number in range(scale.size):
        first = months.shifted(scale.first, number)
        year = SchoolYear.of(first)
        inside = roadmap.school_year <= year <= last
        name = str(year) if first.month == year.start.month and inside else ""
        yield Month(first, name, scale.percent(number), inside)


def _row(item: Placed, scale: _Scale) -> Row:
    figures = tuple(_figures(item, scale))
    return Row(item, figures, _told(item))


def _figures(item: Placed, scale: _Scale) -> Iterator[Figure]:
    if item.span is None:
        return
    if item.shape != "recurring" or not item.turns:
        yield _figure(item.shape, item.span, scale)
    seen = set()
    for turn in item.turns:
        if turn[1] < scale.first or turn[0] > scale.last:
            continue
        end = _end(turn[1], scale)
        place = end if months.are_several(turn) else (scale.position(turn[0]) + end) / 2
        if place not in seen:
            seen.add(place)
            yield Figure("tick", scale.inside(place, _ROOM))


def _figure(shape: str, span: Span, scale: _Scale) -> Figure:
    if span[1] < scale.first:
        return Figure("before", "0")
    if span[0] > scale.last:
        return Figure("after", "100")
    left = scale.position(max(span[0], scale.first))
    right = _end(min(span[1], scale.last), scale)
    match shape:
        case "point":
            return Figure("dot", scale.inside((left + right) / 2, _ROOM))
        case "deadline":
            return Figure("diamond", scale.inside(right, _ROOM))
        case "relative":
            return Figure("arrow", scale.inside(right, _ARROW))
        case _:
            kind = {"window": "window", "recurring": "dots"}.get(shape, "bar")
            return Figure(kind, scale.percent(left), scale.percent(right - left), scale.percent(right))


def _told(item: Placed) -> str:
    """What the signs of an item say, for those who do not see them."""
    if item.span is None:
        return ""
    first, last = item.span
    told = {
        "point": _days(first, last),
        "deadline": f"не позднее {russian.day(last)}",
        "relative": f"после {russian.day(last)}",
        "recurring": f"повторяется {_days(first, last)}",
    }.get(item.shape, _days(first, last))
    if item.turns and not item.goes_on:
        if item.shape == "recurring":
            told = "повторяется"
        named = list(dict.fromkeys(russian.month(turn[1]) for turn in item.turns))
        told += (
            f": {russian.listed(named)}" if item.shape == "recurring" else f", затем {russian.listed(named)}"
        )
    return told


def _days(first: date, last: date) -> str:
    """A span in words, as precise as it is: a day, a month, months, days."""
    if first == last:
        return russian.day(first)
    if first.day == 1 and last.day == months.days_in(last):
        if (first.year, first.month) == (last.year, last.month):
            return russian.month(first)
        return f"{russian.month(first)} – {russian.month(last)}"
    return f"{russian.day(first)} – {russian.day(last)}"


def _end(day: date, scale: _Scale) -> float:
    """Where a day ends."""
    return scale.position(day) + 1 / months.days_in(day)
