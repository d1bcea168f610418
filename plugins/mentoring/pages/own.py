"""Hand-written pages that no card makes: `docs/*.md` as they are, in the frame of the site."""

from collections.abc import Iterator

from mentoring.pages import addresses
from mentoring.pages.edition import Edition
from mentoring.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    for page in edition.book.own_pages:
        title, body = _titled(page.title, page.body, page.path)
        yield Page(page.path, title, edition.framed(page.path, body, page), page.description or "", page.file)


def _titled(title: str | None, body: str, path: str) -> tuple[str, str]:
    """Take the first heading as the title where the card has none, and off the text."""
    lines = body.strip().split("\n")
    if lines[0].startswith("# "):
        return title or lines[0][2:].strip(), "\n".join(lines[1:])
    return title or addresses.address(path).strip("/") or path, body
