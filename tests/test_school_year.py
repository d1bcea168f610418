"""A school year is a value: read, written, compared, walked."""

from datetime import date

import pytest

from mentoring.school_year import SchoolYear


@pytest.mark.parametrize(
    "text",
    ["2025/26", "2025/2026", "2025-2026", "2025–26", "2025—2026", " 2025 / 26 ", "2025\u00a0–\u00a02026"],
)
def test_every_usual_spelling_is_one_school_year(text: str) -> None:
    year = SchoolYear.parse(text)

    assert year == SchoolYear(2025)
    assert str(year) == "2025/26"


@pytest.mark.parametrize(
    "text", ["", "2025", "2025/27", "2025/2027", "2025/25", "2026/25", "25/26", "2025/026", "0000/01", "год"]
)
def test_anything_else_is_refused(text: str) -> None:
    """«2020–2024» is not one school year, and nobody guesses which one was meant."""
    with pytest.raises(ValueError, match=r"school year|second year"):
        SchoolYear.parse(text)


def test_a_century_ends_in_two_zeros() -> None:
    assert str(SchoolYear.parse("2099/00")) == "2099/00"
    assert str(SchoolYear.parse("1999/2000")) == "1999/00"


def test_a_school_year_lasts_from_september_to_august() -> None:
    year = SchoolYear(2025)

    assert (year.start, year.end) == (date(2025, 9, 1), date(2026, 8, 31))
    assert year.contains(date(2025, 9, 1))
    assert year.contains(date(2026, 8, 31))
    assert not year.contains(date(2025, 8, 31))
    assert not year.contains(date(2026, 9, 1))


def test_every_day_has_its_school_year() -> None:
    assert SchoolYear.of(date(2025, 9, 1)) == SchoolYear(2025)
    assert SchoolYear.of(date(2026, 8, 31)) == SchoolYear(2025)


def test_a_month_has_its_calendar_year() -> None:
    assert SchoolYear(2025).year_of(9) == 2025
    assert SchoolYear(2025).year_of(8) == 2026


def test_school_years_stand_in_order() -> None:
    year = SchoolYear(2025)

    assert year.previous < year < year.next
    assert year.next.previous == year
