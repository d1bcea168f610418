"""The calendar of the school year: what every roadmap in force plans for each month, terms and holidays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mentoring import russian
from mentoring.cards import Programme, Roadmap
from mentoring.casebook import Casebook, by_title
from mentoring.pages.edition import Edition
from mentoring.pages.months import Deed, Month, falling_on, going_on, plan
from mentoring.pages.page import Page
from mentoring.pages.placing import Placed, placed
from mentoring.school_year import SchoolYear

PATH = "calendar.md"
_PARTS = {4: "четверть", 3: "триместр", 2: "полугодие"}


@dataclass(frozen=True)
class Ahead:
    """What is next: the months with what falls on each, and the roadmaps it comes of."""

    months: tuple[Month, ...]
    always: tuple[Deed, ...]
    """What goes on all the time."""
    roadmaps: tuple[Roadmap, ...]


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    year = book.current_year
    roadmaps = in_force(book.roadmaps, year)
    if not roadmaps:
        return
    whole = plan(_items(roadmaps, edition))
    facts = dict(_facts(book, year))
    deeds = {month.first: month.deeds for month in whole.months if year.contains(month.first)}
    told = [Month(first, deeds.get(first, ()), facts.get(first, ())) for first in sorted({*deeds, *facts})]
    now = book.as_of.replace(day=1)
    yield edition.page(
        PATH,
        "Календарь учебного года",
        "calendar.md.jinja",
        description=f"Что запланировано в {year} учебном году по месяцам.",
        year=year,
        roadmaps=roadmaps,
        past=[month for month in told if month.first < now],
        coming=[month for month in told if month.first >= now],
        plan=replace(
            whole,
            always=tuple(deed for deed in whole.always if _is_in(deed, year)),
            undated=tuple(deed for deed in whole.undated if deed.state.mark != "done"),
        ),
    )


def ahead(edition: Edition, programme: Programme | None = None) -> Ahead | None:
    """What is on this month and in the next two, by the roadmaps in force: of one programme, or all.

    None where no roadmap is in force or nothing of it falls on these months.
    """
    book = edition.book
    known = book.roadmaps_by_programme.get(programme.slug, ()) if programme else book.roadmaps
    return _ahead(in_force(known, book.current_year), edition)


def ahead_of(roadmap: Roadmap, edition: Edition) -> Ahead | None:
    """The same of one roadmap."""
    if not in_force([roadmap], edition.book.current_year):
        return None
    return _ahead((roadmap,), edition)


def in_force(roadmaps: Sequence[Roadmap], year: SchoolYear) -> tuple[Roadmap, ...]:
    """The roadmaps of a school year, those of several years too."""
    return tuple(
        sorted(
            (card for card in roadmaps if card.school_year <= year <= (card.until or card.school_year)),
            key=by_title,
        )
    )


def is_told(book: Casebook) -> bool:
    """Whether the page exists."""
    return bool(in_force(book.roadmaps, book.current_year))


def _ahead(roadmaps: tuple[Roadmap, ...], edition: Edition) -> Ahead | None:
    items, as_of = _items(roadmaps, edition), edition.book.as_of
    found, always = falling_on(items, as_of), going_on(items, as_of)
    return Ahead(tuple(found), tuple(always), roadmaps) if found or always else None


def _items(roadmaps: Sequence[Roadmap], edition: Edition) -> list[Placed]:
    return [item for card in roadmaps for item in placed(card, edition.book, late=edition.preview)]


def _is_in(deed: Deed, year: SchoolYear) -> bool:
    """Whether what goes on all the time still does in a year."""
    span = deed.placed.span
    return deed.state.mark != "done" and span is not None and span[0] <= year.end and span[1] >= year.start


def _facts(book: Casebook, year: SchoolYear) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The terms of the school and the holidays between them, by the month each begins in."""
    known = book.school.years.get(str(year))
    terms = known.terms if known else ()
    word = _PARTS.get(len(terms))
    if word is None:
        return
    found: dict[date, list[str]] = {}
    for number, term in enumerate(terms, 1):
        found.setdefault(term.start.replace(day=1), []).append(
            f"{number}-{'е' if word == 'полугодие' else 'й' if word == 'триместр' else 'я'} {word}: {_days(term.start, term.end)}"
        )
        begins = term.end + timedelta(days=1)
        if number < len(terms):
            ends = terms[number].start - timedelta(days=1)
            if begins <= ends:
                found.setdefault(begins.replace(day=1), []).append(f"Каникулы: {_days(begins, ends)}")
        else:
            found.setdefault(begins.replace(day=1), []).append(f"Летние каникулы: с {_day(begins)}")
    yield from ((first, tuple(facts)) for first, facts in found.items())


def _days(first: date, last: date) -> str:
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day}\N{NO-BREAK SPACE}{russian.MONTHS_OF[day.month - 1]}"
