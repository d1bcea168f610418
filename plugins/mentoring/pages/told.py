"""How cards and measurements are told on several page kinds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mentoring import russian
from mentoring.cards import Card, Case, Practice, Programme, Roadmap
from mentoring.cards.fields import Measurement
from mentoring.cards.pair import Participant
from mentoring.casebook import Casebook, by_title
from mentoring.evidence import Evidence
from mentoring.facets import measured
from mentoring.pages import charts
from mentoring.pages.edition import Edition, Here
from mentoring.privacy.small_numbers import MINORS, Cell, are_minors, are_too_few, group_size, is_minor, one

C = TypeVar("C", bound=Card)


@dataclass(frozen=True)
class MeasurementRow:
    """A measurement as a row of a table; what may not be shown is a dash."""

    title: str
    unit: str
    before: str
    after: str
    target: str
    change: str
    n: str
    how: str
    note: str
    before_width: int | None = None
    """How long the bar of a figure is, per mille; None where none may be drawn."""
    after_width: int | None = None


@dataclass(frozen=True)
class ListCard:
    """A card in a list: a practice, a case or a programme."""

    href: str
    slug: str
    title: str
    top: str = ""
    """Above the title: what it is, how well it is proven."""
    level: int | None = None
    """The level of evidence from 0 to 4; of practices only."""
    tone: str = ""
    """The verdict, which gives the line above the title its colour."""
    text: str = ""
    result: str = ""
    facts: str = ""
    reasons: tuple[str, ...] = ()
    """Why it stands beside another one."""


@dataclass(frozen=True)
class Entry:
    """A link in a list, and a few words beside it."""

    href: str
    title: str
    line: str = ""


def measurement_row(
    measurement: Measurement, book: Casebook, *, minors: bool, whole: float | None = None
) -> MeasurementRow:
    """Tell a measurement; figures of fewer than five minors and percentages of fewer than ten people are never told.

    `whole` is the value a full bar stands for, where several measurements share one scale.
    """
    term = book.vocabulary.get("indicators", measurement.indicator)
    few = are_too_few(measurement.n, term.unit if term else "", minors=minors)
    change = book.title("changes", measurement.change)
    if few and not change:
        change = (
            "цифры не показываем: измерено меньше пяти детей"
            if minors and (measurement.n or 0) < MINORS
            else "проценты не показываем: измерено меньше десяти человек"
        )
    days = [day for day in (measurement.before_on, measurement.after_on) if day]
    method = book.title("methods", measurement.method) or "способ не указан"
    when = " и ".join(f"{day:%d.%m.%Y}" for day in days) or "даты не указаны"
    n = one(Cell(measurement.n, minors=minors))
    of = f" из {measurement.of}" if measurement.of and not few else ""
    if change:
        whole = 0
    elif whole is None:
        whole = charts.scale([measurement.before, measurement.after], term.unit if term else "")
    return MeasurementRow(
        title=term.title if term else measurement.indicator,
        unit=term.unit if term else "",
        before=_figure(measurement.before),
        after=_figure(measurement.after),
        target=_figure(measurement.target) if measurement.target is not None else "",
        change=change,
        n=f"{n}{of}",
        how="; ".join(part for part in (f"{method}, {when}", measurement.source or "") if part),
        note=measurement.note or "",
        before_width=charts.length(measurement.before, whole),
        after_width=charts.length(measurement.after, whole),
    )


def measurement_rows(
    measurements: Sequence[Measurement], book: Casebook, *, minors: bool
) -> list[MeasurementRow]:
    return [measurement_row(measurement, book, minors=minors) for measurement in measurements]


def is_about_minors(measurement: Measurement, book: Casebook, programme: Programme | None = None) -> bool:
    """Whether children may have been measured: by the indicator, or in a programme that has children."""
    term = book.vocabulary.get("indicators", measurement.indicator)
    children = programme is not None and any(side.minors for side in programme.participants)
    return children or (term.minors if term else True)


def case_card(case: Case, edition: Edition, here: Here, reasons: tuple[str, ...] = ()) -> ListCard:
    book = edition.book
    line = (book.title("forms", case.form), case.subject or "", str(book.year_of(case) or ""))
    told = next((m for m in case.indicators if m.counts or m.change), None)
    return ListCard(
        here.card(case),
        case.slug,
        case.title,
        top=f"{book.title('pair_kinds', case.kind)} · {measured(case)[1]}",
        text=_dotted(line),
        result=_result(told, case, book) if told else "",
        reasons=reasons,
    )


def case_cards(cases: Iterable[Case], edition: Edition, here: Here) -> list[ListCard]:
    return [case_card(case, edition, here) for case in cases]


def practice_card(
    practice: Practice, edition: Edition, here: Here, reasons: tuple[str, ...] = ()
) -> ListCard:
    book, found = edition.book, edition.evidence[practice.slug]
    forms = russian.listed([book.title("forms", form) for form in practice.forms])
    return ListCard(
        here.card(practice),
        practice.slug,
        practice.title,
        top=_dotted((found.level.title, found.verdict.title if found.verdict else "")),
        level=found.number,
        tone=found.verdict_id or "described",
        text=plain(practice.gist or ""),
        result=effect_line(found),
        facts=_dotted((forms, book.title("terms", practice.term))),
        reasons=reasons,
    )


def practice_cards(practices: Iterable[Practice], edition: Edition, here: Here) -> list[ListCard]:
    return [practice_card(practice, edition, here) for practice in practices]


def programme_card(programme: Programme, edition: Edition, here: Here) -> ListCard:
    book = edition.book
    cases = len(book.cases_by_programme.get(programme.slug, ()))
    return ListCard(
        here.card(programme),
        programme.slug,
        programme.title,
        top=", ".join(book.title("forms", form) for form in programme.forms),
        text=plain(programme.gist or "", 140),
        result=book.title("states", programme.state) or book.title("programme_kinds", programme.kind),
        facts=_dotted((programme.years_beside_title, f"кейсов: {cases}" if cases else "")),
    )


def programme_cards(programmes: Iterable[Programme], edition: Edition, here: Here) -> list[ListCard]:
    return [programme_card(programme, edition, here) for programme in programmes]


def _result(measurement: Measurement, case: Case, book: Casebook) -> str:
    row = measurement_row(measurement, book, minors=are_minors(case))
    figures = "" if row.change else f"было {row.before}, стало {row.after}"
    return f"{row.title}: {book.title('changes', measurement.change) or figures or 'есть измерения'}"


def _dotted(words: Iterable[str]) -> str:
    return " · ".join(word for word in words if word)


def programme_entry(programme: Programme, book: Casebook, here: Here) -> Entry:
    year = f"{programme.years_beside_title} учебный год" if programme.years_beside_title else ""
    words = (year, book.title("states", programme.state))
    return Entry(here.card(programme), programme.title, ", ".join(word for word in words if word))


def roadmap_entry(roadmap: Roadmap, here: Here) -> Entry:
    until = f"–{roadmap.until}" if roadmap.until else ""
    return Entry(here.card(roadmap), roadmap.title, f"{roadmap.school_year}{until}")


def current(cards: Iterable[C]) -> list[C]:
    """Leave out what is archived: it keeps its address, and is listed in the archive only."""
    return [card for card in cards if card.publication != "archive"]


def newest_first(programme: Programme) -> tuple[int, tuple[tuple[int, ...], str]]:
    """The order of programmes over the years; those without a year stand last."""
    return (-programme.school_year.first if programme.school_year else 0, by_title(programme))


def effect_line(found: Evidence) -> str:
    """The effect in one line, with the number of people it rests on."""
    best = found.best
    if best is None or best.difference is None:
        return ""
    whole = " всего" if best.is_total else ""
    return f"{best.title}: {best.effect}{whole} (измерено человек: {best.figured})"


def participant(person: Participant, book: Casebook, *, alone: bool) -> str:
    """A side of a pair in words; the number of children is never exact below five."""
    words = [person.role]
    if person.band:
        words.append(book.title("bands", person.band))
    if not alone:
        if is_minor(person):
            words.append(group_size(person.count))
        elif person.count and person.count > 1:
            words.append(f"{person.count} чел.")
    return ", ".join(words)


def mentees_line(case: Case, book: Casebook) -> str:
    return "; ".join(participant(person, book, alone=case.kind == "pair") for person in case.mentees)


def plain(text: str, limit: int = 160) -> str:
    """The beginning of an author's Markdown as plain text."""
    without_links = re.sub(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])", r"\1", text)
    words = " ".join(without_links.replace("*", "").replace("`", "").replace("#", "").split())
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + "…"


def _figure(value: float | None) -> str:
    return "не сказано" if value is None else russian.decimal(value, 2)
