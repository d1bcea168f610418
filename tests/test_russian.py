"""Russian as people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring import russian


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "пар"),
        (1, "пара"),
        (2, "пары"),
        (5, "пар"),
        (11, "пар"),
        (12, "пар"),
        (21, "пара"),
        (22, "пары"),
        (111, "пар"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, word: str) -> None:
    assert russian.plural(number, "пара", "пары", "пар") == word


@pytest.mark.parametrize(
    ("number", "written"),
    [(7, "7"), (1200, "1200"), (9999, "9999"), (10_000, "10\u00a0000"), (1_234_567, "1\u00a0234\u00a0567")],
)
def test_thousands_are_grouped_from_five_digits_on(number: int, written: str) -> None:
    assert russian.grouped(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (4, "4"),
        (3.5, "3,5"),
        (0.25, "0,2"),
        (-2.5, "−2,5"),
        (10, "10"),
        (100.0, "100"),
        (-0.0, "0"),
        (-0.04, "0"),
    ],
)
def test_a_number_has_a_comma_a_minus_and_no_idle_zeros(number: float, written: str) -> None:
    assert russian.decimal(number) == written


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["а"], "а"), (["а", "б"], "а и б"), (["а", "б", "в"], "а, б и в")]
)
def test_words_are_listed_as_in_a_sentence(words: list[str], sentence: str) -> None:
    assert russian.listed(words) == sentence


def test_a_day_is_written_as_people_do() -> None:
    assert russian.day(date(2026, 3, 5)) == "5\u00a0марта 2026\u00a0года"
    assert russian.month(date(2026, 3, 5)) == "март 2026\u00a0года"


@pytest.mark.parametrize(
    "text",
    [
        "31.08.2026",
        "31.8.2026",
        " 31.08.2026 ",
        "31. 08. 2026",
        "31.08.2026 г.",
        "31.08.2026г.",
        "2026-08-31",
        "31 августа 2026",
        "31 августа 2026 г.",
        "31 Августа 2026 года",
        "31\xa0августа 2026\xa0г.",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert russian.parse_day(text) == date(2026, 8, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.08",
        "31.08.26",
        "31.02.2026",
        "0.08.2026",
        "2026-13-01",
        "08/31/2026",
        "31 август 2026",
        "31 августа",
        "август 2026",
        "2026",
        "0000-01-01",
        "31.08.20266",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # date() has words of its own
        russian.parse_day(text)


@pytest.mark.parametrize("text", ["", "три", "3..5", "1e5", "nan", "inf", "3,5,6", "1" * 13, "٣", "5%", "≈5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the text itself is the message
        russian.parse_number(text)


def test_what_people_do_not_tell_apart_folds_to_the_same() -> None:
    assert (
        russian.folded("ученик - ученик")
        == russian.folded(" «Ученик—Ученик» ")
        == russian.folded("УЧЕНИК\u00a0–\u00a0УЧЕНИК.")
        == "ученик-ученик"
    )
    assert russian.folded("Ёжик") == russian.folded("е\u0308жик") == "ежик"


def test_folding_a_megabyte_of_spaces_takes_no_time() -> None:
    assert russian.folded("а" + " " * 1_000_000 + "б") == "а б"


def test_an_alphabetical_list_has_yo_next_to_ye_and_numbers_by_value() -> None:
    words = ["Школа 10", "ёлка", "жук", "Школа 2", "«Дебют»", "ежи", "ель"]

    assert sorted(words, key=russian.sort_key) == [
        "«Дебют»",
        "ежи",
        "ель",
        "ёлка",
        "жук",
        "Школа 2",
        "Школа 10",
    ]


@given(st.text())
def test_any_text_has_a_place_in_the_alphabet_a_slug_and_a_fold(text: str) -> None:
    """«м²» is a title, too: ² is a digit to Python and no number."""
    russian.sort_key(text)
    assert set(russian.slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert russian.folded(russian.folded(text)) == russian.folded(text) or "-" in russian.folded(text)


def test_titles_with_superscripts_are_sorted() -> None:
    assert sorted(["5 м²", "5 м"], key=russian.sort_key) == ["5 м", "5 м²"]


@pytest.mark.parametrize(
    ("word", "near"),
    [("ученик – ученки", "ученик – ученик"), ("УЧИТЕЛЬ-УЧЕНИК", "учитель – ученик"), ("хор", None)],
)
def test_the_near_word_is_the_one_meant(word: str, near: str | None) -> None:
    assert russian.nearest(word, ["ученик – ученик", "учитель – ученик", "студент – ученик"]) == near


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Чтение вслух, 2025/26", "chtenie-vslukh-2025-26"),
        ("Щука и ёж", "shchuka-i-ezh"),
        ("объявление", "obyavlenie"),
        ("Café № 5", "cafe-5"),
        ("!!!", ""),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert russian.slug(title) == slug


def test_a_heading_without_letters_has_an_anchor_all_the_same() -> None:
    assert russian.heading_id("«…»") == "razdel"


def test_the_anchor_of_a_heading_is_none_that_the_script_of_the_theme_looks_for() -> None:
    """Material takes `__config` for its settings and `md-…` for its parts."""
    assert russian.heading_id("MD-файлы в школе") == "razdel-md-fayly-v-shkole"
    assert russian.heading_id("Тр{: #__config }етий") == "tr-config-etiy"


@pytest.mark.parametrize(
    ("word", "mixed"),
    [("спортивное", False), ("спортивнoe", True), ("Python и школа", False), ("c", False), ("cнег", True)],
)
def test_latin_letters_in_a_russian_word_are_seen(word: str, mixed: bool) -> None:
    assert russian.mixes_alphabets(word) is mixed
