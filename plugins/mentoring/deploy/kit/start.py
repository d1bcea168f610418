"""The start page of a kit: the order of steps, a preview and copy buttons for every sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from mentoring import russian
from mentoring.deploy.kit.notes import State

LONG = 65_535
"""Bytes of a sheet above which an editor may cut it: a field of MySQL's type `text` holds no more."""


@dataclass(frozen=True)
class Row:
    """A sheet or a file, as the curator meets it."""

    name: str
    title: str
    state: State
    size: int
    address: str = ""
    """Where it stands on the main site; empty while nobody has said."""
    html: str = ""


def page(sheets: Sequence[Row], files: Sequence[Row], gone: Mapping[str, str], large: int, site: str) -> str:
    """Write the page; it works from a disk, without a server."""
    return _ENVIRONMENT.get_template("kit.html.jinja").render(
        sheets=sorted(sheets, key=lambda row: row.state == "same"),
        to_paste=[row for row in sheets if row.state != "same"],
        homeless=[row for row in sheets if not row.address],
        files=sorted(files, key=lambda row: row.state == "same"),
        to_upload=[row for row in files if row.state != "same"],
        large=[row for row in files if row.size > large],
        gone=gone,
        limit=large // 1024 // 1024,
        long=LONG,
        site=site.rstrip("/"),
        told=_TOLD,
        size=size,
        count=russian.count,
    )


def size(number: int) -> str:
    """Bytes in words."""
    kilo = number / 1024
    return f"{russian.decimal(kilo / 1024)} МБ" if kilo >= 1000 else f"{max(1, round(kilo))} КБ"


_TOLD: Mapping[State, str] = {"new": "новый", "changed": "изменён", "same": "без изменений"}

_ENVIRONMENT = Environment(
    loader=PackageLoader("mentoring.deploy", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
