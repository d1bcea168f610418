"""`mentoring host`: text for the configuration of a web server or of a forge."""

import re
import sys
from datetime import date
from pathlib import Path

import click

from mentoring import pipeline
from mentoring.cli.group import USAGE, main, root_option
from mentoring.deploy.snippets import SNIPPETS, Where, snippet

_SAFE = re.compile(r"[\w./:@~+-]+")
"""What may stand in a configuration without quotes."""


@main.command(
    help="Показать настройки, которые надо вставить на сервере: nginx, apache (файл .htaccess), "
    "gitlab или gitea (проверка предложений и публикация; для Forgejo — gitea)."
)
@click.argument("what", metavar="ЧЕГО", type=click.Choice(list(SNIPPETS)))
@root_option
@click.option(
    "--folder", metavar="ПАПКА", default=Where.folder, show_default=True, help="Папка сайта на сервере."
)
@click.option(
    "--target", metavar="КУДА", default=Where.target, show_default=True, help="Куда публикует deploy."
)
@click.option("--branch", metavar="ВЕТКА", default=Where.branch, show_default=True, help="Главная ветка.")
def host(what: str, root: Path, folder: str, target: str, branch: str) -> None:
    for told in (folder, target, branch):
        if not _SAFE.fullmatch(told):
            click.echo(
                f"В «{told}» — знак, которого в настройках быть не может: пробел, кавычка, скобка.", err=True
            )
            sys.exit(USAGE)
    school = pipeline.load(root, today=date.today()).book.school
    click.echo(snippet(what, Where(school.site or "", folder, target, branch)), nl=False)
