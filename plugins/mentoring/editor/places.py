"""The files the editor may read and write, and how they are written: whole or not at all."""

import errno
import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import Any

from mentoring import filenames, russian
from mentoring.attachments import ending_of
from mentoring.attachments.fault import PICTURES
from mentoring.cards import FILES, FOLDERS, Filed, OwnPage
from mentoring.shelf import OURS

MAX_PICTURE = 20_000_000
ATTACHED = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp", "pdf", "txt", "csv"})
"""What may be laid into `cases/files`; the reader of attachments judges what is in it."""


class Refused(Exception):
    """Something the editor does not do, told in Russian: what, and how to go on."""

    def __init__(self, what: str, fix: str = "", status: int = 400, **more: Any) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.status = status
        self.more = more
        """What the form needs to show it: the fields that are wrong, the remarks, the other version."""

    @property
    def told(self) -> dict[str, Any]:
        return {"what": self.what, "fix": self.fix, **self.more}


def model_of(path: str) -> type[Filed]:
    """The kind of card a file holds.

    Raises:
        Refused: it is none of the author's files.
    """
    parts = path.split("/")
    if any(part in {"", ".", ".."} or part.startswith((".", "~")) for part in parts) or _ODD.search(path):
        raise _outside(path)
    match parts:
        case ["cases", name] if name in FILES:
            return FILES[name]
        case ["cases", folder, name] if folder in FOLDERS and name.endswith(".md"):
            return FOLDERS[folder]
        case ["docs", *_, name] if name.endswith(".md") and "/".join(parts[:2]) not in OURS:
            return OwnPage
    raise _outside(path)


_ODD = re.compile(r"[\x00-\x1f\\:]")


def _outside(path: str) -> Refused:
    return Refused(
        f"Файл «{_shown(path)}» редактор не открывает и не меняет.",
        "Он работает с карточками в cases/, страницами в docs/ и картинками в cases/media/.",
        403,
    )


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in path)[:100]


def card(root: Path, path: str) -> Path:
    """The file of a card, be it there or not.

    Raises:
        Refused: it lies elsewhere, or a link leads to it.
    """
    model_of(path)
    return _inside(root, path)


def attachment(root: Path, path: str) -> Path:
    """A picture or a document beside the cards, be it there or not.

    Raises:
        Refused: it lies elsewhere, is of another kind, or its name is no good for an address.
    """
    folder, _, name = path.rpartition("/")
    kinds = {"cases/media": PICTURES, "cases/files": ATTACHED}.get(folder)
    if kinds is None or _ODD.search(path):
        raise _outside(path)
    if ending_of(name) not in kinds:
        raise Refused(
            f"Файл «{_shown(name)}» сюда не положить: он другого вида.",
            f"Подойдут: {', '.join(sorted(kinds))}.",
        )
    if not _FILE_NAME.fullmatch(name):
        raise Refused(
            f"Имя файла «{_shown(name)}» не годится для адреса.",
            "Назовите его малыми латинскими буквами, цифрами и дефисами.",
        )
    return _inside(root, path)


_FILE_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.[a-z0-9]{2,5}")


def file_name(root: Path, name: str) -> str:
    """The name of an uploaded file in the spelling of addresses, and like no other file: `Урок 1.JPG` is `urok-1.jpg`."""
    stem, _, ending = re.split(r"[/\\]", name)[-1].rpartition(".")
    stem = russian.slug(stem)[:60].strip("-") or "fayl"
    found, number = f"{stem}.{ending.lower()}", 1
    while any((root / "cases" / folder / found).exists() for folder in ("media", "files")):
        number += 1
        found = f"{stem}-{number}.{ending.lower()}"
    return found


def _inside(root: Path, path: str) -> Path:
    """A path below the project that no link leads out of."""
    at = root
    for part in path.split("/"):
        at = at / part
        try:
            mode = at.lstat().st_mode
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            raise _outside(path) from None
        if stat.S_ISLNK(mode):
            raise Refused(
                f"На месте «{_shown(path)}» лежит ярлык: он может вести за пределы папки сайта.",
                "Положите на его место сам файл.",
                403,
            )
    return at


def new_path(root: Path, folder: str, title: str) -> str:
    """Where a new card is put: named after its title, and like no other file."""
    stem = russian.slug(title)[:60].strip("-") or "kartochka"
    if filenames.card_fault(f"{folder}/{stem}.md", stem):
        stem = f"{stem}-1"
    name, number = stem, 1
    while any((root / folder / f"{name}{ending}").exists() for ending in (".md", "")):
        number += 1
        name = f"{stem}-{number}"
    return f"{folder}/{name}.md"


# Bytes


def read(file: Path) -> bytes | None:
    """What a file holds; None where it is not there.

    Raises:
        Refused: it cannot be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise Refused(
            f"Файл «{file.name}» не открывается.",
            "Закройте его в других программах и проверьте, разрешено ли его читать.",
            500,
        ) from None


def mark(content: bytes | None) -> str:
    """What tells one state of a file from another."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def write(file: Path, content: bytes) -> None:
    """Put a file in the place of the old one, whole or not at all.

    Raises:
        Refused: the disk is full, or the folder may not be written; the old file is as it was.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
    except OSError as error:
        raise _unwritten(file, error) from None
    new = Path(name)
    try:
        with open(descriptor, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        new.chmod(mode)
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _unwritten(file, error) from None
    _sync(file.parent)


def _sync(folder: Path) -> None:
    """Have the new name reach the disk too; Windows has no such thing."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritten(file: Path, error: OSError) -> Refused:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return Refused(
            "На диске кончилось место: файл не записан, прежний цел.",
            "Освободите место и нажмите «Сохранить» ещё раз; форму не закрывайте.",
            507,
        )
    return Refused(
        f"Файл «{file.name}» не записан, прежний цел: {error.strerror}.",
        "Закройте его в других программах и проверьте права на папку.",
        500,
    )
