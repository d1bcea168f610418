"""The manual for curators: whom one may name, the private register, revocations, what the gate cannot see."""

import math
from collections.abc import Iterator
from importlib import resources

import yaml

from mentoring.pages.edition import Edition, Here
from mentoring.pages.manual import is_told
from mentoring.pages.page import Page
from mentoring.russian import count

PATH = "curators/privacy.md"
BLANKS = "curators/blanks"
"""The folder of the Word blanks, beside the manual."""


def pages(edition: Edition) -> Iterator[Page]:
    if not is_told(edition):
        return
    here = Here(edition, PATH)
    measured = _measured()
    yield edition.page(
        PATH,
        "Кого можно назвать",
        "manual_privacy.md.jinja",
        description="Согласия, закрытый реестр, отзыв и то, чего программа не видит.",
        found={name: int(measured[name] * 100) for name in ("declared", "undeclared", "undeclared_ner")},
        questions=_times(measured["questions"]),
        blanks=[(here.link(f"{BLANKS}/{name}"), title) for name, title in _BLANKS],
    )


def _measured() -> dict[str, float]:
    """The shares found and the questions in 10,000 characters, as `scripts/measure_privacy.py` wrote them down."""
    text = resources.files("mentoring").joinpath("data/measured.yml").read_text("utf-8")
    return {name: float(value) for name, value in yaml.safe_load(text).items()}


def _times(rate: float) -> str:
    return f"до {count(math.ceil(rate), 'раза', 'раз', 'раз')}"


_BLANKS = (
    ("soglasie-na-rasprostranenie.docx", "Согласие на распространение"),
    ("otzyv-soglasiya.docx", "Требование прекратить распространение"),
)
