"""The register of documents, and the library of what can be taken away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from mentoring import russian
from mentoring.cards import Practice
from mentoring.cards.documents import Paper
from mentoring.cards.practice import Tool
from mentoring.casebook import Casebook, by_title
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page, literal
from mentoring.pages.told import Entry, current

SHELVES = {
    "blank": "Бланки",
    "survey": "Анкеты",
    "recommendation": "Рекомендации",
    "criteria": "Критерии отбора",
}
"""The kinds of papers that can be taken away, each with its heading in the library."""

_LEVELS = {
    "federal": "Федеральные",
    "regional": "Региональные",
    "municipal": "Муниципальные",
    "school": "Школьные",
}
_GONE = frozenset({"out-of-force", "replaced"})


@dataclass(frozen=True)
class PaperRow:
    """A document of the register."""

    id: str
    kind: str
    """The kind with the number: `приказ № 61-о`."""
    date: str
    title: str
    body: str
    status: str
    href: str
    note: str
    checked: str
    replaced_by: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Blank:
    """Something to take away from the library."""

    title: str
    href: str
    """Empty where there is neither a file nor an address."""
    format: str
    note: str = ""
    practices: tuple[Entry, ...] = field(default=())


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    papers = registered(book)
    if papers:
        yield _register(papers, edition)
    shelves = [shelf for shelf in _shelves(book, Here(edition, "library.md")) if shelf[1]]
    if shelves:
        yield edition.page(
            "library.md",
            "Библиотека",
            "library.md.jinja",
            description="Бланки, анкеты, рекомендации и критерии отбора: можно взять и использовать.",
            shelves=shelves,
        )


def registered(book: Casebook) -> list[Paper]:
    """The papers of the register: all but blanks and the like without a number."""
    return [paper for paper in book.documents.documents if _is_registered(paper)]


def _is_registered(paper: Paper) -> bool:
    return paper.kind not in SHELVES or bool(paper.number)


def to_take(book: Casebook) -> list[Paper]:
    """The papers in force that stand in the library."""
    return [
        paper for paper in book.documents.documents if paper.kind in SHELVES and paper.status not in _GONE
    ]


def has_library(book: Casebook) -> bool:
    return bool(to_take(book)) or any(True for _ in _tools(book))


def blank(paper: Paper, book: Casebook, here: Here) -> Blank:
    return Blank(paper.title, _href(paper, book, here), _format(paper, book), paper.note or "")


def place(paper: Paper, here: Here) -> str:
    """Where a document is told of: its file or address, else its row of the register, else the library."""
    href = _href(paper, here.edition.book, here)
    return href or here.link(f"documents.md#{paper.id}" if _is_registered(paper) else "library.md")


def _register(papers: list[Paper], edition: Edition) -> Page:
    book = edition.book
    here = Here(edition, "documents.md")
    in_force = [paper for paper in papers if paper.status not in _GONE]
    gone = [paper for paper in papers if paper.status in _GONE]
    levels = []
    for level in book.vocabulary.terms("levels"):
        rows = [row(paper, book, here) for paper in in_order(in_force, book) if paper.level == level.id]
        if rows:
            levels.append((_heading(_LEVELS.get(level.id) or level.title), rows))
    return edition.page(
        here.path,
        "Документы",
        "documents.md.jinja",
        description="На каких документах держится наставничество в школе, и какие из них уже не действуют.",
        levels=levels,
        gone=[row(paper, book, here) for paper in in_order(gone, book)],
    )


def in_order(papers: Sequence[Paper], book: Casebook) -> list[Paper]:
    """By level, kind, day and number, levels and kinds as in the vocabulary."""
    levels = {term.id: index for index, term in enumerate(book.vocabulary.terms("levels"))}
    kinds = {term.id: index for index, term in enumerate(book.vocabulary.terms("document_kinds"))}
    return sorted(
        papers,
        key=lambda paper: (
            levels.get(paper.level, len(levels)),
            kinds.get(paper.kind, len(kinds)),
            paper.date or date.max,
            russian.sort_key(paper.number or ""),
        ),
    )


def row(paper: Paper, book: Casebook, here: Here) -> PaperRow:
    replaced_by = (other for other in book.documents.documents if other.replaces == paper.id)
    return PaperRow(
        id=paper.id,
        kind=_kind(paper, book),
        date=russian.day(paper.date) if paper.date else "",
        title=paper.title,
        body=paper.body or "",
        status=book.title("document_statuses", paper.status) or "не сверено",
        href=_href(paper, book, here),
        note=paper.note or "",
        checked=russian.day(paper.checked_on) if paper.checked_on else "",
        replaced_by=tuple(
            Entry(_href(other, book, here), other.title, _kind(other, book)) for other in replaced_by
        ),
    )


def _kind(paper: Paper, book: Casebook) -> str:
    kind = book.title("document_kinds", paper.kind)
    if not paper.number:
        return kind
    if " " in paper.number or "№" in paper.number:
        return f"{kind}, {paper.number}"  # «положение, протокол № 1»
    return f"{kind} №\u00a0{paper.number}"


def _href(paper: Paper | Tool, book: Casebook, here: Here) -> str:
    if paper.file and paper.file in book.files:
        return here.link(f"files/{paper.file}")
    return paper.link or ""


def _format(paper: Paper | Tool, book: Casebook) -> str:
    """The format of a file, such as DOCX, for people who must know before they click."""
    if paper.file and paper.file in book.files:
        return paper.file.rpartition(".")[2].upper()
    return "на другом сайте" if paper.link else ""


def _heading(title: str) -> Markup:
    return Markup(literal(title))  # escaped by literal


def _shelves(book: Casebook, here: Here) -> Iterator[tuple[str, list[Blank]]]:
    """The papers by kind, each with the practices that use it; then what practices bring along themselves."""
    users: dict[str, list[Practice]] = {}
    for practice, tool in _tools(book):
        if tool.document:
            users.setdefault(tool.document, []).append(practice)
    for kind, heading in SHELVES.items():
        papers = sorted(
            (paper for paper in to_take(book) if paper.kind == kind),
            key=lambda paper: russian.sort_key(paper.title),
        )
        yield (
            heading,
            [
                Blank(
                    paper.title,
                    _href(paper, book, here),
                    _format(paper, book),
                    paper.note or "",
                    _entries(users.get(paper.id, ()), here),
                )
                for paper in papers
            ],
        )
    shelved = {paper.file for paper in to_take(book) if paper.file}
    own: dict[tuple[str, str], tuple[Tool, list[Practice]]] = {}
    for practice, tool in _tools(book):
        href = _href(tool, book, here)
        if not tool.document and href and tool.file not in shelved:
            own.setdefault((href, tool.title), (tool, []))[1].append(practice)
    yield (
        "Инструменты практик",
        [
            Blank(tool.title, href, _format(tool, book), practices=_entries(practices, here))
            for (href, _), (tool, practices) in sorted(
                own.items(), key=lambda pair: russian.sort_key(pair[0][1])
            )
        ],
    )


def _tools(book: Casebook) -> Iterator[tuple[Practice, Tool]]:
    for practice in sorted(current(book.practices), key=by_title):
        for tool in practice.tools:
            if tool.document or tool.file or tool.link:
                yield practice, tool


def _entries(practices: Sequence[Practice], here: Here) -> tuple[Entry, ...]:
    by_slug = {practice.slug: practice for practice in practices}
    return tuple(Entry(here.card(practice), practice.title) for practice in by_slug.values())
