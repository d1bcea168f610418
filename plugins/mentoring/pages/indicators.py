"""Indicators across programmes and years, and how often cases and practices measured each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mentoring import russian
from mentoring.cards import Case, Practice, Programme
from mentoring.cards.fields import Measurement
from mentoring.casebook import Casebook, by_title
from mentoring.pages import charts
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page, literal
from mentoring.pages.told import Entry, MeasurementRow, current, is_about_minors, measurement_row
from mentoring.vocabulary import Term


@dataclass(frozen=True)
class Row:
    """A measurement of a programme."""

    programme: Entry
    year: str
    told: MeasurementRow


@dataclass(frozen=True)
class Indicator:
    """All that is known of one indicator."""

    heading: Markup
    unit: str
    better: str
    source: str
    rows: tuple[Row, ...]
    sentence: str
    """What the latest figures say."""
    cases: str
    """How many cases measured it and in how many it improved; empty where none did."""
    practices: tuple[Entry, ...]
    """The practices that measured it, with the level and the verdict of this very outcome."""


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    here = Here(edition, "indicators.md")
    names = _names(book)
    if not names:
        return
    yield edition.page(
        here.path,
        "Показатели",
        "indicators.md.jinja",
        description="Что измеряют программы: было и стало по годам, сколько человек измерено, чем и когда.",
        indicators=[_indicator(name, edition, here) for name in names],
    )


def is_measured(book: Casebook) -> bool:
    return bool(_names(book))


def _names(book: Casebook) -> list[str]:
    """The indicators somebody wrote down: those of the vocabulary in its order, then words of one's own."""
    cards: tuple[Programme | Case | Practice, ...] = (*book.programmes, *book.cases, *book.practices)
    found = {measurement.indicator for card in cards for measurement in card.indicators}
    known = [term.id for term in book.vocabulary.terms("indicators") if term.id in found]
    return [*known, *sorted(found.difference(known), key=russian.sort_key)]


def _indicator(name: str, edition: Edition, here: Here) -> Indicator:
    book = edition.book
    term = book.vocabulary.get("indicators", name)
    rows = tuple(_rows(name, book, here))
    return Indicator(
        heading=Markup(literal(_capital(term.title if term else name))),  # escaped by literal
        unit=term.unit if term else "",
        better=term.better if term else "",
        source=term.source if term else "",
        rows=rows,
        sentence=_sentence(rows),
        cases=_cases(name, term, book),
        practices=tuple(_practices(name, edition, here)),
    )


def _rows(name: str, book: Casebook, here: Here) -> Iterator[Row]:
    """The measurements of programmes from the first year to the last."""
    term = book.vocabulary.get("indicators", name)
    whole = charts.scale(
        (
            value
            for programme in book.programmes
            for measurement in programme.indicators
            if measurement.indicator == name
            for value in (measurement.before, measurement.after)
        ),
        term.unit if term else "",
    )

    def order(programme: Programme) -> tuple[int, tuple[tuple[int, ...], str]]:
        return programme.school_year.first if programme.school_year else 0, by_title(programme)

    for programme in sorted(book.programmes, key=order):
        for measurement in programme.indicators:
            if measurement.indicator == name:
                told = measurement_row(
                    measurement,
                    book,
                    minors=is_about_minors(measurement, book, programme),
                    whole=whole,
                )
                yield Row(
                    Entry(here.card(programme), programme.title), str(programme.school_year or ""), told
                )


def _sentence(rows: Sequence[Row]) -> str:
    """Say the latest figures that may be told, with the number of people."""
    for row in reversed(rows):
        if not row.told.change:
            year = f", {row.year}" if row.year and row.year not in row.programme.title else ""
            return (
                f"Последнее измерение ({row.programme.title}{year}): было {row.told.before}, "
                f"стало {row.told.after}; измерено человек: {row.told.n}."
            )
    return ""


def _practices(name: str, edition: Edition, here: Here) -> Iterator[Entry]:
    for practice in sorted(current(edition.book.practices), key=by_title):
        for outcome in edition.evidence[practice.slug].outcomes:
            if outcome.indicator == name:
                line = f"{outcome.level.title}, {outcome.verdict.title}"
                yield Entry(here.card(practice), practice.title, line)


def _cases(name: str, term: Term | None, book: Casebook) -> str:
    """Cases, not people: a sum over pairs would give away the small numbers in it."""
    measured = [
        [
            measurement
            for measurement in case.indicators
            if measurement.indicator == name and measurement.counts
        ]
        for case in book.cases
    ]
    better = term.better if term else "больше"
    all_cases = sum(bool(found) for found in measured)
    improved = sum(any(_improved(measurement, better) for measurement in found) for found in measured)
    if not all_cases:
        return ""
    return f"Кейсов, где это измерили: {all_cases}. Из них стало лучше: {improved}."


def _improved(measurement: Measurement, better: str) -> bool:
    if measurement.before is not None and measurement.after is not None:
        return (
            measurement.after > measurement.before
            if better == "больше"
            else measurement.after < measurement.before
        )
    return measurement.change == "improved"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
