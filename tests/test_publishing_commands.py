"""`deploy`, `rollback`, `status` and `links` as a curator calls them, on the example school."""

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import environment
from mentoring import cli

ROOT = environment.ROOT


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example school with its site, built once."""
    root = tmp_path_factory.mktemp("school")
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    assert run("build", "--quiet", "--root", root).exit_code == 0
    return root


def run(*words: object) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def test_a_site_is_published_looked_at_and_brought_back(school: Path, tmp_path: Path) -> None:
    target = f"file://{tmp_path}/www/school"

    dry = run("deploy", target, "--root", school, "--dry-run")
    assert "Будет отправлено" in dry.output
    assert not (tmp_path / "www").exists()

    first = run("deploy", target, "--root", school)
    assert "Опубликовано" in first.output, first.output
    assert (tmp_path / "www/school/index.html").read_bytes() == (school / "site/index.html").read_bytes()
    assert run("status", target, "--root", school).exit_code == 0

    site = tmp_path / "site"
    shutil.copytree(school / "site", site)
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>Новая строка</p></body>"), "utf-8")
    second = run("deploy", target, "--root", school, "--site", site)
    assert "Отправлено: 1\n  index.html" in second.output

    assert run("rollback", target, "--root", school).exit_code == 0
    assert (tmp_path / "www/school/index.html").read_bytes() == (school / "site/index.html").read_bytes()

    (tmp_path / "www/school/index.html").write_text("чужое", "utf-8")
    status = run("status", target, "--root", school)
    assert (status.exit_code, "Изменены не нами: 1\n  index.html" in status.output) == (1, True)


def test_a_site_with_a_foreign_host_is_not_published(school: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(school / "site", site)
    page = site / "index.html"
    script = '<script src="https://counter.example.org/a.js"></script></body>'
    page.write_text(page.read_text("utf-8").replace("</body>", script), "utf-8")

    done = run("deploy", f"file://{tmp_path}/www", "--root", school, "--site", site)

    assert done.exit_code == 1
    assert "страница обращается к чужому сайту" in done.output
    assert not (tmp_path / "www").exists()


def test_the_same_site_makes_the_same_archive(school: Path, tmp_path: Path) -> None:
    dry = run("deploy", f"zip:{tmp_path / 'first.zip'}", "--root", school, "--dry-run")
    assert "Будет записан архив" in dry.output
    assert not (tmp_path / "first.zip").exists()

    for name in ("first.zip", "second.zip"):
        assert run("deploy", f"zip:{tmp_path / name}", "--root", school).exit_code == 0

    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "first.zip") as packed:
        assert packed.read("index.html") == (school / "site/index.html").read_bytes()


@pytest.mark.parametrize("inside", ["", "/cases", "/docs/site", "/site", "/private"])
def test_nothing_is_published_into_the_project_itself(school: Path, inside: str) -> None:
    done = run("deploy", f"file://{school}{inside}", "--root", school)

    assert done.exit_code == 4
    assert "[target-private]" in done.output


def test_every_link_of_the_example_site_leads_somewhere(school: Path) -> None:
    done = run("links", "--root", school)

    assert done.output == "Все ссылки ведут куда надо.\n"


def test_a_link_that_is_wrong_by_a_letter_or_an_anchor_is_told(school: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "Plan.html").write_text('<p id="a">', "utf-8")
    links = ("plan.html", "Plan.html#b", "Plan.html#a", "none.html", "https://example.org/", "#", "")
    (site / "index.html").write_text("".join(f'<a href="{link}">x</a>' for link in links), "utf-8")

    done = run("links", site, "--root", school)

    assert done.output.splitlines() == [
        "index.html: Plan.html#b — на странице нет такого места",
        "index.html: none.html — такого файла нет",
        "index.html: plan.html — файл называется иначе: Plan.html",
        "Битых ссылок: 3.",
    ]
