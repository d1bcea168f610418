"""What an earlier run found nothing in: digests that only the holder of the private folder can make or try."""

import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mentoring import checkout
from mentoring.shelf import is_published, register_file

KEY = "scan.key"
"""The secret beside the private register; without a register it lies beside the digests."""


@dataclass(frozen=True)
class Clean:
    """Texts and files in which nothing was found while the people, the reviews and the program were the same.

    A text with a finding is never kept. The digests are keyed: who has them and not the key cannot try a guess.
    """

    file: Path | None = None
    """None keeps nothing."""
    key: bytes = b""
    known: frozenset[bytes] = frozenset()
    met: set[bytes] = field(default_factory=set)
    """What was asked for or added since."""

    def mark(self, sort: str, content: str | bytes) -> bytes:
        """The digest of a text or a file; the same words looked at in another way have another."""
        if self.file is None:
            return b""
        told = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return blake2b(sort.encode() + b"\0" + told, key=self.key, digest_size=_SIZE).digest()

    def knows(self, mark: bytes) -> bool:
        if mark in self.known:
            self.met.add(mark)
            return True
        return mark in self.met

    def add(self, mark: bytes) -> None:
        if self.file is not None:
            self.met.add(mark)

    def keep(self) -> None:
        """Write it down for the next run; where that cannot be done, the next run takes longer, and that is all."""
        if self.file is None or self.met <= self.known:
            return
        marks = self.known | self.met
        told = b"".join((_head(self.key), *(marks if len(marks) <= _MOST else self.met)))
        new = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(told)
            new.replace(self.file)
        except OSError:
            new.unlink(missing_ok=True)


def known(root: Path, state: str) -> Clean:
    """What is known to be clean in a project; `state` is everything a verdict depends on beside the text and the program."""
    folder = root / ".cache/mentoring"
    secret = _secret(root, folder)
    if secret is None:
        return Clean()
    key = blake2b(f"{_program()}\0{state}".encode("utf-8", "surrogatepass"), key=secret).digest()
    file = folder / "clean"
    try:
        told = file.read_bytes()
    except OSError:
        told = b""
    if told[:_SIZE] != _head(key) or len(told) % _SIZE:
        told = b""
    return Clean(file, key, frozenset(told[at : at + _SIZE] for at in range(_SIZE, len(told), _SIZE)))


def _head(key: bytes) -> bytes:
    """What stands before the digests and says which state they are of."""
    return blake2b(b"head", key=key, digest_size=_SIZE).digest()


def _secret(root: Path, folder: Path) -> bytes | None:
    """The random key of this project, made at first use; None where it could not be kept safe."""
    register = register_file(root)
    if register.is_file():
        folder = register.parent
    file = folder / KEY
    try:
        if register.is_file() and not file.is_file():
            if is_published(root, file) or checkout.is_ignored(root, file) is False:
                return None  # git would take the key along
        elif not file.is_file():
            folder.mkdir(parents=True, exist_ok=True)
        told = file.read_bytes() if file.is_file() else _made(file)
    except OSError:
        return None
    return told if len(told) == _SECRET else None


def _made(file: Path) -> bytes:
    secret = secrets.token_bytes(_SECRET)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(secret)
    return secret


@cache
def _program() -> str:
    """What looks, and the dictionaries it asks, by content and versions; whatever else a look depends on is in the state."""
    digest = blake2b(digest_size=_SIZE)
    for name, file in sorted(_sources(resources.files("mentoring.privacy"), "")):
        digest.update(name.encode() + b"\0" + file.read_bytes())
    told = [digest.hexdigest(), sys.version]
    for package in _ASKED:
        try:
            told.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            told.append(f"no {package}")
    return "; ".join(told)


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, name)
        elif entry.name.endswith(".py"):
            yield name, entry


_SIZE = 16
_SECRET = 32
_MOST = 2_000_000
"""Digests kept at most, 32 MB: then only those of this run."""
_ASKED = (
    *("pymorphy3", "pymorphy3-dicts-ru", "pytrovich", "pypdf", "mkdocs", "mkdocs-material"),
    *("slovnet", "navec", "natasha", "razdel", "dawg2", "dawg2-python", "DAWG-Python"),
)
