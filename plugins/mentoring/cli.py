"""The command line: what a curator types, and what it answers."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import click.parser

from mentoring import __version__, pipeline, reports, schemas
from mentoring.schedule import Kind, parse
from mentoring.school_year import SchoolYear

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


@main.command(help="Показать JSON Schema карточек.")
@click.argument("kind", metavar="[ВИД]", required=False, type=click.Choice(sorted(schemas.KINDS)))
@root_option
def schema(kind: str | None, root: Path) -> None:
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
