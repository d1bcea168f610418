"""Charts draw the numbers the tables print, and say in words what they show."""

from collections.abc import Callable
from datetime import date

import pytest

from mentoring import pipeline
from mentoring.pages import Edition, charts, render
from mentoring.pages.edition import Here

PROGRAMME = """---
title: Рядом {year}
forms: ученик – ученик
school_year: {year}
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
participants:
  - {{role: наставляемый, who: ученики, form: ученик – ученик, band: 5–7, count: {first}}}
  - {{role: наставляемый, who: ученики, form: ученик – ученик, band: 8–9, count: {second}}}
---
"""

Made = Callable[..., Edition]


@pytest.fixture
def edition(project) -> Made:
    def make(*programmes: tuple[str, int, int], files: dict[str, str] | None = None) -> Edition:
        found = {
            f"cases/programmes/ryadom-{year[:4]}.md": PROGRAMME.format(year=year, first=first, second=second)
            for year, first, second in programmes
        }
        loaded = pipeline.load(project(found | (files or {})), today=date(2026, 5, 12))
        return Edition(loaded.book.public)

    return make


def mentees(edition: Edition) -> charts.Chart | None:
    side = next(term for term in edition.book.vocabulary.terms("participant_roles") if term.id == "mentee")
    return charts.participants(edition.book, side)


def test_participants_stand_by_year_and_form_and_the_longest_bar_is_the_largest_number(edition: Made) -> None:
    chart = mentees(edition(("2024/25", 6, 6), ("2025/26", 20, 4 + 6)))

    assert chart
    assert [(bar.group, bar.label, bar.words, bar.width) for bar in chart.bars] == [
        ("2024/25 учебный год", "ученик – ученик", "12", 400),
        ("2025/26 учебный год", "ученик – ученик", "30", 1000),
    ]
    assert chart.sentence.startswith("Больше всего — 30: «ученик – ученик», 2025/26 учебный год.")


def test_a_number_that_is_held_back_has_no_bar(edition: Made) -> None:
    chart = mentees(edition(("2024/25", 6, 6), ("2025/26", 20, 3)))

    assert chart
    assert [(bar.words, bar.width) for bar in chart.bars] == [("12", 1000), ("не показываем", None)]


def test_where_all_numbers_are_held_back_there_is_no_chart(edition: Made) -> None:
    assert mentees(edition(("2025/26", 3, 2))) is None


def test_practices_are_counted_at_every_level_of_evidence(edition: Made) -> None:
    made = edition(
        files={
            "cases/practices/ryadom.md": "---\ntitle: Рядом\npublication: опубликован\n"
            "approved: {by: директор, on: 01.09.2025}\n---\nДелали вместе.\n"
        }
    )

    chart = charts.practices_by_evidence(made, Here(made, "practices/index.md"))

    assert chart
    assert [(bar.words, bar.width) for bar in chart.bars] == [("0", 0)] * 4 + [("1", 1000)]
    assert chart.sentence == "Пользу пока не измеряли: это описания опыта."


@pytest.mark.parametrize(
    ("values", "unit", "whole"),
    [
        ([40.0, 62.0], "%", 100),
        ([40.0, 120.0], "% от плана", 120),
        ([3.0, 4.5], "балл из 10", 4.5),
        ([None, None], "балл", 0),
        ([-1.0, 2.0], "балл", 0),
    ],
)
def test_a_full_bar_is_a_hundred_per_cent_or_the_largest_value(
    values: list[float | None], unit: str, whole: float
) -> None:
    """Below nought nothing can be drawn."""
    assert charts.scale(values, unit) == whole


def test_the_page_of_numbers_is_made_only_where_something_can_be_counted(edition: Made) -> None:
    assert "numbers.md" not in {page.path for page in render(edition())}
    assert "numbers.md" in {page.path for page in render(edition(("2025/26", 20, 10)))}
