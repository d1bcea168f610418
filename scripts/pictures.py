"""The manual's pictures of the form editor: `python scripts/pictures.py FOLDER` (needs chromium and Pillow).

A fresh small school is made, the real editor is opened on it in Chromium, and a first case is written step by step.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import environment

WIDTH, HEIGHT = 1200, 820
"""What the curator's window shows; the pictures are smaller."""
SHOWN = 900
HEAVIEST = 60_000

CARDS = {
    "cases/school.yml": "schema: {schema}\nfull_name: Муниципальное бюджетное учреждение «Заречная школа»\nshort_name: Заречная школа\n"
    'place: город Заречный\ncolour: "#2f6f4f"\n',
    "cases/programmes/starshie-mladshim-2026-27.md": "---\ntitle: Старшие – младшим, 2026/27\nforms:\n  - ученик – ученик\n"
    "school_year: 2026/27\ngoal: Новичок знает, к кому подойти.\npublication: черновик\n---\n",
    "cases/pairs/shahmaty-posle-urokov.md": "---\ntitle: Шахматы после уроков\nkind: пара\nprogramme: starshie-mladshim-2026-27\n"
    "form: ученик – ученик\nmentors:\n  - role: ученик\n    band: 8–9\nmentees:\n  - role: ученик\n    band: 5–7\n"
    "publication: черновик\n---\nСыграли девять партий.\n",
    "docs/index.md": "# Наставничество\n",
}


def main(arguments: list[str]) -> int:
    """Take the pictures and say what was written."""
    if importlib.util.find_spec("mentoring") is None:
        print("run it in the environment of the tests: python scripts/test.py makes it", file=sys.stderr)
        return 2
    folder = Path(arguments[0]) if arguments else environment.ROOT / "docs/curators/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mentoring-pictures-") as temporary:
        root = school(Path(temporary))
        with editor(root) as url, browser() as page:
            for name, picture in taken(page, url):
                content = small(picture)
                (folder / f"{name}.png").write_bytes(content)
                print(f"{folder / name}.png {len(content)}")
                if len(content) > HEAVIEST:
                    print(f"{name}: heavier than {HEAVIEST}", file=sys.stderr)
                    return 1
    return 0


def school(root: Path) -> Path:
    """A school on its first day: one programme, one draft."""
    from mentoring.cards.school import SCHEMA

    for name, content in CARDS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content.replace("{schema}", str(SCHEMA)), encoding="utf-8")
    shutil.copy(environment.ROOT / "mkdocs.yml", root)
    return root


@contextmanager
def editor(root: Path) -> Iterator[str]:
    """The address of the editor of a school, with its key."""
    from mentoring import mkdocs_plugin
    from mentoring.editor import running

    work = running.start(root, mkdocs_plugin.Press, 0)
    try:
        yield work.url
    finally:
        work.stop()


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="ru-RU")
        yield context.new_page()
        chromium.close()


def taken(page: Any, url: str) -> Iterator[tuple[str, bytes]]:
    """Every step of a first case, with the name of its picture."""
    page.set_default_timeout(60_000)
    page.goto(url)
    page.get_by_text("Шахматы после уроков").wait_for()
    yield "first-day-list", page.screenshot()

    page.get_by_role("link", name="Новый кейс").first.click()
    page.get_by_label("Название").first.wait_for()
    typed(page, "Название", "Радио на большой перемене")
    page.frame_locator("#preview-pane").get_by_text("Страница появится").wait_for()
    yield "first-day-new", page.screenshot()

    page.keyboard.press("Control+s")
    page.get_by_role("dialog").wait_for()
    yield "first-day-refused", page.screenshot()

    page.get_by_role("button", name="Закрыть").click()
    chosen(page, "Пара или группа", "пара")
    chosen(page, "Программа", "Старшие")
    chosen(page, "Форма", "ученик – ученик")
    added(page, "Наставники", "ученик", "8–9")
    yield "first-day-mentor", page.screenshot()

    added(page, "Наставляемые", "ученик", "5–7")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/entries/**")
    shown = page.frame_locator("#preview-pane").frame_locator("iframe")
    shown.get_by_role("heading", name="Радио на большой перемене").wait_for()
    page.get_by_text("Сохранено", exact=True).nth(1).wait_for(state="hidden", timeout=10_000)
    yield "first-day-saved", page.screenshot()

    field(page, "Публикация").scroll_into_view_if_needed()
    field(page, "Публикация").locator("input").first.click(force=True)
    page.get_by_role("option").first.wait_for()
    yield "first-day-publish", page.screenshot()


def field(page: Any, label: str) -> Any:
    """The part of the form a label stands in; labels of what must be filled end with a star."""
    found = page.locator("label").filter(has_text=label).first
    return found.locator("xpath=ancestor::*[starts-with(@aria-label,'поле ')][1]")


def typed(page: Any, label: str, text: str) -> None:
    field(page, label).locator("input").first.click()
    page.keyboard.type(text)


def chosen(page: Any, label: str, text: str) -> None:
    field(page, label).locator("input").first.click(force=True)
    page.keyboard.type(text)
    page.get_by_role("option").filter(has_text=text).first.click()


def added(page: Any, label: str, role: str, band: str) -> None:
    part = field(page, label)
    part.get_by_role("button", name="Добавить").click()
    part.get_by_label("Роль").first.click()
    page.keyboard.type(role)
    part.locator("label").filter(has_text="Ступень").first.scroll_into_view_if_needed()
    part.get_by_label("Ступень").first.click(force=True)
    page.get_by_role("option").filter(has_text=band).first.click()


def small(picture: bytes) -> bytes:
    """A picture as the manual has it: narrower, with no more colours than it needs."""
    from PIL import Image

    image = Image.open(BytesIO(picture)).convert("RGB")
    image = image.resize((SHOWN, round(image.height * SHOWN / image.width)), Image.Resampling.LANCZOS)
    for colours in (64, 32, 16):
        written = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if len(written.getvalue()) <= HEAVIEST:
            break
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
