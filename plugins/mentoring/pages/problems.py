"""What to mend: all problems of the author's files, in preview only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from mentoring.pages.edition import Edition, Here
from mentoring.pages.manual import rule_names
from mentoring.pages.page import Page
from mentoring.problems import in_order


@dataclass(frozen=True)
class Told:
    """A problem as HTML; every word of an author is escaped."""

    place: str
    is_error: bool
    what: Markup
    why: Markup
    fix: Markup
    rule: str
    href: str
    """The page of the rule; empty where the message says all there is."""


def pages(edition: Edition) -> Iterator[Page]:
    """Make the page even where all is well: a curator keeps it open while mending."""
    if not edition.preview:
        return
    here = Here(edition, "problems.md")
    explained = rule_names()
    told = [
        (
            path,
            [
                Told(
                    f"строка {problem.place.line}, столбец {problem.place.column}",
                    problem.is_error,
                    coded(problem.what),
                    coded(problem.why),
                    coded(problem.fix),
                    problem.rule,
                    here.link(f"curators/rules.md#{problem.rule}") if problem.rule in explained else "",
                )
                for problem in found
            ],
        )
        for path, found in groupby(in_order(list(edition.problems)), key=lambda problem: problem.place.path)
    ]
    yield edition.page(
        here.path,
        "Что исправить",
        "problems.md.jinja",
        files=told,
        errors=sum(problem.is_error for problem in edition.problems),
        warnings=sum(not problem.is_error for problem in edition.problems),
    )


def coded(text: str) -> Markup:
    """Escape a message and set what is typed, between backticks, as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return Markup("{}").format(text)  # an odd backtick is the author's own
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if odd % 2 else part for odd, part in enumerate(parts)
    )
