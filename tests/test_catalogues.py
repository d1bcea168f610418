"""Catalogues without a browser: pages of fifty, facets with counts, data for the script, shelves for every verdict."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import environment
from mentoring import facets, pipeline
from mentoring.exports import lists
from mentoring.pages import Edition, catalogues, render, situations

PROGRAMME = """---
title: Рядом
forms: учитель – ученик
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""
CASE = """---
title: Задача {number}
form: учитель – ученик
programme: ryadom
kind: пара
mentors: [{{role: учитель физики}}]
mentees: [{{role: ученик, band: 8–9}}]
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
{more}
---
Решали задачи.
"""


@pytest.fixture
def edition(project):
    def make(count: int, more: str = "") -> Edition:
        files = {"cases/programmes/ryadom.md": PROGRAMME}
        for number in range(1, count + 1):
            files[f"cases/pairs/zadacha-{number}.md"] = CASE.format(number=number, more=more)
        return Edition(pipeline.load(project(files), today=date(2026, 5, 12)).book.public)

    return make


@pytest.fixture(scope="module")
def example() -> Edition:
    return Edition(pipeline.load(Path(environment.ROOT), today=date(2026, 11, 20)).book.public)


def data(script: bytes) -> dict[str, Any]:
    found = re.fullmatch(rb"mentoringCatalogue\((.*)\);\n", script, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_a_long_list_is_pages_of_fifty_and_every_card_stands_on_one(edition) -> None:
    pages = {page.path: page.markdown for page in render(edition(120))}
    sheets = [pages["cases/index.md"], pages["cases/all/2.md"], pages["cases/all/3.md"]]

    assert [sheet.count('class="m-card"') for sheet in sheets] == [50, 50, 20]
    assert "cases/all/4.md" not in pages
    assert {title for sheet in sheets for title in re.findall(r">(Задача \d+)</a>", sheet)} == {
        f"Задача {number}" for number in range(1, 121)
    }
    assert "51–100 из 120" in sheets[1]
    assert '<a href="../../">1</a>' in sheets[1]


def test_only_what_tells_cards_apart_is_a_facet(edition) -> None:
    made = edition(3)

    assert facets.choices(facets.CASES, made.book.cases, made) == []
    assert "m-facet" not in next(page for page in render(made) if page.path == "cases/index.md").markdown


def test_a_sensitive_role_pattern_is_no_facet_of_a_case(edition) -> None:
    made = edition(2, "role_pattern: учитель – ученик с ОВЗ")

    assert b"teacher-disability" not in lists.cases(made)
    assert all(
        "pattern" not in facets.values(facets.CASES, case, made)
        or not facets.values(facets.CASES, case, made)["pattern"]
        for case in made.book.cases
    )


def test_the_script_has_every_card_with_the_values_of_its_facets(example: Edition) -> None:
    told = data(lists.cases(example))

    assert len(told["items"]) == len(catalogues.cases(example).cards)
    known = {facet["id"]: {choice[0] for choice in facet["choices"]} for facet in told["facets"]}
    for item in told["items"]:
        for facet, values in item["is"].items():
            assert facet not in known or set(values) <= known[facet]


def test_the_count_of_a_value_is_the_number_of_its_cards(example: Edition) -> None:
    told = data(lists.practices(example))
    counted = facets.choices(facets.PRACTICES, catalogues.practices(example).cards, example)

    for facet, choices in counted:
        for choice in choices:
            assert choice.count == sum(choice.id in item["is"].get(facet.id, []) for item in told["items"])


def test_every_practice_meets_or_misses_every_answer_in_words(example: Edition) -> None:
    asked = situations.questions(example)

    assert [question.id for question in asked] == ["form", "band", "wish", "hours", "money"]
    for practice in example.book.practices:
        met = situations.meets(practice, example)
        for question in asked:
            for weight, reason in met[question.id].values():
                assert -1 <= weight <= 1
                assert reason


def test_a_practice_that_did_not_prove_itself_has_a_shelf_that_says_why(example: Edition) -> None:
    page = next(page for page in render(example) if page.path == "shelves/not-confirmed.md").markdown

    assert "Кружок к олимпиаде" in page
    assert re.search(r"Почему здесь: «[^»]+» — измерений: \d+, из них стало лучше: \d+; человек: ", page)


def test_rows_of_a_comparison_are_as_many_as_their_titles(example: Edition) -> None:
    told = data(lists.practices(example))

    assert {len(item["rows"]) for item in told["items"]} == {len(told["rows"])}
