"""What readers may take away: reports and data made of the same cards as the pages."""

from collections.abc import Iterator

from mentoring.pages.edition import Edition
from mentoring.pages.page import Page

PATH = "downloads.md"


def pages(edition: Edition) -> Iterator[Page]:
    if not edition.downloads:
        return
    yield edition.page(
        PATH,
        "Скачать",
        "downloads.md.jinja",
        description="Дорожные карты для Word, таблицы для Excel, данные для программ и календари.",
        of_school=[one for one in edition.downloads if not one.of],
        of_cards=[one for one in edition.downloads if one.of],
    )
