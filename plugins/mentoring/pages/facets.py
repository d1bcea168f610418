"""By what a reader narrows a list down: facets of practices, cases and programmes, and how often each value occurs."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mentoring import evidence, russian
from mentoring.cards import Card, Case, Practice, Programme
from mentoring.casebook import Casebook
from mentoring.pages.edition import Edition

C = TypeVar("C", bound=Card)

Values = Iterator[tuple[str, str]]
"""The value as an address carries it, and its title."""


@dataclass(frozen=True)
class Facet(Generic[C]):
    """One question a list can be asked."""

    id: str
    title: str
    of: Callable[[C, Edition], Values]
    order: str = "count"
    """How its values stand: the most frequent first, or by `id`, or by `id` from the last."""


@dataclass(frozen=True)
class Choice:
    """A value of a facet among the cards of a list."""

    id: str
    title: str
    count: int


def choices(
    facets: Sequence[Facet[C]], cards: Sequence[C], edition: Edition
) -> list[tuple[Facet[C], list[Choice]]]:
    """The facets that tell some cards from others, with their values."""
    found = []
    for facet in facets:
        counted: Counter[tuple[str, str]] = Counter()
        for card in cards:
            counted.update(set(facet.of(card, edition)))
        told = [Choice(id, title, count) for (id, title), count in counted.items()]
        if facet.order == "count":
            told.sort(key=lambda choice: (-choice.count, russian.sort_key(choice.title)))
        else:
            told.sort(key=lambda choice: choice.id, reverse=facet.order == "last")
        if len(told) > 1:
            found.append((facet, told))
    return found


def values(facets: Sequence[Facet[C]], card: C, edition: Edition) -> Mapping[str, list[str]]:
    """What a card answers to each question."""
    return {facet.id: [id for id, _ in facet.of(card, edition)] for facet in facets}


def _word(book: Casebook, words: str, value: str | None) -> Values:
    if value:
        term = book.vocabulary.get(words, value)
        yield (term.id if term else russian.slug(value)), book.title(words, value)


def _words(words: str, attribute: str) -> Callable[[C, Edition], Values]:
    """A field of the card that holds words of the vocabulary, one or many."""

    def of(card: C, edition: Edition) -> Values:
        held = getattr(card, attribute)
        for value in (held,) if isinstance(held, str) or held is None else held:
            yield from _word(edition.book, words, value)

    return of


def _year(case: Case, edition: Edition) -> Values:
    year = edition.book.year_of(case)
    if year:
        yield str(year).replace("/", "-"), str(year)


def _programme_year(programme: Programme, edition: Edition) -> Values:
    if programme.school_year:
        yield str(programme.school_year).replace("/", "-"), str(programme.school_year)


def _bands(case: Case, edition: Edition) -> Values:
    for band in sorted({person.band for person in case.mentees if person.band}):
        yield band.replace("–", "-"), edition.book.title("bands", band)


def _pattern(case: Case, edition: Edition) -> Values:
    if edition.book.role_pattern_of(case):
        yield from _word(edition.book, "role_patterns", case.role_pattern)


def _practices(case: Case, edition: Edition) -> Values:
    for practice in edition.book.practices_told_of(case):
        yield practice.slug, practice.title


def _measured(case: Case, edition: Edition) -> Values:
    measured = any(measurement.counts for measurement in case.indicators)
    yield ("yes", "измерено") if measured else ("no", "описание опыта")


def _verdict(practice: Practice, edition: Edition) -> Values:
    found = edition.evidence[practice.slug]
    yield found.verdict_id or "described", found.verdict.title if found.verdict else "описание опыта"


def _level(practice: Practice, edition: Edition) -> Values:
    level = edition.evidence[practice.slug].level
    weakened = "-weakened" if level is evidence.WEAKENED else ""
    yield f"{level.id}{weakened}", f"{level.id} — {level.title}"


def _bands_of_cases(practice: Practice, edition: Edition) -> Values:
    """The age of those a practice was tried with."""
    found = {value for case in edition.book.cases_told_of(practice) for value in _bands(case, edition)}
    yield from sorted(found)


PRACTICES: tuple[Facet[Practice], ...] = (
    Facet("form", "Форма", _words("forms", "forms")),
    Facet("pattern", "Ролевая модель", _words("role_patterns", "role_patterns")),
    Facet("direction", "Направление", _words("directions", "direction")),
    Facet("band", "Классы", _bands_of_cases, "id"),
    Facet("term", "Срок", _words("terms", "term")),
    Facet("verdict", "Подтвердилась ли", _verdict),
    Facet("level", "Доказанность", _level, "last"),
)

CASES: tuple[Facet[Case], ...] = (
    Facet("form", "Форма", _words("forms", "form")),
    Facet("year", "Учебный год", _year, "last"),
    Facet("band", "Классы", _bands, "id"),
    Facet("pattern", "Ролевая модель", _pattern),
    Facet("direction", "Направление", _words("directions", "direction")),
    Facet("term", "Срок", _words("terms", "term")),
    Facet("measured", "Измерения", _measured),
    Facet("practice", "Практика", _practices),
)

PROGRAMMES: tuple[Facet[Programme], ...] = (
    Facet("form", "Форма", _words("forms", "forms")),
    Facet("year", "Учебный год", _programme_year, "last"),
    Facet("state", "Состояние", _words("states", "state")),
    Facet("kind", "Вид", _words("programme_kinds", "kind")),
    Facet("direction", "Направленность", _words("programme_directions", "direction")),
)
