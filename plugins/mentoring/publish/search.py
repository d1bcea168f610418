"""The index of the search, made by Pagefind over a finished site, and what the script of the search adds to it."""

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from mentoring import pagefind
from mentoring.privacy.texts.pagefind import told as told_by
from mentoring.publish.head import FACET
from mentoring.publish.words import others, packed, words_of
from mentoring.vocabulary import Vocabulary

WORDS = f"{pagefind.FOLDER}/words.js"
"""Forms of words, which the script of the search asks for as well."""
FACETS = f"{pagefind.FOLDER}/facets.js"
"""What each page is in, by its number in the index; it comes after the first answer."""
_AROUND = ".m-colophon, .m-banner, .m-trail, .m-address, [data-search-exclude]"
"""What stands on every page, or is no text."""
_FACET = re.compile(f'<meta name="{FACET}" content="([^"]*)">')


def index(site: Path, vocabulary: Vocabulary) -> None:
    """Write the index of a finished site into it.

    Raises:
        PagefindError: no index was made.
    """
    folder = pagefind.run(site, "--exclude-selectors", _AROUND)
    pages = {
        page.relative_to(site).as_posix(): page.read_text(encoding="utf-8")
        for page in sorted(site.rglob("*.html"))
    }
    words = words_of(text.partition("<article")[2] for text in pages.values())
    for path, name, told in (
        (WORDS, "mentoringWords", packed(others(words, vocabulary))),
        (FACETS, "mentoringFacets", _facets(folder, pages)),
    ):
        script = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        (site / path).write_text(f"{name}({script});\n", encoding="utf-8", newline="\n")


def _facets(folder: Path, pages: Mapping[str, str]) -> dict[str, object]:
    """All values of facets, and of every page of the index their places in that list."""
    values = {path: [unescape(value) for value in _FACET.findall(text)] for path, text in pages.items()}
    known = sorted({value for found in values.values() for value in found})
    places = {}
    for file in sorted((folder / "fragment").iterdir()):
        url, _ = told_by(file.read_bytes(), file.name)
        path = unquote(url).lstrip("/")
        found = values.get(f"{path}index.html" if path.endswith("/") or not path else path, ())
        places[file.stem] = " ".join(str(known.index(value)) for value in found)
    return {"facets": known, "pages": places}
