"""Where a person is still named: the author's files, the built site, kept releases and archives, searched one by one."""

import re
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mentoring.casebook import Casebook
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import Person
from mentoring.privacy.looking import look
from mentoring.privacy.names import People
from mentoring.privacy.scan import scan

SOURCES = ("cases", "docs")
"""Folders of the author; what names somebody there is mended by hand."""
KEPT = (".releases", "releases", "kit", "kits", "dist", ".site.old")
"""Folders beside the site where older releases and kits are kept."""
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
MOST = 2_000_000_000
"""The most bytes an archive may unpack to; a larger one is told as not looked into."""


@dataclass(frozen=True, order=True)
class Held:
    """One file that names somebody, or that could not be looked into."""

    place: str
    """`source`, `site`, `kept`."""
    path: str
    """From the project, with `/`; inside an archive after `!/`."""
    kind: str
    """`card`, `page`, `feed`, `data`, `picture`, `file`, `unread`."""
    lines: tuple[int, ...] = ()
    how: str = "named"
    """`named`: the words stand there; `linked`: a card refers to the mentor's card; `shown`: declared on a
    picture; `own`: the mentor's own card."""


def places(root: Path, also: Iterable[Path] = ()) -> list[Path]:
    """The kept releases, kits and archives of a project, and what else was named."""
    found = [root / name for name in KEPT if (root / name).exists()]
    found += [path for path in sorted(root.iterdir()) if path.is_file() and _is_archive(path)]
    return list(dict.fromkeys((*found, *also)))


def holdings(
    root: Path, person: Person, site: Path, kept: Iterable[Path], looked_at: frozenset[str] = frozenset()
) -> list[Held]:
    """Every file that names a person in any form: sources, the built site, everything kept.

    `looked_at` are the files, where they stand on the site, whose pictures somebody has declared.
    """
    people = People((person,))
    found = [
        held
        for name in SOURCES
        if (root / name).is_dir()
        for held in _in_folder(root / name, name, "source", people, looked_at)
    ]
    if site.is_dir():
        found += _in_folder(site, site.name, "site", people, looked_at)
    for path in kept:
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        found += _in_any(path, shown, people)
    return sorted(set(found))


def referring(slug: str, book: Casebook) -> list[Held]:
    """The cards and pictures that refer to a mentor's card: they fall back to the role by themselves."""
    found = [Held("source", case.file, "card", how="linked") for case in book.cases_by_mentor.get(slug, ())]
    for picture in book.pictures:
        if slug in picture.mentors:
            found.append(Held("source", picture.file, "card", how="shown"))
            found.append(Held("source", f"cases/media/{picture.picture}", "picture", how="shown"))
    mentor = book.mentors_by_slug.get(slug)
    if mentor:
        found.append(Held("source", mentor.file, "card"))
        if mentor.photo:
            found.append(Held("source", f"cases/media/{mentor.photo}", "picture", how="shown"))
    return found


def without_name(path: str, person: Person) -> str:
    """A path for a public log: a part of it that names the person is left out."""
    people = People((person,))
    return "/".join("…" if _names(part, people) else part for part in path.split("/"))


def _in_any(path: Path, shown: str, people: People) -> Iterator[Held]:
    if path.is_dir():
        yield from _in_folder(path, shown, "kept", people)
        for archive in sorted(path.rglob("*")):
            if archive.is_file() and _is_archive(archive):
                yield from _in_archive(archive, f"{shown}/{archive.relative_to(path).as_posix()}", people)
    elif path.is_file() and _is_archive(path):
        yield from _in_archive(path, shown, people)
    elif path.is_file():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / path.name).write_bytes(path.read_bytes())
            for held in _in_folder(Path(folder), "", "kept", people):
                yield Held("kept", shown, held.kind, held.lines)
    else:
        yield Held("kept", shown, "unread")


def _in_archive(path: Path, shown: str, people: People) -> Iterator[Held]:
    """Look into an archive, and into the archives in it; nothing unpacked stays."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            _unpack(path, Path(folder))
        except (OSError, RuntimeError, ValueError, zipfile.BadZipFile, tarfile.TarError, EOFError):
            yield Held("kept", shown, "unread")
            return
        yield from _in_any_folder_of_archive(Path(folder), f"{shown}!", people)


def _in_any_folder_of_archive(folder: Path, shown: str, people: People) -> Iterator[Held]:
    yield from _in_folder(folder, shown, "kept", people)
    for inner in sorted(folder.rglob("*")):
        if inner.is_file() and _is_archive(inner):
            yield from _in_archive(inner, f"{shown}/{inner.relative_to(folder).as_posix()}", people)


def _unpack(path: Path, folder: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST:
                raise ValueError("too large")
            archive.extractall(folder)
        return
    with tarfile.open(path) as archive:
        if sum(member.size for member in archive.getmembers()) > MOST:
            raise ValueError("too large")
        archive.extractall(folder, filter="data")


def _in_folder(
    folder: Path, shown: str, place: str, people: People, looked_at: frozenset[str] = frozenset()
) -> Iterator[Held]:
    seen: dict[str, list[str]] = {}
    for leak in scan(folder, lambda text: _declared(text, people), looked_at):
        seen.setdefault(leak.path, []).append(leak.what)
    for path, found in seen.items():
        named = "declared" in found
        if not named and ("unreadable" not in found or _is_archive(Path(path))):
            continue
        kind = _kind(path, place) if named else "unread"
        where = f"{shown}/{path}" if shown else path
        yield Held(place, where, kind, _lines(folder / path, people) if named and place == "source" else ())


def _declared(text: str, people: People) -> list[Finding]:
    return [one for one in look(text, people) if one.kind is FindingKind.DECLARED]


def _names(text: str, people: People) -> bool:
    return bool(_declared(re.sub(r"[_.]", " ", text), people))


def _lines(file: Path, people: People) -> tuple[int, ...]:
    """The lines, from 1, of a text file on which the name begins."""
    if file.suffix.lower() not in {".md", ".yml", ".yaml", ".txt", ".csv"}:
        return ()
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(sorted({text.count("\n", 0, one.start) + 1 for one in _declared(text, people)}))


def _kind(path: str, place: str) -> str:
    file = PurePosixPath(path)
    name, suffix = file.name.lower(), file.suffix.lower()
    if place == "source":
        return "card" if suffix in {".md", ".yml"} else "picture" if suffix in _PICTURES else "file"
    if name.startswith("sitemap"):
        return "data"
    return _KINDS.get(suffix, "picture" if suffix in _PICTURES else "file")


_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"})
_KINDS: Mapping[str, str] = {".html": "page", ".xml": "feed", ".json": "data", ".gz": "data"}


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(ARCHIVES)
