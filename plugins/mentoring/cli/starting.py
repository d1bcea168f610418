"""`mentoring new`: a new card, a new school."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from mentoring import checkout, gaps, pipeline, reports
from mentoring.casebook import Casebook
from mentoring.cli.group import FINDINGS, is_public_log, main, root_option
from mentoring.privacy.gate import Gate
from mentoring.reading import federal_vocabulary
from mentoring.starters import asking, school, wheel, writing
from mentoring.undoable import Refused

EXPLAINED = click.option(
    "--bare", is_flag=True, help="Без пояснений и пустых полей: только то, что отвечено."
)


@main.group(
    "new",
    cls=type(main),
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="ВИД …",
    help="Завести карточку или школу: спросит по-русски и запишет файл с пояснениями.",
)
def group() -> None:
    """Begin something."""


def command(kind: str) -> click.Command:
    """The command of one kind of card, with an option for every question."""
    starter = asking.STARTERS[kind]

    def run(root: Path, yes: bool, bare: bool, slug: str | None, **given: Any) -> None:
        try:
            _begin(starter, root, slug, given, asks=not yes, explained=not bare)
        except Refused as refused:
            click.echo(reports.visible(str(refused)), err=True)
            sys.exit(FINDINGS)

    for question in reversed(starter.questions):
        run = click.option(
            f"--{question.key.replace('_', '-')}",
            question.key,
            metavar="ОТВЕТ",
            multiple=question.many,
            help=f"{question.asks}{'; можно повторять' if question.many else ''}.",
        )(run)
    run = click.option("--slug", metavar="ИМЯ", help="Имя файла без .md; без параметра — из названия.")(run)
    run = click.option("--yes", is_flag=True, help="Ни о чём не спрашивать: для сценариев.")(run)
    return group.command(kind, help=f"Завести {starter.title}.")(root_option(EXPLAINED(run)))


def _begin(
    starter: asking.Starter,
    root: Path,
    slug: str | None,
    given: dict[str, Any],
    *,
    asks: bool,
    explained: bool,
) -> None:
    today = date.today()
    if not (root / "cases").is_dir():
        raise Refused(
            "В этой папке нет школы: нет папки `cases`. Перейдите в папку школы или заведите её:"
            " `python scripts/site.py new school ПАПКА`."
        )
    loaded = pipeline.load(root, today=today)
    book = loaded.gate.book
    if starter is asking.CASE and not any(book.slugs.get("programmes", ())):
        if not asks:
            raise Refused(
                "Кейс принадлежит программе, а программ ещё нет. Сначала заведите её:"
                " `python scripts/site.py new programme`."
            )
        click.echo("Кейс принадлежит программе, а программ ещё нет. Сначала — программа.\n")
        _begin(asking.STARTERS["programme"], root, None, {}, asks=True, explained=explained)
        click.echo("\nТеперь — кейс.\n")
        book = pipeline.load(root, today=today).gate.book
    asked = asking.Asked(book, today, {})
    for question in starter.questions:
        option = given.get(question.key)
        asked = answered(question, asked, option, asks=asks)
        while starter is not asking.STARTERS["mentor"] and (named := _named(question, asked, loaded.gate)):
            why = f"{question.asks}: «{named}» похоже на имя или личные сведения. Назовите роль: наставник, пятиклассник."
            if option or not asks:
                raise Refused(f"{why} Ничего не записано.")
            click.echo(reports.visible(why))
            asked = answered(question, asked, None, asks=True)
    name = _name(starter, asked, slug, asks=asks)
    made = writing.text(starter, asked, name, explained=explained)
    path = writing.place(starter, name)
    slips = writing.slips(starter, made, asked)
    if slips:
        told = "\n".join(f"  {problem.what} {problem.fix}" for problem in slips)
        raise Refused(f"Карточка не записана: прочесть её нельзя.\n{told}")
    writing.write(root, path, made)
    click.echo(f"\nЗаписан черновик {path}.")
    _what_is_left(root, path, today)


def _named(question: asking.Question, asked: asking.Asked, gate: Gate) -> str:
    """What of an answer may not stand in a file: it would be in the name of the file too."""
    known = {choice.value for choice in question.choices(asked)}
    typed = [value for value in asked.answers.get(question.key, ()) if value not in known]
    return next((finding.text for text in typed for finding in gate.look(text)), "")


def _what_is_left(root: Path, path: str, today: date) -> None:
    """What the check and the list of gaps have to say of the new file."""
    loaded = pipeline.load(root, today=today)
    problems = [problem for problem in loaded.problems if problem.place.path == path]
    if problems:
        click.echo(reports.text(problems, None if is_public_log() else loaded.lines))
    else:
        click.echo("Ошибок в нём нет.")
    left = [gap for gap in gaps.of(loaded.book) if gap.place.path == path]
    if left:
        click.echo("Что осталось сказать:")
        for gap in left:
            click.echo(reports.visible(f"  {gap.what} {gap.fix}".replace("\n", " ")))
    click.echo(
        "Править — `python scripts/site.py edit` (формы) или Блокнот;"
        " посмотреть страницу — `python scripts/site.py serve`."
    )
    if any(problem.is_error for problem in problems):
        sys.exit(FINDINGS)


def answered(
    question: asking.Question, asked: asking.Asked, given: str | tuple[str, ...] | None, *, asks: bool
) -> asking.Asked:
    """The same with one answer more: from the option, from the terminal, or as proposed.

    Raises:
        Refused: nobody is to be asked, and there is no answer.
    """
    if not question.when(asked):
        return asked
    option = ", ".join(given) if isinstance(given, tuple) else given or ""
    while True:
        typed = _typed(question, asked) if asks and not option else option
        meant = question.meant(typed, asked)
        if meant is not None:
            return asking.Asked(asked.book, asked.today, {**asked.answers, question.key: meant})
        why = _why_not(question, asked, typed) if typed.strip() else question.without
        if option or not asks:
            name = f"--{question.key.replace('_', '-')}"
            raise Refused(f"{question.asks}: {why} Параметр — `{name}`.")
        click.echo(reports.visible(why))


def _why_not(question: asking.Question, asked: asking.Asked, typed: str) -> str:
    choices = ", ".join(f"«{one.value}»" for one in question.choices(asked))
    good = f": {choices}" if choices else f", например, «{question.proposal(asked)}»"
    return f"«{typed}» не подходит. Подойдёт{good}."


def _typed(question: asking.Question, asked: asking.Asked) -> str:
    """The question with its choices and what an empty answer means, and what is typed."""
    choices = question.choices(asked)
    proposal = question.proposal(asked)
    number = next((str(n) for n, one in enumerate(choices, 1) if one.value == proposal), "")
    hints = [
        *(["через запятую можно несколько"] if question.many else []),
        *([f"Enter — {number or proposal}"] if proposal else [] if question.needed else ["можно пусто"]),
    ]
    said = f" ({'; '.join(hints)})" if hints else ""
    if not choices:
        return ask(f"{question.asks}{said}: ")
    click.echo(reports.visible(f"{question.asks}:"))
    for n, choice in enumerate(choices, 1):
        click.echo(reports.visible(f"  {n}. {choice.told}"))
    return ask(f"{'Номер или свои слова' if question.free else 'Номер'}{said}: ")


def ask(prompt: str) -> str:
    """One line of the terminal.

    Raises:
        Refused: there is nobody to answer.
    """
    click.echo(reports.visible(prompt), nl=False)
    line = sys.stdin.readline()
    if not line:
        raise Refused(
            "\nОтветов больше нет: ничего не записано. Без вопросов — с параметром `--yes`, остальное — `-h`."
        )
    return line.strip()


def _name(starter: asking.Starter, asked: asking.Asked, slug: str | None, *, asks: bool) -> str:
    proposal = writing.proposed(starter, asked)
    name = (slug or "").strip().removesuffix(".md")
    while True:
        if not name:
            name = ask(f"Имя файла, оно же адрес страницы (Enter — {proposal}): ") if asks else proposal
            name = name.removesuffix(".md") or proposal
        why = writing.fault(starter, name, asked.book)
        if not why:
            return name
        if not asks or slug:
            raise Refused(why)
        click.echo(reports.visible(why))
        name = ""


# The school


def _new_school(
    directory: Path, root: Path, yes: bool, wheel_file: Path | None, git: bool, **given: Any
) -> None:
    try:
        program = wheel.own(root, wheel_file)
        asked = asking.Asked(Casebook(federal_vocabulary(), date.today(), date.today()), date.today(), {})
        for question in school.QUESTIONS:
            asked = answered(question, asked, given.get(question.key), asks=not yes)
        school.write(directory, school.files(asked, program))
    except Refused as refused:
        click.echo(reports.visible(str(refused)), err=True)
        sys.exit(FINDINGS)
    kept = git and checkout.begin(directory, f"Начало: {asked.first('short_name')}")
    click.echo(reports.visible(f"\nПапка школы готова: {directory}"))
    loaded = pipeline.load(directory, today=asked.today)
    if loaded.problems:
        click.echo(reports.text(loaded.problems, loaded.lines))
    if git and not kept:
        click.echo("git не установлен или не записал первый снимок: историю правок заведёте позже.")
    click.echo(
        "Дальше: откройте в ней start.cmd (Windows) или start.sh двойным щелчком — или в командной строке:\n"
        f"  cd {directory}\n"
        "  python scripts/site.py new case"
    )


def _school_command() -> click.Command:
    run: Callable[..., Any] = _new_school
    for question in reversed(school.QUESTIONS):
        run = click.option(
            f"--{question.key.replace('_', '-')}", question.key, metavar="ОТВЕТ", help=f"{question.asks}."
        )(run)
    for option in (
        click.option(
            "--no-git", "git", is_flag=True, flag_value=False, default=True, help="Не заводить историю git."
        ),
        click.option(
            "--wheel",
            "wheel_file",
            metavar="ФАЙЛ",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Файл программы .whl; без параметра — тот, что работает сейчас.",
        ),
        click.option("--yes", is_flag=True, help="Ни о чём не спрашивать: для сценариев."),
        root_option,
        click.argument("directory", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path)),
    ):
        run = option(run)
    return group.command(
        "school", help="Завести папку новой школы: карточки, сайт, программа, без нашего примера."
    )(run)


COMMANDS = (*(command(kind) for kind in asking.STARTERS), _school_command())
