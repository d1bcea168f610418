"""The first day of a curator, played as the manual tells it, and its figures counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from talking import call, on

from mentoring import carried, pipeline

PAGE = carried.content("docs/curators/first-day.md").decode()
SCHOOL, SHORT = "Озёрная школа посёлка Озёрного", "Озёрная школа"
TITLE, STORY = "Карта школьных кружков", "Пара обошла пять кружков и нарисовала карту."
ANSWERS: dict[str, Sequence[str]] = {
    "new school ../shkola": (SCHOOL, SHORT, "", "", "", ""),
    # the programme: title, year, form, gist, writer, name; the case: title, programme, kind, form, mentor, mentee, band, goal, …
    "new case": ("", "", "1", "", "", "", TITLE, "", "", "", "", "", "", "", STORY, "", ""),
    "review": ("", ""),
}


@dataclass
class Count:
    """What one step costs."""

    commands: int = 0
    answers: int = 0
    keys: int = 0

    def add(self, typed: str) -> None:
        self.keys += len(typed) + 1  # Enter


def steps() -> list[tuple[str, list[str]]]:
    """The steps of the page with the commands in them."""
    found = []
    for part in PAGE.split("\n## ")[1:]:
        commands = [line for line in part.split("\n") if re.match(r"(python scripts/site\.py|cd )", line)]
        if commands:
            found.append((part.partition("\n")[0], commands))
    return found


def played(root: Path, wheel: Path) -> dict[str, Count]:
    """Do what the page says, in the folder beside `root`."""
    counted: dict[str, Count] = {}
    folder = root
    for step, commands in steps():
        count = counted.setdefault(step, Count())
        for command in commands:
            count.commands += 1
            count.add(command)
            if command.startswith("cd "):
                folder = root.parent / "shkola"
                continue
            words = command.partition("site.py")[2].strip()
            typed = ANSWERS.get(words, ())
            count.answers += len(typed)
            for line in typed:
                count.add(line)
            asked = words.replace("../shkola", str(root.parent / "shkola")).split() or ["build", "--quiet"]
            more = ["--wheel", wheel] if "school" in asked else []
            answer = call(*asked, *more, "--root", folder, typed=typed)
            assert answer.exit_code == 0, answer.output
    return counted


@pytest.mark.slow
def test_the_first_day_ends_with_a_case_on_the_site_and_costs_what_the_page_says(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A school, a programme, a case, two people, a site: nothing else is typed."""
    on(monkeypatch, date(2026, 11, 22), "starting", "reviewing")
    (tmp_path / "programma").mkdir()

    counted = played(tmp_path / "programma", program)

    site = tmp_path / "shkola/site"
    [case] = [page.parent for page in site.glob("cases/*/index.html")]
    assert STORY in (case / "index.html").read_text("utf-8")
    assert pipeline.load(tmp_path / "shkola", today=date(2026, 11, 22)).errors == []
    rows = [
        f"| {step.removeprefix('Шаг ')} | {one.commands} | {one.answers} | {one.keys} |"
        for step, one in counted.items()
    ]
    assert "\n".join(rows) in PAGE
    answers = [
        line
        for command in ("new school ../shkola", "new case", "review", "review")
        for line in ANSWERS[command]
    ]
    told = (
        f"Команд: {sum(one.commands for one in counted.values())}. Ответов: {len(answers)}, из них просто Enter —"
        f" {answers.count('')}. Нажатий клавиш — {sum(one.keys for one in counted.values())}, вместе с Enter."
    )
    assert told in PAGE
