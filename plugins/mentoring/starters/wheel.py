"""The program as a wheel in `vendor/`: where it is taken from, and the line with its hash by which pip installs it."""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring import __version__, carried
from mentoring.undoable import Refused

FOLDER = "vendor"
LOCK = f"{FOLDER}/program.lock"
NAME = re.compile(r"mkdocs_mentoring-([0-9]+(?:\.[0-9]+)*)(?:-[0-9]\w*)?-py3-none-any\.whl")


@dataclass(frozen=True)
class Wheel:
    """A wheel that has been looked into."""

    name: str
    version: tuple[int, ...]
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def lock(self) -> str:
        """The line pip installs it by; with another hash it installs nothing."""
        return (
            "# Программа этого сайта и её контрольная сумма; меняет команда `python scripts/site.py upgrade`.\n"
            f"./{FOLDER}/{self.name} --hash=sha256:{self.digest}\n"
        )


def read(file: Path) -> Wheel:
    """Look into a wheel: its name, its version, whether it is whole.

    Raises:
        Refused: it is something else.
    """
    found = NAME.fullmatch(file.name)
    if found is None:
        raise Refused(
            f"Файл {file.name} — не наша программа: её файл называется `mkdocs_mentoring-ВЕРСИЯ-py3-none-any.whl`."
            " Возьмите его там, где выложен выпуск, и не переименовывайте."
        )
    try:
        with zipfile.ZipFile(file) as archive:
            broken = archive.testzip()
            inside = archive.namelist()
            told = archive.read(f"mkdocs_mentoring-{found[1]}.dist-info/METADATA").decode()
    except OSError as error:
        raise Refused(f"Файл {file.name} не открывается ({error.strerror or error}).") from None
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        raise Refused(f"Файл {file.name} повреждён или пересобран. Скачайте его заново.") from None
    says = re.search(r"(?m)^Version: (\S+)$", told)
    if broken or not says or says[1] != found[1] or "mentoring/__init__.py" not in inside:
        raise Refused(f"Файл {file.name} повреждён: внутри не то, что обещает имя. Скачайте его заново.")
    return Wheel(file.name, numbers(found[1]), file.read_bytes())


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def vendored(root: Path) -> Wheel | None:
    """The wheel a school's repository names, if it is one.

    Raises:
        Refused: its hash is not the one that is written down, or it is gone.
    """
    try:
        line = next(line for line in (root / LOCK).read_text("utf-8").splitlines() if line.startswith("./"))
    except (OSError, StopIteration):
        return None
    path, _, digest = line.partition(" --hash=sha256:")
    wheel = read(root / path)
    if wheel.digest != digest.strip():
        raise Refused(
            f"Файл {path.removeprefix('./')} не тот: его контрольная сумма другая, чем записана в {LOCK}."
            f" Верните прежний: `git checkout -- {FOLDER}`."
        )
    return wheel


def own(root: Path, given: Path | None = None) -> Wheel:
    """The wheel of the running program: the one that is named, that of the project, or one made of the checkout.

    Raises:
        Refused: there is none.
    """
    if given:
        return read(given)
    wheel = vendored(root)
    if wheel:
        return wheel
    if not carried.is_checkout():
        raise Refused(
            "Откуда взять программу для новой школы, неизвестно: назовите её файл —"
            f" `--wheel mkdocs_mentoring-{__version__}-py3-none-any.whl`."
        )
    with _built() as file:
        return read(file)


@contextmanager
def _built() -> Iterator[Path]:
    """The wheel of this checkout; hatchling stands in every lock, because a checkout is installed with it."""
    with TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(build, cwd=carried.CHECKOUT, capture_output=True, check=False)
        files = list(Path(folder).glob("*.whl"))
        if done.returncode or not files:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise Refused(f"Собрать файл программы не получилось. {' '.join(last)}".strip())
        yield files[0]
