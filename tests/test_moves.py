"""Pages that moved: an old address leads on, served, in a sub-folder and from a disk; a lost one is told."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import served
from conftest import TODAY, Load, Project
from playwright.sync_api import Browser

from mentoring import addresses, pipeline
from mentoring.mkdocs_plugin import build_site
from mentoring.pages import Edition, render
from mentoring.publish import redirects
from mentoring.rules import moves

PUBLIC = "publication: опубликован\napproved: {by: директор, on: 01.09.2025}\n"
SITE = "full_name: Заречная школа\nshort_name: Заречная школа\nsite: https://school.example.org/nast/\n"
MKDOCS = (
    "site_name: Наставничество\ntheme: {name: material, language: ru, font: false}\nplugins: [mentoring]\n"
)


def practice(title: str = "Урок вдвоём", more: str = "") -> str:
    return f"---\ntitle: {title}\nforms: ученик – ученик\n{PUBLIC}{more}---\n"


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("urok", "practices/urok/index.html"),
        ("practices/urok", "practices/urok/index.html"),
        ("practices/urok/", "practices/urok/index.html"),
        ("/nast/practices/urok/", "practices/urok/index.html"),
        ("/practices/urok/index.html", "practices/urok/index.html"),
        ("https://school.example.org/nast/practices/urok/", "practices/urok/index.html"),
        ("http://school.example.org/nast/Uroki/1.htm", "Uroki/1.htm"),
        ("urok.html", "urok.html"),
        ("%D1%83%D1%80%D0%BE%D0%BA/", "урок/index.html"),
    ],
)
def test_an_old_address_may_be_a_name_a_path_or_copied_whole(written: str, file: str) -> None:
    assert addresses.is_old(written)

    old = addresses.old(written, "practices/urok-vdvoem.md", "https://school.example.org/nast/")

    assert old is not None
    assert old.file() == file


@pytest.mark.parametrize(
    "written",
    [
        "",
        "..",
        "../urok/",
        "urok?x=1",
        "urok#shagi",
        "mailto:a",
        "files/plan.docx",
        "два слова",
        "a//b",
        ".git/config",
        "<b>",
    ],
)
def test_what_cannot_have_been_a_page_is_no_old_address(written: str) -> None:
    assert not addresses.is_old(written)


def test_an_old_address_of_another_site_is_told(load: Load) -> None:
    _, problems = load(
        {
            "cases/school.yml": SITE,
            "cases/practices/urok-vdvoem.md": practice(
                more="redirect_from: https://drugaya.example.org/urok/\n"
            ),
        }
    )

    assert [(problem.rule, problem.place.line) for problem in problems] == [("redirect-elsewhere", 6)]


@pytest.mark.parametrize(
    "old",
    [
        "urok-vdvoem",
        "starshie",
        "cases/",
        "index.html",
        "assets/x",
        "STARSHIE",
        "practices/all/2/",
        "stages/work",
    ],
)
def test_an_address_that_opens_something_today_is_no_old_one(load: Load, old: str) -> None:
    """Its own, that of a draft, of a list, in other letters: machines differ in whether those are one."""
    _, problems = load(
        {
            "cases/practices/urok-vdvoem.md": practice(more=f"redirect_from: {old}\n"),
            "cases/practices/starshie.md": practice("Старшие рядом").replace("опубликован", "черновик"),
        }
    )

    assert [(problem.rule, problem.place.path) for problem in problems] == [
        ("redirect-taken", "cases/practices/urok-vdvoem.md")
    ]


def test_every_page_of_the_example_school_is_a_taken_address(root: Path) -> None:
    """The rule knows the addresses of pages without making the pages."""
    book = pipeline.load(root, today=TODAY).book.public
    card = next(iter(book.practices))

    for page in render(Edition(book)):
        moved = card.model_copy(update={"redirect_from": (f"/{addresses.bare(page.path) or 'index'}.html",)})
        moved._source = card._source
        there = replace(book, practices=(moved,))
        assert list(moves.redirect_taken(there)), page.path


@pytest.fixture
def root() -> Path:
    return Path(__file__).resolve().parent.parent


def test_a_page_at_an_old_address_says_where_the_page_is(load: Load) -> None:
    """Without a script; a search engine is told the new address and keeps this one out."""
    book, _ = load(
        {
            "cases/school.yml": SITE,
            "cases/practices/urok-vdvoem.md": practice("Урок «на <двоих>»", "redirect_from: urok\n"),
        }
    )

    (page,) = redirects.redirects(Edition(book.public))

    assert page.path == "practices/urok/index.html"
    text = page.content.decode()
    assert '<meta http-equiv="refresh" content="0; url=../urok-vdvoem/index.html">' in text
    assert '<link rel="canonical" href="https://school.example.org/nast/practices/urok-vdvoem/">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert '<a href="../urok-vdvoem/index.html">Урок «на &lt;двоих&gt;»</a>' in text


def test_a_mentor_who_may_not_be_named_has_no_old_address_either(load: Load) -> None:
    book, _ = load(
        {
            "cases/mentors/uchitel-fiziki.md": "---\ntitle: Учитель физики\npost: учитель физики\n"
            f"redirect_from: fizik\n{PUBLIC}---\n"
        }
    )

    assert list(redirects.redirects(Edition(book.public))) == []


def test_a_page_of_the_schools_own_leads_on_too(load: Load) -> None:
    book, problems = load(
        {"docs/uchastie/kak.md": "---\ntitle: Как вступить\nredirect_from: [kak-vstupit]\n---\nТекст.\n"}
    )

    assert not problems
    assert [page.path for page in redirects.redirects(Edition(book))] == ["uchastie/kak-vstupit/index.html"]
    assert [page.path for page in redirects.redirects(Edition(book, directory_urls=False))] == [
        "uchastie/kak-vstupit.html"
    ]


# Addresses that were published


def test_a_build_notes_the_addresses_of_its_pages_and_those_of_no_mentor(project: Project) -> None:
    root = project(
        {
            "cases/practices/urok-vdvoem.md": practice(),
            "cases/practices/chernovik.md": practice().replace("опубликован", "черновик"),
            "docs/voprosy.md": "---\ntitle: Вопросы\n---\nТекст.\n",
            "mkdocs.yml": MKDOCS,
        }
    )

    build_site(root, quiet=True)

    noted = (root / "cases/addresses.yml").read_text("utf-8")
    assert re.findall(r"(?m)^  - (.*)$", noted) == ["practices/urok-vdvoem", "voprosy"]
    loaded = pipeline.load(root, today=TODAY)
    assert not loaded.problems


def test_a_renamed_file_is_told_with_the_line_to_add_until_it_is_added(project: Project) -> None:
    root = project({"cases/practices/urok-vdvoem.md": practice(), "mkdocs.yml": MKDOCS})
    build_site(root, quiet=True)
    (root / "cases/practices/urok-vdvoem.md").rename(root / "cases/practices/urok-na-dvoih.md")

    (problem,) = pipeline.load(root, today=TODAY).problems
    build_site(root, quiet=True)  # a build in between forgets nothing
    (again,) = pipeline.load(root, today=TODAY).problems
    (root / "cases/practices/urok-na-dvoih.md").write_text(
        practice(more="redirect_from: [urok-vdvoem]\n"), "utf-8"
    )
    problems = pipeline.load(root, today=TODAY).problems

    assert (problem.rule, problem.is_error) == ("address-gone", False)
    assert problem.place.path == "cases/practices/urok-na-dvoih.md"
    assert "`redirect_from: [urok-vdvoem]`" in problem.fix
    assert again.place.path == "cases/addresses.yml"  # which page is the new one is not known any more
    assert "`redirect_from: [practices/urok-vdvoem]`" in again.fix
    assert not problems


def test_a_new_title_changes_no_address(project: Project) -> None:
    """The name of the file is the address."""
    root = project({"cases/practices/urok-vdvoem.md": practice(), "mkdocs.yml": MKDOCS})
    build_site(root, quiet=True)
    noted = (root / "cases/addresses.yml").read_bytes()
    (root / "cases/practices/urok-vdvoem.md").write_text(practice("Вдвоём на уроке"), "utf-8")

    problems = pipeline.load(root, today=TODAY).problems
    build_site(root, quiet=True)

    assert not problems
    assert (root / "cases/addresses.yml").read_bytes() == noted


def test_a_page_taken_back_to_draft_is_not_lost(project: Project) -> None:
    root = project(
        {
            "cases/addresses.yml": "addresses: [practices/urok-vdvoem]\n",
            "cases/practices/urok-vdvoem.md": practice().replace("опубликован", "черновик"),
        }
    )

    assert not pipeline.load(root, today=TODAY).problems


def test_continuous_integration_notes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its checkout is thrown away."""
    root = project({"cases/practices/urok-vdvoem.md": practice(), "mkdocs.yml": MKDOCS})
    monkeypatch.setenv("CI", "true")

    build_site(root, quiet=True)

    assert not (root / "cases/addresses.yml").exists()


def test_a_list_that_cannot_be_read_is_left_as_it_is(project: Project) -> None:
    """A merge may have broken it; nothing that was noted is lost."""
    broken = "addresses:\n<<<<<<< HEAD\n  - practices/urok\n"
    root = project(
        {"cases/practices/urok-vdvoem.md": practice(), "cases/addresses.yml": broken, "mkdocs.yml": MKDOCS}
    )

    build_site(root, hold_back=True, quiet=True)

    assert (root / "cases/addresses.yml").read_text("utf-8") == broken


# In a browser


@pytest.fixture(params=[True, False], ids=["folders", "files"])
def moved_site(project: Project, request: pytest.FixtureRequest) -> tuple[Path, str, str]:
    """A site with a moved page, its old address and its new one."""
    folders = request.param
    root = project(
        {
            "cases/practices/urok-vdvoem.md": practice(more="redirect_from: urok\n"),
            "mkdocs.yml": MKDOCS + f"use_directory_urls: {str(folders).lower()}\n",
        }
    )
    build_site(root, quiet=True)
    return (
        root / "site",
        "practices/urok/" if folders else "practices/urok.html",
        "practices/urok-vdvoem/index.html" if folders else "practices/urok-vdvoem.html",
    )


def test_an_old_address_opens_the_page_served_in_a_sub_folder_and_from_a_disk(
    moved_site: tuple[Path, str, str], browser: Browser, tmp_path: Path
) -> None:
    site, old, new = moved_site
    (tmp_path / "host").mkdir()
    site.rename(tmp_path / "host/nast")
    with served(tmp_path / "host") as address:
        starts = [f"{address.rstrip('/')}/nast/", (tmp_path / "host/nast").as_uri() + "/"]
        for start in starts:
            page = browser.new_page(java_script_enabled=False)
            page.goto(
                start + (old if start.startswith("http") or old.endswith("html") else f"{old}index.html")
            )
            page.wait_for_url(start + new)
            assert page.locator("h1").inner_text() == "Урок вдвоём"
            page.close()
