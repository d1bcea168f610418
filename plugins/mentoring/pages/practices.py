"""Practices: the list by what is proven, the page of each, and how we judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mentoring import evidence
from mentoring.cards import Practice
from mentoring.evidence import Evidence
from mentoring.pages import catalogues, situations
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import (
    case_cards,
    is_about_minors,
    measurement_row,
    plain,
    practice_card,
)


@dataclass(frozen=True)
class Shelf:
    """The practices of one verdict, whatever it is."""

    path: str
    verdict: str
    """Empty for those nobody measured."""
    title: str
    meaning: str


_SHELVES = (
    Shelf("shelves/confirmed.md", "confirmed", "Подтвердилось", "Стало лучше чаще, чем нет, и это измерено."),
    Shelf(
        "shelves/not-confirmed.md",
        "not-confirmed",
        "Не подтвердилось",
        "Измерили — и пользы не увидели. Это тоже опыт: тем, кто захочет повторить, он сбережёт год.",
    ),
    Shelf(
        "shelves/not-enough.md",
        "not-enough",
        "Недостаточно данных",
        "Измерение одно, и людей в нём мало: судить рано.",
    ),
    Shelf(
        "shelves/described.md",
        "",
        "Описания опыта",
        "Рассказ о том, что делали. Измерений нет, поэтому о пользе не судим.",
    ),
)

MANDATORY = (
    # the eight fields without which a practice cannot be repeated; source: domain.md, e
    ("passport", "паспорт: форма и автор"),
    ("forms", "форма и ролевая модель"),
    ("problem", "проблема и чей запрос"),
    ("goal", "цель"),
    ("steps", "шаги"),
    ("tools", "инструменты"),
    ("results", "измеренный результат"),
    ("adaptation", "как приспособить"),
)


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    if not book.practices:
        return
    catalogue = catalogues.practices(edition)
    shelves = [
        (shelf, [card for card in catalogue.cards if edition.evidence[card.slug].verdict_id == shelf.verdict])
        for shelf in _SHELVES
    ]
    here = Here(edition, "practices/index.md")
    yield from catalogues.pages(
        catalogue,
        edition,
        "practices.md.jinja",
        "Практики наставничества, которые можно повторить, и насколько доказана их польза.",
        shelves=[(shelf.title, len(cards), here.link(shelf.path)) for shelf, cards in shelves if cards],
        has_situation=situations.is_told(book),
    )
    yield from (_shelf(shelf, cards, edition) for shelf, cards in shelves if cards)
    yield edition.page(
        "practices/evidence.md",
        "Как мы судим о практике",
        "evidence.md.jinja",
        description="Откуда берутся уровень доказанности, эффект и ресурсы практики.",
        levels=evidence.LEVELS,
        threats=list(evidence.THREATS.values()),
        verdicts=list(evidence.VERDICTS.values()),
        effects=sorted(evidence.EFFECT_TITLES.items()),
        resources=evidence.RESOURCES,
        indicators=[term for term in book.vocabulary.terms("indicators") if term.step],
    )
    for practice in book.practices:
        yield of_practice(practice, edition)


def _shelf(shelf: Shelf, practices: Sequence[Practice], edition: Edition) -> Page:
    here = Here(edition, shelf.path)
    return edition.page(
        shelf.path,
        shelf.title,
        "shelf.md.jinja",
        description=shelf.meaning,
        hide=("navigation",),
        meaning=shelf.meaning,
        cards=[
            replace(practice_card(card, edition, here), facts=_why(edition.evidence[card.slug]))
            for card in practices
        ],
    )


def _why(found: Evidence) -> str:
    """Why a practice stands on its shelf."""
    best = found.best
    if best is None:
        return "Почему здесь: измерений нет."
    return (
        f"Почему здесь: «{best.title}» — измерений: {best.improved + best.others}, "
        f"из них стало лучше: {best.improved}; человек: {best.people}."
    )


def of_practice(practice: Practice, edition: Edition) -> Page:
    book = edition.book
    path = edition.path_of(practice)
    here = Here(edition, path)
    found = edition.evidence[practice.slug]
    return edition.page(
        path,
        practice.title,
        "practice.md.jinja",
        source=practice,
        description=plain(practice.gist or practice.title),
        practice=practice,
        found=found,
        effect_title=evidence.EFFECT_TITLES.get(found.best.band or 0, "") if found.best else "",
        resources_title=next(
            (row.title for row in evidence.RESOURCES if row.band == found.resources.band), ""
        ),
        resource_row=next((row for row in evidence.RESOURCES if row.band == found.resources.band), None),
        cases=case_cards(book.cases_told_of(practice), edition, here),
        measurements=[measurement_row(m, book, minors=is_about_minors(m, book)) for m in practice.indicators],
        replications=[
            (
                replication,
                [measurement_row(m, book, minors=is_about_minors(m, book)) for m in replication.indicators],
            )
            for replication in practice.replications
        ],
        papers={paper.id: paper for paper in book.documents.documents},
        missing=list(_missing(practice, found)),
        hide=("navigation",),
        alike=[
            practice_card(other.card, edition, here, other.reasons)
            for other in edition.related_practices.get(practice.slug, ())
        ],
    )


def _missing(practice: Practice, found: Evidence) -> Iterator[str]:
    """What an educator will look for and not find."""
    present = {
        "passport": bool(practice.author or practice.contact),
        "forms": bool(practice.forms),
        "problem": bool(practice.problem),
        "goal": bool(practice.goal),
        "steps": bool(practice.steps),
        "tools": bool(practice.tools),
        "results": bool(found.outcomes),
        "adaptation": bool(practice.adaptation or practice.minimum),
    }
    for key, title in MANDATORY:
        if not present[key]:
            yield title
