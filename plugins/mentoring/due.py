"""What is due: the days of a curator's year, consents that run out, items of roadmaps near and late, practices to read again."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from mentoring import gaps, russian
from mentoring.cards import Roadmap
from mentoring.casebook import Casebook
from mentoring.pages.placing import Placed, placed
from mentoring.privacy.standing import Standing
from mentoring.school_year import SchoolYear
from mentoring.source import parse_yaml

UNVERIFIED = "день не сверен: проверьте с юристом и в своём приказе"


@dataclass(frozen=True, order=True)
class Due:
    """Something to be done by a day."""

    on: date
    kind: str
    """`duty`, `consent`, `item`, `practice`."""
    what: str
    """A Russian sentence without a name."""
    where: str = ""
    """The author's file, and the line."""
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Duty:
    """What comes round in certain months."""

    id: str
    title: str
    months: frozenset[int]
    day: int
    """The last day of the month where it is 0."""
    source: str
    is_verified: bool


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    text = resources.files("mentoring").joinpath("data/duties.yml").read_text("utf-8")
    return tuple(
        Duty(
            one["id"],
            one["title"],
            frozenset(map(int, one["months"])),
            0 if one["day"] == "last" else int(one["day"]),
            one["source"],
            one["verified"] == "да",
        )
        for one in parse_yaml(text, "duties.yml").data["duties"]
    )


def of(book: Casebook, people: Sequence[Standing], until: date) -> list[Due]:
    """Everything due from the day of the casebook until another, and what is late, by days; nobody is named."""
    found = (
        *_duties(book, until),
        *_consents(people, book.today, until),
        *_items(book, until),
        *_practices(book, until),
    )
    return sorted(found)


def _duties(book: Casebook, until: date) -> Iterator[Due]:
    """The days of the year, in school years that have a programme."""
    first = book.today.replace(day=1)
    while first <= until:
        for duty in duties():
            day = first.replace(day=duty.day or monthrange(first.year, first.month)[1])
            if first.month in duty.months and book.today <= day <= until and _has_programme(book, day):
                yield Due(day, "duty", duty.title, note="" if duty.is_verified else UNVERIFIED)
        first = (first + timedelta(days=31)).replace(day=1)


def _has_programme(book: Casebook, day: date) -> bool:
    """Whether a programme runs in that school year or ended with the one before, which is reported on."""
    year = SchoolYear.of(day)
    return any(
        card.school_year and card.school_year <= year and (card.until or card.school_year) >= year.previous
        for card in book.programmes
    )


def _consents(people: Sequence[Standing], today: date, until: date) -> Iterator[Due]:
    for one in people:
        day = one.runs_out(today)
        if day is None or day > until:
            continue
        is_adult = one.adult_on == day
        what = (
            f"Исполнится 18 лет ({one.id}): нужно собственное согласие"
            if is_adult
            else f"Согласие {'кончилось' if day < today else 'кончается'}: {one.role} ({one.id})"
        )
        yield Due(day, "consent", what, one.where, is_late=day < today)


def _items(book: Casebook, until: date) -> Iterator[Due]:
    """Items of roadmaps in force that nobody has marked as done."""
    year = SchoolYear.of(book.today)
    for roadmap in book.roadmaps:
        if roadmap.publication == "archive" or not (
            roadmap.school_year <= year.next and (roadmap.until or roadmap.school_year) >= year.previous
        ):
            continue
        for number, item in enumerate(placed(roadmap, book, late=True)):
            day = _day(item, book.today)
            if day and day <= until and item.state.mark != "done":
                is_late = item.state.mark == "late"
                if is_late or day >= book.today:
                    where = _place(roadmap, number)
                    yield Due(day, "item", f"«{item.item.title}»", where, f"срок: {item.wording}", is_late)


def _day(item: Placed, today: date) -> date | None:
    """The day an item is to be done by: the end of its dates, or of its next turn."""
    if item.turns:
        return next((last for _, last in item.turns if last >= today), None)
    if item.shape == "recurring" or item.goes_on:
        return None
    return item.span[1] if item.span else None


def _place(roadmap: Roadmap, number: int) -> str:
    for index, section in enumerate(roadmap.sections):
        if number < len(section.items):
            place = roadmap.at("sections", index, "items", number)
            return f"{place.path}:{place.line}"
        number -= len(section.items)
    return roadmap.file


def _practices(book: Casebook, until: date) -> Iterator[Due]:
    for practice in book.practices:
        if practice.publication != "published":
            continue
        last = practice.checked_on or practice.published_on
        day = last + gaps.STALE if last else book.today
        if day <= until:
            said = (
                f"перечитывали {russian.day(last)}" if practice.checked_on and last else "ещё не перечитывали"
            )
            yield Due(
                day,
                "practice",
                f"Перечитать практику «{practice.title}»",
                practice.file,
                said,
                day < book.today,
            )
