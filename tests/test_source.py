"""The reader: card, body and the place of every value, or one problem at the right line."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring import source
from mentoring.problems import Place, Problem
from mentoring.source import Document, SourceError, decode, parse, parse_page, parse_yaml


def problem_of(read: Callable[[], object]) -> Problem:
    with pytest.raises(SourceError) as caught:
        read()
    return caught.value.problem


def card(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "Рассказ.", ""))


def test_a_card_stands_between_two_fences_and_the_story_below() -> None:
    document = parse("---\ntitle: Чтение\n---\nПервая строка.\n\n---\nвторая часть\n", "cases/pairs/a.md")

    assert dict(document.data) == {"title": "Чтение"}
    assert document.body == "Первая строка.\n\n---\nвторая часть\n"
    assert document.body_line == 4


def test_every_value_has_its_line_and_column() -> None:
    document = parse(
        card(
            "title: Чтение вслух",
            "plan:",
            "  - title: Знакомство",
            "    schedule: сентябрь",
            "  - {title: Итог, stages: [work, closing]}",
            "empty:",
        ),
        "a.md",
    )

    assert document.place("title") == Place("a.md", 2, 8)
    assert document.place("plan", 0, "schedule") == Place("a.md", 5, 15)
    assert document.place("plan", 1) == Place("a.md", 6, 5)
    assert document.place("plan", 1, "title") == Place("a.md", 6, 13)
    assert document.place("plan", 1, "stages", 1) == Place("a.md", 6, 34)
    assert document.key_place("plan", 0, "schedule") == Place("a.md", 5, 5)
    assert document.key_place("empty") == Place("a.md", 7, 1)


def test_the_place_of_a_missing_value_is_that_of_what_is_around_it() -> None:
    document = parse(card("order:", "  number: 112-о"), "a.md")

    assert document.place("order", "date") == Place("a.md", 3, 3)
    assert document.key_place("approved", "by") == Place("a.md", 1, 1)


def test_a_mark_of_byte_order_and_windows_line_ends_move_nothing() -> None:
    """Notepad writes both."""
    content = "\ufeff---\r\ntitle: Чтение\r\nplan:\r\n  - title: Итог\r\n---\r\nТекст\r\n".encode()

    document = parse(decode(content, "a.md"), "a.md")

    assert document.place("title") == Place("a.md", 2, 8)
    assert document.place("plan", 0, "title") == Place("a.md", 4, 12)
    assert document.body == "Текст\n"


def test_signs_that_only_yaml_takes_for_a_line_end_do_not_shift_lines() -> None:
    document = parse(card("title: Два\u2028слова", "kind: пара"), "a.md")

    assert document.place("kind") == Place("a.md", 3, 7)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025/26", "2025/26"),
        ("01", "01"),
        ("010", "010"),
        ("0", "0"),
        ("on", "on"),
        ("нет", "нет"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("31.08.2026", "31.08.2026"),
        ("2026-08-31", "2026-08-31"),
        ("1e5", "1e5"),
        ("«Ёлочки» — и тире", "«Ёлочки» — и тире"),
        ("C++ и №1#2", "C++ и №1#2"),
        ('"Проект #1: мост"', "Проект #1: мост"),
        ("'Клуб \"Дебют\"'", 'Клуб "Дебют"'),
        ('""', ""),
        ('"~"', "~"),
    ],
)
def test_text_stays_as_it_was_typed(written: str, read: str) -> None:
    """YAML's guesses (a date, a number, yes for on) are never made."""
    assert parse(card(f"value: {written}"), "a.md").data["value"] == read


@pytest.mark.parametrize("nothing", ["", "~", "null", "NULL", "# только пояснение"])
def test_an_empty_value_is_nothing_and_not_zero(nothing: str) -> None:
    assert parse(card(f"value: {nothing}"), "a.md").data["value"] is None


BROKEN = [
    # what the author wrote, rule, line, column
    ("title: Урок: проект", "card-broken", 2, 12),
    ("title Урок\nkind: пара", "card-broken", 2, 1),
    ("title:Урок\nkind: пара", "card-broken", 2, 6),
    ("title: Урок\nkind:пара", "card-broken", 3, 5),
    ("title: Урок\nproducts:\n  – стенд\n  – макет", "card-broken", 4, 3),
    ("title: Урок\nsteps:\n  • title: Начать\n    action: Вот", "card-broken", 4, 3),
    ("title: Урок\nsteps:\n  – title: Начать\n  – title: Кончить", "card-broken", 4, 3),
    ("reflection: |\n  – Страшно?\ntitle: а: б", "card-broken", 4, 9),
    ("title: Урок\n  kind: пара", "card-broken", 3, 3),
    ("title: Урок\n\tkind: пара", "card-broken", 3, 1),
    ('title: "Урок\nkind: пара', "card-broken", 2, 8),
    ("title: 'Урок\nkind: пара", "card-broken", 2, 8),
    ('title: "Урок" истории', "card-broken", 2, 15),
    ("covers: [имя, фото\nkind: пара", "card-broken", 2, 9),
    ("order: {number: 5\nkind: пара", "card-broken", 2, 8),
    ("title: @школа", "card-broken", 2, 8),
    ("title: %", "card-broken", 2, 8),
    ("title: `Урок`", "card-broken", 2, 8),
    ("title: - Урок", "card-broken", 2, 8),
    ('title: "5\\6"', "card-broken", 2, 10),
    ("plan:\n  - title: а\n   schedule: б", "card-broken", 4, 4),
    ("title: Урок\x07", "control-character", 2, 12),
    ("title: *звезда", "yaml-reference", 2, 8),
    ("title: &имя Урок", "yaml-reference", 2, 8),
    ("title: !важно Урок", "yaml-tag", 2, 8),
    ("title: !!python/object:os.system x", "yaml-tag", 2, 8),
    ("title: а\nkind: б\ntitle: в", "field-twice", 4, 1),
    ("plan:\n  - {title: а, title: б}", "field-twice", 3, 16),
    ("? [а, б]\n: в", "field-name", 2, 3),
    ("'': а", "field-name", 2, 1),
    ("title: а\n\u00a0kind: б", "field-name", 3, 1),
    ("order: {before: 3,4}", "comma-in-braces", 2, 19),
    ("- а\n- б", "card-not-fields", 2, 1),
    ("просто текст", "card-not-fields", 2, 1),
    ("a: [[[[[[[[[[1]]]]]]]]]]", "card-too-deep", 2, 11),
]


@pytest.mark.parametrize(("written", "rule", "line", "column"), BROKEN)
def test_each_broken_card_is_one_problem_at_its_place(
    written: str, rule: str, line: int, column: int
) -> None:
    problem = problem_of(lambda: parse(card(*written.split("\n")), "cases/pairs/a.md"))

    assert (problem.rule, problem.place) == (rule, Place("cases/pairs/a.md", line, column))


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", "card-missing", 1),
        ("Просто рассказ.\n", "card-missing", 1),
        ("\n\n---\ntitle: а\n---\n", "card-missing", 3),
        (" ---\ntitle: а\n---\n", "card-missing", 1),
        ("—\ntitle: а\n—\n", "card-missing", 1),
        ("----\ntitle: а\n----\n", "card-missing", 1),
        ("---\ntitle: а\n", "card-unclosed", 1),
        ("---\ntitle: а\n—\nРассказ.\n", "card-unclosed", 3),
        ("---\ntitle: а\n --- \nРассказ.\n", "card-unclosed", 3),
    ],
)
def test_a_fence_that_is_not_one_is_shown(text: str, rule: str, line: int) -> None:
    """Word turns three hyphens into a dash."""
    problem = problem_of(lambda: parse(text, "a.md"))

    assert (problem.rule, problem.place.line) == (rule, line)


def test_a_second_card_in_a_file_that_is_all_card_is_refused() -> None:
    problem = problem_of(lambda: parse_yaml("short_name: а\n---\nshort_name: б\n", "cases/school.yml"))

    assert (problem.rule, problem.place.line) == ("card-broken", 2)


def test_a_hand_written_page_needs_no_card() -> None:
    bare = parse_page("# Вопросы\n", "docs/a.md")
    titled = parse_page("---\ntitle: Вопросы\n---\nТекст\n", "docs/a.md")

    assert (dict(bare.data), bare.body) == ({}, "# Вопросы\n")
    assert (dict(titled.data), titled.body) == ({"title": "Вопросы"}, "Текст\n")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-32"])
def test_a_file_in_another_encoding_is_refused(encoding: str) -> None:
    problem = problem_of(lambda: decode("---\ntitle: Чтение\n---\n".encode(encoding), "a.md"))

    assert problem.rule == "encoding"


def test_the_place_of_one_bad_byte_is_found() -> None:
    problem = problem_of(lambda: decode("---\ntitle: Чте".encode() + b"\xed" + "ие\n---\n".encode(), "a.md"))

    assert problem.place == Place("a.md", 2, 11)


def test_a_file_of_more_than_a_megabyte_is_not_read() -> None:
    problem = problem_of(lambda: decode(b"a" * (source.MAX_BYTES + 1), "a.md"))

    assert problem.rule == "file-too-large"
    assert len(decode(b"a" * source.MAX_BYTES, "a.md")) == source.MAX_BYTES


def test_a_bomb_is_refused_before_it_is_built() -> None:
    problem = problem_of(lambda: parse_yaml("a: " + "[" * 200_000, "a.yml"))

    assert problem.rule == "card-too-deep"


@given(st.text(alphabet=st.sampled_from("ab:-#'\"[]{},&*!|>%@`~ \n\t\\?.0я\u00a0\u2028\x00")))
def test_no_text_makes_anything_but_a_document_or_a_problem(text: str) -> None:
    header = text.replace("---", "")
    document, problem = _tried(f"---\n{header}\n---\n")

    lines = header.count("\n") + 3
    if problem:
        assert 1 <= problem.place.line <= lines
        assert problem.what
        assert problem.fix
    if document:
        assert all(2 <= line <= lines and column >= 1 for line, column in document.places.values())


def _tried(text: str) -> tuple[Document | None, Problem | None]:
    try:
        return parse(text, "a.md"), None
    except SourceError as error:
        return None, error.problem
