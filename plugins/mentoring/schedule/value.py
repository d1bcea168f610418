"""A schedule as a value: the wording, its kind, its dates."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The shape of a schedule."""

    POINT = "point"
    RANGE = "range"
    DEADLINE = "deadline"
    WINDOW = "window"
    RECURRING = "recurring"
    RELATIVE = "relative"
    ON_DEMAND = "on_demand"
    BY_SCHEDULE = "by_schedule"
    DURATION = "duration"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Schedule:
    """A wording and what was understood of it."""

    text: str
    """The school's own words, verbatim."""
    kind: Kind = Kind.UNKNOWN
    start: str | None = None
    """ISO 8601 as precise as the wording: `2025`, `2025-09` or `2025-09-01`; inclusive, as is `end`."""
    end: str | None = None
    anchor: str | None = None
    repeat: str | None = None
    then: bool = False
    """`repeat` holds after the dates («далее – …»)."""
    duration: str | None = None
    """ISO 8601, `P1Y`; of two bounds `P3M..P12M`, `P1Y..`, `..P3M`."""
    doubtful: bool = False
    doubt: str = ""
    """What is doubtful, a sentence for the curator."""

    @property
    def has_date(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def first_day(self) -> date | None:
        return None if self.start is None else first_day(self.start)

    @property
    def last_day(self) -> date | None:
        """The last day of `end`; of a point without one, of `start`."""
        last = self.start if self.end is None and self.kind is Kind.POINT else self.end
        return None if last is None else last_day(last)

    def as_json(self) -> dict[str, str | bool | None]:
        return {
            "text": self.text,
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "anchor": self.anchor,
            "repeat": self.repeat,
            "then": self.then,
            "duration": self.duration,
            "doubtful": self.doubtful,
        }


def first_day(iso: str) -> date:
    """Give the first day of `2025`, `2025-09` or `2025-09-01`."""
    year, month, day, *_ = [int(part) for part in iso.split("-")] + [1, 1]
    return date(year, month, day)


def last_day(iso: str) -> date:
    """Give the last day of `2025`, `2025-09` or `2025-09-01`."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return date(year, month, monthrange(year, month)[1])
