"""Two versions of one card side by side, field by field, for a curator who must choose."""

from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.cards import Filed
from mentoring.editor.forms import BODY, KEY
from mentoring.editor.shapes import fields, has_body
from mentoring.editor.views import same


def rows(
    model: type[Filed], was: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> list[dict[str, str]]:
    """The fields that somebody has changed: what stands in the file now, and what in the form."""
    named = [(field.name, field.title) for field in fields(model)]
    if has_body(model):
        named.append((BODY, "Рассказ"))
    return [
        {"field": title, "theirs": _told(theirs.get(name)), "mine": _told(mine.get(name))}
        for name, title in named
        if not same(theirs.get(name), mine.get(name)) or not same(theirs.get(name), was.get(name))
    ]


def _told(value: Any) -> str:
    """A value of the form in words."""
    return "\n".join(_lines(value)) or "—"


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        told = [", ".join(_lines(inner)) for name, inner in value.items() if name != KEY]
        head = f"{value[KEY]}: " if KEY in value else ""
        yield head + "; ".join(each for each in told if each)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner)
    elif isinstance(value, bool):
        yield "да" if value else "нет"
    elif value is not None and value != "":
        yield str(value)
