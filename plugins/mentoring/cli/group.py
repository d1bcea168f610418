"""The command all others belong to, and what they share."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from mentoring import __version__
from mentoring.cli.click_russian import speak_russian

OK, FINDINGS, USAGE, ENVIRONMENT = 0, 1, 2, 3
"""Exit codes: all is well; something to mend; the call is wrong; the machine lacks something."""

speak_russian()  # before the commands are declared: some texts are fetched then

root_option = click.option(
    "--root",
    metavar="ПАПКА",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Папка проекта (где лежат cases/ и mkdocs.yml). По умолчанию — текущая.",
)

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Вид ответа."
)


class _Command(click.Command):
    """A command whose call is shown in Russian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **kwargs)


class _Group(click.Group):
    """A group of such commands."""

    command_class = _Command


@click.group(
    cls=_Group,
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Сайт наставничества школы из карточек.",
)
@click.version_option(__version__, message="mentoring %(version)s")
def main() -> None:
    """Run a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def is_yes(answer: str) -> bool:
    return answer.strip().lower() in {"д", "да", "y", "yes"}


def is_public_log() -> bool:
    """Logs of CI are public: the author's lines are not quoted there."""
    return bool(os.environ.get("CI"))
