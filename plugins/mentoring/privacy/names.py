"""Names of people in a text: of declared persons in any form, and of probable undeclared ones."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import (
    Form,
    Part,
    Person,
    forms_of,
    initials_of,
    is_patronymic,
    is_word,
    latin_key,
    morph,
    near_keys,
)  # fmt: skip
from mentoring.privacy.views import View

NEAR = 40
"""Two parts of one person's name within so many characters are that person."""


@dataclass(frozen=True)
class People:
    """The declared persons, ready to be looked for."""

    persons: tuple[Person, ...]
    _judged: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """Words seen before, and whether they may be somebody: each word is judged once."""

    def may_name(self, text: str) -> bool:
        """Whether any word of a text may be somebody; most paragraphs name nobody and need no closer look."""
        for word in set(_WORD.findall(text)):
            may = self._judged.get(word)
            if may is None:
                seen = _Word(0, len(word), word, word.lower(), False)
                may = self._judged[word] = bool(_forms(seen, self)) or _may_be_probable(seen)
            if may:
                return True
        return bool(_INITIALS.search(text))

    @cached_property
    def forms(self) -> Mapping[str, tuple[Form, ...]]:
        found: dict[str, set[Form]] = {}
        for person in self.persons:
            for word, form in forms_of(person):
                found.setdefault(word, set()).add(form)
        return {
            word: tuple(sorted(forms, key=lambda form: (form.person, form.part)))
            for word, forms in found.items()
        }

    @cached_property
    def near(self) -> Mapping[str, frozenset[str]]:
        """Surname forms of six letters and more, by every word one slip away."""
        found: dict[str, set[str]] = {}
        for word, forms in self.forms.items():
            if len(word) >= 6 and any(form.part is Part.SURNAME for form in forms):
                for key in near_keys(word):
                    found.setdefault(key, set()).add(word)
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def latin(self) -> Mapping[str, tuple[Form, ...]]:
        """Forms by the key of their transliterations; short keys say too little."""
        found: dict[str, set[Form]] = {}
        for word, forms in self.forms.items():
            key = latin_key(word)
            if len(key) >= 4:
                found.setdefault(key, set()).update(forms)
        return {
            key: tuple(sorted(forms, key=lambda form: (form.person, form.part)))
            for key, forms in found.items()
        }

    @cached_property
    def initials(self) -> Mapping[str, str]:
        return {person.id: initials_of(person) for person in self.persons}


@dataclass(frozen=True)
class _Word:
    """A word of a view."""

    start: int
    end: int
    text: str
    low: str
    starts_sentence: bool

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def declared(view: View, people: People) -> Iterator[Finding]:
    """Find every form of a declared person's name."""
    if not people.persons:
        return
    words = _words(view.text)
    hits = [(word, form) for word in words for form in _forms(word, people)]
    for index, (word, form) in enumerate(hits):
        if _is_sure(word, form, index, hits, view.text, people):
            yield _finding(view, word, FindingKind.DECLARED, form.part, form.person)


def probable(view: View) -> Iterator[Finding]:
    """Find what looks like a person's name, whoever it is."""
    words = _words(view.text)
    for match in _INITIALS.finditer(view.text):
        if not _is_not_initials(match[0]):
            yield _found(view, match.start(), match.end(), "initials")
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        what = _name_like(word, before, after, view.text)
        if what:
            yield _found(view, word.start, word.end, what)


# Declared persons


def _forms(word: _Word, people: People) -> Iterable[Form]:
    exact = people.forms.get(word.low)
    if exact:
        return exact
    pieces = word.low.split("-")
    if len(pieces) > 1:
        return [form for piece in pieces for form in people.forms.get(piece, ())]
    if _LATIN.fullmatch(word.text):
        return people.latin.get(latin_key(word.text), ()) if len(word.text) >= 4 else ()
    if len(word.low) >= 6 and not _is_known(word.low):
        near = {
            known
            for key in near_keys(word.low)
            for known in people.near.get(key, ())
            if abs(len(known) - len(word.low)) <= 1
        }
        return [form for known in near for form in people.forms[known] if form.part is Part.SURNAME]
    return ()


def _is_sure(
    word: _Word, form: Form, index: int, hits: list[tuple[_Word, Form]], text: str, people: People
) -> bool:
    """Whether a form is that person here and not an ordinary word."""
    if _LATIN.fullmatch(word.text):
        return form.part in {Part.SURNAME, Part.ALIAS, Part.PATRONYMIC} or _has_neighbour(
            word, form, index, hits
        )
    if _has_neighbour(word, form, index, hits) or _has_initials(word, form, text, people):
        return True
    if form.part is Part.SURNAME:
        return not form.is_common or (word.is_capital and not word.starts_sentence)
    if not word.is_capital:
        return False
    return not form.is_common or not word.starts_sentence


def _has_neighbour(word: _Word, form: Form, index: int, hits: list[tuple[_Word, Form]]) -> bool:
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(hits) and abs(hits[other][0].start - word.start) <= NEAR:
            if (
                hits[other][1].person == form.person
                and hits[other][1].part != form.part
                and hits[other][0] != word
            ):
                return True
            other += step
    return False


def _has_initials(word: _Word, form: Form, text: str, people: People) -> bool:
    if form.part is not Part.SURNAME:
        return False
    own = people.initials[form.person]
    around = text[max(0, word.start - 8) : word.start] + " " + text[word.end : word.end + 8]
    return any(
        letters.lower() and own.startswith(letters.lower())
        for letters in ("".join(found) for found in _LETTERS.findall(around))
    )


# Probable persons


def _name_like(word: _Word, before: _Word | None, after: _Word | None, text: str) -> str:
    if not word.is_capital or _LATIN.match(word.text) or len(word.text) < 3:
        return ""
    low = word.low
    tags = _tags(low)
    if "Patr" in tags or (not _is_known(low) and is_patronymic(low) and _PATRONYMIC_SURE.search(low)):
        return "patronymic"
    beside_capital = any(
        other is not None
        and other.is_capital
        and not _LATIN.match(other.text)
        and _gap(word, other, text) in {" ", "-"}
        for other in (before, after)
    )
    if "Geox" in tags or "Orgn" in tags:
        return ""
    if (
        "Name" in tags
        and (not is_word(low) or beside_capital)
        and not (word.starts_sentence and is_word(low))
    ):
        return "given name"
    is_surname = "Surn" in tags or (not _is_known(low) and bool(_SURNAME.search(low)))
    if is_surname and not is_word(low) and (not word.starts_sentence or beside_capital or not _is_known(low)):
        return "surname"
    return ""


def _may_be_probable(word: _Word) -> bool:
    """Whether a word could be told as a name in some surroundings."""
    if not word.is_capital or len(word.text) < 3 or _LATIN.match(word.text):
        return False
    tags = _tags(word.low)
    if "Geox" in tags or "Orgn" in tags:
        return False
    return bool(tags & _PERSONAL) or not _is_known(word.low)


def _gap(one: _Word, other: _Word, text: str) -> str:
    first, second = sorted((one, other), key=lambda word: word.start)
    return text[first.end : second.start]


def _is_not_initials(text: str) -> bool:
    """«г. Заречный» and «ул. Лесная» are no people."""
    return bool(re.match(r"[ГСПУД]\. ?[А-Я][а-я]+(?:ск|ий|ое|ая)\b", text)) and text.count(".") == 1


@lru_cache(maxsize=200_000)
def _tags(low: str) -> frozenset[str]:
    parses = [parse for parse in morph().parse(low) if parse.is_known]
    return frozenset().union(*(parse.tag.grammemes for parse in parses)) if parses else frozenset()


@lru_cache(maxsize=200_000)
def _is_known(low: str) -> bool:
    return bool(morph().word_is_known(low))


def _words(text: str) -> list[_Word]:
    words = []
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(" «\"'(—-*#>|_")[-1:]
        words.append(
            _Word(match.start(), match.end(), match[0], match[0].lower(), not before or before in ".!?…:\n")
        )
    return words


def _found(view: View, start: int, end: int, what: str) -> Finding:
    first, last = view.span(start, end)
    return Finding(first, last, FindingKind.PROBABLE, view.text[start:end], what)


def _finding(view: View, word: _Word, kind: FindingKind, part: str, person: str) -> Finding:
    first, last = view.span(word.start, word.end)
    return Finding(first, last, kind, word.text, part, person, part)


_PERSONAL = frozenset({"Name", "Surn", "Patr"})
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|[A-Za-z]+")
_LATIN = re.compile("[A-Za-z]+")
_LETTERS = re.compile(r"(?<![А-Яа-я])([А-Я])\. ?(?:([А-Я])\.?)?")
_INITIALS = re.compile(
    r"(?<![А-Яа-яA-Za-z.])[А-Я]\. ?(?:[А-Я]\. ?)?[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?(?![а-я])|(?<![А-Яа-я])[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)? [А-Я]\. ?[А-Я]\."
)
_PATRONYMIC_SURE = re.compile(r"(?:ович|евич|овн|евн|ичн|инична)")
_SURNAME = re.compile(
    r"(?:ов|ев|ин|ын)(?:а|у|ым|ой|ых|ы)?$|(?:ск|цк)(?:ий|ого|ому|им|ая|ой|ую)$|(?:енко|швили|дзе)$|(?:ян|янц|чук|щук|юк)(?:а|у|ом|ем)?$"
)
