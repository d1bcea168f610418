"""How much the privacy gate finds and how often it asks for nothing: `python scripts/measure_privacy.py [--missed] [--json] [--keep]`.

The gate is developed on the `open` half; the `locked` half has other people and other texts, was written before the gate
was changed for the last time, and is only counted. The people in both are invented. Two limits: whoever wrote the snippets
also wrote the gate, and a mention counts as found when any part of it is found, because a question about a part makes
somebody read the line. Both proses name public persons, some densely on purpose: each of them is a question once for a site.
The open prose holds pieces that were locked until they had been counted once.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

import yaml

from mentoring.privacy import ner
from mentoring.privacy.dictionary import tags_of
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import given_names, latin_names, person_of
from mentoring.privacy.looking import look
from mentoring.privacy.names import People
from mentoring.rules.names import is_beside

DATA = Path(__file__).parent.parent / "tests" / "data" / "privacy"
KEPT = Path(__file__).parent.parent / "plugins" / "mentoring" / "data" / "measured.yml"
HALVES = {"open": "", "locked": "-locked"}
"""The halves and how the names of their files end."""
ORDINARY = "ordinary"
"""Prose with the public persons a school's site has, two in 3,000 characters; the locked one is dense with them."""
STRANGE = ("school", "second")
"""Proses of people who knew nothing of the rules; what they say is made up."""
LEAST = {"declared": 0.99, "undeclared": 0.85, "identifier": 0.95, "sensitive": 0.9}
"""The share of the mentions that must be found; of undeclared people without `[ner]`."""
WITH_NER = 0.92
"""The share of undeclared people with the extra `ner`, where it is installed."""
QUESTIONS = 2.0
"""The most questions in 10,000 characters of school prose that names nobody."""
WARM = 3_000_000
"""Characters a second when the words have been seen, in chunks of a paragraph or a line."""
COLD = 1_000_000
"""The same with every word new, the dictionary in memory."""
CHUNK = 10_000
OWN = frozenset({"nastavnik@example.org"})
"""The school's own address stands in every card of the prose; the gate is told of it, as on a site."""

COUNTED = {
    "declared": {FindingKind.DECLARED},
    "undeclared": {FindingKind.DECLARED, FindingKind.PROBABLE},
    "identifier": {FindingKind.IDENTIFIER},
    "sensitive": {FindingKind.SENSITIVE},
}


@dataclass(frozen=True)
class Snippet:
    """A text with its mentions, as the gate is shown it."""

    kind: str
    disguise: str
    text: str
    mentions: tuple[tuple[int, int], ...]
    half: str


@dataclass(frozen=True)
class Figure:
    """One measured share, rate or speed, and the bound it has to keep."""

    name: str
    half: str
    value: float
    bound: float
    is_least: bool
    count: int

    @property
    def holds(self) -> bool:
        return self.value >= self.bound if self.is_least else self.value <= self.bound


def snippets(half: str) -> Iterator[Snippet]:
    """Read the labelled snippets and put on the disguise each asks for."""
    for line in (DATA / f"snippets{HALVES[half]}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, disguise, told = line.split("\t")
            text, mentions = _marked(told.replace("⏎", "\n"), DISGUISES[disguise])
            yield Snippet(kind, disguise, text, mentions, half)


def people(half: str) -> People:
    read = yaml.safe_load((DATA / f"people{HALVES[half]}.yml").read_text("utf-8"))
    persons = []
    for identity, row in read.items():
        person = person_of(row["name"], identity)
        persons.append(
            type(person)(
                identity, person.surname, person.name, person.patronymic, tuple(row.get("aliases", ()))
            )
        )
    return People(tuple(persons))


def prose(half: str) -> list[str]:
    """School prose that names nobody, in chunks as the gate gets them: a paragraph or a line of a card."""
    ending = HALVES.get(half, f"-{half}")
    return [chunk for chunk in (DATA / f"prose{ending}.txt").read_text("utf-8").split("\n") if chunk.strip()]


def questions(half: str, plain: list[str], register: People) -> Iterator[Figure]:
    """How many questions are asked in 10,000 characters of prose, without the network and with it."""
    length = sum(map(len, plain))
    for twice in (False, True) if ner.is_installed() else (False,):
        asked = sum(len(_asked(chunk, look(chunk, register, OWN, twice=twice))) for chunk in plain)
        name = "questions in 10,000" + (" with ner" if twice else " characters")
        yield Figure(name, half, asked * CHUNK / max(1, length), QUESTIONS, False, length)


def _asked(chunk: str, found: list[Finding]) -> list[Finding]:
    """The findings a curator is asked about: the parts of one name are one."""
    pairs = zip([None, *found], found, strict=False)
    return [one for last, one in pairs if last is None or not is_beside(last, one, chunk)]


def measure(half: str, register: People) -> Iterator[Figure]:
    """The shares found and the questions asked in one half."""
    of_half = list(snippets(half))
    for kind, bound in LEAST.items():
        mentions = [(one, mention) for one in of_half if one.kind == kind for mention in one.mentions]
        found = sum(_is_found(one, mention, register) for one, mention in mentions)
        yield Figure(kind, half, found / max(1, len(mentions)), bound, True, len(mentions))
    if ner.is_installed():
        told = [(one, mention) for one in of_half if one.kind == "undeclared" for mention in one.mentions]
        found = sum(_is_found(one, mention, register, twice=True) for one, mention in told)
        yield Figure("undeclared with ner", half, found / max(1, len(told)), WITH_NER, True, len(told))
    yield from questions(half, prose(half), register)
    if half == "locked":
        for other in (ORDINARY, *STRANGE):
            yield from questions(other, prose(other), register)


def speeds() -> Iterator[Figure]:
    """Characters a second of processor time over the prose, cold and warm."""
    tags_of("слово"), given_names(), latin_names()
    chunks = prose("open")
    length = sum(map(len, chunks))
    register = people("open")
    look("Слово", register)  # the forms of the declared people are made once, before any text
    assert all((register.latin, register.near, register.beginnings, register.skeletons))
    tags_of.cache_clear()
    cold = _seconds(chunks, register)
    warm = min(_seconds(chunks, register) for _ in range(5))
    yield Figure("characters a second, cold", "all", length / cold, COLD, True, length)
    yield Figure("characters a second, warm", "all", length / warm, WARM, True, length)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument(
        "--missed", action="store_true", help="show what was missed or asked in the open half"
    )
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--keep", action="store_true", help="write what curators are told of into the manual")
    arguments = parser.parse_args()
    if arguments.missed:
        _show_missed(people("open"))
        return 0
    figures = [*speeds(), *(figure for half in HALVES for figure in measure(half, people(half)))]
    if arguments.keep:
        KEPT.write_text(_kept(figures), "utf-8")
    if arguments.json:
        print(json.dumps([{**asdict(figure), "holds": figure.holds} for figure in figures], indent=2))
    else:
        for figure in figures:
            value = f"{figure.value:,.0f}" if figure.bound > CHUNK else f"{figure.value:.3f}"
            sign, told = ("≥" if figure.is_least else "≤"), f"{figure.bound:,}"
            mark = "" if figure.holds else "  FAILS"
            print(f"{figure.half:7} {figure.name:32} {value:>12}  {sign} {told}  of {figure.count:,}{mark}")
        for half in HALVES:
            register = people(half)
            innocent = [one for one in snippets(half) if one.kind == "nobody"]
            asked = sum(bool(look(one.text, register)) for one in innocent)
            print(f"{half:7} hard snippets that name nobody: asked about {asked} of {len(innocent)}")
    return 0 if all(figure.holds for figure in figures) else 1


# Disguises of a mention


def _kept(figures: list[Figure]) -> str:
    """The figures of the texts nobody has tuned the gate by, for the curators' page."""
    told = {(figure.half, figure.name): round(figure.value, 3) for figure in figures}
    kept = {
        "declared": told["locked", "declared"],
        "undeclared": told["locked", "undeclared"],
        "undeclared_ner": told["locked", "undeclared with ner"],
        "questions": max(
            value for (half, name), value in told.items() if half != "open" and "questions" in name
        ),
    }
    return "# Written by `python scripts/measure_privacy.py --keep`.\n" + yaml.safe_dump(
        kept, sort_keys=False
    )


def _every(code: Callable[[str], str]) -> Callable[[str], str]:
    return lambda mention: "".join(code(letter) for letter in mention)


def _inside(mark: str) -> Callable[[str], str]:
    """Put something into the middle of the longest word."""

    def put(mention: str) -> str:
        word = max(re.findall(r"\w+", mention), key=len)
        middle = len(word) // 2
        return mention.replace(word, word[:middle] + mark + word[middle:], 1)

    return put


def _wrapped(before: str, after: str) -> Callable[[str], str]:
    def wrap(mention: str) -> str:
        word = max(re.findall(r"\w+", mention), key=len)
        return mention.replace(word, word[:2] + before + word[2:4] + after + word[4:], 1)

    return wrap


DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "upper": str.upper,
    "lower": str.lower,
    "entities": _every(lambda letter: f"&#{ord(letter)};"),
    "hexent": _every(lambda letter: f"&#x{ord(letter):X};"),
    "percent": quote,
    "json": lambda mention: json.dumps(mention)[1:-1],
    "nested": lambda mention: html.escape(json.dumps(mention)[1:-1]),
    "nfd": lambda mention: unicodedata.normalize("NFD", mention),
    "shy": _inside("\u00ad"),
    "zwsp": _inside("\u200b"),
    "wbr": _inside("<wbr>"),
    "comment": _inside("<!-- x -->"),
    "break": _inside("-\n"),
    "stress": _inside("\u0301"),
    "bold": _wrapped("**", "**"),
    "tag": _wrapped("<b>", "</b>"),
    "homoglyph": lambda mention: mention.translate(str.maketrans("аеорсухАЕОРСХ", "aeopcyxAEOPCX")),
    "spaced": lambda mention: " ".join(mention),
    "twice": lambda mention: html.escape(_every(lambda letter: f"&#{ord(letter)};")(mention)),
    "twicepercent": lambda mention: quote(quote(mention)),
    "percentlow": lambda mention: quote(mention).lower(),
    "plus": quote_plus,
    "jsonlow": lambda mention: json.dumps(mention)[1:-1].lower(),
    "shyentity": _inside("&shy;"),
    "softjoin": _inside("\u2060"),
    "namedentity": _inside("&zwnj;"),
    "newline": lambda mention: mention.replace(" ", "\n"),
    "brtag": lambda mention: mention.replace(" ", "<br>"),
    "nbspentity": lambda mention: mention.replace(" ", "&nbsp;"),
    "nbspzero": lambda mention: mention.replace(" ", "&#160;"),
    "thinspace": lambda mention: mention.replace(" ", "\u2009"),
    "letters": _every(lambda letter: f"<i>{letter}</i>"),
    "emphasis": lambda mention: f"*{mention[0]}*{mention[1:]}",
    "underscore": _wrapped("__", "__"),
    "strike": _wrapped("~~", "~~"),
    "tagname": str,
    "spacednbsp": lambda mention: mention.replace(" ", "\u00a0"),
}


def _marked(told: str, disguise: Callable[[str], str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    told = re.sub(r"<U\+([0-9A-F]{4})>", lambda code: chr(int(code[1], 16)), told)
    text, mentions, done = "", [], 0
    for match in re.finditer(r"\[\[(.+?)\]\]", told):
        text += told[done : match.start()]
        mention = disguise(match[1])
        mentions.append((len(text), len(text) + len(mention)))
        text, done = text + mention, match.end()
    return text + told[done:], tuple(mentions)


def _is_found(snippet: Snippet, mention: tuple[int, int], register: People, *, twice: bool = False) -> bool:
    start, end = mention
    found = look(snippet.text, register, twice=twice)
    return any(one.start < end and one.end > start for one in found if one.kind in COUNTED[snippet.kind])


def _seconds(chunks: list[str], register: People) -> float:
    begun = time.process_time()
    for chunk in chunks:
        look(chunk, register)
    return time.process_time() - begun


def _show_missed(register: People) -> None:
    for one in snippets("open"):
        if one.kind == "nobody":
            for finding in look(one.text, register):
                print(f"asked   {one.text!r}: {finding.kind} {finding.what} {finding.text!r}")
        elif not all(_is_found(one, mention, register) for mention in one.mentions):
            print(f"missed  {one.kind} {one.disguise}: {one.text!r}")
    for chunk in prose("open"):
        for finding in look(chunk, register, OWN):
            print(f"asked   {finding.kind} {finding.what} {finding.text!r} in {chunk[:80]!r}")


if __name__ == "__main__":
    sys.exit(main())
