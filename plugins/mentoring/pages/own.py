"""Hand-written pages that no card makes: `docs/*.md` in the frame of the site."""

from collections.abc import Iterator

from mentoring import addresses
from mentoring.cards import OwnPage
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    for page in edition.book.own_pages:
        content = Here(edition, page.path).body(page)
        yield Page(
            page.path,
            title_of(page),
            edition.framed(page.path, content, page),
            page.description or "",
            page.file,
            edition.above(page.path, page),
        )


def title_of(page: OwnPage) -> str:
    """The title of the card, else the first heading, else the address."""
    first = page.body.strip().split("\n")[0]
    heading = first[2:].strip() if first.startswith("# ") else ""
    return page.title or heading or addresses.address(page.path).strip("/") or page.path
