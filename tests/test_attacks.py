"""Sixty-two ways to smuggle something into a page: refused, and in the browser nothing of them runs or asks a foreign host."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import slips
from browsing import built, served
from fuzz import extensions
from markdown import Markdown
from playwright.sync_api import Browser, Page, Route

import environment
from mentoring import body
from mentoring.source import SourceError, decode, parse

FILES = ("html-file", "jpg-is-html", "svg-script")
HEADERS = ("python-tag", "env-tag", "binary-tag")
ATTACKS = {
    name: slip
    for name, slip in slips.rows().items()
    if slip.kind in {"body", "inject"} or name in FILES + HEADERS
}
REFUSED = {name for name, slip in ATTACKS.items() if slip.expect == "error"} | {"goal-csv-plus-at"}
"""What publishing stops at, as test_slips.py shows of each; the last is a telephone, a remark in preview."""
HEAVY = {
    *("brackets-50k", "html-open-20k", "blockquote-deep", "list-deep", "line-5mb", "table-5k"),
    *("redos-betterem", "redos-caret"),
}
"""What no converter is given: it stands on the page as it was typed."""
BEYOND_A_POLICY = {"meta-refresh"}
"""A policy does not forbid a page to lead elsewhere: this one is stopped by the check and by the sanitiser."""


def test_there_are_sixty_two_of_them() -> None:
    assert len(ATTACKS) == 62


# What becomes of them


@pytest.fixture(scope="module")
def let_through(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a school with a case of every attack that is no error; that the others are is known from test_slips.py."""
    files: dict[str, bytes] = slips.base()
    for name, slip in ATTACKS.items():
        if name not in REFUSED:
            assert slip.path == slips.CASE
            files[f"cases/pairs/{name}.md"] = slip.files[slips.CASE]
    files["mkdocs.yml"] = (environment.ROOT / "mkdocs.yml").read_bytes()
    root = tmp_path_factory.mktemp("attacked")
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    site: Path = built(root)
    return site


def test_whatever_could_run_or_load_something_is_an_error() -> None:
    """The rest is odd, heavy or a text about code, and stands on the site as a text."""
    assert len(REFUSED) == 49


def test_what_is_let_through_runs_nothing(browser: Browser, let_through: Path) -> None:
    pages = sorted((let_through / "cases").glob("*/index.html"))
    assert len(pages) == len(ATTACKS) - len(REFUSED) + 1  # and the case of the base

    with served(let_through) as address:
        shown = [f"cases/{page.parent.name}/" for page in pages]
        told = visited(browser, address, ["", "cases/", "cases/?q=мост", *shown])

    assert told == []


def test_nothing_runs_even_if_neither_the_check_nor_the_sanitiser_had_seen_it(
    browser: Browser, example_site: Path, tmp_path: Path
) -> None:
    """The attacks stand in finished pages raw, in the text and in the title: the policy alone stops them."""
    page = (example_site / "index.html").read_text("utf-8")
    for name, slip in ATTACKS.items():
        attacked = page.replace("</article>", f"{raw(slip)}</article>", 1)
        attacked = attacked.replace("</title>", f"{raw_header(slip)}</title>", 1)
        (tmp_path / f"{name}.html").write_text(attacked, "utf-8")

    with served(tmp_path) as address:
        told = visited(browser, address, [f"{name}.html" for name in ATTACKS if name not in BEYOND_A_POLICY])

    assert told == []


def raw(slip: slips.Slip) -> str:
    """The slip as a page that nobody has looked at."""
    content = slip.files[slip.path]
    if slip.name in FILES:
        return content.decode("utf-8", "replace")
    try:
        text = parse(decode(content, slip.path), slip.path).body
    except SourceError:
        text = content.decode("utf-8", "replace")
    if slip.name in HEAVY:
        return text
    return Markdown(extensions=extensions("attr_list")).convert(
        body.relinked(body.fit(text), lambda to, _: to)
    )


def raw_header(slip: slips.Slip) -> str:
    """The lines of the card that are not those of the base."""
    before = slips.base().get(slip.path, b"").decode().split("\n")
    after = slip.files[slip.path].decode("utf-8", "replace").split("\n---\n")[0].split("\n")
    added = "\n".join(line for line in after if line not in before)
    return f"{added}\n{html.unescape(added)}"


# The visit


def visited(browser: Browser, address: str, paths: list[str]) -> list[tuple[str, str]]:
    """Open pages, click what may carry a script, and tell what ran and who was asked."""
    told: list[tuple[str, str]] = []
    context = browser.new_context()

    def foreign(route: Route) -> None:
        told.append((path, route.request.url))
        route.abort()

    context.route(re.compile(f"^(?!{re.escape(address)})https?:"), foreign)
    context.add_init_script("window.alert = window.confirm = window.prompt = () => { window.__pwn = 1 }")
    for path in paths:
        page = context.new_page()
        page.goto(address + path, wait_until="domcontentloaded")
        told += [(path, "ran") for _ in ran(page)]
        for link in page.locator("a[href^='javascript:' i], a[href^='data:' i], a[href*='script:' i]").all():
            link.dispatch_event("click")
            told += [(path, "ran by a click") for _ in ran(page)]
        page.close()
    context.close()
    return told


def ran(page: Page) -> Iterator[str]:
    page.wait_for_timeout(60)  # pictures fail and details open a moment later
    if page.evaluate("window.__pwn !== undefined"):
        yield page.url
