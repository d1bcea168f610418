"""Names of declared persons in a text, in any form and disguise."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from mentoring.privacy.dictionary import morph, tags_of
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import Form, Part, Person, forms_of, near_keys, skeleton
from mentoring.privacy.identifiers import may_identify
from mentoring.privacy.latin import ENGLISH, latin_key, latin_keys
from mentoring.privacy.probable import INTO, PLACE_WORD, may_be_probable
from mentoring.privacy.sensitive import is_a_child, is_charged
from mentoring.privacy.views import (
    View,
    alike,
    as_cyrillic,
    folded,
    folded_letters,
    is_plain,
    is_spaced,
    plain,
)
from mentoring.privacy.words import Word, is_latin, words_of

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
        return _in_order(found)

    @cached_property
    def near(self) -> Mapping[str, frozenset[str]]:
        """Surname forms of six letters and more, by every word one slip away."""
        found: dict[str, set[str]] = {}
        for word, forms in self.forms.items():
            if len(word) >= _MISSPELT and any(form.part is Part.SURNAME for form in forms):
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
        return _in_order(found)

    @cached_property
    def given_in_latin(self) -> frozenset[str]:
        """Keys of given names with their double letters: the word `dannye` is not «Дане»."""
        return frozenset(
            latin_key(word, squeezed=False)
            for word, forms in self.forms.items()
            if any(form.part is Part.NAME for form in forms)
        )

    @cached_property
    def skeletons(self) -> frozenset[str]:
        return frozenset(map(skeleton, self.forms))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How a word that a name stands in may begin, in both alphabets."""
        return frozenset(word[:3] for forms in (self.forms, self.latin) for word in forms)

    @cached_property
    def initials(self) -> Mapping[str, tuple[str, str, str]]:
        """The first letters of surname, given name, patronymic; empty where there is none."""
        return {
            person.id: (person.surname[:1].lower(), person.name[:1].lower(), person.patronymic[:1].lower())
            for person in self.persons
        }


def declared(view: View, people: People) -> Iterator[Finding]:
    """Find every form of a declared person's name."""
    if not people.persons:
        return
    words = words_of(view.text)
    hits = [
        (word, form, previous)
        for previous, word in pairwise([None, *words])
        if word is not None
        for form in people.forms_like(word.text)
    ]
    for index, (word, form, previous) in enumerate(hits):
        if (
            _has_neighbour(index, hits)
            or _has_initials(word, form, view.text, people)
            or (_is_sure(word, form, view) and not _is_place(word, previous))
        ):
            start, end = view.span(word.start, word.end)
            yield Finding(start, end, FindingKind.DECLARED, word.text, form.part, form.person, form.part)
    yield from _broken(words, view, people)


_Hit = tuple[Word, Form, Word | None]


def _in_order(found: Mapping[str, set[Form]]) -> Mapping[str, tuple[Form, ...]]:
    return {
        word: tuple(sorted(forms, key=lambda form: (form.person, form.part))) for word, forms in found.items()
    }


# Which forms a word is


def _clue(piece: str, people: People) -> int:
    simple = _SIMPLE.fullmatch(piece)
    if simple:
        text = folded_letters(simple[1])
        words = [Word(0, len(text), text, text.lower(), False)]
        clue = Clue.LETTER if len(text) == 1 else 0
        if len(text) == 1 and piece[-1] == "." and text.isupper():
            clue |= Clue.NAME
    else:
        text = plain(piece).text
        words = words_of(text)
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
        if people.forms_like(word.text) or may_be_probable(word):
            clue |= Clue.NAME
    return clue


def _forms(word: str, people: People) -> Iterator[Form]:
    if len(word) > _LONGEST:
        return
    low = word.lower()
    if is_latin(word):
        yield from _latin_forms(word, people)
        return
    exact = people.forms.get(low)
    if exact:
        yield from exact
        return
    if "-" in low:
        pieces = [form for piece in low.split("-") for form in people.forms.get(piece, ())]
        yield from pieces or _joined(low.replace("-", ""), people, people.forms, lambda letter: letter)
        return
    if len(low) >= _GLUED and (
        low[:3] in people.beginnings or low[1:4] in people.beginnings or low[2:5] in people.beginnings
    ):
        yield from _joined(low, people, people.forms, lambda letter: letter)
    if len(low) < _MISSPELT:
        return
    keys = near_keys(low)
    if people.near.keys().isdisjoint(keys) and skeleton(low) not in people.skeletons:
        return
    near = {known for key in keys for known in people.near.get(key, ()) if abs(len(known) - len(low)) <= 1}
    by_ear = people.latin.get(latin_key(low), ())
    if (near or by_ear) and not tags_of(low):
        yield from (form for known in near for form in people.forms[known] if form.part is Part.SURNAME)
        yield from (form for form in by_ear if form.part is not Part.NAME or len(low) > _MISSPELT)


def _latin_forms(word: str, people: People) -> Iterator[Form]:
    if same := as_cyrillic(word):
        yield from people.forms.get(folded(same).lower(), ())
    if len(word) < 3 or word in ENGLISH:
        return
    for key in latin_keys(word):
        if key in people.latin:
            is_given = latin_key(word, squeezed=False) in people.given_in_latin or word.istitle()
            yield from (form for form in people.latin[key] if is_given or form.part is not Part.NAME)
        elif len(key) >= _MISSPELT:
            yield from _joined(key, people, people.latin, latin_key)


def _joined(
    word: str, people: People, table: Mapping[str, tuple[Form, ...]], key: Callable[[str], str]
) -> Iterator[Form]:
    """Parts of one person's name written as one word, or a surname with initials: lopuhovaarina, alopuhova, lopuhovaai."""
    for skipped in (0, 1, 2):
        if word[skipped : skipped + 3] not in people.beginnings:
            continue
        for cut in range(3 + skipped, len(word) + 1):
            for form in _at_border(word[skipped:cut], word[cut : cut + 1], table):
                own = tuple(map(key, people.initials[form.person]))
                before = _are_own(word[:skipped], own, form)
                if before and _is_rest(word, cut, form, frozenset({form.part}), before > 1, own, table):
                    yield replace(form, is_common=False)


def _is_rest(
    word: str,
    cut: int,
    form: Form,
    used: frozenset[Part],
    is_told: bool,
    own: tuple[str, ...],
    table: Mapping[str, tuple[Form, ...]],
) -> bool:
    """Whether the rest of a word is further parts of the same name, or initials behind a surname."""
    rest = word[cut:]
    if not rest:
        return is_told or len(used) > 1
    if (Part.SURNAME in used or len(used) > 1) and len(rest) <= 2 and _are_own(rest, own, form) > 1:
        return Part.NAME in used or len(word) - len(rest) >= _LONG
    begins = (cut, cut - 1) if word[cut - 1] != rest[0] else (cut,)  # a key writes a double letter once
    return any(
        other.person == form.person
        and other.part not in used
        and _is_rest(word, end, form, used | {other.part}, True, own, table)
        for begin in begins
        for end in range(begin + 2, len(word) + 1)
        for other in _at_border(word[begin:end], word[end : end + 1], table)
    )


def _at_border(piece: str, following: str, table: Mapping[str, tuple[Form, ...]]) -> tuple[Form, ...]:
    """The forms a piece of a word is; a key loses its `i` before a vowel."""
    found = table.get(piece, ())
    if following and following in "aeu":
        found = (*found, *table.get(piece + "i", ()))
    return found


def _are_own(letters: str, own: tuple[str, ...], form: Form) -> int:
    """Whether letters are the person's initials: 2 if they are, 1 if there are none, 0 if they are not."""
    if not letters:
        return 1
    if form.part is not Part.SURNAME and form.part is not Part.NAME:
        return 0
    given, patronymic = own[1], own[2]
    fits = {given, given + patronymic, patronymic + given} if form.part is Part.SURNAME else {own[0]}
    return 2 if letters in fits - {""} else 0


# Whether a form is the person here


def _is_sure(word: Word, form: Form, view: View) -> bool:
    """Whether a form is that person by itself and not an ordinary word."""
    if is_latin(word.text) and not as_cyrillic(word.text):
        return len(word.text) >= _TELLING and not (form.part is Part.NAME and form.is_common)
    if not form.is_common:
        return word.is_capital or form.part is Part.SURNAME or len(word.low) >= _TELLING - 1
    if not word.is_capital:
        return False
    if form.part is Part.ALIAS or not word.starts_sentence:
        return True
    if form.part is Part.SURNAME and _AFTER_COLON.search(view.text, max(0, word.start - 4), word.start):
        return True  # «Автор: Соловей», but not `title: Соловей поёт`
    if form.part is Part.NAME and word.text == view.text.strip(" .,:;!\"'«»|#*-"):
        return True
    return _is_by_its_yo(view.source(word.start, word.end))


def _is_by_its_yo(told: str) -> bool:
    """Whether a word is nothing ordinary with the ё it was written with: «Тёма», «Лёва»."""
    low = unicodedata.normalize("NFC", told).lower()
    return "ё" in low and not any(
        parse.word == low and parse.is_known and not _NAMES & parse.tag.grammemes
        for parse in morph().parse(low)
    )


def _is_place(word: Word, previous: Word | None) -> bool:
    """Whether «Владимир», «Артём» is the city here."""
    if previous is None or not any("Geox" in tag for tag in tags_of(word.low)):
        return False
    return bool(PLACE_WORD.match(previous.low)) or previous.low in INTO


def _has_neighbour(index: int, hits: list[_Hit]) -> bool:
    word, form, _ = hits[index]
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(hits) and abs(hits[other][0].start - word.start) <= NEAR:
            if (
                hits[other][1].person == form.person
                and hits[other][1].part != form.part
                and (hits[other][0] != word or "-" in word.text)
            ):
                return True
            other += step
    return False


def _has_initials(word: Word, form: Form, text: str, people: People) -> bool:
    """Whether the person's initials stand before or behind, with points or without, in either order."""
    if form.part not in _WITH_INITIALS:
        return False
    surname, given, patronymic = people.initials[form.person]
    own = (given, patronymic) if form.part is Part.SURNAME else (surname, patronymic)
    if "-" in word.low:
        letters = "".join(piece for piece in word.low.split("-") if len(piece) <= 2)
        if letters and letters in {given, given + patronymic, patronymic + given}:
            return True
    before = _BEFORE.search(text, max(0, word.start - 14), word.start)
    behind = _BEHIND.match(text, word.end)
    return any(match is not None and _are_own_initials(match, word, form, own) for match in (before, behind))


def _are_own_initials(match: re.Match[str], word: Word, form: Form, own: tuple[str, str]) -> bool:
    dotted = [letter for letter in match.group("one", "two") if letter]
    bare = [letter for letter in match.group("bare", "other") if letter]
    if bare and form.part is Part.NAME:
        return False  # «Вера С собой»
    if bare and word.is_capital and "_" not in match[0] and "-" not in match[0]:
        if any(letter.islower() for letter in bare):
            return False  # «Заяц и»
    elif len(bare) == 1 and "_" not in match[0] and "-" not in match[0]:
        return False  # «заяц и»
    if is_latin(word.text):
        mine = [latin_key(letter) for letter in own if letter]
        told = [latin_key(letter) if is_latin(letter) else letter for letter in (*dotted, *bare)]
    else:
        mine = [letter for letter in own if letter]
        told = [alike(letter).lower() for letter in (*dotted, *bare)]
    if len(told) == 1:
        return told[0] in (mine if dotted else mine[:1])
    return sorted(told) == sorted(mine) or told[:1] == mine


def _broken(words: list[Word], view: View, people: People) -> Iterator[Finding]:
    """A name cut in two by the end of a line or by a space: «Лопу хова»."""
    for one, other in pairwise(words):
        if (
            other.start - one.end != 1
            or not other.text.islower()
            or is_latin(one.text)
            or len(one.low + other.low) < _MISSPELT - 1
        ):
            continue
        for form in people.forms.get(one.low + other.low, ()):
            is_torn = "\n" in view.source(one.end, other.start) or not tags_of(one.low)
            if (
                is_torn
                and not form.is_common
                and not (tags_of(one.low) and tags_of(other.low) and not one.is_capital)
            ):
                start, end = view.span(one.start, other.end)
                yield Finding(
                    start, end, FindingKind.DECLARED, one.text + other.text, form.part, form.person, form.part
                )


_REMEMBERED = 500_000
"""Words kept in memory; the texts of one site have some fifty thousand."""
_TELLING = 4
"""A shorter word says too little alone."""
_MISSPELT = 6
"""A shorter word is not looked for with a slip in it."""
_LONG = 5
"""A surname that initials may be glued to."""
_LONGEST = 64
"""A longer word is a code and no name."""
_GLUED = 8
"""Two parts of a name in one word make no shorter one."""
_WITH_INITIALS = frozenset({Part.SURNAME, Part.NAME})
_NAMES = frozenset({"Name", "Surn", "Patr"})
_SIMPLE = re.compile("[«(„\"']*([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)[»).,:;!?…\"']*")
_INITIAL = re.compile(r"(?<![А-Яа-яA-Za-z.])[А-Я]\.")
_LETTER = "(?:Shch|[SsZzCcKk]h|[YyJjIi][aueo]|[А-Яа-яІA-Za-zŠŽČÂÛËÈšžčâûëè])"
_AFTER_COLON = re.compile("[А-Яа-я»]: ?$")
_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?:(?P<one>{_LETTER})\.[ |>;/_-]{{0,7}}(?:(?P<two>{_LETTER})\.?[ |>;/_-]{{0,7}})?"
    rf"|(?P<bare>{_LETTER})(?:[_-]|[ _-]{{0,2}}(?P<other>{_LETTER})[ _-]{{1,2}}))$"
)
_BEHIND = re.compile(
    rf"[ ,|>;/_-]{{0,7}}(?P<one>{_LETTER})\.(?:[ |>;/_-]{{0,7}}(?P<two>{_LETTER})(?![^\W\d_]))?"
    rf"|[ ,|>;/_-]{{1,7}}(?P<bare>{_LETTER})(?:[ |>;/_-]{{0,7}}(?P<other>{_LETTER}))?(?![^\W\d_])"
)
