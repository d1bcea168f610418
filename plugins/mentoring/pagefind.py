"""Pagefind, the program that makes the index of the search: what it writes, and what of it is its own."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pagefind_bin

FOLDER = "pagefind"
"""Under a site."""
_SCRIPT = "pagefind.js"
_MACHINE = "wasm.ru.pagefind"
_NEEDED = frozenset({_SCRIPT, _MACHINE, "pagefind-entry.json"})
"""Of the files it writes beside its index; the rest are its own interfaces, which we do not use."""


class PagefindError(Exception):
    """It could not be run or did not finish; the message is its own."""


def run(site: Path, *options: str) -> Path:
    """Write the index of a site into its folder, which is given.

    Raises:
        PagefindError: no index was made.
    """
    command = [pagefind_bin.get_executable(), "--site", site, "--force-language", "ru", "--silent", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    folder = site / FOLDER
    if done.returncode or not all((folder / name).is_file() for name in _NEEDED):
        raise PagefindError((done.stderr or done.stdout).strip())
    for file in folder.iterdir():
        if file.is_file() and file.name not in _NEEDED and file.suffix != ".pf_meta":
            file.unlink()
    return folder


@cache
def own_files() -> tuple[bytes, ...]:
    """The files that are the same on every site: the program carries them packed, so it is run over a page of nothing."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "index.html").write_text(
            "<html lang=ru><body data-pagefind-body><p>а</p></body></html>", "utf-8"
        )
        folder = run(site)
        return tuple((folder / own).read_bytes() for own in (_SCRIPT, _MACHINE))
