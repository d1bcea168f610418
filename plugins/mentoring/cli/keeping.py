"""`mentoring keep`: the cards as they are go into git, which brings every earlier version back."""

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from mentoring import carried, checkout, pipeline, reports, shelf
from mentoring.cli.group import FINDINGS, is_public_log, main, root_option

LISTED = 5


@main.command(
    help="Сохранить версию карточек в git: к ней всегда можно вернуться. Сначала проверит их: из git имя уже не убрать."
)
@click.argument("what", metavar="[ЧТО СДЕЛАНО]", default="Правка карточек")
@root_option
def keep(what: str, root: Path) -> None:
    if not (root / "cases/school.yml").is_file():
        _refuse("Это не папка школы: в ней нет cases/school.yml. Перейдите в папку школы и повторите.")
    loaded = pipeline.load(root, today=date.today())
    if loaded.gate.look(what, ""):
        _refuse("В словах о том, что сделано, похоже, назван человек: они остаются в git. Скажите без имени.")
    unsaved = _unsaved(root)
    ours = {path for path in unsaved if path in loaded.lines or _is_ours(path) or not (root / path).exists()}
    wrong = [problem for problem in loaded.errors if problem.place.path in ours]
    kept = sorted(ours - {problem.place.path for problem in wrong})
    if left := sorted(set(unsaved) - ours):
        click.echo(reports.visible(f"Не карточки, в git не попадут: {', '.join(left)}."))
    if kept and not checkout.keep(root, what, kept):
        _refuse("git не сохранил версию. Закройте другие программы, которые открыли эту папку, и повторите.")
    more = f" и ещё {len(kept) - LISTED}" if len(kept) > LISTED else ""
    if kept:
        click.echo(reports.visible(f"Версия сохранена: {', '.join(kept[:LISTED])}{more}."))
    if wrong:
        click.echo(reports.FORMATS["text"](wrong, None if is_public_log() else loaded.lines))
        _refuse(
            "\nФайлы с этими ошибками не сохранены: из git имя уже не убрать. Исправьте названное и повторите."
        )
    if not kept:
        click.echo("Всё уже сохранено: с прошлого раза ничего не изменилось.")


def _unsaved(root: Path) -> list[str]:
    """What git has not taken yet; makes the repository where there is none."""
    if checkout.unsaved(root) is None and not checkout.make(root):
        _refuse("Нужен git, а здесь его нет. Скачать: https://git-scm.com/downloads.")
    if not checkout.is_top(root):
        _refuse("Эта папка лежит внутри другой, которую уже хранит git: сохраняйте в той.")
    private = shelf.register_file(root).parent.resolve()
    if private.exists() and checkout.is_ignored(root, private) is False:
        _refuse(
            f"Папка {private.name} попала бы в git. Добавьте в файл `.gitignore` строку `/{private.name}`."
        )
    return checkout.unsaved(root) or []


def _is_ours(path: str) -> bool:
    """Whether a file that is no card belongs to the repository: pictures and papers, which are judged too, and the program."""
    return (
        path in carried.OF_A_SCHOOL
        or path.endswith("/.gitkeep")
        or path.startswith(("cases/media/", "cases/files/", "vendor/"))
    )


def _refuse(why: str) -> NoReturn:
    click.echo(reports.visible(why), err=True)
    sys.exit(FINDINGS)
