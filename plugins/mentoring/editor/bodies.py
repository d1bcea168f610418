"""The text under a card after somebody has edited it as rich text: what was not edited stays as it was typed."""

import re
from difflib import SequenceMatcher

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_ESCAPE = re.compile(r"\\([^\w\s])")
_MARKER = re.compile(r"^([ \t]*)(?:[*+-]|(\d+)[.)])[ \t]+", re.MULTILINE)
_BREAK = re.compile(rf"(?: {{2,}}|\\)\n(?!{_MARKER.pattern[1:]})")
_EMPHASIS = re.compile(r"(?<![^\W_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![^\W_])", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6} .*?)[ #]*$", re.MULTILINE)


def kept(old: str, new: str) -> str:
    """`new` with every paragraph that says the same as one of `old` as it stood there."""
    olds, news = _paragraphs(old), _paragraphs(new)
    told_old, told_new = _told(olds), _told(news)
    if " ".join(told_old) == " ".join(told_new):
        return old
    matched = SequenceMatcher(None, told_old, told_new, autojunk=False)
    made: list[tuple[str, str]] = []
    for what, i1, i2, j1, j2 in matched.get_opcodes():
        made += olds[i1:i2] if what == "equal" else news[j1:j2]
    text = "".join(paragraph + gap for paragraph, gap in _separated(made)).strip("\n")
    lead = old[: len(old) - len(old.lstrip("\n"))]
    tail = old[len(old.rstrip("\n")) :] or "\n"
    return f"{lead}{text}{tail}" if text else ""


def _paragraphs(text: str) -> list[tuple[str, str]]:
    """The paragraphs of a text, each with the empty lines behind it."""
    text = text.strip("\n")
    found, at = [], 0
    for gap in _BLANK.finditer(text):
        found.append((text[at : gap.start()], gap[0]))
        at = gap.end()
    return [*found, (text[at:], "")] if text[at:] else found


def _separated(paragraphs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(text, gap or "\n\n") for text, gap in paragraphs]


def _told(paragraphs: list[tuple[str, str]]) -> list[str]:
    """What each paragraph says: the same however its lists, emphasis, breaks and signs are marked."""
    indents = [0]
    return [_said(text, indents) for text, _ in paragraphs]


def _said(text: str, indents: list[int]) -> str:
    """The same for one; `indents` are those of the list it may go on with, from the outermost."""
    if not text[0].isspace() and not _MARKER.match(text):
        indents[1:] = []
    text = _ESCAPE.sub(r"\1", _BREAK.sub(" ⏎\n", text))
    text = _MARKER.sub(lambda found: f"{'›' * _depth(found[1], indents)}{found[2] or '-'}. ", text)
    text = _EMPHASIS.sub(lambda found: f"{'*' * len(found[1])}{found[2]}{'*' * len(found[1])}", text)
    return re.sub(r"\s+", " ", _HEADING.sub(r"\1", text).replace("&nbsp;", " ")).strip()


def _depth(space: str, indents: list[int]) -> int:
    """How deep in its list an item stands: a deeper one begins at least two columns further right."""
    indent = len(space.expandtabs(4))
    while indent < indents[-1]:
        indents.pop()
    if indent >= indents[-1] + 2:
        indents.append(indent)
    return len(indents) - 1
