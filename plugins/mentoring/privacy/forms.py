"""Every form a declared person's name can take: cases, initials, diminutives, transliterations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mentoring.privacy.dictionary import morph, tags_of
from mentoring.privacy.diminutives import BY_NAME, tender
from mentoring.privacy.latin import latin_key
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
            is_common = is_everyday(piece) and not _is_never_said(piece)
            for form in _inflected(piece, part):
                yield (
                    form,
                    Form(
                        person.id,
                        part,
                        is_everyday(form)
                        and not _is_never_said(form)
                        and (is_common or not _is_adjective(form)),
                    ),
                )
        if part is Part.NAME:
            shorts = BY_NAME.get(plain, frozenset())
            for short in {*shorts, *(soft for one in (plain, *shorts) for soft in tender(one))}:
                for form in _paradigm(short):
                    yield form, Form(person.id, part, is_everyday(form))
    for alias in person.aliases:
        for piece in folded(alias).lower().split():
            for form in {*_paradigm(piece), *_inflected(piece, Part.NAME)}:
                yield form, Form(person.id, Part.ALIAS, is_everyday(form))


def _is_never_said(form: str) -> bool:
    """Whether a form is an ordinary word in the dictionary alone: «тростникова», as «тростниковая» would be in short."""
    tags = tags_of(form)
    return bool(tags) and all("ADJS" in tag for tag in tags) and form not in _SAID_IN_SHORT


def _is_adjective(form: str) -> bool:
    """Whether a form is an ordinary word as an adjective only: nobody means «лопуховый» by «Лопуховой»."""
    return all(_NAME_TAGS & tag or not tag.isdisjoint(_ADJECTIVES) for tag in tags_of(form))


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
def is_everyday(form: str) -> bool:
    """Whether a form that is a name is used as an ordinary word as well: «роман», but not «рустам».

    The corpus behind the dictionary counts how often a word was read in which way. A name it has not seen is a name.
    """
    if not is_word(form):
        return False
    count = morph().prob_estimator.p_t_given_w.prob
    names = words = 0.0
    is_name = is_surname = is_thing = False
    for parse in morph().parse(form):
        weight = count(parse.word, parse.tag)
        if _NAME_TAGS & parse.tag.grammemes:
            is_name = True
            is_surname = is_surname or "Surn" in parse.tag.grammemes
            names += weight
        elif "Geox" not in parse.tag.grammemes:
            is_thing = is_thing or "inan" in parse.tag.grammemes
            words += weight
    if names or words:
        return words > names / 3
    return not is_name or (is_thing and not is_surname and form not in given_names())  # «гранит», «викторина»


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
    """The keys of the given names of the table and of their longer cases, as addresses and file names have them."""
    plain = {word for name, shorts in BY_NAME.items() for word in (name, *shorts) if len(word) >= 5}
    cases = {form for form in given_names() if len(form) >= 7}
    return frozenset(key for key in map(latin_key, plain | cases) if len(key) >= 4)


_NAME_TAGS = frozenset({"Name", "Surn", "Patr"})
_ADJECTIVES = frozenset({"ADJS", "ADJF"})
_SAID_IN_SHORT = frozenset(
    f"{stem}{end}" for stem in ("готов", "здоров", "нездоров", "суров", "нов", "бестолков", "толков", "дешев", "един", "багров", "лилов")
    for end in ("", "а", "о", "ы")
)  # fmt: skip
"""Short adjectives that look like surnames and are used."""
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
        is_noun = part is Part.SURNAME and parse.tag.POS == "NOUN" and parse.normal_form == word
        if tag in parse.tag.grammemes or is_noun:  # «Соловей» has the cases of the bird
            found |= {folded(form.word).lower() for form in parse.lexeme}
    if part is Part.SURNAME:
        found |= _surnames(word) | set(_fleeting(word))
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


def _fleeting(word: str) -> Iterator[str]:
    """The cases of a surname that loses a vowel, as the ordinary word does: Кравец — Кравца, Бубен — Бубна."""
    for ending, stems in _FLEETING:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)]
            for stem in stems:
                soft = stem.endswith("ь") or ending.endswith("ь")
                for end in ("я", "ю", "ем", "е", "и") if soft else ("а", "у", "ом", "ем", "е", "ы", "и"):
                    yield base + stem + end


_FLEETING = (
    ("лец", ("льц",)),
    ("аец", ("айц",)),
    ("ец", ("ц",)),
    ("ок", ("к",)),
    ("ек", ("к", "ьк")),
    ("ень", ("н",)),
    ("оть", ("т",)),
    ("ей", ("ь",)),
    ("ен", ("н",)),
    ("ел", ("л",)),
    ("ер", ("р",)),
)
"""How the end of a name changes before the endings of its cases."""


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


def near_keys(form: str) -> list[str]:
    """The word with each letter left out: two words one slip apart share a key."""
    return [form, *[form[:index] + form[index + 1 :] for index in range(len(form))]]


def skeleton(form: str) -> str:
    """The consonants of a word: what is spelt by ear keeps them."""
    return form.translate(_VOWELS)


_VOWELS = {**{ord(letter): None for letter in "аеёиоуыэюяйьъ"}, ord("щ"): "шч"}
