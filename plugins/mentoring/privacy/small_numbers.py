"""Small numbers: counts that would point at a child are held back, and so is what gives them away."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.cards import Case
from mentoring.cards.fields import FORMS_OF_MINORS, are_children
from mentoring.cards.pair import Participant

MINORS = 5
"""The least count of minors that is printed."""
SENSITIVE = 10
"""The least count of a sensitive category that is printed."""
SHARE = 10
"""The least number of people a percentage is printed of: of nine, each is eleven per cent."""

FEW = "менее 5"
FEW_SENSITIVE = "менее 10"
HELD = "не показываем"
"""Stands for a total that would give a small number away."""


@dataclass(frozen=True)
class Cell:
    """One number of a table; `count` None means «не сказано»."""

    count: int | None
    minors: bool = False
    sensitive: bool = False

    @property
    def limit(self) -> int:
        """The least count that is printed."""
        return SENSITIVE if self.sensitive else MINORS if self.minors else 0

    @property
    def is_small(self) -> bool:
        """Whether it is held back; of a sensitive category nobody is a small number too: it speaks of everybody else."""
        least = 0 if self.sensitive else 1
        return self.count is not None and least <= self.count < self.limit


@dataclass(frozen=True)
class Shown:
    """What is printed of a row of numbers and their total."""

    cells: tuple[str, ...]
    total: str
    numbers: tuple[int | None, ...]
    """What charts may draw: None where a number is held back or not said."""


def shown(cells: Sequence[Cell], blank: str = "не сказано") -> Shown:
    """Print numbers that stand together with their total.

    A small number of minors is «менее 5», and then the total is held back: it would give the number away, by itself or
    with another table of the same people (an indicator says how many of a group were measured). Holding back a
    neighbour instead was tried: such another table undid it. A total of blanks is a blank.
    """
    words = tuple(one(cell, blank) for cell in cells)
    said = [cell.count for cell in cells if cell.count is not None]
    if not said:
        total = blank
    elif any(cell.is_small for cell in cells):
        total = HELD
    else:
        total = str(sum(said)) + ("" if len(said) == len(cells) else " и ещё не сказано")
    return Shown(words, total, tuple(None if cell.is_small else cell.count for cell in cells))


def one(cell: Cell, blank: str = "не сказано") -> str:
    """Print a number that stands alone."""
    if cell.count is None:
        return blank
    if not cell.is_small:
        return str(cell.count)
    return FEW_SENSITIVE if cell.sensitive else FEW


def are_too_few(n: int | None, unit: str, *, minors: bool) -> bool:
    """Whether the figures of a measurement would speak of somebody; of children nobody counted they may."""
    least = SHARE if "%" in unit else MINORS if minors else 0
    return n < least if n is not None else minors


def are_minors(case: Case) -> bool:
    """Whether those a case is about are children: by its form, whatever they are called, or by their roles."""
    return case.form in FORMS_OF_MINORS or any(is_minor(mentee) for mentee in case.mentees)


def is_minor(person: Participant) -> bool:
    return bool(person.band) or are_children(person.role)


def group_size(count: int | None) -> str:
    """Say how large a group of children is: two to four are «группа (менее 5)»."""
    if count is None:
        return "группа"
    return "группа (менее 5)" if count < MINORS else f"группа ({count})"
