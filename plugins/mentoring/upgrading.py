"""A newer program for a school: its wheel in `vendor/`, its files beside the cards, the cards in its version."""

import base64
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring import carried, migrations, undoable
from mentoring.cards import FILES, FOLDERS
from mentoring.shelf import OURS
from mentoring.source import MAX_BYTES
from mentoring.starters import wheel
from mentoring.starters.wheel import Wheel
from mentoring.undoable import Refused


@dataclass(frozen=True)
class Upgrade:
    """What is to be written, shown before it is."""

    change: undoable.Change
    """Cards, the wheel, its lock, the files of the program beside the cards."""
    told: tuple[str, ...] = ()
    """What is new in the cards, in sentences."""
    kept: tuple[str, ...] = field(default=())
    """The files of the program that the school has changed: they stay."""

    @property
    def cards(self) -> list[str]:
        return sorted(path for path in self.change.files if path.startswith(("cases/", "docs/")))

    @property
    def others(self) -> list[str]:
        return sorted(set(self.change.files) - set(self.cards))


def planned(root: Path, file: Path | None, digest: str = "") -> Upgrade:
    """What a new wheel, or none, brings to a school.

    Raises:
        Refused: it is no wheel of ours, not whole, older; or it could not be undone.
    """
    undoable.check(root, "обновление")
    if file is None:
        return _made(root, _migrated(root, None))
    if (root / "pyproject.toml").is_file():
        raise Refused(
            "Здесь лежит исходный код программы: её обновляют через git, а не файлом."
            " Карточки переносит `upgrade` без файла."
        )
    new = wheel.read(file)
    check_record(new)
    if digest and new.digest != digest.strip().lower():
        raise Refused(
            f"Контрольная сумма файла {new.name} — {new.digest}, а названа другая. Скачайте файл заново"
            " оттуда, где выложен выпуск."
        )
    old = wheel.vendored(root)
    if old and new.version < old.version:
        raise Refused(
            f"Файл {new.name} старее установленной программы ({_dotted(old)}). Вернуть прежнюю можно только вместе с"
            " прежними карточками: через git."
        )
    if old and new.version == old.version and new.digest != old.digest:
        raise Refused(
            f"Версия {_dotted(new)} уже стоит, а файл другой: у одной версии не бывает двух содержаний."
            " Возьмите файл оттуда, где выложен выпуск."
        )
    answer = _migrated(root, new)
    files, kept = _beside(root, old, new)
    files |= {f"{wheel.FOLDER}/{new.name}": new.content, wheel.LOCK: new.lock.encode()}
    gone = (f"{wheel.FOLDER}/{old.name}",) if old and old.name != new.name else ()
    return _made(root, answer, files, gone, kept)


def check_record(new: Wheel) -> None:
    """Hold every file in a wheel against the hash its own record has of it.

    Raises:
        Refused: one is another.
    """
    with zipfile.ZipFile(io.BytesIO(new.content)) as archive:
        record = next(name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
        rows = {row[0]: row[1] for row in csv.reader(archive.read(record).decode().splitlines()) if row}
        for name in archive.namelist():
            made = base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest()).rstrip(b"=").decode()
            if name != record and rows.get(name) != f"sha256={made}":
                raise Refused(
                    f"Файл {new.name} изменён: не сходится контрольная сумма внутри. Скачайте его заново."
                )


def _migrated(root: Path, new: Wheel | None) -> Mapping[str, object]:
    """What the migrations of this program, or of a new wheel, make of the cards."""
    texts = dict(_cards(root))
    since = migrations.version_of(texts.get(migrations.SCHOOL, ""))
    asked = json.dumps({"since": since, "files": texts}, ensure_ascii=False)
    if new is None:
        answer = json.loads(migrations.answer(asked))
    else:
        with TemporaryDirectory() as folder:
            file = Path(folder) / new.name
            file.write_bytes(new.content)
            done = subprocess.run(
                [sys.executable, "-m", "mentoring.migrations"],
                input=asked.encode(),
                capture_output=True,
                check=False,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(file), "PYTHONUTF8": "1"},
            )
        if done.returncode:
            raise Refused(f"Программа из файла {new.name} не запускается: обновление не сделано.")
        answer = json.loads(done.stdout)
    if answer["version"] < since:
        raise Refused(
            f"Карточки уже версии {since}, а эта программа знает только {answer['version']}: нужна более новая."
        )
    found: Mapping[str, object] = answer
    return found


def _cards(root: Path) -> Iterator[tuple[str, str]]:
    """The text of every card and hand-written page that is text."""
    files = [root / "cases" / name for name in FILES]
    files += [file for folder in FOLDERS for file in sorted((root / "cases" / folder).rglob("*.md"))]
    files += sorted((root / "docs").rglob("*.md"))
    for file in files:
        path = file.relative_to(root).as_posix()
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
            continue
        if path.startswith(tuple(f"{ours}/" for ours in OURS)):
            continue
        try:
            yield path, file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            continue  # `check` tells of it


def _beside(root: Path, old: Wheel | None, new: Wheel) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of the program beside the cards that it renews, and those the school has made its own."""
    was, comes = _carried(old), _carried(new)
    files, kept = {}, []
    for name, content in comes.items():
        now = undoable.content_of(root / name)
        if now == content:
            continue
        is_own = name not in (*carried.SCRIPTS, *carried.LOCKS) and now is not None and now != was.get(name)
        if not is_own:
            files[name] = content
        elif content != was.get(name):
            kept.append(name)
    return files, tuple(kept)


def _carried(one: Wheel | None) -> Mapping[str, bytes]:
    if one is None:
        return {}
    with zipfile.ZipFile(io.BytesIO(one.content)) as archive:
        inside = set(archive.namelist())
        return {
            name: archive.read(f"mentoring/carried/{name}")
            for name in carried.OF_A_SCHOOL
            if f"mentoring/carried/{name}" in inside
        }


def _made(
    root: Path,
    answer: Mapping[str, object],
    files: Mapping[str, bytes] | None = None,
    gone: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
) -> Upgrade:
    cards, told = answer["files"], answer["told"]
    assert isinstance(cards, dict)
    assert isinstance(told, list)
    whole = {**(files or {}), **{path: text.encode() for path, text in cards.items()}}
    return Upgrade(undoable.change(root, whole, gone), tuple(told), kept)


def _dotted(one: Wheel) -> str:
    return ".".join(map(str, one.version))
