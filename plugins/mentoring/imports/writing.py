"""A card as the text of its file: block YAML, lists indented by two, remarks beside what they are about."""

import re
from collections.abc import Iterator
from typing import Any

from mentoring.imports.draft import NOTE, Draft
from mentoring.source import Document, parse

STEP = 2


def text_of(draft: Draft) -> str:
    """The whole file."""
    body = f"\n{draft.body.strip()}\n" if draft.body.strip() else ""
    return "\n".join(["---", *block(draft.data), "---", ""]) + body


def document_of(draft: Draft) -> Document:
    """The file as the reader takes it apart."""
    return parse(text_of(draft), draft.path)


def block(data: dict[str, Any], indent: int = 0) -> Iterator[str]:
    """The lines of a mapping."""
    space = " " * indent
    for remark in data.get(NOTE, ()):
        yield from (f"{space}# {line}" for line in _wrapped(remark))
    for key, value in data.items():
        if key != NOTE:
            yield from field(key, value, indent)


def field(key: str, value: Any, indent: int = 0) -> Iterator[str]:
    """The lines of one field."""
    space = " " * indent
    if isinstance(value, dict):
        yield f"{space}{key}:"
        yield from block(value, indent + STEP)
    elif isinstance(value, list | tuple):
        yield f"{space}{key}:"
        for one in value:
            yield from entry(one, indent + STEP)
    elif isinstance(value, str) and "\n" in value:
        yield f"{space}{key}: |{_indicator(value)}"
        yield from (f"{space}{' ' * STEP}{line}" if line else "" for line in value.rstrip("\n").split("\n"))
    elif value is None:
        yield f"{space}{key}:"
    elif isinstance(value, int):
        yield f"{space}{key}: {value}"
    else:
        yield f"{space}{key}: {scalar(str(value))}".rstrip()


def entry(value: Any, indent: int) -> Iterator[str]:
    """The lines of one entry of a list."""
    space = " " * indent
    if not isinstance(value, dict):
        yield f"{space}- {scalar(str(value))}"
        return
    for remark in value.get(NOTE, ()):
        yield from (f"{space}# {line}" for line in _wrapped(remark))
    lines = list(block({key: inner for key, inner in value.items() if key != NOTE}, indent + STEP))
    yield f"{space}- {lines[0].lstrip()}"
    yield from lines[1:]


def scalar(text: str) -> str:
    """A value in one line, in quotes where YAML would read something else."""
    text = " ".join(text.split("\n"))
    if not _QUOTED.search(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _indicator(value: str) -> str:
    """A literal that begins with a space says how deep it stands."""
    return str(STEP) if value[:1] in " \t" else ""


def _wrapped(remark: str) -> list[str]:
    return [line for line in remark.split("\n") if line.strip()]


_QUOTED = re.compile(
    r"^$|^[\s\-?:,\[\]{}#&*!|>'\"%@`~=<]|^[-+]?\d+(?:[.,]\d+)?$|^\d{4}-\d\d?-\d\d?$|^\d+(?::\d+)+$|: |:$| #|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
    r"|^(?:да|нет|true|false|yes|no|on|off|null|~)$|^\.|^---",
    re.I,
)
"""Starts and signs that mean something to YAML; bare numbers, days and answers are quoted for the reader's eye."""
