"""Every form a declared person's name can take: cases, initials, diminutives, transliterations."""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from struct import unpack
from typing import Any

import pymorphy3
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mentoring.privacy.diminutives import BY_NAME, tender
from mentoring.privacy.views import folded


class Part(StrEnum):
    """A part of a name; a consent lifts only what it covers."""

    SURNAME = "surname"
    NAME = "name"
    PATRONYMIC = "patronymic"
    ALIAS = "alias"


@dataclass(frozen=True)
class Person:
    """Somebody who may not be named unless a consent says so."""

    id: str
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form of a part of somebody's name."""

    person: str
    part: Part
    is_common: bool
    """Whether it is also an ordinary word: Вера, Роман, Шпак."""


def person_of(full: str, identity: str) -> Person:
    """Take «Лопухова Арина Игоревна» apart: surname, given name, patronymic, in the order of documents.

    Where the given name comes first and is a known one, the order is turned.
    """
    words = [folded(word).lower() for word in re.findall(r"[^\s.,]+", full)]
    if len(words) == 1:
        return Person(identity, name=words[0]) if words[0] in BY_NAME else Person(identity, surname=words[0])
    if len(words) >= 2 and words[0] in BY_NAME and words[1] not in BY_NAME:
        last = words[-1]
        if len(words) == 2 or not is_patronymic(last):
            return Person(
                identity, surname=last, name=words[0], patronymic=words[1] if len(words) > 2 else ""
            )
    return Person(identity, words[0], words[1], words[2] if len(words) > 2 else "")


def is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.fullmatch(word.lower()))


def forms_of(person: Person) -> Iterator[tuple[str, Form]]:
    """Every single word, folded and in lower case, that is a form of a part of the name."""
    for part, word in (
        (Part.SURNAME, person.surname),
        (Part.NAME, person.name),
        (Part.PATRONYMIC, person.patronymic),
    ):
        if not word:
            continue
        plain = folded(word).lower()
        pieces = [plain, *plain.split("-")] if "-" in plain else [plain]
        for piece in pieces:
            for form in _inflected(piece, part):
                yield form, Form(person.id, part, is_word(form))
        if part is Part.NAME:
            shorts = BY_NAME.get(plain, frozenset())
            for short in {*shorts, *(soft for one in (plain, *shorts) for soft in tender(one))}:
                for form in _paradigm(short):
                    yield form, Form(person.id, part, is_word(form))
    for alias in person.aliases:
        for piece in folded(alias).lower().split():
            for form in {*_paradigm(piece), *_inflected(piece, Part.NAME)}:
                yield form, Form(person.id, Part.ALIAS, is_word(form))


def initials_of(person: Person) -> str:
    """The initials of given name and patronymic, in lower case."""
    return (person.name[:1] + person.patronymic[:1]).lower()


def is_word(form: str) -> bool:
    """Whether a dictionary knows the form as an ordinary word, not only as a name.

    «Иванов», «Лопухова» are in it as possessive adjectives too: beside a surname those do not count.
    """
    tags = tags_of(form)
    is_surname = any("Surn" in tag for tag in tags)
    return any(not _NAME_TAGS & tag and not (is_surname and not tag.isdisjoint(_ADJECTIVES)) for tag in tags)


@lru_cache(maxsize=200_000)
def tags_of(form: str) -> tuple[frozenset[str], ...]:
    """The readings of a word in the dictionary; none where it is not in it.

    The dictionary is asked past the analyser: that guesses and weighs, and is ten times slower.
    """
    words = morph().dictionary
    return tuple(
        words.build_tag_info(paradigm, index).grammemes for paradigm, index in _readings(words.words, form)
    )


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Every case of the given names and short forms of the table."""
    return frozenset(
        form
        for name, shorts in BY_NAME.items()
        for word in (name, *shorts)
        for form in {*_paradigm(word), *(_paradigm(_SLAVIC[word]) if word in _SLAVIC else ())}
        if len(form) > 2
    )


@lru_cache(maxsize=1)
def latin_names() -> frozenset[str]:
    """The keys of the full given names of the table that are long enough to say something."""
    return frozenset(key for key in map(latin_key, given_names()) if len(key) >= 4)


@lru_cache(maxsize=1)
def morph() -> Any:
    """The dictionary of pymorphy3; it takes a third of a second to load."""
    return pymorphy3.MorphAnalyzer()


def _readings(words: Any, form: str) -> list[tuple[int, int]]:
    """Paradigm and place in it of every reading of a word, ё for е too.

    The dictionary's own reader in Python takes a tenth of a millisecond a word, and every new capital letter of a
    site asks it; its reader in C (`dawg2`) has no such parts and needs no such help.
    """
    if not hasattr(words, "dct"):
        return [
            reading
            for found in words.similar_item_values(form, morph().char_substitutes)
            for reading in found
        ]
    units, guide = words.dct._units, words.guide._units
    nodes = [0]
    for letter in form:
        steps = (letter.encode(), _YO) if letter == "е" else (letter.encode(),)
        nodes = [node for begin in nodes for step in steps if (node := _followed(units, begin, step))]
        if not nodes:
            return []
    found = []
    for node in nodes:
        separated = _followed(units, node, b"\x01")
        if separated:
            found += [unpack(">HH", a2b_base64(key)) for key in _endings(units, guide, separated)]
    return found


_YO = "ё".encode()


def _followed(units: Any, index: int, step: bytes) -> int:
    """Where some bytes lead in the dictionary's trie; 0 is nowhere. Source: dawg_python, `Dictionary.follow_char`."""
    for label in step:
        unit = units[index]
        index ^= ((unit >> 10) << ((unit & 0x200) >> 6)) ^ label
        if units[index] & 0x800000FF != label:
            return 0
    return index


def _offset(unit: int) -> int:
    return (unit >> 10) << ((unit & 0x200) >> 6)


def _endings(units: Any, guide: Any, start: int) -> list[bytes]:
    """Every key below a node; the guide tells the first child and the next sibling."""
    found = []
    waiting = [(start, b"")]
    while waiting:
        index, key = waiting.pop()
        unit = units[index]
        if unit & 0x100:
            found.append(key)
        label = guide[index * 2]
        while label:
            child = index ^ _offset(unit) ^ label
            waiting.append((child, key + bytes((label,))))
            label = guide[child * 2 + 1]
    return found


_NAME_TAGS = frozenset({"Name", "Surn", "Patr"})
_ADJECTIVES = frozenset({"ADJS", "ADJF"})
_SLAVIC = {"лев": "льв", "павел": "павл"}
"""Stems of names that lose a vowel."""
_PATRONYMIC = re.compile(
    r".{2,}(?:ович|евич|ич|овна|евна|ична|инична)(?:а|у|ем|ом|е|ы|ой|ою|и)?|.{2,}(?:овн|евн|ичн)(?:а|ы|е|у|ой|ою)"
)
_PARTS = {
    Part.SURNAME: NamePart.LASTNAME,
    Part.NAME: NamePart.FIRSTNAME,
    Part.PATRONYMIC: NamePart.MIDDLENAME,
}


@lru_cache(maxsize=1)
def _petrovich() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


def _inflected(word: str, part: Part) -> set[str]:
    """The cases of a name by pytrovich's rules in both genders, by the dictionary, and by the plain paradigm."""
    found = {word}
    title = word.capitalize()
    for gender in (Gender.MALE, Gender.FEMALE):
        for case in Case:
            found.add(folded(_petrovich().make(_PARTS[part], gender, case, title)).lower())
    tag = {Part.SURNAME: "Surn", Part.NAME: "Name", Part.PATRONYMIC: "Patr"}[part]
    for parse in morph().parse(word):
        if tag in parse.tag.grammemes:
            found |= {folded(form.word).lower() for form in parse.lexeme}
    if part is Part.SURNAME:
        found |= _surnames(word)
    if part is Part.NAME:
        found |= set(_paradigm(word))
    return {form for form in found if len(form) > 1}


def _surnames(word: str) -> set[str]:
    """Both genders and the plural of a Russian surname."""
    base = None
    for ending in ("ова", "ева", "ина", "ына"):
        if word.endswith(ending):
            base = word[:-1]
    if re.search(r"(?:ов|ев|ин|ын)$", word):
        base = word
    if base:
        return {base + end for end in ("", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми")}
    if match := re.fullmatch(r"(.+(?:ск|цк))(?:ий|ая)", word):
        return {
            match[1] + end
            for end in ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ие", "их", "ими")
        }
    if match := re.fullmatch(r"(.+)(?:ый|ой|ая)", word):
        return {
            match[1] + end
            for end in ("ый", "ой", "ого", "ому", "ым", "ом", "ая", "ую", "ою", "ые", "ых", "ыми")
        }
    return set(_paradigm(word))


def _paradigm(word: str) -> Iterator[str]:
    """The plain cases of a noun by its last letter."""
    yield word
    if word[-1:] in "ая":
        stem, soft = word[:-1], word[-1] == "я" or word[-2:-1] in "гкхжчшщ"
        endings = (
            ("и", "е", "ю" if word[-1] == "я" else "у", "ей", "ой", "ею", "ою")
            if soft
            else ("ы", "е", "у", "ой", "ою", "ей")
        )
        yield from (stem + end for end in endings)
    elif word[-1:] == "й":
        yield from (word[:-1] + end for end in ("я", "ю", "ем", "е", "и"))
    elif word[-1:] == "ь":
        yield from (word[:-1] + end for end in ("я", "ю", "ем", "е", "и", "ью"))
    elif word[-1:] not in "оеуюиэы":
        yield from (word + end for end in ("а", "у", "ом", "ем", "е", "ы"))
        if word.endswith(("ек", "ок")):
            yield from (word[:-2] + "к" + end for end in ("а", "у", "ом", "е"))


# Transliteration: one rough key for every way a name is written in Latin letters


def latin_key(word: str) -> str:
    """A key that all usual transliterations of a name share; source: GOST 7.79, ISO 9, ICAO 9303, Yandex compared."""
    key = word.lower()
    if _CYRILLIC.search(key):
        key = "".join(_CYRILLIC_KEY.get(letter, "") for letter in key)
    else:
        key = _LATIN.sub(lambda match: _LATIN_KEY.get(match[0], match[0]), key)
        key = _NOT_KEY.sub("", key)
    key = _SOFT.sub("", key).replace("tC", "C")
    return _TWICE.sub(r"\1", key)


def latin_keys(word: str) -> frozenset[str]:
    """The keys of a word in Latin letters: `j` may stand for «й» and for «ж»."""
    low = word.lower()
    return frozenset({latin_key(low), latin_key(low.replace("j", "zh"))} if "j" in low else {latin_key(low)})


def in_russian(word: str) -> str:
    """A word in Latin letters as Russian would most likely spell it: `nastavnikov` is no surname."""
    return _SOUND.sub(lambda match: _SOUNDS[match[0]], word.lower())


_SOUNDS = {"shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "ya": "я", "yu": "ю", "yo": "е", "ye": "е",
    "iy": "ий", "yy": "ый", "ay": "ай", "ey": "ей", "oy": "ой", "ia": "ия", "y": "ы", "j": "й", "x": "кс", "w": "в", "q": "к",
    **dict(zip("abvgdezijklmnoprstufhc", "абвгдезийклмнопрстуфхц", strict=True))}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_CYRILLIC = re.compile("[а-я]")
_NOT_KEY = re.compile("[^a-zSCZ]")
_SOFT = re.compile("i+(?=[aeu])|(?<=i)i+")
_TWICE = re.compile(r"(.)\1+")
_CYRILLIC_KEY = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщэюяы",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "Z",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "c",
            "C",
            "S",
            "S",
            "e",
            "u",
            "a",
            "i",
        ],
        strict=True,
    )
)
_LATIN_KEY = {"shch": "S", "sch": "S", "shh": "S", "sh": "S", "ch": "C", "zh": "Z", "kh": "h", "ts": "c", "tz": "c",
    "cz": "c", "x": "h", "ph": "f", "ya": "a", "ja": "a", "ia": "a", "yu": "u", "ju": "u", "iu": "u", "yo": "e", "jo": "e",
    "ye": "e", "je": "e", "ie": "e", "w": "v", "ck": "k", "q": "k", "y": "i", "j": "i",}  # fmt: skip
_LATIN = re.compile("|".join(sorted(_LATIN_KEY, key=len, reverse=True)))


def near_keys(form: str) -> list[str]:
    """The word with each letter left out: two words one slip apart share a key."""
    return [form, *[form[:index] + form[index + 1 :] for index in range(len(form))]]
