"""«Моя ситуация»: what an educator can answer, and how each practice meets each answer, with the reason in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentoring import facets, russian
from mentoring.cards import Practice
from mentoring.casebook import Casebook
from mentoring.pages.catalogues import practices as catalogue
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page

PATH = "situation.md"

Met = tuple[float, str]
"""From −1 (speaks against it) to 1 (speaks for it), and the reason."""

_HOURS = (("1", "до часа в неделю"), ("2", "до двух часов"), ("4", "до четырёх часов"))
_MONEY = (("0", "денег нет"), ("5000", "до 5000 ₽ в год"), ("20000", "до 20 000 ₽ в год"))


@dataclass(frozen=True)
class Question:
    """What is asked, how much an answer weighs, and what may be answered."""

    id: str
    title: str
    weight: int
    choices: tuple[tuple[str, str], ...]


def pages(edition: Edition) -> Iterator[Page]:
    if not is_told(edition.book):
        return
    here = Here(edition, PATH)
    yield edition.page(
        PATH,
        "Моя ситуация: что попробовать",
        "situation.md.jinja",
        description="Ответьте на несколько вопросов — увидите, какие практики подходят и почему.",
        hide=("navigation", "toc"),
        base=here.link("index.md"),
        forms=[
            (term.title, here.link(f"forms/{term.id}.md"))
            for term in edition.book.vocabulary.terms("forms")
            if any(term.id in practice.forms for practice in edition.book.practices)
        ],
    )


def is_told(book: Casebook) -> bool:
    """One practice alone leaves nothing to choose from."""
    return len(book.practices) > 1


def questions(edition: Edition) -> list[Question]:
    """Only what tells some practices from others is asked."""
    practices = catalogue(edition).cards
    found = {
        facet.id: tuple((choice.id, choice.title) for choice in choices)
        for facet, choices in facets.choices(facets.PRACTICES, practices, edition)
    }
    asked = (
        Question("form", "Кто кому помогает", 3, found.get("form", ())),
        Question("band", "С какими классами", 2, found.get("band", ())),
        Question("wish", "Что хочется изменить", 4, tuple(_wishes(edition))),
        Question("hours", "Сколько времени есть у наставника", 2, _HOURS),
        Question("money", "Сколько есть денег", 1, _MONEY),
    )
    return [question for question in asked if question.choices]


def meets(practice: Practice, edition: Edition) -> Mapping[str, Mapping[str, Met]]:
    """How a practice meets every answer to every question."""
    judge = {"form": _form, "band": _band, "wish": _wish, "hours": _hours, "money": _money}
    return {
        question.id: {
            answer: met
            for answer, title in question.choices
            if (met := judge[question.id](practice, edition, answer, title))
        }
        for question in questions(edition)
    }


def _wishes(edition: Edition) -> Iterator[tuple[str, str]]:
    """What practices measured, and what their cases were for."""
    book = edition.book
    measured = {
        outcome.indicator: outcome.title
        for practice in book.practices
        for outcome in edition.evidence[practice.slug].outcomes
    }
    for indicator, title in sorted(measured.items(), key=lambda entry: russian.sort_key(entry[1])):
        yield f"i-{russian.slug(indicator)}", title
    for term in book.vocabulary.terms("goals"):
        if not term.sensitive and any(_has_goal(practice, term.id, book) for practice in book.practices):
            yield f"g-{term.id}", term.title


def _has_goal(practice: Practice, goal: str, book: Casebook) -> bool:
    return any(case.goal == goal for case in book.cases_told_of(practice))


def _form(practice: Practice, edition: Edition, answer: str, title: str) -> Met | None:
    if answer in practice.forms:
        return 1, f"форма та же: {title}"
    others = russian.listed([edition.book.title("forms", form) for form in practice.forms])
    return (-1, f"форма другая: {others}") if others else None


def _band(practice: Practice, edition: Edition, answer: str, title: str) -> Met | None:
    facet = next(facet for facet in facets.PRACTICES if facet.id == "band")
    tried = list(facet.of(practice, edition))
    if answer in {id for id, _ in tried}:
        return 1, f"пробовали: {title}"
    if tried:
        return -0.5, f"пробовали только: {russian.listed([title for _, title in tried])}"
    return 0, "с какими классами пробовали, не сказано"


def _wish(practice: Practice, edition: Edition, answer: str, title: str) -> Met | None:
    weights = {"confirmed": 1.0, "not-confirmed": -1.0, "not-enough": 0.25}
    for outcome in edition.evidence[practice.slug].outcomes:
        if answer == f"i-{russian.slug(outcome.indicator)}":
            return weights[outcome.verdict.id], f"измеряли «{title}»: {outcome.verdict.title}"
    if answer.startswith("g-") and _has_goal(practice, answer.removeprefix("g-"), edition.book):
        return 0.5, f"в кейсах была цель: {title}"
    return None


def _hours(practice: Practice, edition: Edition, answer: str, title: str) -> Met | None:
    needed = edition.evidence[practice.slug].resources.hours
    if needed is None:
        return 0, "сколько времени нужно наставнику, не сказано"
    return (
        0.5 if needed <= int(answer) else -1
    ), f"наставнику нужно часов в неделю: {russian.decimal(needed)}"


def _money(practice: Practice, edition: Edition, answer: str, title: str) -> Met | None:
    needed = edition.evidence[practice.slug].resources.money
    if needed is None:
        return 0, "сколько нужно денег, не сказано"
    return (0.5 if needed <= int(answer) else -1), f"нужно рублей в год: {russian.grouped(needed)}"
