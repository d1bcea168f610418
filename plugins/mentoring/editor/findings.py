"""Problems of a file as its form tells them: by the fields a curator sees."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from mentoring.cards import Filed
from mentoring.editor.forms import BODY
from mentoring.editor.shapes import Fields, Keyed, Many, Shape, field
from mentoring.problems import Problem
from mentoring.source import Document, Path


@dataclass(frozen=True)
class Finding:
    """A problem and the field it belongs to."""

    problem: Problem
    way: Path
    """The field in the file; empty where no field is meant."""
    focus: str
    """The field in the form: `mentors.0.role`."""
    field: str
    """The field as a curator calls it: «Наставники, запись 1, Роль»."""

    @property
    def told(self) -> dict[str, Any]:
        problem = self.problem
        return {
            "error": problem.is_error,
            "field": self.field,
            "focus": self.focus,
            "what": problem.what,
            "why": problem.why,
            "fix": problem.fix,
            "line": problem.place.line,
            "rule": problem.rule,
        }


def findings(
    problems: Sequence[Problem], document: Document | None, model: type[Filed]
) -> tuple[Finding, ...]:
    return tuple(_found(problem, document, model) for problem in problems)


def new_errors(after: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """The errors that a change brings: those that were there already do not keep anybody from saving."""
    known = Counter(_same(found) for found in before)
    fresh = []
    for found in after:
        if not found.problem.is_error:
            continue
        if known[_same(found)]:
            known[_same(found)] -= 1
        else:
            fresh.append(found)
    return fresh


def _same(found: Finding) -> tuple[str, str, Path]:
    return found.problem.rule, found.problem.what, found.way


def _found(problem: Problem, document: Document | None, model: type[Filed]) -> Finding:
    way = _way(problem, document) if document else ()
    focus, titles = _in_form(way, document.data if document else {}, model)
    return Finding(problem, way, ".".join(focus), ", ".join(titles))


def _way(problem: Problem, document: Document) -> Path:
    """The field at the place of a problem."""
    at = (problem.place.line, problem.place.column)
    if problem.place.line >= document.body_line > 1:
        return (BODY,)
    ways = [way for table in (document.keys, document.places) for way, place in table.items() if place == at]
    way = max(ways, key=len, default=())
    if not way:
        on_line = [key for key, place in document.keys.items() if place[0] == at[0] and place[1] <= at[1]]
        way = max(on_line, key=lambda key: document.keys[key], default=())
    missing = _NAMED.search(problem.what) if problem.rule == "field-missing" else None
    if missing and (not way or way[-1] != missing[1]):
        return (*way, missing[1]) if at != (1, 1) else (missing[1],)
    return way


_NAMED = re.compile(r"поле `(\w+)`")


def _in_form(way: Path, data: Any, model: type[BaseModel]) -> tuple[list[str], list[str]]:
    """A field by its names in the form, and by its titles."""
    if way == (BODY,):
        return [BODY], ["Рассказ"]
    focus: list[str] = []
    titles: list[str] = []
    shape: Shape | None = Fields(model)
    for step in way:
        match shape:
            case Fields(inner):
                found = field(inner, str(step))
                if found is None:
                    return focus, titles
                focus.append(found.name)
                titles.append(found.title)
                shape = found.shape
            case Many(of) if isinstance(step, int):
                focus.append(str(step))
                titles.append(f"запись {step + 1}")
                shape = of
            case Keyed(of):
                names = list(data) if isinstance(data, Mapping) else []
                focus.append(str(names.index(step) if step in names else 0))
                titles.append(str(step))
                shape = of
            case _:
                return focus, titles
        data = _inner(data, step)
    return focus, titles


def _inner(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
