"""The author's Markdown: what must not stand in it, and where its links lead.

Every slip of a body has a permanent name of its own, so these rules sign their problems themselves.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from importlib import resources
from posixpath import dirname, join, normpath

from mentoring import body, russian
from mentoring.addresses import GENERATED, is_relative, page_of, way
from mentoring.cards import Card, OwnPage
from mentoring.casebook import Casebook
from mentoring.problems import Problem, Severity

MOST = 20
"""How many broken links of one body are told at once: for each a near name is looked for."""


def slips(book: Casebook) -> Iterator[Problem]:
    """Tell what is wrong in the bodies of all cards and hand-written pages."""
    written: tuple[Card | OwnPage, ...] = (*book.cards, *book.own_pages)
    pages = {page_of(card.file): card for card in written}
    for card in _with_bodies(book):
        told = set()
        for slip in body.slips(card.body):
            if slip.is_error:
                told.add(slip.line)
            severity = Severity.ERROR if slip.is_error else Severity.WARNING
            yield Problem(
                card.at_text(slip.line, slip.column), slip.what, slip.fix, rule=slip.rule, severity=severity
            )
        yield from _links(card, book, told, pages)


def _links(
    card: Card | OwnPage, book: Casebook, told: set[int], pages: Mapping[str, Card | OwnPage]
) -> Iterator[Problem]:
    """Where links lead nowhere; a line that has an error anyway is left alone: one slip, one problem."""
    anchors = frozenset(body.headings(card.body))
    broken = 0
    for address, line, column in body.links(card.body):
        if line in told:
            continue
        target, mark, anchor = unescape(address).partition("#")
        if not target:
            if mark and anchor not in anchors and anchor not in _generated_anchors():
                near = russian.nearest(anchor, anchors)
                yield Problem(
                    card.at_text(line, column),
                    f"Ссылка ведёт к месту `#{anchor}`, а такого заголовка на странице нет.",
                    f"Возможно, вы имели в виду `#{near}`?"
                    if near
                    else "Исправьте ссылку или удалите часть после `#`.",
                    rule="anchor-missing",
                    severity=Severity.WARNING,
                )
            continue
        if not is_relative(target) or body.scheme(target) not in ("",):
            continue
        page = book.target_of(card.file, target)
        if page is None:
            broken += 1
            if broken <= MOST:
                yield _broken(card, target, line, column, book)
        elif page in book.unfit_pages:
            continue  # the file itself has been told of
        elif not book.has_page(page) or not book.whole.public.has_page(page):
            yield Problem(
                card.at_text(line, column),
                f"Ссылка ведёт на карточку, которая не опубликована: {target}.",
                "Опубликуйте ту карточку; пока на сайте вместо ссылки останется её текст.",
                rule="link-unpublished",
                severity=Severity.WARNING,
            )
        elif anchor and page in pages and page not in GENERATED and anchor not in _generated_anchors():
            there = frozenset(body.headings(pages[page].body))
            if anchor in there:
                continue
            near = russian.nearest(anchor, there)
            yield Problem(
                card.at_text(line, column),
                f"Ссылка ведёт к месту `#{anchor}`, а на той странице такого заголовка нет.",
                f"Возможно, вы имели в виду `#{near}`?"
                if near
                else "Исправьте ссылку или удалите часть после `#`.",
                rule="anchor-missing",
                severity=Severity.WARNING,
            )


def _broken(card: Card | OwnPage, target: str, line: int, column: int, book: Casebook) -> Problem:
    lies = normpath(join(dirname(card.file), target.replace("\\", "/")))
    outside = not lies.startswith(("cases/", "docs/"))
    return Problem(
        card.at_text(line, column),
        f"Ссылка никуда не ведёт: «{target}» нет на сайте."
        if not outside
        else f"Ссылка ведёт за пределы сайта: «{target}».",
        _way_out(card.file, target, book),
        rule="link-broken",
    )


def _way_out(file: str, target: str, book: Casebook) -> str:
    """What to write instead: the way to the page or file of that name, or of one near it."""
    if re.match(
        r"(?:https?/|https?:/|www\.)|[\w.-]+\.(?:ru|рф|com|org|net|su)(?:/|$)", target, re.IGNORECASE
    ):
        return "Адрес другого сайта начинается с `https://`: скопируйте его из браузера целиком."
    places: dict[str, list[str]] = {}
    for page in sorted(book.linkable):
        places.setdefault(page.rpartition("/")[2], []).append(page)
    name = target.rpartition("/")[2]
    near = name if name in places else russian.nearest(name, places)
    if near and len(places[near]) == 1:
        return f"Возможно, вы имели в виду `{way(file, places[near][0])}`? Большие и малые буквы различаются."
    if near:
        return f"Исправьте путь к `{near}`: он считается от папки этого файла, например `../practices/proekt.md`."
    ending = name.rpartition(".")[2].lower()
    if ending in DOCUMENTS:
        return "Положите файл в cases/files, запишите его в documents.yml и сошлитесь на страницу документов."
    return "Исправьте путь: он считается от папки этого файла, например `../practices/proekt.md`."


DOCUMENTS = frozenset({"doc", "docx", "odt", "pdf", "ppt", "pptx", "rtf", "xls", "xlsx"})


def _with_bodies(book: Casebook) -> Iterator[Card | OwnPage]:
    yield from (card for card in book.cards if card.body.strip())
    yield from book.own_pages


@lru_cache(maxsize=1)
def _generated_anchors() -> frozenset[str]:
    """The anchors of the headings our own templates print."""
    templates = resources.files("mentoring").joinpath("pages/templates")
    texts = (file.read_text("utf-8") for file in templates.iterdir() if file.name.endswith(".md.jinja"))
    return frozenset(anchor for text in texts for anchor in body.headings(text))
