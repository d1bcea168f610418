"""Fields set in the text of a card: every other line stays as it was."""

import re
from collections.abc import Mapping
from typing import Any

from mentoring import block_yaml
from mentoring.block_yaml import Value
from mentoring.source import SourceError, parse, parse_yaml
from mentoring.undoable import Refused


def with_fields(text: str, values: Mapping[str, Value | None]) -> str:
    """The same text with these fields set, None for none: in their old place, else at the end of the card.

    Raises:
        Refused: the card cannot be read, or another field would have changed with them.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    is_page = lines[0].rstrip() == "---"
    before = _data(lines, is_page)
    for key, value in values.items():
        lines = _set(lines, key, value, is_page)
    wanted = {key: value for key, value in before.items() if key not in values}
    wanted |= {key: _read(value) for key, value in values.items() if value is not None}
    if _data(lines, is_page) != wanted:
        raise Refused("Поля этой карточки записаны так, что программа их не правит: измените их руками.")
    return end.join(lines)


def _data(lines: list[str], is_page: bool) -> dict[str, Any]:
    try:
        text = "\n".join(lines)
        return dict((parse(text, "card.md") if is_page else parse_yaml(text, "card.yml")).data)
    except SourceError as error:
        raise Refused(f"{error.problem.what} {error.problem.fix}") from None


def _read(value: Value) -> Any:
    """A value as the reader gives it back."""
    return _data(block_yaml.pair("k", value, 0), False)["k"]


def _set(lines: list[str], key: str, value: Value | None, is_page: bool) -> list[str]:
    new = [] if value is None else block_yaml.pair(key, value, 0)
    last = _fence(lines) if is_page else len(lines) - (not lines[-1])
    for number in range(last):
        if re.match(rf"{key}[ \t]*:", lines[number]):
            stop = number + 1
            while stop < last and re.match(r"[ \t]|-[ \t]|-$|$", lines[stop]):
                stop += 1
            remark = re.search(r"[ \t]+# .*$", lines[number])
            if new and remark and '"' not in lines[number]:
                new[0] += remark[0]
            return [*lines[:number], *new, *lines[stop:]]
    if new:
        for number in range(last):
            if re.match(rf"# {key}: ", lines[number]):  # the line of a starter that waits for it
                return [*lines[:number], *new, *lines[number + 1 :]]
    return [*lines[:last], *new, *lines[last:]]


def _fence(lines: list[str]) -> int:
    return next((n for n in range(1, len(lines)) if lines[n].rstrip() == "---"), len(lines))
