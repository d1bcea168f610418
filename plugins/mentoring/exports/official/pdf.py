"""PDF by Typst, an extra: tagged as PDF/UA asks, with the typeface of the site."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


class NoTypst(Exception):
    """The extra is not installed."""


class NotPrinted(Exception):
    """Typst refused: a sign no typeface of ours has, for one; the message is its own."""


def compiled(template: str, values: Mapping[str, Any], on: date) -> bytes:
    """Set a template of ours with values, which reach it as data and are never read as mark-up.

    Raises:
        NotPrinted: a text cannot be set.
        NoTypst: `pip install mkdocs-mentoring[pdf]` was not run.
    """
    try:
        import typst
    except ImportError:
        raise NoTypst from None
    data = resources.files("mentoring").joinpath("data")
    with TemporaryDirectory() as name, resources.as_file(data) as folder:
        work = Path(name)
        (work / template).write_bytes((folder / "templates" / template).read_bytes())
        (work / "values.json").write_text(json.dumps(dict(values), ensure_ascii=False), "utf-8")
        try:
            made = typst.compile(
                work / template,
                root=work,
                font_paths=[folder],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
            )
        except typst.TypstError as error:
            raise NotPrinted(str(error)) from error
    assert isinstance(made, bytes)  # of one page or many: only pictures come as a list
    return made
