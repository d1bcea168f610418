"""The programme in numbers, on one page: who takes part, how far the year has come, what is proven, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from mentoring.casebook import Casebook
from mentoring.pages import charts
from mentoring.pages.charts import Chart
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page, literal
from mentoring.pages.progress import stages_now
from mentoring.pages.told import MeasurementRow, current, is_about_minors, measurement_row, newest_first

PATH = "numbers.md"


@dataclass(frozen=True)
class Measured:
    """A programme whose measurements are told."""

    heading: Markup


def pages(edition: Edition) -> Iterator[Page]:
    book, here = edition.book, Here(edition, PATH)
    if not is_told(edition):
        return
    yield edition.page(
        PATH,
        "Наставничество в цифрах",
        "numbers.md.jinja",
        description="Сколько человек участвует, на каком этапе школа, насколько доказаны практики и что изменилось.",
        participants=_participants(book),
        stages=charts.progress(stages_now(book, book.current_year), book.current_year, here),
        practices=charts.practices_by_evidence(edition, here),
        changes=list(_changes(book)),
    )


def is_told(edition: Edition) -> bool:
    """Whether anything was counted or measured."""
    measured = any(edition.evidence[practice.slug].outcomes for practice in edition.book.practices)
    return bool(measured or _participants(edition.book) or next(_changes(edition.book), None))


def _participants(book: Casebook) -> list[Chart]:
    found = (charts.participants(book, side) for side in book.vocabulary.terms("participant_roles"))
    return [chart for chart in found if chart]


def _changes(book: Casebook, most: int = 3) -> Iterator[tuple[Measured, list[MeasurementRow]]]:
    """What the latest programmes measured."""
    measured = (programme for programme in current(book.programmes) if programme.indicators)
    for programme in sorted(measured, key=newest_first)[:most]:
        heading = Markup(literal(programme.title))  # escaped by literal
        yield (
            Measured(heading),
            [
                measurement_row(found, book, minors=is_about_minors(found, book, programme))
                for found in programme.indicators
            ],
        )
