"""A list in an author's text, `[список: кейсы; форма: учитель – ученик]`: what it asks for, and what is wrong in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mentoring import body as bodies
from mentoring import russian
from mentoring.casebook import Casebook
from mentoring.facets import CASES, ITEMS, PAPERS, PRACTICES, PROGRAMMES, Facet, Item, Seen
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import shortened, suggestion

MOST = 100
"""The most cards of one list: the catalogue has the rest."""
CARDS, TABLE, SCALE = "карточки", "таблица", "шкала"
BY_TITLE, NEWEST, PROVEN, BY_DAY = "по алфавиту", "новые", "по доказанности", "по сроку"


@dataclass(frozen=True)
class Kind:
    """What may be listed."""

    title: str
    facets: tuple[Facet[Any], ...]
    orders: tuple[str, ...]
    """The orders there are; without a word the list stands as its catalogue does."""
    entries: Callable[[Casebook], Sequence[Any]]
    views: tuple[str, ...] = (CARDS, TABLE)


@dataclass(frozen=True)
class Listing:
    """What a line asks for."""

    kind: Kind
    conditions: tuple[tuple[Facet[Any], frozenset[str]], ...] = ()
    """Every one of them must hold; of the values of one any will do."""
    order: str = ""
    view: str = CARDS
    limit: int = MOST


@dataclass(frozen=True)
class Fault:
    """Something wrong in a line; the column counts from 1."""

    column: int
    what: str
    fix: str


@dataclass(frozen=True)
class Line:
    """A line of a body that is a list; counted from 1."""

    number: int
    listing: Listing
    """Without what could not be read."""
    faults: tuple[Fault, ...] = ()


def _current(cards: Sequence[Any]) -> list[Any]:
    return [card for card in cards if card.publication != "archive"]


def _items(book: Casebook) -> list[Item]:
    return [
        Item(roadmap, section, step)
        for roadmap in _current(book.roadmaps)
        for section in roadmap.sections
        for step in section.items
    ]


PRACTICE = Kind("практики", PRACTICES, (PROVEN, BY_TITLE, NEWEST), lambda book: _current(book.practices))
CASE = Kind("кейсы", CASES, (NEWEST, BY_TITLE), lambda book: _current(book.cases))
PROGRAMME = Kind("программы", PROGRAMMES, (NEWEST, BY_TITLE), lambda book: _current(book.programmes))
PAPER = Kind("документы", PAPERS, (BY_TITLE, NEWEST), lambda book: book.documents.documents)
ITEM = Kind("мероприятия", ITEMS, (BY_DAY, BY_TITLE), _items, (CARDS, TABLE, SCALE))

KINDS = {kind.title: kind for kind in (PRACTICE, CASE, PROGRAMME, PAPER, ITEM)}


def lines(text: str, seen: Seen) -> Iterator[Line]:
    """Every list of a body; code does not count."""
    if not _ANY.search(text):
        return
    for number, line in enumerate(bodies.masked(text).split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match:
            read = _read(number, match, seen)
            if read:
                yield read


def chosen(listing: Listing, seen: Seen) -> list[Any]:
    """What a list shows, in the order of the casebook."""
    return [
        entry
        for entry in listing.kind.entries(seen.book)
        if all(any(id in wanted for id, _ in facet.of(entry, seen)) for facet, wanted in listing.conditions)
    ]


_WORD = "список"
_ANY = re.compile(r"^ {0,3}\[[^\W\d_]{4,10}[ \t]*:", re.MULTILINE)
_LINE = re.compile(r" {0,3}\[(?P<word>[^\W\d_]{4,10})[ \t]*:(?P<asked>[^\[\]]{0,1000})\][ \t]*")
_PART = re.compile(r"[^;]+")
_COMMA = re.compile(r",|\sили\s")


def _read(number: int, match: re.Match[str], seen: Seen) -> Line | None:
    """What a line in brackets asks for; None where it is a sentence, not a list."""
    parts = [
        (part[0].strip(), part.start() + match.start("asked") + _indent(part[0]) + 1)
        for part in _PART.finditer(match["asked"])
        if part[0].strip()
    ]
    asked = _kind(parts[0][0]) if parts else None
    if russian.folded(match["word"]) != _WORD:
        if asked is None or not russian.nearest(match["word"], [_WORD]):
            return None
        fault = Fault(
            match.start("word") + 1,
            f"Строка похожа на список карточек, но начинается со слова «{match['word']}».",
            "Начните её так: `[список: …]`.",
        )
        return Line(number, Listing(asked), (fault,))
    if asked is None:
        written, column = parts[0] if parts else ("", match.start("asked") + 1)
        near = russian.nearest(written, KINDS)
        fault = Fault(
            column,
            f"Список «{shortened(written)}» составить не из чего." if written else "Не сказано, чего список.",
            _way_out(written, near, KINDS),
        )
        return Line(number, Listing(CASE), (fault,))
    reader = _Reader(asked, seen)
    for part, column in parts[1:]:
        reader.read(part, column)
    return Line(number, reader.listing, tuple(reader.faults))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _kind(written: str) -> Kind | None:
    return KINDS.get(russian.folded(written))


class _Reader:
    """What a line asks for after its kind, part by part."""

    def __init__(self, kind: Kind, seen: Seen) -> None:
        self.kind, self.seen = kind, seen
        self.faults: list[Fault] = []
        self.told: set[str] = set()
        self.conditions: list[tuple[Facet[Any], frozenset[str]]] = []
        self.order, self.view, self.limit = "", CARDS, MOST

    @property
    def listing(self) -> Listing:
        return Listing(self.kind, tuple(self.conditions), self.order, self.view, self.limit)

    def read(self, part: str, column: int) -> None:
        """Take one part in, or remember what is wrong with it."""
        name, colon, rest = part.partition(":")
        value = rest.strip()
        at = column + len(name) + 1 + _indent(rest) if value else column
        facets = {russian.folded(facet.title): facet for facet in self.kind.facets}
        key = russian.folded(name)
        if key not in facets and key not in _OWN:
            titles = [*(facet.title.lower() for facet in self.kind.facets), *_OWN]
            near = russian.nearest(name, titles)
            self.fault(
                column,
                f"Условия «{shortened(name)}» у списка «{self.kind.title}» нет.",
                _way_out(name, near, titles),
            )
        elif not colon or not value:
            self.fault(column, f"Не сказано, какое «{key}».", f"Допишите после двоеточия: `{key}: …`.")
        else:
            self._take(key, value, at, facets.get(key))

    def fault(self, column: int, what: str, fix: str) -> None:
        self.faults.append(Fault(column, what, fix))

    def _take(self, key: str, value: str, column: int, facet: Facet[Any] | None) -> None:
        is_view = key == "вид" and (facet is None or russian.folded(value) in _VIEWS)
        name = f"{key} списка" if is_view and facet else key
        if name in self.told:
            self.fault(column, f"«{key.capitalize()}» названо дважды.", "Оставьте одно из двух.")
            return
        self.told.add(name)
        if is_view:
            self.view = self._one_of(value, column, self.kind.views, "показать") or CARDS
        elif facet:
            self._narrow(facet, value, column)
        elif key == "порядок":
            self.order = self._one_of(value, column, self.kind.orders, "расставить") or ""
        elif re.fullmatch(r"[1-9][0-9]?|100", value):
            self.limit = int(value)
        else:
            self.fault(
                column,
                f"«{shortened(value)}» — не число от 1 до {MOST}.",
                "Напишите число цифрами: `не больше: 6`.",
            )

    def _one_of(self, value: str, column: int, known: tuple[str, ...], verb: str) -> str | None:
        if russian.folded(value) in known:
            return russian.folded(value)
        self.fault(
            column,
            f"Список «{self.kind.title}» нельзя {verb} так: «{shortened(value)}».",
            _way_out(value, russian.nearest(value, known), known),
        )
        return None

    def _narrow(self, facet: Facet[Any], value: str, column: int) -> None:
        known = self._values(facet)
        wanted: set[str] = set()
        for written, offset in _several(value, known):
            found = _year(written) if facet.id == "year" else known.get(russian.folded(written))
            if found:
                wanted.add(found)
            else:
                self._unknown(facet, written, column + offset)
        if wanted:
            self.conditions.append((facet, frozenset(wanted)))

    def _values(self, facet: Facet[Any]) -> dict[str, str]:
        """The ids of values by everything they may be written as."""
        vocabulary = self.seen.book.vocabulary
        known = {russian.folded(text): id for id, text in facet.fixed}
        for term in vocabulary.terms(facet.words):
            if not facet.withholds(term):
                known |= dict.fromkeys(map(russian.folded, (term.title, term.id, *term.aliases)), term.id)
        for entry in self.kind.entries(self.seen.book):
            for id, title in facet.of(entry, self.seen):
                known.setdefault(russian.folded(title), id)
                known.setdefault(id, id)
        return known

    def _unknown(self, facet: Facet[Any], written: str, column: int) -> None:
        if facet.id == "year":
            self.fault(
                column,
                f"«{shortened(written)}» — не учебный год.",
                "Напишите два года подряд: `2025/26`.",
            )
            return
        term = self.seen.book.vocabulary.find(facet.words, written)
        if term and facet.withholds(term):
            self.fault(
                column,
                f"По ролевой модели «{term.title}» кейсы не собирают: список сказал бы о ребёнке то, чего на сайте нет.",
                f"Удалите это условие или соберите практики: `[список: практики; ролевая модель: {term.title}]`.",
            )
            return
        titles = list(dict.fromkeys(self._titles(facet)))
        near = russian.nearest(written, titles)
        self.fault(
            column,
            f"Значения «{shortened(written)}» у условия «{facet.title.lower()}» нет.",
            _way_out(written, near, titles),
        )

    def _titles(self, facet: Facet[Any]) -> Iterator[str]:
        """The values as a curator reads them."""
        first = dict(reversed(facet.fixed))
        yield from first.values()
        for term in self.seen.book.vocabulary.terms(facet.words):
            if not facet.withholds(term):
                yield term.title
        for entry in self.kind.entries(self.seen.book):
            yield from (title for _, title in facet.of(entry, self.seen))
        if facet.title.lower() == "вид":
            yield from self.kind.views


_OWN = ("порядок", "вид", "не больше")
_VIEWS = frozenset({CARDS, TABLE, SCALE})


def _several(value: str, known: dict[str, str]) -> list[tuple[str, int]]:
    """The values of a condition with their offsets: whole if it is one, else between commas."""
    if russian.folded(value) in known:
        return [(value, 0)]
    found, start = [], 0
    for end, after in [*((match.start(), match.end()) for match in _COMMA.finditer(value)), (len(value), 0)]:
        piece = value[start:end]
        if piece.strip():
            found.append((piece.strip(), start + _indent(piece)))
        start = after
    return found


def _year(written: str) -> str | None:
    try:
        return str(SchoolYear.parse(written)).replace("/", "-")
    except ValueError:
        return None


def _way_out(written: str, near: str | None, known: Sequence[str] | dict[str, Kind]) -> str:
    if near:
        return suggestion(written, near)
    titles = [f"«{title}»" for title in dict.fromkeys(known)]
    if not titles:
        return "Удалите это условие: таких карточек пока нет."
    return f"Подойдёт: {', '.join(titles[:12])}{' …' if len(titles) > 12 else ''}."
