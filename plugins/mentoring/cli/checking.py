"""Commands that look at the cards: `check`, `todo`, `schema`, `when`."""

import json
import sys
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from mentoring import gaps, pipeline, reports, schemas
from mentoring.cli.group import FINDINGS, OK, format_option, is_public_log, main, root_option
from mentoring.schedule import Kind, parse
from mentoring.school_year import SchoolYear


@main.command(help="Проверить все карточки и показать, что исправить.")
@root_option
@click.option(
    "--format", "form", type=click.Choice(list(reports.FORMATS)), default="text", help="Вид ответа."
)
@click.option("--strict", is_flag=True, help="Считать замечания находками.")
def check(root: Path, form: str, strict: bool) -> None:
    loaded = pipeline.load(root, today=date.today())
    lines = None if is_public_log() else loaded.lines
    answer = reports.FORMATS[form](loaded.problems, lines)
    if answer:
        click.echo(answer)
    if form == "text":
        click.echo(reports.summary(sum(1 for _ in loaded.book.cards), loaded.problems))
    sys.exit(FINDINGS if loaded.errors or (strict and loaded.problems) else OK)


@main.command(help="Показать, чего не хватает в карточках: сначала то, что мешает больше всего.")
@root_option
@format_option
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


@main.command(help="Показать, как программа понимает срок, записанный словами.")
@click.argument("text", metavar="СРОК")
@click.option("--school-year", "year", metavar="ГОД", help="Учебный год документа: 2025/26.")
@click.option("--until", metavar="ГОД", help="Последний учебный год, если документ на несколько лет.")
@format_option
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
