"""The manual for curators: which way a site goes to which host, what is promised, what each failure means."""

from collections.abc import Iterator

from mentoring.deploy.failures import REASONS
from mentoring.deploy.ways import PROMISES
from mentoring.pages.edition import Edition
from mentoring.pages.manual import is_told
from mentoring.pages.page import Page

PATH = "curators/publishing.md"


def pages(edition: Edition) -> Iterator[Page]:
    if is_told(edition):
        yield edition.page(
            PATH,
            "Опубликовать сайт",
            "manual_publishing.md.jinja",
            description="Куда и как отправить собранный сайт, как вернуть прежний, что значит каждый отказ.",
            promises=PROMISES,
            failures=[(name, _what(what), fix) for name, (what, fix) in REASONS.items()],
        )


def _what(told: str) -> str:
    """A message without the particulars of one occasion."""
    return told.replace("«{}»", "…").partition("{}")[0].rstrip(":\n( ").rstrip()
