"""The author's Markdown: what must not stand in it, and where its links lead.

Every slip of a body has a permanent name of its own, so these rules sign their problems themselves.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from importlib import resources
from posixpath import dirname, join, normpath

from mentoring import body, russian
from mentoring.addresses import GENERATED, is_relative, page_of
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
        elif not book.has_page(page) or not book.public.has_page(page):
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
    near = russian.nearest(target.rpartition("/")[2], {page.rpartition("/")[2] for page in book.linkable})
    lies = normpath(join(dirname(card.file), target.replace("\\", "/")))
    outside = not lies.startswith(("cases/", "docs/"))
    return Problem(
        card.at_text(line, column),
        f"Ссылка никуда не ведёт: «{target}» нет на сайте."
        if not outside
        else f"Ссылка ведёт за пределы сайта: «{target}».",
        f"Возможно, вы имели в виду `{near}`? Большие и малые буквы различаются."
        if near
        else "Исправьте путь: он считается от папки этого файла, например `../practices/proekt.md`.",
        rule="link-broken",
    )


def _with_bodies(book: Casebook) -> Iterator[Card | OwnPage]:
    yield from (card for card in book.cards if card.body.strip())
    yield from book.own_pages


@lru_cache(maxsize=1)
def _generated_anchors() -> frozenset[str]:
    """The anchors of the headings our own templates print."""
    templates = resources.files("mentoring").joinpath("pages/templates")
    texts = (file.read_text("utf-8") for file in templates.iterdir() if file.name.endswith(".md.jinja"))
    return frozenset(anchor for text in texts for anchor in body.headings(text))
