"""Values → the YAML of our files: in blocks, lists indented by two, no more quotes than needed."""

import json
from collections.abc import Mapping, Sequence

import yaml

Value = str | Sequence["Value"] | Mapping[str, "Value"]


def lines(key: str, value: Value) -> list[str]:
    """The lines of a field; nothing is said of what is empty."""
    if isinstance(value, str):
        return _text(key, value)
    inner = _items(value)
    return [f"{key}:", *_indented(inner)]


def _items(value: Value) -> list[str]:
    if isinstance(value, str):
        return [_scalar(value)]
    if isinstance(value, Mapping):
        return [line for key, inner in value.items() for line in lines(key, inner)]
    found = []
    for one in value:
        first, *rest = _text("", one) if isinstance(one, str) else _items(one) or ["{}"]
        found += [f"- {first.removeprefix(': ').removeprefix(':').strip()}", *_indented(rest)]
    return found


def _text(key: str, text: str) -> list[str]:
    if "\n" in text and not text.startswith((" ", "\n")) and not _odd(text):
        return [f"{key}: |", *_indented(text.rstrip("\n").split("\n"))]
    return [f"{key}: {_scalar(text)}".rstrip()]


def _indented(inner: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in inner]


def _scalar(text: str) -> str:
    return text if not text or _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether YAML reads the bare text back as it is, in a field and in a list."""
    if text.lower() in _SPECIAL or _odd(text):
        return False
    try:
        found = yaml.load(f"- k: {text}\n- {text}\n", Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    return bool(found == [{"k": text}, text])


def _odd(text: str) -> bool:
    """Whether a text holds signs that YAML takes for ends of lines or does not take at all."""
    return any(not (sign.isprintable() or sign in "\n\u00a0") for sign in text)


_SPECIAL = frozenset({"null", "~", "true", "false", "yes", "no", "on", "off"})
