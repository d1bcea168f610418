"""The command line: what a curator types, and what it answers."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from mentoring import __version__, pipeline, reports, schemas
from mentoring.schedule import parse
from mentoring.school_year import SchoolYear

OK, FINDINGS, USAGE, ENVIRONMENT = 0, 1, 2, 3
"""Exit codes: all is well; something to mend; the call is wrong; the machine lacks something."""

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Папка проекта (где лежат cases/ и mkdocs.yml). По умолчанию — текущая.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]}, help="Сайт наставничества школы из карточек."
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
@click.argument("text")
@click.option("--school-year", "year", help="Учебный год документа: 2025/26.")
@click.option("--until", help="Последний учебный год, если документ на несколько лет.")
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
        click.echo(f"{_WHEN[name]}: {_said(value)}")
    if schedule.doubt:
        click.echo(schedule.doubt)


@main.command(help="Записать страницы сайта на диск как Markdown: для других движков и для сравнения.")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@root_option
@click.option("--flat", is_flag=True, help="Адреса с .html на конце (use_directory_urls: false).")
def pages(directory: Path, root: Path, flat: bool) -> None:
    from mentoring.pages import Edition  # templates take a while to import: only where pages are made
    from mentoring.publish import build as publishing
    from mentoring.publish import written

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
@click.argument("kind", required=False, type=click.Choice(sorted(schemas.KINDS)))
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
        return SchoolYear.parse(text)
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


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    return "—" if value is None else str(value)
