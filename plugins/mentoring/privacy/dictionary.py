"""The dictionary of pymorphy3, read past its analyser: that guesses and weighs, and is ten times slower."""

from binascii import a2b_base64
from collections.abc import Iterator
from functools import lru_cache
from struct import unpack
from typing import Any

import pymorphy3

from mentoring.privacy.latin import sounds


@lru_cache(maxsize=1)
def morph() -> Any:
    """The dictionary with its analyser; it takes a third of a second to load."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=200_000)
def tags_of(form: str) -> tuple[frozenset[str], ...]:
    """The readings of a word in the dictionary; none where it is not in it."""
    words = morph().dictionary
    return tuple(
        words.build_tag_info(paradigm, index).grammemes for paradigm, index in _readings(words.words, form)
    )


@lru_cache(maxsize=50_000)
def spelled(word: str) -> tuple[str, ...]:
    """The words of the dictionary that a word in Latin letters may stand for: `spetsialistov`, `rol` («роль»)."""
    words = morph().dictionary.words
    if not hasattr(words, "dct"):
        return tuple(form for form in _guesses(word) if tags_of(form))
    units = words.dct._units
    reached: list[dict[str, tuple[int, ...]]] = [{} for _ in range(len(word) + 1)]
    reached[0] = {"": (0,)}
    for begin in range(len(word)):
        for length, letters in sounds(word, begin):
            for told, nodes in reached[begin].items():
                if further := _along(units, nodes, letters):
                    reached[begin + length][told + letters] = further
    return tuple(
        told for told, nodes in reached[-1].items() if any(_followed(units, node, b"\x01") for node in nodes)
    )


def _guesses(word: str) -> Iterator[str]:
    """The same without looking into the trie; of a long word only the likeliest."""
    waiting = [("", 0)]
    for _ in range(_GUESSES):
        if not waiting:
            return
        told, begin = waiting.pop()
        if begin == len(word):
            yield told
        waiting += [(told + letters, begin + length) for length, letters in sounds(word, begin)][::-1]


_GUESSES = 2000


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
    found = []
    for node in _along(units, (0,), form):
        separated = _followed(units, node, b"\x01")
        if separated:
            found += [unpack(">HH", a2b_base64(key)) for key in _endings(units, guide, separated)]
    return found


def _along(units: Any, nodes: tuple[int, ...], letters: str) -> tuple[int, ...]:
    """Where some letters lead, ё for е too."""
    for letter in letters:
        steps = (letter.encode(), _YO) if letter == "е" else (letter.encode(),)
        nodes = tuple(node for begin in nodes for step in steps if (node := _followed(units, begin, step)))
        if not nodes:
            break
    return nodes


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
