"""Whatever an author writes ends as a card or as a problem: mutants of our own cards, and properties."""

from datetime import date

import fuzz
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.schedule import Schedule, parse
from mentoring.school_year import SchoolYear


def test_mutants_of_our_cards_end_as_a_card_or_as_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    """A longer run: `python scripts/fuzz.py --seconds 600`."""
    code = fuzz.main(["--seconds", "8", "--seed", "3"])

    assert code == 0, capsys.readouterr().out


def test_the_same_number_gives_the_same_mutant() -> None:
    """A failure is told by its number and must come again."""
    assert [fuzz.mutated(5, number) for number in range(30)] == [
        fuzz.mutated(5, number) for number in range(30)
    ]
    assert len({fuzz.mutated(5, number).content for number in range(30)}) > 25


@pytest.mark.parametrize("number", [27038, 19916])
def test_what_took_too_long_once_does_not_any_more(number: int) -> None:
    """A blank line in a card after the story could be read in too many ways."""
    outcome, error = fuzz.tried(fuzz.mutated({27038: 1, 19916: 2}[number], number))

    assert error is None, outcome


VALUES = st.recursive(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "да",
                "On",
                "3,5",
                "010",
                "31.02.2026",
                "2025/26",
                "~",
                "",
                "&a",
                "*a",
                "!x",
                "x: y",
                "a #b",
                "\u2028",
                "\x1b",
            ]
        ),
        st.integers(),
        st.floats(),
        st.dates(min_value=date(1, 1, 1)),
        st.none(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    field=st.sampled_from(
        [
            "title",
            "form",
            "goal",
            "mentors",
            "plan",
            "meetings",
            "indicators",
            "products",
            "practices",
            "order",
            "approved",
            "changes",
        ]
    ),
    value=VALUES,
)
@settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_of_any_field_is_read_or_refused(field: str, value: object) -> None:
    lines = [f"{name}: {text}" for name, text in FIELDS.items() if name != field]
    written = "\n".join(["---", *lines, f"{field}: {flow(value)}", "---", "", "Рассказ.", ""])

    outcome = fuzz.run(fuzz.Mutant("cases/pairs/most.md", written.encode("utf-8", "replace")))

    assert outcome in {"broken", "refused", "published"}


FIELDS = {
    "title": "Мост",
    "kind": "группа",
    "programme": "uchitel-uchenik-2025-26",
    "form": "учитель – ученик",
    "publication": "опубликован",
}


def flow(value: object) -> str:
    """A value as somebody would write it in one line, right or wrong."""
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    return "" if value is None else str(value)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
def test_any_story_is_published_or_refused(story: str) -> None:
    card = "\n".join(["---", *(f"{name}: {text}" for name, text in FIELDS.items()), "---", "", story])

    assert fuzz.run(fuzz.Mutant("cases/pairs/most.md", card.encode("utf-8", "replace"))) in {
        "broken",
        "refused",
        "published",
    }


WORDS = st.sampled_from(
    ["сентябрь", "мая", "до", "с", "по", "–", "—", "2025", "2026/27", "раз в", "неделю", "1", "15", "31.12.2025", "30 февраля", "г.", "ежемесячно",
     "в течение", "года", "через", "после", "II", "четверть", ",", ";", "и", "(", ")", "каждый", "вторник", "далее", "99999", "0"]
)  # fmt: skip


@given(
    words=st.lists(WORDS | st.text(max_size=5), max_size=10),
    year=st.none() | st.integers(1990, 2050).map(SchoolYear),
)
@settings(max_examples=250, deadline=2_000)
def test_any_wording_of_a_schedule_is_understood_or_doubted(
    words: list[str], year: SchoolYear | None
) -> None:
    schedule = parse(" ".join(words), year)

    assert isinstance(schedule, Schedule)
    assert schedule.as_json()["text"] is not None
