"""What is told of practices that stand side by side."""

from collections.abc import Callable

from mentoring import facets, russian
from mentoring.cards import Practice
from mentoring.pages.edition import Edition
from mentoring.pages.told import effect_line, plain

Told = str | list[str]


def _titles(facet_id: str) -> Callable[[Practice, Edition], Told]:
    facet = next(facet for facet in facets.PRACTICES if facet.id == facet_id)
    return lambda practice, edition: russian.listed([title for _, title in facet.of(practice, edition)])


def _evidence(practice: Practice, edition: Edition) -> Told:
    found = edition.evidence[practice.slug]
    verdict = f"; {found.verdict.title}" if found.verdict else ""
    return f"{found.level.title}, уровень {found.level.id} из 4{verdict}"


def _hours(practice: Practice, edition: Edition) -> Told:
    hours = edition.evidence[practice.slug].resources.hours
    return "" if hours is None else russian.decimal(hours)


def _money(practice: Practice, edition: Edition) -> Told:
    money = edition.evidence[practice.slug].resources.money
    return "" if money is None else f"{russian.grouped(money)} ₽"


ROWS: tuple[tuple[str, Callable[[Practice, Edition], Told]], ...] = (
    ("Суть", lambda practice, edition: plain(practice.gist or "", 300)),
    ("Форма", _titles("form")),
    ("Ролевая модель", _titles("pattern")),
    ("С кем пробовали", _titles("band")),
    ("Срок", _titles("term")),
    ("Эффект", lambda practice, edition: effect_line(edition.evidence[practice.slug])),
    ("Доказанность", _evidence),
    ("Часов наставника в неделю", _hours),
    ("Денег в год", _money),
    ("Кому подойдёт", lambda practice, edition: [plain(text) for text in practice.suits]),
    ("Кому не подойдёт", lambda practice, edition: [plain(text) for text in practice.does_not_suit]),
    ("Шаги", lambda practice, edition: [step.title for step in practice.steps]),
    ("Что взять", lambda practice, edition: [tool.title for tool in practice.tools]),
    ("Что может пойти не так", lambda practice, edition: [risk.risk for risk in practice.risks]),
)
"""The title of each row and what a practice answers; several answers are a list."""
