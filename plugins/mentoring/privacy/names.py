"""Names of people in a text: of declared persons in any form, and of probable undeclared ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import (
    Form,
    Part,
    Person,
    forms_of,
    given_names,
    in_russian,
    initials_of,
    is_patronymic,
    is_word,
    latin_key,
    latin_keys,
    latin_names,
    near_keys,
    tags_of,
)
from mentoring.privacy.identifiers import may_identify
from mentoring.privacy.sensitive import is_a_child, is_charged
from mentoring.privacy.views import View, as_cyrillic, folded, is_plain, is_spaced, plain

NEAR = 40
"""Two parts of one person's name within so many characters are that person."""


class Clue:
    """What a piece of a text between two spaces may be a part of; plain numbers, as `IntFlag` is ten times slower."""

    NAME = 1
    IDENTIFIER = 2
    SENSITIVE = 4
    CHILD = 8
    ODD = 16
    """Mark-up, a code, an invisible mark: the piece has to be looked at through the views."""
    LETTER = 32


@dataclass(frozen=True)
class People:
    """The declared persons, ready to be looked for."""

    persons: tuple[Person, ...]
    _clues: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    """Pieces of text seen before, and what they may be a part of: each is judged once."""
    _forms: dict[str, tuple[Form, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Words seen before, and whose they may be."""

    def clues(self, text: str) -> int:
        """What a text may give away, by its words alone; most paragraphs name nobody and need no closer look."""
        clues = 0
        judged = self._clues
        for piece in text.split():
            clue = judged.get(piece)
            if clue is None:
                if len(judged) > _REMEMBERED:
                    judged.clear()
                clue = judged[piece] = _clue(piece, self)
            clues |= clue
        return clues

    def forms_like(self, word: str) -> tuple[Form, ...]:
        """The forms of names that a word is, in any alphabet, glued together or misspelt by a letter."""
        found = self._forms.get(word)
        if found is None:
            if len(self._forms) > _REMEMBERED:
                self._forms.clear()
            found = self._forms[word] = tuple(_forms(word, self))
        return found

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
            if len(key) >= 3:
                found.setdefault(key, set()).update(forms)
        return {
            key: tuple(sorted(forms, key=lambda form: (form.person, form.part)))
            for key, forms in found.items()
        }

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(word[:3] for word in self.forms)

    @cached_property
    def initials(self) -> Mapping[str, str]:
        return {person.id: initials_of(person) for person in self.persons}


class _Word(NamedTuple):
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
    hits = [(word, form) for word in _words(view.text) for form in people.forms_like(word.text)]
    for index, (word, form) in enumerate(hits):
        if _is_sure(word, form, index, hits, view.text, people):
            yield _finding(view, word, FindingKind.DECLARED, form.part, form.person)


def probable(view: View) -> Iterator[Finding]:
    """Find what looks like a person's name, whoever it is."""
    text = view.text
    for match in _INITIALS.finditer(text):
        if _are_initials(match):
            yield _found(view, match.start(), match.end(), "initials")
    words = _words(text)
    for index, word in enumerate(words):
        what = _name_like(index, words, text)
        if what:
            yield _found(view, word.start, word.end, what)


# Declared persons


def _clue(piece: str, people: People) -> int:
    simple = _SIMPLE.fullmatch(piece)
    if simple:
        text = plain(simple[1]).text
        words = [_Word(0, len(text), text, text.lower(), False)]
        clue = Clue.LETTER if len(text) == 1 else 0
        if len(text) == 1 and piece[-1] == "." and text.isupper():
            clue |= Clue.NAME
    else:
        text = plain(piece).text
        words = _words(text)
        clue = 0 if is_plain(piece) and not is_spaced(piece) else Clue.ODD
        if may_identify(piece):
            clue |= Clue.IDENTIFIER
        if _INITIAL.search(text):
            clue |= Clue.NAME
    for word in words:
        for part in word.low.split("-"):
            if is_charged(word.text if part == word.low else part):
                clue |= Clue.SENSITIVE
            if is_a_child(part):
                clue |= Clue.CHILD
        if people.forms_like(word.text) or _may_be_probable(word):
            clue |= Clue.NAME
    return clue


def _forms(word: str, people: People) -> Iterator[Form]:
    low = word.lower()
    exact = people.forms.get(low)
    if exact:
        yield from exact
        return
    if "-" in low:
        yield from (form for piece in low.split("-") for form in people.forms.get(piece, ()))
        return
    if _LATIN.fullmatch(word):
        yield from _latin_forms(word, people)
        return
    if len(low) >= _GLUED and low[:3] in people.beginnings:
        yield from _glued(low, people.forms)
    if len(low) >= 6 and not people.near.keys().isdisjoint(keys := near_keys(low)):
        near = {
            known for key in keys for known in people.near.get(key, ()) if abs(len(known) - len(low)) <= 1
        }
        if near and _is_known(low):
            return
        yield from (form for known in near for form in people.forms[known] if form.part is Part.SURNAME)


def _latin_forms(word: str, people: People) -> Iterator[Form]:
    if alike := as_cyrillic(word):
        yield from people.forms.get(folded(alike).lower(), ())
    if len(word) < 3:
        return
    for key in latin_keys(word):
        if key in people.latin:
            yield from people.latin[key]
        elif len(key) >= 6:
            yield from _glued(key, people.latin)
            yield from _with_initials(key, people)


def _glued(word: str, forms: Mapping[str, tuple[Form, ...]]) -> Iterator[Form]:
    """Two parts of one person's name written as one word."""
    for cut in range(3, len(word) - 2):
        first = forms.get(word[:cut])
        if not first:
            continue
        for one in first:
            for other in forms.get(word[cut:], ()):
                if one.person == other.person and one.part != other.part:
                    yield one if one.part is Part.SURNAME else other


def _with_initials(key: str, people: People) -> Iterator[Form]:
    """A surname with initials before or behind, as addresses and file names have it: alopuhova, lopuhovaai."""
    for length in (1, 2):
        for initials, rest in ((key[:length], key[length:]), (key[-length:], key[:-length])):
            for form in people.latin.get(rest, ()) if len(rest) >= 5 else ():
                own = latin_key(people.initials[form.person][:1])
                if form.part is Part.SURNAME and initials[:1] == own:
                    yield form


def _is_sure(
    word: _Word, form: Form, index: int, hits: list[tuple[_Word, Form]], text: str, people: People
) -> bool:
    """Whether a form is that person here and not an ordinary word."""
    if _has_neighbour(word, form, index, hits) or _has_initials(word, form, text, people):
        return True
    if _LATIN.fullmatch(word.text) and not as_cyrillic(word.text):
        return len(word.text) >= _TELLING and not (form.part is Part.NAME and form.is_common)
    if form.part is Part.SURNAME:
        return not form.is_common or (word.is_capital and not word.starts_sentence)
    if not word.is_capital:
        return not form.is_common and len(word.low) >= _TELLING - 1
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


class Sort:
    """What a word may be by itself; what it is shows beside others."""

    GIVEN = 1
    SURNAME = 2
    PATRONYMIC = 4
    WORD = 8
    """Also an ordinary word: Вера, Роман, Шпак."""
    PLACE = 16
    UNKNOWN = 32
    """In no dictionary."""


_SOME_NAME = Sort.GIVEN | Sort.SURNAME | Sort.PATRONYMIC


@lru_cache(maxsize=200_000)
def _sort(low: str) -> int:
    tags = _tags(low)
    if "-" in low and not tags and is_word(low.rpartition("-")[2]):
        return 0  # «организационно-методические» is in no dictionary and is nobody's name
    sort = 0
    if low in given_names() or "Name" in tags:
        sort |= Sort.GIVEN
    if "Patr" in tags or (not tags and is_patronymic(low) and _PATRONYMIC_SURE.search(low)):
        sort |= Sort.PATRONYMIC
    if (
        ("Surn" in tags and len(low) > 2)
        or low in SHORT_SURNAMES
        or (not tags and len(low) >= 4 and _SURNAME.search(low))
    ):
        sort |= Sort.SURNAME
    if tags & _PLACES:
        sort |= Sort.PLACE
    if not tags:
        sort |= Sort.UNKNOWN
    elif sort and is_word(low):
        sort |= Sort.WORD
    return sort


def _name_like(index: int, words: list[_Word], text: str) -> str:
    word = words[index]
    if _LATIN.match(word.text):
        return _latin_name_like(index, words, text)
    if not word.is_capital and not _may_be_probable(word) and not _SURNAME.search(word.low):
        return ""
    sort = _sort(word.low)
    if not sort:
        return ""
    beside = [other for other in _beside(index, words, text) if not _LATIN.match(other.text)]
    if not word.is_capital:
        return _name_in_small_letters(word, sort, beside)
    if sort & Sort.PATRONYMIC:
        return "patronymic"
    is_beside_name = any(
        other.is_capital and _sort(other.low) & _SOME_NAME and not _sort(other.low) & Sort.PLACE
        for other in beside
    )
    previous = words[index - 1] if index else None
    is_called = previous is not None and previous in beside and bool(_ROLE.match(previous.low))
    is_place = bool(sort & Sort.PLACE) or (previous is not None and bool(_PLACE_WORD.match(previous.low)))
    in_person = is_beside_name or is_called
    if is_place and not in_person:
        named = word.low in given_names() and not sort & Sort.WORD
        return "given name" if named and (previous is None or not _PLACE_WORD.match(previous.low)) else ""
    if sort & Sort.GIVEN and (not sort & Sort.WORD or is_beside_name or _is_named(word, beside)):
        return "given name"
    if sort & Sort.SURNAME and (not sort & Sort.WORD or in_person) and not _is_abbreviation(word, beside):
        return "surname"
    if sort & Sort.UNKNOWN and in_person and not _is_abbreviation(word, beside):
        return "surname"
    return ""


def _name_in_small_letters(word: _Word, sort: int, beside: list[_Word]) -> str:
    if sort & (Sort.WORD | Sort.PLACE):
        return ""
    if sort & Sort.PATRONYMIC:
        return "patronymic"
    others = any(_sort(other.low) & _SOME_NAME and not _sort(other.low) & Sort.WORD for other in beside)
    if sort & Sort.GIVEN and (others or (word.low in given_names() and len(word.low) >= _TELLING)):
        return "given name"
    return "surname" if sort & Sort.SURNAME and others else ""


def _is_named(word: _Word, beside: list[_Word]) -> bool:
    """Whether «Вера», «Роман» with a capital is a name: inside a sentence, and not a heading In Capitals."""
    return (
        word.low in given_names()
        and not word.starts_sentence
        and not any(other.is_capital for other in beside)
    )


def _is_abbreviation(word: _Word, beside: list[_Word]) -> bool:
    """«МБОУ», «СОШ» stand in capitals among small letters, or among their like."""
    return word.text.isupper() and (
        len(word.text) < _TELLING or not beside or not all(one.text.isupper() for one in beside)
    )


def _latin_name_like(index: int, words: list[_Word], text: str) -> str:
    """A name in Latin letters: a full given name, or a word with the ending of a Russian surname beside one or alone."""
    word = words[index]
    if len(word.text) < _TELLING or word.low in _ENGLISH:
        return ""
    is_given = bool(latin_keys(word.low) & latin_names())
    if is_given and len(word.low) > _TELLING:
        return "given name"
    if not _LATIN_SURNAME.search(word.low):
        return ""
    russian = in_russian(word.low)
    if is_word(russian) and not {"Surn", "Geox"} <= _tags(russian):
        return ""
    return "surname" if len(word.low) > _TELLING else ""


def _beside(index: int, words: list[_Word], text: str) -> list[_Word]:
    """The words next to it with a space, a hyphen or the border of a cell between."""
    word = words[index]
    found = []
    if index and text[words[index - 1].end : word.start] in _NEXT:
        found.append(words[index - 1])
    if index + 1 < len(words) and text[word.end : words[index + 1].start] in _NEXT:
        found.append(words[index + 1])
    return found


def _may_be_probable(word: _Word) -> bool:
    """Whether a word could be told as a name in some surroundings."""
    if _LATIN.match(word.text):
        return bool(_latin_name_like(0, [word], word.text))
    if word.is_capital:
        return bool(_sort(word.low) & (_SOME_NAME | Sort.UNKNOWN))
    # A surname in small letters is told beside a given name or a patronymic only: these are found without the dictionary.
    if word.low in given_names() or _PATRONYMIC_SURE.search(word.low):
        return bool(_sort(word.low) & _SOME_NAME) and not _sort(word.low) & (Sort.WORD | Sort.PLACE)
    return False


def _are_initials(match: re.Match[str]) -> bool:
    """«г. Заречный», «Приложение А.» and «вариант Б. Потом» are no people."""
    surname = _CAPITALIZED.search(match[0])
    if surname is None:
        return False
    low = surname[0].lower()
    if match[0].count(".") > 1:
        return True
    sort = _sort(low)
    return bool(sort & (_SOME_NAME | Sort.UNKNOWN)) and not sort & (Sort.WORD | Sort.PLACE)


def _tags(low: str) -> frozenset[str]:
    return frozenset().union(*tags_of(low))


def _is_known(low: str) -> bool:
    return bool(tags_of(low))


def _words(text: str) -> list[_Word]:
    """The words of a text, and the parts of those written LikeThis."""
    words = []
    for match in _WORD.finditer(text):
        start, end, told = match.start(), match.end(), match[0]
        words.append(_Word(start, end, told, told.lower(), _starts_sentence(text, start)))
        if _HUMP.search(told):
            for part in _PART.finditer(told):
                words.append(_Word(start + part.start(), start + part.end(), part[0], part[0].lower(), False))
    return words


def _starts_sentence(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a cell, a title in quotation marks."""
    while start and text[start - 1] in _PASSED:
        start -= 1
    return not start or text[start - 1] in _STOPS


def _found(view: View, start: int, end: int, what: str) -> Finding:
    first, last = view.span(start, end)
    return Finding(first, last, FindingKind.PROBABLE, view.text[start:end], what)


def _finding(view: View, word: _Word, kind: FindingKind, part: str, person: str) -> Finding:
    first, last = view.span(word.start, word.end)
    return Finding(first, last, kind, word.text, part, person, part)


_REMEMBERED = 500_000
"""Words kept in memory; the texts of one site have some fifty thousand."""
_TELLING = 4
"""A shorter word says too little alone."""
_GLUED = 8
"""Two parts of a name in one word make no shorter one."""
_SIMPLE = re.compile("[«(„\"']*([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)[»).,:;!?…\"']*")
_PLACES = frozenset({"Geox", "Orgn"})
_NEXT = frozenset({" ", "-", "  ", " | ", "_", ", "})
_PASSED = frozenset(" \"'(—-*#>_")
_STOPS = frozenset(".!?…:\n«|")
_WORD = re.compile(r"[\u0400-\u052f]+(?:-[\u0400-\u052f]+)*|[A-Za-z]+")
_HUMP = re.compile("[a-zа-я][A-ZА-Я]|[A-ZА-Я]{2}[a-zа-я]")
_PART = re.compile("[A-ZА-Я]?[a-zа-я]+|[A-ZА-Я]+(?![a-zа-я])")
_LATIN = re.compile("[A-Za-z]+")
_LETTERS = re.compile(r"(?<![А-Яа-я])([А-Я])\. ?(?:([А-Я])\.?)?")
_INITIAL = re.compile(r"(?<![А-Яа-яA-Za-z.])[А-Я]\.")
_CAPITALIZED = re.compile("[А-Я][а-я]{2,}|[А-Я]{3,}")
_INITIALS = re.compile(
    r"(?<![А-Яа-яA-Za-z.])[А-Я]\. ?(?:[А-Я]\. ?)?(?:[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?|[А-Я]{3,}(?:-[А-Я]+)?)(?![а-я])"
    r"|(?<![А-Яа-я])(?:[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?|[А-Я]{3,}(?:-[А-Я]+)?),? [А-Я]\.(?: ?[А-Я]\.)?"
)
_PATRONYMIC_SURE = re.compile(r"(?:ович|евич|овн|евн|ичн|инична)")
_SURNAME = re.compile(
    r"(?:ов|ев|ин|ын)(?:а|у|ым|ой|ых|ы|ыми)?$|(?:ск|цк)(?:ий|ого|ому|им|ая|ой|ую|их|ие)$|(?:енко|швили|дзе|ых|их|аго|ово|ко)$"
    r"|(?:ян|янц|чук|щук|юк|ук|берг|штейн|вич|ич|ман|ец|ула|уа|иа)(?:а|у|ом|ем|е)?$"
)
SHORT_SURNAMES = frozenset(
    {"ким", "пак", "цой", "ли", "юн", "хан", "чен", "шин", "тен", "хо", "ян", "нам", "кан", "лин", "ван", "чжан", "пан", "мун", "лим", "тян", "хван", "кох", "цай", "шен", "го"}
)  # fmt: skip
"""Surnames that look like nothing; they count beside a given name or a role."""
_ROLE = re.compile(
    r"(?:учени[кц]|наставни[кц]|наставляем|подопечн|учител|педагог|тьютор|психолог|логопед|куратор|директор|завуч|методист|тренер|вожат"
    r"|мам[аеуоы]|пап[аеуоы]|отц|отец|матер|мать|брат|сестр|бабушк|дедушк|друг|подруг|мальчик|девочк|выпускни[кц]|студент|капитан"
    r"|семь|родител|имени|геро[йяюе]|товарищ|господин|госпож|школьни[кц]|ветеран|председател|автор|фотограф|ведущ|рецензент)"
)
_PLACE_WORD = re.compile(
    r"(?:улиц|площад|проспект|переул|сел[оаеу]$|посел|пос$|город|г$|ул$|рек[аеиу]|озер|област|район|станци|деревн|остров|гор[аеуы]$|мыс$)"
)
_LATIN_SURNAME = re.compile(
    r"(?:ov|ev|yov)a?$|(?:sk|ck|tsk)(?:iy|ii|y|i|aya|aia)$|(?:enko|shvili|ovich|evich|ovna|evna|dze|yan|chuk)$|(?:nina|kina|lina|rina)$"
)
_ENGLISH = frozenset(
    {"nova", "lina", "marina", "angelina", "karina", "katerina", "regina", "victor", "martin", "albert", "robert", "roman", "maximum", "maxim", "artem", "dev", "prev", "rev"}
)  # fmt: skip
"""Latin words that are everyday ones of pages and programs."""
