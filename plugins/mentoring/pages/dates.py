"""What of a programme's roadmaps stands in a calendar: each with its first and last day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.cards import Programme, Roadmap
from mentoring.pages.edition import Edition
from mentoring.pages.placing import Placed, Span, happenings, placed

_A_MONTH = 31
"""What lasts longer would cover a calendar: its first and its last day stand there."""


@dataclass(frozen=True)
class Event:
    """An entry of a calendar, of whole days, both inclusive."""

    key: str
    """Stays the same while the item keeps its place, its title and its days."""
    title: str
    first: date
    last: date
    roadmap: Roadmap
    wording: str
    responsible: tuple[str, ...]


def path_of(programme: Programme) -> str:
    """Where the calendar of a programme stands."""
    return f"programmes/{programme.slug}.ics"


def events(programme: Programme, edition: Edition) -> list[Event]:
    """Everything with dates in the roadmaps of a programme, in the order of days; not what goes on all the time."""
    return of_roadmaps(edition.book.roadmaps_by_programme.get(programme.slug, ()), edition)


def of_roadmaps(roadmaps: Iterable[Roadmap], edition: Edition) -> list[Event]:
    """The same of any roadmaps."""
    book = edition.book
    found = [
        event
        for roadmap in roadmaps
        for number, item in enumerate(placed(roadmap, book, late=False))
        for span, _ in happenings(item)
        for event in _events(item, span, f"{roadmap.slug}#{item.item.id or number}")
    ]
    unique = {event.key: event for event in found}  # a turn may be the first dates as well
    return sorted(unique.values(), key=lambda event: (event.first, event.last, event.roadmap.slug, event.key))


def _events(item: Placed, span: Span, key: str) -> Iterator[Event]:
    first, last = span
    title = item.item.title
    if item.shape == "deadline":
        yield _event(item, f"Срок: {title}", last, last, key)
    elif (last - first).days <= _A_MONTH:
        yield _event(item, title, first, last, key)
    else:
        yield _event(item, f"Начало: {title}", first, first, key)
        yield _event(item, f"Конец: {title}", last, last, key)


def _event(item: Placed, title: str, first: date, last: date, key: str) -> Event:
    whole = f"{key} {title} {first} {last}"
    return Event(whole, title, first, last, item.roadmap, item.wording, item.item.responsible)
