"""The policy of every page in a real browser: nothing of ours is blocked, nothing foreign is asked, nothing smuggled in runs."""

import html
import re
from pathlib import Path

import pytest
from browsing import Server, foreign, heard, requested, served
from playwright.sync_api import Browser, Page

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')
SEARCH = re.compile(r"/pagefind/")
"""What the search is made of."""


class StrictServer(Server):  # type: ignore[misc]  # pytest finds browsing by itself, mypy does not
    """The policy of a page goes out as a header, and no longer stands in the page."""

    def do_GET(self) -> None:  # noqa: N802  the library calls it so
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if file.suffix != ".html" or not file.is_file():
            self.headers_sent = {}
            super().do_GET()
            return
        text = file.read_text("utf-8")
        found = META.search(text)
        assert found, file
        self.headers_sent = {"Content-Security-Policy": f"{html.unescape(found[1])}; frame-ancestors 'none'"}
        body = META.sub("", text).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def click_through(page: Page, address: str) -> None:
    """All that can be pressed: the menu, the colours, the view for poor sight, the search."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    page.locator(".md-header label[for=__drawer]").click()
    page.locator(".md-nav__link:visible", has_text="Кейсы").first.click()
    page.wait_for_url("**/cases/")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("article a[href]").nth(3).click()
    page.go_back()
    page.get_by_role("button", name="Тёмные цвета").click()
    page.get_by_role("button", name="Версия для слабовидящих").click()
    for choice in page.locator(".m-view-panel input").all():
        choice.check()
    page.get_by_role("button", name="Обычная версия").click()
    for summary in page.locator("article summary:visible").all():
        summary.click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    search(page, "практика")


def search(page: Page, words: str) -> None:
    page.locator(".m-search-open").click()
    page.locator("#m-search").fill(words)
    page.locator(".m-search__title").first.wait_for()
    page.get_by_role("button", name="Закрыть").click()


@pytest.mark.parametrize("server", [Server, StrictServer], ids=["in the page", "as a header"])
def test_everything_works_under_the_policy_and_nothing_foreign_is_asked(
    browser: Browser, example_site: Path, kinds: list[str], server: type[Server]
) -> None:
    with served(example_site, server) as address:
        page = browser.new_context().new_page()
        said, asked = heard(page), requested(page)

        for path in kinds:
            page.goto(address + path)
        click_through(page, address)

        assert said == []
        assert foreign(asked, address) == []
        assert page.context.cookies() == []
        page.context.close()


@pytest.mark.parametrize("server", [Server, StrictServer], ids=["in the page", "as a header"])
def test_an_injected_script_does_not_run(
    browser: Browser, example_site: Path, tmp_path: Path, server: type[Server]
) -> None:
    """Should anything ever get past the rules and the sanitiser."""
    attack = "<script>document.title='взломано'</script><img src=x onerror=\"document.title='взломано'\"></article>"
    page_of_ours = (example_site / "index.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(page_of_ours.replace("</article>", attack, 1), "utf-8")
    page = browser.new_context().new_page()
    said = heard(page)

    with served(tmp_path, server) as address:
        page.goto(address)

    assert "взломано" not in page.title()
    assert sum("Content Security Policy" in each and "inline" in each for each in said) >= 2
    page.context.close()


def test_every_page_carries_a_policy_without_exceptions(example_site: Path) -> None:
    """No `unsafe-inline` and no JavaScript made of text; the search is WebAssembly, and that alone is allowed."""
    for file in example_site.rglob("*.html"):
        policies = META.findall(file.read_text("utf-8"))

        assert len(policies) == 1, file
        assert re.findall(r"'[\w-]*unsafe[\w-]*'", policies[0]) == ["'wasm-unsafe-eval'"]
        assert policies[0].startswith(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
        )


def test_the_search_is_loaded_when_it_is_opened_and_not_with_the_page(phone: Page, address: str) -> None:
    """Its index would be most of what a reader loads, and it grows with the site."""
    asked = requested(phone)
    phone.goto(address)
    phone.wait_for_load_state("networkidle")
    before = [url for url in asked if SEARCH.search(url)]

    search(phone, "наставник")

    assert before == []
    assert any(SEARCH.search(url) for url in asked)
