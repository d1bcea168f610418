"""What Word puts before a paragraph itself, and what its styles say: numbers, bullets, levels of headings."""

import re
from dataclasses import dataclass, field

from lxml import etree

from mentoring.imports.xml import child, local, value, whole


@dataclass
class Numbering:
    """Counts paragraphs in the order they come."""

    lists: etree._Element | None
    styles: etree._Element | None
    _levels: dict[str, dict[int, "_Level"]] = field(default_factory=dict)
    _count: dict[tuple[str, int], int] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _styled: dict[str, "_Style"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in self.lists if self.lists is not None else ():
            if local(part) == "abstractNum":
                self._levels[value(part, "abstractNumId")] = {
                    whole(level, "ilvl"): _Level.of(level) for level in part if local(level) == "lvl"
                }
            elif local(part) == "num":
                self._abstract[value(part, "numId")] = value(child(part, "abstractNumId"))
        for part in self.styles if self.styles is not None else ():
            if local(part) == "style":
                self._styled[value(part, "styleId")] = _Style.of(part)

    def mark(self, about: etree._Element | None) -> str:
        """The number or bullet of the next paragraph: «1.», «а)», «-» for any bullet; empty where there is none."""
        told = child(about, "numPr")
        number, level = value(child(told, "numId")), value(child(told, "ilvl"))
        if not number:
            number, level = self._of_style(value(child(about, "pStyle")))
        abstract = self._abstract.get(number, "")
        depth = int(level) if level.isdecimal() and len(level) == 1 else 0
        here = self._levels.get(abstract, {}).get(depth)
        if number in {"", "0"} or here is None:
            return ""
        count = self._count.get((abstract, depth), here.start - 1) + 1
        self._count[abstract, depth] = count
        for deeper in [key for key in self._count if key[0] == abstract and key[1] > depth]:
            del self._count[deeper]
        if here.form in {"bullet", "none"} or not here.text:
            return "-" if here.form == "bullet" else ""
        return re.sub("%([1-9])", lambda match: self._told(abstract, int(match[1]) - 1), here.text).strip()

    def _told(self, abstract: str, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        if level is None:
            return ""
        return level.written(self._count.get((abstract, depth), level.start))

    def _of_style(self, identity: str) -> tuple[str, str]:
        for style in self._chain(identity):
            if style.number:
                return style.number, style.depth
        return "", ""

    def level(self, identity: str, about: etree._Element | None) -> int:
        """The level of a heading, from 1; 0 for other paragraphs."""
        own = value(child(about, "outlineLvl"))
        if own.isdecimal():
            return int(own) + 1 if int(own) < _BODY else 0
        for style in self._chain(identity):
            if style.outline.isdecimal():
                return int(style.outline) + 1 if int(style.outline) < _BODY else 0
            if style.name in {"title", "название", "заголовок"}:
                return 1
            if match := re.fullmatch(r"(?:heading|заголовок) ?([1-9])", style.name):
                return int(match[1])
        return 0

    def is_bold(self, identity: str) -> bool:
        return any(style.is_bold for style in self._chain(identity))

    def _chain(self, identity: str) -> list["_Style"]:
        """A style and those it stands on."""
        found: list[_Style] = []
        while identity in self._styled and self._styled[identity] not in found:
            found.append(self._styled[identity])
            identity = found[-1].parent
        return found


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str

    @classmethod
    def of(cls, level: etree._Element) -> "_Level":
        return cls(
            whole(child(level, "start"), default=1),
            value(child(level, "numFmt")) or "decimal",
            value(child(level, "lvlText")),
        )

    def written(self, count: int) -> str:
        if self.form in {"upperRoman", "lowerRoman"}:
            roman = _roman(count)
            return roman if self.form == "upperRoman" else roman.lower()
        letters = _LETTERS.get(self.form)
        if letters and count > 0:
            return letters[(count - 1) % len(letters)]
        return f"{count:02}" if self.form == "decimalZero" else str(count)


@dataclass(frozen=True)
class _Style:
    identity: str
    name: str
    parent: str
    outline: str
    number: str
    depth: str
    is_bold: bool

    @classmethod
    def of(cls, style: etree._Element) -> "_Style":
        about = child(style, "pPr")
        bold = child(style, "rPr", "b")
        return cls(
            value(style, "styleId"),
            value(child(style, "name")).lower(),
            value(child(style, "basedOn")),
            value(child(about, "outlineLvl")),
            value(child(about, "numPr", "numId")),
            value(child(about, "numPr", "ilvl")),
            bold is not None and value(bold) not in {"0", "false"},
        )


def _roman(count: int) -> str:
    told = ""
    for worth, sign in _ROMAN:
        told += sign * (count // worth)
        count %= worth
    return told


_BODY = 9
"""The outline level of plain text."""
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
}
