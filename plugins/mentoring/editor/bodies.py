"""The text under a card after somebody has edited it as rich text: what was not edited stays as it was typed."""

import re
from difflib import SequenceMatcher

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ESCAPE = re.compile(r"\\([^\w\s])")
_MARKER = re.compile(r"^([ \t]*)(?:[*+-]|(\d+)[.)])[ \t]+", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6} .*?)[ #]*$", re.MULTILINE)


def kept(old: str, new: str) -> str:
    """`new` with every paragraph that says the same as one of `old` as it stood there."""
    if _told(old) == _told(new):
        return old
    olds, news = _paragraphs(old), _paragraphs(new)
    matched = SequenceMatcher(
        None, [_told(text) for text, _ in olds], [_told(text) for text, _ in news], autojunk=False
    )
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


def _told(text: str) -> str:
    """What a paragraph says: the same however its lists, emphasis and signs are marked."""
    text = _ESCAPE.sub(r"\1", text)
    text = _HEADING.sub(r"\1", _MARKER.sub(lambda found: f"{found[2] or '-'}. ", text))
    return re.sub(r"\s+", " ", text.replace("_", "*").replace("&nbsp;", " ")).strip()
