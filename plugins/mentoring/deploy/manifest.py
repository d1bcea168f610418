"""What a release consists of: every file with its hash. Only what a manifest of ours names is ever deleted."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAME = ".mentoring-manifest.json"
"""The file of a release that holds its manifest."""


@dataclass(frozen=True)
class Manifest:
    """The files of a release: path → (sha256 in hex, bytes)."""

    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def release(self) -> str:
        """Twelve hexadecimal digits that name these very files."""
        told = json.dumps(sorted(self.files.items()), ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def as_bytes(self) -> bytes:
        files = {path: list(entry) for path, entry in sorted(self.files.items())}
        return json.dumps({"schema": 1, "files": files}, ensure_ascii=False, indent=0).encode()

    @classmethod
    def parsed(cls, content: bytes | None) -> "Manifest | None":
        """Read a manifest; None where there is none or somebody has spoilt it."""
        try:
            files = json.loads(content or b"")["files"]
            return cls(
                {
                    str(path): (str(digest), int(size))
                    for path, (digest, size) in files.items()
                    if _is_inside(path)
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    @classmethod
    def of(cls, site: Path) -> "Manifest":
        """Measure the files of a folder, in the order of their paths."""
        files = {}
        for file in sorted(site.rglob("*")):
            path = file.relative_to(site).as_posix()
            if file.is_file() and not file.is_symlink() and path != NAME:
                content = file.read_bytes()
                files[path] = (hashlib.sha256(content).hexdigest(), len(content))
        return cls(files)

    def only(self, paths: Iterable[str]) -> "Manifest":
        return Manifest({path: self.files[path] for path in paths})

    def same(self, other: "Manifest") -> set[str]:
        """The paths whose content is the same in both."""
        return {path for path, entry in self.files.items() if other.files.get(path) == entry}


def _is_inside(path: object) -> bool:
    return isinstance(path, str) and not path.startswith("/") and ".." not in path.split("/") and path != NAME


def in_order(paths: Iterable[str]) -> list[str]:
    """Files in the order a host without renames gets them: what a page needs stands there before the page.

    Assets, pages, catalogues with the search and the home page. The manifest comes after all of them.
    """
    return sorted(paths, key=lambda path: (_wave(path), path))


def _wave(path: str) -> int:
    if not path.endswith((".html", ".json", ".xml", ".gz", ".ics")):
        return 0
    catalogue = (
        path.count("/") <= 1 or not path.endswith(".html") or path.startswith(("search/", "pagefind/"))
    )
    return 2 if catalogue else 1
