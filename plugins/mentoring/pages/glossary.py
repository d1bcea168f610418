"""The glossary: words of mentoring in plain Russian, each with an anchor other pages link to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from mentoring import russian
from mentoring.casebook import Casebook
from mentoring.pages import documents, forms, indicators, join, mentors, risks, stages, team
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry
from mentoring.source import parse_yaml


@dataclass(frozen=True)
class Headword:
    """A word, what it means, and the pages that go on."""

    id: str
    title: str
    meaning: str
    see: tuple[str, ...]
    """Paths of pages; one that the school does not have is left out."""


def pages(edition: Edition) -> Iterator[Page]:
    here = Here(edition, "glossary.md")
    yield edition.page(
        here.path,
        "Словарь",
        "glossary.md.jinja",
        description="Слова наставничества простыми словами.",
        words=[(word, tuple(_see(word, edition.book, here))) for word in WORDS],
    )


def _see(word: Headword, book: Casebook, here: Here) -> Iterator[Entry]:
    for path in word.see:
        title, is_there = SEE[path]
        if is_there(book):
            yield Entry(here.link(path), title)


def _words() -> tuple[Headword, ...]:
    text = resources.files("mentoring").joinpath("data/glossary.yml").read_text("utf-8")
    rows = parse_yaml(text, "glossary.yml").data["terms"]
    words = (Headword(row["id"], row["title"], row["meaning"], tuple(row["see"])) for row in rows)
    return tuple(sorted(words, key=lambda word: russian.sort_key(word.title)))


SEE: Mapping[str, tuple[str, Callable[[Casebook], object]]] = {
    "programmes/index.md": ("программы", lambda book: book.programmes),
    "roadmaps/index.md": ("дорожные карты", lambda book: book.roadmaps),
    "cases/index.md": ("кейсы", lambda book: book.cases),
    "practices/index.md": ("практики", lambda book: book.practices),
    "forms/index.md": ("формы наставничества", forms.in_use),
    "stages/index.md": ("этапы", stages.is_told),
    "mentors/index.md": ("наставники", mentors.known),
    "documents.md": ("документы", documents.registered),
    "library.md": ("библиотека", documents.has_library),
    "indicators.md": ("показатели", indicators.is_measured),
    "risks.md": ("риски и ответы", risks.are_told),
    "team.md": ("кто чем занимается", team.is_told),
    "join.md": ("как участвовать", join.is_told),
}
"""The pages a word may lead to: what they are called, and whether a school has them."""

WORDS = _words()
