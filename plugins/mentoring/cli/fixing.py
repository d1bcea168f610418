"""`mentoring fix`: what a program mends with certainty."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path

import click

from mentoring import fixes, pipeline, reports, russian
from mentoring.cards import FILES, FOLDERS, Case, Filed, OwnPage, Practice, Programme
from mentoring.cli.group import FINDINGS, OK, format_option, is_public_log, is_yes, main, root_option
from mentoring.shelf import OURS
from mentoring.source import MAX_BYTES


@main.command(help="Исправить то, что исправляется наверняка. Сначала показывает, что изменится.")
@root_option
@click.option("--yes", is_flag=True, help="Не спрашивать: для сценариев.")
@format_option
def fix(root: Path, yes: bool, form: str) -> None:
    loaded = pipeline.load(root, today=date.today())
    mended = list(_mended(root, loaded))
    if form == "text" and not mended:
        click.echo("Исправлять наверняка нечего.")
    elif form == "text":
        for change in mended:
            click.echo(change.told(is_public_log()))
        if not yes:
            click.echo("Применить? [д/н] ", nl=False)
            yes = is_yes(sys.stdin.readline())
            if not yes:
                click.echo("Ничего не изменено.")
                sys.exit(FINDINGS)
    written = [change for change in mended if yes and change.write()]
    if written:
        loaded = pipeline.load(root, today=date.today())
    if form == "json":
        answer = {
            "applied": yes,
            "fixes": [
                {"path": change.path, "line": one.line, "what": one.what}
                for change in mended
                for one in change.fixes
            ],
            "left": [reports.as_object(problem) for problem in loaded.problems],
        }
        click.echo(reports.dumped(answer))
    else:
        if mended:
            click.echo(f"Исправлено файлов: {len(written)}. Что осталось:\n")
            click.echo(reports.text(loaded.errors, None if is_public_log() else loaded.lines))
        click.echo(reports.summary(sum(1 for _ in loaded.book.cards), loaded.problems))
    sys.exit(FINDINGS if loaded.errors else OK)


@dataclass(frozen=True)
class _Mended:
    """A file of an author and what it is to become."""

    file: Path
    path: str
    content: bytes
    """What lay on disk when the fixes were found."""
    before: str
    after: str
    fixes: tuple[fixes.Fix, ...]

    def told(self, is_public: bool) -> str:
        """What changes, as sentences and as a diff; no line of the author in a public log."""
        told = [f"{self.path}"]
        told += [f"  строка {one.line}: {one.what}" for one in self.fixes]
        if not is_public:
            told += unified_diff(
                _plain_lines(self.before),
                _plain_lines(self.after),
                f"{self.path} (сейчас)",
                f"{self.path} (станет)",
                lineterm="",
                n=1,
            )
        return "".join(f"{reports.visible(line)}\n" for line in told)

    def write(self) -> bool:
        """Put the new text in the place of the old, all at once; not where the file has changed since."""
        if self.file.read_bytes() != self.content:
            return False
        new = self.file.with_name(f".{self.file.name}.fix")
        try:
            new.write_bytes(self.after.encode())
            shutil.copymode(self.file, new)
            os.replace(new, self.file)
        finally:
            new.unlink(missing_ok=True)
        return True


def _plain_lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _mended(root: Path, loaded: pipeline.Loaded) -> Iterator[_Mended]:
    """The files that certain fixes change: cards and hand-written pages, none behind a link out of the tree."""
    titles: dict[str, list[str]] = {}
    book = loaded.book
    cards: tuple[Programme | Case | Practice, ...] = (*book.programmes, *book.cases, *book.practices)
    for card in cards:
        titles.setdefault(russian.folded(card.title), []).append(card.slug)
    known = fixes.Known(
        book.vocabulary, {title: slugs[0] for title, slugs in titles.items() if len(slugs) == 1}
    )
    home = root.resolve()
    for path, model in _files(root):
        file = root / path
        if not file.is_file() or file.resolve() != home / path or file.stat().st_size > MAX_BYTES:
            continue
        try:
            content = file.read_bytes()
            before, encoding = fixes.decoded(content)
        except (OSError, ValueError):
            continue  # `check` tells of it
        fixed = fixes.fixed(before, path, model, known)
        done = fixed.fixes
        if encoding:
            done = (fixes.Fix(1, f"Файл из {encoding} сохранён в UTF-8."), *done)
        if done:
            yield _Mended(file, path, content, before, fixed.text, done)


def _files(root: Path) -> Iterator[tuple[str, type[Filed]]]:
    for name, model in FILES.items():
        yield f"cases/{name}", model
    folders: dict[str, type[Filed]] = {
        **{f"cases/{folder}": model for folder, model in FOLDERS.items()},
        "docs": OwnPage,
    }
    for folder, card in folders.items():
        for file in sorted((root / folder).rglob("*.md")):
            path = file.relative_to(root).as_posix()
            if not path.startswith(tuple(f"{ours}/" for ours in OURS)) and not file.name.startswith(
                (".", "~")
            ):
                yield path, card
