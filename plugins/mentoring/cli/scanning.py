"""`mentoring scan`: a finished site is read again, whatever made it."""

import sys
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from mentoring import pipeline, reports
from mentoring.cli.group import FINDINGS, OK, USAGE, format_option, is_public_log, main, root_option
from mentoring.privacy.scan import Leak
from mentoring.privacy.scan import scan as read_again
from mentoring.rules.names import WHAT


@main.command(
    help="Прочесть готовый сайт (папку или zip) и найти имена, личные сведения, чужие сайты, файлы неизвестного вида."
)
@click.argument("site", metavar="САЙТ", type=click.Path(exists=True, path_type=Path))
@root_option
@format_option
def scan(site: Path, root: Path, form: str) -> None:
    if site.is_file() and site.suffix.lower() != ".zip":
        click.echo("Назовите папку готового сайта или его архив с окончанием .zip.", err=True)
        sys.exit(USAGE)
    loaded = pipeline.load(root, today=date.today())
    leaks = list(read_again(site, loaded.gate.anew().look, loaded.book.looked_at))
    if form == "json":
        click.echo(reports.dumped([_as_object(leak) for leak in leaks]))
    else:
        for _, of_file in groupby(leaks, key=lambda leak: leak.path):
            found = list(of_file)
            click.echo(reports.visible(found[0].shown if is_public_log() else found[0].path))
            for of_one in _by_person(found):
                click.echo(reports.visible(f"  {_told(of_one)}".replace("\n", " ")))
        files = len({leak.path for leak in leaks})
        click.echo(
            f"Найдено: {len(leaks)}, файлов: {files}. Такой сайт публиковать нельзя."
            if leaks
            else "Ничего лишнего на сайте нет."
        )
    sys.exit(FINDINGS if leaks else OK)


def _by_person(leaks: list[Leak]) -> list[list[Leak]]:
    """The parts of one name in one place together."""
    grouped: dict[tuple[str, str, str], list[Leak]] = {}
    for leak in leaks:
        detail = "" if leak.what in _OF_NAMES else leak.detail
        grouped.setdefault((leak.what, leak.where + detail, leak.person), []).append(leak)
    return list(grouped.values())


def _told(leaks: list[Leak]) -> str:
    """One line; the words themselves stay in the terminal of the author."""
    leak = leaks[0]
    what = WHAT.get(leak.detail, KINDS[leak.what])
    if leak.what in {"foreign-host", "unknown-type", "unreadable"}:
        return f"{what}: {leak.detail}"
    words = " ".join(" ".join(one.words for one in leaks).split())
    place = f"{what}: {leak.where}"
    return place if is_public_log() else f"{place} — «{words[:80]}»"


def _as_object(leak: Leak) -> dict[str, Any]:
    told = {
        "path": leak.shown if is_public_log() else leak.path,
        "kind": leak.what,
        "detail": leak.detail,
        "where": leak.where,
    }
    return told if is_public_log() else {**told, "person": leak.person, "text": leak.words}


_OF_NAMES = frozenset({"declared", "probable"})
KINDS = {
    "declared": "назван человек, согласия которого нет",
    "probable": "похоже, назван человек",
    "identifier": "личные сведения",
    "sensitive": "слово о здоровье, семье или учёте рядом с ребёнком",
    "foreign-host": "страница обращается к чужому сайту",
    "unknown-type": "файл неизвестного вида",
    "unreadable": "программа не может прочесть",
}
"""What the scan finds, in the words of a curator."""
