"""Problems as text, as GitHub annotations, as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence

from mentoring.problems import Problem, Severity

Lines = Mapping[str, tuple[str, ...]]

_WORD = {Severity.ERROR: "ошибка", Severity.WARNING: "замечание"}


def text(problems: Sequence[Problem], lines: Lines | None = None) -> str:
    """Tell problems as a curator reads them; with `lines` the author's own line is shown."""
    return "\n".join(_one(problem, lines or {}) for problem in problems)


def github(problems: Sequence[Problem], lines: Lines | None = None) -> str:
    """Tell problems as annotations of a pull request. Source: GitHub Actions, workflow commands."""
    return "\n".join(
        f"::{problem.severity} file={_property(problem.place.path)},line={problem.place.line},"
        f"col={problem.place.column},title={_property(problem.rule)}::{_data(f'{problem.what} {problem.fix}')}"
        for problem in problems
    )


def as_json(problems: Sequence[Problem], lines: Lines | None = None) -> str:
    """Tell problems as a list of objects."""
    return json.dumps(
        [
            {
                "path": problem.place.path,
                "line": problem.place.line,
                "column": problem.place.column,
                "severity": str(problem.severity),
                "rule": problem.rule,
                "what": problem.what,
                "why": problem.why,
                "fix": problem.fix,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


FORMATS: dict[str, Callable[[Sequence[Problem], Lines | None], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
}


def summary(cards: int, problems: Sequence[Problem]) -> str:
    """Say in one sentence what is in order and what is not."""
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    good = f"Карточек в порядке: {cards}."
    if not problems:
        return f"{good} Ошибок и замечаний нет."
    return f"{good} Ошибок: {errors}, замечаний: {warnings}."


def _one(problem: Problem, lines: Lines) -> str:
    place = problem.place
    told = [f"{place}: {_WORD[problem.severity]} [{problem.rule}] {problem.what}"]
    source = lines.get(place.path, ())
    if problem.quote and 0 < place.line <= len(source) and source[place.line - 1].strip():
        line = visible(source[place.line - 1][:120])
        told.append(f"{place.line:>5} | {line}")
        if place.column <= len(line):
            told.append(f"      | {' ' * (place.column - 1)}^")
    if problem.why:
        told.append(f"  Почему это важно: {problem.why}")
    told.append(f"  Как исправить: {problem.fix}")
    return visible("\n".join(told)) + "\n"


def visible(text: str) -> str:
    """Replace control characters, so that content cannot drive a terminal."""
    return "".join(
        letter if letter == "\n" or letter.isprintable() or letter == "\u00a0" else "�" for letter in text
    )


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
