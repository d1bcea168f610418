"""Forms of words that the stemmer of the search does not bring together, and synonyms.

Snowball takes «день» and «дней», «дети» and «ребёнок» for different words; the dictionary knows better.
Source of the stemmer: snowballstem.org, Russian; Pagefind uses the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from snowballstemmer import stemmer

from mentoring.privacy.dictionary import morph
from mentoring.vocabulary import Vocabulary

GLUE = "ѣ"
"""Between parts of words: a letter, for a part that stands alone («ева», «наде») would read as a name to the scan."""
_PARTS = frozenset({"NOUN", "ADJF", "VERB", "INFN"})
_WORD = re.compile(r"(?<![\w-])[а-яё]{3,30}(?![\w-])")


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words in small letters, so no names."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_WORD.findall(text))
    return found


def others(words: Mapping[str, int], vocabulary: Vocabulary) -> Iterator[tuple[str, list[str]]]:
    """For a form a reader may type, the words of the site the search would not find: of the same word and of its synonyms."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for word in sorted(words, key=lambda word: (-words[word], word)):
        for first in _first_forms(word):
            told[first].setdefault(stem(word), word)
    together: dict[str, set[str]] = {}
    for term in vocabulary.terms("synonyms"):
        group = {first for word in (term.title, *term.aliases) for first in _first_forms(word)}
        for first in group:
            together.setdefault(first, set()).update(group)
    for first in sorted({*told, *together}):
        near = {
            key: word
            for other in sorted(together.get(first, {first}))
            for key, word in told.get(other, {}).items()
        }
        for form in _forms(first):
            found = [word for key, word in sorted(near.items()) if key != stem(form)]
            if found:
                yield form, found


_snowball = stemmer("russian")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What the search keeps of a word; it reads ё as е."""
    return str(_snowball.stemWord(word.replace("ё", "е")))


def _first_forms(word: str) -> list[str]:
    """The dictionary forms of a word that changes: «кружка» is one of «кружок» and of «кружка»; none of what it does not know."""
    parsed = morph().parse(word)
    return sorted({found.normal_form for found in parsed if found.is_known and found.tag.POS in _PARTS})


def _forms(first: str) -> list[str]:
    """All forms of a word as a reader types them, with ё as е."""
    parsed = next((found for found in morph().parse(first) if found.tag.POS in _PARTS), None)
    if parsed is None:
        return [first]
    return sorted({form.word.replace("ё", "е") for form in parsed.lexeme if _is_typed(form.tag)})


def _is_typed(tag: Any) -> bool:
    """Whether a form is one that readers look for: of a verb, not «бегите» and not participles."""
    return tag.POS in _PARTS and (tag.POS != "VERB" or "3per" in tag or "past" in tag)


def packed(found: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """The same for a script, a fifth of the size: the words to look for, and the beginning of the forms with their endings."""
    forms: dict[str, list[str]] = defaultdict(list)
    for form, words in found:
        forms[GLUE.join(words)].append(form)
    return {words: _folded(same) for words, same in sorted(forms.items())}


def _folded(forms: list[str]) -> str:
    first, last = min(forms), max(forms)
    begin = first[
        : next(
            (place for place, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1),
            len(first),
        )
    ]
    return GLUE.join((begin, *(form.removeprefix(begin) for form in forms)))
