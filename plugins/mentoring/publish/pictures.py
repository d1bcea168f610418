"""The pictures of links, drawn once and kept in `.cache/` for the next build."""

import hashlib
from pathlib import Path

import PIL

from mentoring.exports import covers
from mentoring.pages import Edition
from mentoring.publish.cleaned import keep

_WAY = f"2 {PIL.__version__}"
"""Changes when pictures are drawn in another way."""


def draw(edition: Edition, root: Path, site: Path) -> None:
    """Put every picture into a site; none where nobody knows its whole address, so that no page names one."""
    if not edition.book.school.site:
        return
    for path, cover in covers.covers(edition):
        name = hashlib.sha256(f"{_WAY} {cover!r}".encode()).hexdigest()
        kept = root / ".cache/mentoring" / f"{name}.png"
        try:
            content = kept.read_bytes()
        except OSError:
            content = covers.drawn(cover)
            keep(kept, content)
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
