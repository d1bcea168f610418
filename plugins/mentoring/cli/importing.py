"""`mentoring import`: a document of Word or Excel becomes drafts of cards."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from mentoring import pipeline, reports
from mentoring.cli.group import ENVIRONMENT, FINDINGS, OK, is_public_log, is_yes, main, root_option
from mentoring.filenames import card_fault
from mentoring.imports import papers, placing
from mentoring.imports.draft import Draft, Wishes
from mentoring.imports.merging import Edit
from mentoring.imports.opening import MAX_BYTES, Refused, too_large
from mentoring.imports.placing import Placed
from mentoring.imports.telling import told
from mentoring.school_year import SchoolYear
from mentoring.source import SourceError, decode


@main.command(
    "import",
    help="Взять таблицу или текст из Word или Excel и сделать черновики карточек.\n\n"
    "Сначала показывает, что распознано: какой столбец стал каким полем, сколько строк, сколько имён заменено ролями, что"
    " не разобрано. Потом спрашивает и записывает. Повторный импорт обновляет карточку и спрашивает там, где вы и документ"
    " изменили одно и то же.",
)
@click.argument("file", metavar="ФАЙЛ", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(list(papers.KINDS)),
    required=True,
    help="Что это: roadmap — дорожная карта или план, programme — программа, pairs — таблица пар, case — рассказ или план пары.",
)
@click.option(
    "--out",
    metavar="ПАПКА",
    type=click.Path(file_okay=False, path_type=Path),
    help="Куда записать. По умолчанию — своя папка в cases/.",
)
@click.option("--into", metavar="ИМЯ", default="", help="Какую карточку обновить: имя её файла без `.md`.")
@click.option(
    "--table", metavar="НОМЕР", type=click.IntRange(min=1), help="Какую таблицу взять, если их несколько."
)
@click.option("--programme", metavar="ИМЯ", default="", help="Программа: имя её файла без `.md`.")
@click.option(
    "--form",
    metavar="ФОРМА",
    default="",
    help="Форма наставничества, если её нет в документе: «ученик – ученик».",
)
@click.option("--yes", is_flag=True, help="Не спрашивать. Где изменили и вы, и документ, останется ваше.")
@root_option
def import_document(
    file: Path,
    kind: str,
    out: Path | None,
    into: str,
    table: int | None,
    programme: str,
    form: str,
    yes: bool,
    root: Path,
) -> None:
    loaded = pipeline.load(root, today=date.today(), preview=True)
    folder = papers.FOLDERS[kind]
    school = placing.school_of(loaded.gate, folder)
    if form and school.vocabulary.find("forms", form) is None:
        titles = ", ".join(f"«{term.title}»" for term in school.vocabulary.terms("forms"))
        raise click.BadParameter(f"такой формы нет. Есть: {titles}.", param_hint="--form")
    known = school.vocabulary.find("forms", form)
    wishes = Wishes(
        file.stem,
        SchoolYear.of(date.today()),
        programme=programme.removesuffix(".md"),
        form=known.title if known else "",
        table=table or 0,
        programmes={card.slug: str(card.school_year or "") for card in loaded.book.programmes},
        forms={
            card.slug: school.vocabulary.title("forms", card.forms[0])
            for card in loaded.book.programmes
            if len(card.forms) == 1
        },
    )
    target = out or root / "cases" / folder
    memory = root / ".cache/mentoring/imports" / folder if out is None else None
    try:
        if file.stat().st_size > MAX_BYTES:
            raise too_large()
        read = papers.read(file.read_bytes(), file.name, kind, school, wishes)
        if into:
            read.drafts[0].slug = _renewed(into.removesuffix(".md"), target, len(read.drafts))
        else:
            placing.rename(read.drafts, school)
        bases = [_base(memory, draft) for draft in read.drafts]
        found = [
            placing.placed(draft, _text(target, draft), base, school)
            for draft, base in zip(read.drafts, bases, strict=True)
        ]
    except Refused as reason:
        click.echo(f"Не взято [{reason.reason}]: {reason.what}\n  Что сделать: {reason.fix}")
        sys.exit(FINDINGS)
    except SourceError as error:
        click.echo(reports.text([error.problem]))
        click.echo("Карточка, которую надо обновить, не читается. Исправьте её и повторите.")
        sys.exit(FINDINGS)
    click.echo(reports.visible(told(read, found)), nl=False)
    for one, base in zip(found, bases, strict=True):
        if taken := _settled(one, yes):
            placing.settled(one, taken, base, school)
    changed = [one for one in found if not one.is_same]
    if not changed:
        click.echo("Записывать нечего.")
        _remember(memory, found, school)
        sys.exit(OK)
    if not (yes or _asked(f"Записать файлов: {len(changed)}? [д/н] ")):
        click.echo("Ничего не записано.")
        sys.exit(FINDINGS)
    try:
        _write({target / f"{one.draft.slug}.md": one for one in changed})
    except OSError as error:
        click.echo(
            f"Не записано ничего: {reports.visible(error.strerror or 'диск не отвечает')}. Освободите место или назовите другую папку: --out."
        )
        sys.exit(ENVIRONMENT)
    _remember(memory, found, school)
    click.echo(
        f"Записано файлов: {len(changed)}. Это черновики. Прочтите их, допишите, чего не хватает, и проверьте:"
        " `python scripts/site.py check`."
    )
    sys.exit(OK)


def _renewed(slug: str, target: Path, drafts: int) -> str:
    """The card that is to be renewed, when it is there and the only one.

    Raises:
        click.BadParameter: it is not, or the document makes several cards.
    """
    if drafts > 1:
        raise click.BadParameter(
            f"в документе карточек: {drafts}, а обновить можно одну. Повторите без `--into`: каждая найдёт свой файл сама.",
            param_hint="--into",
        )
    known = sorted(file.stem for file in target.glob("*.md") if card_fault(file.name, file.stem) is None)
    if slug not in known:
        near = [] if is_public_log() else get_close_matches(slug, known) or known[:5]
        there = f"Есть: {', '.join(near)}." if near else "Назовите ту, что есть, или повторите без `--into`."
        raise click.BadParameter(f"такой карточки в папке нет. {there}", param_hint="--into")
    return slug


def _settled(one: Placed, yes: bool) -> list[Edit]:
    """The changes of the document that a curator has chosen over their own."""
    taken = []
    for conflict, edit in one.merge.conflicts:
        click.echo(f"\n{conflict.what}: изменили и вы, и документ.")
        if not is_public_log():
            click.echo(
                reports.visible(
                    f"  в карточке:  {_shown(conflict.mine)}\n  в документе: {_shown(conflict.theirs)}"
                )
            )
        if yes:
            click.echo("  Оставлено ваше.")
        elif _asked("  Взять из документа? [д/н] "):
            taken.append(edit)
    return taken


def _shown(value: Any) -> str:
    told_ = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(told_.split())


def _asked(question: str) -> bool:
    click.echo(question, nl=False)
    return is_yes(sys.stdin.readline())


def _text(target: Path, draft: Draft) -> str | None:
    file = target / f"{draft.slug}.md"
    return decode(file.read_bytes(), draft.path) if file.is_file() else None


def _base(memory: Path | None, draft: Draft) -> Mapping[str, Any] | None:
    """What the last reading of this document gave, if this computer remembers it."""
    try:
        found = json.loads((memory / f"{draft.slug}.json").read_text("utf-8")) if memory else None
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("data"), dict) else None


def _remember(memory: Path | None, found: Sequence[Placed], school: papers.School) -> None:
    """Keep the reading for the next one; where that cannot be done, the next one asks more, and that is all."""
    if memory is None:
        return
    try:
        memory.mkdir(parents=True, exist_ok=True)
        for one in found:
            (memory / f"{one.draft.slug}.json").write_text(placing.base_of(one.draft, school), "utf-8")
    except OSError:
        return


def _write(files: Mapping[Path, Placed]) -> None:
    """Put all files in their places, or none: the new ones lie whole beside them first."""
    waiting: list[tuple[Path, Path]] = []
    done: list[tuple[Path, bytes | None]] = []
    try:
        for file, one in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_name(f".{file.name}.import")
            waiting.append((new, file))
            is_of_windows = file.is_file() and b"\r\n" in file.read_bytes()
            text = one.after.replace("\n", "\r\n") if is_of_windows else one.after
            new.write_bytes(text.encode())
        for new, file in waiting:
            before = file.read_bytes() if file.is_file() else None
            os.replace(new, file)
            done.append((file, before))
    except OSError:
        for file, before in reversed(done):
            if before is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(before)
        raise
    finally:
        for new, _ in waiting:
            new.unlink(missing_ok=True)
