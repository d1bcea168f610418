"""Commands that make the site: `build`, `pages`."""

import sys
from datetime import date
from pathlib import Path

import click

from mentoring import checkout, pipeline
from mentoring.cli.group import is_public_log, main, root_option


@main.command(help="Собрать сайт в папку site/. Пока новый сайт не готов целиком, старый не тронут.")
@root_option
@click.option("--hold-back", is_flag=True, help="Собрать без карточек с ошибками и перечислить их.")
@click.option("--quiet", is_flag=True, help="Без хода сборки.")
def build(root: Path, hold_back: bool, quiet: bool) -> None:
    from mentoring import mkdocs_plugin  # MkDocs takes half a second to import: only where it is needed
    from mentoring.publish import build as publishing

    try:
        result = mkdocs_plugin.build_site(root, hold_back=hold_back, quiet=quiet)
    except publishing.Stopped as stopped:
        click.echo(str(stopped), err=True)
        sys.exit(stopped.code)
    click.echo(result)


@main.command(help="Записать страницы сайта на диск как Markdown: для других движков и для сравнения.")
@click.argument("directory", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path))
@root_option
@click.option("--flat", is_flag=True, help="Адреса с .html на конце (use_directory_urls: false).")
def pages(directory: Path, root: Path, flat: bool) -> None:
    from mentoring.pages import Edition  # templates take a while to import: only where pages are made
    from mentoring.publish import build as publishing
    from mentoring.publish import site, written

    if directory.is_dir() and any(directory.iterdir()) and not (directory / written.MANIFEST).is_file():
        raise click.BadParameter(
            "в ней лежат чужие файлы. Назовите новую или пустую папку.", param_hint="ПАПКА"
        )
    today = date.today()
    loaded = pipeline.load(root, today=today, as_of=checkout.as_of(today, checkout.of(root)))
    try:
        publishing.check(publishing.Build(directory, loaded, quote=not is_public_log()))
        edition = site.with_downloads(Edition(loaded.book.public, directory_urls=not flat), root)
        changed = written.write(edition, directory, root)
    except publishing.Stopped as stopped:
        click.echo(str(stopped), err=True)
        sys.exit(stopped.code)
    click.echo(
        f"Страниц и файлов: {changed.total}, записано заново: {changed.written}, удалено: {changed.removed}."
    )
