"""The optional second pair of eyes: a small neural network that knows names by their surroundings (extra `ner`)."""

import importlib.util
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from mentoring.privacy.dictionary import tags_of
from mentoring.privacy.evidence import is_told_alone
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import is_everyday
from mentoring.privacy.probable import PLACE_WORD, is_role
from mentoring.privacy.views import View
from mentoring.privacy.words import Word, is_latin, words_of

SWITCH = "MENTORING_NER"


def is_installed() -> bool:
    """Whether the network is there and wanted: `MENTORING_NER=off` leaves it out for once."""
    return (
        os.environ.get(SWITCH) != "off"
        and _models() is not None
        and all(importlib.util.find_spec(name) for name in ("slovnet", "navec"))
    )


def may_see(text: str) -> bool:
    """Whether a text is worth showing to the network: it has a capital inside a sentence."""
    return bool(_WORTH.search(text))


def named(view: View) -> Iterator[Finding]:
    """Find what the network takes for a person."""
    for first, last in _persons(view.text):
        start, end = view.span(first, last)
        yield Finding(start, end, FindingKind.PROBABLE, view.text[first:last], "by its place in the sentence")


@lru_cache(maxsize=50_000)
def _persons(text: str) -> tuple[tuple[int, int], ...]:
    """Paragraphs are kept in memory while the program runs: an edit of one shows only that one to the network."""
    found = []
    all_words = words_of(text)
    if not all_words:
        return ()  # a remark of HTML seen as a reader sees it: the network fails on nothing
    for span in _network()(text).spans:
        words = words_of(text[span.start : span.stop])
        if (
            span.type == "PER"
            and _may_be_person(words, text, span.start)
            and _is_told((span.start, span.stop), all_words, text)
        ):
            skipped = next((word.start for word in words if not _is_nobody(word.low)), 0)
            found.append((span.start + skipped, span.stop))  # «Экспедиция Магеллана»
    return tuple(found)


def _is_told(span: tuple[int, int], words: list[Word], text: str) -> bool:
    """Whether a single word has something beside it that makes it a person; two of them are a full name."""
    inside = [
        index for index, word in enumerate(words) if span[0] <= word.start < span[1] and word.is_capital
    ]
    return len(inside) != 1 or is_told_alone(inside[0], words, text)


def _may_be_person(words: list[Word], text: str, start: int) -> bool:
    """The network reads every Latin word with a capital as a name, and «Восьмиклассники» at the head of a sentence."""
    told = [word for word in words if len(word.low) > 2 and word.is_capital and not is_latin(word.text)]
    if all(_is_nobody(word.low) for word in told):
        return False
    if len(told) != 1:
        return True
    before = text[:start].rstrip(" «»(-|*#>")
    if PLACE_WORD.match(before.rpartition(" ")[2].lower()):
        return False  # «улица Мальцева»
    starts = not before or before[-1] in ".!?…:|\n" or before[-1].isdigit()
    word = told[0]
    if _is_said_of_what_follows(word, text[start + word.end :]):
        return False
    everyday = all(is_everyday(piece) for piece in word.low.split("-"))
    return not (everyday and (starts or is_role(word.low) or _is_explained(word, text, start)))


def _is_said_of_what_follows(word: Word, behind: str) -> bool:
    """«Маленькой разбойнице»: an ordinary adjective of the word behind it, in the same case."""
    following = _LOW_WORD.match(behind)
    if following is None or not is_everyday(word.low):
        return False
    nouns = [tag for tag in tags_of(following[1]) if "NOUN" in tag]
    return any(
        "ADJF" in tag and tag & _CASES == noun & _CASES and tag & _GENDERS <= noun
        for tag in tags_of(word.low)
        for noun in nouns
    )


def _is_explained(word: Word, text: str, start: int) -> bool:
    """«Мышка — молодой специалист», but not «Щеглов — группа поддержки»."""
    is_thing = any({"NOUN", "nomn"} <= tag and not tag & _NAMES for tag in tags_of(word.low))
    return is_thing and text.startswith(" - ", start + word.end)


def _is_nobody(low: str) -> bool:
    """«Невьянск» is a town, «Козий Брод» a place, «педагог-психолог» a post."""
    if "-" in low and not tags_of(low):
        pieces = low.split("-")
        return is_role(pieces[0]) or all(_is_nobody(piece) for piece in pieces)
    if _MANNER.fullmatch(low):
        return True
    tags = tags_of(low)
    return bool(tags) and not any(tag & _OF_PEOPLE or ("ADJF" in tag and len(tags) < 2) for tag in tags)


_MANNER = re.compile(r"\w+ческ(?:ая|ой|ую|ий|ого|ому|им|ом|ое|ие|их|ими)")
"""«Педагогическая», «наставническая»: no surname is made so."""
_LOW_WORD = re.compile(r" ([а-яё-]+)")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_GENDERS = frozenset({"masc", "femn", "neut", "plur"})
_NAMES = frozenset({"Name", "Surn", "Patr"})
_OF_PEOPLE = _NAMES | {"anim"}


@lru_cache(maxsize=1)
def _network() -> Any:
    """The model of slovnet with the word vectors of navec; it takes a second to load."""
    from navec import Navec
    from slovnet import NER

    folder = _models()
    assert folder is not None  # `is_installed` was asked
    network = NER.load(str(folder / "model/slovnet_ner_news_v1.tar"))
    network.navec(Navec.load(str(folder / "emb/navec_news_v1_1B_250K_300d_100q.tar")))
    return network


@lru_cache(maxsize=1)
def _models() -> Path | None:
    """The models lie in the wheel of natasha; it is not imported: it needs a package that new Pythons break."""
    found = importlib.util.find_spec("natasha")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "data"
    return folder if (folder / "model/slovnet_ner_news_v1.tar").is_file() else None


_WORTH = re.compile(r"(?<=[а-яёА-ЯЁ,;)»–—-] )[«(]?[А-ЯЁ][а-яё]{2,}")
