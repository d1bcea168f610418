"""What a column of a table is, by the words of its head."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer

from mentoring import russian
from mentoring.vocabulary import Vocabulary


@dataclass(frozen=True)
class Heads:
    """The known heads: the fields they lead to by their words."""

    exact: Mapping[str, str]
    stems: tuple[tuple[frozenset[str], str], ...]
    titles: Mapping[str, str]
    """What a curator calls a field."""

    @classmethod
    def of(cls, *vocabularies: Vocabulary, name: str = "heads") -> "Heads":
        """The heads of several vocabularies together; the last one wins where they differ."""
        exact: dict[str, str] = {}
        titles: dict[str, str] = {}
        for vocabulary in vocabularies:
            for term in vocabulary.terms(name):
                titles.setdefault(term.id, term.title)
                for text in (term.title, *term.aliases):
                    exact[plain(text)] = term.id
        stems = tuple((told, field) for text, field in exact.items() if (told := frozenset(_stems(text))))
        return cls(exact, stems, titles)

    def field(self, head: str) -> str:
        """The field a head leads to; empty where no known head covers most of its words."""
        text = plain(head)
        if not text:
            return ""
        if found := self.exact.get(text) or self.exact.get(text.replace(" ", "")):
            return found
        glued = text.replace(" ", "")
        for known, field in self.exact.items():  # «Меро приятия»: a word cut by a narrow column
            if len(glued) > _TELLING and known.replace(" ", "") == glued:
                return field
        told = frozenset(_stems(text))
        if not told:
            return ""
        best = max(
            (
                (len(stems & told) / len(stems | told), len(stems), field)
                for stems, field in self.stems
                if stems <= told
            ),
            default=(0.0, 0, ""),
        )
        enough = _COVERED_PHASE if best[2].startswith("phase_") else _COVERED
        return best[2] if best[0] >= enough else ""

    def title(self, field: str) -> str:
        return self.titles.get(field, field)


def plain(text: str) -> str:
    """A head without signs, hyphenation and letter-spacing."""
    text = text.lower().replace("ё", "е")
    text = re.sub(r"(?<=[а-я])[-‐‑]\s+(?=[а-я])", "", text)
    if re.fullmatch(r"(?:[а-я] ){3,}[а-я]", text.strip()):
        text = text.replace(" ", "")
    text = re.sub(r"[№#]", " № ", text)
    return " ".join(re.findall(r"№|[а-яa-z0-9]+|/", text)).replace(" / ", "/").replace("п п", "п/п")


def month_of(head: str) -> int:
    """The month a head names, from 1: «Сент.»; 0 where it names none."""
    word = plain(head.rpartition("/")[2])
    if not 3 <= len(word) <= _LONGEST_MONTH:
        return 0
    return next((number for number, name in enumerate(russian.MONTHS, 1) if name.startswith(word)), 0)


def is_stemmed(phrase: str, text: str) -> bool:
    """Whether all words of a phrase are in a text, in any form."""
    wanted = frozenset(_stems(plain(phrase)))
    return bool(wanted) and wanted <= frozenset(_stems(plain(text)))


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    words = [word for word in re.findall("[а-яa-z]+", text) if word not in _IDLE]
    return tuple(_stemmer().stemWords(words))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("russian")


_IDLE = frozenset(
    {"и", "в", "на", "о", "об", "по", "для", "с", "к", "за", "при", "или", "п", "их", "его", "год", "г"}
)
_COVERED = 0.5
"""How much of a head its known words are."""
_COVERED_PHASE = 0.25
"""«Основной этап внедрения системы наставничества»: the rest only goes on about it."""
_TELLING = 4
_LONGEST_MONTH = 8
