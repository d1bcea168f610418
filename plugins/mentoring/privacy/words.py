"""The words of a text, as names are looked for among them."""

import re
from typing import NamedTuple


class Word(NamedTuple):
    """A word of a view."""

    start: int
    end: int
    text: str
    low: str
    starts_sentence: bool

    @property
    def is_capital(self) -> bool:
        return not self.text.islower()


def words_of(text: str) -> list[Word]:
    """The words of a text, and the parts of those written LikeThis."""
    words = []
    for match in _WORD.finditer(text):
        start, end, told = match.start(), match.end(), match[0]
        words.append(Word(start, end, told, told.lower(), _starts_sentence(text, start)))
        if _HUMP.search(told):
            for part in _PART.finditer(told):
                words.append(Word(start + part.start(), start + part.end(), part[0], part[0].lower(), False))
    return words


def beside(index: int, words: list[Word], text: str) -> list[Word]:
    """The words next to it with a space, a hyphen or the border of a cell between."""
    word = words[index]
    found = []
    if index and text[words[index - 1].end : word.start] in _NEXT:
        found.append(words[index - 1])
    if index + 1 < len(words) and text[word.end : words[index + 1].start] in _NEXT:
        found.append(words[index + 1])
    return found


def is_latin(word: str) -> bool:
    return not "\u0400" <= word[0] <= "\u052f"


def _starts_sentence(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a cell, a title in quotation marks."""
    while start and text[start - 1] in _PASSED:
        start -= 1
    return not start or text[start - 1] in _STOPS


_NEXT = frozenset({" ", "-", "  ", "   ", " | ", "|", "_", ", ", ",", ";", ".", "/", '","', " - "})
_PASSED = frozenset(" \"'(—-*#>_")
_STOPS = frozenset(".!?…:\n«|")
_WORD = re.compile(
    r"[\u0400-\u052f]+(?:-[\u0400-\u052f]+)*|[A-Za-zÀ-ÖØ-öø-žʹʺ](?:['’`]?[A-Za-zÀ-ÖØ-öø-žʹʺ])*(?:['’`](?![A-Za-z]))?"
)
_HUMP = re.compile("[a-zа-я][A-ZА-Я]|[A-ZА-Я]{2}[a-zа-я]")
_PART = re.compile("[A-ZА-Я]?[a-zа-я]+|[A-ZА-Я]+(?![a-zа-я])")
