"""The archive: what each school year had, and the cards taken off the current lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards import Case, Mentor, Practice, Programme, Roadmap
from mentoring.casebook import Casebook, by_title
from mentoring.pages import mentors
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry, case_cards, programme_entry, roadmap_entry
from mentoring.school_year import SchoolYear


@dataclass(frozen=True)
class YearCard:
    """A school year in the list of all."""

    href: str
    title: str
    line: str
    is_now: bool


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    years = _years(book)
    here = Here(edition, "archive/index.md")
    archived = _archived(book, here)
    if not years and not archived:
        return
    yield edition.page(
        here.path,
        "Архив по учебным годам",
        "archive.md.jinja",
        description="Программы, дорожные карты и кейсы каждого учебного года.",
        years=[_card(year, book, here) for year in years],
        archived=archived,
    )
    for year in years:
        yield _year(year, edition)


def path_of(year: SchoolYear) -> str:
    return f"archive/{str(year).replace('/', '-')}.md"


def _years(book: Casebook) -> list[SchoolYear]:
    """All school years with a programme or a roadmap, every year of a long one; the latest first."""
    found = set(book.school_years)
    for roadmap in book.roadmaps:
        year = roadmap.school_year
        while year < (roadmap.until or roadmap.school_year) and year.first < roadmap.school_year.first + 10:
            year = year.next
            found.add(year)
    return sorted(found, reverse=True)


def _card(year: SchoolYear, book: Casebook, here: Here) -> YearCard:
    counts = (
        (len(_programmes(year, book)), "программа", "программы", "программ"),
        (len(_roadmaps(year, book)), "дорожная карта", "дорожные карты", "дорожных карт"),
        (len(book.cases_by_year.get(str(year), ())), "кейс", "кейса", "кейсов"),
    )
    line = " · ".join(russian.count(*row) for row in counts if row[0])
    return YearCard(here.link(path_of(year)), f"{year} учебный год", line, year == book.current_year)


def _year(year: SchoolYear, edition: Edition) -> Page:
    book = edition.book
    here = Here(edition, path_of(year))
    cases = sorted(book.cases_by_year.get(str(year), ()), key=by_title)
    facts = book.school.years.get(str(year))
    return edition.page(
        here.path,
        f"{year} учебный год",
        "archive_year.md.jinja",
        description=f"Наставничество в {year} учебном году: программы, дорожные карты, кейсы.",
        year=year,
        pupils=facts.pupils if facts else None,
        teachers=facts.teachers if facts else None,
        numbers=_card(year, book, here).line,
        programmes=[_marked(card, book, here) for card in _programmes(year, book)],
        roadmaps=[_marked(card, book, here) for card in _roadmaps(year, book)],
        cases=case_cards(cases, edition, here),
        is_now=year == book.current_year,
    )


def _programmes(year: SchoolYear, book: Casebook) -> list[Programme]:
    """The programmes of a year, and those of an earlier one whose period reaches into it."""

    def reaches(programme: Programme) -> bool:
        first = programme.school_year
        end = programme.period.end if programme.period else None
        return first is not None and first <= year <= max(first, SchoolYear.of(end) if end else first)

    return sorted((programme for programme in book.programmes if reaches(programme)), key=by_title)


def _roadmaps(year: SchoolYear, book: Casebook) -> list[Roadmap]:
    found = (
        roadmap
        for roadmap in book.roadmaps
        if roadmap.school_year <= year <= (roadmap.until or roadmap.school_year)
    )
    return sorted(found, key=by_title)


def _marked(card: Programme | Roadmap, book: Casebook, here: Here) -> Entry:
    """A card in the list of its year; an archived one says so."""
    told = programme_entry(card, book, here) if isinstance(card, Programme) else roadmap_entry(card, here)
    words = [told.line if isinstance(card, Roadmap) else book.title("states", card.state)]
    if card.publication == "archive":
        words.append("в архиве")
    return Entry(told.href, told.title, ", ".join(word for word in words if word))


def _archived(book: Casebook, here: Here) -> list[tuple[str, list[Entry]]]:
    """All archived cards by kind; a mentor only while the consent holds."""
    kinds: tuple[tuple[str, list[Programme | Roadmap | Case | Practice | Mentor]], ...] = (
        ("Программы", [*book.programmes]),
        ("Дорожные карты", [*book.roadmaps]),
        ("Кейсы", [*book.cases]),
        ("Практики", [*book.practices]),
        ("Наставники", [*mentors.known(book)]),
    )
    lists = []
    for heading, cards in kinds:
        archived = sorted((card for card in cards if card.publication == "archive"), key=by_title)
        if archived:
            lists.append(
                (heading, [Entry(here.card(card), card.title, _year_line(card, book)) for card in archived])
            )
    return lists


def _year_line(card: Programme | Roadmap | Case | Practice | Mentor, book: Casebook) -> str:
    if isinstance(card, Case):
        return str(book.year_of(card) or "")
    return str(card.school_year or "") if isinstance(card, Programme | Roadmap) else ""
