"""Commands that take a finished site to its readers: `deploy`, `rollback`, `status`, `links`."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from mentoring import pipeline, reports
from mentoring.cli.group import FINDINGS, OK, is_public_log, is_yes, main, root_option
from mentoring.deploy import archive, deploying, kit, targets
from mentoring.deploy.failures import Failure
from mentoring.deploy.host import Host
from mentoring.deploy.manifest import Manifest
from mentoring.deploy.targets import Target
from mentoring.deploy.ways import WAYS
from mentoring.publish import build as publishing
from mentoring.publish.links import broken

SHOWN = 20
"""How many files of a list are named."""

target_argument = click.argument("target", metavar="КУДА")
site_option = click.option(
    "--site",
    metavar="ПАПКА",
    type=click.Path(path_type=Path),
    help="Готовый сайт. По умолчанию — папка site/ проекта.",
)
lock_option = click.option(
    "--break-lock", is_flag=True, help="Снять чужую отметку «публикую»: та публикация оборвалась."
)
key_option = click.option(
    "--accept-key", metavar="ОТПЕЧАТОК", default="", help="Подтвердить ключ сервера: SHA256:…"
)


@main.command(
    help="Опубликовать собранный сайт. КУДА: sftp://имя@сервер/папка, ftps://…, ftp://…, file:///папка, zip:сайт.zip, "
    "kit:папка (набор для сайта-конструктора)."
)
@target_argument
@root_option
@site_option
@click.option("--dry-run", is_flag=True, help="Только показать, что изменится.")
@click.option("--way", type=click.Choice(list(WAYS)), help="Как переключать сайт; обычно решает программа.")
@click.option("--overwrite", is_flag=True, help="Записать сайт поверх чужих правок.")
@click.option("--purge", is_flag=True, help="Удалить прежние выпуски, которые сегодня публиковать нельзя.")
@click.option("--pasted", is_flag=True, help="Для набора: прошлый набор вставлен на сайт школы весь.")
@lock_option
@key_option
def deploy(
    target: str,
    root: Path,
    site: Path | None,
    dry_run: bool,
    way: str | None,
    overwrite: bool,
    purge: bool,
    pasted: bool,
    break_lock: bool,
    accept_key: str,
) -> None:
    site = site or root / "site"
    with _told():
        to = _parsed(target, root)
        gate = _gate(root)
        if purge:
            _purge(to, gate, accept_key, break_lock)
            return
        if not (site / "index.html").is_file():
            raise Failure("site-missing")
        _stop_at(gate(site))
        if to.scheme == "zip":
            if dry_run:
                click.echo(f"Будет записан архив {to.path}. Файлов: {len(Manifest.of(site).files)}.")
                return
            packed = archive.pack(site, Path(to.path))
            click.echo(f"Архив готов: {to.path}. Файлов: {len(packed.files)}, выпуск {packed.release}.")
            return
        if to.scheme == "kit":
            folder = Path(to.path)
            pasted = pasted or _is_pasted(folder)
            _show_kit(kit.made(site, folder, gate=gate, pasted=pasted, dry=dry_run))
            if not dry_run:
                click.echo(f"Набор готов. Откройте {folder / 'index.html'} и делайте шаги по порядку.")
            return
        with _host(to, accept_key) as host:
            if dry_run:
                _show(deploying.plan(host, to.path, site, way=way or ""), done=False)
                return
            with _progress() as progress:
                outcome = deploying.deploy(
                    host,
                    to.path,
                    site,
                    tell=click.echo,
                    progress=progress,
                    way=way or "",
                    overwrite=overwrite,
                    break_lock=break_lock,
                )
        _show(outcome, done=True)


@main.command(help="Вернуть прошлый выпуск сайта, если он проходит сегодняшнюю проверку.")
@target_argument
@root_option
@lock_option
@key_option
def rollback(target: str, root: Path, break_lock: bool, accept_key: str) -> None:
    with _told():
        to = _parsed(target, root)
        if to.scheme in {"zip", "kit"}:
            raise Failure("rollback-none", "здесь хранится один выпуск")
        with _host(to, accept_key) as host:
            release = deploying.rollback(
                host, to.path, gate=_gate(root), tell=click.echo, break_lock=break_lock
            )
        click.echo(f"Возвращён выпуск {release}.")


@main.command(help="Сравнить опубликованный сайт с тем, что мы публиковали: файл за файлом.")
@target_argument
@root_option
@key_option
def status(target: str, root: Path, accept_key: str) -> None:
    with _told():
        to = _parsed(target, root)
        if to.scheme in {"zip", "kit"}:
            raise Failure("target-unknown", target)
        with _host(to, accept_key) as host:
            health = deploying.status(host, to.path)
    click.echo(f"Выпуск: {health.release}.")
    _list("Изменены не нами", health.changed)
    _list("Пропали", health.missing)
    _list("Не дошло до конца", health.unfinished)
    _list("Файлы других (не наши, не тронуты)", health.foreign)
    if health.is_well:
        click.echo("Сайт такой, каким мы его опубликовали.")
    sys.exit(OK if health.is_well else FINDINGS)


@main.command(help="Проверить все ссылки готового сайта: есть ли файл и место на странице, буква в букву.")
@click.argument(
    "site", metavar="[САЙТ]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@root_option
def links(site: Path | None, root: Path) -> None:
    school = pipeline.load(root, today=date.today()).book.school
    found = list(broken(site or root / "site", urlsplit(school.site or "").path or "/"))
    for link in found:
        click.echo(reports.visible(f"{link.page}: {link.address} — {link.why}"))
    click.echo(f"Битых ссылок: {len(found)}." if found else "Все ссылки ведут куда надо.")
    sys.exit(FINDINGS if found else OK)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Failure as failure:
        click.echo("\n".join(reports.visible(line) for line in str(failure).splitlines()), err=True)
        sys.exit(failure.code)


def _parsed(text: str, root: Path) -> Target:
    target = targets.parsed(text)
    if target.scheme in {"file", "zip", "kit"}:
        place, home = Path(target.path).resolve(), root.resolve()
        own = (home / name for name in ("cases", "docs", "private", "site"))
        is_source = (place / "mkdocs.yml").exists() or (place / ".git").exists()
        if is_source or home.is_relative_to(place) or any(place.is_relative_to(folder) for folder in own):
            raise Failure("target-private", place.name)
    return target


def _gate(root: Path) -> Callable[[Path], list[str]]:
    """Today's gate over a finished site."""
    loaded = pipeline.load(root, today=date.today())
    return lambda site: publishing.leaks(site, loaded, quote=not is_public_log())


def _stop_at(found: list[str]) -> None:
    if found:
        told = "\n".join(f"  {reports.visible(line)}" for line in found[:SHOWN])
        click.echo(f"В собранном сайте есть то, что публиковать нельзя ({len(found)}):\n{told}", err=True)
        click.echo("Соберите сайт заново: mentoring build. Опубликованный сайт не тронут.", err=True)
        sys.exit(FINDINGS)


@contextmanager
def _host(target: Target, accept_key: str) -> Iterator[Host]:
    """Connect as the target says, asking for what only a person knows."""
    password = os.environ.get("MENTORING_PASSWORD") or targets.kept_password(target)
    if password is None and target.needs_password and sys.stdin.isatty():
        password = click.prompt("Пароль", hide_input=True)
    if target.scheme == "ftp":
        click.echo("Внимание: ftp:// передаёт пароль открыто. Если хостинг умеет, пишите ftps://.", err=True)
    try:
        host = targets.opened(target, password, accept_key)
    except Failure as failure:
        if failure.name != "host-key-unknown" or not sys.stdin.isatty():
            raise
        click.echo(f"Сервер показывает ключ {failure.detail}. Сверьте его с тем, что сообщил хостинг.")
        if not is_yes(click.prompt("Тот ли это ключ? [да/нет]")):
            raise
        host = targets.opened(target, password, failure.detail)
    try:
        yield host
    finally:
        host.close()


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show on the terminal how many files have gone."""
    columns = (TextColumn("Отправляю"), BarColumn(), TextColumn("{task.completed} из {task.total}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _purge(target: Target, gate: Callable[[Path], list[str]], accept_key: str, break_lock: bool) -> None:
    if target.scheme == "zip":
        gone: tuple[str, ...] = (target.path,) if archive.purged(Path(target.path), gate) else ()
    elif target.scheme == "kit":
        gone = (target.path,) if kit.purged(Path(target.path), gate) else ()
    else:
        with _host(target, accept_key) as host:
            gone = deploying.purge(host, target.path, gate=gate, break_lock=break_lock)
    click.echo(
        f"Удалено: {', '.join(gone)}." if gone else "Все хранимые выпуски проходят сегодняшнюю проверку."
    )


def _is_pasted(folder: Path) -> bool:
    """Ask whether the kit before has come to the main site; where nobody can answer, it has not."""
    before = kit.noted(folder)
    if before is None or before.is_pasted or not sys.stdin.isatty():
        return False
    return is_yes(click.prompt("Прошлый набор вставлен на сайт школы весь? [да/нет]"))


def _show_kit(made: kit.Made) -> None:
    _list("Вставить листы", [row.title for row in made.to_paste])
    _list("Загрузить файлы", [row.name for row in made.to_upload])
    _list("Убрать с сайта страницы листов", made.gone)
    _list("Больше 5 МБ, конструктор может не принять", [row.name for row in made.large])
    if not (made.to_paste or made.to_upload or made.gone):
        click.echo("С прошлого раза ничего не изменилось: вставлять нечего.")


def _show(outcome: deploying.Outcome, *, done: bool) -> None:
    _list("Отправлено" if done else "Будет отправлено", outcome.sent)
    _list("Удалено" if done else "Будет удалено", outcome.removed)
    _list("Файлы других (остаются)", outcome.foreign)
    if done:
        click.echo(
            f"Опубликовано. Выпуск {outcome.release}."
            if outcome.sent or outcome.removed
            else "Сайт уже такой."
        )


def _list(title: str, paths: Iterable[str]) -> None:
    named = sorted(paths)
    if not named:
        return
    click.echo(f"{title}: {len(named)}")
    for path in named[:SHOWN]:
        click.echo(reports.visible(f"  {path}"))
    if len(named) > SHOWN:
        click.echo(f"  … и ещё {len(named) - SHOWN}")
