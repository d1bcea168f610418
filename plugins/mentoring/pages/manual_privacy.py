"""The manual for curators: whom one may name, the private register, revocations, what the gate cannot see."""

from collections.abc import Iterator

from mentoring.pages.edition import Edition, Here
from mentoring.pages.manual import is_told
from mentoring.pages.page import Page

PATH = "curators/privacy.md"
BLANKS = "curators/blanks"
"""The folder of the Word blanks, beside the manual."""


def pages(edition: Edition) -> Iterator[Page]:
    if not is_told(edition):
        return
    here = Here(edition, PATH)
    yield edition.page(
        PATH,
        "Кого можно назвать",
        "manual_privacy.md.jinja",
        description="Согласия, закрытый реестр, отзыв и то, чего программа не видит.",
        blanks=[(here.link(f"{BLANKS}/{name}"), title) for name, title in _BLANKS],
    )


_BLANKS = (
    ("soglasie-na-rasprostranenie.docx", "Согласие на распространение"),
    ("otzyv-soglasiya.docx", "Требование прекратить распространение"),
)
