"""Where the school is in the seven stages, and how far a roadmap has come."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentoring.cards import Roadmap
from mentoring.cards.fields import Step
from mentoring.casebook import Casebook
from mentoring.schedule import Kind, resolve
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import Term

DONE = frozenset({"done", "regular"})

_DATED = frozenset({Kind.POINT, Kind.RANGE, Kind.DEADLINE})
"""What goes on all year long does not say where in the year we are."""


@dataclass(frozen=True)
class StageNow:
    """One federal stage on the day of the edition."""

    stage: Term
    done: int
    total: int
    is_now: bool
    """Whether an item of this stage is scheduled for today."""

    @property
    def state(self) -> str:
        if not self.total:
            return "в дорожной карте нет"
        if self.done == self.total:
            return "готово"
        return "идёт сейчас" if self.is_now else "впереди" if not self.done else "в работе"


def stages_now(book: Casebook, year: SchoolYear) -> list[StageNow]:
    """Each stage over the roadmaps of a year, in the federal order."""
    found: dict[str, list[tuple[Step, bool]]] = {}
    for roadmap in book.roadmaps:
        if roadmap.school_year <= year <= (roadmap.until or roadmap.school_year):
            for stage, item, is_now in _items(book, roadmap):
                found.setdefault(stage, []).append((item, is_now))
    return [
        StageNow(
            stage,
            sum(item.status in DONE for item, _ in found.get(stage.id, ())),
            len(found.get(stage.id, ())),
            any(is_now and item.status != "done" for item, is_now in found.get(stage.id, ())),
        )
        for stage in book.vocabulary.terms("stages")
    ]


def by_status(book: Casebook, items: Sequence[Step]) -> list[tuple[str, int]]:
    """How many items stand in each state, by the title of the state; those without one are «нет сведений»."""
    counted = Counter(item.status or "no-report" for item in items)
    return [(term.title, counted[term.id]) for term in book.vocabulary.terms("statuses") if counted[term.id]]


def _items(book: Casebook, roadmap: Roadmap) -> Iterator[tuple[str, Step, bool]]:
    calendar = book.calendar(roadmap.school_year, roadmap.until)
    for section in roadmap.sections:
        for item in section.items:
            schedule = book.item_schedule(roadmap, section, item)
            span = resolve(schedule, calendar) if schedule else None
            dated = schedule is not None and schedule.kind in _DATED
            is_now = dated and span is not None and span[0] <= book.as_of <= span[1]
            for stage in item.stages or section.stages:
                yield stage, item, is_now
