"""Examples of the manual: of every kind of card one that is right and one that is not, with what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from mentoring.source import parse_yaml

LONG_EXAMPLE = 40
"""The most lines of a bad example that are shown."""

BAD: Mapping[str, str] = {
    "programmes": "examples/blank-unfilled.yml",
    "roadmaps": "examples/schedule-doubtful.yml",
    "pairs": "examples/field-personal.yml",
    "practices": "examples/best-without-measurement.yml",
    "mentors": "examples/consent-missing.yml",
    "media": "examples/picture-people-unclear.yml",
    "school": "examples/ages-not-sum.yml",
    "people": "examples/consent-minor-alone.yml",
    "docs": "examples/listing-wrong.yml",
    **{kind: f"bad/{kind}.yml" for kind in ("documents", "vocabulary", "reviewed", "addresses")},
}
"""What goes wrong most often in each kind, as a golden: what an author wrote beside what is told."""


@dataclass(frozen=True)
class Example:
    """A golden example: what an author wrote, and what is told of it."""

    path: str
    text: str
    """The author's file; empty where it is no text or too long to show."""
    told: str

    @property
    def is_error(self) -> bool:
        return ": ошибка [" in self.told.partition("\n")[0]


def of_rule(name: str) -> Example:
    """The golden example of a rule."""
    return _golden(f"examples/{name}.yml")


def bad(kind: str) -> Example:
    return _golden(BAD[kind])


def good(kind: str) -> str:
    """A whole card that is in order; together they make a small school."""
    ending = "yml" if _file(f"good/{kind}.yml").is_file() else "md"
    return str(_file(f"good/{kind}.{ending}").read_text("utf-8")).strip("\n")


def data(name: str) -> Mapping[str, Any]:
    return parse_yaml(_file(name).read_text("utf-8"), name).data


def _golden(name: str) -> Example:
    given = data(name)
    told = str(given["told"]).strip("\n")
    path = told.partition(":")[0]
    written = given["files"].get(path)
    text = written.strip("\n") if isinstance(written, str) and written.count("\n") < LONG_EXAMPLE else ""
    return Example(path, text, told)


def _file(name: str) -> Any:
    return resources.files("mentoring").joinpath(f"data/{name}")
