"""A newer program for a school: what is refused, what is shown, what is written, and the way back."""

import hashlib
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from talking import call, golden
from wheels import other

SCHOOL = ["--full-name", "Лесная школа посёлка Лесного", "--short-name", "Лесная школа"]

STEP_TO_3 = """

def _renamed(path: str, text: str) -> str:
    return text.replace("\\ngist:", "\\ncore:") if path.startswith("cases/practices/") else text


MIGRATIONS = (*MIGRATIONS, Migration(3, "Поле `gist` практики называется `core`.", _renamed))
CURRENT = 3
"""


@pytest.fixture
def school(project, tmp_path: Path, program: Path) -> Path:
    """A school of its own, with a practice, all of it in git."""
    folder = tmp_path / "shkola"
    call("new", "school", folder, "--yes", "--wheel", program, *SCHOOL, "--root", project({}))
    (folder / "cases/practices/a.md").write_text("---\ntitle: Проект\ngist: Суть\n---\n", "utf-8")
    commit(folder)
    return folder


@pytest.fixture
def newer(tmp_path: Path, program: Path) -> Path:
    """Version 0.2.0: with a step that renames a field, another script and another menu."""
    with zipfile.ZipFile(program) as archive:
        steps = archive.read("mentoring/migrations.py").decode()
        site = archive.read("mentoring/carried/scripts/site.py")
        menu = archive.read("mentoring/carried/mkdocs.yml")
    whole = steps.replace("CURRENT = MIGRATIONS[-1].version", STEP_TO_3).encode()
    parts = {
        "mentoring/migrations.py": whole,
        "mentoring/carried/scripts/site.py": site + b"# 0.2.0\n",
        "mentoring/carried/mkdocs.yml": menu + b"# 0.2.0\n",
    }
    return Path(other(program, tmp_path, "0.2.0", parts))


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@localhost", *words]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x", "--allow-empty")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", ".cache"} & set(path.relative_to(folder).parts)
    }


def test_a_newer_program_comes_with_its_hash_and_the_cards_in_its_version(
    school: Path, newer: Path, request: pytest.FixtureRequest
) -> None:
    answer = call("upgrade", newer, "--root", school, typed=["да"])

    assert answer.exit_code == 0, answer.output
    golden("upgrade.txt", answer.output, request)
    assert (school / "cases/practices/a.md").read_text("utf-8") == "---\ntitle: Проект\ncore: Суть\n---\n"
    assert (school / "cases/school.yml").read_text("utf-8").count('schema: "3"') == 1
    assert [path.name for path in (school / "vendor").glob("*.whl")] == [newer.name]
    digest = hashlib.sha256(newer.read_bytes()).hexdigest()
    assert f"./vendor/{newer.name} --hash=sha256:{digest}" in (school / "vendor/program.lock").read_text(
        "utf-8"
    )
    assert (school / "scripts/site.py").read_bytes().endswith(b"# 0.2.0\n")


def test_an_upgrade_is_undone_by_git_byte_for_byte(school: Path, newer: Path) -> None:
    before = tree(school)
    answer = call("upgrade", newer, "--root", school, "--yes")
    assert tree(school) != before

    assert f"`git clean -f vendor/{newer.name}`" in answer.output
    git(school, "restore", ".")
    git(school, "clean", "-f", f"vendor/{newer.name}")

    assert tree(school) == before


def test_a_no_changes_nothing(school: Path, newer: Path) -> None:
    before = tree(school)

    answer = call("upgrade", newer, "--root", school, typed=["нет"])

    assert answer.exit_code == 1
    assert answer.output.endswith("Ничего не изменено.\n")
    assert tree(school) == before


def test_a_menu_of_the_school_s_own_stays(school: Path, newer: Path) -> None:
    """What nobody touched is renewed, what the school changed is told of."""
    menu = (school / "mkdocs.yml").read_text("utf-8") + "# наше\n"
    (school / "mkdocs.yml").write_text(menu, "utf-8")
    commit(school)

    answer = call("upgrade", newer, "--root", school, "--yes")

    assert "mkdocs.yml: вы его меняли, он остаётся" in answer.output
    assert (school / "mkdocs.yml").read_text("utf-8") == menu


def test_the_same_again_has_nothing_to_do(school: Path, newer: Path) -> None:
    call("upgrade", newer, "--root", school, "--yes")
    commit(school)

    answer = call("upgrade", newer, "--root", school, "--yes")

    assert (answer.exit_code, answer.output) == (
        0,
        "Обновлять нечего: программа и карточки уже этой версии.\n",
    )


def test_old_cards_are_brought_to_this_program_without_a_wheel(school: Path) -> None:
    file = school / "cases/school.yml"
    file.write_text(file.read_text("utf-8").replace("schema: 2", 'schema: "1"'), "utf-8")
    commit(school)
    assert "schema-older" in call("check", "--root", school).output

    answer = call("upgrade", "--root", school, "--yes")

    assert answer.exit_code == 0, answer.output
    assert call("check", "--root", school).exit_code == 0


@pytest.mark.parametrize("begins", ["---\n", "\ufeff", "\ufeff---\n"])
def test_a_school_s_card_that_windows_saved_is_numbered_and_stays_readable(school: Path, begins: str) -> None:
    file = school / "cases/school.yml"
    file.write_text(begins + re.sub("(?m)^schema:.*\n", "", file.read_text("utf-8")), "utf-8")
    commit(school)

    answer = call("upgrade", "--root", school, "--yes")

    assert answer.exit_code == 0, answer.output
    assert call("check", "--root", school).exit_code == 0
    assert file.read_text("utf-8").count('schema: "2"') == 1


def test_a_public_log_names_the_cards_and_quotes_none_of_them(
    school: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    answer = call("upgrade", newer, "--root", school, typed=["нет"])

    assert "cases/practices/a.md" in answer.output
    assert "Суть" not in answer.output


def _dirty(school: Path, newer: Path) -> Path:
    (school / "cases/practices/b.md").write_text("---\ntitle: Ещё\n---\n", "utf-8")
    return newer


def _without_git(school: Path, newer: Path) -> Path:
    (school / ".git").rename(school / "git-net")
    return newer


def _called(file: Path, name: str) -> Path:
    new = file.with_name(name)
    file.rename(new)
    return new


def _renamed(school: Path, newer: Path) -> Path:
    return _called(newer, "program.whl")


def _cut(school: Path, newer: Path) -> Path:
    newer.write_bytes(newer.read_bytes()[:-100])
    return newer


def _touched(school: Path, newer: Path) -> Path:
    """One file inside is another than its record says."""
    with zipfile.ZipFile(newer, "a") as archive:
        archive.writestr("mentoring/extra.py", "print(1)")
    return newer


def _older(school: Path, newer: Path) -> Path:
    return Path(other(newer, newer.parent, "0.0.9"))


def _other_of_this_version(school: Path, newer: Path) -> Path:
    return Path(other(newer, newer.parent, "0.1.0", {"mentoring/extra.py": b"1"}))


def _of_another_version_inside(school: Path, newer: Path) -> Path:
    return _called(newer, "mkdocs_mentoring-0.3.0-py3-none-any.whl")


def _in_a_checkout(school: Path, newer: Path) -> Path:
    (school / "pyproject.toml").write_text("", "utf-8")
    commit(school)
    return newer


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_dirty, "Есть правки, которых нет в git: cases/practices/b.md."),
        (_without_git, "Отменить обновление можно только через git, а здесь его нет."),
        (_renamed, "Файл program.whl — не наша программа"),
        (_cut, "повреждён"),
        (_touched, "не сходится контрольная сумма внутри"),
        (_older, "старее установленной программы (0.1.0)"),
        (_other_of_this_version, "у одной версии не бывает двух содержаний"),
        (_of_another_version_inside, "повреждён"),
        (_in_a_checkout, "Здесь лежит исходный код программы"),
    ],
)
def test_what_cannot_be_trusted_or_undone_is_refused(
    spoil: Callable[[Path, Path], Path], told: str, school: Path, newer: Path
) -> None:
    file = spoil(school, newer)
    before = tree(school)

    answer = call("upgrade", file, "--root", school, "--yes")

    assert answer.exit_code == 1, answer.output
    assert told in answer.stderr
    assert tree(school) == before


def test_a_hash_that_was_told_must_be_that_of_the_file(school: Path, newer: Path) -> None:
    answer = call("upgrade", newer, "--root", school, "--yes", "--sha256", "0" * 64)

    assert answer.exit_code == 1
    assert "а названа другая" in answer.stderr
    right = hashlib.sha256(newer.read_bytes()).hexdigest()
    assert call("upgrade", newer, "--root", school, "--yes", "--sha256", right).exit_code == 0
