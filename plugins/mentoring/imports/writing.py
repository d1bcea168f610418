"""A card as the text of its file: block YAML, remarks beside what they are about."""

from collections.abc import Iterator, Mapping
from typing import Any

from mentoring import block_yaml
from mentoring.imports.draft import NOTE, Draft
from mentoring.source import Document, parse

_STEP = 2


def text_of(draft: Draft) -> str:
    """The whole file."""
    body = f"\n{draft.body.strip()}\n" if draft.body.strip() else ""
    return "\n".join(["---", *_lines(draft.data, 0), "---", ""]) + body


def document_of(draft: Draft) -> Document:
    """The file as the reader takes it apart."""
    return parse(text_of(draft), draft.path)


def _lines(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    """The lines of a mapping."""
    yield from _remarks(data, indent)
    for key, value in data.items():
        if key == NOTE:
            continue
        if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield f"{' ' * indent}{key}:"
            for one in value:
                yield from _entry(one, indent + _STEP)
        else:
            yield from block_yaml.pair(key, value, indent)


def _entry(value: Any, indent: int) -> Iterator[str]:
    """The lines of one entry of a list, its remarks above it."""
    if not isinstance(value, Mapping):
        yield from block_yaml.item(value, indent)
        return
    yield from _remarks(value, indent)
    first, *rest = _lines({key: inner for key, inner in value.items() if key != NOTE}, indent + _STEP)
    yield f"{' ' * indent}- {first.lstrip()}"
    yield from rest


def _remarks(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for remark in data.get(NOTE, ()):
        yield from (f"{' ' * indent}# {line}" for line in remark.split("\n") if line.strip())
