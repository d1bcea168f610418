"""The pictures of links, drawn once and kept in `.cache/` for the next build."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import PIL

from mentoring.exports import covers
from mentoring.pages import Asset, Edition
from mentoring.publish.cleaned import keep

_WAY = f"1 {PIL.__version__}"
"""Changes when pictures are drawn in another way."""


def drawn(edition: Edition, root: Path) -> Iterator[Asset]:
    """Every picture; none where nobody knows its whole address, and none in a preview."""
    if not edition.book.school.site or edition.preview:
        return
    for path, cover in covers.covers(edition):
        name = hashlib.sha256(f"{_WAY} {cover!r}".encode()).hexdigest()
        kept = root / ".cache/mentoring" / f"{name}.png"
        try:
            content = kept.read_bytes()
        except OSError:
            content = covers.drawn(cover)
            keep(kept, content)
        yield Asset(path, content)
