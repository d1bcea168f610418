"""Problems of a file as its form tells them: by the fields a curator sees."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from mentoring.cards import Filed
from mentoring.editor.forms import BODY
from mentoring.editor.shapes import Fields, Keyed, Many, Plain, Shape, field, fields
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
    is_link: bool = False
    """Whether it leads to another card, which is chosen by its title."""

    @property
    def told(self) -> dict[str, Any]:
        problem = self.problem
        what, fix = problem.what, problem.fix
        if problem.rule == "field-missing":  # a form has no lines to add
            example = None if self.is_link else _EXAMPLE.search(fix)
            what = f"Не заполнено поле «{self.field.rpartition(', ')[2]}»."
            fix = f"Заполните его{f', например: {example[1]}' if example else ''}."
        return {
            "error": problem.is_error,
            "field": self.field,
            "focus": self.focus,
            "what": what,
            "why": problem.why,
            "fix": fix,
            "line": problem.place.line,
            "rule": problem.rule,
        }


def findings(
    problems: Sequence[Problem], document: Document | None, model: type[Filed]
) -> tuple[Finding, ...]:
    found = [_found(problem, document, model) for problem in problems]
    declared = [field.name for field in fields(model)]
    order = {name: at for at, name in enumerate(declared)}
    return tuple(
        sorted(
            found,
            key=lambda each: order.get(each.focus.partition(".")[0], -1 if not each.focus else len(order)),
        )
    )


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
    focus, titles, shape = _in_form(way, document.data if document else {}, model)
    is_link = isinstance(shape, Plain) and bool(shape.to)
    return Finding(problem, way, ".".join(focus), ", ".join(titles), is_link)


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
_EXAMPLE = re.compile(r"например: `\w+: (?![-{])(.+)`")


def _in_form(way: Path, data: Any, model: type[BaseModel]) -> tuple[list[str], list[str], Shape | None]:
    """A field by its names in the form, and by its titles; and what it looks like."""
    if way == (BODY,):
        return [BODY], ["Рассказ"], None
    focus: list[str] = []
    titles: list[str] = []
    shape: Shape | None = Fields(model)
    for step in way:
        match shape:
            case Fields(inner):
                found = field(inner, str(step))
                if found is None:
                    return focus, titles, None
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
                return focus, titles, None
        data = _inner(data, step)
    return focus, titles, shape


def _inner(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
