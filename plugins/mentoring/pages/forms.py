"""Forms of mentoring: those the school works in, and the page of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentoring import russian
from mentoring.cards import Practice, Programme
from mentoring.casebook import Casebook, by_title
from mentoring.pages import stages
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry, case_cards, current, newest_first, practice_cards, programme_entry
from mentoring.vocabulary import Term


@dataclass(frozen=True)
class FormCard:
    """A form in the list of all."""

    href: str
    title: str
    description: str
    line: str


@dataclass(frozen=True)
class Pattern:
    """A role pattern of a form; no case stands beside it, so that a sensitive one points at nobody."""

    title: str
    description: str
    source: str
    is_sensitive: bool
    programmes: tuple[Entry, ...]


@dataclass(frozen=True)
class UsualStage:
    """A federal stage, and what the programmes of a form call it."""

    href: str
    title: str
    own_titles: str


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    used = in_use(book)
    if not used:
        return
    here = Here(edition, "forms/index.md")
    yield edition.page(
        here.path,
        "Формы наставничества",
        "forms.md.jinja",
        description="Кто кому помогает в нашей школе: формы наставничества, программы и кейсы по каждой.",
        forms=[_card(term, book, here) for term in used],
        others=[(term, source(term)) for term in book.vocabulary.terms("forms") if term not in used],
    )
    for term in used:
        yield _form(term, edition)


def in_use(book: Casebook) -> list[Term]:
    """The forms with a programme, a case, a practice or the school's own words."""
    cards: tuple[Programme | Practice, ...] = (*book.programmes, *book.practices)
    found = {form for card in cards for form in card.forms}
    found |= book.cases_by_form.keys()
    return [
        term
        for term in book.vocabulary.terms("forms")
        if term.id in found or path_of(term.id) in book.own_pages_by_path
    ]


def path_of(form: str) -> str:
    return f"forms/{form}.md"


def source(term: Term) -> str:
    """Where a word comes from, and whether anybody compared it with the official text."""
    if not term.source:
        return ""
    return term.source if term.verified else f"{term.source}; с официальным текстом не сверено"


def _card(term: Term, book: Casebook, here: Here) -> FormCard:
    programmes = sum(term.id in card.forms for card in current(book.programmes))
    practices = sum(term.id in card.forms for card in current(book.practices))
    cases = len(current(book.cases_by_form.get(term.id, ())))
    counts = (
        (programmes, "программа", "программы", "программ"),
        (cases, "кейс", "кейса", "кейсов"),
        (practices, "практика", "практики", "практик"),
    )
    line = " · ".join(russian.count(*row) for row in counts if row[0])
    return FormCard(here.link(path_of(term.id)), term.title, term.description, line)


_CASES = 6
"""How many cases stand on the page of a form; the catalogue has the rest."""


def _form(term: Term, edition: Edition) -> Page:
    book = edition.book
    here = Here(edition, path_of(term.id))
    programmes = [card for card in current(book.programmes) if term.id in card.forms]
    cases = book.cases_by_form.get(term.id, ())
    practices = [card for card in current(book.practices) if term.id in card.forms]
    shown = sorted(current(cases), key=lambda case: (case.published_on or date.min, case.slug), reverse=True)
    return edition.page(
        here.path,
        f"Форма «{term.title}»",
        "form.md.jinja",
        description=term.description,
        term=term,
        term_source=source(term),
        patterns=[
            _pattern(pattern, book, here)
            for pattern in book.vocabulary.terms("role_patterns")
            if pattern.form == term.id
        ],
        stages=list(_usual_stages(term, book, here)) if stages.is_told(book) else [],
        programmes=[programme_entry(card, book, here) for card in sorted(programmes, key=newest_first)],
        cases=case_cards(shown[:_CASES], edition, here),
        more=(len(shown), here.link(f"cases/index.md#form={term.id}")) if len(shown) > _CASES else None,
        practices=practice_cards(sorted(practices, key=by_title), edition, here),
        archived=len(cases) - len(current(cases)),
    )


def _pattern(pattern: Term, book: Casebook, here: Here) -> Pattern:
    programmes = [card for card in current(book.programmes) if pattern.id in card.role_patterns]
    return Pattern(
        pattern.title,
        pattern.description,
        source(pattern),
        pattern.sensitive,
        tuple(programme_entry(card, book, here) for card in sorted(programmes, key=newest_first)),
    )


def _usual_stages(term: Term, book: Casebook, here: Here) -> Iterator[UsualStage]:
    phases = [
        phase
        for programme in sorted(current(book.programmes), key=newest_first)
        if term.id in programme.forms
        for phase in (*programme.stages, *programme.phases)
    ]
    for stage in book.vocabulary.terms("stages"):
        titles = {russian.folded(phase.title): phase.title for phase in phases if stage.id in phase.stages}
        titles.pop(russian.folded(stage.title), None)
        own = russian.listed([f"«{title}»" for title in titles.values()])
        yield UsualStage(here.link(stages.path_of(stage.id)), stage.title, own)
