"""Dark colours and «Версия для слабовидящих» in a real browser: found, chosen and remembered, with a mouse and without."""

import pytest
from playwright.sync_api import Browser, Page

PAGES = ("", "practices/", "cases/", "programmes/", "roadmaps/", "join/", "documents/", "personal-data/")


def is_at(page: Page, name: str) -> bool:
    """Whether the keyboard has come to an element of a class."""
    return bool(page.evaluate(f"document.activeElement.classList.contains('{name}')"))


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name=m-view-{name}][value='{value}']").check()


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


# The panel


def test_the_view_for_poor_sight_is_found_by_keyboard_and_remembered(phone: Page, address: str) -> None:
    phone.goto(address)
    for _ in range(4):
        phone.keyboard.press("Tab")
        if is_at(phone, "m-view-toggle"):
            break
    phone.keyboard.press("Enter")
    assert phone.locator(".m-view-toggle").get_attribute("aria-expanded") == "true"
    phone.keyboard.press("Tab")
    for _ in range(3):
        phone.keyboard.press("ArrowRight")  # 200 %
    phone.keyboard.press("Escape")
    assert phone.locator(".m-view-panel").is_hidden()
    assert is_at(phone, "m-view-toggle")

    phone.reload()
    assert phone.locator("html").get_attribute("data-m-size") == "200"
    phone.goto(f"{address}practices/")

    assert phone.locator("html").get_attribute("data-m-size") == "200"
    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"


@pytest.mark.parametrize("colours", ["black", "white", "blue"])
def test_pages_at_200_per_cent_in_any_colours_need_no_sideways_scrolling(
    phone: Page, address: str, colours: str
) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(address)
    phone.locator(".m-view-toggle").click()
    choose(phone, "size", "200")
    choose(phone, "colours", colours)
    choose(phone, "spacing", "wide")

    for path in PAGES:
        phone.goto(address + path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_pictures_can_be_hidden_and_everything_brought_back(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.locator(".m-view-toggle").click()
    choose(phone, "pictures", "off")
    choose(phone, "face", "serif")
    assert phone.evaluate("[...document.images].every(image => getComputedStyle(image).display === 'none')")
    assert "Serif" in phone.evaluate("getComputedStyle(document.body).fontFamily")

    phone.get_by_role("button", name="Обычная версия").click()

    chosen = "document.documentElement.matches('[data-m-pictures], [data-m-face], [data-m-size], [data-m-colours]')"
    assert not phone.evaluate(chosen)


def test_a_browser_that_keeps_nothing_shows_the_panel_too(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed') }})"
    )

    page.goto(f"{address}personal-data/")
    page.locator(".m-view-toggle").click()
    choose(page, "size", "150")

    assert page.locator("html").get_attribute("data-m-size") == "150"
    page.context.close()


def test_the_bar_is_there_before_any_script_so_nothing_moves(phone: Page, address: str) -> None:
    phone.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(each => moved += each.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )

    phone.goto(address, wait_until="networkidle")

    assert phone.evaluate("moved") < 0.05


# Dark colours


def test_dark_colours_are_those_of_the_device_until_a_reader_chooses(browser: Browser, address: str) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    page.goto(address)
    dark = background(page)
    button = page.get_by_role("button", name="Тёмные цвета")
    assert button.get_attribute("aria-pressed") == "true"

    button.click()
    light = background(page)
    assert button.get_attribute("aria-pressed") == "false"
    page.goto(f"{address}cases/")

    assert light == "rgb(255, 255, 255)"
    assert dark != light
    assert background(page) == light
    page.context.close()


def test_the_device_may_change_its_colours_while_the_page_is_open(phone: Page, address: str) -> None:
    phone.emulate_media(color_scheme="light")
    phone.goto(address)
    light = background(phone)

    phone.emulate_media(color_scheme="dark")

    phone.wait_for_function("light => getComputedStyle(document.body).backgroundColor !== light", arg=light)
