"""The words a school chooses from: federal ones, its own beside them or in their place."""

import re

import pytest

from mentoring import russian
from mentoring.reading import federal_vocabulary
from mentoring.vocabulary import LISTS, Term

SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"

FEDERAL = federal_vocabulary()


def test_the_package_has_words_for_every_list_and_a_title_for_every_list() -> None:
    assert set(FEDERAL.lists) == set(LISTS)
    assert all(FEDERAL.terms(name) for name in LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_one_spelling_is_one_word(name: str) -> None:
    """No title or alias stands for two words of a list; ids are unique and fit an address."""
    owners: dict[str, str] = {}
    for term in FEDERAL.terms(name):
        assert re.fullmatch("[a-z0-9]+([-_][a-z0-9]+)*", term.id)
        for text in {russian.folded(text) for text in (term.title, *term.aliases)}:
            assert owners.setdefault(text, term.id) == term.id, text
    assert len({term.id for term in FEDERAL.terms(name)}) == len(FEDERAL.terms(name))


def test_every_role_pattern_belongs_to_a_form() -> None:
    forms = {term.id for term in FEDERAL.terms("forms")}

    assert {term.form for term in FEDERAL.terms("role_patterns")} <= forms


def test_every_indicator_has_a_unit_and_a_step_or_is_a_sum() -> None:
    """Without a step there is no band of effect; a sum over a group has none by design."""
    assert all(term.unit and bool(term.step) != term.total for term in FEDERAL.terms("indicators"))


def test_words_about_troubles_and_health_are_sensitive() -> None:
    sensitive = {term.id for term in FEDERAL.terms("role_patterns") if term.sensitive}

    assert sensitive == {"teacher-low-achiever", "teacher-disability"}


def test_a_word_of_the_school_takes_the_place_of_one_with_its_id_and_others_follow() -> None:
    own = FEDERAL.with_own(
        {"levels": [Term(id="school", title="уровень школы"), Term(id="district", title="окружной")]}
    )

    assert [term.title for term in own.terms("levels")] == [
        "федеральный",
        "региональный",
        "муниципальный",
        "уровень школы",
        "окружной",
    ]
    assert own.find("levels", "Окружной") == own.terms("levels")[-1]
    assert own.find("levels", "школьный") is None


def test_a_word_nobody_knows_is_its_own_title() -> None:
    assert FEDERAL.title("indicators", "читательский дневник") == "читательский дневник"
    assert FEDERAL.title("indicators", None) == ""


def test_cards_may_use_the_words_of_the_school(load) -> None:
    book, problems = load(
        {
            "cases/school.yml": SCHOOL + "kind: лесная школа\n",
            "cases/vocabulary.yml": "school_kinds:\n  - {id: forest, title: лесная школа, description: }\n",
        }
    )

    assert problems == []
    assert book.school.kind == "forest"


@pytest.mark.parametrize("step", ["0,5", "0.5"])
def test_a_step_may_have_a_decimal_comma(load, step: str) -> None:
    """As everywhere else."""
    book, problems = load(
        {"cases/vocabulary.yml": f'indicators: [{{id: joy, title: радость, step: "{step}"}}]\n'}
    )

    assert problems == []
    assert [term.step for term in book.vocabulary.terms("indicators") if term.id == "joy"] == [0.5]
