"""Mutants of valid cards through the whole chain, from bytes to pages: `python scripts/fuzz.py [--seconds N | --count N] [--seed S]`.

Whatever an author writes ends as a card or as a problem. Any other exception, and anything that takes longer than five
seconds, is a failure; it is printed with its number and made as small as it can be.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import slips
import yaml
from markdown import Markdown

from mentoring import pages, pipeline, reports, rules, russian, sanitiser
from mentoring.cards import (
    FILES,
    FOLDERS,
    Card,
    Case,
    Documents,
    OwnPage,
    Practice,
    Programme,
    Roadmap,
    School,
)
from mentoring.casebook import Casebook
from mentoring.pages import Edition
from mentoring.reading import read
from mentoring.rules import texts
from mentoring.schedule import parse as parse_schedule
from mentoring.source import SourceError, decode, parse, parse_page, parse_yaml

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 5, 12)
LIMIT = 5
"""Seconds of CPU time one file may take."""
WHOLE = 30
"""Of so many cards that can be published, one is put into every page of the site; the others into their own."""


PROGRESS = 5_000
"""After so many mutants a long run says that it lives."""


@dataclass(frozen=True)
class Mutant:
    """A file of an author that nobody wrote."""

    path: str
    content: bytes


class TooSlowError(Exception):
    """A file that took longer than `LIMIT`."""


def main(arguments: list[str]) -> int:
    """Run mutants until the time or the number is up; 1 when any of them failed."""
    options = _options(arguments)
    tried(Mutant(*originals()[0]), whole=True)  # what is made once counts for no mutant
    _book()
    started = time.monotonic()
    told: Counter[str] = Counter()
    failed, number = 0, options.first
    while _goes_on(options, number, started):
        mutant = mutated(options.seed, number)
        outcome, error = tried(mutant, whole=number % WHOLE == 0)
        told[outcome] += 1
        if error is not None:
            failed += 1
            small = smallest(mutant, type(error))
            print(f"\n--seed {options.seed} --from {number} --count 1: {type(error).__name__}: {error}"[:500])
            print(f"{mutant.path}: {small.content!r}"[:4000], flush=True)
        number += 1
        if number % PROGRESS == 0:
            print(f"{number}: {failed} failed, {time.monotonic() - started:.0f} s", flush=True)
    seconds, number = time.monotonic() - started, number - options.first
    outcomes = ", ".join(f"{name} {count}" for name, count in told.most_common())
    print(f"{number} mutants in {seconds:.0f} s ({number / seconds:.0f}/s), {failed} failed; {outcomes}")
    return int(bool(failed))


def _goes_on(options: Any, number: int, started: float) -> bool:
    if options.count is not None:
        return bool(number < options.first + options.count)
    return time.monotonic() - started < float(options.seconds)


# One mutant


def tried(mutant: Mutant, *, whole: bool = False) -> tuple[str, Exception | None]:
    """What became of a mutant: `broken`, `refused`, `published`, or the exception nobody foresaw."""
    try:
        with _within(LIMIT):
            return run(mutant, whole=whole), None
    except Exception as error:  # the runner reports it; nothing is swallowed
        return "failed", error


def run(mutant: Mutant, *, whole: bool = False) -> str:
    """Take a file through the chain as the pipeline does, with no handler but that for a file that cannot be read."""
    path, kind = mutant.path, _kind(mutant.path)
    try:
        text = decode(mutant.content, path)
        document = (
            parse_page(text, path)
            if kind is OwnPage
            else parse(text, path)
            if issubclass(kind, Card)
            else parse_yaml(text, path)
        )
    except SourceError as error:
        _tell([error.problem], {})
        return "broken"
    found = list(texts.slips(document))
    card, problems = read(document, kind, _book().vocabulary)
    found += problems
    if card is None:
        _tell(found, {path: document.lines})
        return "refused"
    book = _with(card, _book())
    found += rules.check(book)
    _tell(found, {path: document.lines})
    if any(problem.is_error and problem.place.path == path for problem in found):
        return "refused"
    edition = Edition(book)
    made = pages.render(edition) if whole else _own_pages(card, edition)
    for page in made:
        if page.source == path or whole:
            page.markdown.encode("utf-8")
            if page.source == path:
                _convert(page.markdown.partition("\n---\n")[2])
    return "published"


def _convert(markdown: str) -> None:
    converter = _converter()
    converter.reset()
    found = sanitiser.unsafe(converter.convert(markdown))
    if found:
        raise sanitiser.UnsafeError(f"passed by the first layer: {found[:200]}")


def _tell(problems: list[Any], lines: dict[str, tuple[str, ...]]) -> None:
    """Every report must be fit to be printed: no signs that drive a terminal, no commands of a runner."""
    for name, report in reports.FORMATS.items():
        said = report(problems, lines)
        said.encode("utf-8")
        raw = next(
            (sign for sign in said if sign != "\n" and not sign.isprintable() and sign != "\u00a0"), None
        )
        if raw is not None:
            raise ValueError(f"{name}: the sign {raw!r} reaches the output")
        if name != "github" and any(line.startswith("::") for line in said.split("\n")):
            raise ValueError(f"{name}: a command of a runner reaches the output")


def _own_pages(card: Any, edition: Edition) -> Iterator[pages.Page]:
    kinds: dict[type, Any] = {
        Case: pages.cases.pages,
        Programme: pages.programmes.pages,
        Practice: pages.practices.pages,
        Roadmap: pages.roadmaps.pages,
        OwnPage: pages.own.pages,
    }
    return kinds[type(card)](edition) if type(card) in kinds else pages.render(edition)


def _with(card: Any, book: Casebook) -> Casebook:
    if isinstance(card, School):
        return replace(book, school=card)
    if isinstance(card, Documents):
        return replace(book, documents=card)
    if isinstance(card, OwnPage):
        return replace(book, own_pages=(card,))
    fields = {"programmes": "programmes", "roadmaps": "roadmaps", "pairs": "cases", "practices": "practices"}
    fields |= {"mentors": "mentors", "media": "pictures"}
    if not isinstance(card, Card):
        return book
    name = fields[card.KIND]
    others = tuple(other for other in getattr(book, name) if other.slug != card.slug)
    changed: dict[str, Any] = {name: (*others, card)}
    return replace(book, **changed)


@cache
def _book() -> Casebook:
    """The school of this repository with its programmes only; the links of all its cards hold."""
    whole = pipeline.load(ROOT, today=TODAY).book
    return replace(whole, roadmaps=(), cases=(), practices=(), mentors=(), pictures=(), own_pages=())


@cache
def _converter() -> Markdown:
    """The Markdown of mkdocs.yml."""
    return Markdown(extensions=extensions())


def extensions(*more: str) -> list[Any]:
    """The extensions of mkdocs.yml but the sanitiser, and more."""
    settings = (
        (ROOT / "mkdocs.yml").read_text("utf-8").replace("!!python/name:mentoring.russian.heading_id", "slug")
    )
    named = [
        name if isinstance(name, str) else next(iter(name))
        for name in yaml.safe_load(settings)["markdown_extensions"]
    ]
    from markdown.extensions.tables import TableExtension
    from markdown.extensions.toc import TocExtension

    plain = [name for name in named if name not in {"mentoring.sanitiser", "tables", "toc"}]
    anchors = TocExtension(slugify=russian.heading_id, permalink=False)
    return [*plain, TableExtension(use_align_attribute=True), anchors, *more]


def _kind(path: str) -> Any:
    if path.startswith("docs/"):
        return OwnPage
    folder, _, name = path.removeprefix("cases/").partition("/")
    return FOLDERS[folder] if name else FILES[folder]


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooSlowError(f"longer than {seconds} s")

    if not hasattr(signal, "SIGPROF"):  # Windows: the limit is not watched there
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# Mutation


def mutated(seed: int, number: int) -> Mutant:
    """The mutant of a seed and a number, always the same."""
    chance = random.Random(f"{seed}:{number}")
    path, content = chance.choice(originals())
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        content = chance.choice(MUTATIONS)(content, chance)
    return Mutant(path, content[:400_000])


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """The valid files of the repository and of the base of the slips."""
    files = [
        *(path for path in (ROOT / "cases").rglob("*.md")),
        *(ROOT / "cases" / name for name in FILES if (ROOT / "cases" / name).is_file()),
        *(path for path in (ROOT / "docs").rglob("*.md") if "dev" not in path.parts),
    ]
    found = [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in sorted(files)]
    return (*found, *((path, content) for path, content in slips.base().items()))


@cache
def _pieces() -> tuple[bytes, ...]:
    """What is spliced in: lines of the slips, and tokens that mean something to YAML, Markdown or HTML."""
    base = {line for content in slips.base().values() for line in content.split(b"\n")}
    lines = {
        line[:400]
        for slip in slips.rows().values()
        for content in slip.files.values()
        if len(content) < 200_000
        for line in content.split(b"\n")
    }
    return (*sorted(lines - base), *(token.encode("utf-8", "surrogatepass") for token in _TOKENS))


_TOKENS = (
    *("---", "—", "...", ": ", " #", "- ", "? ", "&a ", "*a", "!!str ", "!", "%YAML 1.2", "|", ">-", "~", "null", "{", "}"),
    *("[", "]", ",", '"', "'", "\t", "\u00a0", "\u200b", "\u2028", "\x85", "\ufeff", "\ufffd", "\x00", "\x1b[2J", "\r", "\n\n"),
    *("<", "</", "<script>", "<!--", "-->", "<![CDATA[", "<?", "<a href=", "&#x", "&lt;", "`", "```", "~~~", "$", "\\", "\\e"),
    *("![x](", "](", "[^1]", "[a]: ", "{: #x onclick=a }", "<div markdown>", "</div>", "{{ x }}", "{%", "|a|b|", "::error::", "^^", "~~"),
    *("31.02.2026", "2026-13-01", "0001-01-01", "99999", "1e999", ".inf", "-0", "010", "12:30", "1,5", "да", "On", "2025/27", "9" * 400),
    *("сентябрь – май", "до 31.02", "еженедельно", "1–10 числа каждого месяца", "в течение 0 дней", "XX век", "30 февраля 2026", "II полугодие"),
    *("\ud83d\ude00", "\u0301", "й", "İ", "ß", "\u202e", "؀", "\U0001f468\u200d\U0001f469", "ﷺ", "Ⅳ", "²", "½", "٣"),
)  # fmt: skip


def _flip(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return b"-"
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _swap(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    if len(text) < 2:
        return content
    at = chance.randrange(len(text) - 1)
    return (text[:at] + text[at + 1] + text[at] + text[at + 2 :]).encode()


def _without(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    at, length = chance.randrange(len(text) + 1), chance.choice((1, 1, 2, 5, 40))
    return (text[:at] + text[at + length :]).encode()


def _splice(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    at = chance.randrange(len(text) + 1)
    piece = chance.choice(_pieces()) * chance.choice((1, 1, 1, 2, 30))
    return text[:at].encode() + piece + text[at:].encode()


def _lines(
    change: Callable[[list[bytes], int, random.Random], None],
) -> Callable[[bytes, random.Random], bytes]:
    def mutate(content: bytes, chance: random.Random) -> bytes:
        lines = content.split(b"\n")
        change(lines, chance.randrange(len(lines)), chance)
        return b"\n".join(lines)

    return mutate


def _delete(lines: list[bytes], at: int, chance: random.Random) -> None:
    del lines[at : at + chance.choice((1, 1, 2, 5))]


def _double(lines: list[bytes], at: int, chance: random.Random) -> None:
    lines[at:at] = lines[at : at + chance.choice((1, 1, 3))] * chance.choice((1, 1, 2, 50))


def _indent(lines: list[bytes], at: int, chance: random.Random) -> None:
    plain = lines[at].lstrip()
    lines[at] = (
        chance.choice((b"", b" ", b"  ", b"    ", b"\t", b"  - ", "\u00a0".encode(), b"        ")) + plain
    )


def _line(lines: list[bytes], at: int, chance: random.Random) -> None:
    lines.insert(at, chance.choice(_pieces()))


def _value(lines: list[bytes], at: int, chance: random.Random) -> None:
    """Put another value after the colon of a line."""
    places = [number for number, line in enumerate(lines) if b": " in line]
    if places:
        at = chance.choice(places)
        key, colon, _ = lines[at].partition(b": ")
        lines[at] = key + colon + _random_value(chance).encode("utf-8", "surrogatepass")


def _random_value(chance: random.Random, depth: int = 0) -> str:
    kind = chance.randrange(10)
    if kind < 4 or depth > 3:
        return chance.choice(_TOKENS[-70:])
    if kind == 4:
        return "[" + ", ".join(_random_value(chance, depth + 1) for _ in range(chance.randrange(4))) + "]"
    if kind == 5:
        inner = (f"k{index}: {_random_value(chance, depth + 1)}" for index in range(chance.randrange(4)))
        return "{" + ", ".join(inner) + "}"
    if kind == 6:
        return _random_schedule(chance)
    if kind == 7:
        return (
            '"'
            + "".join(
                chr(chance.choice((chance.randrange(32, 0x500), chance.randrange(0x2000, 0x2100))))
                for _ in range(chance.randrange(30))
            )
            + '"'
        )
    if kind == 8:
        return f"{chance.randrange(-5, 40)}.{chance.randrange(14):02}.{chance.choice((0, 26, 1899, 2025, 2026, 9999))}"
    return chance.choice(
        ("слово", "x" * chance.choice((1, 300, 30_000)), "", "~", "|\n  текст\n  ещё", str(chance.random()))
    )


def _random_schedule(chance: random.Random) -> str:
    words = ("сентябрь", "мая", "до", "с", "по", "–", "2025", "2026/27", "раз в", "неделю", "1", "15", ".", "31.12.2025", "г.",
             "ежемесячно", "в течение", "года", "через", "после", "II", "четверть", ",", ";", "и", "(", ")", "каждый", "вторник", "далее", "30")  # fmt: skip
    said = " ".join(chance.choice(words) for _ in range(chance.randrange(1, 9)))
    parse_schedule(said, None)
    return said


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _swap,
    _without,
    _splice,
    _splice,
    _lines(_delete),
    _lines(_double),
    _lines(_indent),
    _lines(_line),
    _lines(_value),
    _lines(_value),
)


def smallest(mutant: Mutant, error: type[Exception]) -> Mutant:
    """Take pieces away as long as the same kind of failure comes."""
    lines = mutant.content.split(b"\n")
    size = len(lines) // 2 or 1
    deadline = time.monotonic() + 30
    while size and time.monotonic() < deadline:
        at = 0
        while at < len(lines) and time.monotonic() < deadline:
            fewer = lines[:at] + lines[at + size :]
            _, found = tried(Mutant(mutant.path, b"\n".join(fewer)), whole=True)
            if type(found) is error:
                lines = fewer
            else:
                at += size
        size //= 2
    return Mutant(mutant.path, b"\n".join(lines))


def _options(arguments: list[str]) -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first mutant")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
