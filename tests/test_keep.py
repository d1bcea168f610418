"""A version of the cards: kept where nothing private would stay in git for ever."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from conftest import Project
from talking import call, on

CASE = "---\ntitle: Дружба по переписке\nkind: пара\nprogramme: ryadom\nform: ученик – ученик\n---\nПереписывались.\n"
PROGRAMME = "---\ntitle: Рядом\nforms: ученик – ученик\nschool_year: 2025/26\n---\n"
FILES = {
    "cases/programmes/ryadom.md": PROGRAMME,
    "cases/pairs/druzhba.md": CASE,
    ".gitignore": "/private\n.cache/\n",
}


@pytest.fixture
def school(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that git does not know yet, on a machine whose git has no settings."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    on(monkeypatch, date(2026, 5, 12), "keeping")
    root: Path = project({f"school/{path}": text for path, text in FILES.items()})
    (root / "cases/school.yml").rename(root / "school/cases/school.yml")
    return root / "school"


def git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_first_version_makes_the_repository_and_names_nobody(school: Path) -> None:
    answer = call("keep", "--root", school)

    files = ".gitignore, cases/pairs/druzhba.md, cases/programmes/ryadom.md, cases/school.yml"
    assert (answer.exit_code, answer.output) == (0, f"Версия сохранена: {files}.\n")
    assert git(school, "log", "--format=%an %ae %s") == "Куратор kurator@localhost Правка карточек"
    assert git(school, "status", "--porcelain") == ""


def test_a_later_version_tells_how_many_files_and_brings_the_former_one_back(school: Path) -> None:
    call("keep", "--root", school)
    card = school / "cases/pairs/druzhba.md"
    card.write_text(CASE.replace("Переписывались", "Писали письма"), "utf-8")

    answer = call("keep", "письма", "--root", school)

    assert answer.output == "Версия сохранена: cases/pairs/druzhba.md.\n"
    git(school, "restore", "--source", "HEAD~1", "cases/pairs/druzhba.md")
    assert card.read_text("utf-8") == CASE


def test_nothing_new_is_told(school: Path) -> None:
    call("keep", "--root", school)

    assert (
        call("keep", "--root", school).output == "Всё уже сохранено: с прошлого раза ничего не изменилось.\n"
    )
    assert git(school, "rev-list", "--count", "HEAD") == "1"


NAMED = "Письма писала Варвара Тетерина из 5 «Б».\n"


def test_a_name_never_gets_into_git(school: Path) -> None:
    card = school / "cases/pairs/druzhba.md"
    card.write_text(CASE + NAMED, "utf-8")

    answer = call("keep", "--root", school)

    assert answer.exit_code == 1
    assert "cases/pairs/druzhba.md:8" in answer.stdout
    assert "не сохранены" in answer.stderr
    assert "druzhba" not in git(school, "ls-files")
    assert "cases/programmes/ryadom.md" in git(school, "ls-files")


def test_a_mentor_without_a_consent_never_gets_into_git(school: Path) -> None:
    (school / "cases/mentors").mkdir()
    (school / "cases/mentors/m.md").write_text("---\ntitle: Варвара Тетерина\npost: учитель\n---\n", "utf-8")

    answer = call("keep", "--root", school)

    assert answer.exit_code == 1
    assert "mentors" not in git(school, "ls-files")


def test_a_name_in_the_words_about_a_version_is_refused(school: Path) -> None:
    answer = call("keep", "Письма Варвары Тетериной", "--root", school)

    assert answer.exit_code == 1
    assert "Скажите без имени" in answer.stderr
    assert not (school / ".git").exists()


@pytest.mark.parametrize(
    "path",
    [
        "list.csv",
        "cases/stray.md",
        "cases/pairs/notes.txt",
        "cases/pairs/kopiya.MD",
        "private — копия/people.yml",
        "docs/notes.csv",
        "README.md",
        "templates/roadmap.txt",
    ],
)
def test_what_the_program_does_not_read_is_left_out_and_told(school: Path, path: str) -> None:
    (school / path).parent.mkdir(exist_ok=True)
    (school / path).write_text(NAMED, "utf-8")

    answer = call("keep", "--root", school)

    assert answer.exit_code == 0
    assert f"Не карточки, в git не попадут: {path}." in answer.output
    assert path not in git(school, "-c", "core.quotepath=off", "ls-files")


def test_a_card_with_an_error_waits_and_the_others_are_kept(school: Path) -> None:
    (school / "cases/pairs/druzhba.md").write_text(
        CASE.replace("programme: ryadom", "programme: nigde"), "utf-8"
    )

    answer = call("keep", "--root", school)

    assert answer.exit_code == 1
    assert "[link-missing]" in answer.stdout
    assert git(school, "ls-files", "cases").splitlines() == ["cases/programmes/ryadom.md", "cases/school.yml"]


def test_what_is_deleted_is_gone_in_the_next_version(school: Path) -> None:
    call("keep", "--root", school)
    (school / "cases/pairs/druzhba.md").unlink()

    call("keep", "--root", school)

    assert "druzhba" not in git(school, "ls-files")


@pytest.mark.parametrize("ignored", ["", ".cache/\n"])
def test_the_private_folder_never_gets_into_git(school: Path, ignored: str) -> None:
    (school / "private").mkdir()
    (school / "private/people.yml").write_text("people: []\n", "utf-8")
    (school / ".gitignore").write_text(ignored, "utf-8")

    answer = call("keep", "--root", school)

    assert answer.exit_code == 1
    assert answer.stderr == "Папка private попала бы в git. Добавьте в файл `.gitignore` строку `/private`.\n"
    assert git(school, "ls-files") == ""


def test_a_folder_of_another_repository_is_left_to_it(school: Path) -> None:
    git(school.parent, "init", "-q")

    answer = call("keep", "--root", school)

    assert answer.exit_code == 1
    assert "внутри другой" in answer.stderr
    assert git(school.parent, "status", "--porcelain") == "?? school/"


def test_another_folder_is_no_school(tmp_path: Path) -> None:
    answer = call("keep", "--root", tmp_path)

    assert answer.exit_code == 1
    assert "Это не папка школы" in answer.stderr
    assert list(tmp_path.iterdir()) == []
