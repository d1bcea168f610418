"""A finished site becomes a kit: sheets to paste, files to upload, a start page with the order of steps."""

import hashlib
import json
import posixpath
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from lxml import html

from mentoring import russian
from mentoring.deploy.failures import Failure
from mentoring.deploy.folder import Folder
from mentoring.deploy.kit import addresses, notes, start
from mentoring.deploy.kit.addresses import Addresses
from mentoring.deploy.kit.fragments import Way, fragment, title
from mentoring.deploy.kit.notes import Notes
from mentoring.deploy.kit.sheets import Sheet, sheets

Gate = Callable[[Path], list[str]]
"""Read a folder as the scan does and tell what may not be published, a line each."""

LARGE = 5 * 1024 * 1024
"""Bytes of a file above which constructors often refuse it."""
_OF_THE_SYSTEM = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})


@dataclass(frozen=True)
class Made:
    """A kit that stands in its folder."""

    sheets: tuple[start.Row, ...]
    files: tuple[start.Row, ...]
    gone: tuple[str, ...]
    """Sheets that stand on the main site and are in no kit any more."""

    @property
    def to_paste(self) -> tuple[start.Row, ...]:
        return tuple(row for row in self.sheets if row.state != "same")

    @property
    def to_upload(self) -> tuple[start.Row, ...]:
        return tuple(row for row in self.files if row.state != "same")

    @property
    def large(self) -> tuple[start.Row, ...]:
        return tuple(row for row in self.files if row.size > LARGE)


def made(site: Path, folder: Path, *, gate: Gate, pasted: bool = False, dry: bool = False) -> Made:
    """Make a kit of a finished site: it stands in the folder whole, or the folder is as it was.

    `pasted` says that everything of the kit before is on the main site; `dry` only tells what the kit would be.

    Raises:
        Failure: the folder holds something else, its table of addresses cannot be read, or the gate refuses the kit.
    """
    folder = folder.resolve()  # of a link, what it leads to is renamed
    _mended(folder)
    before = _before(folder)
    if pasted:
        before = before.confirmed()
    try:
        catalogue = json.loads((site / "catalogue.json").read_bytes())
    except (OSError, ValueError):
        raise Failure("site-missing") from None
    table = _table(folder, catalogue)
    kit = _Kit(site, sheets(site, catalogue, table.own), table)
    fragments = {sheet.name: kit.fragment(sheet) for sheet in kit.sheets}
    titles = {sheet.name: title(kit.page(sheet.pages[0])) for sheet in kit.sheets}
    contents = {name: (site / path).read_bytes() for path, name in sorted(kit.files.items())}
    now = Notes(
        {name: _digest((titles[name] + text).encode()) for name, text in fragments.items()},
        {name: _digest(content) for name, content in contents.items()},
        before.pasted,
        before.uploaded,
    )
    rows = tuple(
        start.Row(name, titles[name], notes.state(name, now.sheets, now.pasted), len(text.encode()), table.of_page(name), text)
        for name, text in fragments.items()
    )  # fmt: skip
    files = tuple(
        start.Row(name, "", notes.state(name, now.files, now.uploaded), len(content), table.of_file(name))
        for name, content in contents.items()
    )
    gone = tuple(sorted(set(now.pasted) - set(now.sheets)))
    result = Made(rows, files, gone)
    if dry:
        return result
    written = {
        "index.html": start.page(
            rows, files, {name: table.of_page(name) for name in gone}, LARGE, table.site
        ).encode(),
        **{f"sheets/{name}.html": text.encode() for name, text in fragments.items()},
        **{f"files/{name}": content for name, content in contents.items()},
    }
    told = addresses.with_rows(table, fragments, contents)
    _stand(folder, written, now, addresses.written(told, titles).encode(), gate)
    return result


def purged(folder: Path, gate: Gate) -> bool:
    """Delete a kit that does not pass today's gate, but no file of others in its folder; tell whether it went."""
    folder = folder.resolve()
    told = notes.noted(folder)
    if told is None:
        raise Failure("kit-foreign", folder.name)
    with TemporaryDirectory(prefix="mentoring-kit-") as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        Path(copy, addresses.NAME).unlink(
            missing_ok=True
        )  # the curator's own; what it says stands in the sheets
        if not gate(Path(copy)):
            return False
    disk = Folder()
    ours = [path for path in disk.listing(str(folder)) if path in {*told.written, addresses.NAME, notes.NAME}]
    disk.remove(str(folder), ours)
    if not any(folder.iterdir()):
        folder.rmdir()
    return True


@dataclass
class _Kit:
    """A kit in the making."""

    site: Path
    sheets: tuple[Sheet, ...]
    table: Addresses
    files: dict[str, str] = field(default_factory=dict)
    """File of the site → its Latin name, for what the sheets met so far lead to."""

    def page(self, path: str) -> html.HtmlElement:
        return html.document_fromstring((self.site / path).read_text("utf-8"))

    def fragment(self, sheet: Sheet) -> str:
        return "".join(
            fragment(self.page(path), partial(self._way, path, sheet), folded=path != sheet.pages[0])
            for path in sheet.pages
        )

    def _way(self, page: str, here: Sheet, address: str) -> Way:
        parts = urlsplit(address.strip())
        if parts.scheme in {"http", "https", "mailto", "tel"} or (
            not parts.scheme and parts.path.startswith("/")
        ):
            return Way(address.strip())
        if parts.scheme or parts.netloc or not parts.path:
            return Way()
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        if target.startswith(".."):
            return Way()
        if (self.site / target).is_dir():
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if not (self.site / target).is_file():
            return Way()
        if target.endswith(".html"):
            sheet = next((sheet for sheet in self.sheets if target in sheet.pages), None)
            return Way(self.table.of_page(sheet.name) if sheet and sheet != here else "")
        name = self._named(target)
        return Way(self.table.of_file(name), f" (файл {name})")

    def _named(self, path: str) -> str:
        """The Latin name of a file, always the same one."""
        if path not in self.files:
            stem, ending = posixpath.splitext(posixpath.basename(path))
            name = f"{russian.slug(stem) or 'file'}{ending.lower()}"
            if name in self.files.values():
                name = f"{russian.slug(stem) or 'file'}-{_digest(path.encode())[:6]}{ending.lower()}"
            self.files[path] = name
        return self.files[path]


def _before(folder: Path) -> Notes:
    """The notes of the kit that stands in the folder; none where it is empty or new."""
    if not folder.exists():
        return Notes()
    told = notes.noted(folder) if folder.is_dir() else None
    ours = {*(told.written if told else ()), addresses.NAME, notes.NAME}
    there = (
        [file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()]
        if folder.is_dir()
        else [""]
    )
    foreign = sorted(
        path for path in there if path not in ours and posixpath.basename(path) not in _OF_THE_SYSTEM
    )
    if told is None and there:
        foreign = foreign or there
    if foreign:
        raise Failure("kit-foreign", ", ".join(foreign[:5]) or folder.name)
    return told or Notes()


def _table(folder: Path, catalogue: Mapping[str, dict[str, str]]) -> Addresses:
    """The table of addresses; a new one begins with the address of the school's site."""
    home = urlsplit(catalogue["school"].get("site") or "")
    try:
        table = addresses.parsed((folder / addresses.NAME).read_text("utf-8-sig"))
    except FileNotFoundError:
        table = Addresses(f"{home.scheme}://{home.netloc}" if home.netloc else "")
    except UnicodeDecodeError:
        raise Failure("kit-addresses", "файл не в кодировке UTF-8") from None
    others = table.hosts - {home.netloc.lower()}
    if catalogue["mentors"] and home.netloc and others:
        raise Failure("kit-consent", f"{home.netloc}, а листы пойдут на {', '.join(sorted(others))}")
    return table


def _stand(folder: Path, written: Mapping[str, bytes], now: Notes, table: bytes, gate: Gate) -> None:
    """Write the kit beside its folder, let the gate look at it, and put it in place in one step."""
    disk = Folder()
    part, aside = folder.with_name(f".{folder.name}.new"), _aside(folder)
    for left in (part, aside):
        disk.remove_tree(str(left))
    try:
        disk.make(str(part))
        told = Notes(now.sheets, now.files, now.pasted, now.uploaded, tuple(sorted(written)))
        disk.write(str(part), [*written.items(), (notes.NAME, told.as_bytes())])
        found = gate(part)
        if found:
            raise Failure("kit-refused", "\n".join(f"  {line}" for line in found[:20]))
        disk.write(str(part), [(addresses.NAME, table)])
        if folder.exists():
            disk.exchange(str(folder), str(part), str(aside))
        else:
            disk.rename(str(part), str(folder))
    finally:
        disk.remove_tree(str(part))


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _mended(folder: Path) -> None:
    """Bring back the kit before, with its table of addresses, where a run was killed between two renames."""
    if not folder.exists() and _aside(folder).is_dir():
        _aside(folder).rename(folder)


def _digest(content: bytes) -> str:
    """A sha256 in consonants: figures could pass for a number, «…ski» for a surname of a person, and the gate reads the notes."""
    return hashlib.sha256(content).hexdigest().translate(_LETTERS)


_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmpqrtvwx")
