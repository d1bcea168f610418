"""The catalogues: lists of fifty with facets, and the data the script needs for the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mentoring import facets, russian
from mentoring.cards import Card, Case, Practice, Programme
from mentoring.casebook import by_title
from mentoring.facets import Choice, Facet
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import ListCard, case_card, current, practice_card, programme_card

C = TypeVar("C", Practice, Case, Programme)

PAGE = 50
"""How many cards a page holds; source: platform.md, a catalogue of 1,000 cases."""


@dataclass(frozen=True)
class Catalogue(Generic[C]):
    """All cards of a kind in the order of the list."""

    kind: str
    """The folder of its pages: `cases`."""
    title: str
    cards: Sequence[C]
    facets: Sequence[Facet[C]]


@dataclass(frozen=True)
class Sheet:
    """One page of a catalogue, as its template shows it."""

    kind: str
    total: int
    number: int
    cards: Sequence[ListCard]
    facets: Sequence[tuple[Facet[Any], Sequence[Choice]]]
    base: str
    """From this page to the root of the site, for addresses of the script."""
    sheets: Sequence[tuple[int, str]]
    """The number and the address of each page of the list."""

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.cards) - 1


def practices(edition: Edition) -> Catalogue[Practice]:
    """The best proven first."""
    ordered = sorted(
        current(edition.book.practices),
        key=lambda practice: (-edition.evidence[practice.slug].number, russian.sort_key(practice.title)),
    )
    return Catalogue("practices", "Практики", ordered, facets.PRACTICES)


def cases(edition: Edition) -> Catalogue[Case]:
    """The latest school year first."""
    book = edition.book
    years = {case.slug: book.year_of(case) for case in book.cases}

    def order(case: Case) -> tuple[int, tuple[tuple[int, ...], str]]:
        year = years[case.slug]
        return (-year.first if year else 0, by_title(case))

    return Catalogue("cases", "Кейсы пар и групп", sorted(current(book.cases), key=order), facets.CASES)


def programmes(edition: Edition) -> Catalogue[Programme]:
    """The latest school year first; programmes of all years last."""

    def order(programme: Programme) -> tuple[int, tuple[tuple[int, ...], str]]:
        return (-programme.school_year.first if programme.school_year else 0, by_title(programme))

    ordered = sorted(current(edition.book.programmes), key=order)
    return Catalogue("programmes", "Программы наставничества", ordered, facets.PROGRAMMES)


def card_of(card: Practice | Case | Programme, edition: Edition, here: Here) -> ListCard:
    if isinstance(card, Practice):
        return practice_card(card, edition, here)
    return case_card(card, edition, here) if isinstance(card, Case) else programme_card(card, edition, here)


def pages(
    catalogue: Catalogue[C], edition: Edition, template: str, description: str, **values: Any
) -> Iterator[Page]:
    """The pages of a list; only the first has the facets, for only there the script works."""
    found = facets.choices(catalogue.facets, catalogue.cards, edition)
    count = max(1, -(-len(catalogue.cards) // PAGE))
    for number in range(1, count + 1):
        here = Here(edition, _path(catalogue.kind, number))
        shown = catalogue.cards[(number - 1) * PAGE : number * PAGE]
        yield edition.page(
            here.path,
            catalogue.title if number == 1 else f"{catalogue.title}, страница {number}",
            template,
            description=description,
            hide=("navigation", "toc"),
            searched=False,
            catalogue=Sheet(
                catalogue.kind,
                len(catalogue.cards),
                number,
                [card_of(card, edition, here) for card in shown],
                found if number == 1 else [],
                here.link("index.md"),
                [(other, here.link(_path(catalogue.kind, other))) for other in range(1, count + 1)],
            ),
            **values,
        )


def _path(kind: str, number: int) -> str:
    return f"{kind}/index.md" if number == 1 else f"{kind}/all/{number}.md"


def data(catalogue: Catalogue[C], edition: Edition) -> Mapping[str, object]:
    """All cards for the script: addresses from the root of the site, values of facets by their ids."""
    here = Here(edition, "index.md")
    found = facets.choices(catalogue.facets, catalogue.cards, edition)
    return {
        "kind": catalogue.kind,
        "facets": [
            {"id": facet.id, "title": facet.title, "choices": [[choice.id, choice.title] for choice in told]}
            for facet, told in found
        ],
        "items": [_item(card, catalogue.facets, edition, here) for card in catalogue.cards],
    }


def _item(card: C, known: Sequence[Facet[C]], edition: Edition, here: Here) -> dict[str, object]:
    told = card_of(card, edition, here)
    item: dict[str, object] = {
        "href": told.href,
        "slug": told.slug,
        "title": told.title,
        "top": told.top,
        "text": told.text,
        "result": told.result,
        "facts": told.facts,
        "is": {facet: found for facet, found in facets.values(known, card, edition).items() if found},
        "on": _published(card),
    }
    if told.level is not None:
        item |= {"level": told.level, "tone": told.tone}
    return {key: value for key, value in item.items() if value not in ("", None)}


def _published(card: Card) -> str:
    return card.published_on.isoformat() if card.published_on else ""
