"""`mentoring year`: the turn of the school year."""

import sys
from datetime import date
from pathlib import Path

import click

from mentoring import new_year, pipeline, reports, undoable
from mentoring.cards import Card
from mentoring.cli.group import FINDINGS, is_yes, main, root_option
from mentoring.cli.starting import ask
from mentoring.school_year import SchoolYear


@main.command(
    help="Начать учебный год: продолжающееся — в черновики, прошлое — в архив по прежним адресам. Сначала покажет, что сделает."
)
@click.argument("year", metavar="ГОД")
@root_option
@click.option("--dry-run", is_flag=True, help="Только показать, что будет сделано.")
@click.option("--yes", is_flag=True, help="Не спрашивать: для сценариев.")
def year(year: str, root: Path, dry_run: bool, yes: bool) -> None:
    try:
        wanted = SchoolYear.parse(year)
    except ValueError:
        raise click.BadParameter(
            f"«{year}» — не учебный год. Напишите так: 2026/27.", param_hint="ГОД"
        ) from None
    loaded = pipeline.load(root, today=date.today())
    try:
        turn = new_year.turn(loaded.book, wanted)
        texts = {card.file: (root / card.file).read_bytes().decode("utf-8-sig") for card in turn.archived}
        change = undoable.change(root, turn.files(texts))
        _tell(turn, wanted)
        if loaded.held_back:
            click.echo(f"\nФайлы с ошибками не переведены: {', '.join(sorted(loaded.held_back))}.")
        if not change.files:
            click.echo(f"\n{wanted} учебный год уже начат: делать нечего.")
            return
        if dry_run:
            click.echo("\nНичего не записано: это только показ.")
            return
        undoable.check(root, "перевод года")
        if not yes and not is_yes(ask("\nПеревести год? [д/н] ")):
            click.echo("Ничего не изменено.")
            sys.exit(FINDINGS)
        undoable.write(root, change)
    except undoable.Refused as refused:
        click.echo(reports.visible(str(refused)), err=True)
        sys.exit(FINDINGS)
    click.echo(
        f"\nГотово. Дальше — черновики: `python scripts/site.py edit`. Отменить: {change.undo};"
        f' сохранить: `python scripts/site.py keep "{wanted} учебный год"`.'
    )


def _tell(turn: new_year.Turn, wanted: SchoolYear) -> None:
    if turn.carried:
        click.echo(f"Черновики {wanted} года:")
    for one in turn.carried:
        click.echo(reports.visible(f"  {one.path} — по {one.old.file}\n      {one.told}"))
    _list("В архив; адреса страниц не изменятся:", turn.archived)
    _list("Рассчитано на несколько лет и остаётся как есть:", turn.stays)
    if turn.unfinished:
        click.echo("Не закончено:")
    for path, what in turn.unfinished:
        click.echo(reports.visible(f"  {path}: {what}"))


def _list(heading: str, cards: tuple[Card, ...]) -> None:
    if cards:
        click.echo(heading)
    for card in cards:
        click.echo(reports.visible(f"  {card.file}"))
