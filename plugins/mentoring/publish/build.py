"""Building: check, render, swap, on a temporary folder beside the site; any failure leaves the old site as it was."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from mentoring import pagefind, reports
from mentoring.cards import FILES
from mentoring.deploy.folder import exchange
from mentoring.pipeline import Loaded
from mentoring.privacy import scan as scanning
from mentoring.publish import search
from mentoring.shelf import REGISTER


class Stopped(Exception):
    """A build that stopped before the old site was touched; the message is for the curator."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Build:
    """One build on its way; the engine's own rendering stands between the two tuples of steps."""

    site: Path
    """Where the finished site will stand."""
    loaded: Loaded
    hold_back: bool = False
    quote: bool = True
    """Whether the author's lines may be shown: not in public logs."""
    notes: list[str] = field(default_factory=list)
    lock: BaseFileLock | None = None
    """Held while the site is being built; the system takes it from a process that dies."""

    def __post_init__(self) -> None:
        if self.site.is_symlink():
            self.site = self.site.resolve()  # what is swapped is the folder, not the link to it

    @property
    def folder(self) -> Path:
        """The temporary folder, beside the site: a rename within one file system is atomic."""
        return self.site.parent / f".{self.site.name}.new"

    @property
    def old(self) -> Path:
        return self.site.parent / f".{self.site.name}.old"


Step = Callable[[Build], None]


def lock(build: Build) -> None:
    """Keep a second build of the same site from starting."""
    file = build.site.parent / f".cache/mentoring/{build.site.name}.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(file, blocking=False)
    try:
        held.acquire()
    except Timeout:
        raise Stopped(
            "Этот сайт уже собирается в другом окне. Дождитесь конца той сборки и повторите. Прежний сайт не тронут.",
            3,
        ) from None
    build.lock = held


def check(build: Build) -> None:
    """Stop at errors, unless the broken cards are to be held back; then name them."""
    errors = build.loaded.errors
    if not errors:
        return
    whole = [problem for problem in errors if problem.place.path in _OF_THE_WHOLE_SITE]
    if build.hold_back and not whole:
        held = "\n".join(f"  {path}" for path in sorted(build.loaded.held_back))
        build.notes.append(f"На сайт не попали карточки с ошибками:\n{held}")
        book = build.loaded.book
        lost = [
            case.file for case in book.cases if case.is_public and case.slug not in book.public.cases_by_slug
        ]
        if lost:
            files = "\n".join(f"  {path}" for path in lost)
            build.notes.append(f"Вместе с ними не попали кейсы этих программ:\n{files}")
        return
    lines = build.loaded.lines if build.quote else None
    raise Stopped(f"{reports.text(errors, lines)}\n{told_errors({p.place.path: 1 for p in errors})}")


_OF_THE_WHOLE_SITE = frozenset((*(f"cases/{name}" for name in FILES if name != "addresses.yml"), REGISTER))
"""Not one card but what all cards stand on: a consent is held against the school's address, a word may be sensitive, and
while the register cannot be read nobody knows who may not be named."""


def clean(build: Build) -> None:
    """Remove what a killed build left, and bring back a site it had only half put away."""
    if build.old.exists() and not build.site.exists():
        build.old.rename(build.site)
    for left in (build.folder, build.old):
        if left.exists():
            shutil.rmtree(left)


def swap(build: Build) -> None:
    """Put the new site in the place of the old one."""
    if not (build.folder / "index.html").is_file():
        raise Stopped("Новый сайт собран не до конца: в нём нет главной страницы. Прежний сайт не тронут.")
    if build.site.exists():
        exchange(build.folder, build.site, build.old)
    else:
        build.folder.rename(build.site)
    shutil.rmtree(build.folder, ignore_errors=True)  # what stays is cleaned before the next build


def release(build: Build) -> None:
    """End a build, finished or failed; where another one holds the lock, the temporary folder is that one's."""
    if build.lock is not None:
        shutil.rmtree(build.folder, ignore_errors=True)
        build.lock.release()
        build.lock = None


def index(build: Build) -> None:
    """Make the search of the finished site; the scan reads it like everything else."""
    try:
        search.index(build.folder, build.loaded.book.vocabulary)
    except pagefind.PagefindError as error:
        raise Stopped(
            f"Не получилось собрать поиск по сайту: {error}\nЗапустите `python scripts/site.py` ещё раз;"
            " если не поможет, пришлите этот текст разработчикам. Прежний сайт не тронут.",
            3,
        ) from None


def scan(build: Build) -> None:
    """Read the finished site again, whatever made it, and stop at anything that must not be published."""
    found = leaks(build.folder, build.loaded, quote=build.quote)
    build.loaded.gate.clean.keep()
    if found:
        told = "\n".join(f"  {line}" for line in found[:30])
        raise Stopped(
            f"В собранном сайте есть то, что публиковать нельзя ({len(found)}):\n{told}\n{_way_out(found)}"
            "\nПрежний сайт не тронут."
        )


def _way_out(found: list[str]) -> str:
    if any(line.startswith("files/") for line in found):
        return (
            "Как исправить: команда `python scripts/site.py names cases/files` покажет эти места в документах;"
            " уберите их в самом документе и соберите сайт ещё раз."
        )
    return (
        "Как исправить: команда `python scripts/site.py names cases docs` покажет эти места в карточках и страницах;"
        " если там ничего нет, пришлите этот список разработчикам."
    )


def leaks(site: Path, loaded: Loaded, *, quote: bool) -> list[str]:
    """What a finished site shows that must not be published, a line a page.

    A reviewed phrase holds in a finished page wherever its exact words stand: what page came of which file is not asked.
    """
    gate = loaded.gate
    found = scanning.scan(site, gate.look, loaded.book.looked_at, gate.clean)
    pages: dict[str, dict[str, list[str]]] = {}
    for leak in found:
        places = pages.setdefault(leak.path if quote else leak.shown, {}).setdefault(LEAKS[leak.what], [])
        places.append(leak.where or leak.detail)
    return [f"{page}: {_told_of_page(told)}" for page, told in pages.items()]


def _told_of_page(told: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{what} ({', '.join(dict.fromkeys(places))})" for what, places in told.items())


LEAKS = {
    "declared": "назван человек без согласия",
    "probable": "похоже, назван человек",
    "identifier": "есть сведения о человеке",
    "sensitive": "есть слово о здоровье, учёте, семье или вере рядом с человеком",
    "foreign-host": "страница обращается к чужому сайту",
    "unknown-type": "файл неизвестного вида",
    "unreadable": "файл не читается",
}
"""What the scan can find, in the words of a curator."""


BEFORE_RENDER: tuple[Step, ...] = (lock, clean, check)
AFTER_RENDER: tuple[Step, ...] = (index, scan, swap)
"""The steps of a build; MkDocs renders between the two."""


def told_errors(files: Mapping[str, int]) -> str:
    """The last lines of a build that stopped."""
    return f"Файлов с ошибками: {len(files)}. Сайт не собран, прежний не тронут. Исправьте ошибки и соберите сайт ещё раз."
