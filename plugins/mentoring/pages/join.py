"""How to take part: whom to ask, what runs this year, which blanks to take."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards import Programme
from mentoring.cards.documents import Paper
from mentoring.casebook import Casebook
from mentoring.pages import documents, forms
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry, current, newest_first, plain, programme_entry

_OPEN = frozenset({"running", "extended"})


@dataclass(frozen=True)
class Offer:
    """A programme one can join now."""

    programme: Entry
    gist: str
    who: str


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    if not is_told(book):
        return
    here = Here(edition, "join.md")
    offers = _open(book)
    running = {form for programme in offers for form in programme.forms}
    yield edition.page(
        here.path,
        "Как участвовать",
        "join.md.jinja",
        description="К кому подойти, какие программы идут сейчас и какие бланки понадобятся.",
        forms=[
            (Entry(here.link(forms.path_of(term.id)), term.title), term.description)
            for term in book.vocabulary.terms("forms")
            if term.id in running
        ],
        offers=[
            Offer(
                programme_entry(programme, book, here),
                plain(programme.gist or "", 240),
                russian.listed(programme.target_group),
            )
            for programme in sorted(offers, key=newest_first)
        ],
        terms=[
            term.title
            for term in book.vocabulary.terms("terms")
            if any(case.term == term.id for case in current(book.cases))
        ],
        blanks=[documents.blank(paper, book, here) for paper in _blanks(book)],
        has_library=documents.has_library(book),
    )


def is_told(book: Casebook) -> bool:
    school = book.school
    return bool(
        "join.md" in book.own_pages_by_path
        or school.curator
        or school.contacts
        or _open(book)
        or _blanks(book)
    )


def _open(book: Casebook) -> list[Programme]:
    """The programmes that run now; the description of a model is no programme one could join."""
    return [card for card in current(book.programmes) if card.state in _OPEN and card.kind != "model"]


def _blanks(book: Casebook) -> list[Paper]:
    """Blanks and surveys with a file or an address, in alphabetical order."""
    papers = (paper for paper in documents.to_take(book) if paper.kind in {"blank", "survey"})
    to_take = (paper for paper in papers if paper.link or (paper.file and paper.file in book.files))
    return sorted(to_take, key=lambda paper: russian.sort_key(paper.title))
