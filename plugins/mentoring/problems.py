"""Problems: what is wrong in the author's files, where, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in the author's files; lines and columns count from 1."""

    path: str
    """Relative to the project, with `/`."""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How much a problem holds back."""

    ERROR = "error"
    """Holds its own card back, and stops publishing."""
    WARNING = "warning"
    """Holds nothing back."""


@dataclass(frozen=True)
class Problem:
    """One slip of an author; every text is a whole Russian sentence."""

    place: Place
    what: str
    fix: str
    why: str = ""
    rule: str = ""
    """The permanent name of the fault, in kebab case; the runner of the rules signs it."""
    severity: Severity = Severity.ERROR
    quote: bool = True
    """Whether the author's line may be shown; false where it may hold personal data."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def in_order(problems: list[Problem]) -> list[Problem]:
    """Sort by file, line and column, errors before warnings at one place."""
    return sorted(problems, key=lambda problem: (problem.place, problem.severity, problem.rule, problem.what))
