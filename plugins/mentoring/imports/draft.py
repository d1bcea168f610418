"""A draft of a card made of a document, and the account of how it was made."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mentoring import russian
from mentoring.school_year import SchoolYear, follows

MAX_SLUG = 70
NOTE = "#"
"""The name under which a mapping holds remarks: they are written as lines with `#` beside it."""
Data = dict[str, Any]


@dataclass
class Draft:
    """A card that is to be written."""

    folder: str
    """Under `cases/`."""
    slug: str
    data: Data
    body: str = ""

    @property
    def path(self) -> str:
        return f"cases/{self.folder}/{self.slug}.md"


@dataclass
class Account:
    """What was recognised, what was not, what is left to do; nobody is named in it."""

    columns: list[tuple[str, str]] = field(default_factory=list)
    """The heads of the document with the titles of the fields they went to; empty where a head is not known."""
    rows: Counter[str] = field(default_factory=Counter)
    items: int = 0
    sections: int = 0
    cells: int = 0
    """Cells with a text under the head."""
    notes: list[str] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wishes:
    """What a curator said beside the document, or what the school's cards say."""

    name: str
    """Of the file, without its ending."""
    school_year: SchoolYear
    """Of today: used where the document has no year."""
    programme: str = ""
    form: str = ""
    table: int = 0
    """Which table to take, from 1; 0 leaves the choice to the program."""
    programmes: Mapping[str, str] = field(default_factory=dict)
    """Programmes of the school by slug, with their school year."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """The form of each programme that has one alone."""

    def programmes_of(self, year: SchoolYear) -> list[str]:
        """The programme a curator named, else those of a school year."""
        if self.programme:
            return [self.programme]
        return [slug for slug, told in self.programmes.items() if told == str(year)]

    def programme_of(self, year: SchoolYear | None) -> str:
        """The one programme a pair can belong to; empty where there are several."""
        told = self.programmes_of(year) if year else [self.programme] if self.programme else []
        return told[0] if len(told) == 1 else ""


def years_in(text: str) -> tuple[SchoolYear, SchoolYear | None] | None:
    """The school year a text tells, and the last one if it lasts longer: «на 2025-2026 учебный год», «2025–2028 гг.»."""
    for match in _YEARS.finditer(text):
        first, last = int(match[1]), match[2]
        if follows(first, last):
            return SchoolYear(first), None
        end = int(last) if len(last) == 4 else first - first % 100 + int(last)
        if first < end <= first + 6:
            return SchoolYear(first), SchoolYear(end - 1)
    return None


def slug_of(title: str, years: str = "") -> str:
    """A file's name for a title, of whole words, with the school year at its end."""
    told = russian.slug(re.sub("[–—]", "-", title))
    end = f"-{years.replace('/', '-')}" if years and years[:4] not in told else ""
    while len(told) + len(end) > MAX_SLUG and "-" in told:
        told = told.rpartition("-")[0]
    return f"{told.strip('-') or 'dokument'}{end}"


def spent(data: Any) -> Any:
    """The same without empty values."""
    if isinstance(data, dict):
        return {key: told for key, value in data.items() if (told := spent(value)) not in (None, "", [], {})}
    return (
        [told for value in data if (told := spent(value)) not in (None, "", [], {})]
        if isinstance(data, list)
        else data
    )


_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*(?:г\.?|год[а]?)?\s*[/‐‑–—−-]\s*(20\d\d|\d\d)(?!\d)(?!\.\d)")
