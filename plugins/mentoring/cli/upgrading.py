"""`mentoring upgrade`: a newer program, and the cards in its version."""

import sys
from difflib import unified_diff
from pathlib import Path

import click

from mentoring import reports, undoable, upgrading
from mentoring.cli.group import FINDINGS, is_public_log, is_yes, main, root_option
from mentoring.cli.starting import ask
from mentoring.starters.wheel import LOCK


@main.command(
    help="Обновить программу из файла .whl и перенести карточки. Без файла — только карточки. Сначала показывает, что изменится."
)
@click.argument(
    "wheel",
    metavar="[ФАЙЛ]",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@root_option
@click.option(
    "--sha256", "digest", metavar="СУММА", default="", help="Контрольная сумма, названная вместе с файлом."
)
@click.option("--yes", is_flag=True, help="Не спрашивать: для сценариев.")
def upgrade(wheel: Path | None, root: Path, digest: str, yes: bool) -> None:
    try:
        plan = upgrading.planned(root, wheel, digest)
        if not plan.change.files:
            click.echo("Обновлять нечего: программа и карточки уже этой версии.")
            return
        _tell(plan)
        if not yes and not is_yes(ask("Применить? [д/н] ")):
            click.echo("Ничего не изменено.")
            sys.exit(FINDINGS)
        undoable.write(root, plan.change, LOCK)
    except undoable.Refused as refused:
        click.echo(reports.visible(str(refused)), err=True)
        sys.exit(FINDINGS)
    click.echo(
        "Готово. Проверьте сайт: `python scripts/site.py check`."
        f' Отменить: {plan.change.undo}; сохранить: `python scripts/site.py keep "обновление"`.'
    )


def _tell(plan: upgrading.Upgrade) -> None:
    if plan.others:
        click.echo("Файлы программы, которые заменятся:")
        for path in (*plan.others, *(f"{path} (уйдёт)" for path in plan.change.gone)):
            click.echo(f"  {path}")
    for path in plan.kept:
        click.echo(f"  {path}: вы его меняли, он остаётся; новый лежит внутри файла программы.")
    for sentence in plan.told:
        click.echo(f"Карточки: {sentence}")
    for path in plan.cards:
        if is_public_log():
            click.echo(f"  {path}")
            continue
        before, after = (plan.change.before[path] or b"").decode(), plan.change.files[path].decode()
        for line in unified_diff(
            before.split("\n"), after.split("\n"), f"{path} (сейчас)", f"{path} (станет)", lineterm="", n=1
        ):
            click.echo(reports.visible(line))
