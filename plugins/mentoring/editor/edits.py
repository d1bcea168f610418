"""A card's text with some of its values changed: every other byte stays, remarks and the order of fields among them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import yaml

from mentoring import block_yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""YAML ends a line at these, the reader does not."""
_LONGEST = 100
"""A list or fields on one line stay there while they are not longer."""


def edited(header: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The text of a card's fields after their values have changed from `old` to `new`."""
    if old == new:
        return header
    text = header if header.endswith("\n") or not header else f"{header}\n"
    top = yaml.compose(text.translate(_LINE_ENDS), Loader=_Loader)
    if not isinstance(top, yaml.MappingNode) or top.flow_style:
        return "\n".join([*block_yaml.mapping(new, 0), ""])
    return _Text(text).changed(top, old, new)


def remarks(header: str) -> list[str]:
    """The remarks of a card's fields: what stands behind `#` outside of values."""
    text = header.translate(_LINE_ENDS)
    lines = [list(line) for line in text.split("\n")]
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, yaml.ScalarToken):
            _blank(lines, token.start_mark, token.end_mark)
    found = (re.search(r"(?:^|\s)(#.*)$", "".join(line)) for line in lines)
    return [match[1].strip() for match in found if match]


def _blank(lines: list[list[str]], start: Any, end: Any) -> None:
    for number in range(start.line, min(end.line + 1, len(lines))):
        line = lines[number]
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else len(line)
        block = number == start.line and line[first : first + 1] in (["|"], [">"])
        for at in range(first, min(last, len(line))):
            if not (block and "#" in line[first:] and at >= line.index("#", first)):
                line[at] = "x"


@dataclass
class _Text:
    """A text and the replacements in it, by offsets."""

    text: str
    _starts: list[int] = field(default_factory=list)
    _changes: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        at = 0
        for line in self.text.split("\n"):
            self._starts.append(at)
            at += len(line) + 1

    def changed(self, top: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        self._mapping(top, old, new)
        text = self.text
        # from the end, and of what is put in at one place the last first, so that it comes to stand in order
        for start, end, _, put in sorted(
            ((*change[:2], at, change[2]) for at, change in enumerate(self._changes)), reverse=True
        ):
            text = text[:start] + put + text[end:]
        return text

    # Fields

    def _mapping(self, node: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Change the fields of a block, each at its place; a new one stands after the one before it in `new`."""
        pairs = {key.value: (key, value) for key, value in node.value}
        indent = node.start_mark.column
        for name, (key, value) in pairs.items():
            if name not in new:
                self._remove(self._line_start(key.start_mark), self._end_of_pair(key, value))
            elif new[name] != old.get(name):
                self._pair(key, value, old.get(name), new[name], indent)
        at = self._line_start(node.start_mark)
        put: dict[int, list[str]] = {}
        for name in new:
            if name in pairs:
                at = self._end_of_pair(*pairs[name])
            else:
                put.setdefault(at, []).extend(block_yaml.pair(name, new[name], indent))
        for place, lines in put.items():
            self._changes.append((place, place, "".join(f"{line}\n" for line in lines)))

    def _pair(self, key: Any, value: Any, old: Any, new: Any, indent: int) -> None:
        """Change the value of a field."""
        if self._inside(value, old, new):
            return
        colon = self.text.index(":", self._offset(key.end_mark)) + 1
        lines = block_yaml.pair("x", new, indent)
        after = "\n".join([lines[0][indent + 2 :], *lines[1:]])
        self._changes.append((colon, max(colon, self._end(value)), after))

    def _inside(self, node: Any, old: Any, new: Any) -> bool:
        """Change a value without touching what is around it; tell whether that could be done."""
        if isinstance(node, yaml.ScalarNode) and isinstance(new, str) and isinstance(old, str):
            if node.style in ("|", ">") or "\n" in new:
                return False
            style = node.style or ""
            put = block_yaml.scalar(new, style, flow=self._in_flow(node))
            self._changes.append((self._offset(node.start_mark), self._offset(node.end_mark), put))
            return True
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and not node.flow_style:
            first = node.value[0][0].value
            on_dash = self._before(node).strip() != ""
            if on_dash and next(iter(new)) != first:
                return False  # the first field stands behind the hyphen
            self._mapping(node, old, new)
            return True
        if isinstance(node, yaml.SequenceNode) and isinstance(new, list) and not node.flow_style:
            self._sequence(node, old, new)
            return True
        if isinstance(node, yaml.CollectionNode) and node.flow_style and isinstance(new, list | Mapping):
            put = block_yaml.flow(new)
            if "\n" not in put and len(self._before(node)) + len(put) <= _LONGEST:
                self._changes.append((self._offset(node.start_mark), self._offset(node.end_mark), put))
                return True
        return False

    # Lists

    def _sequence(self, node: yaml.SequenceNode, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Change the entries of a list; one that moved is written as it was."""
        indent = node.start_mark.column
        spans = [(self._dash(item, indent), self._line_end(self._end(item))) for item in node.value]
        olds, news = [repr(each) for each in old], [repr(each) for each in new]

        def lines(at: int) -> str:
            if news[at] in olds:
                start, end = spans[olds.index(news[at])]
                return self.text[start:end]
            return "".join(f"{line}\n" for line in block_yaml.item(new[at], indent))

        for what, i1, i2, j1, j2 in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            both = min(i2 - i1, j2 - j1)
            for offset in range(both):
                self._entry(node.value[i1 + offset], spans[i1 + offset], old[i1 + offset], new[j1 + offset])
            for start, end in spans[i1 + both : i2]:
                self._remove(start, end)
            place = spans[i1 + both - 1][1] if i1 + both else spans[0][0]
            put = "".join(lines(at) for at in range(j1 + both, j2))
            if put:
                self._changes.append((place, place, put))

    def _entry(self, node: Any, span: tuple[int, int], old: Any, new: Any) -> None:
        if not self._inside(node, old, new):
            indent = len(self.text[span[0] :]) - len(self.text[span[0] :].lstrip(" "))
            put = "".join(f"{line}\n" for line in block_yaml.item(new, indent))
            self._changes.append((*span, put))

    # Places

    def _remove(self, start: int, end: int) -> None:
        self._changes.append((start, end, ""))

    def _offset(self, mark: Any) -> int:
        return (
            min(self._starts[mark.line] + mark.column, len(self.text))
            if mark.line < len(self._starts)
            else len(self.text)
        )

    def _line_start(self, mark: Any) -> int:
        return self._starts[int(mark.line)]

    def _line_end(self, offset: int) -> int:
        """Behind the end of the line something ends in."""
        return self.text.index("\n", offset) + 1

    def _before(self, node: Any) -> str:
        return self.text[self._line_start(node.start_mark) : self._offset(node.start_mark)]

    def _in_flow(self, node: Any) -> bool:
        return bool(re.search(r"[\[{]", self._before(node)))

    def _dash(self, item: Any, indent: int) -> int:
        """The start of the line an entry's hyphen stands in."""
        line = int(item.start_mark.line)
        while line > 0 and self.text[self._starts[line] :][: indent + 1].rstrip("\n") != f"{' ' * indent}-":
            line -= 1
        return self._starts[line]

    def _end(self, node: Any) -> int:
        """Where the last sign of a value stands; the marks of a block lie behind the blank lines that follow it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            if isinstance(last, tuple):
                key, value = last
                return max(self._end(value), self.text.index(":", self._offset(key.end_mark)) + 1)
            return self._end(last)
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        return start + len(self.text[start:end].rstrip())

    def _end_of_pair(self, key: Any, value: Any) -> int:
        colon = self.text.index(":", self._offset(key.end_mark)) + 1
        return self._line_end(max(colon, self._end(value)))
