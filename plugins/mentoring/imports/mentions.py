"""Where a text names somebody: what the gate sees, with the words beside it, and whom the document has named before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mentoring import russian
from mentoring.cards.fields import are_children
from mentoring.privacy.dictionary import morph, tags_of
from mentoring.privacy.evidence import ROLE
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import Person, forms_of, given_names, is_everyday, is_patronymic

Look = Callable[[str], Sequence[Finding]]
PEOPLE = (FindingKind.DECLARED, FindingKind.PROBABLE)
Span = tuple[int, int]


@dataclass
class Met:
    """Whom a document has named: told in full in one place, they are known by one word in another."""

    surnames: dict[str, str] = field(default_factory=dict)
    """The stem of each surname, with the role it was met in."""
    given: dict[str, str] = field(default_factory=dict)
    """Every form of the given names, short and tender ones too, with the name itself."""

    def add(self, name: str, role: str) -> None:
        for word in WORD.findall(name):
            low = word.lower()
            if len(word) < _SHORT or is_patronymic(low):
                continue
            if _is_given(low):
                full = _nominative(low)
                self.given = (
                    dict.fromkeys((form for form, _ in forms_of(Person("met", name=full))), full) | self.given
                )
            elif word[0].isupper() and len(stem(word)) >= _SHORT:
                self.surnames[stem(word)] = self.surnames.get(stem(word)) or role

    def knows(self, word: str, *, starts: bool) -> bool:
        """Whether a word is one of the names; an everyday word at the start of a sentence may be that word."""
        low = word.lower()
        if not word[0].isupper() or ROLE.match(low):
            return False
        if low in self.given:
            is_word = not any("Name" in tag for tag in tags_of(low)) or is_everyday(self.given[low])
            return not (starts and is_word and is_everyday(low))
        return len(word) >= _SHORT and stem(word) in self.surnames

    def role_of(self, name: str) -> str:
        return next((role for word in WORD.findall(name) if (role := self.surnames.get(stem(word), ""))), "")


def mentions(text: str, look: Look, met: Met, *, strict: bool = False) -> list[Span]:
    """The spans of whole names; `strict`: in a column of people a word that only a name can be is one."""
    found = [(one.start, one.end) for one in look(text) if one.kind in PEOPLE]
    taken = {place for start, end in found for place in range(start, end)}
    for match in WORD.finditer(text):
        if match.start() not in taken and (
            met.knows(match[0], starts=_starts(text, match.start())) or (strict and _is_only_name(match[0]))
        ):
            found.append(match.span())
    return _whole([_extended(text, start, end) for start, end in sorted(found)], text)


def _whole(spans: list[Span], text: str) -> list[Span]:
    """«Савва» and «Гречкин» beside each other are one person."""
    joined: list[Span] = []
    for start, end in spans:
        last = joined[-1] if joined else None
        if last and start <= last[1]:
            joined[-1] = (last[0], max(end, last[1]))
        elif last and _GAP.fullmatch(text[last[1] : start]) and not _is_full(text[last[0] : last[1]]):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return [(start, end + _tail(text, end)) for start, end in joined]


def _extended(text: str, start: int, end: int) -> Span:
    """A name with the capital words beside it: the gate asks about «Варвара», and «Калинкина» stands before."""
    if _is_full(text[start:end]):
        return start, end
    if (before := re.search(r"([А-ЯЁ][А-ЯЁа-яё-]+) $", text[:start])) and _fits(
        before[1], _starts(text, before.start())
    ):
        start = before.start()
    elif (behind := re.match(r" ([А-ЯЁ][А-ЯЁа-яё-]+)", text[end:])) and _fits(behind[1], False):
        end += behind.end()
    return start, end


def _fits(word: str, starts: bool) -> bool:
    """Whether a capital word beside a name can be a part of it: no role, no abbreviation, no first word of a sentence."""
    low = word.lower()
    if ROLE.match(low) or are_children(low) or (word.isupper() and len(word) < _LOUD):
        return False
    tags = tags_of(low)
    if not tags or SURNAME.search(low) or any({"Surn", "Poss"} & tag for tag in tags):
        return True
    return not starts and not any("VERB" in tag for tag in tags)


def _is_full(name: str) -> bool:
    """«Лугова Н.В.» and «Лугова Нина Викторовна» want no more words."""
    return "." in name or len(name.split()) >= _FULL


def _tail(text: str, end: int) -> int:
    """Initials behind a surname."""
    match = re.match(r"\s?[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?(?![а-яё]))?|\s[А-ЯЁ](?![А-ЯЁа-яё.])", text[end:])
    return match.end() if match else 0


def _starts(text: str, place: int) -> bool:
    """Whether a word begins a sentence or a cell."""
    return (
        text[:place].endswith(("«", '"', "("))
        or not text[:place].strip(' «"(-–—•')
        or text[:place].rstrip(' «"(').endswith((".", "!", "?", "\n", ":"))
    )


def _is_given(low: str) -> bool:
    tags = tags_of(low)
    return low in given_names() or (
        any("Name" in tag for tag in tags) and not any("Surn" in tag for tag in tags)
    )


def _nominative(low: str) -> str:
    """«Варе» → «варя»."""
    return next((parsed.normal_form for parsed in morph().parse(low) if "Name" in parsed.tag), low)


def _is_only_name(word: str) -> bool:
    """«Турсунбаева», «Злата» alone in a cell; «Куратор», «МБОУ» are no names."""
    low = word.lower()
    if (
        len(word) < _SHORT
        or not word[0].isupper()
        or word[1:].isupper()
        or ROLE.match(low)
        or is_everyday(low)
    ):
        return False
    return any(not tag.isdisjoint(OF_NAMES) for tag in tags_of(low)) or bool(SURNAME.search(low))


def stem(word: str) -> str:
    """A word without its ending, as surnames and names bend."""
    low = russian.folded(word)
    return re.sub(r"(?:ого|ому|ыми?|ых|ими?|их|ая|ой|ою|ую|ый|ий|ем|ом|ым|ам|ами|ах|а|у|е|ы|и|я|ю)$", "", low)


WORD = re.compile("[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
OF_NAMES = frozenset({"Name", "Surn", "Patr"})
SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ым|ой|ы|ых)?$|(?:ск|цк)(?:ий|ого|ому|им|ая|ой|ую)$|(?:енко|швили|дзе|ян|чук|юк)$"
)
_GAP = re.compile(r"\s|\s?-\s?|\.\s?|")
_SHORT = 3
_LOUD = 5
_FULL = 3
