"""What lies in the folders of a school now: by size and time, so that a change made elsewhere is seen without reading."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mentoring.cards import FILES, FOLDERS
from mentoring.shelf import OURS

Stamps = Mapping[str, tuple[int, int]]
"""Time and size of every file, by its path in the project."""


@dataclass(frozen=True)
class Changed:
    """What is different from before."""

    written: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.written or self.gone)

    @property
    def paths(self) -> tuple[str, ...]:
        return (*self.written, *self.gone)


def taken(root: Path) -> Stamps:
    folders = [f"cases/{name}" for name in (*FOLDERS, "files")]
    found = {path: stamp for folder in folders for path, stamp in _of_folder(root, folder)}
    found |= dict(_of_folder(root, "docs", deep=True))
    own = {path: stamp for path, stamp in _of_folder(root, "cases") if path.removeprefix("cases/") in FILES}
    return {**found, **own}


def of_file(file: Path) -> tuple[int, int]:
    told = file.stat()
    return told.st_mtime_ns, told.st_size


def compared(before: Stamps, now: Stamps) -> Changed:
    return Changed(
        tuple(path for path, stamp in now.items() if before.get(path) != stamp),
        tuple(path for path in before if path not in now),
    )


def _of_folder(root: Path, folder: str, *, deep: bool = False) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        entries = list(os.scandir(root / folder))
    except OSError:  # no such folder
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith((".", "~")) or entry.is_symlink():
            continue
        if entry.is_file():
            told = entry.stat()
            yield path, (told.st_mtime_ns, told.st_size)
        elif deep and entry.is_dir() and path not in OURS:
            yield from _of_folder(root, path, deep=True)
