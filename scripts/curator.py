"""What a curator waits for: the editor of a large school in a real browser, from the link to the list and from a save to the page."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from figures import Figure

OPENS = 3.0
"""Seconds from the link to the list of cases, in a browser that has been here before."""
SHOWS = 1.0
"""Seconds from a save to the new page beside the form."""


def figures(root: Path, cases: int, runs: int) -> Iterator[Figure]:
    """Open the editor of a school with so many cases, save a case a few times."""
    with edited(root) as url, browser() as page:
        first = opened(page, url)
        again = [opened(page, url) for _ in range(runs)]
        of = f"{cases} cases, Chromium"
        yield Figure(
            "editor opens", round(statistics.median(again), 2), OPENS, f"{of}; the first time {first:.2f}"
        )
        waited = list(saves(page, runs))
        yield Figure(
            "page after a save", round(statistics.median(waited), 2), SHOWS, f"{of}; worst {max(waited):.2f}"
        )


@contextmanager
def edited(root: Path) -> Iterator[str]:
    """The editor as a curator starts it, once it has read all cards; gives its link."""
    command = [sys.executable, "-m", "mentoring", "edit", "--no-browser", "--root", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as editor:
        assert editor.stdout is not None
        yield editor.stdout.readline().split()[-1]
        editor.terminate()


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,  # a curator's browser keeps scripts it has met
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu"],
            viewport={"width": 1440, "height": 900},
            locale="ru-RU",
        )
        page = context.new_page()
        page.set_default_timeout(120_000)
        yield page
        context.close()


def opened(page: Any, url: str) -> float:
    page.goto("about:blank")
    begun = time.perf_counter()
    page.goto(url)
    page.locator("[class*=ListCard]").first.wait_for()
    return time.perf_counter() - begun


def saves(page: Any, runs: int) -> Iterator[float]:
    """Change the subject of a case, save, and wait for the page that says so."""
    page.locator("[class*=ListCardLink]").nth(5).click()
    shown = page.frame_locator("#preview-pane").frame_locator("iframe")
    shown.locator("h1").wait_for()
    for run in range(runs + 1):
        subject = f"опыт{run}{int(time.time()) % 1000}"
        page.get_by_label("Предмет").first.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(subject)
        page.wait_for_timeout(2_000)  # the form is checked while a curator reads it over
        begun = time.perf_counter()
        page.keyboard.press("Control+s")
        shown.get_by_text(subject).first.wait_for()
        if run:  # the first one loads the theme
            yield time.perf_counter() - begun
