"""The index of the search, made by Pagefind over a finished site."""

import json
import subprocess
from pathlib import Path

import pagefind_bin

from mentoring.publish.words import others, packed, words_of
from mentoring.vocabulary import Vocabulary

FOLDER = "pagefind"
WORDS = f"{FOLDER}/words.js"
_NEEDED = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.ru.pagefind"})
"""Of the files Pagefind writes beside its index; the rest are its own interfaces, which we do not use."""


class SearchError(Exception):
    """Pagefind could not be run or did not finish; the message is its own."""


def index(site: Path, vocabulary: Vocabulary) -> None:
    """Write the index of a finished site into it.

    Raises:
        SearchError: no index was made.
    """
    command = [pagefind_bin.get_executable(), "--site", site, "--force-language", "ru", "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    folder = site / FOLDER
    if done.returncode or not all((folder / name).is_file() for name in _NEEDED):
        raise SearchError((done.stderr or done.stdout).strip())
    for file in folder.iterdir():
        if file.is_file() and file.name not in _NEEDED and file.suffix != ".pf_meta":
            file.unlink()
    texts = (page.read_text(encoding="utf-8").partition("<article")[2] for page in sorted(site.rglob("*.html")))
    told = packed(others(words_of(texts), vocabulary))
    script = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (site / WORDS).write_text(f"mentoringWords({script});\n", encoding="utf-8", newline="\n")
