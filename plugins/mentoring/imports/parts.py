"""A text cut at its headings: which part each is, and how one stands in the body of a card."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as inside

from mentoring.imports.heads import Heads, plain
from mentoring.imports.naming import Namer
from mentoring.imports.prose import is_idle, table_as_list
from mentoring.imports.table import Line, Paper, Table
from mentoring.imports.texts import markdown, number_and_rest


@dataclass
class Part:
    """What stands under one heading."""

    field: str
    """Of `parts` in the vocabulary; empty for a heading it does not know."""
    title: str
    level: int = 2
    blocks: list[Line | Table] = inside(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [block for block in self.blocks if isinstance(block, Line)]


def parts_of(paper: Paper, title: Sequence[Line], parts: Heads) -> Iterator[Part]:
    """The text cut at its headings; «Цель: …» in one line is a heading with a text."""
    taken = {id(line) for line in title}
    part = Part("", "")
    for block in paper.blocks:
        if isinstance(block, Table):
            part.blocks.append(block)
            continue
        if id(block) in taken or is_idle(block.text):
            continue
        heading, rest = _heading(block, parts)
        if heading:
            if part.blocks or part.title:
                yield part
            part = Part(parts.field(heading), heading, min(block.level + 1, 4) if block.level else 2)
            if rest:
                part.blocks.append(Line(rest))
        elif not (part.field == "contents" or _PAGE.search(block.text)):
            part.blocks.append(block)
    if part.blocks or part.title:
        yield part


def _heading(line: Line, parts: Heads) -> tuple[str, str]:
    """The heading a line is, without its number, and what follows a colon; empty where it is none."""
    _, text = number_and_rest(line.text)
    text = re.sub(r"^[IVX]+\.\s*", "", text)
    before, colon, after = text.partition(":")
    if colon and len(before) < LABEL and parts.exact.get(plain(before)):
        return before.strip(), after.strip()
    bare = text.rstrip(" .:")
    if line.level or parts.exact.get(plain(bare)):
        return bare, ""
    if line.is_bold and len(text) < _HEADING and not text.endswith((".", ";", ",")) and not line.mark:
        return bare, ""
    return "", ""


def as_body(part: Part, namer: Namer) -> list[str]:
    """A part as Markdown under its heading; who is described by name is not described."""
    told: list[str] = []
    waiting: list[Line] = []
    described = 0
    for block in (*part.blocks, None):
        if isinstance(block, Line):
            if part.field == "people":
                if namer.count(block.text):
                    described = _PORTRAIT
                elif described and not block.mark and block.text.endswith("."):
                    described -= 1
                    namer.taken["portrait"] += 1
                    continue
                else:
                    described = 0
            waiting.append(block)
            continue
        if text := markdown(waiting):
            told.append(namer.clean(text))
        waiting = []
        if block is not None:
            told.append(namer.clean(table_as_list(block)))
    told = [text for text in told if text]
    head = [f"{'#' * part.level} {namer.clean(part.title)}"] if part.title and told else []
    return [*head, *told]


_PORTRAIT = 3
"""How many paragraphs behind somebody's name may describe that somebody."""
LABEL = 60
_HEADING = 120
_PAGE = re.compile(r"(?:\.{3,}|\s)\s*\d{1,3}(?:\s?[-–]\s?\d{1,3})?$")
