"""The pages written to disk as Markdown: for other engines, and to look at."""

import json
from dataclasses import dataclass
from pathlib import Path

from mentoring.pages import Edition
from mentoring.publish import site

MANIFEST = ".mentoring-pages.json"
"""Names the files we wrote, so that only those are ever removed."""


@dataclass(frozen=True)
class Written:
    """What a writing did."""

    total: int
    written: int
    removed: int


def write(edition: Edition, folder: Path, root: Path) -> Written:
    """Write all pages and files; only those that changed are touched, only our own are removed."""
    files = {page.path: page.markdown.encode() for page in site.pages(edition)}
    files |= {asset.path: asset.content for asset in site.assets(edition, root)}
    written = 0
    for path, content in files.items():
        target = folder / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written += 1
    manifest = folder / MANIFEST
    before = set(json.loads(manifest.read_text("utf-8"))) if manifest.is_file() else set()
    gone = [path for path in sorted(before - set(files)) if (folder / path).is_file()]
    for path in gone:
        (folder / path).unlink()
    folder.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps(sorted(files), ensure_ascii=False, indent=0), "utf-8")
    return Written(len(files), written, len(gone))
