"""Problems as text, as GitHub annotations, as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
    return dumped([as_object(problem) for problem in problems])


def dumped(answer: object) -> str:
    """Write an answer as JSON that cannot drive a terminal."""
    told = json.dumps(answer, ensure_ascii=False, indent=2)
    return "".join(
        letter
        if letter.isprintable() or letter in "\n\u00a0"
        else json.dumps(letter)[1:-1]  # what `json` leaves raw can still drive a terminal
        for letter in told
    )


def as_object(problem: Problem) -> dict[str, Any]:
    """A problem as `schema` describes it."""
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": str(problem.severity),
        "rule": problem.rule,
        "what": problem.what,
        "why": problem.why,
        "fix": problem.fix,
    }


FORMATS: dict[str, Callable[[Sequence[Problem], Lines | None], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `as_json`."""
    text = {"type": "string"}
    fields: dict[str, dict[str, Any]] = {
        "path": {**text, "description": "Файл от папки проекта, через `/`."},
        "line": {"type": "integer", "minimum": 1, "description": "Строка, с единицы."},
        "column": {"type": "integer", "minimum": 1, "description": "Столбец, с единицы."},
        "severity": {
            "enum": [str(severity) for severity in Severity],
            "description": "Ошибка или замечание.",
        },
        "rule": {**text, "pattern": "^[a-z]+(-[a-z]+)*$", "description": "Постоянное имя правила."},
        "what": {**text, "minLength": 1, "description": "Что случилось."},
        "why": {**text, "description": "Почему это важно; пусто, если ясно и так."},
        "fix": {**text, "minLength": 1, "description": "Как исправить."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ошибки и замечания",
        "type": "array",
        "items": {
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        },
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
        line = source[place.line - 1][:120]
        told.append(f"{place.line:>5} | {line}")
        if place.column <= len(line):
            told.append(f"      | {' ' * (place.column - 1)}^")
    if problem.why:
        told.append(f"  Почему это важно: {problem.why}")
    told.append(f"  Как исправить: {problem.fix}")
    return "".join(f"{_on_one_line(line)}\n" for line in told)


def _on_one_line(text: str) -> str:
    """A line that stays one: what an author wrote cannot begin another, where CI reads commands."""
    return visible(text.replace("\n", " "))


def visible(text: str) -> str:
    """Replace control characters, so that content cannot drive a terminal; a tab is an arrow, as in Word."""
    return "".join(
        letter
        if letter == "\n" or letter.isprintable() or letter == "\u00a0"
        else "→"
        if letter == "\t"
        else "�"
        for letter in text
    )


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
