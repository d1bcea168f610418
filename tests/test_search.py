"""The search in a real browser: every form of a word finds its page, from the header and on a page of its own."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browsing import built, heard, served
from playwright.sync_api import Browser, Page, expect

from mentoring import pagefind, pipeline
from mentoring.publish import search, words

FORMS = [
    # what is asked for, what stands on the page
    ("наставник", "наставниками"), ("программы", "программой"), ("ученику", "учениками"), ("встреча", "встречами"),
    ("анкету", "анкетами"), ("проект", "проектами"), ("тревожность", "тревожности"), ("кружок", "кружка"),
    ("самостоятельный", "самостоятельными"), ("читает", "читали"), ("ёлка", "елки"), ("елка", "ёлкой"),
    ("день", "дней"), ("дни", "день"), ("урок", "уроков"), ("уроками", "урок"),
    ("ребёнок", "детей"), ("дети", "ребёнка"), ("человек", "людьми"), ("люди", "человека"),
    ("год", "лет"), ("поездка", "поездок"), ("отметок", "отметка"), ("книжек", "книжка"),
    ("друг", "друзья"), ("время", "времени"), ("имя", "имени"), ("отец", "отца"),
    ("брат", "братьями"), ("сон", "сна"), ("оценку", "оценок"), ("педагог", "учителя"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A school whose pages hold one of the words each."""
    root = tmp_path_factory.mktemp("school")
    (root / "cases").mkdir()
    (root / "docs").mkdir()
    (root / "cases/school.yml").write_text("full_name: Заречная школа\nshort_name: Заречная школа\n", "utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Наставничество\ntheme: {name: material, language: ru, font: false}\nplugins: [mentoring]\n"
        "markdown_extensions: [md_in_html, mentoring.sanitiser]\n",
        "utf-8",
    )
    for number, (_, told) in enumerate(FORMS):
        (root / f"docs/list-{number}.md").write_text(
            f"---\ntitle: Лист {number}\n---\n\nВот {told} здесь.\n", "utf-8"
        )
    with served(built(root)) as address:
        yield address


def titles(page: Page, query: str) -> list[str]:
    """All that is found, in its order."""
    page.locator("input[type=search]").fill("")
    expect(page.locator(".m-search .m-found")).to_have_text("")
    page.locator("input[type=search]").fill(query)
    expect(page.locator(".m-search .m-found")).not_to_have_text("")
    if page.locator(".m-search .m-found").inner_text().startswith("Ничего"):
        return []
    page.locator(".m-search__title").first.wait_for()
    while page.locator(".m-search__more button").count():
        page.locator(".m-search__more button").click()
        page.wait_for_timeout(50)
    return page.locator(".m-search__title").all_inner_texts()


@pytest.mark.parametrize(("asked", "told"), FORMS)
def test_any_form_of_a_word_finds_its_page(desk: Page, pages: str, asked: str, told: str) -> None:
    if "/search/" not in desk.url:
        desk.goto(f"{pages}search/")

    assert f"Лист {FORMS.index((asked, told))}" in titles(desk, asked)


@pytest.mark.parametrize(
    "query", ["абракадабра", "<img src=x onerror=alert(1)>", "щ" * 500, '"', "__proto__"]
)
def test_what_nobody_wrote_finds_nothing_and_runs_nothing(desk: Page, pages: str, query: str) -> None:
    said = heard(desk)
    desk.goto(f"{pages}search/")

    assert titles(desk, query) == []
    assert said == []


def test_a_result_names_its_kind_and_leads_to_a_section(desk: Page, address: str) -> None:
    desk.goto(address)
    desk.locator(".m-search-open").click()
    desk.locator("#m-search").fill("тревожность")
    first = desk.locator(".m-search__list > li").first
    first.wait_for()

    assert first.locator(".m-badge").inner_text()
    assert desk.locator(".m-search__parts a[href*='#']").count()


def test_a_facet_of_the_search_keeps_only_its_kind(desk: Page, address: str) -> None:
    desk.goto(f"{address}search/#q=олимпиада")
    kinds = desk.get_by_role("group", name="Что это")
    kinds.get_by_role("button", name="практика").click()
    expect(kinds.get_by_role("button", name="практика")).to_have_attribute("aria-pressed", "true")
    desk.locator(".m-search__title").first.wait_for()

    assert set(desk.locator(".m-search__list .m-badge").all_inner_texts()) == {"практика"}


def test_arrows_lead_from_the_words_to_the_results(desk: Page, address: str) -> None:
    desk.goto(address)
    desk.locator(".m-search-open").focus()
    desk.keyboard.press("Enter")
    desk.locator("#m-search").wait_for()
    desk.keyboard.type("наставник")
    desk.locator(".m-search__title").first.wait_for()
    desk.keyboard.press("ArrowDown")

    assert desk.evaluate("document.activeElement.matches('.m-search__title')")


def test_from_a_disk_the_search_says_where_to_look_and_leads_there(desk: Page, example_site: Path) -> None:
    desk.goto(f"{example_site.as_uri()}/search/index.html")
    assert "открыт с диска" in desk.locator(".m-found").inner_text()
    desk.locator("input[type=search]").fill("олимпиада")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/practices/index.html#words=*")
    expect(desk.locator(".m-found")).to_contain_text("Нашлось")

    assert "Кружок к олимпиаде" in desk.locator(".m-card__link").all_inner_texts()


def test_without_a_script_the_search_leads_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator(".m-search-open").click()

    assert page.get_by_role("link", name="практики", exact=True).is_visible()
    context.close()


def test_the_same_site_gives_the_same_index(example_site: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(example_site, tmp_path / "site")
    shutil.rmtree(copy / pagefind.FOLDER)
    book = pipeline.load(Path(__file__).parent.parent, today=date(2026, 11, 20)).book
    search.index(copy, book.vocabulary)

    def files(site: Path) -> dict[str, bytes]:
        folder = site / pagefind.FOLDER
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }

    assert files(copy) == files(example_site)


def test_a_part_of_a_word_never_stands_alone_in_the_file_of_forms() -> None:
    """«ева» of «хозяева» would read as a name to the scan of the finished site."""
    assert words.packed([("хозяева", ["хозяин"]), ("хозяев", ["хозяин"])]) == {"хозяин": "хозяевѣаѣ"}


def test_names_are_no_words() -> None:
    assert "петров" not in words.words_of(["Петров пришёл"])
