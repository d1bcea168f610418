"""What the site offers for download: public reports and data, of published cards, with small numbers held back."""

from collections.abc import Iterator
from dataclasses import replace

from mentoring.exports import catalogue
from mentoring.exports.official import base, calendar, roadmap
from mentoring.exports.official.order import Figures, Order
from mentoring.pages import Edition
from mentoring.pages.page import Download

FOLDER = "downloads"


def offered(edition: Edition, commit: str = "") -> tuple[Download, ...]:
    """The files, made; `commit` is the version of the cards."""
    order = Order(edition, commit=commit)
    return tuple(_offered(edition, order))


def _offered(edition: Edition, order: Order) -> Iterator[Download]:
    book = edition.book
    yield Download(f"{FOLDER}/nastavnichestvo.xlsx", base.xlsx(_anew(order)), "Вся база, таблицы Excel")
    yield Download(f"{FOLDER}/nastavnichestvo.csv", base.as_csv(_anew(order)), "Вся база, одна таблица")
    yield Download("catalogue.json", catalogue.catalogue(edition), "Вся база, данные для программ")
    if book.roadmaps:
        yield Download(f"{FOLDER}/kalendar.ics", calendar.ics(_anew(order)), "Календарь всех дорожных карт")
    for card in book.roadmaps:
        made = replace(_anew(order), slug=card.slug)
        path = edition.path_of(card)
        yield Download(f"{FOLDER}/{card.slug}.docx", roadmap.docx(made), card.title, path)


def _anew(order: Order) -> Order:
    """Each file counts what it holds back itself."""
    return replace(order, figures=Figures())
