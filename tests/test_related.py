"""Cases that are alike are shown with the reason; what a case may not say is no reason."""

from collections.abc import Callable

import pytest

from mentoring import related
from mentoring.casebook import Casebook

PROGRAMME = "---\ntitle: Рядом\nforms: учитель – ученик\nschool_year: 2025/26\npublication: опубликован\napproved: {by: директор, on: 01.09.2025}\n---\n"
CASE = """---
title: {title}
form: учитель – ученик
programme: ryadom
kind: пара
mentors: [{{role: учитель физики}}]
mentees: [{{role: ученик, band: 8–9}}]
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
{more}
---
Занимались.
"""

Made = Callable[..., Casebook]


@pytest.fixture
def book(load) -> Made:
    def make(**cases: str) -> Casebook:
        files = {"cases/programmes/ryadom.md": PROGRAMME}
        for slug, more in cases.items():
            files[f"cases/pairs/{slug}.md"] = CASE.format(title=slug.capitalize(), more=more)
        made: Casebook = load(files)[0]
        return made

    return make


def alike(book: Casebook, slug: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.card.slug, found.reasons) for found in related.cases(book)[slug]]


def test_a_case_of_the_same_thing_is_alike_and_says_in_what(book: Made) -> None:
    found = alike(book(svet="subject: физика", zvuk="subject: Физика", lyzhi="subject: лыжи"), "svet")

    assert found == [
        ("zvuk", ("то же дело: физика", "та же ступень: 8–9 классы", "та же форма: учитель – ученик"))
    ]


def test_the_same_form_and_age_alone_make_no_two_cases_alike(book: Made) -> None:
    assert alike(book(svet="subject: физика", lyzhi="subject: лыжи"), "svet") == []


def test_a_sensitive_goal_is_no_reason(book: Made) -> None:
    made = book(
        svet="subject: физика\ngoal: преодоление подросткового кризиса и самоидентификация",
        zvuk="subject: физика\ngoal: преодоление подросткового кризиса и самоидентификация",
    )

    assert all("цель" not in reason for _, reasons in alike(made, "svet") for reason in reasons)


def test_a_case_that_goes_on_with_another_is_not_shown_as_alike(book: Made) -> None:
    assert alike(book(svet="subject: физика", zvuk="subject: физика\ncontinues: svet"), "svet") == []


def test_three_cases_at_most_are_shown_of_many(book: Made) -> None:
    many = {f"zadacha-{number}".replace("-", "_"): "subject: физика" for number in range(8)}

    assert len(alike(book(**many), "zadacha_0")) == 3
