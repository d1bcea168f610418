"""The form editor in a real browser: opened, refused, saved, attacked; what git sees afterwards is what was changed."""

import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from browsing import requested
from conftest import Project
from playwright.sync_api import Browser, FrameLocator, Locator, Page

import environment
from mentoring import mkdocs_plugin
from mentoring.cards.school import SCHEMA
from mentoring.editor import running

SCHOOL = f"schema: {SCHEMA}\nfull_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"
PROGRAMME = (
    "---\ntitle: Рядом, 2025/26\nforms: учитель – ученик\nschool_year: 2025/26\npublication: черновик\n---\n"
)
CASE = """---
title: Солнечные часы  # название утвердил директор
kind: пара
programme: ryadom
form: учитель – ученик
mentors:
  - role: учитель физики
mentees:
  - {role: ученик, band: 8–9}
publication: черновик
---
# Как это было

Мерили тень *каждый* день.

- утром
- вечером

[список: практики]
"""
PATH = "cases/pairs/chasy.md"

AS_PEOPLE = 100
"""Milliseconds between two signs: Decap puts the caret back after every one of them."""


@pytest.fixture
def root(project: Project) -> Path:
    root: Path = project(
        {
            "cases/school.yml": SCHOOL,
            "cases/programmes/ryadom.md": PROGRAMME,
            PATH: CASE,
            "docs/index.md": "# Наставничество\n",
            ".gitignore": ".cache/\n",
        }
    )
    shutil.copy(environment.ROOT / "mkdocs.yml", root)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "-c", "user.name=curator", "-c", "user.email=curator@example.org", "commit", "-qm", "school")
    return root


@pytest.fixture
def editor(root: Path) -> Iterator[running.Running]:
    work = running.start(root, mkdocs_plugin.Press, 0)
    yield work
    work.stop()


@pytest.fixture
def page(browser: Browser, editor: running.Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ru-RU")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("dialog", lambda dialog: dialog.dismiss())  # nobody wants what was not saved last time
    page.goto(editor.url)
    page.get_by_text("Солнечные часы").wait_for()
    yield page
    context.close()


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def changed(root: Path) -> list[str]:
    """The lines that git sees gone and come."""
    lines = git(root, "diff", "-U0").splitlines()
    return [line for line in lines if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))]


def opened(page: Page) -> Page:
    page.get_by_text("Солнечные часы").first.click()
    field(page, "Название").wait_for()
    pane(page).get_by_text(re.compile("Замечаний нет|замечаний: ")).wait_for()
    return page


def field(page: Page, label: str) -> Locator:
    """The part of the form a label stands in."""
    found = page.locator("label").filter(has_text=label).first
    return found.locator("xpath=ancestor::*[starts-with(@aria-label,'поле ')][1]")


def fill(page: Page, label: str, text: str) -> None:
    field(page, label).locator("input").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text, delay=AS_PEOPLE)


def pane(page: Page) -> FrameLocator:
    return page.frame_locator("#preview-pane")


def shown(page: Page) -> FrameLocator:
    """The page of the site beside the form."""
    return pane(page).frame_locator("iframe")


def save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить").first.click()


def saved(page: Page) -> None:
    save(page)
    page.get_by_text("Всё сохранено").wait_for()


def test_a_wrong_day_is_refused_in_the_readers_words_and_the_right_one_is_all_that_changes(
    page: Page, root: Path, editor: running.Running
) -> None:
    asked = requested(page)
    opened(page)
    fill(page, "Предмет", "физика")
    fill(page, "Опубликовано", "31.02.2026")

    save(page)
    dialog = page.get_by_role("dialog")

    assert "«31.02.2026» — не день календаря." in dialog.inner_text()
    assert "Опубликовано" in dialog.inner_text()
    assert changed(root) == []
    dialog.get_by_role("button", name="К полю").click()
    assert "31.02.2026" in (field(page, "Опубликовано").get_attribute("data-problem") or "")

    fill(page, "Опубликовано", "28.02.2026")
    saved(page)

    assert changed(root) == ["+subject: физика", "+published_on: 28.02.2026"]
    shown(page).get_by_text("физика").first.wait_for()
    hosts = {url.split("/")[2] for url in asked if not url.startswith(("data:", "blob:"))}
    assert {host.partition(":")[0] for host in hosts} == {"127.0.0.1"}


def test_words_programmes_and_days_are_chosen_and_not_typed(page: Page, root: Path) -> None:
    page.get_by_role("link", name="Новый кейс").first.click()
    fill(page, "Название", "Радио на большой перемене")
    for label, text in (("Пара или группа", "группа"), ("Программа", "Рядом"), ("Форма", "учитель – ученик")):
        field(page, label).locator("input").first.click(force=True)
        page.keyboard.type(text, delay=AS_PEOPLE)
        page.get_by_role("option").filter(has_text=text).first.click()
    for label in ("Наставники", "Наставляемые"):
        field(page, label).get_by_role("button", name="Добавить").click()
        field(page, label).get_by_label("Роль").first.click()
        page.keyboard.type("ученики", delay=AS_PEOPLE)
    field(page, "Опубликовано").get_by_label("Выбрать день в календаре").fill("2026-02-28")
    field(page, "Продукты").get_by_role("button", name="Добавить").click()
    page.keyboard.type("передача", delay=AS_PEOPLE)
    page.keyboard.press("Enter")
    page.keyboard.type("позывные", delay=AS_PEOPLE)

    page.keyboard.press("Control+s")
    page.wait_for_url("**/entries/radio-na-bolshoy-peremene")

    assert (root / "cases/pairs/radio-na-bolshoy-peremene.md").read_text("utf-8") == (
        "---\ntitle: Радио на большой перемене\nkind: группа\nprogramme: ryadom\nform: учитель – ученик\n"
        "mentors:\n  - role: ученики\nmentees:\n  - role: ученики\nproducts:\n  - передача\n  - позывные\n"
        "published_on: 28.02.2026\n---\n"
    )
    shown(page).get_by_role("heading", name="Радио на большой перемене").wait_for()


def test_rich_text_that_is_edited_changes_the_edited_paragraph_only(page: Page, root: Path) -> None:
    opened(page)
    text = page.locator("[data-slate-editor]").first
    text.get_by_text("Мерили тень").click()
    page.wait_for_timeout(500)  # the editor hears of a new place of the caret a while after it
    page.keyboard.press("End")
    page.wait_for_timeout(500)
    page.keyboard.type(" И закончили.", delay=AS_PEOPLE)

    saved(page)

    assert changed(root) == ["-Мерили тень *каждый* день.", "+Мерили тень *каждый* день. И закончили."]


def test_a_remark_that_would_go_is_named_before(page: Page, root: Path) -> None:
    (root / PATH).write_text(
        CASE.replace("  - role: учитель физики", "  # по приказу\n  - role: учитель физики"), "utf-8"
    )
    opened(page)
    field(page, "Наставники").locator("[class*=SortableListItem] button").nth(1).click()

    save(page)
    dialog = page.get_by_role("dialog")
    assert "# по приказу" in dialog.inner_text()
    dialog.get_by_role("button", name="Вернуться к форме").click()

    assert "# по приказу" in (root / PATH).read_text("utf-8")


def test_a_file_changed_meanwhile_shows_both_versions(page: Page, root: Path) -> None:
    opened(page)
    fill(page, "Предмет", "физика")
    (root / PATH).write_text(
        CASE.replace("kind: пара", "kind: пара\nsubject: астрономия\nnumber: 7"), "utf-8"
    )

    save(page)
    dialog = page.get_by_role("dialog")
    assert "астрономия" in dialog.inner_text()
    assert "физика" in dialog.inner_text()
    dialog.get_by_role("button", name="Записать мою правку").click()
    page.get_by_text("Всё сохранено").wait_for()

    assert changed(root) == ["+subject: физика", "+number: 7"]


def test_a_file_broken_by_hand_opens_as_text_at_its_line_and_is_mended(page: Page, root: Path) -> None:
    (root / PATH).write_text(CASE.replace("kind: пара", "kind: пара: да"), "utf-8")
    page.get_by_text("Солнечные часы").first.click()
    dialog = page.get_by_role("dialog")
    assert "Строка 3." in dialog.inner_text()
    text = dialog.get_by_label("Текст файла")

    dialog.get_by_role("button", name="Проверить и сохранить").click()
    assert "Строка 3." in page.get_by_role("dialog").inner_text()
    text = page.get_by_label("Текст файла")
    text.fill(text.input_value().replace("пара: да", "пара"))
    page.get_by_role("button", name="Проверить и сохранить").click()
    field(page, "Название").wait_for()

    assert changed(root) == []


def test_a_picture_is_uploaded_with_who_is_on_it(
    page: Page, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from PIL import Image

    file = tmp_path_factory.mktemp("desk") / "Макет моста.png"
    Image.new("RGB", (40, 30), "teal").save(file)
    page.get_by_role("link", name="Картинки").click()
    page.get_by_role("link", name="Новая картинка").first.click()
    field(page, "Файл").get_by_role("button", name="Выбрать картинку").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Загрузить с компьютера").click()
    chooser.value.set_files(file)
    page.get_by_text("Выбрать", exact=True).click()
    fill(page, "Описание", "Макет моста на столе")

    save(page)
    assert "Люди" in page.get_by_role("dialog").inner_text()
    page.get_by_role("button", name="Закрыть").click()
    assert not (root / "cases/media").exists()

    field(page, "Люди").locator("input").first.click(force=True)
    page.get_by_role("option").filter(has_text="нет людей").first.click()
    save(page)
    page.wait_for_url("**/entries/maket-mosta-na-stole")

    assert sorted(path.name for path in (root / "cases/media").iterdir()) == [
        "maket-mosta-na-stole.md",
        "maket-mosta.png",
    ]
    assert "picture: maket-mosta.png\n" in (root / "cases/media/maket-mosta-na-stole.md").read_text("utf-8")


def test_a_page_of_another_origin_reads_and_writes_nothing(
    page: Page, root: Path, editor: running.Running, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It stands on this machine too, at another port: for cookies that is the same site."""
    folder = tmp_path_factory.mktemp("evil")
    (folder / "index.html").write_text(EVIL.replace("EDITOR", editor.address), encoding="utf-8")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        other = page.context.new_page()
        other.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        other.wait_for_function("document.title === 'done'")
        told = other.locator("#told").inner_text()
        server.shutdown()

    assert told.split() == ["refused", "refused", "refused"]
    assert changed(root) == []
    assert git(root, "status", "--short") == ""


EVIL = """<!doctype html><meta charset="utf-8"><p id="told"></p><iframe name="target"></iframe>
<form id="form" method="post" enctype="text/plain" action="EDITOR/api" target="target">
<input name='{"action":"save","path":"cases/pairs/chasy.md","form":{},"base":"' value='"}'></form>
<script>
const told = (text) => { document.querySelector('#told').textContent += text + ' '; };
const body = JSON.stringify({action: 'save', path: 'cases/pairs/evil.md', form: {title: 'Чужое'}, base: ''});
(async () => {
  for (const how of [
    {method: 'POST', credentials: 'include', headers: {'Content-Type': 'application/json'}, body},
    {method: 'POST', credentials: 'include', headers: {'Content-Type': 'text/plain'}, body},
    {credentials: 'include'},
  ]) {
    try { told((await (await fetch('EDITOR/' + (how.method ? 'api' : 'forms.json'), how)).text()).length > 0 ? 'read' : 'empty'); }
    catch { told('refused'); }
  }
  await fetch('EDITOR/api', {method: 'POST', mode: 'no-cors', credentials: 'include', body}).catch(() => {});
  document.querySelector('#form').submit();
  setTimeout(() => { document.title = 'done'; }, 1500);
})();
</script>
"""


def test_the_form_can_be_used_on_a_narrow_screen(page: Page, root: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_text("Солнечные часы").first.click()
    fill(page, "Предмет", "физика")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    saved(page)

    assert changed(root) == ["+subject: физика"]
