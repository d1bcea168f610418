"""`mentoring due`: what a curator has to do, and a calendar of it."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click

from mentoring import due as deadlines
from mentoring import pipeline, reports, russian
from mentoring.cli.group import FINDINGS, format_option, is_public_log, main, root_option
from mentoring.privacy import standing
from mentoring.school_year import SchoolYear
from mentoring.shelf import REGISTER, is_published, register_file


@main.command(
    help="Что скоро сделать и что просрочено: обратная связь, отчёты, согласия, мероприятия, практики."
)
@root_option
@click.option("--on", metavar="ДЕНЬ", help="На какой день; без параметра — сегодня.")
@click.option(
    "--days",
    metavar="ДНЕЙ",
    type=click.IntRange(0, 3660),
    default=45,
    help="На сколько дней вперёд смотреть; по умолчанию 45.",
)
@click.option(
    "--calendar",
    "file",
    metavar="ФАЙЛ",
    is_flag=False,
    flag_value="",
    help="Записать календарь .ics до конца учебного года; без имени файла — private/due.ics.",
)
@format_option
def due(root: Path, on: str | None, days: int, file: str | None, form: str) -> None:
    today = _day(on) if on else date.today()
    loaded = pipeline.load(root, today=today)
    people = list(standing.standings(loaded.gate.book, loaded.gate.register, REGISTER))
    if is_public_log():  # the name of a card may be somebody's surname in Latin letters
        people = [replace(one, id="…", where="") for one in people]
    if file is not None:
        _write(root, file, deadlines.of(loaded.book, people, SchoolYear.of(today).end), today)
        return
    found = deadlines.of(loaded.book, people, today + timedelta(days=days))
    if form == "json":
        told = [
            {
                "on": one.on.isoformat(),
                "kind": one.kind,
                "what": one.what,
                "where": one.where,
                "note": one.note,
                "late": one.is_late,
            }
            for one in found
        ]
        click.echo(reports.dumped(told))
        return
    late = [one for one in found if one.is_late]
    soon = [one for one in found if not one.is_late]
    for heading, listed in (("Просрочено:", late), (f"До {today + timedelta(days=days):%d.%m.%Y}:", soon)):
        if listed:
            click.echo(heading)
        for one in listed:
            click.echo(reports.visible(f"  {one.on:%d.%m.%Y}  {one.what}".replace("\n", " ")))
            about = "; ".join(text for text in (one.note, one.where) if text)
            if about:
                click.echo(reports.visible(f"              {about}".replace("\n", " ")))
    if not found:
        click.echo(f"До {today + timedelta(days=days):%d.%m.%Y} ничего не назначено и ничего не просрочено.")


def _day(text: str) -> date:
    try:
        return russian.parse_day(text)
    except ValueError:
        raise click.BadParameter(
            f"«{text}» — не день календаря. Напишите так: 31.08.2026.", param_hint="--on"
        ) from None


def _write(root: Path, named: str, found: list[deadlines.Due], today: date) -> None:
    from mentoring.exports import reminders  # pages take a while to import

    file = Path(named).expanduser() if named else register_file(root).parent / "due.ics"
    if is_published(root, file):
        click.echo(
            f"Файл {file} попал бы на сайт: календарь куратора там не место. Назовите другую папку, например private/.",
            err=True,
        )
        sys.exit(FINDINGS)
    content = reminders.calendar(found, "Наставничество: что сделать", today)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        click.echo(f"Файл {file} не записан ({error.strerror or error}).", err=True)
        sys.exit(FINDINGS)
    click.echo(
        reports.visible(
            f"Записан календарь: {file}, событий: {len(found)}. Откройте его в телефоне или почте;"
            " записывайте заново раз в месяц — прежние события заменятся."
        )
    )
