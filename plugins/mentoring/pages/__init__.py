"""The casebook becomes pages: one module a page kind, its template beside it."""

from collections.abc import Callable, Iterator

from mentoring.pages import (
    accessibility,
    archive,
    awards,
    calendar,
    cases,
    documents,
    downloads,
    forms,
    gaps,
    glossary,
    home,
    indicators,
    join,
    manual,
    manual_privacy,
    manual_publishing,
    manual_written,
    mentors,
    numbers,
    own,
    personal_data,
    practices,
    problems,
    programmes,
    risks,
    roadmaps,
    search,
    situations,
    stages,
    team,
)  # fmt: skip
from mentoring.pages.edition import Edition
from mentoring.pages.page import Asset, Page

PageKind = Callable[[Edition], Iterator[Page]]

PAGES: tuple[PageKind, ...] = (
    home.pages,
    programmes.pages,
    roadmaps.pages,
    calendar.pages,
    cases.pages,
    practices.pages,
    situations.pages,
    forms.pages,
    stages.pages,
    mentors.pages,
    documents.pages,
    downloads.pages,
    numbers.pages,
    indicators.pages,
    risks.pages,
    awards.pages,
    team.pages,
    glossary.pages,
    archive.pages,
    search.pages,
    join.pages,
    personal_data.pages,
    accessibility.pages,
    manual.pages,
    manual_privacy.pages,
    manual_publishing.pages,
    manual_written.pages,
    problems.pages,
    gaps.pages,
    own.pages,
)
"""Every kind of page."""


def render(edition: Edition) -> Iterator[Page]:
    """Make all pages of an edition."""
    made: set[str] = set()
    for kind in PAGES:
        for page in kind(edition):
            if page.path not in made:  # a hand-written page stands in the generated one of the same path
                made.add(page.path)
                yield page


__all__ = ["PAGES", "Asset", "Edition", "Page", "render"]
