"""`mentoring names`: what the gate sees in any text, before it becomes a card."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from mentoring import pipeline, reports
from mentoring.cli.group import FINDINGS, OK, format_option, is_public_log, main, root_option
from mentoring.privacy import drafts, ner
from mentoring.privacy.drafts import IN_NAME, Draft, Look
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.looking import look
from mentoring.rules.names import WHAT

KINDS = {
    FindingKind.DECLARED: "человек из списка",
    FindingKind.PROBABLE: "похоже на имя",
    FindingKind.IDENTIFIER: "сведения о человеке",
    FindingKind.SENSITIVE: "слово о здоровье, учёте, семье или вере рядом с человеком",
}


@main.command(
    help="Показать имена и личные сведения в любом тексте: в письме, в документе Word, в папке черновиков.\n\n"
    "В JSON — список записей path, start, end, text, kind (declared — из списка людей, probable — похоже на имя, "
    "identifier — телефон, адрес и подобное, sensitive — слово о здоровье, учёте, семье, вере). start и end считают "
    "знаки файла с нуля, конец не входит; в документах Word и PDF — знаки извлечённого текста. "
    "Если имя стоит в названии файла, start и end равны -1. В общедоступном журнале (переменная CI) text пуст.\n\n"
    "Код выхода: 0 — ничего не найдено, 1 — найдено."
)
@click.argument(
    "paths", metavar="ПУТЬ…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--people",
    "people_file",
    metavar="ФАЙЛ",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Список людей, как private/people.yml. Без него — реестр и карточки наставников проекта, если он есть.",
)
@format_option
@root_option
def names(paths: tuple[Path, ...], people_file: Path | None, form: str, root: Path) -> None:
    eye = _eye(people_file, root)
    drafts_seen: list[tuple[str, Draft]] = []
    for file, name in _files(paths):
        try:
            drafts_seen.append((str(file.as_posix()), drafts.seen_in(file.read_bytes(), name, eye)))
        except (OSError, drafts.NotRead):
            click.echo(reports.visible(f"Не прочитан: {_shown(file.as_posix(), eye)}"), err=True)
    count = sum(len(draft.findings) for _, draft in drafts_seen)
    if form == "json":
        click.echo(
            reports.dumped(
                [
                    {
                        "path": _shown(path, eye),
                        "start": finding.start,
                        "end": finding.end,
                        "text": None if is_public_log() else finding.text,
                        "kind": str(finding.kind),
                    }
                    for path, draft in drafts_seen
                    for finding in draft.findings
                ]
            )
        )
    else:
        for path, draft in drafts_seen:
            for finding in draft.findings:
                click.echo(reports.visible(_told(_shown(path, eye), draft, finding)))
        click.echo(
            f"Найдено: {count}. Прочитано файлов: {len(drafts_seen)}."
            if count
            else f"Имён и личных сведений не видно. Прочитано файлов: {len(drafts_seen)}."
        )
    sys.exit(FINDINGS if count else OK)


def _eye(people_file: Path | None, root: Path) -> Look:
    """How a text is looked at: with the people of a file, else with those of the project, else with nobody declared."""
    if people_file:
        try:
            people = drafts.people_of(people_file.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            raise click.BadParameter("файл не читается.", param_hint="--people") from None
        except drafts.NoPeople as slip:
            raise click.BadParameter(
                f"список людей не понятен: {slip}. Пример строки: `- {{id: p-1, name: Фамилия Имя Отчество}}`.",
                param_hint="--people",
            ) from None
        return lambda text: look(text, people, twice=ner.is_installed())
    if (root / "cases").is_dir():
        return pipeline.load(root, today=date.today(), preview=True).gate.look
    return lambda text: look(text, twice=ner.is_installed())


def _files(paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Every file with the name that is looked at: its path under the folder that was asked for."""
    for path in paths:
        if path.is_file():
            yield path, path.name
            continue
        for file in sorted(path.rglob("*")):
            inner = file.relative_to(path)
            if file.is_file() and not any(part.startswith(".") for part in inner.parts):
                yield file, inner.as_posix()


def _shown(path: str, eye: Look) -> str:
    """A path as it may be told: in a public log without the names in it."""
    if not is_public_log():
        return path
    shown = path
    for finding in sorted(eye(path.replace("/", " / ")), reverse=True):
        shown = shown.replace(finding.text, "…")
    return shown


def _told(path: str, draft: Draft, finding: Finding) -> str:
    """One finding with its line or paragraph; the words themselves stay in the terminal of the author."""
    text = draft.text
    what = WHAT.get(finding.what, KINDS[finding.kind])
    if finding.start == IN_NAME:
        return f"{path}: {what}: в названии файла\n"
    begin = text.rfind("\n", 0, finding.start) + 1
    line, column = text.count("\n", 0, finding.start) + 1, finding.start - begin + 1
    place = draft.place(finding.start)
    told = f"{path}: {what}: {place}\n" if place else f"{path}:{line}:{column}: {what}\n"
    if is_public_log():
        return told
    stop = text.find("\n", begin)
    whole = text[begin : stop if stop >= 0 else len(text)].rstrip("\r").replace("\t", " ")
    left = max(0, column - 1 - 60)
    shown = whole[left : left + 120]
    return f"{told}    {shown}\n    {' ' * (column - 1 - left)}{'^' * max(1, min(finding.end, begin + len(whole)) - finding.start)}\n"
