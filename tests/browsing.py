"""Debian's Chromium before the example site, which a real server gives out; conftest.py lends these fixtures to every test."""

import http.server
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import servers
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, sync_playwright

import environment
from mentoring import cli, pipeline
from mentoring.deploy.snippets import HEADERS
from mentoring.pages import Edition, render

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


FOLDER = "/nastavnichestvo"
"""Where the example school's `site` says it stands: the page for wrong addresses counts on it."""


def copied(root: Path) -> Path:
    """The example school in a folder of its own."""
    for name in ("cases", "docs"):
        shutil.copytree(environment.ROOT / name, root / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(environment.ROOT / "mkdocs.yml", root)
    return root


def built(root: Path) -> Path:
    """The site of a school."""
    done = CliRunner().invoke(cli.main, ["build", "--quiet", "--root", str(root)])
    assert done.exit_code == 0, done.output
    return root / "site"


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example school, built; not to be changed."""
    return built(copied(tmp_path_factory.mktemp("school")))


class Server(http.server.SimpleHTTPRequestHandler):
    """A folder with the headers `mentoring host` asks for."""

    headers_sent: Mapping[str, str] = HEADERS

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(FOLDER))

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of every request."""


@contextmanager
def served(folder: Path, handler: type[http.server.SimpleHTTPRequestHandler] = Server) -> Iterator[str]:
    """The address of a folder, as readers get it."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{FOLDER}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(example_site: Path) -> Iterator[str]:
    """The example site, served."""
    with served(example_site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One a module: Playwright's loop runs as long as it is open, and a deploy of another module needs its own."""
    path = servers.program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """A wide screen, the same page for all tests of a module."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone with an empty profile."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def kinds() -> list[str]:
    """One page for every template that the example site has pages of, and those that the theme makes."""
    found: dict[str, str] = {}

    class Noting(Edition):
        def page(self, path: str, title: str, template: str, **told: object) -> object:  # type: ignore[override]
            found.setdefault(template, path)
            return super().page(path, title, template, **told)  # type: ignore[arg-type]

    book = pipeline.load(environment.ROOT, today=date.today()).book
    assert len(list(render(Noting(book.public)))) >= len(found)
    addresses = [re.sub(r"(?:(?:^|/)index)?\.md$", "/", path).lstrip("/") for path in found.values()]
    return [*addresses, "404.html"]


def heard(page: Page) -> list[str]:
    """Everything the page complains of from now on."""
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def requested(page: Page) -> list[str]:
    """Every address the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def foreign(asked: list[str], address: str) -> list[str]:
    return [url for url in asked if not url.startswith((address, "data:"))]
