"""The seven stages: where the school is now, how its own plans map onto them, and the page of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards import Programme, Roadmap
from mentoring.cards.programme import Phase
from mentoring.casebook import Casebook, by_title
from mentoring.pages import charts
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.progress import StageNow, stages_now
from mentoring.pages.told import Entry, current, newest_first, programme_entry, roadmap_entry
from mentoring.vocabulary import Term


@dataclass(frozen=True)
class PlanRow:
    """A stage or phase of a programme, and the federal stages it answers to."""

    title: str
    schedule: str
    stages: tuple[Entry, ...]


@dataclass(frozen=True)
class Plan:
    """The stages or the phases of one programme."""

    programme: Entry
    size: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Deed:
    """What a programme does at a federal stage, in its own words."""

    programme: Entry
    phase: Phase


@dataclass(frozen=True)
class ItemRow:
    """An item of a roadmap."""

    number: str
    title: str
    schedule: str
    status: str


@dataclass(frozen=True)
class StepRow:
    """A step of a practice."""

    practice: Entry
    title: str
    action: str
    result: str


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    if not is_told(book):
        return
    here = Here(edition, "stages/index.md")
    terms = book.vocabulary.terms("stages")
    now = stages_now(book, book.current_year)
    yield edition.page(
        here.path,
        "Этапы",
        "stages.md.jinja",
        description="Этапы наставничества по целевой модели: где школа сейчас и как на них ложатся её планы.",
        stages=[(_entry(term, here), term.description) for term in terms],
        now=charts.progress(now, book.current_year, here),
        plans=list(_plans(book, here)),
    )
    for number, term in enumerate(terms):
        neighbours = (
            terms[number - 1] if number else None,
            terms[number + 1] if number + 1 < len(terms) else None,
        )
        yield _stage(term, neighbours, next((stage for stage in now if stage.stage == term), None), edition)


def is_told(book: Casebook) -> bool:
    """Whether anything of the school stands behind the pages of stages."""
    return (
        bool(book.roadmaps)
        or any(programme.stages or programme.phases for programme in book.programmes)
        or any(step.stage for practice in book.practices for step in practice.steps)
        or any(path.startswith("stages/") for path in book.own_pages_by_path)
    )


def path_of(stage: str) -> str:
    return f"stages/{stage}.md"


def _stage(
    term: Term, neighbours: tuple[Term | None, Term | None], now: StageNow | None, edition: Edition
) -> Page:
    book = edition.book
    here = Here(edition, path_of(term.id))
    before, after = neighbours
    return edition.page(
        here.path,
        f"Этап {term.number}. {term.title}" if term.number else term.title,
        "stage.md.jinja",
        description=term.description,
        term=term,
        now=now if now and now.total else None,
        deeds=list(_deeds(term, book, here)),
        roadmaps=list(_roadmaps(term, book, here)),
        steps=list(_steps(term, book, here)),
        before=_entry(before, here) if before else None,
        after=_entry(after, here) if after else None,
    )


def _entry(term: Term, here: Here) -> Entry:
    return Entry(here.link(path_of(term.id)), f"{term.number}. {term.title}" if term.number else term.title)


def _plans(book: Casebook, here: Here) -> Iterator[Plan]:
    for programme in sorted(current(book.programmes), key=newest_first):
        told = programme_entry(programme, book, here)
        if programme.stages:
            size = russian.count(len(programme.stages), "этап", "этапа", "этапов")
            yield Plan(told, size, tuple(_plan_row(phase, book, here) for phase in programme.stages))
        if programme.phases:
            size = russian.count(len(programme.phases), "фаза", "фазы", "фаз")
            yield Plan(told, size, tuple(_plan_row(phase, book, here) for phase in programme.phases))


def _plan_row(phase: Phase, book: Casebook, here: Here) -> PlanRow:
    terms = [term for term in book.vocabulary.terms("stages") if term.id in phase.stages]
    return PlanRow(phase.title, phase.schedule or "", tuple(_entry(term, here) for term in terms))


def _deeds(term: Term, book: Casebook, here: Here) -> Iterator[Deed]:
    for programme in sorted(current(book.programmes), key=newest_first):
        for phase in _phases(programme):
            if term.id in phase.stages:
                yield Deed(programme_entry(programme, book, here), phase)


def _phases(programme: Programme) -> tuple[Phase, ...]:
    return (*programme.stages, *programme.phases)


def _roadmaps(term: Term, book: Casebook, here: Here) -> Iterator[tuple[Entry, list[ItemRow]]]:
    def order(roadmap: Roadmap) -> tuple[int, tuple[tuple[int, ...], str]]:
        return -roadmap.school_year.first, by_title(roadmap)

    for roadmap in sorted(current(book.roadmaps), key=order):
        rows = [
            ItemRow(
                item.number or "",
                item.title,
                item.schedule or section.schedule or "",
                book.title("statuses", item.status or "no-report"),
            )
            for section in roadmap.sections
            for item in section.items
            if term.id in (item.stages or section.stages)
        ]
        if rows:
            yield roadmap_entry(roadmap, here), rows


def _steps(term: Term, book: Casebook, here: Here) -> Iterator[StepRow]:
    for practice in sorted(current(book.practices), key=by_title):
        for step in practice.steps:
            if step.stage == term.id:
                told = Entry(here.card(practice), practice.title)
                yield StepRow(told, step.title, step.action or "", step.result or "")
