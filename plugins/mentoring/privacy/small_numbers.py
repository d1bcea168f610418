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

FEW = "менее 5"
FEW_SENSITIVE = "менее 10"
HELD = "не показываем"
"""Stands for a number that alone is large enough but would give a small one away."""


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
        return self.count is not None and 0 < self.count < self.limit


@dataclass(frozen=True)
class Shown:
    """What is printed of a row of numbers and their total."""

    cells: tuple[str, ...]
    total: str
    numbers: tuple[int | None, ...]
    """What charts may draw: None where a number is held back or not said."""


def shown(cells: Sequence[Cell], blank: str = "не сказано") -> Shown:
    """Print numbers that stand together with their total.

    A small number of minors is «менее 5». Where it is the only one, the total would give it away: the smallest of its
    neighbours is held back too, or the total itself where it has one neighbour. Where the total gives a number away
    all the same, the total is held back. A total of blanks is a blank.
    Source: complementary suppression, Eurostat's handbook on statistical disclosure control.
    """
    held = {index for index, cell in enumerate(cells) if cell.is_small}
    open_cells = [(cell.count, index) for index, cell in enumerate(cells) if cell.count and index not in held]
    alone = len(held) == 1
    if alone and len(open_cells) > 1:
        held.add(min(open_cells)[1])
    words = tuple(_word(cell, index in held, blank) for index, cell in enumerate(cells))
    said = [cell.count for cell in cells if cell.count is not None]
    if not said:
        total = blank
    elif alone and not open_cells:
        total = words[min(held)]
    elif (alone and len(open_cells) == 1) or _gives_away(cells, held):
        total = HELD
    else:
        total = str(sum(said)) + ("" if len(said) == len(cells) else " и ещё не сказано")
    numbers = tuple(None if index in held else cell.count for index, cell in enumerate(cells))
    return Shown(words, total, numbers)


def _gives_away(cells: Sequence[Cell], held: set[int]) -> bool:
    """Whether a small number follows from the sum: «менее 5» and «менее 5» are 4 and 4 where the sum is 8.

    A reader may know that the number held back for its neighbour's sake is the smallest of the others.
    """
    total = sum(cells[index].count or 0 for index in held)
    others = [cell.count for index, cell in enumerate(cells) if cell.count and index not in held]
    bounds = {
        index: (1, cells[index].limit - 1)
        if cells[index].is_small
        else (max(1, cells[index].limit), min(others))
        for index in held
    }
    least, most = (sum(bound[side] for bound in bounds.values()) for side in (0, 1))
    small = [bounds[index] for index in held if cells[index].is_small]
    return any(max(low, total - (most - high)) == min(high, total - (least - low)) for low, high in small)


def one(cell: Cell, blank: str = "не сказано") -> str:
    """Print a number that stands alone."""
    return _word(cell, cell.is_small, blank)


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


def _word(cell: Cell, is_held: bool, blank: str) -> str:
    if cell.count is None:
        return blank
    if not is_held:
        return str(cell.count)
    if not cell.is_small:
        return HELD
    return FEW_SENSITIVE if cell.sensitive else FEW
