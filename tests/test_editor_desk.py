"""What the editor says of one file is what `check` says of it among all others."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import environment
from mentoring import mkdocs_plugin, pipeline, shelf
from mentoring.editor.desk import Desk
from mentoring.publish.build import Stopped

Told = set[tuple[str, int, str]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example school with a broken card, an unknown link and a list of nothing."""
    root = tmp_path_factory.mktemp("school")
    for name in ("cases", "docs"):
        shutil.copytree(environment.ROOT / name, root / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(environment.ROOT / "mkdocs.yml", root)
    case = root / "cases/pairs/svet-i-zvuk-2025-26.md"
    case.write_text(case.read_text("utf-8").replace("programme: ", "programme: net-", 1), "utf-8")
    broken = root / "cases/pairs/lyzhnya-k-martu-2025-26.md"
    broken.write_text(broken.read_text("utf-8").replace("kind: ", "kind: : ", 1), "utf-8")
    (root / "docs/spiski.md").write_text("# Списки\n\n[список: кейсы; форма: студент – ученик]\n", "utf-8")
    return root


def test_the_problems_of_a_file_are_those_of_the_whole_school(root: Path) -> None:
    desk = Desk(root, mkdocs_plugin.Press)
    desk.open()
    whole: dict[str, Told] = {}
    for problem in pipeline.load(root, today=date.today(), preview=True).problems:
        told = (problem.rule, problem.place.line, problem.what)
        whole.setdefault(problem.place.path, set()).add(told)

    for pattern in ("cases/*.yml", "cases/*/*.md", "docs/**/*.md"):
        for file in sorted(root.glob(pattern)):
            path = file.relative_to(root).as_posix()
            if path.startswith(shelf.OURS):
                continue
            problems = [found.problem for found in desk.findings(path, file.read_bytes())]
            of_file = {(problem.rule, problem.place.line, problem.what) for problem in problems}
            assert of_file == whole.get(path, set()), path


def test_the_page_beside_a_form_is_the_page_of_the_site(root: Path) -> None:
    """The preview of `mkdocs serve` and this one are made by the same functions; here the text is compared."""
    desk = Desk(root, mkdocs_plugin.Press)
    desk.open()

    html = desk.html("practices/urok-vdvoem.md") or ""

    assert "<title>Урок вдвоём - Наставничество · Школа «Маяк»</title>" in html
    assert '<article class="md-content__inner md-typeset"' in html
    assert "m-banner--preview" not in html


def test_a_broken_configuration_is_told_where_the_page_would_be(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/school.yml").write_text((root / "cases/school.yml").read_text("utf-8"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    desk = Desk(tmp_path, mkdocs_plugin.Press)
    desk.open()

    with pytest.raises(Stopped, match=r"mkdocs\.yml не читается"):
        desk.html("index.md")
