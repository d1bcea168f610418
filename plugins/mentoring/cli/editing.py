"""`mentoring edit`: the cards as forms in a browser."""

import sys
import webbrowser
from pathlib import Path

import click

from mentoring.cli.group import ENVIRONMENT, main, root_option


@main.command(help="Править карточки в формах: открывает редактор в браузере этого компьютера.")
@root_option
@click.option(
    "--port", metavar="ЧИСЛО", type=click.IntRange(1, 65535), help="Порт редактора; обычно выбирать не нужно."
)
@click.option("--no-browser", is_flag=True, help="Только показать ссылку, браузер не открывать.")
def edit(root: Path, port: int | None, no_browser: bool) -> None:
    from mentoring import mkdocs_plugin  # MkDocs takes half a second to import: only where it is needed
    from mentoring.editor import running

    if not (root / "mkdocs.yml").is_file():
        click.echo("В этой папке нет mkdocs.yml: запустите команду из папки проекта.", err=True)
        sys.exit(ENVIRONMENT)
    try:
        editor = running.start(root.resolve(), mkdocs_plugin.Press, port)
    except OSError:
        click.echo(
            f"Порт {port} занят: возможно, редактор уже открыт в другом окне. Закройте его или назовите другой порт.",
            err=True,
        )
        sys.exit(ENVIRONMENT)
    click.echo(f"Редактор открыт: {editor.url}\nСсылка только для этого компьютера. Остановить — Ctrl-C.")
    if not no_browser:
        webbrowser.open(editor.url)
    try:
        editor.wait()
    except KeyboardInterrupt:
        click.echo("Редактор закрыт. Сохранённое лежит в файлах.")
    finally:
        editor.stop()
