"""What a report is made of, and what it says of itself: the day, the version, what was held back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from mentoring import russian
from mentoring.cards.fields import Measurement
from mentoring.casebook import Casebook
from mentoring.pages import Edition
from mentoring.privacy.small_numbers import HELD, Cell, are_too_few, one
from mentoring.school_year import SchoolYear


@dataclass(frozen=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    number: int
    """1 to 4."""

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        following = date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)
        return following - timedelta(days=1)

    def __str__(self) -> str:
        return f"{('I', 'II', 'III', 'IV')[self.number - 1]} квартал {self.year} года"


def quarter_before(day: date) -> Quarter:
    """The last quarter that was over on a day."""
    number = (day.month - 1) // 3
    return Quarter(day.year, number) if number else Quarter(day.year - 1, 4)


@dataclass
class Figures:
    """Prints the numbers of a report and counts those it did not print."""

    internal: bool = False
    """For the school's own eyes: nothing is held back."""
    held: int = 0

    def one(self, cell: Cell, blank: str = "не сказано") -> str:
        """A number as it may be told here."""
        if cell.count is None:
            return blank
        if self.internal or not cell.is_small:
            return str(cell.count)
        self.held += 1
        return one(cell)

    def number(self, cell: Cell) -> int | None:
        """A number for a cell of a sheet; None where it is not said or held back."""
        if cell.count is None or self.internal or not cell.is_small:
            return cell.count
        self.held += 1
        return None

    def are_hidden(self, measurement: Measurement, unit: str, *, minors: bool) -> bool:
        """Whether the figures of a measurement may not be told here; counted once."""
        hidden = not self.internal and are_too_few(measurement.n, unit, minors=minors)
        self.held += hidden and (measurement.before, measurement.after) != (None, None)
        return hidden

    def why_blank(self, cell: Cell) -> str:
        """Why a cell is empty."""
        if cell.count is None:
            return "в карточке не сказано"
        return "" if self.internal or not cell.is_small else f"{one(cell)}: {HELD}"


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    edition: Edition
    """Of published cards; for the school's own eyes of all that are in request."""
    slug: str = ""
    """The card a report is about."""
    year: SchoolYear | None = None
    quarter: Quarter | None = None
    before: Casebook | None = None
    """The cards as they stood before the quarter; None where git does not know."""
    commit: str = ""
    left_out: int = 0
    """Cards that are not published and so not in it."""
    template: bytes | None = None
    """The school's own layout; None for ours."""
    figures: Figures = field(default_factory=Figures)

    @property
    def book(self) -> Casebook:
        return self.edition.book

    @property
    def school_year(self) -> SchoolYear:
        return self.year or self.book.current_year

    def about(self) -> list[str]:
        """The last lines of every report; to be asked when the numbers are printed."""
        return list(self._about())

    def _about(self) -> Iterator[str]:
        yield f"Данные на {russian.day(self.book.as_of)}."
        yield f"Версия карточек: {self.commit}." if self.commit else "Карточки не в git: версии нет."
        if self.figures.internal:
            yield "Для служебного пользования: малые числа не скрыты, неопубликованные карточки вошли."
            return
        if self.figures.held:
            yield f"Не показано малых чисел: {self.figures.held}."
        if self.left_out:
            yield f"Не вошло неопубликованных карточек: {self.left_out}."
        if not self.figures.held and not self.left_out:
            yield "Малых чисел не скрыто."
