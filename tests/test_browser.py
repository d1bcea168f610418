"""The example site in a real browser: nothing foreign, nothing blocked, a view for poor sight on every page."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
import servers
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, sync_playwright

import environment
from mentoring import cli

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PAGES = (
    "",
    "practices/",
    "practices/evidence/",
    "cases/",
    "programmes/",
    "roadmaps/",
    "join/",
    "documents/",
    "personal-data/",
    "accessibility/",
)


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of every request."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example school, built."""
    root = tmp_path_factory.mktemp("school")
    for name in ("cases", "docs"):
        shutil.copytree(environment.ROOT / name, root / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(environment.ROOT / "mkdocs.yml", root)
    done = CliRunner().invoke(cli.main, ["build", "--quiet", "--root", str(root)])
    assert done.exit_code == 0, done.output
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site as readers get it."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = servers.program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with an empty profile; what its console says is kept in `said`."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    yield page
    context.close()


def heard(page: Page) -> list[str]:
    """Everything the page complains of from now on."""
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def requested(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


# The policy


def test_every_page_and_the_search_work_under_the_policy(page: Page, address: str) -> None:
    said, asked = heard(page), requested(page)

    for path in PAGES:
        page.goto(address + path)
    page.goto(address)
    page.locator("label[for=__search]:visible").first.click()
    page.locator("[data-md-component=search-query]").press_sequentially("практика")
    page.locator(".md-search-result__item").first.wait_for()

    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert page.context.cookies() == []


def test_an_injected_script_does_not_run(page: Page, site: Path, address: str) -> None:
    """Should anything ever get past the rules and the sanitiser."""
    html = (site / "index.html").read_text("utf-8")
    attack = "<script>document.title='взломано'</script><img src=x onerror=\"document.title='взломано'\"></article>"
    (site / "attack.html").write_text(html.replace("</article>", attack, 1), "utf-8")
    said = heard(page)

    page.goto(f"{address}attack.html")

    assert "взломано" not in page.title()
    assert sum("Content Security Policy" in each for each in said) == 2
    (site / "attack.html").unlink()


# Everybody can read it


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker of Deque, as tests/package-lock.json has it."""
    file = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
    if not file.is_file():
        servers.missing("axe-core", "npm ci --prefix tests")
    return file.read_text("utf-8")


def kinds(site: Path) -> list[str]:
    """One page of every kind."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("index.html")):
        path = file.parent.relative_to(site).as_posix()
        found.setdefault(
            f"{path.split('/')[0]}/…" if "/" in path else path, "" if path == "." else f"{path}/"
        )
    return list(found.values())


@pytest.mark.parametrize(
    ("width", "size", "colours"),
    [(320, "100", "light"), (1440, "100", "dark"), (1440, "200", "light"), (320, "200", "dark")],
)
def test_no_page_has_a_fault_of_accessibility(
    browser: Browser,
    site: Path,
    address: str,
    axe: str,
    width: int,
    size: str,
    colours: Literal["light", "dark"],
) -> None:
    """WCAG 2.2 AA and good practice, by axe-core."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True
    )
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('mentoring-view', JSON.stringify({{size: '{size}'}}))")
    faults = []
    for path in kinds(site):
        page.goto(address + path)
        page.evaluate(axe)
        found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
        faults += [(path, fault["id"], fault["nodes"][0]["html"][:100]) for fault in found["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    assert faults == []
    context.close()


# The view for poor sight


def is_at(page: Page, name: str) -> bool:
    """Whether the keyboard has come to an element of a class."""
    return bool(page.evaluate(f"document.activeElement.classList.contains('{name}')"))


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name=m-view-{name}][value='{value}']").check()


def test_the_view_for_poor_sight_is_found_by_keyboard_and_remembered(page: Page, address: str) -> None:
    page.goto(address)
    for _ in range(3):
        page.keyboard.press("Tab")
        if is_at(page, "m-view-toggle"):
            break
    page.keyboard.press("Enter")
    assert page.locator(".m-view-toggle").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")  # 200 %
    page.keyboard.press("Escape")
    assert page.locator(".m-view-panel").is_hidden()
    assert is_at(page, "m-view-toggle")

    page.goto(f"{address}practices/")

    assert page.locator("html").get_attribute("data-m-size") == "200"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"


@pytest.mark.parametrize("colours", ["black", "white", "blue"])
def test_pages_at_200_per_cent_in_any_colours_need_no_sideways_scrolling(
    page: Page, address: str, colours: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    page.locator(".m-view-toggle").click()
    choose(page, "size", "200")
    choose(page, "colours", colours)
    choose(page, "spacing", "wide")

    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_pictures_can_be_hidden_and_everything_brought_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".m-view-toggle").click()
    choose(page, "pictures", "off")
    choose(page, "face", "serif")
    assert page.evaluate("[...document.images].every(image => getComputedStyle(image).display === 'none')")
    assert "Serif" in page.evaluate("getComputedStyle(document.body).fontFamily")

    page.get_by_role("button", name="Обычная версия").click()

    assert (
        page.evaluate(
            "[...document.documentElement.attributes].filter(each => each.name.startsWith('data-m-')).length"
        )
        == 0
    )


def test_without_scripts_the_pages_are_all_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(address)

    assert page.locator(".m-view").count() == 0
    assert page.locator("article h1").is_visible()
    context.close()


def test_a_browser_that_keeps_nothing_shows_the_panel_too(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed') }})"
    )

    page.goto(f"{address}personal-data/")
    page.locator(".m-view-toggle").click()
    choose(page, "size", "150")

    assert page.locator("html").get_attribute("data-m-size") == "150"
    context.close()
