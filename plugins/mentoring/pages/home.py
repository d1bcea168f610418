"""The home page: what mentoring is here, the school in numbers, where we are, how to join, what is new."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards import Card, Case, Practice, Programme
from mentoring.casebook import Casebook
from mentoring.pages import calendar, charts, join, numbers
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.progress import stages_now
from mentoring.pages.told import current, practice_cards, programme_cards

PATH = "index.md"


@dataclass(frozen=True)
class Figure:
    """A number of the first screen with its noun and the page behind it."""

    number: str
    noun: str
    href: str


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    here = Here(edition, PATH)
    best = sorted(
        book.practices,
        key=lambda practice: (-edition.evidence[practice.slug].number, russian.sort_key(practice.title)),
    )
    confirmed = [practice for practice in best if edition.evidence[practice.slug].verdict_id == "confirmed"]
    year = book.current_year
    lead, _, more = (book.school.intro or "").strip().partition("\n\n")
    yield edition.page(
        PATH,
        f"Наставничество: {book.school.short_name}",
        "home.md.jinja",
        description=book.school.motto or f"Наставничество в школе: {book.school.short_name}.",
        can_join=join.is_told(book),
        figures=list(_figures(book, here)),
        hide=("navigation", "toc"),
        lead=lead,
        more=more.strip(),
        stages=charts.progress(stages_now(book, year), year, here) if _has_roadmap(book) else None,
        ahead=calendar.ahead(edition),
        has_numbers=numbers.is_told(edition),
        practices=practice_cards(confirmed[:3], edition, here),
        news=[(card, _kind(card)) for card in _newest(book)],
        running=programme_cards(
            [card for card in current(book.programmes) if card.state in {"running", "extended"}],
            edition,
            here,
        ),
    )


def _figures(book: Casebook, here: Here) -> Iterator[Figure]:
    for cards, words, path in (
        (current(book.programmes), ("программа", "программы", "программ"), "programmes/index.md"),
        (
            current(book.cases),
            ("кейс пары или группы", "кейса пар и групп", "кейсов пар и групп"),
            "cases/index.md",
        ),
        (book.practices, ("практика", "практики", "практик"), "practices/index.md"),
    ):
        if cards:
            yield Figure(str(len(cards)), russian.plural(len(cards), *words), here.link(path))
    if book.school_years:
        years = len(book.school_years)
        yield Figure(
            str(years),
            russian.plural(years, "учебный год", "учебных года", "учебных лет"),
            here.link("archive/index.md"),
        )


def _has_roadmap(book: Casebook) -> bool:
    year = book.current_year
    return any(
        roadmap.school_year <= year <= (roadmap.until or roadmap.school_year) for roadmap in book.roadmaps
    )


def _newest(book: Casebook, limit: int = 5) -> list[Programme | Case | Practice]:
    cards: list[Programme | Case | Practice] = [*book.programmes, *book.cases, *book.practices]
    told = [card for card in cards if card.published_on]
    return sorted(told, key=lambda card: (card.published_on or book.as_of, card.slug), reverse=True)[:limit]


def _kind(card: Card) -> str:
    return type(card).TITLE
