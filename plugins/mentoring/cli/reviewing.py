"""`mentoring review` and `mentoring ready`: who shows a card to whom, and what a release will change."""

import sys
from datetime import date
from pathlib import Path

import click

from mentoring import checkout, gaps, pipeline, reports, reviewing, russian, undoable
from mentoring.cards import Card
from mentoring.casebook import Casebook
from mentoring.cli.group import FINDINGS, is_public_log, main, root_option
from mentoring.cli.starting import ask
from mentoring.undoable import Refused

# review


@main.command(
    help="Провести карточку: черновик → на согласовании → опубликован. Без имён карточек покажет список и спросит."
)
@click.argument("names", metavar="[КАРТОЧКА]…", nargs=-1)
@root_option
@click.option(
    "--to",
    metavar="СОСТОЯНИЕ",
    help="черновик, на согласовании, опубликован, архив; без параметра — следующее.",
)
@click.option("--by", metavar="ДОЛЖНОСТЬ", help="Кто отправляет или разрешает: должность, не имя.")
@click.option("--on", metavar="ДЕНЬ", help="День; без параметра — сегодня.")
@click.option("--yes", is_flag=True, help="Ни о чём не спрашивать: для сценариев.")
def review(
    names: tuple[str, ...], root: Path, to: str | None, by: str | None, on: str | None, yes: bool
) -> None:
    today = date.today()
    book = pipeline.load(root, today=today).gate.book
    titles = {term.id: term.title for term in book.vocabulary.terms("publications")}
    try:
        wanted = _state(to, book)
        day = _day(on) if on else today
        cards = [_card(name, book) for name in names] if names else _chosen(book, titles, asks=not yes)
        if not cards:
            click.echo("Черновиков и карточек на согласовании нет.")
            return
        steps = {card.file: wanted or reviewing.NEXT.get(card.publication, "") for card in cards}
        if "" in steps.values():
            raise Refused("Карточка уже опубликована. Куда её — скажите: `--to архив` или `--to черновик`.")
        who = by or ("" if yes else _who(set(steps.values()), book))
        if not who and set(steps.values()) & {"review", "published"}:
            raise Refused("Не сказано, кто: `--by директор`.")
        files = {
            card.file: reviewing.stepped(
                card,
                (root / card.file).read_bytes().decode("utf-8-sig"),
                reviewing.Step(steps[card.file], who, day),
                titles,
            ).encode()
            for card in cards
        }
        undoable.write(root, undoable.change(root, files))
    except Refused as refused:
        click.echo(reports.visible(str(refused)), err=True)
        sys.exit(FINDINGS)
    for card in cards:
        click.echo(reports.visible(f"{card.file}: {titles[card.publication]} → {titles[steps[card.file]]}"))
    if "published" in steps.values():
        click.echo(
            "Что изменится на сайте, покажет `python scripts/site.py ready`; собрать — `python scripts/site.py`."
        )


def _who(steps: set[str], book: Casebook) -> str:
    """Who takes the step; the curator sends a card, the head of the school allows it."""
    if steps <= {"draft", "archive"}:
        return ""
    curator = book.school.curator.post if book.school.curator else ""
    proposal = (
        {"review": curator, "published": "директор"}.get(next(iter(steps)), "") if len(steps) == 1 else ""
    )
    asks = "Кто отправляет" if steps == {"review"} else "Кто разрешает" if steps == {"published"} else "Кто"
    return ask(f"{asks} (должность{f'; Enter — {proposal}' if proposal else ''}): ") or proposal


def _state(to: str | None, book: Casebook) -> str | None:
    if to is None:
        return None
    term = book.vocabulary.find("publications", to)
    if term is None:
        words = russian.listed([f"«{one.title}»" for one in book.vocabulary.terms("publications")], "или")
        raise Refused(f"Состояния «{to}» нет. Подойдёт: {words}.")
    return term.id


def _day(text: str) -> date:
    try:
        return russian.parse_day(text)
    except ValueError:
        raise Refused(f"«{text}» — не день календаря. Напишите так: 31.08.2026.") from None


def _card(name: str, book: Casebook) -> Card:
    """The card a curator means: by its file, or by its name without `.md`."""
    wanted = name.replace("\\", "/").removesuffix(".md")
    found = [
        card
        for card in book.cards
        if card.file.removesuffix(".md") == wanted or card.file.endswith(f"/{wanted}.md")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            f"Таких карточек несколько: {', '.join(card.file for card in found)}. Назовите файл целиком."
        )
    near = russian.nearest(wanted, [card.slug for card in book.cards])
    more = f" Возможно, вы имели в виду «{near}»?" if near else ""
    raise Refused(f"Карточки «{name}» нет или в ней ошибка: её назовёт `python scripts/site.py check`.{more}")


def _chosen(book: Casebook, titles: dict[str, str], *, asks: bool) -> list[Card]:
    """The cards that wait for a step, those that are on review first, chosen by their numbers."""
    waiting = [card for state in ("review", "draft") for card in book.cards if card.publication == state]
    if not waiting or not asks:
        if waiting:
            raise Refused("Не сказано, какую карточку: назовите её файл.")
        return []
    for number, card in enumerate(waiting, 1):
        click.echo(reports.visible(f"  {number}. {titles[card.publication]}: {card.file}"))
    typed = ask("Какие (номера через запятую; Enter — все): ")
    numbers = [part.strip() for part in typed.split(",") if part.strip()] or [
        str(number) for number in range(1, len(waiting) + 1)
    ]
    if not all(one.isdecimal() and 0 < int(one) <= len(waiting) for one in numbers):
        raise Refused("Ничего не изменено: назовите номера из списка.")
    return [waiting[int(one) - 1] for one in numbers]


# ready


@main.command(help="Показать, что будет опубликовано, что изменится на сайте и чего не хватает.")
@root_option
@click.option(
    "--with",
    "site",
    metavar="ПАПКА",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="С каким сайтом сравнить; без параметра — с собранным в прошлый раз, site/.",
)
@click.option("--all", "whole", is_flag=True, help="Показать все изменения, не только начало.")
def ready(root: Path, site: Path | None, whole: bool) -> None:
    from mentoring.pages import Edition  # templates take a while to import: only where pages are made
    from mentoring.publish import ready as told
    from mentoring.publish import site as publishing

    today = date.today()
    loaded = pipeline.load(root, today=today, as_of=checkout.as_of(today, checkout.of(root)))
    edition = publishing.with_downloads(Edition(loaded.book.public), root)
    answer = told.of(edition, loaded, site or root / "site", gaps.of(loaded.book))
    click.echo(reports.visible(told.text(answer, loaded, whole=whole, quote=not is_public_log())))
    sys.exit(FINDINGS if answer.blocked else 0)
