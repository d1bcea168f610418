"""The hinge to MkDocs: hooks unpack its values, call the core, and hand pages back. The only importer of mkdocs."""

import errno
import html
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from mentoring import checkout, pipeline, reports
from mentoring.addresses import address
from mentoring.pages import Asset, Edition, Page
from mentoring.privacy import counts
from mentoring.publish import build as publishing
from mentoring.publish import head, menu, pictures, published, sharing, site
from mentoring.shelf import is_published, register_file

log = logging.getLogger("mkdocs.plugins.mentoring")


SANITISER = "mentoring.sanitiser"
"""The second layer; every engine runs it, and here it reports instead of raising."""


class MentoringConfig(Config):
    """The options of the plugin in `mkdocs.yml`; the layout of the project says the rest."""

    hold_back = options.Type(bool, default=False)
    """Publish without the broken cards."""


class MentoringPlugin(BasePlugin[MentoringConfig]):
    """Makes a site of the cards of a school."""

    progress: Callable[[str, int], None] | None = None
    """Told of every page that is read and every one that is written, by `build_site`."""
    build: publishing.Build | None = None
    """The build under way; None in preview."""
    preview = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before anything is written; point MkDocs at a temporary folder."""
        root = Path(config.config_file_path).parent
        today = date.today()
        found = checkout.of(root)
        if found is None:
            log.info("Git не найден: на страницах нет ссылок правки, а «обновлено» — сегодняшний день.")
        if not register_file(root).is_file():
            log.info(
                "Закрытого реестра людей нет: имена проверяются по карточкам наставников и по виду."
                " Завести реестр: python scripts/site.py people add."
            )
        preview = self.preview
        as_of = today if preview else checkout.as_of(today, found)
        loaded = pipeline.load(root, today=today, as_of=as_of, preview=preview)
        self.root = root
        self.build = None
        if not preview:
            build = publishing.Build(
                Path(config.site_dir), loaded, self.config.hold_back, quote=not os.environ.get("CI")
            )
            try:
                for step in publishing.BEFORE_RENDER:
                    step(build)
            except publishing.Stopped as stopped:
                publishing.release(build)
                raise PluginError(f"\n{stopped}") from None
            config.site_dir = str(build.folder)
            self.build = build
            for note in build.notes:
                log.info(note)
        for problem in loaded.problems:
            if not problem.is_error or preview:
                log.info(reports.text([problem]).strip())
        edit_uri = loaded.book.school.edit_uri or (found.edit_uri if preview and found else "")
        self.edition = Edition(
            loaded.book if preview else loaded.book.public,
            problems=loaded.problems if preview else (),
            preview=preview,
            directory_urls=config.use_directory_urls,
            edit_uri=edit_uri if found else "",
        )
        if not preview:
            self.edition = site.with_downloads(self.edition, root)
        _dress(config, self.edition)
        self.unsafe: list[str] = []
        if SANITISER not in config.markdown_extensions:
            config.markdown_extensions.append(SANITISER)
        config.mdx_configs[SANITISER] = {"report": self.unsafe.append}
        self.pages = {page.path: page for page in site.pages(self.edition)}
        if config.nav:
            config.nav = menu.without_missing(config.nav, frozenset(self.pages))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand the pages over; hand-written ones are among them, so MkDocs never reads an author's file."""
        for file in list(files):
            theirs = file.src_dir is None or Path(file.src_dir) != Path(config.docs_dir)
            if file.is_documentation_page() or not (theirs or file.src_uri in self.edition.book.docs_files):
                files.remove(file)  # whatever else lies under docs/ would be published as it is
            elif theirs and (file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".map")):
                files.remove(file)  # the theme's scripts, which no page asks for
        for page in self.pages.values():
            files.append(File.generated(config, page.path, content=page.markdown))
        for asset in self._assets():
            known = files.get_file_from_path(asset.path)
            if known:
                files.remove(known)
            files.append(File.generated(config, asset.path, content=asset.content))
        return files

    def _assets(self) -> list[Asset]:
        try:
            return list(site.assets(self.edition, self.root))
        except publishing.Stopped as stopped:
            raise PluginError(f"\n{stopped}") from None

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Refuse a page the second layer found something in, whatever the rules missed."""
        page.update_date = self.edition.book.as_of.isoformat()  # for sitemap.xml: the same at every build
        if self.progress:
            self.progress("Страницы прочитаны", len(self.pages))
        if self.unsafe:
            found, author = self.unsafe[0], self.pages[page.file.src_uri].source or page.file.src_uri
            self.unsafe.clear()
            told = f"{author}: на странице стоит то, что публиковать нельзя: {reports.visible(found)[:120]}"
            if not self.preview:
                raise PluginError(
                    f"\n{told}\nУдалите это из текста карточки. Сайт не собран, прежний не тронут."
                )
            log.warning(told)
        return html

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        if self.progress:
            self.progress("Страницы записаны", len(self.pages))
        made = self.pages[page.file.src_uri]
        output = self._dressed(output, page.content or "", page.url, made.found_as)
        return output.replace("</head>", f"{sharing.tags(made, self.edition)}</head>", 1)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Dress the page for addresses that lead nowhere: it stands at any depth, so its addresses are absolute."""
        if template_name != "404.html":
            return output
        return self._dressed(output, "", urlsplit(config.site_url or "/").path or "/")

    def _dressed(self, output: str, content: str, url: str, found_as: Sequence[tuple[str, str]] = ()) -> str:
        search = address("search.md", self.edition.directory_urls)
        try:
            return head.dressed(
                output, content, url, search=search, found_as=found_as, strict=not self.preview
            )
        except head.UnknownThemeError as error:
            raise PluginError(
                f"\nТема пишет страницы не так, как та, для которой сделан сайт ({error}). "
                "Поставьте версию темы из requirements.lock. Сайт не собран, прежний не тронут."
            ) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        server.watch(str(self.root / "cases"))
        return server

    @event_priority(-100)  # the last: what other plugins write or refuse at the end comes before
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the finished site in the place of the old one."""
        if self.build is None:
            return
        if config.strict and _warned():
            publishing.release(self.build)
            return  # MkDocs stops right after this hook: the old site stays
        pictures.draw(self.edition, self.root, self.build.folder)
        for step in publishing.AFTER_RENDER:
            step(self.build)
        publishing.release(self.build)
        _keep_counts(self.root, self.edition)
        if not os.environ.get("CI"):
            published.remember(self.root, self.edition.book)
        config.site_dir = str(self.build.site)

    def on_build_error(self, *, error: Exception) -> None:
        if self.build is not None:
            publishing.release(self.build)


def build_site(root: Path, *, hold_back: bool = False, quiet: bool = False) -> str:
    """Build the site of a project as `mkdocs build` does, with progress, and say what came out.

    Raises:
        publishing.Stopped: errors in the cards, or a configuration MkDocs cannot read.
    """
    with _told() as told, _progress(quiet) as progress:
        (root / "docs").mkdir(
            exist_ok=True
        )  # git keeps no empty folder, and MkDocs refuses a project without it
        try:
            config = load_config(str(root / "mkdocs.yml"))
        except (ConfigurationError, Abort) as error:
            raise publishing.Stopped("\n".join([f"Файл mkdocs.yml не читается: {error}", *told]), 3) from None
        plugin = config.plugins.get("mentoring")
        if not isinstance(plugin, MentoringPlugin):
            raise publishing.Stopped(
                "В mkdocs.yml не включён плагин: добавьте `- mentoring` в список `plugins`.", 3
            )
        plugin.config.hold_back = hold_back or plugin.config.hold_back
        plugin.progress = progress
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        except Abort:
            raise publishing.Stopped("\n".join(told).strip()) from None
        except OSError as error:
            raise publishing.Stopped(f"{_of_the_disk(error)} Прежний сайт не тронут.", 3) from None
        finally:
            config.plugins.on_shutdown()
    build = plugin.build
    assert build is not None  # set in on_config of a build
    notes = [*build.notes, f"Сайт готов: {build.site}. Страниц: {len(plugin.pages)}."]
    warnings = len(build.loaded.problems) - len(build.loaded.errors)
    if warnings:
        notes.append(f"Замечаний: {warnings}; их покажет команда check.")
    return "\n".join(notes)


class Press:
    """Makes single pages as a build makes them all: the theme, the menu, the extensions and the policy of `mkdocs.yml`."""

    def __init__(self, root: Path, edition: Edition) -> None:
        self.root = root
        self.edition = edition
        try:
            config = load_config(str(root / "mkdocs.yml"), plugins=[])
        except (ConfigurationError, Abort) as error:
            raise publishing.Stopped(f"Файл mkdocs.yml не читается: {error}", 3) from None
        config.plugins.on_startup(command="serve", dirty=False)  # MkDocs makes no file before it
        _dress(config, edition)
        config.site_url = ""  # addresses of the preview are relative
        if SANITISER not in config.markdown_extensions:
            config.markdown_extensions.append(SANITISER)
        config.mdx_configs[SANITISER] = {"report": lambda _: None}
        self.whole_menu = config.nav or []
        self.config = config
        self.environment = config.theme.get_env()
        self.theme = Files([])
        self.theme.add_files_from_theme(self.environment, config)
        self._known: tuple[object, Files, Any] = (None, self.theme, None)

    def html(self, made: Page, edition: Edition) -> str:
        """A page with everything around it."""
        self.edition = edition
        files, nav = self._around(edition)
        file = File.generated(self.config, made.path, content=made.markdown)
        page = MkDocsPage(None, file, self.config)
        page.read_source(self.config)
        page.render(self.config, files)
        context = get_context(nav, files, self.config, page)
        output = self.environment.get_template("main.html").render(context)
        search = address("search.md", edition.directory_urls)
        try:
            return head.dressed(output, page.content or "", page.url, search=search)
        except head.UnknownThemeError as error:
            raise publishing.Stopped(
                f"Тема пишет в страницы не то, для чего сделана защита ({error})."
                " Поставьте версию темы из requirements.lock."
            ) from None

    def _around(self, edition: Edition) -> tuple[Files, Any]:
        """The pages that links and the menu may lead to; made anew only when there are others."""
        book = edition.book
        known, files, nav = self._known
        if known != book.slugs:
            paths = {page for page in book.linkable if page.endswith(".md")}
            files = Files([File.generated(self.config, path, content="") for path in sorted(paths)])
            self.config.nav = menu.without_missing(self.whole_menu, frozenset(paths))
            nav = get_navigation(files, self.config)
            self._known = (book.slugs, files, nav)
        return files, nav

    def asset(self, path: str) -> bytes | None:
        """A file that pages ask for: of the theme, of the package, of the school."""
        file = self.theme.get_file_from_path(path)
        if file:
            return Path(file.abs_src_path).read_bytes() if file.abs_src_path else None
        return site.asset(path, self.edition, self.root)


def _keep_counts(root: Path, edition: Edition) -> None:
    """Keep the counts of this release beside the private register, for the next one to be held against."""
    register = register_file(root)
    folder = register.parent
    if os.environ.get("CI") or is_published(root, register):
        return
    if not folder.is_dir():
        if not checkout.is_ignored(root, register):
            log.info(
                "Папки private/ нет: числа этого выпуска не сохранены, следующий сравнить будет не с чем."
            )
            return
        folder.mkdir(mode=0o700)
    counts.remember(folder, edition.book)


def _of_the_disk(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "На диске кончилось место. Освободите его и соберите сайт ещё раз."
    name = Path(error.filename).name if error.filename else "файл"
    return (
        f"Не получается записать или прочесть «{name}»: {error.strerror}. Проверьте права на папку проекта."
    )


def _dress(config: MkDocsConfig, edition: Edition) -> None:
    """Put the school's name, logo and colours on the theme."""
    school = edition.book.school
    config.site_name = f"Наставничество · {school.short_name}"
    config.copyright = config.copyright or html.escape(school.full_name)
    if school.logo and not config.theme.get("logo"):
        logo = edition.book.shown_as.get(f"media/{school.logo}", f"media/{school.logo}")
        config.theme["logo"] = config.theme["favicon"] = logo
    # Dark colours are our own: assets/view.js.
    config.theme["palette"] = {"scheme": "default", "primary": "custom"}
    if school.site and not config.site_url:
        config.site_url = school.site.rstrip("/") + "/"
    for style in ("assets/mentoring.css", "assets/timeline.css", "assets/view.css", "assets/school.css"):
        if style not in config.extra_css:
            config.extra_css.append(style)
    if "assets/timeline.js" not in config.extra_javascript:
        config.extra_javascript.append("assets/timeline.js")


def _warned() -> bool:
    """Whether the engine has counted a warning that will stop a strict build; ProperDocs counts at its own logger."""
    handlers = (handler for name in ("mkdocs", "properdocs") for handler in logging.getLogger(name).handlers)
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)


@contextmanager
def _told() -> Iterator[list[str]]:
    """Collect what MkDocs says of errors, and pass its warnings on."""
    errors: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told = record.getMessage()
            if told.startswith("Error reading page"):
                return  # what was wrong is told by the next record
            if record.levelno >= logging.ERROR:
                errors.append(told)
            elif record.levelno >= logging.WARNING:
                sys.stderr.write(f"{reports.visible(told)}\n")

    handler = Collect()
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        yield errors
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """Show on the terminal how far the pages have come; gives what advances a step of so many pages."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} из {task.total}"))
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(step: str, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.advance(tasks[step])

        yield advance
