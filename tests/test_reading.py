"""A file becomes a card, or every slip in it becomes one problem in Russian at its place."""

import re
import typing
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from mentoring import reading
from mentoring.cards import (
    Case,
    Documents,
    Filed,
    Mentor,
    OwnPage,
    Picture,
    Practice,
    Programme,
    Roadmap,
    School,
    Words,
)
from mentoring.problems import Place, Problem
from mentoring.reading import federal_vocabulary, read
from mentoring.schemas import KINDS
from mentoring.source import Document, parse_yaml

WORDS = federal_vocabulary()

CASE = "title: Чтение вслух\nkind: пара\nprogramme: starshie\nform: ученик – ученик\n"


def problems_of(text: str, model: type[Filed] = Case) -> list[Problem]:
    card, problems = read(parse_yaml(text, "a.md"), model, WORDS)
    assert (card is None) == bool(problems)
    return problems


def problem_of(text: str, model: type[Filed] = Case) -> Problem:
    (problem,) = problems_of(text, model)
    return problem


# What is accepted

MINIMAL = [
    (Programme, "title: Старшие – младшим\n"),
    (Roadmap, "title: Дорожная карта\nschool_year: 2025/26\n"),
    (Case, CASE),
    (Practice, "title: Проект за четверть\n"),
    (Mentor, "title: Вымышленная Мария Петровна\nrole: учитель физики\n"),
    (Picture, "picture: most.jpg\nalt: Макет моста.\npeople: нет людей\n"),
    (School, "full_name: Заречная школа\nshort_name: Заречная школа\n"),
    (Words, ""),
    (Documents, ""),
    (OwnPage, ""),
]


@pytest.mark.parametrize(("model", "text"), MINIMAL, ids=[model.__name__ for model, _ in MINIMAL])
def test_a_card_of_required_fields_only_is_accepted(model: type[Filed], text: str) -> None:
    assert problems_of(text, model) == []


@pytest.mark.parametrize(("model", "text"), MINIMAL, ids=[model.__name__ for model, _ in MINIMAL])
def test_every_required_field_is_asked_for(model: type[Filed], text: str) -> None:
    """An empty card is one problem a required field, at the first line."""
    required = set(yaml.safe_load(text) or {})

    problems = problems_of("{}", model)

    assert {(problem.rule, problem.place) for problem in problems} <= {("field-missing", Place("a.md"))}
    assert {name for name in required for problem in problems if f"`{name}`" in problem.what} == required
    assert len(problems) == len(required)


def every_field(model: type[BaseModel]) -> dict[str, Any]:
    """Every field filled from the example it gives of itself; parts are filled in their turn."""
    filled: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = reading._inner(field.annotation)
        many = "tuple" in str(field.annotation)
        if typing.get_origin(inner) is dict:
            value = typing.get_args(inner)[1]
            filled[field.alias or name] = (
                {"2025/26": every_field(value)}
                if isinstance(value, type) and issubclass(value, BaseModel)
                else {"5–7": "190"}
            )
        elif isinstance(inner, type) and issubclass(inner, BaseModel):
            filled[field.alias or name] = [every_field(inner)] if many else every_field(inner)
        else:
            example = str((field.examples or [""])[0]).strip('"')
            filled[field.alias or name] = [example] if many else example
    return filled


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_with_every_field_filled_from_its_example_is_accepted(kind: str) -> None:
    """What a message or the manual offers as an example can be typed in as it is."""
    model = KINDS[kind]

    card, problems = read(Document("a.md", every_field(model)), model, WORDS)

    assert problems == []
    assert card is not None
    assert card.model_fields_set == set(model.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is_in_russian(kind: str) -> None:
    def fields(model: type[BaseModel]) -> None:
        for name, field in model.model_fields.items():
            assert re.search("[а-яё№]", (field.title or "").lower()), (model, name)
            assert re.search("[а-яё]", field.description or ""), (model, name)
            assert field.examples, (model, name)
            inner = reading._inner(field.annotation)
            inner = reading._inner(typing.get_args(inner)[1]) if typing.get_origin(inner) is dict else inner
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                fields(inner)

    fields(KINDS[kind])


@pytest.mark.parametrize(
    "form",
    [
        "ученик – ученик",
        "Ученик - ученик",
        "УЧЕНИК—УЧЕНИК",
        "дети учат детей",
        "student-student",
        "«ученик–ученик»",
    ],
)
def test_a_word_is_known_by_title_alias_and_id_whatever_its_dashes_and_case(form: str) -> None:
    card, _ = read(parse_yaml(CASE.replace("ученик – ученик", form), "a.md"), Case, WORDS)

    assert card is not None
    assert card.form == "student-student"


def test_one_word_is_a_list_of_one() -> None:
    card, _ = read(
        parse_yaml(CASE + "products: стенгазета, одна на всех\npractices: proekt\n", "a.md"), Case, WORDS
    )

    assert card is not None
    assert card.products == ("стенгазета, одна на всех",)
    assert card.practices == ("proekt",)


def test_an_empty_field_is_as_if_it_were_not_there() -> None:
    card, _ = read(
        parse_yaml(CASE + "goal:\norder:\n  number:\nmentees:\n  - {role: ученик, count: }\n", "a.md"),
        Case,
        WORDS,
    )

    assert card is not None
    assert card.goal is None
    assert card.mentees[0].count is None


def test_zero_is_a_number_and_not_nothing() -> None:
    card, _ = read(parse_yaml(CASE + "mentees:\n  - {role: ученик, count: 0}\n", "a.md"), Case, WORDS)

    assert card is not None
    assert card.mentees[0].count == 0


def test_years_of_the_school_have_one_spelling() -> None:
    school, _ = read(
        parse_yaml(
            "full_name: Школа лесная\nshort_name: Лесная\nyears: {2025–2026: {pupils: 1 200}}\n", "a.yml"
        ),
        School,
        WORDS,
    )

    assert school is not None
    assert school.years["2025/26"].pupils == 1200


# Names of fields


def test_an_unknown_field_is_shown_at_its_name_with_the_near_word() -> None:
    """`titel` is not also a missing `title`."""
    problem = problem_of(CASE.replace("title", "titel") + "goall: адаптация\n".replace("goall", "goal"))

    assert (problem.rule, problem.place) == ("field-unknown", Place("a.md", 1, 1))
    assert "`title` — «Название»" in problem.fix


def test_two_misspelt_fields_are_two_problems() -> None:
    problems = problems_of(CASE.replace("title", "titel").replace("kind", "knid"))

    assert [problem.place.line for problem in problems] == [1, 2]
    assert {problem.rule for problem in problems} == {"field-unknown"}


def test_a_russian_title_typed_as_a_field_is_understood() -> None:
    problem = problem_of(CASE.replace("title", "Название"))

    assert "`title`" in problem.fix


def test_a_misspelt_field_inside_a_list_is_shown_with_the_fields_of_its_place() -> None:
    problem = problem_of(CASE + "plan:\n  - title: Встреча\n    schedul: май\n")

    assert problem.place == Place("a.md", 7, 5)
    assert "`schedule` — «Сроки»" in problem.fix


def test_a_field_that_is_there_already_is_not_offered_again() -> None:
    problem = problem_of(CASE + "titles: Чтение\n")

    assert problem.fix.startswith("Исправьте название поля или удалите его.")


def test_a_card_in_the_folder_of_another_kind_is_one_problem() -> None:
    """Not one for every field it has or lacks."""
    problem = problem_of(CASE + "request: научиться спорить\nmentees:\n- role: ученик\n", Practice)

    assert (problem.rule, problem.place.line) == ("card-wrong-folder", 2)
    assert "cases/pairs" in problem.fix


def test_a_card_with_some_wrong_fields_is_not_taken_for_another_kind() -> None:
    problems = problems_of(CASE + "gist: коротко\nsuits: [школа]\nsteps: [первый]\n")

    assert {problem.rule for problem in problems} == {"field-unknown"}


def test_a_missing_field_inside_a_list_is_shown_at_its_entry() -> None:
    problem = problem_of(CASE + "mentees:\n  - {role: ученик}\n  - {band: 5–7}\n")

    assert (problem.rule, problem.place) == ("field-missing", Place("a.md", 7, 5))
    assert "«Роль»" in problem.what


def test_a_field_left_empty_is_shown_at_its_name() -> None:
    problem = problem_of(CASE.replace("title: Чтение вслух", "title:"))

    assert (problem.rule, problem.place) == ("field-missing", Place("a.md", 1, 1))
    assert "Впишите значение" in problem.fix


@pytest.mark.parametrize(
    "name", ["имя", "ФИО", "class", "дата рождения", "birthday", "diagnosis", "name", "СНИЛС"]
)
def test_personal_fields_are_refused_and_not_quoted(name: str) -> None:
    """The line holds a child's name: it is shown nowhere."""
    problem = problem_of(CASE + f"mentees:\n  - role: ученик\n    {name}: Иванов Пётр, 5Б\n")

    assert (problem.rule, problem.quote) == ("field-personal", False)
    assert "Иванов" not in problem.what + problem.fix + problem.why


def test_the_title_of_a_mentor_card_may_be_called_a_name() -> None:
    problem = problem_of("имя: Мария Петровна\nrole: учитель физики\n", Mentor)

    assert "`title` — «Имя»" in problem.fix


def test_a_name_is_no_secret_in_the_card_of_the_school() -> None:
    problem = problem_of("full_name: Лесная школа\nshort_name: Лесная\nname: Лесная\n", School)

    assert problem.rule == "field-unknown"


# Values


@pytest.mark.parametrize(
    ("line", "rule", "column"),
    [
        ("subject: [физика, химия]", "text-wanted", 10),
        ("subject: {title: физика}", "text-wanted", 10),
        ("published_on: [31.08.2026]", "text-wanted", 15),
        ("order: приказ 112", "fields-wanted", 8),
        ("order: [приказ 112]", "fields-wanted", 8),
        ("mentees: ученик", "list-wanted", 10),
        ("mentees: {role: ученик}", "list-wanted", 10),
        ("mentees: [ученик]", "fields-wanted", 11),
        ("products: {title: модель}", "list-wanted", 11),
        ("practices: proekt, igra", "list-with-commas", 12),
        ("practices: [Проект]", "link-not-slug", 13),
        ("continues: ../index", "link-not-slug", 12),
        ("published_on: 31.02.2026", "day-impossible", 15),
        ("published_on: 12.05.26", "day-impossible", 15),
        ("published_on: 05/12/2026", "day-impossible", 15),
        ("published_on: завтра", "day-impossible", 15),
        ("published_on: 01.09.0205", "year-impossible", 15),
        ("mentees: [{role: ученик, count: десять}]", "count-not-whole", 33),
        ("mentees: [{role: ученик, count: 010}]", "count-not-whole", 33),
        ("mentees: [{role: ученик, count: -1}]", "count-not-whole", 33),
        ("mentees: [{role: ученик, count: 1.5}]", "count-not-whole", 33),
        ("mentees: [{role: ученик, band: 5Б}]", "unknown-word", 32),
        ("indicators: [{indicator: балл, before: .nan}]", "number-not-digits", 40),
        ("indicators: [{indicator: балл, before: 1e5}]", "number-not-digits", 40),
        ("indicators: [{indicator: балл, before: три}]", "number-not-digits", 40),
        ('subject: "физи\\u202eка"', "control-character", 10),
        (f"request: помочь {'[x' * 401}", "marks-too-many", 10),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_one_problem_at_its_place(line: str, rule: str, column: int) -> None:
    problems = problems_of(CASE + line + "\n")

    assert [(problem.rule, problem.place.column) for problem in problems] == [(rule, column)]


@pytest.mark.parametrize(
    ("text", "model", "rule"),
    [
        ("title: 2026", Practice, "title-no-words"),
        ("title: да", Practice, "title-no-words"),
        ("title: ...", Practice, "title-no-words"),
        (f"title: {'а' * 251}", Practice, "text-too-long"),
        ("title: Карта\nschool_year: 2025/27", Roadmap, "school-year-impossible"),
        ("title: Карта\nschool_year: 2025", Roadmap, "school-year-impossible"),
        ("title: Карта\nschool_year: 9999/00", Roadmap, "year-impossible"),
        ("title: Карта\nschool_year: [2025/26]", Roadmap, "text-wanted"),
        ("title: П\npublications: [{title: Статья, link: 'javascript:alert(1)'}]", Practice, "address-not-web"),
        ("title: П\npublications: [{title: Статья, link: school.ru}]", Practice, "address-not-web"),
        ("title: П\ntools: [{title: Анкета, file: ../secret.txt}]", Practice, "file-name"),
        ("title: П\ntools: [{title: Анкета, file: Анкета.docx}]", Practice, "file-name"),
        ("title: П\nload: [{role: наставник, hours_a_week: 50}]", Practice, "number-out-of-range"),
        ("title: П\nload: [{role: наставник, hours_a_week: 1, mentor: наверное}]", Practice, "answer-not-yes-no"),
        ("full_name: Школа\nshort_name: Школа\ncolour: зелёный", School, "text-form"),
        ("full_name: Школа\nshort_name: Школа\nschema: 99", School, "schema-newer"),
        ("full_name: Школа\nshort_name: Школа\nyears: {2025: {pupils: 5}}", School, "school-year-impossible"),
        ("indicators: [{id: Мой, title: мой}]", Words, "text-form"),
        ("indicators: [{id: moy, title: мой, step: 0}]", Words, "number-out-of-range"),
        ("indicators: [{id: moy, title: мой, step: inf}]", Words, "number-not-digits"),
        ("indicators: [{id: moy, title: мой, better: лучше}]", Words, "text-form"),
    ],
)  # fmt: skip
def test_other_kinds_of_cards_are_as_strict(text: str, model: type[Filed], rule: str) -> None:
    assert problem_of(text, model).rule == rule


def test_an_empty_entry_of_a_list_is_shown_at_its_line() -> None:
    problem = problem_of(CASE + "products:\n  - модель\n  -\n  - стенд\n")

    assert (problem.rule, problem.place.line) == ("value-empty", 7)


@pytest.mark.parametrize(
    ("number", "value"), [("3,5", 3.5), ("3.5", 3.5), ("−2", -2), ("1 200", 1200), ("-0,5", -0.5)]
)
def test_a_number_may_have_a_comma_a_minus_and_spaces(number: str, value: float) -> None:
    card, _ = read(
        parse_yaml(CASE + f"indicators: [{{indicator: балл, before: '{number}'}}]\n", "a.md"), Case, WORDS
    )

    assert card is not None
    assert card.indicators[0].before == value


def test_an_unknown_word_is_told_with_the_near_one_or_with_the_choices() -> None:
    near = problem_of(CASE.replace("ученик – ученик", "ученик – ученки"))
    far = problem_of(CASE.replace("пара", "хоровод"))

    assert near.fix == "Возможно, вы имели в виду «ученик – ученик»?"
    assert far.fix == "Подойдёт одно из слов: «пара», «группа»."


def test_an_example_of_a_message_fits_the_field_it_is_given_for() -> None:
    """`Запишите по образцу` must lead out, not into the next problem."""
    problem = problem_of("full_name: Школа\nshort_name: Школа\ncolour: зелёный\n", School)

    assert problem.fix == 'Запишите по образцу: `colour: "#2f6f4f"`.'


# Whatever is typed

SCALARS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "",
            " ",
            "да",
            "0",
            "010",
            "-1",
            "3,5",
            "1e5",
            "nan",
            "31.08.2026",
            "31.02.2026",
            "2025/26",
            "9999/00",
            "²",
            "٣",
            "ученик – ученик",
            "пара",
            "a, b",
            "a-b",
            "http://x.ru/1",
            "x.pdf",
            "100000",
            "\u202e",
            "\x00",
            "#ffffff",
            "{what}",
            "9" * 400,
            "я" * 30000,
        ]
    ),
    st.text(max_size=20),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["title", "role", "kind", "x", "4", "[key]"]), inner, max_size=3),
    ),
    max_leaves=6,
)


def written(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """What an author may put into the fields of a card: the right shape with odd values, or any shape."""

    def of_field(annotation: Any) -> st.SearchStrategy[Any]:
        inner = reading._inner(annotation)
        if typing.get_origin(inner) is dict:
            of = reading._inner(typing.get_args(inner)[1])
            is_part = isinstance(of, type) and issubclass(of, BaseModel)
            years = st.sampled_from(["2025/26", "2025–2026", "год"])
            return VALUES | st.dictionaries(years, written(of) if is_part else VALUES, max_size=2)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return VALUES | written(inner) | st.lists(written(inner), max_size=2)
        return VALUES

    fields = [(field.alias or name, field.annotation) for name, field in model.model_fields.items()]
    return st.lists(st.sampled_from(fields), max_size=6).flatmap(
        lambda some: st.fixed_dictionaries(
            {name: of_field(annotation) for name, annotation in some},
            optional={"titel": SCALARS, "имя": SCALARS},
        )
    )


def places(data: Any, way: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], tuple[int, int]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = {way: (1, 1)} if way else {}
    for step, value in inner:
        found |= places(value, (*way, step))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_typed_into_a_card_is_told_in_russian(kind: str) -> None:
    """No traceback, no English, no hole in a sentence: pydantic raises nothing that we have no words for."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(written(KINDS[kind]))
    def holds(data: dict[str, Any]) -> None:
        card, problems = read(Document("a.md", data, places=places(data)), KINDS[kind], WORDS)

        assert (card is None) == bool(problems)
        for problem in problems:
            for sentence in (problem.what, problem.fix):
                assert re.search("[а-яё]", sentence), problem
                assert sentence.endswith((".", "?", "…")), problem
                assert not re.search(r"\{name\}|\{given\}|\{example\}|None|Input should|valid ", sentence), (
                    problem
                )

    holds()
