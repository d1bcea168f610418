"""The scan of finished output: everything a build wrote is read again, whatever made it; this look is the authority."""

import base64
import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from importlib import metadata, resources
from pathlib import Path
from urllib.parse import unquote

from mentoring import pagefind, russian
from mentoring.privacy import texts
from mentoring.privacy.clean import Clean
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.looking import look


@dataclass(frozen=True)
class Leak:
    """Something in a finished file that must not be published."""

    path: str
    """Under the site, with `/`; it may hold a name itself: `shown` never does."""
    what: str
    """`declared`, `probable`, `identifier`, `sensitive`, `foreign-host`, `unknown-type`, `unreadable`."""
    detail: str
    """The sort of thing; never the name itself."""
    person: str = ""
    where: str = ""
    """Where in the file, in the words of a curator."""
    words: str = field(default="", repr=False)
    """What gave it away: for the terminal of the author only."""
    shown: str = ""
    """The path fit for a public log."""


Look = Callable[[str], Sequence[Finding]]
"""What a text gives away and may not: the gate leaves out what a consent covers or a review resolved."""


def scan(
    site: Path, look: Look = look, seen: frozenset[str] = frozenset(), clean: Clean | None = None
) -> Iterator[Leak]:
    """Read every file of a finished site, a folder or a zip, and tell what must not be in it.

    `seen` names the files whose pictures and pages without text somebody has looked at. Files that came unchanged
    with the theme are known by their content and passed over: they are not an author's and hold no text of his.
    What is `clean` is not looked at again; what is found to be so is added.
    """
    eye = _Eye(look, clean or Clean())
    for path, content in _files(site):
        if content is None:
            yield Leak(path, "unreadable", _BROKEN, shown=path)
            continue
        mark = eye.clean.mark(f"file {path}", content)
        if eye.clean.knows(mark) or _is_of_theme(content):
            continue
        named = eye.found(unquote(path).replace("/", " / "))
        shown = _masked(path, eye) if named else path
        told: set[tuple[str, str, str]] = set()
        found = [] if _repeats_its_page(site, path, content) else list(_told(path, content, eye))
        if not found and not named:
            eye.clean.add(mark)
        for finding, where in found:
            if finding == "unreadable" and where != _BROKEN and path in seen:
                continue
            if isinstance(finding, Finding):
                key = (str(finding.kind), finding.what, finding.person)
                if key not in told:
                    told.add(key)
                    yield Leak(path, *key, where, finding.text, shown)
            elif (finding, where, "") not in told:
                told.add((finding, where, ""))
                yield Leak(path, finding, where, shown=shown)


def _files(site: Path) -> Iterator[tuple[str, bytes | None]]:
    """Every file with its content; None for one that cannot be opened."""
    if site.is_file():
        try:
            yield from sorted(texts.archives.members(site.read_bytes(), site.name))
        except texts.Unreadable:
            yield site.name, None
        return
    for file in sorted(site.rglob("*")):
        if file.is_symlink() or file.is_file():
            path = file.relative_to(site).as_posix()
            try:
                yield path, file.read_bytes()
            except OSError:
                yield path, None


def _told(path: str, content: bytes, eye: "_Eye") -> Iterator[tuple[Finding | str, str]]:
    """What was found in a file, with its place; a string is the name of what is wrong with the file itself."""
    ending = texts.ending_of(path)
    if ending not in texts.READERS:
        yield "unknown-type", ending or "без окончания"
    for finding in eye.found(unquote(path).replace("/", " / ")):
        yield finding, "имя файла"
    said = ""
    try:
        for piece in texts.pieces(content, path):
            for seen, where, in_address in eye.at(piece):
                if in_address:
                    said = said or f"-{russian.slug(texts.said(content))}-"
                    if f"-{in_address}-" in said:
                        continue  # an anchor of Russian words that stand in this file and were judged there
                yield seen, where
    except (texts.Unreadable, zipfile.BadZipFile, RecursionError):
        yield "unreadable", _BROKEN


def _repeats_its_page(site: Path, path: str, content: bytes) -> bool:
    """Whether the search says of a page only what the page says, word by word: that is read block by block already."""
    if texts.ending_of(path) != ".pf_fragment" or not site.is_dir():
        return False
    try:
        url, text = texts.pagefind.told(content, path)
        page = site / unquote(url).lstrip("/")
        told = (page / "index.html" if url.endswith("/") else page).read_text(encoding="utf-8")
    except (texts.Unreadable, OSError, UnicodeError):
        return False
    return frozenset(_WORD.findall(text)) <= frozenset(_WORD.findall(unescape(told)))


_WORD = re.compile(r"\w+")

_BROKEN = "файл не читается"
"""Nobody can have looked at what cannot be opened."""


_Seen = tuple[Finding | str, str, str]
"""What was found, its place in the words of a curator, and the words around it where it is part of an address."""


@dataclass(frozen=True)
class _Eye:
    """Looks at each text once, however often it is met."""

    look: Look
    clean: Clean
    judged: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    blocks: dict[int, tuple[object, list[_Seen]]] = field(default_factory=dict)
    """What was found in the blocks met so far, by identity; the block is held, so that the number stays its own."""

    def at(
        self, piece: texts.Piece | texts.Unseen | texts.Asks | texts.Block | texts.Sealed
    ) -> Sequence[_Seen]:
        if isinstance(piece, texts.Block):
            known = self.blocks.get(id(piece))
            if known is None:
                known = self.blocks[id(piece)] = (piece, [one for part in piece for one in self.at(part)])
            return known[1]
        if isinstance(piece, texts.Sealed):
            mark = self.clean.mark("sealed", piece.text)
            if self.clean.knows(mark):
                return ()
            inside = [one for part in piece.pieces() for one in self.at(part)]
            if not inside:
                self.clean.add(mark)
            return inside
        if isinstance(piece, texts.Unseen):
            return (("unreadable", piece.what, ""),)
        if isinstance(piece, texts.Asks):
            return (("foreign-host", piece.host, ""),)
        return [
            (finding, piece.where, _in_address(finding, piece.text)) for finding in self.found(piece.text)
        ]

    def found(self, text: str) -> tuple[Finding, ...]:
        """What a text gives away, as it stands and with the addresses in it read."""
        found = self.judged.get(text)
        if found is None:
            found = tuple(self.look(text))
            for sign, pattern, read in _WRITTEN:
                if sign in text and pattern.search(text):
                    found = (*found, *self.look(pattern.sub(read, text)))
            self.judged[text] = found
        return found


def _in_address(finding: Finding, text: str) -> str:
    """A probable name in Latin letters with the words next to it in an anchor or a slug; empty for anything else."""
    if finding.kind is not FindingKind.PROBABLE or text[finding.start : finding.end] != finding.text:
        return ""
    around = _ADDRESS.match(text, _begin_of_word(text, finding.start))
    return around[0] if around and around.end() >= finding.end else ""


def _begin_of_word(text: str, start: int) -> int:
    """Where the word before this one begins, if a hyphen joins them."""
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST), start)
    return before.start() if before else start


_ADDRESS = re.compile("[a-z0-9]+(?:-[a-z0-9]+){0,2}")
_WORD_BEFORE = re.compile("[a-z0-9]+-$")
_LONGEST = 64


def _masked(path: str, eye: _Eye) -> str:
    """The path with every part left out that names somebody."""
    parts = ["…" if eye.found(unquote(part)) else part for part in path.split("/")]
    if "…" in parts:
        return "/".join(parts)
    return f"…{texts.ending_of(path)}"  # the name is told by two parts together


def _is_of_theme(content: bytes) -> bool:
    return bool(content) and _digest(content) in _published()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


@cache
def _published() -> frozenset[str]:
    """What the package and its search bring, and what the engine and its theme carry, as their installation noted it down.

    Source: PyPA, Recording installed projects, RECORD.
    """
    brought = resources.files("mentoring").joinpath("assets")
    found = {_digest(file.read_bytes()) for file in brought.iterdir() if file.is_file()}
    found |= {_digest(content) for content in pagefind.own_files()}
    for package in ("mkdocs", "mkdocs-material"):
        try:
            files = metadata.files(package) or []
        except metadata.PackageNotFoundError:
            continue
        found |= {file.hash.value for file in files if file.hash and file.hash.mode == "sha256" and file.size}
    return frozenset(found)


def _punycode(match: re.Match[str]) -> str:
    try:
        return match[0].encode("ascii").decode("idna")
    except UnicodeError:
        return match[0]


_WRITTEN: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("xn--", re.compile(r"\bxn--[a-z0-9-]+", re.I), _punycode),
    ("%", re.compile(r"(?:%[C-F][0-9A-F]){3,}", re.I), lambda match: unquote(match[0], "cp1251", "replace")),
)
"""How letters hide in an address: in the name of a host, in a code page."""
