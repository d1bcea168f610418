"""New cards and new schools: what is asked, what is written, and that it is in order at once."""

import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from talking import call, golden, on

import environment
from mentoring import carried, pipeline
from mentoring.starters import asking, wheel, writing
from mentoring.undoable import Refused

SCHOOL = """\
full_name: Заречная школа города Заречного
short_name: Заречная школа
site: "https://school.example.org/n/"
curator:
  post: заместитель директора
"""
PROGRAMME = """\
---
title: Наставничество, 2026/27
school_year: 2026/27
forms:
  - учитель – ученик
  - ученик – ученик
---
"""
FILES = {"cases/school.yml": SCHOOL, "cases/programmes/nastavnichestvo.md": PROGRAMME}
ANSWERS = {
    "case": ["--title", "Физика без страха"],
    "practice": ["--title", "Проект за четверть"],
    "programme": ["--forms", "ученик – ученик"],
    "roadmap": [],
    "mentor": [
        *("--title", "Вымышленная Мария Петровна", "--role", "учитель физики"),
        *("--consent", "согласие № 7", "--date", "01.09.2026"),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, date(2026, 11, 22), "starting")


# A card


@pytest.mark.parametrize("bare", [False, True], ids=["explained", "bare"])
@pytest.mark.parametrize("kind", asking.STARTERS)
def test_a_new_card_is_a_draft_in_order(kind: str, bare: bool, project) -> None:
    """No error and no remark, whatever its explanations say."""
    root = project(FILES)

    answer = call("new", kind, "--root", root, "--yes", *(["--bare"] if bare else []), *ANSWERS[kind])

    assert answer.exit_code == 0, answer.output
    loaded = pipeline.load(root, today=date(2026, 11, 22))
    assert [problem for problem in loaded.problems if "nastavnichestvo.md" not in problem.place.path] == []
    folder = asking.STARTERS[kind].model.KIND
    made = [card for card in loaded.book.cards if folder == card.KIND and card.slug != "nastavnichestvo"]
    assert [card.publication for card in made] == ["draft"]
    assert ("# " in made[0].written) is not bare


def test_a_case_is_begun_by_answering(project, request: pytest.FixtureRequest) -> None:
    """Numbers for choices, an empty line for what is proposed, a wrong number is asked again."""
    root = project(FILES)
    typed = ["Физика без страха", "", "7", "", "1", "", "", "3", "4", "Стало понятнее.", "", ""]

    answer = call("new", "case", "--root", root, typed=typed)

    golden("new-case.txt", answer.output, request)
    golden("new-case.md", (root / "cases/pairs/fizika-bez-strakha-2026-27.md").read_text("utf-8"), request)


def test_a_case_without_a_programme_is_told_where_to_begin(project) -> None:
    answer = call("new", "case", "--root", project({}), "--yes", "--title", "Физика")

    assert answer.exit_code == 1
    assert "Сначала заведите её: `python scripts/site.py new programme`." in answer.stderr


def test_a_first_case_begins_with_its_programme(project) -> None:
    """Whoever answers is led on; only a script is refused."""
    root = project({"cases/school.yml": SCHOOL})

    answer = call("new", "case", "--root", root, typed=["", "", "1", "", "", "", "Физика", *[""] * 10])

    assert answer.exit_code == 0, answer.output
    assert [path.name for path in (root / "cases/programmes").iterdir()] == ["nastavnichestvo-2026-27.md"]
    assert "programme: nastavnichestvo-2026-27" in (root / "cases/pairs/fizika-2026-27.md").read_text("utf-8")


def test_a_folder_that_is_no_school_gets_no_card(tmp_path: Path) -> None:
    answer = call("new", "programme", "--root", tmp_path, "--yes")

    assert answer.exit_code == 1
    assert "В этой папке нет школы" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_mentor_without_a_consent_is_not_begun(project) -> None:
    """The name of somebody who has not agreed stands in no file."""
    root = project(FILES)

    answer = call("new", "mentor", "--root", root, "--yes", "--title", "Вымышленная Мария Петровна")

    assert answer.exit_code == 1
    assert "`python scripts/site.py people add`" in answer.stderr
    assert not (root / "cases/mentors").exists()


def test_a_name_that_is_taken_is_never_written_over(project) -> None:
    root = project(FILES)
    file = root / "cases/programmes/nastavnichestvo.md"

    answer = call("new", "programme", "--root", root, "--yes", "--slug", "nastavnichestvo")

    assert answer.exit_code == 1
    assert "уже есть: он остаётся как был" in answer.stderr
    assert file.read_text("utf-8") == PROGRAMME


def test_a_file_that_came_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("чужое", "utf-8")

    with pytest.raises(Refused, match="уже есть"):
        writing.write(tmp_path, "a.md", "наше")

    assert (tmp_path / "a.md").read_text("utf-8") == "чужое"


def test_the_second_of_a_title_gets_a_number(project) -> None:
    root = project(FILES)
    for _ in range(2):
        call("new", "practice", "--root", root, "--yes", "--title", "Проект за четверть")

    names = sorted(path.name for path in (root / "cases/practices").iterdir())

    assert names == ["proekt-za-chetvert-2.md", "proekt-za-chetvert.md"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--form", "учитель – учеик"],
            "«учитель – учеик» не подходит. Подойдёт: «ученик – ученик», «учитель – ученик».",
        ),
        (["--title", "5"], "Карточка не записана"),
        (["--slug", "Физика"], "Имя файла не годится для адреса страницы"),
        (["--slug", "con"], "занято на компьютерах с Windows"),
        (["--title", ""], "Параметр — `--title`"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_way_out(words: list[str], told: str, project) -> None:
    root = project(FILES)
    title = [] if "--title" in words else ["--title", "Физика"]

    answer = call("new", "case", "--root", root, "--yes", *title, *words)

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert not (root / "cases/pairs").exists()


@pytest.mark.parametrize("kind", ["programme", "roadmap"])
@pytest.mark.parametrize("year", ["2026", "2026/28", "9999/00"])
def test_what_is_no_school_year_is_refused_with_one_that_is(year: str, kind: str, project) -> None:
    root = project(FILES)

    answer = call("new", kind, "--root", root, "--yes", "--school-year", year)

    assert answer.exit_code == 1
    assert (
        f"«{year}» не подходит. Подойдёт, например, «2026/27». Параметр — `--school-year`." in answer.stderr
    )


def test_a_slip_in_the_school_year_costs_no_other_answer(project) -> None:
    root = project(FILES)

    answer = call("new", "programme", "--root", root, typed=["Рядом", "2026", "2027/28", "", "", "", ""])

    assert answer.exit_code == 0, answer.output
    assert "«2026» не подходит." in answer.output
    assert "school_year: 2027/28" in (root / "cases/programmes/ryadom-2027-28.md").read_text("utf-8")


def test_when_the_answers_end_nothing_is_written(project) -> None:
    root = project(FILES)

    answer = call("new", "case", "--root", root, typed=["Физика"])

    assert answer.exit_code == 1
    assert "Ответов больше нет: ничего не записано." in answer.stderr
    assert not (root / "cases/pairs").exists()


def test_a_name_in_an_answer_never_reaches_a_file(project) -> None:
    """The title becomes the name of the file as well."""
    root = project(FILES)

    answer = call("new", "case", "--root", root, "--yes", "--title", "Маша Вымышленная и физика")

    assert answer.exit_code == 1
    assert "похоже на имя" in answer.output
    assert not (root / "cases/pairs").exists()


def test_from_june_on_a_new_programme_is_for_the_next_year(project) -> None:
    book = pipeline.load(project(FILES), today=date(2026, 6, 1)).gate.book

    assert str(asking.Asked(book, date(2026, 5, 31), {}).year) == "2025/26"
    assert str(asking.Asked(book, date(2026, 6, 1), {}).year) == "2026/27"


# A school

SCHOOL_ANSWERS = ["--full-name", "Лесная школа посёлка Лесного", "--short-name", "Лесная школа"]


def test_a_new_school_has_everything_and_nothing_of_the_example(
    project, tmp_path: Path, program: Path
) -> None:
    folder = tmp_path / "shkola"

    answer = call(
        "new", "school", folder, "--yes", "--wheel", program, *SCHOOL_ANSWERS, "--root", project({})
    )

    assert answer.exit_code == 0, answer.output
    files = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not {".git", ".cache"} & set(path.relative_to(folder).parts)
    }
    assert {name for name in files if not name.endswith(".gitkeep")} == {
        *carried.OF_A_SCHOOL,
        "README.md",
        "cases/school.yml",
        "vendor/program.lock",
        f"vendor/{program.name}",
    }
    assert pipeline.load(folder, today=date(2026, 11, 22)).problems == ()
    assert _of_the_example(folder) == []
    assert subprocess.run(["git", "-C", folder, "status", "--porcelain"], capture_output=True).stdout == b""


def test_the_lock_of_a_school_names_the_wheel_with_its_hash(tmp_path: Path, program: Path, project) -> None:
    folder = tmp_path / "shkola"
    call("new", "school", folder, "--yes", "--wheel", program, *SCHOOL_ANSWERS, "--root", project({}))

    lock = (folder / "vendor/program.lock").read_text("utf-8")

    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    assert lock.endswith(f"./vendor/{program.name} --hash=sha256:{digest}\n")


def test_a_school_gives_its_own_program_to_the_next(tmp_path: Path, program: Path, project) -> None:
    """Where there is no source of the program, `vendor/` has it; a wheel that was touched is not passed on."""
    first, second = tmp_path / "odna", tmp_path / "drugaya"
    call("new", "school", first, "--yes", "--wheel", program, *SCHOOL_ANSWERS, "--root", project({}))

    answer = call("new", "school", second, "--yes", *SCHOOL_ANSWERS, "--root", first)

    assert answer.exit_code == 0, answer.output
    assert (second / "vendor" / program.name).read_bytes() == program.read_bytes()
    (first / "vendor" / program.name).write_bytes(program.read_bytes() + b"\0")
    answer = call("new", "school", tmp_path / "tretya", "--yes", *SCHOOL_ANSWERS, "--root", first)
    assert "контрольная сумма другая" in answer.stderr
    assert not (tmp_path / "tretya").exists()


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path, program: Path, project) -> None:
    folder = tmp_path / "shkola"
    folder.mkdir()
    (folder / "otchet.docx").write_bytes(b"1")

    answer = call(
        "new", "school", folder, "--yes", "--wheel", program, *SCHOOL_ANSWERS, "--root", project({})
    )

    assert answer.exit_code == 1
    assert "не пустая: она остаётся как была" in answer.stderr
    assert [path.name for path in folder.iterdir()] == ["otchet.docx"]


def test_every_command_the_school_is_told_of_exists() -> None:
    from mentoring import cli

    readme = (Path(wheel.__file__).parents[1] / "data/school-readme.md").read_text("utf-8")
    told = re.findall(r"scripts/site\.py ([a-z]+)", readme)

    assert set(told) - {"serve"} <= {*cli.main.commands, "edit"}  # `edit` comes with the editor


def test_the_start_files_are_read_by_their_systems() -> None:
    """cmd.exe wants CRLF; sh wants none; both go through scripts/site.py."""
    windows, unix = carried.content("start.cmd"), carried.content("start.sh")

    assert windows.count(b"\n") == windows.count(b"\r\n")
    assert b"\r" not in unix
    assert b"scripts\\site.py edit" in windows
    assert b"scripts/site.py edit" in unix
    assert os.access(carried.path("start.sh"), os.X_OK)


def test_the_start_file_finds_a_python(tmp_path: Path) -> None:
    """It runs the school's own scripts/site.py, wherever it was clicked."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "start.sh").write_bytes(carried.content("start.sh"))
    (tmp_path / "scripts/site.py").write_text("import sys; print(sys.argv[1:])", "utf-8")

    done = subprocess.run(["sh", tmp_path / "start.sh", "--x"], capture_output=True, cwd="/", check=False)

    assert done.stdout.decode().strip() == "['edit', '--x']"


@pytest.mark.slow
def test_a_new_school_builds_its_site_with_the_program_in_vendor(
    tmp_path: Path, program: Path, project
) -> None:
    """As a school does: nothing but Python and the network; then a wheel that was touched is not installed."""
    folder = tmp_path / "shkola"
    call("new", "school", folder, "--yes", "--wheel", program, *SCHOOL_ANSWERS, "--root", project({}))
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def site(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "scripts/site.py", "--no-ner", *words]
        return subprocess.run(command, cwd=folder, capture_output=True, env=environ, check=False)

    done = site("new", "programme", "--yes", "--forms", "ученик – ученик")
    assert done.returncode == 0, done.stderr.decode()
    assert site("new", "case", "--yes", "--title", "Физика без страха").returncode == 0
    assert site().returncode == 0
    assert (folder / "site/index.html").is_file()
    assert "Лесная школа" in (folder / "site/index.html").read_text("utf-8")
    assert _of_the_example(folder) == []

    (folder / "vendor" / program.name).write_bytes(program.read_bytes() + b"\0")
    environment.python_of(folder / ".venv-site-no-ner").unlink()
    done = site("check")

    assert done.returncode == environment.STOPPED
    assert "не совпал с контрольной суммой" in done.stderr.decode()


def _of_the_example(folder: Path) -> list[str]:
    """The files that hold words of the example school."""
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not {".git", ".venv-site-no-ner", "vendor"} & set(path.relative_to(folder).parts)
        and re.search("Маяк|Верхнеозёрск|Заозёрск", path.read_text("utf-8", errors="ignore"))
    ]
