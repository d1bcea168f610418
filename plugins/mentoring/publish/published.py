"""The addresses of a release, noted in `cases/addresses.yml` for the next one to be held against."""

import json
import re
from pathlib import Path

from mentoring.addresses import GENERATED, bare, page_of
from mentoring.cards import Mentor
from mentoring.casebook import Casebook
from mentoring.source import MAX_BYTES

FILE = "cases/addresses.yml"
_HEAD = """# Адреса страниц, которые уже были на сайте. Список пополняет сборка; он нужен, чтобы заметить пропавший адрес.
# Если страницы больше не будет, удалите её строку.
addresses:
"""


def remember(root: Path, book: Casebook) -> None:
    """Add the addresses of a release to the list; one that cannot be read is left as it is.

    Of mentors nothing is noted: a list that git keeps would say whose consent ended, and when.
    """
    file = root / FILE
    if file.is_symlink() or (file.exists() and not book.published.file):
        return
    known = set(book.published.addresses)
    pages = {page_of(card.file) for card in book.addressed if not isinstance(card, Mentor)}
    known |= {bare(page) for page in pages - GENERATED}
    text = _HEAD + "".join(f"  - {_quoted(address)}\n" for address in sorted(known))
    content = text.encode()
    if known and known != set(book.published.addresses) and len(content) <= MAX_BYTES:
        file.write_bytes(content)


def _quoted(address: str) -> str:
    return address if re.fullmatch(r"[a-z][\w./-]*", address) else json.dumps(address, ensure_ascii=False)
