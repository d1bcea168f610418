"""The command line: what a curator types, and what it answers."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import click.parser

from mentoring import __version__, fixes, gaps, pipeline, reports, russian, schemas
from mentoring.cards import FILES, FOLDERS, Case, Filed, OwnPage, Practice, Programme
from mentoring.schedule import Kind, parse
from mentoring.school_year import SchoolYear
from mentoring.source import MAX_BYTES

OK, FINDINGS, USAGE, ENVIRONMENT = 0, 1, 2, 3
"""Exit codes: all is well; something to mend; the call is wrong; the machine lacks something."""


def _in_russian() -> None:
    """Have click speak Russian: all its texts go through `_` or `ngettext` of its modules.

    gettext proper would need a binary catalogue, and the language of the machine rather than that of the curator.
    """

    def one(text: str) -> str:
        return _RUSSIAN.get(text, text)

    def many(text: str, texts: str, number: int) -> str:
        return one(text if number == 1 else texts)

    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for name, translate in (("_", one), ("ngettext", many)):
            if hasattr(module, name):
                setattr(module, name, translate)


_RUSSIAN = {
    "Usage:": "Как вызвать:",
    "Options": "Параметры",
    "Commands": "Команды",
    "Show this message and exit.": "Показать эту справку.",
    "Show the version and exit.": "Показать версию программы.",
    "default: {default}": "по умолчанию: {default}",
    "required": "обязательно",
    "Error: {message}": "Ошибка: {message}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Missing command.": "Не названа команда.",
    "Missing argument": "Не хватает значения",
    "Missing option": "Не хватает параметра",
    "Missing parameter": "Не хватает параметра",
    "No such command {name!r}.": "Команды {name!r} нет.",
    "No such option {name!r}.": "Параметра {name!r} нет.",
    "Did you mean {possibility}?": "Возможно, вы имели в виду {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Возможно, вы имели в виду одно из: {possibilities}?",
    "Got unexpected extra argument ({args})": "Лишнее слово: {args}. Текст из нескольких слов берут в кавычки.",
    "Got unexpected extra arguments ({args})": "Лишние слова: {args}. Текст из нескольких слов берут в кавычки.",
    "Option {name!r} requires an argument.": "После {name!r} нужно значение.",
    "Option {name!r} does not take a value.": "У {name!r} не бывает значения.",
    "Invalid value: {message}": "Значение не подходит: {message}",
    "Invalid value for {param_hint}: {message}": "Значение для {param_hint} не подходит: {message}",
    "{value!r} is not one of {choices}.": "{value!r} — не одно из слов {choices}.",
    "{value!r} is not {choice}.": "{value!r} — не {choice}.",
    "Choose from:\n\t{choices}": "Подойдёт одно из слов:\n\t{choices}",
    "directory": "папка",
    "file": "файл",
    "path": "путь",
    "{name} {filename!r} does not exist.": "Нет такого места на диске: {filename!r}.",
    "{name} {filename!r} is a file.": "{filename!r} — файл, а нужна папка.",
    "{name} {filename!r} is a directory.": "{filename!r} — папка, а нужен файл.",
    "{name} {filename!r} is not readable.": "{filename!r} нет права читать.",
    "Aborted!": "Остановлено.",
}
"""Texts of click that our commands can show; a test compares them with the installed click."""

_in_russian()  # before the commands are declared: some texts are fetched then

root_option = click.option(
    "--root",
    metavar="ПАПКА",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Папка проекта (где лежат cases/ и mkdocs.yml). По умолчанию — текущая.",
)


class _Command(click.Command):
    """A command whose call is shown in Russian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)


class _Group(click.Group):
    """A group of such commands."""

    command_class = _Command


@click.group(
    cls=_Group,
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Сайт наставничества школы из карточек.",
)
@click.version_option(__version__, message="mentoring %(version)s")
def main() -> None:
    """Run a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command(help="Проверить все карточки и показать, что исправить.")
@root_option
@click.option(
    "--format", "form", type=click.Choice(list(reports.FORMATS)), default="text", help="Вид ответа."
)
@click.option("--strict", is_flag=True, help="Считать замечания находками.")
def check(root: Path, form: str, strict: bool) -> None:
    loaded = pipeline.load(root, today=date.today())
    lines = None if _is_public_log() else loaded.lines
    answer = reports.FORMATS[form](loaded.problems, lines)
    if answer:
        click.echo(answer)
    if form == "text":
        click.echo(reports.summary(sum(1 for _ in loaded.book.cards), loaded.problems))
    sys.exit(FINDINGS if loaded.errors or (strict and loaded.problems) else OK)


@main.command(help="Показать, как программа понимает срок, записанный словами.")
@click.argument("text", metavar="СРОК")
@click.option("--school-year", "year", metavar="ГОД", help="Учебный год документа: 2025/26.")
@click.option("--until", metavar="ГОД", help="Последний учебный год, если документ на несколько лет.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Вид ответа.")
@click.option(
    "--root", type=click.Path(), default=".", help="Не используется; есть у каждой команды.", hidden=True
)
def when(text: str, year: str | None, until: str | None, form: str, root: str) -> None:
    schedule = parse(text, _year(year, "--school-year"), _year(until, "--until"))
    if form == "json":
        click.echo(json.dumps(schedule.as_json(), ensure_ascii=False, indent=2))
        return
    for name, value in schedule.as_json().items():
        click.echo(f"{_WHEN[name]}: {_KINDS[schedule.kind] if name == 'kind' else _said(value)}")
    if schedule.doubt:
        click.echo(schedule.doubt)


@main.command(help="Записать страницы сайта на диск как Markdown: для других движков и для сравнения.")
@click.argument("directory", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path))
@root_option
@click.option("--flat", is_flag=True, help="Адреса с .html на конце (use_directory_urls: false).")
def pages(directory: Path, root: Path, flat: bool) -> None:
    from mentoring.pages import Edition  # templates take a while to import: only where pages are made
    from mentoring.publish import build as publishing
    from mentoring.publish import written

    if directory.is_dir() and any(directory.iterdir()) and not (directory / written.MANIFEST).is_file():
        raise click.BadParameter(
            "в ней лежат чужие файлы. Назовите новую или пустую папку.", param_hint="ПАПКА"
        )
    today = date.today()
    loaded = pipeline.load(root, today=today, as_of=pipeline.as_of(today, pipeline.repository(root)))
    try:
        publishing.check(publishing.Build(directory, loaded, quote=not _is_public_log()))
    except publishing.Stopped as stopped:
        click.echo(str(stopped), err=True)
        sys.exit(stopped.code)
    edition = Edition(loaded.book.public, directory_urls=not flat)
    changed = written.write(edition, directory, root)
    click.echo(
        f"Страниц и файлов: {changed.total}, записано заново: {changed.written}, удалено: {changed.removed}."
    )


@main.command(help="Исправить то, что исправляется наверняка. Сначала показывает, что изменится.")
@root_option
@click.option("--yes", is_flag=True, help="Не спрашивать: для сценариев.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Вид ответа.")
def fix(root: Path, yes: bool, form: str) -> None:
    loaded = pipeline.load(root, today=date.today())
    mended = list(_mended(root, loaded))
    if form == "text" and not mended:
        click.echo("Исправлять наверняка нечего.")
    elif form == "text":
        for change in mended:
            click.echo(change.told(_is_public_log()))
        if not yes:
            click.echo("Применить? [д/н] ", nl=False)
            yes = sys.stdin.readline().strip().lower() in {"д", "да", "y", "yes"}
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
            click.echo(reports.text(loaded.errors, None if _is_public_log() else loaded.lines))
        click.echo(reports.summary(sum(1 for _ in loaded.book.cards), loaded.problems))
    sys.exit(FINDINGS if loaded.errors else OK)


@main.command(help="Показать, чего не хватает в карточках: сначала то, что мешает больше всего.")
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Вид ответа.")
def todo(root: Path, form: str) -> None:
    found = gaps.of(pipeline.load(root, today=date.today()).book)
    if form == "json":
        click.echo(reports.dumped(gaps.as_json(found)))
        return
    for blocks, group in groupby(found, key=lambda gap: gap.blocks):
        click.echo(f"{blocks.title}\n")
        for gap in group:
            click.echo(reports.visible(f"  {gap.place.path}:{gap.place.line}  {gap.card}".replace("\n", " ")))
            click.echo(reports.visible(f"      {gap.what} {gap.fix}".replace("\n", " ")))
        click.echo()
    click.echo(f"Чего не хватает: {len(found)}." if found else "Всё заполнено.")


@main.command(help="Показать JSON Schema карточек или ответа `check --format json` (вид problems).")
@click.argument(
    "kind", metavar="[ВИД]", required=False, type=click.Choice(["problems", *sorted(schemas.KINDS)])
)
@root_option
def schema(kind: str | None, root: Path) -> None:
    if kind == "problems":
        click.echo(json.dumps(reports.schema(), ensure_ascii=False, indent=2))
        return
    vocabulary = pipeline.load(root, today=date.today()).book.vocabulary
    answer: dict[str, Any] = (
        schemas.of_card(kind, vocabulary)
        if kind
        else {name: schemas.of_card(name, vocabulary) for name in schemas.KINDS}
    )
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@main.command(help="Собрать сайт в папку site/. Пока новый сайт не готов целиком, старый не тронут.")
@root_option
@click.option("--hold-back", is_flag=True, help="Собрать без карточек с ошибками и перечислить их.")
@click.option("--quiet", is_flag=True, help="Без хода сборки.")
def build(root: Path, hold_back: bool, quiet: bool) -> None:
    from mentoring import mkdocs_plugin  # MkDocs takes half a second to import: only where it is needed
    from mentoring.publish import build as publishing

    try:
        result = mkdocs_plugin.build_site(root, hold_back=hold_back, quiet=quiet)
    except publishing.Stopped as stopped:
        click.echo(str(stopped), err=True)
        sys.exit(stopped.code)
    click.echo(result)


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
            if not path.startswith("docs/dev/") and not file.name.startswith((".", "~")):
                yield path, card


def _is_public_log() -> bool:
    """Logs of CI are public: the author's lines are not quoted there."""
    return bool(os.environ.get("CI"))


def _year(text: str | None, option: str) -> SchoolYear | None:
    if text is None:
        return None
    try:
        year = SchoolYear.parse(text)
        if not 1900 <= year.first <= 2100:
            raise ValueError(text)
        return year
    except ValueError:
        raise click.BadParameter(
            f"«{text}» — не учебный год. Напишите так: 2025/26.", param_hint=option
        ) from None


_WHEN = {
    "text": "Запись",
    "kind": "Вид",
    "start": "Начало",
    "end": "Конец",
    "anchor": "От чего считать",
    "repeat": "Повтор",
    "then": "Сначала один раз, потом повтор",
    "duration": "Длительность",
    "doubtful": "Вызывает сомнение",
}


_KINDS = {
    Kind.POINT: "день, месяц или год",
    Kind.RANGE: "промежуток",
    Kind.DEADLINE: "крайний срок",
    Kind.WINDOW: "часть года",
    Kind.RECURRING: "повторяется",
    Kind.RELATIVE: "после события",
    Kind.ON_DEMAND: "по запросу",
    Kind.BY_SCHEDULE: "по графику",
    Kind.DURATION: "длительность",
    Kind.UNKNOWN: "не распознан",
}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    return "—" if value is None else str(value)
