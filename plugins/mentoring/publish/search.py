"""The index of the search, made by Pagefind over a finished site, and what the script of the search adds to it."""

import json
import re
import subprocess
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pagefind_bin

from mentoring.privacy.texts import pagefind
from mentoring.publish.head import FACET
from mentoring.publish.words import others, packed, words_of
from mentoring.vocabulary import Vocabulary

FOLDER = "pagefind"
ABOUT = f"{FOLDER}/about.js"
"""Forms of words and facets of pages, for the script of the search."""
_NEEDED = frozenset({"pagefind.js", "pagefind-entry.json", "wasm.ru.pagefind"})
"""Of the files Pagefind writes beside its index; the rest are its own interfaces, which we do not use."""
_AROUND = ".m-colophon, .m-banner, .m-trail, .m-address, [data-search-exclude]"
"""What stands on every page, or is no text."""
_FACET = re.compile(f'<meta name="{FACET}" content="([^"]*)">')


class SearchError(Exception):
    """Pagefind could not be run or did not finish; the message is its own."""


def index(site: Path, vocabulary: Vocabulary) -> None:
    """Write the index of a finished site into it.

    Raises:
        SearchError: no index was made.
    """
    command = [pagefind_bin.get_executable(), "--site", site, "--force-language", "ru", "--silent"]
    done = subprocess.run(
        [*command, "--exclude-selectors", _AROUND], capture_output=True, text=True, check=False
    )
    folder = site / FOLDER
    if done.returncode or not all((folder / name).is_file() for name in _NEEDED):
        raise SearchError((done.stderr or done.stdout).strip())
    for file in folder.iterdir():
        if file.is_file() and file.name not in _NEEDED and file.suffix != ".pf_meta":
            file.unlink()
    pages = {
        page.relative_to(site).as_posix(): page.read_text(encoding="utf-8")
        for page in sorted(site.rglob("*.html"))
    }
    words = words_of(text.partition("<article")[2] for text in pages.values())
    told = {"words": packed(others(words, vocabulary)), **_facets(folder, pages)}
    script = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (site / ABOUT).write_text(f"mentoringSearch({script});\n", encoding="utf-8", newline="\n")


def _facets(folder: Path, pages: Mapping[str, str]) -> dict[str, object]:
    """All values of facets, and of every page of the index their places in that list."""
    values = {path: [unescape(value) for value in _FACET.findall(text)] for path, text in pages.items()}
    known = sorted({value for found in values.values() for value in found})
    told = {}
    for file in sorted((folder / "fragment").iterdir()):
        url, _ = pagefind.told(file.read_bytes(), file.name)
        path = unquote(url).lstrip("/")
        found = values.get(f"{path}index.html" if path.endswith("/") or not path else path, ())
        told[file.stem] = " ".join(str(known.index(value)) for value in found)
    return {"facets": known, "pages": told}
