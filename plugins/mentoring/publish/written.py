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
    written = sum(_put(folder / path, content) for path, content in files.items())
    manifest = folder / MANIFEST
    before = _ours(manifest)
    gone = [path for path in sorted(before - set(files)) if (folder / path).is_file()]
    for path in gone:
        (folder / path).unlink()
    _put(manifest, json.dumps(sorted(files), ensure_ascii=False, indent=0).encode())
    return Written(len(files), written, len(gone))


def _put(target: Path, content: bytes) -> bool:
    """Write a file unless it is there as it should be; tell whether it was written."""
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True


def _ours(manifest: Path) -> set[str]:
    """What the last writing wrote; a manifest that somebody has spoilt names nothing, so nothing is removed."""
    try:
        names = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    inside = (name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
    return {name for name in inside if not name.startswith("/") and ".." not in name.split("/")}
