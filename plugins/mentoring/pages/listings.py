"""Lists an author put into a text: cards, a table or a timeline in place of the line that asks for them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring import listings, russian
from mentoring.cards import Case, Practice, Programme, Roadmap
from mentoring.cards.documents import Paper
from mentoring.facets import Item, measured
from mentoring.listings import BY_TITLE, MOST, NEWEST, SCALE, TABLE, Kind, Listing
from mentoring.pages import catalogues, documents, timeline
from mentoring.pages.edition import Edition, Here, made_of
from mentoring.pages.placing import Placed, placed
from mentoring.pages.timeline import Timeline
from mentoring.pages.told import Entry, ListCard


@dataclass(frozen=True)
class Table:
    """A list as a table: its first column leads to the cards."""

    head: tuple[str, ...]
    rows: tuple[tuple[Entry, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Scale:
    """The items of one roadmap on their months."""

    roadmap: Entry
    timeline: Timeline


def put_in(text: str, here: Here) -> str:
    """An author's text with every list made; one that cannot be read stays as written in a preview only."""
    found = {line.number: line for line in listings.lines(text, here.edition)}
    if not found:
        return text
    lines = text.split("\n")
    for number, line in found.items():
        if not line.faults:
            lines[number - 1] = _block(here, **_made(line.listing, here))
        elif not here.edition.preview:
            lines[number - 1] = _block(here)
    return "\n".join(lines)


def _block(here: Here, **values: Any) -> str:
    """A list as a block of HTML, which other engines end at an empty line."""
    made = made_of("listing.jinja", here=here, **values)
    return "\n" + re.sub(r"\n\s*\n", "\n", made).strip() + "\n"


def _made(listing: Listing, here: Here) -> dict[str, Any]:
    found = _ordered(listing, here.edition)
    shown = found[: listing.limit]
    made: dict[str, Any] = {}
    if listing.limit == MOST < len(found):
        path, title = _ALL[listing.kind.title]
        made["more"] = Entry(here.link(path), f"{title}: в списке показаны не все")
    if listing.view == SCALE and any(item.span for item in shown):
        made["scales"] = _scales(shown, here)
    elif shown and listing.view in {TABLE, SCALE}:
        made["table"] = _TABLES[listing.kind.title](shown, here)
    elif shown:
        made["cards"] = [_card(entry, here) for entry in shown]
    return made


# In what order


def _ordered(listing: Listing, edition: Edition) -> list[Any]:
    """What a list shows, as its catalogue has it or in the order asked for; items of roadmaps on their days."""
    found = _in_order(listing.kind, listings.chosen(listing, edition), edition)
    if listing.order == BY_TITLE:
        return sorted(found, key=lambda entry: russian.sort_key(_title(entry)))
    if listing.order == NEWEST:
        return sorted(found, key=lambda entry: _newest(entry, edition), reverse=True)  # equals stay in order
    return found


def _in_order(kind: Kind, found: Sequence[Any], edition: Edition) -> list[Any]:
    if kind is listings.PAPER:
        told = {paper.id for paper in (*documents.registered(edition.book), *documents.to_take(edition.book))}
        return documents.in_order([paper for paper in found if paper.id in told], edition.book)
    if kind is listings.ITEM:
        return _placed(found, edition)
    cards = _CATALOGUES[kind.title](edition).cards
    slugs = {card.slug for card in found}
    return [card for card in cards if card.slug in slugs]


def _placed(items: Iterable[Item], edition: Edition) -> list[Placed]:
    """By the day each begins; what has no day stands last."""
    wanted = {id(item.step) for item in items}
    found = [
        one
        for roadmap in edition.book.roadmaps
        for one in placed(roadmap, edition.book, late=edition.preview)
        if id(one.item) in wanted
    ]
    return sorted(found, key=lambda one: one.span[0] if one.span else date.max)


def _title(entry: Any) -> str:
    return entry.item.title if isinstance(entry, Placed) else str(entry.title)


def _newest(entry: Any, edition: Edition) -> tuple[int, date]:
    if isinstance(entry, Paper):
        return 0, entry.date or date.min
    year = edition.book.year_of(entry) if isinstance(entry, Case) else getattr(entry, "school_year", None)
    return year.first if year else 0, entry.published_on or date.min


# How it is told


def _card(entry: Any, here: Here) -> ListCard:
    if isinstance(entry, Placed):
        return ListCard(
            here.card(entry.roadmap),
            entry.roadmap.slug,
            entry.item.title,
            top=entry.state.word,
            text=entry.wording,
            facts=entry.roadmap.title,
        )
    if isinstance(entry, Paper):
        row = documents.row(entry, here.edition.book, here)
        return ListCard(
            documents.place(entry, here),
            entry.id,
            entry.title,
            top=row.kind,
            text=row.date,
            facts=_state(entry, here),
        )
    return catalogues.card_of(entry, here.edition, here)


def _state(paper: Paper, here: Here) -> str:
    """Whether a document is in force; of a blank nobody asks."""
    row = documents.row(paper, here.edition.book, here)
    return row.status if paper.status or paper.number else ""


def _practices(cards: Sequence[Practice], here: Here) -> Table:
    book, evidence = here.edition.book, here.edition.evidence
    return Table(
        ("Практика", "Форма", "Срок", "Доказанность"),
        tuple(
            (
                Entry(here.card(card), card.title),
                (
                    russian.listed([book.title("forms", form) for form in card.forms]),
                    book.title("terms", card.term),
                    evidence[card.slug].level.title,
                ),
            )
            for card in cards
        ),
    )


def _cases(cards: Sequence[Case], here: Here) -> Table:
    book = here.edition.book
    return Table(
        ("Кейс", "Форма", "Учебный год", "Измерения"),
        tuple(
            (
                Entry(here.card(card), card.title),
                (
                    book.title("forms", card.form),
                    str(book.year_of(card) or ""),
                    measured(card)[1],
                ),
            )
            for card in cards
        ),
    )


def _programmes(cards: Sequence[Programme], here: Here) -> Table:
    book = here.edition.book
    return Table(
        ("Программа", "Форма", "Учебный год", "Состояние"),
        tuple(
            (
                Entry(here.card(card), card.title),
                (
                    russian.listed([book.title("forms", form) for form in card.forms]),
                    str(card.school_year or ""),
                    book.title("states", card.state),
                ),
            )
            for card in cards
        ),
    )


def _papers(papers: Sequence[Paper], here: Here) -> Table:
    rows = [(paper, documents.row(paper, here.edition.book, here)) for paper in papers]
    return Table(
        ("Документ", "Вид", "Дата", "Состояние"),
        tuple(
            (
                Entry(documents.place(paper, here), paper.title),
                (row.kind, row.date, _state(paper, here)),
            )
            for paper, row in rows
        ),
    )


def _items(items: Sequence[Placed], here: Here) -> Table:
    return Table(
        ("Мероприятие", "Срок", "Состояние", "Дорожная карта"),
        tuple(
            (
                Entry(here.card(item.roadmap), item.item.title),
                (item.wording, item.state.word, item.roadmap.title),
            )
            for item in items
        ),
    )


def _scales(items: Sequence[Placed], here: Here) -> list[Scale]:
    """One scale a roadmap, its items in the order of the document."""
    roadmaps: dict[str, Roadmap] = {item.roadmap.slug: item.roadmap for item in items}
    shown = {id(item.item) for item in items}
    book, late = here.edition.book, here.edition.preview
    return [
        Scale(
            Entry(here.card(roadmap), roadmap.title),
            timeline.of(
                roadmap, [one for one in placed(roadmap, book, late=late) if id(one.item) in shown], book
            ),
        )
        for roadmap in roadmaps.values()
    ]


_CATALOGUES: Mapping[str, Callable[[Edition], catalogues.Catalogue[Any]]] = {
    listings.PRACTICE.title: catalogues.practices,
    listings.CASE.title: catalogues.cases,
    listings.PROGRAMME.title: catalogues.programmes,
}
_ALL = {
    listings.PRACTICE.title: ("practices/index.md", "Все практики"),
    listings.CASE.title: ("cases/index.md", "Все кейсы"),
    listings.PROGRAMME.title: ("programmes/index.md", "Все программы"),
    listings.PAPER.title: ("documents.md", "Все документы"),
    listings.ITEM.title: ("roadmaps/index.md", "Все дорожные карты"),
}
_TABLES: Mapping[str, Callable[[Any, Here], Table]] = {
    listings.PRACTICE.title: _practices,
    listings.CASE.title: _cases,
    listings.PROGRAMME.title: _programmes,
    listings.PAPER.title: _papers,
    listings.ITEM.title: _items,
}
