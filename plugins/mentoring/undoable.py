"""Files changed together, so that git can take it back: a clean tree before, all at once or nothing, the way back told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mentoring import checkout


class Refused(Exception):
    """Nothing is written; the message is for the curator."""


@dataclass(frozen=True)
class Change:
    """What files are to become, and what lies there now."""

    files: Mapping[str, bytes]
    """By path from the root of the project."""
    before: Mapping[str, bytes | None] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    """The files that go."""

    @property
    def new(self) -> list[str]:
        return sorted(path for path in self.files if self.before[path] is None)

    @property
    def undo(self) -> str:
        """The commands that bring everything back, as long as nothing has been committed."""
        clean = f" и `git clean -f {' '.join(self.new)}`" if self.new else ""
        return f"`git restore .`{clean}"


def change(root: Path, files: Mapping[str, bytes], gone: tuple[str, ...] = ()) -> Change:
    """What of these files is another than on disk."""
    new = {path: content for path, content in files.items() if content_of(root / path) != content}
    return Change(new, {path: content_of(root / path) for path in new}, gone)


def check(root: Path, what: str) -> None:
    """Stop where git could not bring everything back; `what` is what is being done: «обновление».

    Raises:
        Refused: there is no git, or it does not have the files as they are.
    """
    unsaved = checkout.unsaved(root)
    if unsaved is None:
        raise Refused(
            f"Отменить {what} можно только через git, а здесь его нет. Установите git и сохраните версию:"
            " `python scripts/site.py keep`."
        )
    if unsaved:
        told = ", ".join(sorted(unsaved)[:_LISTED])
        more = f" и ещё {len(unsaved) - _LISTED}" if len(unsaved) > _LISTED else ""
        raise Refused(
            f"Есть правки, которых нет в git: {told}{more}. Сначала сохраните их —"
            f" `python scripts/site.py keep`: тогда {what} можно будет отменить."
        )


_LISTED = 5


def write(root: Path, made: Change, last: str = "") -> None:
    """Write it all, one file last that says it is whole.

    Raises:
        Refused: something has changed meanwhile, or cannot be written.
    """
    if any(content_of(root / path) != content for path, content in made.before.items()):
        raise Refused("Пока вы смотрели, файлы изменились. Повторите команду.")
    try:
        for path in sorted(made.files, key=lambda path: (path == last, path)):
            _put(root / path, made.files[path])
        for path in made.gone:
            (root / path).unlink()
    except OSError as error:
        raise Refused(f"Записано не всё ({error.strerror or error}). Верните прежнее: {made.undo}.") from None


def content_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(content)
        if file.suffix == ".sh":
            new.chmod(0o755)
        os.replace(new, file)
    finally:
        new.unlink(missing_ok=True)
