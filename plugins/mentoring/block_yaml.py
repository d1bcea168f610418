"""Values as YAML that the reader takes back unchanged: block style, lists indented by two, quotes only where they are needed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

Value = str | Sequence["Value"] | Mapping[str, "Value"]
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SIMPLE = re.compile(r"[^\W_][^\n:#\"'\[\]{},|>&*!%@`]*")
"""Nothing in it that YAML could take for a sign of its own."""


def pair(key: str, value: Any, indent: int) -> list[str]:
    """A field and its value as lines."""
    return [f"{' ' * indent}{scalar(key)}:{line}" if not n else line for n, line in _after(value, indent)]


def item(value: Any, indent: int) -> list[str]:
    """An entry of a list as lines; `indent` is where its hyphen stands."""
    dash = f"{' ' * indent}- "
    if isinstance(value, Mapping) and value:
        lines = mapping(value, indent + 2)
        return [dash + lines[0][indent + 2 :], *lines[1:]]
    if isinstance(value, str) and "\n" not in value:
        return [dash + scalar(value)]
    return [f"{' ' * indent}-{line}" if not n else line for n, line in _after(value, indent)]


def mapping(value: Mapping[str, Any], indent: int) -> list[str]:
    return [line for key, inner in value.items() for line in pair(key, inner, indent)]


def _after(value: Any, indent: int) -> Iterator[tuple[int, str]]:
    """What follows a colon or a hyphen: the rest of the line, then the lines below."""
    if isinstance(value, Mapping):
        lines = [" {}"] if not value else ["", *mapping(value, indent + 2)]
    elif isinstance(value, list):
        lines = [" []"] if not value else ["", *(line for each in value for line in item(each, indent + 2))]
    elif isinstance(value, str) and "\n" in value:
        lines = _block(value, indent + 2)
    else:
        lines = [f" {scalar(value)}" if value else ""]
    yield from enumerate(lines)


def _block(text: str, indent: int) -> list[str]:
    """Text of several lines, each as it is."""
    lines = text.rstrip("\n").split("\n")
    if any(line != line.rstrip() or "\t" in line for line in lines) or lines[0].startswith(" "):
        return [f" {_double(text)}"]
    return [" |", *(f"{' ' * indent}{line}" if line else "" for line in lines)]


def scalar(value: Any, style: str = "", *, flow: bool = False) -> str:
    """A text of one line; `style` is the quote that the author put around the value before."""
    text = str(value)
    if "\n" in text:
        return _double(text)
    if style == '"' and '"' not in text and "\\" not in text:
        return f'"{text}"'
    if style == "'":
        return _single(text)
    if _SIMPLE.fullmatch(text) and text == text.strip():
        return text
    if _is_plain(text, flow=flow):
        return text
    return f'"{text}"' if '"' not in text and "\\" not in text and text.isprintable() else _quoted(text)


def _quoted(text: str) -> str:
    return _single(text) if text.isprintable() else _double(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether the text without quotes is read as the same text."""
    written = f"[{text}, x]" if flow else f"a: {text}\nb: x"
    try:
        read = yaml.load(written, Loader=_Loader)
    except yaml.YAMLError:
        return False
    return bool(read == ([text, "x"] if flow else {"a": text, "b": "x"}))


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(inner)}" for key, inner in value.items()) + "}"
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value, flow=True) if value else '""'
