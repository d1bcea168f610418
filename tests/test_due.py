"""What is due: by which day, of what, and that nobody is named."""

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from talking import call, golden, on

from mentoring import due

FILES = {
    "cases/school.yml": (
        "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"
        'site: "https://school.example.org/n/"\n'
    ),
    "cases/programmes/starshie.md": "---\ntitle: Старшие, 2026/27\nschool_year: 2026/27\n---\n",
    "cases/roadmaps/plan.md": """\
---
title: План, 2026/27
school_year: 2026/27
programmes:
  - starshie
sections:
  - title: Начало
    items:
      - title: Приказ
        schedule: сентябрь 2026 г.
      - title: Положение
        schedule: сентябрь 2026 г.
        status: выполнено
      - title: Собрать запросы
        schedule: до 10 декабря 2026 г.
      - title: Праздник
        schedule: май 2027 г.
---
""",
    "cases/mentors/uchitel-fiziki.md": """\
---
title: Вымышленная Мария Петровна
role: учитель физики
consent:
  document: согласие № 7
  date: 01.12.2025
  until: 01.12.2026
  site: https://school.example.org/n/
  covers: [имя]
---
""",
    "cases/practices/vmeste.md": (
        "---\ntitle: Читаем вместе\npublication: опубликован\napproved: {by: директор, on: 01.12.2025}\n"
        "checked_on: 05.12.2025\n---\n"
    ),
}


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, date(2026, 11, 22), "due")


def test_a_curator_is_told_what_is_late_and_what_comes(project, request: pytest.FixtureRequest) -> None:
    answer = call("due", "--root", project(FILES))

    assert answer.exit_code == 0
    golden("due.txt", answer.output, request)
    assert "Вымышленн" not in answer.output


@pytest.mark.parametrize(
    ("day", "days", "what"),
    [
        ("01.01.2027", 20, ["feedback", "quarterly", "indicators", "participants"]),
        ("11.01.2027", 8, []),
        ("01.10.2026", 9, ["quarterly"]),
        ("01.02.2027", 27, ["feedback"]),
        ("01.06.2027", 30, []),
        ("01.07.2027", 30, ["quarterly"]),
    ],
)
def test_the_days_of_the_year_come_in_their_months(day: str, days: int, what: list[str], project) -> None:
    """Feedback while pairs meet, quarterly information by the 10th, tables by 20 January."""
    files = {name: FILES[name] for name in ("cases/school.yml", "cases/programmes/starshie.md")}
    titles = {duty.title: duty.id for duty in due.duties()}

    answer = call("due", "--root", project(files), "--on", day, "--days", days, "--format", "json")

    found = [titles[one["what"]] for one in json.loads(answer.output)]
    assert sorted(found) == sorted(one for one in what if one != "feedback" or days > 20)


def test_a_school_without_programmes_owes_nothing(project) -> None:
    answer = call("due", "--root", project({}), "--on", "01.01.2027")

    assert answer.output == "До 15.02.2027 ничего не назначено и ничего не просрочено.\n"


def test_a_day_that_nobody_checked_says_so() -> None:
    """What the law or the founder sets is data with its source, and told as not verified."""
    unverified = [duty.id for duty in due.duties() if not duty.is_verified]

    assert unverified == ["quarterly", "participants", "indicators"]
    assert all(duty.source for duty in due.duties())


def test_the_calendar_goes_where_no_site_is_made_of(project) -> None:
    root = project(FILES)

    answer = call("due", "--root", root, "--calendar")

    assert answer.exit_code == 0
    made = icalendar.Calendar.from_ical((root / "private/due.ics").read_bytes())
    events = list(made.walk("VEVENT"))
    assert {str(entry["SUMMARY"]) for entry in events} >= {
        "Просрочено с 30.09.2026. «Приказ»",
        "Согласие кончается: учитель физики (uchitel-fiziki)",
        "Перечитать практику «Читаем вместе»",
        "«Праздник»",
    }
    assert max(entry.decoded("DTSTART") for entry in events) <= date(2027, 8, 31)
    assert len({str(entry["UID"]) for entry in events}) == len(events)
    assert b"\xd0\x92\xd1\x8b\xd0\xbc\xd1\x8b\xd1\x88" not in (root / "private/due.ics").read_bytes()


def test_the_calendar_is_the_same_bytes_again(project) -> None:
    root = project(FILES)

    call("due", "--root", root, "--calendar", root / "a.ics")
    call("due", "--root", root, "--calendar", root / "b.ics")

    assert (root / "a.ics").read_bytes() == (root / "b.ics").read_bytes()


@pytest.mark.parametrize("folder", ["site", "docs", "cases/files"])
def test_the_calendar_is_never_put_among_what_is_published(folder: str, project) -> None:
    root: Path = project(FILES)

    answer = call("due", "--root", root, "--calendar", root / folder / "due.ics")

    assert answer.exit_code == 1
    assert "попал бы на сайт" in answer.stderr
    assert not (root / folder / "due.ics").exists()


def test_a_log_of_ci_names_no_card_of_a_mentor(project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert "uchitel-fiziki" not in call("due", "--root", project(FILES)).output


def test_what_is_no_day_is_a_wrong_call(project) -> None:
    assert call("due", "--root", project({}), "--on", "31.02.2027").exit_code == 2
