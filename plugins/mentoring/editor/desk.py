"""The cards of a school in memory while they are edited: what a file means, what is wrong with it, how its page looks."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from mentoring import attachments, pipeline
from mentoring.addresses import page_of
from mentoring.cards import Case, Documents, Filed, Mentor, OwnPage, Picture, Practice, Programme, Roadmap
from mentoring.editor import places
from mentoring.editor.findings import Finding, findings
from mentoring.editor.places import model_of
from mentoring.pages import PAGES, Edition, Page
from mentoring.pages.single import page as single_page
from mentoring.pipeline import Opened
from mentoring.privacy import consents
from mentoring.privacy.gate import Gate
from mentoring.reading import federal_vocabulary, own_words
from mentoring.shelf import Shelf
from mentoring.vocabulary import Vocabulary

PAGED = (Programme, Roadmap, Case, Practice, Mentor, Picture, OwnPage)
_SHARED = frozenset({"cases/school.yml", "cases/vocabulary.yml", "cases/documents.yml", "cases/reviewed.yml"})
"""Files that every other card is read by: after a change all of them are read anew."""


class Press(Protocol):
    """What makes HTML of a page as the site has it."""

    def html(self, page: Page, edition: Edition) -> str: ...

    def asset(self, path: str) -> bytes | None: ...


@dataclass(frozen=True)
class State:
    """All cards as they are now."""

    opened: Opened
    edition: Edition


class Desk:
    """The cards of one school, read once and kept up to date."""

    def __init__(self, root: Path, press: Callable[[Path, Edition], Press]) -> None:
        self.root = root
        self._make_press = press
        self._press: Press | None = None
        self._state: State | None = None
        self._changing = threading.RLock()
        self._read = threading.Event()
        self._federal = federal_vocabulary()
        self._words: tuple[str | None, Vocabulary] = (None, self._federal)

    # Words: needed at once, so they do not wait for the cards

    def vocabulary(self) -> Vocabulary:
        """The words of the school, as its file has them now."""
        mark = places.mark(places.read(self.root / "cases/vocabulary.yml"))
        known, vocabulary = self._words
        if known != mark:
            words = Shelf(self.root).file("vocabulary.yml", self._federal)
            vocabulary = self._federal.with_own(own_words(words)) if words else self._federal
            self._words = (mark, vocabulary)
        return vocabulary

    # All cards

    def open(self) -> None:
        """Begin to read all cards; who asks for them waits."""
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        with self._changing:
            opened = pipeline.open_files(self.root, today=date.today())
            self._settle(opened, opened.book)
        self._read.set()

    def _settle(self, opened: Opened, book: Any) -> None:
        opened = replace(opened, book=book)
        self._state = State(opened, Edition(book, preview=True, beside_form=True))

    @property
    def state(self) -> State:
        self._read.wait()
        assert self._state is not None  # set before the event
        return self._state

    # One file

    def findings(
        self, path: str, content: bytes | None, attached: frozenset[str] = frozenset()
    ) -> tuple[Finding, ...]:
        """What is wrong with a file that holds, or is to hold, this; `attached` are the files that come with it."""
        if content is None:
            return ()
        state, shelf, card = self._taken(path, content)
        whole = _with(state.opened.book, path, card, shelf)
        whole = replace(whole, media=whole.media | attached, files=whole.files | attached)
        opened = replace(state.opened, shelf=shelf, book=whole.only(path))
        gate = Gate(whole, opened.register, opened.reviewed)
        loaded = pipeline.judged(opened, gate, self.root, preview=True)
        own = [problem for problem in loaded.problems if problem.place.path == path]
        return findings(own, shelf.documents.get(path), model_of(path))

    def put(self, path: str, content: bytes | None) -> None:
        """Take over what a file holds now."""
        with self._changing:
            state, shelf, card = self._taken(path, content or b"")
            if path in _SHARED:
                opened = pipeline.open_files(self.root, today=date.today())
                self._settle(opened, opened.book)
                return
            book = _with(state.opened.book, path, card if content is not None else None, shelf)
            if isinstance(card, Mentor):
                book = replace(book, strictures=consents.strictures(book, state.opened.register))
                book = replace(book, nameless=consents.nameless(book))
            self._settle(state.opened, book)

    def put_attached(self, file: Path, content: bytes) -> None:
        """Take over a picture or a document that was uploaded."""
        with self._changing:
            book = self.state.opened.book
            if file.parent.name == "files":
                self._settle(self.state.opened, replace(book, files=book.files | {file.name}))
                return
            shown = f"media/{attachments.neutral_name(file.name, content)}"
            book = replace(
                book,
                media=book.media | {file.name},
                shown_as={**book.shown_as, f"media/{file.name}": shown},
            )
            self._settle(self.state.opened, book)

    def _taken(self, path: str, content: bytes) -> tuple[State, Shelf, Filed | None]:
        """A file read by itself, with what all cards know."""
        state = self.state
        shelf = Shelf(self.root)
        shelf.slugs = dict(state.opened.book.slugs)
        shelf.walked = {"cases/files": ()}
        card = shelf.take(content, path, model_of(path), state.opened.book.vocabulary)
        return state, shelf, card

    # Pages

    def html(self, path: str) -> str | None:
        """A page of the site, under `docs/`, as its readers will see it."""
        edition = self.state.edition
        found = single_page(path, edition, PAGES)
        return self.press.html(found, edition) if found else None

    def page_of(self, path: str) -> str:
        """The page that shows what a file holds; empty where no page does."""
        named = {
            "cases/school.yml": "index.md",
            "cases/documents.yml": "documents.md",
            "cases/vocabulary.yml": "glossary.md",
        }
        if path in named or path.startswith("cases/media/"):
            return named.get(path, "")
        return page_of(path) if path.endswith(".md") else ""

    @property
    def press(self) -> Press:
        with self._changing:
            if self._press is None:
                self._press = self._make_press(self.root, self.state.edition)
            return self._press


def _with(book: Any, path: str, card: Filed | None, shelf: Shelf) -> Any:
    """The casebook with what one file holds now."""
    if isinstance(card, Documents):
        shelf.know_documents()
        return replace(book, documents=card, slugs=shelf.slugs)
    if path.endswith(".yml"):
        return replace(book, school=card) if path == "cases/school.yml" and card else book
    folder = path.split("/")[1]
    if path.startswith("cases/"):
        slug = path.rpartition("/")[2].removesuffix(".md")
        slugs = {**book.slugs, folder: book.slugs.get(folder, frozenset()) | {slug}}
        book = replace(book, slugs=slugs)
    return book.with_file(path, card if isinstance(card, PAGED) else None)
