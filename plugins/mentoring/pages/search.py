"""The page of the search."""

from collections.abc import Iterator

from mentoring.pages.edition import Edition
from mentoring.pages.page import Page

PATH = "search.md"


def pages(edition: Edition) -> Iterator[Page]:
    yield edition.page(
        PATH,
        "Поиск",
        "search.md.jinja",
        description="Поиск по практикам, кейсам, программам и документам.",
        hide=("navigation", "toc"),
        searched=False,
    )
