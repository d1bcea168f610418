"""People taken out of a text: a role stands where a name stood, and only counts are told."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mentoring.imports.mentions import OF_NAMES, PEOPLE, Look, Met, mentions
from mentoring.privacy.dictionary import morph, tags_of
from mentoring.privacy.evidence import ROLE
from mentoring.privacy.findings import FindingKind


@dataclass
class Namer:
    """Takes people out, and remembers whom it met, so that a bare surname is met again."""

    look: Look
    met: Met = field(default_factory=Met)
    names: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    """What else was taken out, by its sort."""

    def learn(self, texts: Iterable[str]) -> None:
        """Read everything once, so that a name told in full in one place is known by its surname in another."""
        for text in texts:
            for start, end in mentions(text, self.look, self.met):
                if not _CALLED.search(text[:start]):
                    self.met.add(text[start:end], _role_beside(text, start, end))

    def clean(self, text: str, role: str = "участник", *, strict: bool = False) -> str:
        """The text with roles instead of people, and without what else points at somebody.

        `strict`: in a column of people every word that only a surname can be is one.
        """
        written = text
        for start, end in reversed(mentions(text, self.look, self.met, strict=strict)):
            self.names += 1
            text = _without(text, start, end, self.met.role_of(text[start:end]) or role)
        for finding in sorted(self.look(text), reverse=True):
            if finding.kind in PEOPLE:
                self.names += 1
                text = text[: finding.start] + role + text[finding.end :]
            elif finding.kind is FindingKind.IDENTIFIER and finding.what == "class":
                self.taken["class"] += 1
                number = re.match(r"\d{1,2}", finding.text)
                text = text[: finding.start] + (number[0] if number else "") + text[finding.end :]
            else:
                self.taken[finding.what] += 1
                text = f"{text[: finding.start]}[{_TAKEN.get(finding.what, 'личное')}]{text[finding.end :]}"
        return text if text == written else _tidy(text)

    def count(self, text: str) -> int:
        """How many people a cell of people names."""
        return len(mentions(text, self.look, self.met, strict=True))

    def card(self, text: str) -> str:
        """The card of the one mentor a text names; empty where it names another or several."""
        persons = {one.person for one in self.look(text) if one.kind is FindingKind.DECLARED}
        slugs = {person.removeprefix("mentor:") for person in persons if person.startswith("mentor:")}
        return slugs.pop() if len(slugs) == 1 else ""

    def without(self, text: str) -> str:
        """A cell of people with nothing where their names stood."""
        for start, end in reversed(mentions(text, self.look, self.met, strict=True)):
            self.names += 1
            text = f"{text[:start]}{_NOTHING}{text[end:]}"
        for finding in sorted(self.look(text), reverse=True):
            self.taken[finding.what if finding.kind not in PEOPLE else "name"] += 1
            text = f"{text[: finding.start]}{_NOTHING}{text[finding.end :]}"
        return _tidy(text)


def _role_beside(text: str, start: int, end: int) -> str:
    """What somebody is, told right before or behind the name."""
    if match := re.search(r"((?:[а-яёА-ЯЁ-]+\s+){0,3}[а-яёА-ЯЁ-]+)\s*[–—:(-]*\s*$", text[:start]):
        words = match[1].lower().split()
        for place, word in enumerate(words):
            if ROLE.match(word):
                return _plain(" ".join(words[place:]))
    match = re.search(r"(?:^|[.;,\n]\s*)([А-ЯЁ]?[а-яё]+(?:\s+[а-яё]+){0,4})[^.;,\n]*»\s*$", text[:start])
    if match and ROLE.match(match[1].lower()):
        return match[1].lower()
    if match := re.match(r"\s*[,–—(-]+\s*((?:(?:[а-яё-]+\.?|[А-ЯЁ]{2,5}(?![а-яё]))\s?){1,6})", text[end:]):
        words = match[1].strip().split()
        if words and any(
            ROLE.match(word) for word in [*words[:2], "" if words[0] not in {"зам", "зам."} else "учитель"]
        ):
            return " ".join(words)
    return ""


def _plain(role: str) -> str:
    """«наставника» → «наставник»: the role as it stands in a list."""
    first, _, rest = role.partition(" ")
    tags = tags_of(first)
    if "nomn" in set().union(*tags) or not any("NOUN" in tag for tag in tags):
        return role
    return " ".join(filter(None, (morph().parse(first)[0].normal_form, rest)))


def _without(text: str, start: int, end: int, role: str) -> str:
    """The text with a role in the place of a name, or with nothing where the role stands beside it."""
    if _CALLED.search(text[:start]):
        return f"{text[:start]}…{text[end:]}"
    if _role_beside(text, start, end):
        return f"{text[:start]}{_NOTHING}{text[end:]}"
    name = text[start:end]
    told = _in_case(role, name)
    if not text[:start].strip(' «"(•-–—') or text[:start].rstrip().endswith((".", "!", "?", "\n")):
        told = told[:1].upper() + told[1:] if name[:1].isupper() and text[end:].strip() else told
    return text[:start] + told + text[end:]


def _in_case(role: str, name: str) -> str:
    """The role in the case of the name: «с Саввой» is «с участником»."""
    cases: set[str] | None = None
    for word in re.findall("[А-ЯЁ][А-ЯЁа-яё]+", name):
        readings = [parsed.tag.grammemes for parsed in morph().parse(word)]
        told = {
            case
            for tag in readings
            if "sing" in tag and not tag.isdisjoint({*OF_NAMES, "Poss"})
            for case in tag & _CASES
        }
        if told:
            cases = told if cases is None else (cases & told or cases)
    if not cases or "nomn" in cases:
        return role
    case = next(case for case in ("gent", "datv", "accs", "ablt", "loct") if case in cases)
    words = role.split(" ")
    for place, word in enumerate(words):
        parsed = morph().parse(word)[0]
        inflected = parsed.inflect({case}) if "nomn" in parsed.tag else None
        words[place] = inflected.word if inflected else word
        if "NOUN" in parsed.tag:
            break
    return " ".join(words)


def _tidy(text: str) -> str:
    text = re.sub(rf"\s*\(\s*{_NOTHING}\s*\)", "", text)
    text = (
        re.sub(rf"{_NOTHING}\s*[,–—-]?\s*(?=[а-яё])(?<!\w)", "", text) if text.startswith(_NOTHING) else text
    )
    text = re.sub(rf"\s*[–—:-]?\s*{_NOTHING}", "", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ([,.;:!?)])", r"\1", text)
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", text)
    bullet = "- " if text.startswith("- ") else ""
    return bullet + text.removeprefix(bullet).strip(" ,;–—-") if "\n" not in text else text.strip()


_NOTHING = "\ue000"
_CALLED = re.compile(r"(?:имени|им\.)\s+(?:[А-ЯЁа-яё]+\s+){0,3}$", re.I)
"""A school or a street is called after somebody: no role fits there."""
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_TAKEN = {
    "phone": "телефон убран", "e-mail": "почта убрана", "snils": "СНИЛС убран", "inn": "ИНН убран",
    "passport": "паспорт убран", "birth certificate": "свидетельство убрано", "birth date": "дата рождения убрана",
    "home address": "адрес убран", "profile": "страница убрана", "coordinates": "координаты убраны",
    "health": "слово о здоровье убрано", "register": "слово об учёте убрано", "family": "слово о семье убрано",
    "belief": "слово о вере убрано",
}  # fmt: skip
