"""Everything a site is made of: pages, data, styles, the files of the school."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

from mentoring import attachments, checkout
from mentoring.exports import EXPORTS, calendars, colours, feed
from mentoring.exports.offered import offered
from mentoring.pages import (
    Asset,
    Edition,
    Page,
    manual,
    manual_privacy,
    manual_written,
    mentors,
    render,
)
from mentoring.publish import cleaned, redirects
from mentoring.publish.build import Stopped

PACKAGED = (
    "mentoring.css",
    "timeline.css",
    "timeline.js",
    "view.css",
    "view.js",
    "theme.js",
    "catalogue.js",
    "catalogue.css",
    "search.js",
    "fonts/golos-text-russian.woff2",
    "fonts/golos-text-signs.woff2",
    "fonts/golos-text-latin.woff2",
    "fonts/golos-text-accented.woff2",
    "fonts/golos-text-cyrillic.woff2",
    "fonts/golos-text-peoples.woff2",
    "fonts/OFL.txt",
)
"""What the package brings: styles, scripts (the timeline, the view for poor sight, the theme's habits), the typeface with its licence."""


def with_downloads(edition: Edition, root: Path) -> Edition:
    """The edition with the files it offers, made of the cards as they are now."""
    version = checkout.version(root)
    return replace(edition, downloads=offered(edition, version.told if version else ""))


def pages(edition: Edition) -> Iterator[Page]:
    yield from render(edition)


def assets(edition: Edition, root: Path) -> Iterator[Asset]:
    """The files of the site that are not pages: styles, data, and what published cards name."""
    for name in PACKAGED:
        yield Asset(f"assets/{name}", _packaged(f"assets/{name}"))
    yield Asset("assets/school.css", _school_colours(edition.book.school.colour))
    yield from edition.downloads
    offered = {one.path for one in edition.downloads}
    yield from (Asset(path, export(edition)) for path, export in EXPORTS.items() if path not in offered)
    yield from calendars.calendars(edition)
    if news := feed.feed(edition):
        yield Asset(feed.PATH, news)
    yield from redirects.redirects(edition)
    if manual.is_told(edition):
        from mentoring.exports.blanks import BLANKS  # Word takes a while to import

        for name, blank in BLANKS.items():
            yield Asset(f"{manual_privacy.BLANKS}/{name}", blank(edition.book.school))
    yield from manual_written.pictures(edition)
    for folder, name in _named_files(edition):
        file = root / "cases" / folder / name
        unfit = f"cases/{folder}/{name}" in edition.book.unfit
        if file.is_file() and not file.is_symlink() and not unfit:
            target = edition.book.shown_as.get(f"{folder}/{name}", f"{folder}/{name}")
            try:
                yield Asset(target, cleaned.content(root, file))
            except attachments.Spoilt:
                raise Stopped(
                    f"Файл cases/{folder}/{name} повреждён: прочесть его до конца не удалось.\n"
                    "Откройте его, сохраните заново и соберите сайт ещё раз. Прежний сайт не тронут."
                ) from None


def asset(path: str, edition: Edition, root: Path) -> bytes | None:
    """One file of the site that is no page, for a preview of one page: a style, a script, a picture, a document."""
    if path == "assets/school.css":
        return _school_colours(edition.book.school.colour)
    if path.removeprefix("assets/") in PACKAGED:
        return _packaged(path)
    for folder, name in _named_files(edition):
        if edition.book.shown_as.get(f"{folder}/{name}", f"{folder}/{name}") == path:
            file = root / "cases" / folder / name
            fit = f"cases/{folder}/{name}" not in edition.book.unfit
            try:
                return (
                    cleaned.content(root, file) if fit and file.is_file() and not file.is_symlink() else None
                )
            except attachments.Spoilt:
                return None
    return None


def _named_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Only files that a published card or the register names get out, by folder and name."""
    book = edition.book
    names = {paper.file for paper in book.documents.documents if paper.file}
    names |= {tool.file for practice in book.practices for tool in practice.tools if tool.file}
    yield from (("files", name) for name in sorted(names))
    photos = {
        mentor.photo for mentor in book.mentors if mentor.photo and mentors.may_show_photo(mentor, book)
    }
    pictures = {picture.picture for picture in book.pictures} | photos
    yield from (
        ("media", name) for name in sorted(pictures | ({book.school.logo} if book.school.logo else set()))
    )


def _packaged(name: str) -> bytes:
    return resources.files("mentoring").joinpath(name).read_bytes()


def _school_colours(colour: str | None) -> bytes:
    """The school's colour for the theme; text on it is black or white, whichever is readable."""
    if not colour:
        return b"/* school.yml: colour */\n"
    text = colours.text_on(colour)
    rules = f"--md-primary-fg-color:{colour};--md-primary-fg-color--dark:{colour};--md-primary-bg-color:{text};--m-brand:{colour};"
    links = f"--md-typeset-a-color:{colour};" if colours.on_white(colour) >= colours.READABLE else ""
    return f"[data-md-color-scheme] {{{rules}}}\n[data-md-color-scheme=default] {{{links}}}\n".encode()
