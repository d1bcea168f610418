"""The strength of a practice is computed from measurements. Source: design.md, section 3."""

from collections.abc import Callable

import pytest

from mentoring import evidence
from mentoring.evidence import EFFECT_TITLES, LEVELS, RESOURCES, THREATS, VERDICTS, Evidence

SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"

PROGRAMME = "---\ntitle: Программа\nschool_year: 2025/26\npublication: опубликован\n---\n"
HOW = "how: одна и та же работа"

Judge = Callable[..., Evidence]


def measured(
    n: int = 12,
    *,
    before: str = "3",
    after: str = "4",
    indicator: str = "средний балл по предмету",
    method: str = "тест",
    how: str = HOW,
    on: str = "12.05.2026",
) -> str:
    """One measurement in flow style, as it stands in a card."""
    return (
        f"{{indicator: {indicator}, before: '{before}', after: '{after}', n: {n}, method: {method}, {how},"
        f" before_on: 01.09.2015, after_on: {on}}}"
    )


def changed(change: str, n: int = 3, indicator: str = "средний балл по предмету") -> str:
    return f"{{indicator: {indicator}, change: {change}, n: {n}, method: тест, {HOW}, before_on: 01.09.2025, after_on: 12.05.2026}}"


@pytest.fixture
def judge(load) -> Judge:
    """Judge the practice `p` by the measurements of its cases, one list a case, and by lines of its own card."""

    def of(*cases: list[str], practice: str = "", school: str = SCHOOL) -> Evidence:
        files = {
            "cases/school.yml": school,
            "cases/programmes/y.md": PROGRAMME,
            "cases/practices/p.md": f"---\ntitle: Практика\npublication: опубликован\n{practice}---\n",
        }
        for number, indicators in enumerate(cases):
            rows = "".join(f"  - {row}\n" for row in indicators)
            files[f"cases/pairs/c{number}.md"] = (
                "---\ntitle: Кейс\nkind: группа\nprogramme: y\nform: учитель – учитель\npublication: опубликован\n"
                f"practices: p\nindicators:\n{rows}---\n"
            )
        book, problems = load(files)
        assert not [problem for problem in problems if problem.is_error]
        return evidence.of(book.practices[0], book)

    return of


REPLICATED = f"replications:\n  - organisation: Лицей № 3\n    indicators: [{measured()}]\n"
COMPARED = "comparison: [{group: параллель без наставников, result: Там прироста нет.}]\n"
EXAMINED = "expertise: [{by: жюри, organisation: Центр развития образования}]\n"


@pytest.mark.parametrize(
    ("cases", "practice", "level"),
    [
        ([], "", 0),
        ([], REPLICATED + COMPARED + EXAMINED, 0),
        ([[measured()]], "", 1),
        ([[measured(), measured()]], "", 1),
        ([[measured()]], REPLICATED + COMPARED + EXAMINED, 1),
        ([[measured()], [measured()]], "", 2),
        ([[measured(), measured(on="12.05.2025")]], "", 2),
        ([[measured(on="20.12.2025"), measured(on="20.05.2026")]], "", 1),
        ([[measured()], [measured(indicator="самооценка")]], "", 1),
        ([[measured()]], f"indicators: [{measured(on='12.05.2025')}]\n", 2),
        ([[measured()], [measured()]], REPLICATED, 3),
        ([[measured()], [measured()]], "replications: [{organisation: Лицей № 3}]\n", 2),
        ([[measured()], [measured()]], REPLICATED.replace("средний балл по предмету", "самооценка"), 2),
        ([[measured()], [measured()]], COMPARED, 4),
        ([[measured()], [measured()]], COMPARED.replace("result", "indicator: самооценка, result"), 2),
        ([[measured()], [measured()]], EXAMINED, 4),
        ([[measured()], [measured()]], EXAMINED.replace("Центр развития образования", "Заречная школа"), 2),
        ([[measured()], [measured()]], EXAMINED.replace("Центр развития образования", "МБОУ «Заречная школа»"), 2),
        ([[measured()], [measured()]], EXAMINED.replace("Центр развития образования", "Заречная школа города Заречного"), 2),
    ],
)  # fmt: skip
def test_the_level_needs_every_row_above_it(
    judge: Judge, cases: list[list[str]], practice: str, level: int
) -> None:
    """Two measurements of one group in one school year are no repetition; our own praise is no expertise."""
    assert judge(*cases, practice=practice).number == level


def test_an_expertise_by_the_school_whose_practice_it_is_does_not_count(judge: Judge) -> None:
    own = "organisation: Лицей № 3\nexpertise: [{by: педсовет, organisation: «Лицей № 3»}]\n"

    assert judge([measured()], [measured()], practice=own).number == 2


@pytest.mark.parametrize(
    ("cases", "threats", "level"),
    [
        ([[measured()], [measured()]], [], 2),
        ([[measured(2)], [measured(2)]], ["few-people"], 1),
        ([[measured(2)], [measured(3)]], [], 2),
        ([[measured(method="самооценка")], [measured(method="анкета самооценки")]], ["self-assessment"], 1),
        ([[measured(method="самооценка")], [measured()]], [], 2),
        ([[measured(how="note: —")], [measured(how="note: —")]], ["method-not-described"], 1),
        ([[measured(how="note: —")], [measured()]], [], 2),
        ([[measured(on="11.05.2021")], [measured(on="11.05.2020")]], ["old"], 1),
        ([[measured(on="12.05.2021")], [measured(on="11.05.2020")]], [], 2),
        ([[measured(2, method="самооценка", how="note: —", on="11.05.2020")]],
         ["few-people", "self-assessment", "method-not-described", "old"], 0),
    ],
)  # fmt: skip
def test_a_threat_true_of_all_measurements_takes_a_level_off(
    judge: Judge, cases: list[list[str]], threats: list[str], level: int
) -> None:
    """Today is 12 May 2026: what was measured on that day of 2021 is not yet older than five years."""
    found = judge(*cases)

    assert found.best is not None
    assert [threat.id for threat in found.best.threats] == threats
    assert found.number == level


@pytest.mark.parametrize(
    ("cases", "verdict"),
    [
        ([[measured(before="3", after="4")]], "confirmed"),
        ([[measured(before="4", after="4")]], "not-confirmed"),
        ([[measured(before="4", after="3")]], "not-confirmed"),
        ([[measured(before="3", after="4")], [measured(before="4", after="3")]], "not-confirmed"),
        ([[measured()], [measured()], [measured(before="4", after="3")]], "confirmed"),
        ([[changed("улучшилось", 4)]], "not-enough"),
        ([[changed("ухудшилось", 4)]], "not-enough"),
        ([[changed("улучшилось", 5)]], "confirmed"),
        ([[changed("улучшилось", 2)], [changed("улучшилось", 2)]], "confirmed"),
        ([[changed("без изменений", 2)], [changed("без изменений", 2)]], "not-confirmed"),
        ([[measured(before="8", after="5", indicator="школьная тревожность")]], "confirmed"),
        ([[measured(before="5", after="8", indicator="школьная тревожность")]], "not-confirmed"),
    ],
)  # fmt: skip
def test_the_verdict_counts_what_improved_against_the_rest(
    judge: Judge, cases: list[list[str]], verdict: str
) -> None:
    assert judge(*cases).verdict_id == verdict


def test_a_practice_without_measurements_has_no_verdict_and_no_effect(judge: Judge) -> None:
    found = judge()

    assert (found.number, found.verdict, found.best) == (0, None, None)


@pytest.mark.parametrize(
    ("cases", "difference", "band"),
    [
        ([[measured(4)], [measured(1)]], 1.0, 5),
        ([[measured(2)], [measured(2)]], None, None),
        ([[measured(10, before="3", after="3,5")], [measured(30, before="3", after="3,1")]], 0.2, 2),
        ([[measured(10, before="3", after="3,19")]], 0.19, 1),
        ([[measured(10, before="3", after="3,6")]], 0.6, 4),
        ([[measured(10, before="4", after="3")]], -1.0, 1),
        ([[measured(10, before="9", after="7", indicator="школьная тревожность")]], -2.0, 3),
        ([[measured(9, before="40", after="60", indicator="доля довольных участников")]], None, None),
        ([[measured(10, before="40", after="60", indicator="доля довольных участников")]], 20.0, 5),
        ([[measured(6, before="40", after="60", indicator="доля довольных участников"),
           changed("улучшилось", 6, "доля довольных участников")]], None, None),
        ([[measured(10, indicator="прочитанные книги")]], 1.0, None),
        ([[measured(8, how="note: —")]], None, None),
    ],
)  # fmt: skip
def test_the_effect_is_the_mean_difference_weighted_by_people(
    judge: Judge, cases: list[list[str]], difference: float | None, band: int | None
) -> None:
    """Hidden below five people, a share below ten, and at level 0: there «цифра эффекта не показывается»."""
    best = judge(*cases).best

    assert best is not None
    assert (None if best.difference is None else round(best.difference, 6), best.band) == (difference, band)


def test_the_practice_has_the_level_of_its_best_outcome(judge: Judge) -> None:
    found = judge(
        [measured(indicator="самооценка"), measured()],
        [measured(indicator="самооценка"), measured(indicator="школьная тревожность")],
    )

    assert [(outcome.title, outcome.level.id) for outcome in found.outcomes] == [
        ("самооценка", "2"),
        ("средний балл по предмету", "1"),
        ("школьная тревожность", "1"),
    ]
    assert found.best == found.outcomes[0]
    assert (found.best.cases, found.best.n) == (2, 24)


@pytest.mark.parametrize("missing", ["n: 12, ", "method: тест, ", "before_on: 01.09.2015, ", "before: '3', "])
def test_what_lacks_n_method_days_or_values_is_no_measurement(judge: Judge, missing: str) -> None:
    """Days: both of them."""
    row = measured().replace(missing, "")

    assert row != measured()
    assert judge([row]).number == 0


def test_only_published_cases_prove_a_published_practice(load) -> None:
    case = (
        "---\ntitle: Кейс\nkind: группа\nprogramme: y\nform: учитель – учитель\npractices: p\n"
        f"indicators: [{measured()}]\n---\n"
    )
    book, _ = load(
        {
            "cases/programmes/y.md": PROGRAMME,
            "cases/practices/p.md": "---\ntitle: Практика\npublication: опубликован\n---\n",
            "cases/pairs/c.md": case,
        }
    )

    assert evidence.of(book.public.practices[0], book.public).number == 0


@pytest.mark.parametrize(
    ("practice", "band"),
    [
        ("", None),
        ("load: [{role: психолог, hours_a_week: 9}]\n", None),
        ("costs: {money: 0}\n", 1),
        ("load: [{role: наставник, hours_a_week: '1', mentor: да}]\n", 1),
        ("load: [{role: наставник, hours_a_week: '1,5', mentor: да}]\n", 2),
        ("load: [{role: наставник, hours_a_week: 3, mentor: да}, {role: второй, hours_a_week: 3, mentor: да}]\n", 4),
        ("load: [{role: наставник, hours_a_week: 1, mentor: да}]\ncosts: {money: 20000}\n", 3),
        ("load: [{role: наставник, hours_a_week: 40, mentor: да}]\ncosts: {money: 9 999 999}\n", 5),
    ],
)  # fmt: skip
def test_resources_are_the_larger_band_of_hours_and_money(
    judge: Judge, practice: str, band: int | None
) -> None:
    assert judge(practice=practice).resources.band == band


def test_every_level_threat_and_verdict_is_explained_in_russian() -> None:
    for rule in (*LEVELS, *THREATS.values(), *VERDICTS.values()):
        assert rule.title
        assert rule.condition.endswith(".")
    assert [rule.id for rule in LEVELS] == ["0", "1", "2", "3", "4"]
    assert list(EFFECT_TITLES) == [row.band for row in RESOURCES] == [1, 2, 3, 4, 5]
