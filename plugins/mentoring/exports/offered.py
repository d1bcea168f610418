"""What the site offers for download: public reports and data, of published cards, with small numbers held back."""

from collections.abc import Iterator
from dataclasses import replace

from mentoring.exports import catalogue
from mentoring.exports.official import calendar, roadmap, whole
from mentoring.exports.official.request import Figures, Request
from mentoring.pages import Edition
from mentoring.pages.dates import of_roadmaps
from mentoring.pages.page import Download

FOLDER = "downloads"


def offered(edition: Edition, commit: str = "") -> tuple[Download, ...]:
    """The files, made; `commit` is the version of the cards."""
    request = Request(edition, commit=commit)
    return tuple(_offered(edition, request))


def _offered(edition: Edition, request: Request) -> Iterator[Download]:
    book = edition.book
    yield Download(f"{FOLDER}/nastavnichestvo.xlsx", whole.xlsx(_anew(request)), "Вся база, таблицы Excel")
    yield Download(f"{FOLDER}/nastavnichestvo.csv", whole.as_csv(_anew(request)), "Вся база, одна таблица")
    yield Download("catalogue.json", catalogue.catalogue(edition), "Вся база, данные для программ")
    if of_roadmaps(book.roadmaps, edition):
        yield Download(f"{FOLDER}/kalendar.ics", calendar.ics(_anew(request)), "Календарь всех дорожных карт")
    for card in book.roadmaps:
        made = replace(_anew(request), slug=card.slug)
        path = edition.path_of(card)
        yield Download(f"{FOLDER}/{card.slug}.docx", roadmap.docx(made), card.title, path)


def _anew(request: Request) -> Request:
    """Each file counts what it holds back itself."""
    return replace(request, figures=Figures())
