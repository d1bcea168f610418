"""Build or preview the site with nothing but Python: `python scripts/site.py [--no-ner] [build|serve] …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import environment


def main(arguments: list[str]) -> int:
    """Do the command in the project's own environment and give its exit code."""
    environment.speak_utf8()
    folder, lock, arguments = chosen(arguments)
    try:
        python = environment.ready(folder, lock)
    except environment.NotReady as reason:
        environment.tell(str(reason))
        return environment.STOPPED
    except KeyboardInterrupt:
        return 130
    command, address = plan(arguments)
    if address:
        environment.tell(f"Предпросмотр: http://{address}/ (когда сайт соберётся). Остановить — Ctrl-C.")
    os.environ["MENTORING_COMMAND"] = "python scripts/site.py"
    return environment.run([str(python), *command])


def chosen(arguments: list[str], root: Path = environment.ROOT) -> tuple[str, str, list[str]]:
    """The folder of the environment, its lock, and the arguments that are left for the command.

    The second search for names and reports as PDF (the extras `ner` and `pdf`) weigh 150 MB: `--no-ner` goes without
    them, in a folder of its own, so that neither is made again when the other was used.
    """
    rest = [argument for argument in arguments if argument != "--no-ner"]
    if rest != arguments:
        return ".venv-site-no-ner", "requirements.lock", rest
    whole = "requirements-ner.lock"
    return ".venv-site", whole if (root / whole).is_file() else "requirements.lock", rest


def plan(arguments: list[str]) -> tuple[list[str], str]:
    """What Python is to run, and the address of the preview or an empty text."""
    if not arguments or arguments[0] in ("-h", "--help"):
        return ["-m", "mentoring", *(arguments or ["build"])], ""
    if arguments[0] != "serve":
        # `site.py --hold-back` is `site.py build --hold-back`
        default = ["build"] if arguments[0].startswith("-") else []
        return ["-m", "mentoring", *default, *arguments], ""
    rest = arguments[1:]
    if "-h" in rest or "--help" in rest:
        return ["-m", "mkdocs", "serve", *rest], ""
    address = _address(rest)
    if not address:
        address = "127.0.0.1:8000"
        rest = ["--dev-addr", address, *rest]
    return ["-m", "mkdocs", "serve", *rest], address


def _address(arguments: list[str]) -> str:
    for number, argument in enumerate(arguments):
        if argument in ("-a", "--dev-addr"):
            return "".join(arguments[number + 1 : number + 2])
        if argument.startswith("--dev-addr="):
            return argument.partition("=")[2]
        if argument.startswith("-a") and len(argument) > 2:
            return argument[2:]
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
