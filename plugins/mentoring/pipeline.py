"""From the files of a school to the casebook that may be published, and all problems on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mentoring import attachments
from mentoring.cards import FOLDERS, Documents, Published, Register, Reviewed, School
from mentoring.casebook import UNNAMED, Casebook
from mentoring.privacy import clean, consents, counts
from mentoring.privacy.gate import Gate
from mentoring.problems import Place, Problem, in_order
from mentoring.reading import federal_vocabulary, own_words
from mentoring.rules import attached, check, names, people, rarity, texts
from mentoring.rules.links import with_slug
from mentoring.shelf import Shelf, register_file


@dataclass(frozen=True)
class Loaded:
    """What a reading of all files gives."""

    book: Casebook
    """Without the cards that have an error."""
    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[str, ...]]
    """The author's files by path, for quoting."""
    gate: Gate
    """Whom the finished site may name."""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def held_back(self) -> frozenset[str]:
        """The files that an error keeps off the site."""
        return frozenset(problem.place.path for problem in self.errors)


@dataclass(frozen=True)
class Opened:
    """The files of a school, read and not yet judged."""

    shelf: Shelf
    book: Casebook
    """Every card that could be read."""
    register: Register
    reviewed: Reviewed
    has_school: bool
    """Whether the card of the school could be read."""
    unfit: frozenset[str]
    """The files beside the cards that may not be published."""

    def gate(self, root: Path) -> Gate:
        """Whom these cards may name."""
        gate = Gate(self.book, self.register, self.reviewed)
        return replace(gate, clean=clean.known(root, gate.state))


def load(root: Path, *, today: date, as_of: date | None = None, preview: bool = False) -> Loaded:
    """Read and check everything a school wrote; `as_of` is `today` unless a build must be repeatable.

    In a preview what only looks like a person is a warning; anything that publishes stops at it.
    """
    opened = open_files(root, today=today, as_of=as_of)
    loaded = judged(opened, opened.gate(root), root, preview=preview)
    loaded.gate.clean.keep()
    return loaded


def open_files(root: Path, *, today: date, as_of: date | None = None) -> Opened:
    """Read everything a school wrote."""
    shelf = Shelf(root)
    vocabulary = federal_vocabulary()
    words = shelf.file("vocabulary.yml", vocabulary)
    if words:
        vocabulary = vocabulary.with_own(own_words(words))
    school = shelf.file("school.yml", vocabulary)
    documents = shelf.file("documents.yml", vocabulary)
    reviewed = shelf.file("reviewed.yml", vocabulary)
    published = shelf.file("addresses.yml", vocabulary)
    register = shelf.register(vocabulary)
    shelf.know_documents()
    if not (root / "cases/school.yml").is_file():
        shelf.problems.append(
            Problem(
                Place("cases/school.yml"),
                "Нет карточки школы.",
                "Создайте файл cases/school.yml с двумя строками: `full_name: …` и `short_name: …` — полное и краткое название.",
                rule="school-missing",
            )
        )
    cards = {folder: shelf.folder(folder, vocabulary) for folder in FOLDERS}
    own_pages = shelf.own_pages(vocabulary)
    shelf.strangers()
    papers = documents.documents if isinstance(documents, Documents) else ()
    looked_at = frozenset(paper.file for paper in papers if paper.file and paper.seen)
    unfit = shelf.unfit(school.logo if isinstance(school, School) else None, cards["mentors"], looked_at)
    book = Casebook(
        vocabulary=vocabulary,
        as_of=as_of or today,
        today=today,
        school=school if isinstance(school, School) else UNNAMED,
        documents=documents if isinstance(documents, Documents) else Documents(),
        programmes=cards["programmes"],
        roadmaps=cards["roadmaps"],
        cases=cards["pairs"],
        practices=cards["practices"],
        mentors=cards["mentors"],
        pictures=cards["media"],
        files=shelf.names("cases/files"),
        media=frozenset(name for name in shelf.names("cases/media") if not name.endswith(".md")),
        own_pages=own_pages,
        docs_files=frozenset(name for name in attachments.OF_HOSTS if (root / "docs" / name).is_file()),
        unfit=unfit,
        shown_as=shelf.shown_as,
        slugs=shelf.slugs,
        published=published if isinstance(published, Published) else Published(),
    )
    book = replace(book, strictures=consents.strictures(book, register))
    book = replace(book, nameless=consents.nameless(book))
    return Opened(
        shelf,
        book,
        register,
        reviewed if isinstance(reviewed, Reviewed) else Reviewed(),
        school is not None,
        unfit,
    )


def judged(opened: Opened, gate: Gate, root: Path, *, preview: bool = False) -> Loaded:
    """Hold what was read against the rules."""
    shelf, book, unfit = opened.shelf, opened.book, opened.unfit
    wrong = {(problem.place.path, problem.place.line) for problem in shelf.problems if problem.is_error}
    told = (
        problem
        for document in shelf.documents.values()
        for problem in texts.slips(document)
        if (problem.place.path, problem.place.line) not in wrong  # one slip, one problem
    )
    unread = frozenset(path for path, _ in wrong)
    of_fields = {
        (problem.place.path, problem.place.line)
        for problem in shelf.problems
        if problem.rule in {"field-personal", "field-unknown"}
    }
    personal = [
        problem
        for path, lines in shelf.lines.items()
        for problem in names.slips(path, lines, gate, preview=preview)
        if opened.has_school or path != "cases/school.yml" or problem.rule == "name-declared"
    ]  # the contacts of a school whose card cannot be read are nobody's yet
    named = [
        problem
        for problem in personal
        if problem.rule == "name-declared"
        or not (
            (problem.place.path, problem.place.line) in of_fields  # «фио: …» is one slip
            or _is_title_of_mentor(problem.place, shelf.lines, unread)
        )
    ]
    secret = {(problem.place.path, problem.place.line) for problem in personal}
    read_slips = (
        replace(told, quote=False) if (told.place.path, told.place.line) in secret else told
        for problem in shelf.problems
        for told in [with_slug(problem, _line(shelf.lines, problem.place), book)]
    )
    traits = (
        problem
        for problem in names.trait_slips(book, gate, preview=preview)
        if (problem.place.path, problem.place.line) not in secret  # beside a child: one slip, one problem
    )
    problems = [
        *read_slips,
        *told,
        *named,
        *traits,
        *names.file_slips(shelf.paths, gate, preview=preview),
        *attached.slips(shelf.attached(unfit), gate, shelf.lines, preview=preview),
        *names.register_slips(gate),
        *people.people_twice(opened.register),
        *rarity.counts_differ_little(book.public, counts.read(register_file(root).parent)),
        *check(book),
    ]
    broken = frozenset(problem.place.path for problem in problems if problem.is_error)
    broken |= {card.file for card in book.pictures if f"cases/media/{card.picture}" in unfit}
    broken |= {card.file for card in book.mentors if f"cases/media/{card.photo}" in unfit}
    if (
        "cases/vocabulary.yml" in broken
    ):  # one slip, one problem: its words are not also unknown in every card
        problems = [problem for problem in problems if problem.rule not in _OF_UNKNOWN_WORDS]
    return Loaded(book.without(broken), tuple(in_order(problems)), shelf.lines, gate)


def _is_title_of_mentor(place: Place, lines: Mapping[str, tuple[str, ...]], unread: frozenset[str]) -> bool:
    """Whether a name stands where it belongs, in a mentor's card that could not be read for another reason."""
    return (
        place.path.startswith("cases/mentors/")
        and place.path in unread
        and _line(lines, place).startswith("title:")
    )


_OF_UNKNOWN_WORDS = frozenset({"unknown-word", "role-pattern-unknown", "word-almost-known"})


def _line(lines: Mapping[str, tuple[str, ...]], place: Place) -> str:
    """The author's line at a place, or nothing where the file has none."""
    found = lines.get(place.path, ())
    return found[place.line - 1] if 0 < place.line <= len(found) else ""
