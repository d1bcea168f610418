"""Pages at old addresses: each sends its reader on, without a script, from a server or from a disk."""

import posixpath
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from mentoring.addresses import address, page_of
from mentoring.cards import Mentor, OwnPage
from mentoring.casebook import Paged
from mentoring.pages import Asset, Edition
from mentoring.pages.own import title_of
from mentoring.privacy.consents import named

_PAGE = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{canonical}">
<title>Страница переехала: {title}</title>
</head>
<body data-pagefind-ignore="all">
<main>
<h1>Страница переехала</h1>
<p>Теперь она здесь: <a href="{href}">{title}</a></p>
</main>
</body>
</html>
"""


def redirects(edition: Edition) -> Iterator[Asset]:
    """A small page for every old address of every page of an edition."""
    book = edition.book
    for card in book.addressed:
        if isinstance(card, Mentor) and named(card.slug, book) is None:
            continue  # there is no page to lead to
        for moved in book.moved(card):
            if moved is not None:
                file = moved.file(edition.directory_urls)
                yield Asset(file, _page(file, card, edition).encode())


def _page(file: str, card: Paged, edition: Edition) -> str:
    there = address(page_of(card.file), edition.directory_urls)
    # A folder opened from a disk shows the names of its files, so the page is named whole.
    target = f"{there}index.html" if there.endswith("/") or not there else there
    site = edition.book.school.site
    return _PAGE.format(
        href=escape(quote(posixpath.relpath(target, posixpath.dirname(file) or "."))),
        canonical=escape(
            f"{site.rstrip('/')}/{quote(there)}"
            if site
            else quote(posixpath.relpath(target, posixpath.dirname(file) or "."))
        ),
        title=escape(title_of(card) if isinstance(card, OwnPage) else card.title),
    )
