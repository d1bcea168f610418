"""What is looked at once and not again: a build remembers where it found nothing, and nothing else."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mentoring import pipeline
from mentoring.privacy.clean import KEY, known
from mentoring.publish import build as publishing

SITE = "https://school.example.org/nastavnichestvo/"
SCHOOL = f"full_name: Заречная школа города Заречного\nshort_name: Заречная школа\nsite: {SITE}\n"
PROGRAMME = """---
title: Старшие рядом
kind: программа по форме
forms: ученик – ученик
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""
MENTOR = """---
title: Тростникова Мария Павловна
role: учитель биологии
consent:
  document: согласие 7
  date: 01.09.2025
  until: 31.08.2026
  site: {site}
  covers:
    - имя
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
---
"""
GOOD = {"cases/school.yml": SCHOOL, "cases/programmes/starshie.md": PROGRAMME}
PEOPLE = """people:
  - id: p1
    name: Лопухова Арина Игоревна
    minor: да
"""
DAY = date(2026, 5, 12)
CARD = "cases/mentors/biolog.md"
NAMED = {**GOOD, CARD: MENTOR.format(site=SITE), "cases/reviewed.yml": "public: []\n"}
PAGE = "<p>С ребятами занимается Мария Павловна Тростникова.</p>"


def build(root: Path, page: str = PAGE) -> None:
    """The part of a build that looks: the author's files, then what was rendered of them."""
    made = publishing.Build(root / "site", pipeline.load(root, today=DAY))
    made.folder.mkdir(exist_ok=True)
    (made.folder / "index.html").write_text(page, "utf-8")
    publishing.scan(made)


def is_remembered(root: Path, page: str = PAGE) -> bool:
    """Whether a scan would pass a page over."""
    clean = pipeline.load(root, today=DAY).gate.clean
    return clean.knows(clean.mark("file index.html", page))


def test_a_finished_page_is_not_looked_at_again(project) -> None:
    root = project(NAMED)
    assert not is_remembered(root)

    build(root)

    assert is_remembered(root)
    assert not is_remembered(root, PAGE.replace("ребятами", "детьми"))


def test_a_consent_that_ends_stops_the_next_build(project) -> None:
    """The page and the cards are the same, byte by byte; what is remembered of them holds no more."""
    root = project(NAMED)
    build(root)
    revoked = "people:\n  - id: p1\n    name: Тростникова Мария Павловна\n    revoked_on: 11.05.2026\n"
    (root / "private").mkdir()
    (root / "private/people.yml").write_text(revoked, "utf-8")

    with pytest.raises(publishing.Stopped, match="назван человек без согласия"):
        build(root)


def test_a_new_person_in_the_register_stops_the_next_build(project) -> None:
    page = "<p>На рисунке виден Заяц у реки.</p>"
    root = project({**NAMED, "private/people.yml": "people: []\n"})
    build(root, page)
    (root / "private/people.yml").write_text("people:\n  - {id: p1, name: Заяц Полина}\n", "utf-8")

    with pytest.raises(publishing.Stopped, match="назван человек без согласия"):
        build(root, page)


def test_a_review_taken_back_is_asked_about_again(project) -> None:
    reviewed = "public:\n  - {phrase: Антон Чехонте, by: куратор, on: 01.09.2025, why: имя в книге}\n"
    page = "<p>Читали, что пишет Антон Чехонте.</p>"
    root = project({**GOOD, "cases/reviewed.yml": reviewed})
    build(root, page)
    (root / "cases/reviewed.yml").write_text("public: []\n", "utf-8")

    with pytest.raises(publishing.Stopped, match="похоже, назван человек"):
        build(root, page)


def test_a_text_with_a_finding_is_never_remembered(project) -> None:
    root = project({**GOOD, "private/people.yml": PEOPLE})
    for _ in range(2):
        with pytest.raises(publishing.Stopped, match="назван человек без согласия"):
            build(root, "<p>Лопухова пришла первой.</p>")


def test_what_is_remembered_holds_no_text_and_cannot_be_tried_without_the_key(project) -> None:
    """The key lies with the register; the digests of another key are others."""
    root = project({**NAMED, "private/people.yml": PEOPLE})
    build(root)
    kept = (root / ".cache/mentoring/clean").read_bytes()

    assert {file.name for file in (root / ".cache/mentoring").iterdir()} == {"clean"}
    assert "Тростникова".encode() not in kept
    assert len(kept) % 16 == 0
    assert (root / "private" / KEY).stat().st_size == 32

    (root / "private" / KEY).unlink()
    build(root)
    other = (root / ".cache/mentoring/clean").read_bytes()
    parts = {kept[at : at + 16] for at in range(0, len(kept), 16)}
    assert not parts & {other[at : at + 16] for at in range(0, len(other), 16)}


def test_a_spoilt_memory_is_no_memory(project) -> None:
    root = project(NAMED)
    build(root)
    (root / ".cache/mentoring/clean").write_bytes(b"spoilt")

    assert not is_remembered(root)
    build(root)
    assert is_remembered(root)


def test_where_git_would_take_the_key_along_nothing_is_remembered(project) -> None:
    root = project({**NAMED, "private/people.yml": PEOPLE})
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)

    assert known(root, "state").file is None

    (root / ".gitignore").write_text("private/\n", "utf-8")
    assert known(root, "state").file is not None


def test_another_process_knows_it_too(project) -> None:
    """What a verdict depends on is written down in one order, whatever order a set has in this process."""
    root = project(NAMED)
    kept = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "mentoring", "check", "--root", str(root)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False)
        kept.append((root / ".cache/mentoring/clean").read_bytes())

    assert kept[0] == kept[1]


def test_the_command_scan_looks_at_everything_anew(project) -> None:
    root = project(NAMED)
    build(root)

    gate = pipeline.load(root, today=DAY).gate.anew()

    assert gate.clean.file is None
