"""By what a list is narrowed down: facets of cards, documents and items of roadmaps, and how often each value occurs."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from mentoring import evidence, russian
from mentoring.cards import Case, Practice, Programme, Roadmap
from mentoring.cards.documents import Paper
from mentoring.cards.fields import Step
from mentoring.cards.roadmap import Section
from mentoring.casebook import Casebook
from mentoring.evidence import Evidence
from mentoring.vocabulary import Term

C = TypeVar("C")

Values = Iterator[tuple[str, str]]
"""The value as an address carries it, and its title."""


class Seen(Protocol):
    """What the answers of a card rest on: an edition, or a casebook with its evidence."""

    @property
    def book(self) -> Casebook: ...

    @property
    def evidence(self) -> Mapping[str, Evidence]: ...


@dataclass(frozen=True)
class Known:
    """A casebook with the evidence of its practices."""

    book: Casebook

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        return {practice.slug: evidence.of(practice, self.book) for practice in self.book.practices}


@dataclass(frozen=True)
class Item:
    """An item of a roadmap, with where it stands."""

    roadmap: Roadmap
    section: Section
    step: Step


@dataclass(frozen=True)
class Facet(Generic[C]):
    """One question a list can be asked."""

    id: str
    title: str
    of: Callable[[C, Seen], Values]
    order: str = "count"
    """How its values stand: the most frequent first, or by `id`, or by `id` from the last."""
    words: str = ""
    """The list of the vocabulary its values come of."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Values that are no words of the vocabulary, each in every way it may be written."""
    is_open: bool = True
    """Whether sensitive words are asked about too."""

    def withholds(self, term: Term) -> bool:
        """Whether nobody may ask for a word: the list would say of a child what the cards do not."""
        return not self.is_open and (term.sensitive or term.labels_child)


@dataclass(frozen=True)
class Choice:
    """A value of a facet among the cards of a list."""

    id: str
    title: str
    count: int


def choices(
    facets: Sequence[Facet[C]], cards: Sequence[C], seen: Seen
) -> list[tuple[Facet[C], list[Choice]]]:
    """The facets that tell some cards from others, with their values."""
    found = []
    for facet in facets:
        counted: Counter[tuple[str, str]] = Counter()
        for card in cards:
            counted.update(set(facet.of(card, seen)))
        told = [Choice(id, title, count) for (id, title), count in counted.items()]
        if facet.order == "count":
            told.sort(key=lambda choice: (-choice.count, russian.sort_key(choice.title)))
        else:
            told.sort(key=lambda choice: choice.id, reverse=facet.order == "last")
        if len(told) > 1:
            found.append((facet, told))
    return found


def values(facets: Sequence[Facet[C]], card: C, seen: Seen) -> Mapping[str, list[str]]:
    """What a card answers to each question."""
    return {facet.id: [id for id, _ in facet.of(card, seen)] for facet in facets}


def _word(book: Casebook, words: str, value: str | None) -> Values:
    if value:
        term = book.vocabulary.get(words, value)
        yield (term.id if term else russian.slug(value)), book.title(words, value)


def _words(words: str, attribute: str) -> Callable[[C, Seen], Values]:
    """A field of the card that holds words of the vocabulary, one or many."""

    def of(card: C, seen: Seen) -> Values:
        held = getattr(card, attribute)
        for value in (held,) if isinstance(held, str) or held is None else held:
            yield from _word(seen.book, words, value)

    return of


def _year(case: Case, seen: Seen) -> Values:
    year = seen.book.year_of(case)
    if year:
        yield str(year).replace("/", "-"), str(year)


def _programme_year(programme: Programme, seen: Seen) -> Values:
    if programme.school_year:
        yield str(programme.school_year).replace("/", "-"), str(programme.school_year)


def _bands(case: Case, seen: Seen) -> Values:
    for band in sorted({person.band for person in case.mentees if person.band}):
        yield band.replace("–", "-"), seen.book.title("bands", band)


def _pattern(case: Case, seen: Seen) -> Values:
    if seen.book.role_pattern_of(case):
        yield from _word(seen.book, "role_patterns", case.role_pattern)


def _practices(case: Case, seen: Seen) -> Values:
    for practice in seen.book.practices_told_of(case):
        yield practice.slug, practice.title


def measured(case: Case) -> tuple[str, str]:
    """Whether a case has a measurement that counts: as an address carries it, and in words."""
    return _MEASURED[0 if any(measurement.counts for measurement in case.indicators) else 1]


def _measured(case: Case, seen: Seen) -> Values:
    yield measured(case)


def _verdict(practice: Practice, seen: Seen) -> Values:
    found = seen.evidence[practice.slug]
    yield found.verdict_id or "described", found.verdict.title if found.verdict else "описание опыта"


def _level(practice: Practice, seen: Seen) -> Values:
    level = seen.evidence[practice.slug].level
    weakened = "-weakened" if level is evidence.WEAKENED else ""
    yield f"{level.id}{weakened}", f"{level.id} — {level.title}"


def _bands_of_cases(practice: Practice, seen: Seen) -> Values:
    """The age of those a practice was tried with."""
    found = {value for case in seen.book.cases_told_of(practice) for value in _bands(case, seen)}
    yield from sorted(found)


def _kind_of_paper(paper: Paper, seen: Seen) -> Values:
    yield from _word(seen.book, "document_kinds", paper.kind)


def _level_of_paper(paper: Paper, seen: Seen) -> Values:
    yield from _word(seen.book, "levels", paper.level)


def _status_of_paper(paper: Paper, seen: Seen) -> Values:
    yield from _word(seen.book, "document_statuses", paper.status) if paper.status else iter((_NOT_CHECKED,))


def _years_of_item(item: Item, seen: Seen) -> Values:
    year, last = item.roadmap.school_year, item.roadmap.until or item.roadmap.school_year
    while year <= last:
        yield str(year).replace("/", "-"), str(year)
        year = year.next


def _roadmap(item: Item, seen: Seen) -> Values:
    yield item.roadmap.slug, item.roadmap.title


def _programmes_of_item(item: Item, seen: Seen) -> Values:
    known = seen.book.programmes_by_slug
    yield from ((slug, known[slug].title) for slug in item.roadmap.programmes if slug in known)


def _stages(item: Item, seen: Seen) -> Values:
    for stage in item.section.stages:
        yield from _word(seen.book, "stages", stage)


def _status(item: Item, seen: Seen) -> Values:
    yield from _word(seen.book, "statuses", item.step.status or "no-report")


_NOT_CHECKED = ("unchecked", "не сверено")
_MEASURED = (("yes", "измерено"), ("no", "описание опыта"))
_VERDICTS = (
    *((verdict.id, verdict.title) for verdict in evidence.VERDICTS.values()),
    ("described", "описание опыта"),
)
_LEVELS = (
    *((level.id, f"{level.id} — {level.title}") for level in evidence.LEVELS),
    (f"{evidence.WEAKENED.id}-weakened", f"{evidence.WEAKENED.id} — {evidence.WEAKENED.title}"),
    *((level.id, level.title) for level in evidence.LEVELS),
    (f"{evidence.WEAKENED.id}-weakened", evidence.WEAKENED.title),
)

PRACTICES: tuple[Facet[Practice], ...] = (
    Facet("form", "Форма", _words("forms", "forms"), words="forms"),
    Facet("pattern", "Ролевая модель", _words("role_patterns", "role_patterns"), words="role_patterns"),
    Facet("direction", "Направление", _words("directions", "direction"), words="directions"),
    Facet("band", "Классы", _bands_of_cases, "id", words="bands"),
    Facet("term", "Срок", _words("terms", "term"), words="terms"),
    Facet("verdict", "Подтвердилась ли", _verdict, fixed=_VERDICTS),
    Facet("level", "Доказанность", _level, "last", fixed=_LEVELS),
)

CASES: tuple[Facet[Case], ...] = (
    Facet("form", "Форма", _words("forms", "form"), words="forms"),
    Facet("year", "Учебный год", _year, "last"),
    Facet("band", "Классы", _bands, "id", words="bands"),
    Facet("pattern", "Ролевая модель", _pattern, words="role_patterns", is_open=False),
    Facet("direction", "Направление", _words("directions", "direction"), words="directions"),
    Facet("term", "Срок", _words("terms", "term"), words="terms"),
    Facet("measured", "Измерения", _measured, fixed=_MEASURED),
    Facet("practice", "Практика", _practices),
)

PROGRAMMES: tuple[Facet[Programme], ...] = (
    Facet("form", "Форма", _words("forms", "forms"), words="forms"),
    Facet("year", "Учебный год", _programme_year, "last"),
    Facet("state", "Состояние", _words("states", "state"), words="states"),
    Facet("kind", "Вид", _words("programme_kinds", "kind"), words="programme_kinds"),
    Facet(
        "direction",
        "Направленность",
        _words("programme_directions", "direction"),
        words="programme_directions",
    ),
)

PAPERS: tuple[Facet[Paper], ...] = (
    Facet("kind", "Вид", _kind_of_paper, words="document_kinds"),
    Facet("level", "Уровень", _level_of_paper, words="levels"),
    Facet("state", "Состояние", _status_of_paper, words="document_statuses", fixed=(_NOT_CHECKED,)),
)

ITEMS: tuple[Facet[Item], ...] = (
    Facet("year", "Учебный год", _years_of_item, "last"),
    Facet("roadmap", "Дорожная карта", _roadmap),
    Facet("programme", "Программа", _programmes_of_item),
    Facet("stage", "Этап", _stages, words="stages"),
    Facet("state", "Состояние", _status, words="statuses"),
)
