"""The benchmark: the school it makes, the figures it judges."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import benchmark
import pytest
from benchmark import Row, Shape

import cases
import environment
from mentoring import pipeline
from mentoring.cards import FOLDERS

# The school


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_seed_makes_the_same_school(tmp_path: Path) -> None:
    for name, seed in (("first", 7), ("second", 7), ("third", 8)):
        cases.write(tmp_path / name, 40, seed)

    first, second, third = (written(tmp_path / name) for name in ("first", "second", "third"))
    assert first == second
    assert first != third


def test_the_school_has_cards_of_every_kind_and_nothing_to_mend(tmp_path: Path) -> None:
    """A build of cards with slips would stop; a page of remarks would be measured instead of the school."""
    cases.write(tmp_path, 65)

    loaded = pipeline.load(tmp_path, today=date(2026, 11, 21))

    assert [(problem.place, problem.rule) for problem in loaded.problems] == []
    assert sum(case.is_public for case in loaded.book.cases) == 65
    assert max(Counter(case.programme for case in loaded.book.cases).values()) == cases.PER_PROGRAMME
    for folder in FOLDERS:
        assert list((tmp_path / "cases" / folder).glob("*.md")), folder
    for name in ("school.yml", "vocabulary.yml", "documents.yml"):
        assert (tmp_path / "cases" / name).is_file()


def test_a_case_is_as_long_as_a_real_one(tmp_path: Path) -> None:
    """About 25 fields, a plan of three phases, 300 to 700 words."""
    cases.write(tmp_path, 30)

    book = pipeline.load(tmp_path, today=date(2026, 11, 21)).book

    for case in book.cases:
        assert 22 <= len(case.model_fields_set) <= 30
        assert len(case.plan) == 3
        assert 300 <= len(case.body.split()) <= 800


# The figures


def rows(
    *measured: tuple[int, float, float],
    check: float = 1.0,
    gate: float = 0.0,
    again: float = 0.0,
    search: float = 1.0,
) -> list[Row]:
    """Rows of all builds: the number of cases, CPU of plain, of ours without gate and search; what these two add."""
    return [
        Row(size, build, cpu, cpu, 0, 0)
        for size, plain, ours in measured
        for build, cpu in (
            ("check", check),
            ("plain", plain),
            ("open", ours),
            ("search", search),
            ("plugin", ours + search + gate),
            ("plugin again", ours + search + again),
        )
    ]


def shapes(*seen: tuple[int, int, int]) -> dict[int, Shape]:
    return {size: Shape(heaviest, links) for size, heaviest, links in seen}


def test_costs_are_parts_of_plain_and_those_of_the_gate_parts_of_our_build_without_it() -> None:
    measured = rows((1000, 10.0, 13.0), check=2.5, gate=6.5, again=3.9)

    found = list(benchmark.figures(measured, shapes((1000, 40_000, 1))))

    assert [(figure.name, figure.value, figure.holds) for figure in found] == [
        ("added cost", 0.3, True),
        ("check", 0.25, True),
        ("search index", 0.1, True),
        ("gate", 0.5, True),
        ("gate after an edit", 0.3, False),
        ("programme links", 1, True),
        ("case page", 40_000, True),
    ]


@pytest.mark.parametrize(
    ("added", "value", "holds"),
    [
        (16.0, 1.0, True),  # 16 times the cases, 16 times the cost
        (17.6, 1.1, True),
        (18.0, 1.125, False),
        (8.0, 0.5, True),
    ],
)
def test_growth_is_the_cost_of_a_case_at_the_largest_size_beside_the_smallest(
    added: float, value: float, holds: bool
) -> None:
    measured = rows((250, 4.0, 5.0), (4000, 64.0, 64.0 + added))

    found = {figure.name: figure for figure in benchmark.figures(measured, shapes((250, 1, 1), (4000, 1, 1)))}

    assert found["growth"].value == pytest.approx(value)
    assert found["growth"].holds is holds


@pytest.mark.parametrize(
    ("seen", "failed"),
    [
        (shapes((250, 40_000, 1), (1000, 45_000, 1)), []),
        (shapes((250, 40_000, 1), (1000, 45_001, 1)), ["case page"]),
        (shapes((250, 40_000, 8), (1000, 40_000, 34)), ["programme links"]),
    ],
)
def test_case_pages_are_light_and_carry_no_list_of_programmes(
    seen: dict[int, Shape], failed: list[str]
) -> None:
    found = benchmark.figures(rows((250, 4.0, 5.0), (1000, 16.0, 20.0)), seen)

    assert [figure.name for figure in found if not figure.holds] == failed


# The run


def test_plain_is_the_same_mkdocs_yml_without_our_plugin() -> None:
    settings = (environment.ROOT / "mkdocs.yml").read_text("utf-8")

    changed = set(settings.splitlines()) ^ set(benchmark.plain(settings).splitlines())

    assert changed == {
        "  - mentoring",
        "  - search:",
        "      lang: ru",
        "docs_dir: docs",
        "docs_dir: pages",
        "site_dir: site",
        "site_dir: plain",
    }


@pytest.mark.slow
def test_the_benchmark_runs_to_its_end() -> None:
    """For real, on a school of thirty cases: all builds work and are measured."""
    script = environment.ROOT / "scripts/benchmark.py"

    done = subprocess.run(
        [sys.executable, str(script), "--sizes", "30", "--runs", "1", "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [row["build"] for row in told["rows"]] == list(benchmark.BUILDS)
    assert all(row["cpu"] > 0 and row["memory"] > 10_000_000 for row in told["rows"])
    written = {row["build"]: row["output"] for row in told["rows"]}
    assert [build for build, size in written.items() if not size] == ["check", "search"]
    assert {figure["name"] for figure in told["figures"]} == {"programme links", "case page"}
    assert written["plugin"] < written["plain"]  # the index of the theme's search weighs more than all we add


def test_a_failed_figure_is_told_and_ends_with_1(monkeypatch, capsys) -> None:
    monkeypatch.setattr(benchmark, "_make", lambda project, *_: project.mkdir())
    monkeypatch.setattr(benchmark, "measure", lambda project, size, runs: rows((size, 1.0, 2.0)))
    monkeypatch.setattr(benchmark, "shape", lambda site: Shape(40_000, 1))

    code = benchmark.main(["--sizes", "1000"])

    assert code == 1
    assert "FAIL  added cost: 1 (at most 0.35)" in capsys.readouterr().out
