"""The cards of a school in memory while they are edited: what a file means, what is wrong with it, how its page looks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from mentoring import attachments, pipeline
from mentoring.addresses import page_of
from mentoring.cards import (
    Case,
    Documents,
    Filed,
    Mentor,
    OwnPage,
    Picture,
    Practice,
    Programme,
    Roadmap,
    School,
)
from mentoring.casebook import Casebook
from mentoring.editor import places, stamps
from mentoring.editor.findings import Finding, findings
from mentoring.editor.places import Refused, model_of
from mentoring.pages import PAGES, Edition, Page
from mentoring.pages.single import page as single_page
from mentoring.pipeline import Opened
from mentoring.privacy import consents
from mentoring.privacy.gate import Gate
from mentoring.reading import federal_vocabulary, own_words
from mentoring.shelf import Shelf
from mentoring.vocabulary import Vocabulary

PAGED = (Programme, Roadmap, Case, Practice, Mentor, Picture, OwnPage)
_HEAD_START = 5.0
"""Seconds that a browser may take to ask for its first list."""
_MANY = 30
"""So many changed files are a pull or a checkout: everything is read anew."""
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
        self.wanted = threading.Event()
        """Set when the first list is out, or when somebody needs the cards."""
        self._seen: stamps.Stamps = {}
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
        """Read all cards beside everything else, the first list before them; who asks for the cards meanwhile waits."""
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        self.wanted.wait(_HEAD_START)
        try:
            seen = stamps.taken(self.root)
            opened = pipeline.open_files(self.root, today=date.today())
            with self._changing:
                self._seen = seen  # what was saved while this was read is newer, and is caught up with
                self._settle(opened, opened.book)
        finally:
            self._read.set()

    def catch_up(self) -> None:
        """Take over what was changed past the editor: by hand, by git, by another editor."""
        with self._held():
            now = stamps.taken(self.root)
            changed = stamps.compared(self._seen, now)
            if not changed:
                return
            self._seen = now
            if len(changed.paths) > _MANY or any(not path.endswith(".md") for path in changed.paths):
                opened = pipeline.open_files(self.root, today=date.today())
                self._settle(opened, opened.book)
                return
            for path in changed.written:
                self._take_over(path, places.read(self.root / path))
            for path in changed.gone:
                self._take_over(path, None)

    def _settle(self, opened: Opened, book: Casebook) -> None:
        opened = replace(opened, book=book)
        self._state = State(opened, Edition(book, preview=True, beside_form=True))

    @property
    def state(self) -> State:
        self.wanted.set()
        self._read.wait()
        if self._state is None:
            raise Refused(
                "Карточки не прочитались: причина названа в окне, где запущен редактор.",
                "Запустите его ещё раз.",
                500,
            )
        return self._state

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Nobody else changes the cards; only once they are read, because the reading itself ends by changing them."""
        self.wanted.set()
        self._read.wait()
        with self._changing:
            yield

    # One file

    def findings(
        self, path: str, content: bytes | None, attached: frozenset[str] = frozenset()
    ) -> tuple[Finding, ...]:
        """What is wrong with a file that holds, or is to hold, this; `attached` are the files that come with it."""
        if content is None:
            return ()
        self.catch_up()
        state = self.state
        shelf, card = self._taken(path, content)
        whole = _with(state.opened.book, path, card, shelf)
        whole = replace(whole, media=whole.media | attached, files=whole.files | attached)
        opened = replace(state.opened, shelf=shelf, book=whole.only(path))
        gate = Gate(whole, opened.register, opened.reviewed)
        loaded = pipeline.judged(opened, gate, self.root, preview=True)
        own = [problem for problem in loaded.problems if problem.place.path == path]
        return findings(own, shelf.documents.get(path), model_of(path))

    def put(self, path: str, content: bytes | None) -> None:
        """Take over what a file holds now, because the editor has written it."""
        with self._held():
            self._take_over(path, content)
            self._seen = {**self._seen, path: stamps.of_file(self.root / path)}
        if path in _SHARED:
            self.open()  # every card is read by it: the others follow

    def _take_over(self, path: str, content: bytes | None) -> None:
        try:
            model_of(path)
        except Refused:
            return  # no file of the forms
        shelf, card = self._taken(path, content or b"")
        opened = self.state.opened
        if content is None:
            self._settle(opened, _without(opened.book, path))
            return
        book = _with(opened.book, path, card, shelf)
        if isinstance(card, Mentor):
            book = replace(book, strictures=consents.strictures(book, opened.register))
            book = replace(book, nameless=consents.nameless(book))
        self._settle(opened, book)

    def put_attached(self, file: Path, content: bytes) -> None:
        """Take over a picture or a document that was uploaded."""
        with self._held():
            book = self.state.opened.book
            path = file.relative_to(self.root).as_posix()
            self._seen = {**self._seen, path: stamps.of_file(file)}
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

    def _taken(self, path: str, content: bytes) -> tuple[Shelf, Filed | None]:
        """A file read by itself, with what all cards know."""
        book = self.state.opened.book
        shelf = Shelf(self.root)
        shelf.slugs = dict(book.slugs)
        shelf.walked = {"cases/files": ()}
        return shelf, shelf.take(content, path, model_of(path), self.vocabulary())

    # Pages

    def html(self, path: str) -> str | None:
        """A page of the site, under `docs/`, as its readers will see it."""
        self.catch_up()
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
        with self._held():
            if self._press is None:
                self._press = self._make_press(self.root, self.state.edition)
            return self._press


def _without(book: Casebook, path: str) -> Casebook:
    """The casebook after a file is gone."""
    if path.startswith("cases/") and path.count("/") == 2:
        _, folder, name = path.split("/")
        left = book.slugs.get(folder, frozenset()) - {name.removesuffix(".md")}
        book = replace(book, slugs={**book.slugs, folder: left})
    return book.with_file(path, None)


def _with(book: Casebook, path: str, card: Filed | None, shelf: Shelf) -> Casebook:
    """The casebook with what one file holds now."""
    if isinstance(card, Documents):
        shelf.know_documents()
        return replace(book, documents=card, slugs=shelf.slugs)
    if path.endswith(".yml"):
        return replace(book, school=card) if isinstance(card, School) else book
    folder = path.split("/")[1]
    if path.startswith("cases/"):
        slug = path.rpartition("/")[2].removesuffix(".md")
        slugs = {**book.slugs, folder: book.slugs.get(folder, frozenset()) | {slug}}
        book = replace(book, slugs=slugs)
    return book.with_file(path, card if isinstance(card, PAGED) else None)
