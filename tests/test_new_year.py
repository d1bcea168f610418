"""The school year turns: what goes on, what goes to the archive, what is told, and the way back by git."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from talking import call, golden, on

from mentoring import new_year, pipeline
from mentoring.new_year import _shifted
from mentoring.pages import Edition, render
from mentoring.school_year import SchoolYear
from mentoring.source import parse

PROGRAMME = """\
---
title: Старшие – младшим, 2025/26  # как в приказе
school_year: 2025/26
period:
  start: 25.08.2025
  end: 31.05.2026
forms:
  - ученик – ученик
state: реализуется
goal: Чтобы никто не остался один.
results:
  - planned: У каждого новичка есть пара.
    reached: Пары есть у всех.
  - planned: Пары встречаются раз в неделю.
indicators:
  - indicator: знаю, к кому обратиться за помощью
    before: 40
    after: 75
    n: 20
    method: опрос
    how: Один вопрос анкеты.
    before_on: 15.09.2025
    after_on: 12.05.2026
stages:
  - title: Собираемся
    schedule: с 25.08.2025 по 16.10.2025
    result: приказ о парах
  - title: Отпускаем
    schedule: май 2026
documents:
  - prikaz
  - polozhenie
next_year:
  - позвать восьмиклассников
publication: опубликован
approved:
  by: директор
  on: 25.08.2025
published_on: 01.09.2025
---

Год прошёл так.
"""
ROADMAP = """\
---
title: Дорожная карта, 2025/26
school_year: 2025/26
programmes:
  - starshie-2025-26
  - druzhba-2025-26
sections:
  - title: Подготовка
    stages:
      - Подготовка условий
    items:
      - number: "1"
        title: Приказ
        schedule: сентябрь 2025 г.
        status: выполнено
        done_on: 05.09.2025
      - number: "2"
        title: Собрать запросы
        schedule: ноябрь–декабрь 2025 г., далее – ежегодно сентябрь
        status: выполнено
        actual_result: Собрано 24 запроса.
      - number: "3"
        title: Положение
        schedule: октябрь
        status: в работе
  - title: Всё сделано
    items:
      - number: "4"
        title: Праздник
        schedule: май 2026
        status: выполнено
      - number: "5"
        title: Обратная связь
        schedule: раз в месяц
        status: выполняется регулярно
publication: опубликован
approved:
  by: директор
  on: 25.08.2025
---
"""
PAPERS = {
    "cases/documents.yml": (
        "documents:\n  - {id: prikaz, kind: приказ, level: школьный, title: О парах}\n"
        "  - {id: polozhenie, kind: положение, level: школьный, title: О нас}\n"
    )
}
FILES = {
    **PAPERS,
    "cases/programmes/starshie-2025-26.md": PROGRAMME,
    "cases/programmes/druzhba-2025-26.md": PROGRAMME.replace(
        "state: реализуется", "state: завершена"
    ).replace("Старшие – младшим", "Дружба"),
    "cases/programmes/dva-goda.md": PROGRAMME.replace("end: 31.05.2026", "end: 31.05.2027").replace(
        "Старшие – младшим, 2025/26", "Два года вместе"
    ),
    "cases/roadmaps/plan.md": ROADMAP,
    "cases/pairs/chtenie-2025-26.md": (
        "---\ntitle: Чтение вслух\nkind: пара\nprogramme: starshie-2025-26\nform: ученик – ученик\n"
        "publication: опубликован\n---\n"
    ),
    "cases/pairs/shahmaty.md": (
        "---\ntitle: Шахматы\nkind: пара\nprogramme: starshie-2025-26\nform: ученик – ученик\n---\n"
    ),
}
AUGUST = date(2026, 8, 20)


@pytest.fixture
def school(project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school at the end of 2025/26, all of it in git."""
    on(monkeypatch, AUGUST, "years")
    root: Path = project({**FILES, ".gitignore": ".cache/\n"})
    git(root, "init", "-q")
    commit(root)
    return root


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@localhost", *words]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", ".cache"} & set(path.relative_to(folder).parts)
    }


def test_what_goes_on_becomes_drafts_and_the_rest_is_told(
    school: Path, request: pytest.FixtureRequest
) -> None:
    answer = call("year", "2026/27", "--root", school, typed=["да"])

    assert answer.exit_code == 0, answer.output
    golden("year.txt", answer.output, request)
    golden("year-programme.md", (school / "cases/programmes/starshie-2026-27.md").read_text("utf-8"), request)
    golden("year-roadmap.md", (school / "cases/roadmaps/plan-2026-27.md").read_text("utf-8"), request)
    assert pipeline.load(school, today=AUGUST).errors == []


def test_an_archived_card_changes_by_two_lines(school: Path) -> None:
    call("year", "2026/27", "--root", school, "--yes")

    assert (school / "cases/programmes/starshie-2025-26.md").read_text("utf-8") == PROGRAMME.replace(
        "publication: опубликован", "publication: архив"
    ).replace("state: реализуется", "state: завершена")


def test_no_address_is_lost(school: Path) -> None:
    """Every page of the old year is still there, and the archive of that year leads to them."""

    def addresses() -> dict[str, str]:
        book = pipeline.load(school, today=AUGUST).book
        return {page.path: page.markdown for page in render(Edition(book.public))}

    before = addresses()
    call("year", "2026/27", "--root", school, "--yes")
    after = addresses()

    assert before.keys() <= after.keys()
    assert "programmes/starshie-2025-26" in after["archive/2025-26.md"]
    assert "programmes/starshie-2026-27.md" not in after  # a draft


def test_showing_changes_nothing(school: Path) -> None:
    before = tree(school)

    answer = call("year", "2026/27", "--root", school, "--dry-run")

    assert answer.exit_code == 0
    assert "cases/programmes/starshie-2026-27.md" in answer.output
    assert answer.output.endswith("Ничего не записано: это только показ.\n")
    assert tree(school) == before


def test_a_no_changes_nothing(school: Path) -> None:
    before = tree(school)

    assert call("year", "2026/27", "--root", school, typed=["н"]).exit_code == 1
    assert tree(school) == before


def test_a_second_time_does_nothing(school: Path) -> None:
    """Neither before the first is in git nor after."""
    call("year", "2026/27", "--root", school, "--yes")
    turned = tree(school)

    for _ in range(2):
        answer = call("year", "2026/27", "--root", school, "--yes")
        assert answer.exit_code == 0
        assert "уже начат: делать нечего" in answer.output
        assert tree(school) == turned
        git(school, "add", "-A")


def test_a_turn_is_taken_back_by_the_commands_it_tells(school: Path) -> None:
    before = tree(school)
    answer = call("year", "2026/27", "--root", school, "--yes")
    told = answer.output.partition("Отменить: ")[2].partition(";")[0]
    assert tree(school) != before

    for command in told.split(" и "):
        git(school, *command.strip("`").split()[1:])

    assert tree(school) == before


def test_a_turn_in_git_is_taken_back_by_git_revert(school: Path) -> None:
    before = tree(school)
    call("year", "2026/27", "--root", school, "--yes")
    commit(school)

    git(school, "revert", "--no-edit", "HEAD")

    assert tree(school) == before


def test_edits_that_git_does_not_have_stop_it(school: Path) -> None:
    (school / "cases/pairs/shahmaty.md").write_text(FILES["cases/pairs/shahmaty.md"] + "Ещё.\n", "utf-8")
    before = tree(school)

    answer = call("year", "2026/27", "--root", school, "--yes")

    assert answer.exit_code == 1
    assert "Есть правки, которых нет в git: cases/pairs/shahmaty.md." in answer.stderr
    assert "тогда перевод года можно будет отменить" in answer.stderr
    assert tree(school) == before


def test_a_year_nothing_leads_to_is_told_with_the_one_that_does(school: Path) -> None:
    answer = call("year", "2029/30", "--root", school)

    assert answer.exit_code == 1
    assert "За 2028/29 учебный год нет ни программ, ни дорожных карт" in answer.stderr
    assert "Последний год с карточками — 2025/26: начните с 2026/27." in answer.stderr


@pytest.mark.parametrize("year", ["2026", "2026/28", "год"])
def test_what_is_no_year_is_a_wrong_call(year: str, school: Path) -> None:
    assert call("year", year, "--root", school).exit_code == 2


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("октябрь", "октябрь"),
        ("октябрь 2025 г.", "октябрь 2026 г."),
        ("2025/26", "2026/27"),
        ("2025–2026 учебный год", "2026–2027 учебный год"),
        ("с 25.08.2025 по 16.10.2025", "с 25.08.2026 по 16.10.2026"),
        ("15.09.2025-20.09.2025", "15.09.2026-20.09.2026"),
        ("15.09.2025–20.09.2025", "15.09.2026–20.09.2026"),
        ("2025-10-01", "2026-10-01"),
        ("2025-10", "2026-10"),
        ("2025–2028", "2026–2029"),
        ("2025-26.", "2026-27."),
        ("2098/99", "2099/00"),
        ("приказ № 20255", "приказ № 20255"),
    ],
)
def test_the_words_of_a_date_a_year_later(text: str, later: str) -> None:
    assert _shifted(text, 1) == later


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Рядом, 2025/26", "Рядом, 2026/27"),
        ("Рядом, 2025 – 2026 учебный год", "Рядом, 2026/27 учебный год"),
        ("Рядом, сентябрь 2025 – май 2026", "Рядом, сентябрь 2026 – май 2027"),
        ("Школа 2030", "Школа 2030"),
        ("Программа развития 2025–2030", "Программа развития 2025–2030"),
        ("По итогам 2024/25", "По итогам 2024/25"),
    ],
)
def test_only_its_own_year_in_a_title_is_the_new_one(title: str, later: str, project) -> None:
    root = project(
        {**PAPERS, "cases/programmes/ryadom.md": PROGRAMME.replace("Старшие – младшим, 2025/26", title)}
    )

    [made] = new_year.turn(pipeline.load(root, today=AUGUST).book, SchoolYear(2026)).carried

    assert parse(made.text, made.path).data["title"] == later


@pytest.mark.parametrize("title", ["Рядом, 2024–2026", "Рядом, 2024/26"])
def test_the_years_of_a_programme_of_two_are_its_own(title: str, project) -> None:
    old = PROGRAMME.replace("school_year: 2025/26", "school_year: 2024/25").replace(
        "25.08.2025", "25.08.2024"
    )
    root = project({**PAPERS, "cases/programmes/ryadom.md": old.replace("Старшие – младшим, 2025/26", title)})

    [made] = new_year.turn(pipeline.load(root, today=AUGUST).book, SchoolYear(2026)).carried

    assert parse(made.text, made.path).data["title"] == "Рядом, 2026/27"


def test_a_roadmap_names_the_programme_that_was_already_continued(project) -> None:
    """The curator has begun the new year's programme under a name of their own."""
    begun = (
        "---\ntitle: Вместе\nschool_year: 2026/27\nperiod:\n  start: 01.09.2026\n  end: 31.05.2027\nforms:\n  - ученик – ученик\n"
        "state: планируется\ncontinues: starshie-2025-26\npublication: черновик\n---\n"
    )
    root = project({**FILES, "cases/programmes/vmeste.md": begun})

    carried = new_year.turn(pipeline.load(root, today=AUGUST).book, SchoolYear(2026)).carried

    roadmap = next(one for one in carried if one.path.startswith("cases/roadmaps/"))
    assert parse(roadmap.text, roadmap.path).data["programmes"] == ["vmeste"]
