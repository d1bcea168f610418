"""A new card on disk: its name, its text, checked by the reader before it is written."""

from pathlib import Path

from mentoring import filenames, russian
from mentoring.casebook import Casebook
from mentoring.problems import Problem
from mentoring.reading import read
from mentoring.source import SourceError, parse
from mentoring.starters.asking import Asked, Starter
from mentoring.starters.blank import blank
from mentoring.undoable import Refused

LONGEST = 60
"""Signs of a proposed name: an address is read aloud and typed."""


def proposed(starter: Starter, asked: Asked) -> str:
    """A name for the file that no other card of its kind has."""
    words = russian.slug(starter.slug(asked)).split("-")
    name = "-".join(words)
    tail = "-".join(words[-2:]) if name.endswith(russian.slug(str(asked.year))) else ""
    while len(name) > LONGEST and len(words) > 3:
        del words[-3 if tail else -1]
        name = "-".join(words)
    name = name or "kartochka"
    taken = asked.book.slugs.get(starter.model.KIND, frozenset())
    number = 2
    free = name
    while free in taken or filenames.card_fault(f"{free}.md", free):
        free = f"{name}-{number}"
        number += 1
    return free


def place(starter: Starter, slug: str) -> str:
    return f"cases/{starter.model.KIND}/{slug}.md"


def fault(starter: Starter, slug: str, book: Casebook) -> str:
    """What keeps a card from having this name; empty where nothing does."""
    found = filenames.card_fault(place(starter, slug), slug)
    if found:
        return f"{found.what} {found.fix}"
    if slug in book.slugs.get(starter.model.KIND, frozenset()):
        return f"Файл {place(starter, slug)} уже есть: он остаётся как был. Назовите другое имя."
    return ""


def text(starter: Starter, asked: Asked, slug: str, *, explained: bool) -> str:
    made = blank(
        starter.model,
        place(starter, slug),
        starter.values(asked),
        body=asked.first("story"),
        explained=explained,
        story=starter.story,
    )
    return f"{made}\n"


def slips(starter: Starter, made: str, asked: Asked) -> list[Problem]:
    """What the reader has against the text."""
    try:
        return read(parse(made, "card.md"), starter.model, asked.book.vocabulary)[1]
    except SourceError as error:
        return [error.problem]


def write(root: Path, path: str, made: str) -> None:
    """Put the file where nothing lies yet.

    Raises:
        Refused: there is such a file, or none can be written.
    """
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(made)
    except FileExistsError:
        raise Refused(f"Файл {path} уже есть: он остаётся как был. Назовите другое имя.") from None
    except OSError as error:
        raise Refused(
            f"Файл {path} не записан ({error.strerror or error}). Проверьте место на диске и права на папку."
        ) from None
