"""Everybody can read the site: axe on every kind of page, the keyboard alone, no scripts, a narrow screen."""

from pathlib import Path
from typing import Any, Literal

import pytest
import servers
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_LOOKS = [
    "color-contrast",
    "target-size",
    "scrollable-region-focusable",
    "link-in-text-block",
    "meta-viewport",
]
"""What may be another at another size; all the rest is asked once for a narrow screen and once for a wide one."""
SHORTCUTS = "fs/pn,."
"""Letters the theme takes for commands."""


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker of Deque, as tests/package-lock.json has it."""
    file = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
    if not file.is_file():
        servers.missing("axe-core", "npm ci --prefix tests")
    return file.read_text("utf-8")


@pytest.mark.parametrize(
    ("width", "size", "colours", "rules"),
    [
        (320, "100", "light", RULES),
        (1440, "100", "dark", RULES),
        (1440, "200", "light", OF_LOOKS),
        (320, "200", "dark", OF_LOOKS),
    ],
)
def test_no_page_has_a_fault_of_accessibility(
    browser: Browser,
    kinds: list[str],
    address: str,
    axe: str,
    width: int,
    size: str,
    colours: Literal["light", "dark"],
    rules: list[str],
) -> None:
    """WCAG 2.2 AA and good practice, by axe-core; and nobody has to scroll sideways."""
    context = browser.new_context(
        # high, so that no link of the menu is half hidden at the end of its column
        viewport={"width": width, "height": 2400},
        color_scheme=colours,
        bypass_csp=True,
    )
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('mentoring-view', JSON.stringify({{size: '{size}'}}))")
    faults, wide = [], []
    for path in kinds:
        page.goto(address + path)
        page.evaluate(axe)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
        )
        faults += [(path, fault["id"], fault["nodes"][0]["html"][:100]) for fault in found["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert faults == []
    assert wide == []
    context.close()


def test_there_is_a_page_of_every_kind(kinds: list[str]) -> None:
    """The list is made of the templates, not by hand."""
    assert {"", "cases/", "practices/", "roadmaps/", "join/", "accessibility/", "404.html"} <= set(kinds)
    assert len(kinds) == len(set(kinds)) >= 25


# The keyboard


def focused(page: Page) -> dict[str, Any]:
    """Where the keyboard stands, and how that place is marked."""
    found: dict[str, Any] = page.evaluate("""() => {
        const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
        const label = at.labels && at.labels[0], mark = label ? getComputedStyle(label) : style;
        const shown = each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 1;
        if (!at.dataset.seen) at.dataset.seen = String(++window.seen);
        return {
            name: at.tagName, text: (at.innerText || at.getAttribute('aria-label') || at.name || '').slice(0, 40), seen: Number(at.dataset.seen),
            marked: shown(style) || shown(mark), there: box.width > 0 && box.height > 0,
            within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, skip: at.classList.contains('md-skip'),
        };
    }""")
    return found


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["", "cases/", "accessibility/"])
def test_the_keyboard_goes_through_a_page_and_shows_where_it_is(
    browser: Browser, address: str, path: str, width: int
) -> None:
    """The link that skips the menu is first; every place is marked and in sight; the last one leads out."""
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(address + path)
    page.evaluate("window.seen = 0")
    places: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        place = focused(page)
        if place["name"] == "BODY" or place["seen"] <= len(places):
            break
        places.append(place)

    assert places[0]["skip"]
    assert [place for place in places if not (place["marked"] and place["there"] and place["within"])] == []
    assert place["name"] == "BODY" or place["seen"] == 1, "the keyboard is caught"
    last = "[...document.querySelectorAll('article a[href], .md-footer a[href]')].at(-1).dataset.seen"
    assert page.evaluate(last) is not None
    page.context.close()


def test_the_menu_opens_and_closes_without_a_mouse_on_a_narrow_screen(phone: Page, address: str) -> None:
    """A wide screen at 400 per cent is a narrow one."""
    phone.goto(address)
    button = phone.get_by_role("button", name="Меню")
    button.focus()

    phone.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert phone.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    phone.keyboard.press("Escape")

    assert button.get_attribute("aria-expanded") == "false"
    assert phone.evaluate("document.activeElement.getAttribute('aria-label')") == "Меню"


def test_the_search_opens_and_closes_without_a_mouse_on_a_narrow_screen(phone: Page, address: str) -> None:
    phone.goto(address)
    opener = phone.get_by_role("button", name="Поиск")
    opener.focus()

    phone.keyboard.press(" ")
    phone.locator("#m-search:focus").wait_for()
    phone.keyboard.press("Escape")

    assert phone.locator(".m-search-dialog").is_hidden()
    assert phone.evaluate("document.activeElement.matches('.m-search-open')")


def test_the_first_link_leads_past_the_menu(phone: Page, address: str) -> None:
    phone.goto(f"{address}cases/")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")

    assert phone.evaluate("document.activeElement.closest('article, .md-content') !== null")


def test_a_single_letter_is_no_command(phone: Page, address: str) -> None:
    """Whoever dictates to the machine, or leans on a key, stays where they are. WCAG 2.2, 2.1.4."""
    phone.set_viewport_size({"width": 1440, "height": 900})
    phone.goto(f"{address}practices/")
    here = phone.url

    for letter in SHORTCUTS:
        phone.keyboard.press(letter)

    assert phone.url == here
    assert phone.evaluate("document.activeElement === document.body")
    assert phone.locator(".m-search-dialog").count() == 0


def test_the_same_letters_can_be_typed_into_the_search(phone: Page, address: str) -> None:
    phone.set_viewport_size({"width": 1440, "height": 900})
    phone.goto(address)
    phone.locator(".m-search-open").click()
    phone.locator("#m-search").wait_for()

    phone.keyboard.type(SHORTCUTS)

    assert phone.locator("#m-search").input_value() == SHORTCUTS


# Links


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_link_in_a_text_is_not_told_by_colour_alone(
    phone: Page, kinds: list[str], address: str, colours: Literal["light", "dark"]
) -> None:
    phone.emulate_media(color_scheme=colours)
    plain = """[...document.querySelectorAll('article p a[href], article li a[href], article td a[href], article dd a[href]')]
        .filter(a => a.innerText.trim() && a.closest('p, li, td, dd').innerText.trim() !== a.innerText.trim() && !getComputedStyle(a).textDecorationLine.includes('underline')
            && getComputedStyle(a).borderBottomStyle === 'none')
        .map(a => a.outerHTML.slice(0, 120))"""
    found = []
    for path in kinds:
        phone.goto(address + path)
        found += [(path, each) for each in phone.evaluate(plain)]

    assert found == []


# Without scripts


def test_without_scripts_everything_is_readable_and_the_menu_can_be_reached(
    browser: Browser, kinds: list[str], address: str
) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()

    for path in kinds:
        page.goto(address + path)
        assert page.locator(".m-view").is_hidden(), path  # nobody would answer its buttons
        assert page.locator("article h1").is_visible(), path
    page.goto(address)
    page.locator(".md-header label[for=__drawer]").click()
    page.locator(".md-nav__link:visible", has_text="Кейсы").first.click()

    assert page.url == f"{address}cases/"
    page.context.close()


def test_the_page_about_accessibility_says_how_to_complain(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.goto(f"{address}accessibility/")

    text = phone.locator("article").inner_text()

    assert "Если прочесть не получилось" in text
    assert phone.locator("article a[href^='mailto:'], article a[href^='tel:']").count() > 0
