"""The timeline in a real browser: the reader's own day, the keyboard, a narrow screen."""

import re
from collections.abc import Iterator

import pytest
from browsing import served
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

import environment
from mentoring import cli

SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"
TITLE = "Рассказать родителям, учителям и ученикам, зачем это нужно и как попасть в пару, и собрать вопросы на листках с датой"
SCHEDULES = (
    "октябрь 2026 г.",
    "до 20 января 2027 г.",
    "раз в четверть",
    "в течение года",
    "по графику",
    "28.08.2026",
)


def roadmap(title: str, items: int) -> str:
    rows = "".join(
        f'      - {{number: \'{number}\', title: "{TITLE}", schedule: "{SCHEDULES[number % 6]}"}}\n'
        for number in range(items)
    )
    return (
        f"---\ntitle: {title}\nschool_year: 2026/27\npublication: опубликован\n"
        f"approved: {{by: директор, on: 01.09.2026}}\nsections:\n  - title: Начало\n    items:\n{rows}---\n"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A school with a short roadmap and one of three hundred items, built on 20 November 2026 and served."""
    root = tmp_path_factory.mktemp("school")
    settings = (environment.ROOT / "mkdocs.yml").read_text("utf-8")
    for path, text in {
        "mkdocs.yml": settings,
        "cases/school.yml": SCHOOL,
        "cases/roadmaps/karta.md": roadmap("Карта года", 12),
        "cases/roadmaps/dlinnaya.md": roadmap("Длинная карта", 300),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795132800")
        done = CliRunner().invoke(cli.main, ["build", "--quiet", "--root", str(root)])
    assert done.exit_code == 0, done.output
    with served(root / "site") as found:
        yield f"{found}roadmaps/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_today_is_marked_where_the_reader_is_not_where_the_site_was_built(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2027-03-16T12:00:00")
    page.goto(f"{address}karta/")

    line = page.locator(".m-tl__today")
    assert (
        line.get_attribute("x1") == "57.69%"
    )  # the middle of March, the eighth of thirteen months from August
    assert "m-tl__today--now" in (line.get_attribute("class") or "")
    assert page.locator(".m-tl__day").inner_text().replace("\u00a0", " ") == (
        "Вертикальная черта — сегодня, 16 марта. Состояние на 20 ноября 2026 года."
    )
    assert page.locator(".m-tl__months .m-now").inner_text() == "мар"


def test_after_the_years_of_the_plan_the_day_of_the_build_stays(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2028-03-16T12:00:00")
    page.goto(f"{address}karta/")

    assert "m-tl__today--now" not in (page.locator(".m-tl__today").get_attribute("class") or "")
    assert "состояние на 20" in page.locator(".m-tl__day").inner_text()


def test_this_month_is_named_in_what_is_next(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2027-01-16T12:00:00")
    page.goto(f"{address}karta/")

    assert page.locator(".m-next .m-month--now h3").inner_text() == "Январь 2027 этот месяц"


def test_without_scripts_the_day_of_the_build_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}karta/")

    told = page.locator(".m-tl__day").inner_text().replace("\u00a0", " ")
    assert told == "Вертикальная черта — состояние на 20 ноября 2026 года."
    assert page.locator(".m-tl__today").evaluate("line => getComputedStyle(line).display") == "inline"
    context.close()


@pytest.mark.parametrize("name", ["karta", "dlinnaya"])
def test_the_scale_is_scrolled_by_keyboard_in_its_own_box(page: Page, address: str, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}{name}/")
    page.locator(".m-fold--scale > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = page.locator(".m-tl")
    page.wait_for_function("() => document.activeElement.classList.contains('m-tl')")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.querySelector('.m-tl').scrollTop > 0")

    assert box.evaluate("box => document.activeElement === box")
    assert (
        box.get_attribute("role"),
        (box.get_attribute("aria-label") or "").startswith("Шкала времени"),
    ) == (
        "region",
        True,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", ["100", "200"])
@pytest.mark.parametrize("name", ["karta", "dlinnaya"])
def test_a_roadmap_unfolded_needs_no_sideways_scrolling_of_the_page(
    page: Page, address: str, name: str, size: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script(f"localStorage.setItem('mentoring-view', JSON.stringify({{size: '{size}'}}))")
    page.goto(f"{address}{name}/")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_phone_gets_a_short_page_and_a_wide_screen_the_whole(page: Page, address: str) -> None:
    page.goto(f"{address}karta/")
    wide = page.locator(".m-fold[open]").count()
    page.set_viewport_size({"width": 360, "height": 800})
    page.reload()

    assert wide == 2  # the scale and the only section
    assert page.locator(".m-fold[open]").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 4500


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_the_scale_of_a_school_year_fits_every_screen(page: Page, address: str, width: int) -> None:
    """On a narrow one the words of an item stand above its signs."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}karta/")
    page.locator(".m-fold--scale").evaluate("part => { part.open = true }")

    assert page.locator(".m-tl").evaluate("box => box.scrollWidth - box.clientWidth") == 0


def test_a_printed_roadmap_is_its_table(page: Page, address: str) -> None:
    page.goto(f"{address}dlinnaya/")
    page.emulate_media(media="print")

    assert page.locator(".m-tl").is_hidden()
    assert page.locator(".m-plan table").is_visible()
    pdf = page.pdf()
    assert 10 < len(re.findall(rb"/Type\s*/Page\b", pdf)) < 60
