"""People taken out of a text: a role stands where a name stood, and only counts are told."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mentoring import russian
from mentoring.privacy.dictionary import morph, tags_of
from mentoring.privacy.evidence import ROLE
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import is_everyday, is_patronymic

Look = Callable[[str], Sequence[Finding]]


@dataclass
class Namer:
    """Takes people out, and remembers whom it met, so that a bare surname is met again."""

    look: Look
    met: dict[str, str] = field(default_factory=dict)
    """The stems of surnames with the role each was met in."""
    names: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    """What else was taken out, by its sort."""

    def learn(self, texts: Iterable[str]) -> None:
        """Read everything once, so that a name told in full in one place is known by its surname in another."""
        for text in texts:
            for start, end in _mentions(text, self._names(text)):
                role = _role_beside(text, start, end)
                for word in _WORD.findall(text[start:end]):
                    if _may_be_surname(word):
                        stem = _stem(word)
                        self.met[stem] = self.met.get(stem) or role

    def clean(self, text: str, role: str = "участник", *, strict: bool = False) -> str:
        """The text with roles instead of people, and without what else points at somebody.

        `strict`: in a column of people every word that only a surname can be is one.
        """
        written = text
        for start, end in reversed(_mentions(text, self._names(text, strict))):
            self.names += 1
            text = _without(text, start, end, self._role_of(text[start:end]) or role)
        for finding in sorted(self.look(text), reverse=True):
            if finding.kind in _PEOPLE:
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
        return len(_mentions(text, self._names(text, strict=True)))

    def card(self, text: str) -> str:
        """The card of the one mentor a text names; empty where it names another or several."""
        persons = {one.person for one in self.look(text) if one.kind is FindingKind.DECLARED}
        slugs = {person.removeprefix("mentor:") for person in persons if person.startswith("mentor:")}
        return slugs.pop() if len(slugs) == 1 else ""

    def without(self, text: str) -> str:
        """A cell of people with nothing where their names stood."""
        for start, end in reversed(_mentions(text, self._names(text, strict=True))):
            self.names += 1
            text = f"{text[:start]}{_NOTHING}{text[end:]}"
        for finding in sorted(self.look(text), reverse=True):
            self.taken[finding.what if finding.kind not in _PEOPLE else "name"] += 1
            text = f"{text[: finding.start]}{_NOTHING}{text[finding.end :]}"
        return _tidy(text)

    def _names(self, text: str, strict: bool = False) -> list[tuple[int, int]]:
        found = [(one.start, one.end) for one in self.look(text) if one.kind in _PEOPLE]
        if self.met or strict:
            taken = {place for start, end in found for place in range(start, end)}
            found += [
                match.span()
                for match in _WORD.finditer(text)
                if match.start() not in taken
                and (
                    (_may_be_surname(match[0]) and _stem(match[0]) in self.met)
                    or (strict and _is_only_name(match[0]))
                )
            ]
        return sorted(found)

    def _role_of(self, name: str) -> str:
        return next((role for word in _WORD.findall(name) if (role := self.met.get(_stem(word), ""))), "")


def _mentions(text: str, names: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of whole names: «Савва» and «Гречкин» beside each other are one person."""
    joined: list[tuple[int, int]] = []
    for start, end in names:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif (
            joined
            and _GAP.fullmatch(text[joined[-1][1] : start])
            and not _is_whole(text[joined[-1][0] : joined[-1][1]])
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(start, end + _tail(text, end)) for start, end in joined]


def _is_whole(name: str) -> bool:
    """«Лугова Н.В.» and «Лугова Нина Викторовна» want no more words."""
    return bool(re.search(r"\.$", name)) or len(name.split()) >= 3


def _tail(text: str, end: int) -> int:
    """Initials behind a surname."""
    match = re.match(r"\s?[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?(?![а-яё]))?", text[end:])
    return match.end() if match else 0


def _role_beside(text: str, start: int, end: int) -> str:
    """What somebody is, told right before or behind the name."""
    if match := re.search(r"((?:[а-яёА-ЯЁ-]+\s+){0,3}[а-яёА-ЯЁ-]+)\s*[–—:(-]*\s*$", text[:start]):
        words = match[1].lower().split()
        for place, word in enumerate(words):
            if ROLE.match(word):
                return " ".join(words[place:])
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


def _without(text: str, start: int, end: int, role: str) -> str:
    """The text with a role in the place of a name, or with nothing where the role stands beside it."""
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
    for word in re.findall("[А-ЯЁ][а-яё]+", name):
        told = {
            case for tag in tags_of(word.lower()) if not tag.isdisjoint(_OF_NAMES) for case in tag & _CASES
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


def _may_be_surname(word: str) -> bool:
    low = word.lower()
    tags = tags_of(low)
    is_given = any(not tag.isdisjoint({"Name", "Patr"}) for tag in tags) and not any(
        "Surn" in tag for tag in tags
    )
    return (
        len(word) > 3
        and word[0].isupper()
        and not is_given
        and not is_patronymic(low)
        and not is_everyday(low)
    )


def _is_only_name(word: str) -> bool:
    """«Турсунбаева», «Злата» alone in a cell; «Куратор», «МБОУ» are no names."""
    low = word.lower()
    if len(word) < 3 or not word[0].isupper() or word[1:].isupper() or is_everyday(low):
        return False
    return any(not tag.isdisjoint(_OF_NAMES) for tag in tags_of(low)) or bool(_SURNAME.search(low))


def _stem(word: str) -> str:
    low = russian.folded(word)
    return re.sub(r"(?:ого|ому|ыми?|ых|ими?|их|ая|ой|ою|ую|ый|ий|ем|ом|ым|ам|ами|ах|а|у|е|ы|и|я|ю)$", "", low)


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
_PEOPLE = (FindingKind.DECLARED, FindingKind.PROBABLE)
_GAP = re.compile(r"\s|\s?-\s?|\.\s?|\s*")
_WORD = re.compile("[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ым|ой|ы|ых)?$|(?:ск|цк)(?:ий|ого|ому|им|ая|ой|ую)$|(?:енко|швили|дзе|ян|чук|юк)$"
)
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_OF_NAMES = frozenset({"Name", "Surn", "Patr"})
_TAKEN = {
    "phone": "телефон убран", "e-mail": "почта убрана", "snils": "СНИЛС убран", "inn": "ИНН убран",
    "passport": "паспорт убран", "birth certificate": "свидетельство убрано", "birth date": "дата рождения убрана",
    "home address": "адрес убран", "profile": "страница убрана", "coordinates": "координаты убраны",
    "health": "слово о здоровье убрано", "register": "слово об учёте убрано", "family": "слово о семье убрано",
    "belief": "слово о вере убрано",
}  # fmt: skip
