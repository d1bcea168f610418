"""The same pages in every engine: MkDocs, ProperDocs, Zensical, and Markdown on the disk."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import environment

pytestmark = pytest.mark.slow

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
"""The one thing in which the sites of two engines may differ."""


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    variables = {**environment.clean(dict(os.environ)), "SOURCE_DATE_EPOCH": "1790000000"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def copied(folder: Path) -> Path:
    """The example school in a folder of its own."""
    for name in ("cases", "docs"):
        shutil.copytree(environment.ROOT / name, folder / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(environment.ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The example school with its pages written and its site built by MkDocs; not to be changed."""
    folder = copied(tmp_path_factory.mktemp("project"))
    for command in (("mkdocs", "build"), ("mentoring", "pages", "pages")):
        done = run(*command, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


# MkDocs and ProperDocs


def test_mkdocs_and_properdocs_give_the_same_site(project: Path) -> None:
    """File by file, byte by byte: only the name of the engine in the head differs."""
    done = run("properdocs", "build", "-f", "mkdocs.yml", "-d", "proper", cwd=project)

    assert done.returncode == 0, done.stderr
    site, proper = files(project / "site"), files(project / "proper")
    assert sorted(site) == sorted(proper)
    assert len([path for path in site if path.endswith(".html")]) > 50
    different = [path for path in site if GENERATOR.sub(b"", site[path]) != GENERATOR.sub(b"", proper[path])]
    assert different == []


# Written pages and pages handed over

HOOK = '''
"""Write down what MkDocs was handed, and stop: nothing has to be rendered."""
from pathlib import Path

from mkdocs.exceptions import PluginError


def on_files(files, *, config):
    for file in files:
        if file.generated_by:
            target = Path("handed") / file.src_uri
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content_bytes)
    raise PluginError("enough")
'''


def test_the_written_pages_are_those_handed_to_mkdocs(project: Path) -> None:
    """Byte for byte, pages, data and files: another engine gets nothing else and nothing less."""
    (project / "hook.py").write_text(HOOK, "utf-8")
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "hooked.yml").write_text(f"{settings}\nhooks: [hook.py]\n", "utf-8")

    done = run("mkdocs", "build", "-f", "hooked.yml", "-d", "never", cwd=project)

    assert done.stderr.endswith("enough\n"), done.stderr
    written = files(project / "pages")
    del written[".mentoring-pages.json"]
    handed = files(project / "handed")
    assert sorted(handed) == sorted(written)
    assert [path for path in handed if handed[path] != written[path]] == []


# Zensical


@pytest.fixture(scope="module")
def zensical(project: Path) -> Path:
    """The site Zensical makes of the written pages, with the same `mkdocs.yml` but for our plugin."""
    settings = (project / "mkdocs.yml").read_text("utf-8")
    for old, new in (
        ("\n  - mentoring\n", "\n"),
        ("docs_dir: docs\n", "docs_dir: pages\n"),
        ("site_dir: site\n", "site_dir: zensical\n"),
    ):
        assert settings.count(old) == 1
        settings = settings.replace(old, new)
    (project / "zensical.yml").write_text(settings, "utf-8")
    done = run("zensical", "build", "-f", "zensical.yml", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "panicked" not in done.stdout + done.stderr
    return project / "zensical"


def test_zensical_builds_every_written_page(project: Path, zensical: Path) -> None:
    written = [path for path in files(project / "pages") if path.endswith(".md")]
    pages = [path for path in files(project / "site") if path.endswith(".html") and path != "404.html"]

    assert len(written) == len(pages)
    assert [page for page in pages if not (zensical / page).is_file()] == []


def test_zensical_tells_the_same_words_as_mkdocs(project: Path, zensical: Path) -> None:
    """Headings, tables and all: a block of HTML that an engine took for code would lose its words."""
    for page in files(project / "site"):
        if page.endswith(".html") and page != "404.html":
            told = words((project / "site" / page).read_text("utf-8"))
            assert told, page
            assert words((zensical / page).read_text("utf-8")) == told, page


def test_zensical_keeps_data_and_files(project: Path, zensical: Path) -> None:
    for path, content in files(project / "pages").items():
        if not path.endswith((".md", ".mentoring-pages.json")):
            assert (zensical / path).read_bytes() == content, path


def words(page: str) -> list[str]:
    """The words of the article of a page: its heading first, then text, not tags."""
    article = Article()
    article.feed(page)
    return " ".join(article.text).split()


class Article(HTMLParser):
    """Collects the text from the first heading to the end of the content."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h1":
            self.inside = True
        if tag == "footer" or (tag == "aside" and dict(attrs).get("class", "") == "md-source-file"):
            self.inside = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text.append(data)


# Writing only what changed


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The example school with its pages written, for changing."""
    folder = copied(tmp_path)
    write(folder)
    return folder


def write(folder: Path) -> str:
    done = run("mentoring", "pages", "pages", cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def touched(folder: Path, before: dict[str, int]) -> set[str]:
    """What was written again since the times were taken."""
    return {path for path, time in times(folder).items() if before.get(path) != time}


def times(folder: Path) -> dict[str, int]:
    return {path: (folder / "pages" / path).stat().st_mtime_ns for path in files(folder / "pages")}


def test_a_second_writing_writes_nothing(school: Path) -> None:
    """An engine that watches the folder is not woken for nothing."""
    before = times(school)

    said = write(school)

    assert "записано заново: 0, удалено: 0" in said
    assert touched(school, before) == set()


def test_an_edited_card_rewrites_only_the_pages_it_touches(school: Path) -> None:
    card = school / "cases/pairs/issledovanie-ruchey-2025-26.md"
    before = times(school)
    with card.open("a", encoding="utf-8") as file:
        file.write("\nЛёд тронулся.\n")

    said = write(school)

    assert "записано заново: 1, удалено: 0" in said
    assert touched(school, before) == {"cases/issledovanie-ruchey-2025-26.md"}


def test_an_edited_title_is_changed_wherever_it_is_told(school: Path) -> None:
    """A case is listed on other pages and in the data; the rest stays as it was."""
    card = school / "cases/pairs/issledovanie-ruchey-2025-26.md"
    before = times(school)
    text = card.read_text("utf-8")
    card.write_text(text.replace("Куда течёт ручей", "Откуда течёт ручей"), "utf-8")

    write(school)

    pages = touched(school, before)
    assert {"cases/issledovanie-ruchey-2025-26.md", "cases/index.md", "catalogue.json"} <= pages
    assert "glossary.md" not in pages
    tables = {path for path in pages if path.endswith(".xlsx")}  # packed: it is known by its name only
    told = {
        path
        for path in pages - tables
        if "Откуда течёт ручей" in (school / "pages" / path).read_text("utf-8")
    }
    assert tables == {"downloads/nastavnichestvo.xlsx"}
    assert told == pages - tables


def test_a_removed_card_takes_its_page_along_and_nothing_else(school: Path) -> None:
    """Only files of our own writing are ever removed."""
    (school / "pages/cases/notes.md").write_text("by hand\n", "utf-8")
    (school / "pages/own.txt").write_text("by hand\n", "utf-8")
    (school / "cases/pairs/lyzhnya-k-martu-2025-26.md").unlink()

    said = write(school)

    assert "удалено: 1" in said
    assert not (school / "pages/cases/lyzhnya-k-martu-2025-26.md").exists()
    assert (school / "pages/cases/notes.md").read_text("utf-8") == "by hand\n"
    assert (school / "pages/own.txt").exists()
    manifest = json.loads((school / "pages/.mentoring-pages.json").read_text("utf-8"))
    assert "cases/lyzhnya-k-martu-2025-26.md" not in manifest
    assert "own.txt" not in manifest


def test_errors_stop_before_a_page_is_written(school: Path) -> None:
    before = times(school)
    (school / "cases/pairs/lyzhnya-k-martu-2025-26.md").write_text("нет карточки\n", "utf-8")

    done = run("mentoring", "pages", "pages", cwd=school)

    assert done.returncode == 1
    assert "cases/pairs/lyzhnya-k-martu-2025-26.md:1:1" in done.stderr
    assert times(school) == before
