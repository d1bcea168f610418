"""A child may be described only by what enough pupils of the school have in common."""

import pytest

SCHOOL = """full_name: Заречная школа города Заречного
short_name: Заречная школа
years:
  2025/26:
    pupils: {pupils}
    ages: {{5–7: 12, 8–9: 9, 10–11: 4}}
"""
PROGRAMME = "---\ntitle: Учитель рядом\nforms: учитель – ученик\nschool_year: 2025/26\n---\n"


def case(mentee: str, more: str = "") -> str:
    return (
        "---\ntitle: Карта школьного сада\nkind: пара\nprogramme: ryadom\nform: учитель – ученик\n"
        f"{more}mentees:\n  - {{{mentee}}}\n---\n"
    )


@pytest.mark.parametrize(
    ("mentee", "more", "rare"),
    [
        ("role: ученик, band: 5–7", "", False),
        ("role: ученик, band: 8–9", "", False),
        ("role: ученик, band: 10–11", "", True),
        ("role: ученица, band: 5–7", "", False),
        ("role: ученица, band: 8–9", "", True),
        ("role: пятиклассник, band: 5–7", "", True),
        ("role: ученик 8 класса", "", True),
        ("role: ученик", "", False),
        ("role: ученик, band: 8–9", "role_pattern: учитель – неуспевающий ученик\n", True),
        ("role: ученик, band: 5–7", "role_pattern: учитель – неуспевающий ученик\n", False),
        ("role: ученик, band: 1–4", "", False),
    ],
)
def test_fewer_than_five_like_that_or_ten_in_trouble_is_an_error(
    load, mentee: str, more: str, rare: bool
) -> None:
    """A class is one of those of its band, a girl one of half of them; what the school has not counted is not judged."""
    files = {
        "cases/school.yml": SCHOOL.format(pupils=40),
        "cases/programmes/ryadom.md": PROGRAMME,
        "cases/pairs/sad.md": case(mentee, more),
    }

    _, problems = load(files)

    assert ("described-rare" in [problem.rule for problem in problems]) is rare
    assert not [problem for problem in problems if problem.rule == "described-rare" and not problem.is_error]


def test_in_a_school_of_four_even_a_pupil_is_somebody(load) -> None:
    files = {
        "cases/school.yml": SCHOOL.format(pupils=4),
        "cases/programmes/ryadom.md": PROGRAMME,
        "cases/pairs/sad.md": case("role: ученик"),
    }

    assert "described-rare" in [problem.rule for problem in load(files)[1]]


def test_the_message_does_not_say_how_many_there_are(load) -> None:
    """A log is public, and the number is what must not be known."""
    files = {
        "cases/school.yml": SCHOOL.format(pupils=40),
        "cases/programmes/ryadom.md": PROGRAMME,
        "cases/pairs/sad.md": case("role: ученик, band: 10–11"),
    }

    (told,) = [problem for problem in load(files)[1] if problem.rule == "described-rare"]

    assert "4" not in told.what + told.fix
    assert not told.quote
