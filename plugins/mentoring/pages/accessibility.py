"""For readers who see, hear or move otherwise: how the site is set up for them, and whom to tell what hinders."""

from collections.abc import Iterator

from mentoring.pages.edition import Edition
from mentoring.pages.page import Page

PATH = "accessibility.md"


def pages(edition: Edition) -> Iterator[Page]:
    yield edition.page(
        PATH,
        "Доступность сайта",
        "accessibility.md.jinja",
        description="Как настроить сайт под себя, чему он следует и куда написать, если прочесть не получилось.",
    )
