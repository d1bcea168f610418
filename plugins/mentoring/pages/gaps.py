"""What is still missing in the cards, in preview only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from mentoring import gaps
from mentoring.pages.edition import Edition
from mentoring.pages.page import Page
from mentoring.pages.problems import coded


@dataclass(frozen=True)
class Told:
    """A gap as HTML; every word of an author is escaped."""

    place: str
    card: str
    what: Markup
    fix: Markup


def pages(edition: Edition) -> Iterator[Page]:
    """Make the page even where nothing is missing: a curator looks there first."""
    if not edition.preview:
        return
    found = gaps.of(edition.book)
    yield edition.page(
        "todo.md",
        "Чего не хватает",
        "gaps.md.jinja",
        description="Что ещё не сказано в карточках: сначала то, что мешает больше всего.",
        groups=[
            (
                blocks.title,
                [
                    Told(
                        f"{gap.place.path}, строка {gap.place.line}",
                        gap.card,
                        coded(gap.what),
                        coded(gap.fix),
                    )
                    for gap in group
                ],
            )
            for blocks, group in groupby(found, key=lambda gap: gap.blocks)
        ],
        count=len(found),
    )
