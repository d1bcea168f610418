"""Risks and what the school does about them, over all roadmaps and practices."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.cards import Practice, Roadmap
from mentoring.casebook import Casebook, by_title
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry, current, roadmap_entry


@dataclass(frozen=True)
class Pair:
    """A risk and its answer; either may be empty."""

    number: str
    where: str
    """The item of the roadmap the risk stands at; empty where it is a risk of the whole."""
    risk: str
    answer: str


@dataclass(frozen=True)
class Source:
    """One roadmap or practice: what goes together, and what stands in two lists of its own."""

    card: Entry
    pairs: tuple[Pair, ...]
    risks: tuple[Pair, ...]
    answers: tuple[Pair, ...]


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    here = Here(edition, "risks.md")
    roadmaps = [_of_roadmap(roadmap, here) for roadmap in _in_order(book) if _has_risks(roadmap)]
    practices = [
        _of_practice(practice, here)
        for practice in sorted(current(book.practices), key=by_title)
        if practice.risks
    ]
    if not roadmaps and not practices:
        return
    yield edition.page(
        here.path,
        "Риски и ответы",
        "risks.md.jinja",
        description="Что может помешать наставничеству и что школа делает, чтобы не помешало.",
        roadmaps=roadmaps,
        practices=practices,
    )


def are_told(book: Casebook) -> bool:
    return any(_has_risks(roadmap) for roadmap in current(book.roadmaps)) or any(
        practice.risks for practice in current(book.practices)
    )


def _in_order(book: Casebook) -> list[Roadmap]:
    return sorted(current(book.roadmaps), key=lambda roadmap: (-roadmap.school_year.first, by_title(roadmap)))


def _has_risks(roadmap: Roadmap) -> bool:
    return bool(roadmap.risks) or any(item.risk or item.prevention for item in roadmap.items)


def _of_roadmap(roadmap: Roadmap, here: Here) -> Source:
    pairs = [Pair(row.number or "", "", row.risk or "", row.answer or "") for row in roadmap.risks]
    for item in roadmap.items:
        if item.risk or item.prevention:
            where = f"{item.number}. {item.title}" if item.number else item.title
            pairs.append(Pair("", where, item.risk or "", item.prevention or ""))
    return _sorted_out(roadmap_entry(roadmap, here), pairs)


def _of_practice(practice: Practice, here: Here) -> Source:
    pairs = [Pair("", "", row.risk, row.answer or "") for row in practice.risks]
    return _sorted_out(Entry(here.card(practice), practice.title), pairs)


def _sorted_out(card: Entry, pairs: list[Pair]) -> Source:
    return Source(
        card,
        pairs=tuple(pair for pair in pairs if pair.risk and pair.answer),
        risks=tuple(pair for pair in pairs if pair.risk and not pair.answer),
        answers=tuple(pair for pair in pairs if pair.answer and not pair.risk),
    )
