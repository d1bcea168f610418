"""`mentoring keep`: the cards as they are go into git, which brings every earlier version back."""

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from mentoring import checkout, pipeline, reports, shelf
from mentoring.cli.group import FINDINGS, is_public_log, main, root_option


@main.command(
    help="Сохранить версию карточек в git: к ней всегда можно вернуться. Сначала проверит их: из git имя уже не убрать."
)
@click.argument("what", metavar="[ЧТО СДЕЛАНО]", default="Правка карточек")
@root_option
def keep(what: str, root: Path) -> None:
    loaded = pipeline.load(root, today=date.today())
    if loaded.errors:
        lines = None if is_public_log() else loaded.lines
        click.echo(reports.FORMATS["text"](loaded.errors, lines))
        _refuse(
            "\nВерсия не сохранена: git помнит всё, и имя ребёнка из него уже не убрать. Сначала исправьте названное."
        )
    unsaved = checkout.unsaved(root)
    if unsaved == []:
        click.echo("Всё уже сохранено: с прошлого раза ничего не изменилось.")
        return
    private = shelf.register_file(root).parent
    if private.exists() and checkout.is_ignored(root, private) is False:
        _refuse(
            f"Папка {private.name} попала бы в git. Добавьте в файл `.gitignore` строку `/{private.name}`."
        )
    if not (checkout.begin if unsaved is None else checkout.keep)(root, what):
        _refuse("git не сохранил версию. Установлен ли он? Скачать: https://git-scm.com/downloads.")
    files = f" Файлов: {len(unsaved)}." if unsaved else ""
    click.echo(reports.visible(f"Версия сохранена: {what}.{files}"))


def _refuse(why: str) -> NoReturn:
    click.echo(reports.visible(why), err=True)
    sys.exit(FINDINGS)
