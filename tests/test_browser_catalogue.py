"""Lists with facets, comparison and «Моя ситуация» in a real browser: served, from a disk, by keyboard, without a script."""

from pathlib import Path

import pytest
from browsing import heard
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(params=["served", "from a disk"])
def at(request: pytest.FixtureRequest, address: str, example_site: Path) -> str:
    """Where the site is; pages are named with `index.html`, which stands on both."""
    return address if request.param == "served" else f"{example_site.as_uri()}/"


def found(page: Page) -> str:
    return page.locator(".m-found").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator(".m-catalogue .m-card__link").all_inner_texts()


def choice(page: Page, facet: str, value: str) -> None:
    page.locator(f".m-facet input[name='{facet}'][value='{value}']").check()


def test_a_facet_narrows_the_list_down_and_its_address_shows_the_same_again(desk: Page, at: str) -> None:
    desk.goto(f"{at}cases/index.html")
    everything = titles(desk)
    choice(desk, "form", "teacher-student")
    expect(desk.locator(".m-found")).to_contain_text("Нашлось")
    narrowed, words = titles(desk), found(desk)

    assert words == f"Нашлось: {len(narrowed)} из {len(everything)}"
    assert 0 < len(narrowed) < len(everything)
    assert desk.url.endswith("#form=teacher-student")

    desk.goto("about:blank")
    desk.goto(f"{at}cases/index.html#form=teacher-student")
    expect(desk.locator(".m-found")).to_contain_text("Нашлось")
    assert titles(desk) == narrowed


def test_the_count_beside_a_value_says_how_many_there_would_be(desk: Page, at: str) -> None:
    desk.goto(f"{at}cases/index.html")
    choice(desk, "year", "2025-26")
    expect(desk.locator(".m-found")).to_contain_text("Нашлось")
    told = desk.locator(".m-facet label", has=desk.locator("input[name='form'][value='student-student']"))
    count = int(told.locator(".m-count").inner_text())
    told.locator("input").check()
    expect(desk.locator(".m-catalogue .m-card")).to_have_count(count)

    assert count == len(titles(desk))


def test_where_nothing_is_left_the_reader_is_told_which_condition_to_drop(desk: Page, at: str) -> None:
    desk.goto(f"{at}cases/index.html#form=student-student&year=2026-27&band=8-9")
    expect(desk.locator(".m-found")).to_have_text("Ничего не нашлось.")
    ways = desk.locator(".m-catalogue__extra button").all_inner_texts()

    assert ways
    assert all(way.startswith("без «") for way in ways)
    number = int(ways[0].rpartition(": ")[2])
    desk.locator(".m-catalogue__extra button").first.click()
    assert len(titles(desk)) == number


def test_practices_stand_side_by_side_and_the_address_can_be_shared(desk: Page, at: str) -> None:
    desk.goto(f"{at}practices/index.html")
    desk.get_by_role("button", name="Сравнить практики").click()
    desk.locator(".m-card__pick input").nth(0).check()
    desk.locator(".m-card__pick input").nth(1).check()
    desk.get_by_role("button", name="Поставить рядом: 2").click()
    table = desk.locator(".m-compare table").inner_text()

    assert "#compare=" in desk.url
    assert "Доказанность" in table
    shared = desk.url
    desk.goto("about:blank")
    desk.goto(shared)
    assert desk.locator(".m-compare table").inner_text() == table


@pytest.mark.parametrize(
    ("state", "cards"),
    [
        ("compare=urok-vdvoem,urok-vdvoem,urok-vdvoem,urok-vdvoem", "all"),
        ("compare=<img src=x onerror=alert(1)>,nobody", "all"),
        ("form=<script>alert(1)</script>&nothing=1", "all"),
        ("order=__proto__&constructor=1", "all"),
        ("form=%E0%A4%A", "all"),
        (f"form={'a' * 500}", "all"),
    ],
)
def test_an_address_nobody_meant_shows_the_whole_list_and_runs_nothing(
    desk: Page, at: str, state: str, cards: str
) -> None:
    said = heard(desk)
    dialogs: list[str] = []
    desk.on("dialog", lambda dialog: dialogs.append(dialog.message))
    desk.goto(f"{at}practices/index.html")
    whole = titles(desk)
    desk.goto("about:blank")
    desk.goto(f"{at}practices/index.html#{state}")
    desk.wait_for_timeout(300)

    assert titles(desk) == whole
    assert not dialogs
    assert not [
        line for line in said if "file://" not in line and "ERR_FAILED" not in line
    ]  # what a disk refuses the theme


def test_a_situation_ranks_practices_and_says_why(desk: Page, at: str) -> None:
    desk.goto(f"{at}situation/index.html")
    desk.get_by_label("Кто кому помогает").select_option(label="ученик – ученик")
    first = desk.locator(".m-situation .m-card").first

    assert "форма та же: ученик – ученик" in first.inner_text()
    assert "#form=student-student" in desk.url
    desk.get_by_label("Сколько есть денег").select_option(label="денег нет")
    assert "нужно рублей в год" in desk.locator(".m-situation .m-cards").inner_text()


def test_without_a_script_every_card_is_still_there(browser: Browser, at: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{at}practices/index.html")

    assert page.locator(".m-catalogue .m-card__link").count() == 7
    assert page.locator(".m-facet").first.is_hidden()
    page.goto(f"{at}situation/index.html")
    assert page.get_by_role("link", name="каталоге").is_visible()
    context.close()


def test_filters_open_on_a_phone_and_work_without_a_mouse(phone: Page, address: str) -> None:
    phone.goto(f"{address}cases/")
    fold = phone.get_by_role("button", name="Фильтры")
    assert phone.locator(".m-facet").first.is_hidden()
    fold.focus()
    phone.keyboard.press("Enter")
    box = phone.locator(".m-facet input").first
    box.focus()
    phone.keyboard.press("Space")
    expect(phone.locator(".m-found")).to_contain_text("Нашлось")

    assert fold.get_attribute("aria-expanded") == "true"
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
