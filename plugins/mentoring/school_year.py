"""A school year: 1 September to 31 August, written «2025/26»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FIRST_MONTH = 9
BETWEEN = "[/‐‑‒–—―−-]"
"""The sign between the two years, as a pattern."""


@dataclass(frozen=True, order=True)
class SchoolYear:
    """The year from 1 September to 31 August, both inclusive."""

    first: int
    """The calendar year of September."""

    @classmethod
    def parse(cls, text: str) -> SchoolYear:
        """Read «2025/26», «2025/2026», «2025–26», with or without spaces.

        Raises:
            ValueError: not two years, or the second does not follow the first.
        """
        found = _TWO_YEARS.fullmatch(text)
        if found is None:
            raise ValueError(f"not a school year: {text[:40]!r}")
        first, second = int(found[1]), found[2]
        if first == 0 or not follows(first, second):
            raise ValueError(f"the second year does not follow the first: {text!r}")
        return cls(first)

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """Give the school year a day belongs to."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    def __str__(self) -> str:
        return f"{self.first:04}/{(self.first + 1) % 100:02}"

    @property
    def start(self) -> date:
        return date(self.first, FIRST_MONTH, 1)

    @property
    def end(self) -> date:
        return date(self.first + 1, FIRST_MONTH - 1, 31)

    @property
    def next(self) -> SchoolYear:
        return SchoolYear(self.first + 1)

    @property
    def previous(self) -> SchoolYear:
        return SchoolYear(self.first - 1)

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def year_of(self, month: int) -> int:
        """Give the calendar year in which this school year meets a month, 1–12."""
        return self.first if month >= FIRST_MONTH else self.first + 1


def follows(first: int, second: str) -> bool:
    """Tell whether a second year of two or four digits comes right after the first."""
    wanted = first + 1
    return int(second) == (wanted % 100 if len(second) == 2 else wanted)


_TWO_YEARS = re.compile(rf"\s*([0-9]{{4}})\s*{BETWEEN}\s*([0-9]{{4}}|[0-9]{{2}})\s*")
