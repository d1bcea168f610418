"""Edits put into the text of a card: every other line stays, with the remarks of its author."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from mentoring.imports.merging import Edit, Way, plainly
from mentoring.imports.writing import block, entry, field
from mentoring.source import SourceError, parse


def mended(text: str, path: str, edits: Sequence[Edit]) -> tuple[str, bool]:
    """The text with the edits, and whether all other lines are as they were.

    A card that is written in braces is written anew, and the remarks in it are lost.
    """
    wanted = applied(parse(text, path).data, edits)
    try:
        after = _edited(text, edits)
        if plainly(parse(after, path).data) == plainly(wanted):
            return after, True
    except (_Unusual, SourceError):
        pass
    _, body = _apart(text)
    return "\n".join(["---", *block(wanted), "---", *body]), False


def applied(data: Mapping[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """The data with the edits; places of new entries are counted in the data as it was."""
    result: dict[str, Any] = copy.deepcopy(dict(data))
    new = [edit for edit in edits if edit.is_new]
    for edit in (edit for edit in edits if not edit.is_new):
        _at(result, edit.way[:-1])[edit.way[-1]] = edit.value
    order = sorted(
        range(len(new)), key=lambda index: (len(new[index].way), new[index].way[-1], index), reverse=True
    )
    for edit in (new[index] for index in order):  # from the deepest and last, so that places before stay true
        _at(result, edit.way[:-1]).insert(edit.way[-1], edit.value)
    return result


class _Unusual(Exception):
    """The card is written in a way in which single lines cannot be changed."""


def _at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data


def _apart(text: str) -> tuple[list[str], list[str]]:
    """The lines of the card and those behind it."""
    lines = text.split("\n")
    closing = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    return lines[1:closing], lines[closing + 1 :]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    lines, body = _apart(text)
    root = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
    changes = [(*_change(lines, root, edit), order) for order, edit in enumerate(edits)]
    for start, stop, told, _ in sorted(changes, key=lambda change: (change[0], change[3]), reverse=True):
        lines[start:stop] = told
    return "\n".join(["---", *lines, "---", *body])


def _change(lines: Sequence[str], root: yaml.Node | None, edit: Edit) -> tuple[int, int, list[str]]:
    """Which lines give way to which."""
    parent = _node(root, edit.way[:-1])
    last = edit.way[-1]
    if edit.is_new:
        if (
            not isinstance(parent, yaml.SequenceNode)
            or parent.flow_style
            or not parent.value
            or not isinstance(last, int)
        ):
            raise _Unusual
        told = list(entry(edit.value, parent.start_mark.column))
        if last:
            line = _end(parent.value[last - 1])
        else:
            line = parent.start_mark.line
            while line and lines[line - 1].lstrip().startswith("#"):
                line -= 1
        return line, line, told
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style or not parent.value:
        raise _Unusual
    indent = parent.value[0][0].start_mark.column
    for key, value in parent.value:
        if key.value == last:
            start = key.start_mark.line
            told = list(field(str(last), edit.value, indent))
            told[0] = lines[start][:indent] + told[0].lstrip()
            return start, max(_end(value), start + 1), told
    line = _end(parent.value[-1][1])
    return line, line, list(field(str(last), edit.value, indent))


def _node(node: yaml.Node | None, way: Way) -> yaml.Node:
    for step in way:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            raise _Unusual
    if node is None:
        raise _Unusual
    return node


def _end(node: yaml.Node) -> int:
    """The line after the last one of a value, from 0."""
    if isinstance(node, yaml.ScalarNode):
        mark = node.end_mark
        return mark.line if node.style in {"|", ">"} and not mark.column else mark.line + 1
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.line) + 1
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)
