"""The page of one address, made without the others: for the preview beside a form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mentoring.pages import cases, mentors, practices, programmes, roadmaps
from mentoring.pages.edition import Edition
from mentoring.pages.page import Page
from mentoring.privacy.consents import named

_OF_CARD: Mapping[str, tuple[str, Callable[[Any, Edition], Page]]] = {
    "cases": ("cases_by_slug", cases.of_case),
    "practices": ("practices_by_slug", practices.of_practice),
    "programmes": ("programmes_by_slug", programmes.of_programme),
    "roadmaps": ("roadmaps_by_slug", roadmaps.of_roadmap),
    "mentors": ("mentors_by_slug", mentors.of_mentor),
}

Kind = Callable[[Edition], Iterator[Page]]


def page(path: str, edition: Edition, kinds: tuple[Kind, ...]) -> Page | None:
    """The page that stands at a path under `docs/`; None where there is none.

    `kinds` are all kinds of pages; those called like the path are asked first.
    """
    folder, _, name = path.rpartition("/")
    if folder in _OF_CARD:
        by_slug, make = _OF_CARD[folder]
        card = getattr(edition.book, by_slug).get(name.removesuffix(".md"))
        if card and (folder != "mentors" or named(card.slug, edition.book)):
            return make(card, edition)
    likely = (folder or name.removesuffix(".md")).split("/")[0]
    called = tuple(kind for kind in kinds if kind.__module__.rpartition(".")[2] == likely)
    asked = called if folder in _OF_CARD else (*called, *(kind for kind in kinds if kind not in called))
    return next((made for kind in asked for made in kind(edition) if made.path == path), None)
