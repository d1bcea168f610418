"""What a reader will find changed: the pages of an edition held against a finished site, sentence by sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import lxml.html
from lxml.etree import ParserError
from markdown import Markdown

from mentoring.addresses import address
from mentoring.cards import Card
from mentoring.pages import Edition, render

EXTENSIONS = (
    "admonition", "tables", "sane_lists", "footnotes", "def_list", "md_in_html", "mentoring.sanitiser", "fenced_code",
)  # fmt: skip
"""What mkdocs.yml asks of Markdown, as far as it changes words."""
NOT_SAID = ("m-banner", "m-trail", "m-address", "m-sort", "md-content__button", "headerlink")
"""Parts that stand around what a page says."""


@dataclass(frozen=True)
class Said:
    """What a page says: its title and its sentences, in their order."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """A page whose sentences are others than before."""

    page: str
    title: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """How a site changes for its readers; pages by their addresses."""

    appear: Mapping[str, str]
    """Titles by address."""
    vanish: Mapping[str, str]
    changed: tuple[Changed, ...]


def difference(before: Mapping[str, Said], after: Mapping[str, Said]) -> Difference:
    changed = []
    for page in sorted(before.keys() & after.keys()):
        was, now = Counter(before[page].sentences), Counter(after[page].sentences)
        gone = tuple(
            sentence for sentence in dict.fromkeys(before[page].sentences) if was[sentence] > now[sentence]
        )
        new = tuple(
            sentence for sentence in dict.fromkeys(after[page].sentences) if now[sentence] > was[sentence]
        )
        if gone or new:
            changed.append(Changed(page, after[page].title, gone, new))
    return Difference(
        {page: after[page].title for page in sorted(after.keys() - before.keys())},
        {page: before[page].title for page in sorted(before.keys() - after.keys())},
        tuple(changed),
    )


def of_site(site: Path) -> Mapping[str, Said]:
    """What every page of a finished site says, by its address; files that only lead elsewhere are no pages."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if path == "404.html" or path.startswith("curators/"):
            continue
        try:
            articles = lxml.html.fromstring(file.read_bytes()).xpath("//article")
        except ParserError:
            continue  # an empty file
        if articles:
            found[path.removesuffix("index.html")] = _said(articles[0])
    return found


def of_edition(edition: Edition) -> Mapping[str, Said]:
    """What every page of an edition will say, by its address."""
    converter = Markdown(extensions=list(EXTENSIONS))
    found = {}
    for page in render(edition):
        if not page.path.startswith("curators/"):
            converter.reset()
            body = page.markdown.partition("\n---\n")[2]
            made = lxml.html.fromstring(f"<article>{converter.convert(body)}</article>")
            where = address(page.path, edition.directory_urls)
            found["" if where == "./" else where] = _said(made)
    return found


def cards_of(edition: Edition) -> Mapping[str, Card]:
    """The cards that have a page of their own, by its address."""
    book = edition.book
    cards = (*book.programmes, *book.roadmaps, *book.cases, *book.practices, *book.mentors)
    return {address(edition.path_of(card), edition.directory_urls): card for card in cards}


def built_on(site: Path) -> date | None:
    """The day a finished site was made; None where there is none."""
    index = site / "index.html"
    return datetime.fromtimestamp(index.stat().st_mtime).date() if index.is_file() else None


def _said(article: lxml.html.HtmlElement) -> Said:
    for part in NOT_SAID:
        for element in article.xpath(f'.//*[contains(concat(" ", @class, " "), "{part}")]'):
            if element.getparent() is not None:
                element.drop_tree()
    heading = article.find(".//h1")
    title = " ".join(heading.text_content().split()) if heading is not None else ""
    if heading is not None:
        heading.drop_tree()
    return Said(title, tuple(sentence for block in _blocks(article) for sentence in _sentences(block)))


def _blocks(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The texts of the innermost blocks, a row of a table as one."""
    run: list[str] = []

    def ended() -> Iterator[str]:
        text = " ".join("".join(run).split())
        run.clear()
        if text:
            yield text

    def walk(node: lxml.html.HtmlElement) -> Iterator[str]:
        if isinstance(node.tag, str) and node.tag not in _NOT_TEXT:
            is_block = node.tag in _BLOCKS
            if is_block:
                yield from ended()
            run.append(node.text or "")
            for child in node:
                yield from walk(child)
            if is_block:
                yield from ended()
            elif node.tag in _CELLS:
                run.append(" · ")
        run.append(node.tail or "")

    yield from walk(element)
    yield from ended()


_BLOCKS = frozenset(
    [
        "article",
        "section",
        "div",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "tr",
        "table",
        "thead",
        "tbody",
        "caption",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "details",
        "summary",
        "nav",
        "form",
        "fieldset",
        "legend",
        "hr",
    ]
)
_CELLS = frozenset({"td", "th", "dt"})
_NOT_TEXT = frozenset({"script", "style", "svg", "template", "button", "select", "noscript"})


def _sentences(block: str) -> Iterator[str]:
    """The sentences of a block; a full stop inside «№ 7, т. е.» parts nothing."""
    for part in re.split(r"(?<=[.!?…])\s+(?=[«“\"(—–-]?\s?[А-ЯЁA-Z])", block):
        text = part.strip(" ·")
        if text:
            yield text
