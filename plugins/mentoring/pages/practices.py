"""Practices: the list by what is proven, the page of each, and how we judge."""

from collections.abc import Iterator

from mentoring import evidence, russian
from mentoring.cards import Practice
from mentoring.evidence import Evidence
from mentoring.pages import charts
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import (
    case_cards,
    is_about_minors,
    measurement_row,
    plain,
    practice_card,
    practice_cards,
)

_SHELVES = (
    # verdict, heading, what it means
    ("confirmed", "Подтвердилось", "Стало лучше чаще, чем нет, и это измерено."),
    ("not-confirmed", "Не подтвердилось", "Измерили — и пользы не увидели. Это тоже опыт."),
    ("not-enough", "Недостаточно данных", "Измерение одно, и людей в нём мало: судить рано."),
    ("", "Описания опыта", "Рассказ о том, что делали. Измерений нет, поэтому о пользе не судим."),
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
    here = Here(edition, "practices/index.md")
    ordered = sorted(
        book.practices,
        key=lambda practice: (-edition.evidence[practice.slug].number, russian.sort_key(practice.title)),
    )
    shelves = [
        (
            heading,
            meaning,
            practice_cards(
                [p for p in ordered if edition.evidence[p.slug].verdict_id == verdict], edition, here
            ),
        )
        for verdict, heading, meaning in _SHELVES
    ]
    yield edition.page(
        "practices/index.md",
        "Практики",
        "practices.md.jinja",
        description="Практики наставничества, которые можно повторить, и насколько доказана их польза.",
        shelves=[shelf for shelf in shelves if shelf[2]],
        chart=charts.practices_by_evidence(edition, here),
        total=len(book.practices),
    )
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
        yield _practice(practice, edition)


def _practice(practice: Practice, edition: Edition) -> Page:
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
