"""A number with a limit, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    limit: float
    how: str
    at_least: bool = False
    """The limit is the smallest value that will do, not the largest."""

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        verdict, bound = "PASS" if self.holds else "FAIL", "at least" if self.at_least else "at most"
        return f"{verdict}  {self.name}: {self.value:g} ({bound} {self.limit:g}) — {self.how}"
