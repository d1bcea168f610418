"""What makes a surname alone a person of the text: «сказал Сухоруков», but not «радиоприёмник Попова»."""

import re

from mentoring.privacy.dictionary import tags_of
from mentoring.privacy.sensitive import is_a_child
from mentoring.privacy.words import Word, is_latin

ROLE = re.compile(
    r"(?:учени[кц]|наставни[кц]|наставляем|подопечн|учител|педагог|тьютор|психолог|логопед|куратор|директор|завуч|методист|тренер|вожат"
    r"|мам[аеуоы]|пап[аеуоы]|отц|отец|матер|мать|брат|сестр|бабушк|дедушк|друг|подруг|мальчик|девочк|выпускни[кц]|студент|капитан"
    r"|семь|родител|имени|геро[йяюе]|товарищ|господин|госпож|школьни[кц]|ветеран|председател|автор|фотограф|ведущ|рецензент)"
)
"""Words that say what somebody is; a name beside one is that person's."""


def is_told_alone(index: int, words: list[Word], text: str) -> bool:
    """Whether a surname without a given name, initials or a role beside it is about somebody here."""
    index = _head_of_row(index, words, text)
    word = words[index]
    if text.startswith(" - ", word.end):
        return True  # «Сухорукову - книгу»
    if word.starts_sentence or _BEFORE.search(text, max(0, word.start - 3), word.start):
        return True
    if any(_acts(words[near]) for near in _around(index, words, _BESIDE)):
        return True
    if any(_is_of_school(words[near].low) for near in _around(index, words, _NEAR)):
        return True
    return sum(other.is_capital and other.low[:_STEM] == word.low[:_STEM] for other in words) > 1


def _head_of_row(index: int, words: list[Word], text: str) -> int:
    """The first of «дежурят Сухоруков, Титова и Щеглов»: what makes it a person makes them all."""
    while index:
        other = index - 2 if words[index - 1].low == "и" and index > 1 else index - 1
        if not words[other].is_capital or text[words[other].end : words[index].start] not in _ROW:
            break
        index = other
    return index


def _around(index: int, words: list[Word], reach: int) -> list[int]:
    """The words of the same sentence so many places away."""
    found = []
    for near in range(index - 1, max(-1, index - 1 - reach), -1):
        found.append(near)
        if words[near].starts_sentence:
            break
    for near in range(index + 1, min(len(words), index + 1 + reach)):
        if words[near].starts_sentence:
            break
        found.append(near)
    return found


def _acts(word: Word) -> bool:
    """Whether somebody does something by this word."""
    return (not word.is_capital or word.starts_sentence) and any(
        "VERB" in tag and "impr" not in tag for tag in tags_of(word.low)
    )


def _is_of_school(low: str) -> bool:
    return not is_latin(low) and (bool(ROLE.match(low)) or is_a_child(low) or bool(_CLASS.match(low)))


_BESIDE = 1
_NEAR = 5
_STEM = 5
_ROW = frozenset({", ", " и ", ", и "})
_BEFORE = re.compile(r"[:(|-] ?$")
_CLASS = re.compile(
    "класс[аеу]?$|кл$|пар[аеуы]$|команд|групп|тетрад|дневник|рисун|поведени|успех|успеваемост|оценк|проект|побед|ответ|парт[аеуы]$|рюкзак|иде[яию]$"
    "|выступлени|доклад|почерк|слез|характер|поступ[ок]|обид[аеуы]$|прогул|ссор"
)
"""The surroundings of a pupil."""
