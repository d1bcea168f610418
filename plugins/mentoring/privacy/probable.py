"""Probable names of people nobody has declared: initials, given names, patronymics, surnames by their endings."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mentoring.privacy.dictionary import spelled, tags_of
from mentoring.privacy.evidence import ROLE, is_told_alone
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import given_names, is_everyday, is_patronymic, is_word, latin_names
from mentoring.privacy.latin import in_russian, latin_keys
from mentoring.privacy.views import View
from mentoring.privacy.words import Word, beside, is_latin, words_of


def probable(view: View) -> Iterator[Finding]:
    """Find what looks like a person's name, whoever it is."""
    text = view.text
    for match in _INITIALS.finditer(text):
        start, end = _whose(match)
        if _are_initials(match):
            yield _found(view, start, end, "initials")
    words = words_of(text)
    for index, word in enumerate(words):
        what = _name_like(index, words, text)
        if what and not _HERO.search(view.source(max(0, word.start - 1), word.end)):
            yield _found(view, word.start, word.end, what)


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
    if len(low) > _LONGEST:
        return 0
    tags = _tags(low)
    if "-" in low and not tags and is_word(low.rpartition("-")[2]):
        return 0  # «организационно-методические» is in no dictionary and is nobody's name
    if (
        not tags
        and len(low) >= _COMPOUND
        and any("ADJF" in _tags(low[cut:]) for cut in range(4, len(low) - 4))
    ):
        return 0  # nor is «ценностносмысловой»
    sort = 0
    if low in given_names() or ("Name" in tags and len(low) > 2):
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
    elif sort and is_everyday(low):
        sort |= Sort.WORD
    return sort


def _name_like(index: int, words: list[Word], text: str) -> str:
    word = words[index]
    if is_latin(word.text):
        return _latin_name_like(index, words, text)
    if not word.is_capital and not may_be_probable(word) and not _SURNAME.search(word.low):
        return ""
    sort = _sort(word.low)
    if not sort:
        return ""
    near = [other for other in beside(index, words, text) if not is_latin(other.text)]
    if not word.is_capital:
        return _name_in_small_letters(word, sort, near)
    if sort & Sort.PATRONYMIC:
        return "patronymic"
    is_beside_name = any(
        other.is_capital and _sort(other.low) & _SOME_NAME and not _sort(other.low) & Sort.PLACE
        for other in near
    )
    previous = words[index - 1] if index else None
    is_called = previous is not None and previous in near and bool(ROLE.match(previous.low))
    is_place = bool(sort & Sort.PLACE) or (previous is not None and bool(PLACE_WORD.match(previous.low)))
    in_person = is_beside_name or is_called
    if not in_person and (_HUMP.search(word.text) or (previous is not None and previous.low in _FROM)):
        return ""
    if not in_person and _names_a_street(index, words):
        return ""
    if is_place and not in_person:
        if (previous is not None and previous.low in INTO) or any(_is_only_place(other) for other in near):
            return ""
        named = word.low in given_names() and not sort & Sort.WORD
        return "given name" if named and (previous is None or not PLACE_WORD.match(previous.low)) else ""
    if word.text.isupper() and len(word.text) < _TELLING and _is_abbreviation(word, near):
        return ""
    if not in_person and (_describes(index, words) if sort & Sort.UNKNOWN else _is_adjective(index, words)):
        return ""
    if sort & Sort.GIVEN and (not sort & Sort.WORD or is_beside_name or _is_named(word, near, previous)):
        return "given name"
    if sort & Sort.SURNAME and (not sort & Sort.WORD or in_person) and not _is_abbreviation(word, near):
        return "surname" if in_person or is_told_alone(index, words, text) else ""
    if sort & Sort.UNKNOWN and in_person and not _is_abbreviation(word, near):
        return "surname"
    return ""


def _is_only_place(word: Word) -> bool:
    """«Суздаль, Владимир»: the other one is a town and nothing else."""
    tags = tags_of(word.low)
    return word.is_capital and bool(tags) and all("Geox" in tag for tag in tags)


def _names_a_street(index: int, words: list[Word]) -> bool:
    """«Невский проспект», «Лермонтовская улица»."""
    following = words[index + 1] if index + 1 < len(words) else None
    return (
        following is not None
        and bool(_ADJECTIVE.search(words[index].low))
        and bool(PLACE_WORD.match(following.low))
    )


def _describes(index: int, words: list[Word]) -> bool:
    """«Обь-Юганская школа», «Пелымская СОШ»: an adjective before its noun."""
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None or not _OF_PLACE.search(words[index].low):
        return False
    if following.is_capital:
        return following.text.isupper() and len(following.text) > 1
    tags = _tags(following.low)
    return "NOUN" in tags and "VERB" not in tags and not ROLE.match(following.low)


def _is_adjective(index: int, words: list[Word]) -> bool:
    """«Рождественские каникулы»: an adjective of the dictionary before a thing, in the same case."""
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None or following.is_capital or not _OF_PLACE.search(words[index].low):
        return False
    own = [tag & _CASES for tag in tags_of(words[index].low) if "ADJF" in tag]
    things = [tag & _CASES for tag in tags_of(following.low) if {"NOUN", "inan"} <= tag]
    is_verb = any("VERB" in tag for tag in tags_of(following.low))
    return not is_verb and any(case in things for case in own)


def _name_in_small_letters(word: Word, sort: int, near: list[Word]) -> str:
    if sort & (Sort.WORD | Sort.PLACE) or is_word(word.low):
        return ""
    if sort & Sort.PATRONYMIC:
        return "patronymic"
    others = any(_sort(other.low) & _SOME_NAME and not _sort(other.low) & Sort.WORD for other in near)
    if sort & Sort.GIVEN and (others or (word.low in given_names() and len(word.low) >= _TELLING)):
        return "given name"
    return "surname" if sort & Sort.SURNAME and others else ""


def _is_named(word: Word, near: list[Word], previous: Word | None) -> bool:
    """Whether «Вера», «Роман» with a capital is a name: inside a sentence, and not a heading In Capitals."""
    return (
        word.low in given_names()
        and not word.starts_sentence
        and not (previous is not None and is_latin(previous.text))  # «[field-twice] Поле»
        and all(not other.is_capital or _may_be_surname(other) for other in near)
    )


def _may_be_surname(word: Word) -> bool:
    """«Волк», «Гончар» beside a given name; «Любовь К Чтению» is a heading."""
    tags = _tags(word.low)
    return not word.text.isupper() and len(word.low) > 2 and (not tags or "anim" in tags)


def _is_abbreviation(word: Word, near: list[Word]) -> bool:
    """«МБОУ», «СОШ» stand in capitals among small letters, or among their like."""
    return word.text.isupper() and (
        len(word.text) < _TELLING or not near or not all(one.text.isupper() for one in near)
    )


def _latin_name_like(index: int, words: list[Word], text: str) -> str:
    """A name in Latin letters: a full given name, or a word with the ending of a Russian surname beside one or alone."""
    word = words[index]
    if not _TELLING <= len(word.text) <= _LONGEST or word.low in _ENGLISH:
        return ""
    is_given = bool(latin_keys(word.low) & latin_names())
    if is_given and len(word.low) > _TELLING and not _is_ordinary_in_latin(word.low):
        return "given name"
    near = [other.low for other in beside(index, words, text) if is_latin(other.text)]
    if _is_given_in_latin(word.low) and any(_is_like_surname(low) for low in near):
        return "given name"
    if not _is_like_surname(word.low):
        return ""
    if any(map(_is_given_in_latin, near)):
        return "surname"
    return "surname" if len(word.low) > _TELLING and not _is_ordinary_in_latin(word.low) else ""


def names_of_files(name: str) -> list[str]:
    """The given names in Latin letters a file's name has, alone too: `masha-i-robot`; in a text «said» is English."""
    return [word.text for word in words_of(name) if is_latin(word.text) and _is_given_in_latin(word.low)]


def _is_like_surname(low: str) -> bool:
    return bool(_LATIN_SURNAME.search(low)) and low not in _ENGLISH


@lru_cache(maxsize=50_000)
def _is_given_in_latin(low: str) -> bool:
    """«petya», «oleg», as Russian spells them; «roman» and «tema» are words of a title."""
    spellings = {in_russian(low), *spelled(low)}
    return (
        len(low) >= _TELLING
        and not spellings.isdisjoint(given_names())
        and not any(map(is_everyday, spellings))
    )


@lru_cache(maxsize=50_000)
def _is_ordinary_in_latin(low: str) -> bool:
    """Whether any of the words that Latin letters may stand for is no name: `spetsialistov`, `semi` («семьи»)."""
    return any(
        is_word(form) and not {"Surn", "Geox"} <= _tags(form) for form in (in_russian(low), *spelled(low))
    )


def is_role(low: str) -> bool:
    """Whether a word says what somebody is: «наставник», «мама»."""
    return bool(ROLE.match(low))


def may_be_probable(word: Word) -> bool:
    """Whether a word could be told as a name in some surroundings."""
    if is_latin(word.text):
        return bool(_latin_name_like(0, [word], word.text) or _is_like_surname(word.low))
    if word.is_capital:
        return bool(_sort(word.low) & (_SOME_NAME | Sort.UNKNOWN))
    # A surname in small letters is told beside a given name or a patronymic only: these are found without the dictionary.
    if word.low in given_names() or _PATRONYMIC_SURE.search(word.low):
        return bool(_sort(word.low) & _SOME_NAME) and not _sort(word.low) & (Sort.WORD | Sort.PLACE)
    return False


def _whose(match: re.Match[str]) -> tuple[int, int]:
    """The initials with their surname: in «Сказки А. С. Пушкина» it follows."""
    following = _SURNAME_BEHIND.match(match.string, match.end()) if match[0].endswith(".") else None
    if following is None or _sort(match[0].partition(" ")[0].strip(",").lower()) & _SOME_NAME:
        return match.span()
    return match.start() + match[0].index(" ") + 1, following.end()


def _are_initials(match: re.Match[str]) -> bool:
    """«г. Заречный», «Приложение А.» and «вариант Б. Потом» are no people."""
    surname = _CAPITALIZED.search(match[0])
    if surname is None:
        return False
    low = surname[0].lower()
    if match[0].count(".") > 1 or low in given_names():
        return True
    sort = _sort(low)
    return bool(sort & (_SOME_NAME | Sort.UNKNOWN)) and not sort & (Sort.WORD | Sort.PLACE)


def _tags(low: str) -> frozenset[str]:
    return frozenset().union(*tags_of(low))


def _found(view: View, start: int, end: int, what: str) -> Finding:
    first, last = view.span(start, end)
    return Finding(first, last, FindingKind.PROBABLE, view.text[start:end], what)


_TELLING = 4
"""A shorter word says too little alone."""
_LONGEST = 64
"""A longer word is a code and no name."""
_COMPOUND = 12
"""A shorter unknown word is not taken for two words written as one."""
_OF_PLACE = re.compile("(?:ск|цк)(?:ий|ая|ое|ого|ой|ому|ую|им|ом|ие|их)$")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "sing", "plur"})
_PLACES = frozenset({"Geox", "Orgn"})
_HERO = re.compile("(?<![А-Яа-яЁё])[ДдО]['’ʼ][А-ЯЁа-яё]")
"""D'Artagnan and O'Henry are of books."""
_CAPITALIZED = re.compile("[А-Я][а-я]{2,}|[А-Я]{3,}")
_INITIALS = re.compile(
    r"(?<![А-Яа-яA-Za-z.])[А-Я]\. ?(?:[А-Я]\. ?)?(?:[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?|[А-Я]{3,}(?:-[А-Я]+)?)(?![а-я])"
    r"|(?<![А-Яа-я])(?:[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?|[А-Я]{3,}(?:-[А-Я]+)?),? [А-Я]\.(?: ?[А-Я]\.)?"
)
_PATRONYMIC_SURE = re.compile(r"(?:ович|евич|овн|евн|ичн|инична)")
_SURNAME_BEHIND = re.compile(" ?[А-Я][а-я]{2,}(?:-[А-Я][а-я]+)?(?![а-я])")
_SURNAME = re.compile(
    r"(?:ов|ев|ин|ын)(?:а|у|ым|ой|ых|ы|ыми)?$|(?:ск|цк)(?:ий|ого|ому|им|ая|ой|ую|их|ие)$|(?:енко|швили|дзе|ых|их|аго|ово|ко)$"
    r"|(?:ян|янц|чук|щук|юк|ук|берг|штейн|вич|ич|ман|ец|ула|уа|иа)(?:а|у|ом|ем|е)?$"
)
SHORT_SURNAMES = frozenset(
    {"ким", "пак", "цой", "ли", "юн", "хан", "чен", "шин", "тен", "хо", "ян", "нам", "кан", "лин", "ван", "чжан", "пан", "мун", "лим", "тян", "хван", "кох", "цай", "шен", "го"}
)  # fmt: skip
"""Surnames that look like nothing; they count beside a given name or a role."""
PLACE_WORD = re.compile(
    r"(?:улиц|площад|проспект|переул|сел[оаеу]$|посел|пос$|город|г$|ул$|рек[аеиу]|озер|област|район|станци|деревн|остров|гор[аеуы]$|мыс|мор[еяю]$|хреб[ет]|пролив|залив|архипелаг|бухт|ледник|вулкан|плато$|водопад|перевал|канал[аеу]?$|бульвар|набережн|проезд|алле[яюеи]|микрорайон|хутор|аул[аеу]?$|станиц)"
)
_FROM = frozenset({"из", "близ"})
"""«Учитель из Корнина»: a place, as one person is never said to be from another."""
_HUMP = re.compile("[а-я][А-Я]")
INTO = frozenset({"в", "во", "из", "под", "около", "близ"})
"""What stands before a place."""
_ADJECTIVE = re.compile("(?:ий|ый|ая|ой|ого|ому|ую|им|ом)$")
_LATIN_SURNAME = re.compile(
    r"(?:ov|ev|yov)a?$|(?:sk|ck|tsk)(?:iy|ii|y|i|aya|aia)$|(?:enko|shvili|ovich|evich|ovna|evna|dze|yan|chuk)$|(?:nina|kina|lina|rina)$"
)
_ENGLISH = frozenset(
    {"nova", "lina", "marina", "angelina", "karina", "katerina", "regina", "victor", "martin", "albert", "robert", "roman", "maximum", "maxim", "artem", "dev", "prev", "rev"}
)  # fmt: skip
"""Latin words that are everyday ones of pages and programs."""
