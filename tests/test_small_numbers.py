"""Small numbers of children are not printed, nor is what would give them away."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.cards.fields import are_children
from mentoring.cards.programme import Participants
from mentoring.privacy.small_numbers import (
    FEW,
    FEW_SENSITIVE,
    HELD,
    Cell,
    group_size,
    one,
    shown,
)


def children(*counts: int | None) -> list[Cell]:
    return [Cell(count, minors=True) for count in counts]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (Cell(None, minors=True), "не сказано"),
        (Cell(0, minors=True), "0"),
        (Cell(1, minors=True), FEW),
        (Cell(4, minors=True), FEW),
        (Cell(5, minors=True), "5"),
        (Cell(1), "1"),
        (Cell(0, minors=True, sensitive=True), FEW_SENSITIVE),
        (Cell(9, minors=True, sensitive=True), FEW_SENSITIVE),
        (Cell(10, minors=True, sensitive=True), "10"),
    ],
)
def test_one_to_four_children_are_few_and_adults_are_counted(cell: Cell, printed: str) -> None:
    """Of a sensitive category fewer than ten are few."""
    assert one(cell) == printed


@pytest.mark.parametrize(
    ("cells", "printed", "total"),
    [
        (children(12, 7, 5), ("12", "7", "5"), "24"),
        (children(12, 3, 5), ("12", FEW, "5"), HELD),
        (children(12, 3, 2), ("12", FEW, FEW), HELD),
        (children(12, 3, 0), ("12", FEW, "0"), HELD),
        (children(3, 0), (FEW, "0"), HELD),
        (children(3), (FEW,), HELD),
        (children(3, None), (FEW, "не сказано"), HELD),
        (children(12, None), ("12", "не сказано"), "12 и ещё не сказано"),
        (children(None, None), ("не сказано", "не сказано"), "не сказано"),
        (children(0, 0), ("0", "0"), "0"),
        (children(4, 4), (FEW, FEW), HELD),
        (children(1, 1, 20), (FEW, FEW, "20"), HELD),
        (children(1, 5), (FEW, "5"), HELD),
        ([Cell(2, minors=True), Cell(6)], (FEW, "6"), HELD),
        ([Cell(1, minors=True), Cell(1)], (FEW, "1"), HELD),
        ([Cell(2), Cell(1)], ("2", "1"), "3"),
        ([Cell(9, minors=True, sensitive=True), Cell(30, minors=True)], (FEW_SENSITIVE, "30"), HELD),
    ],
)
def test_what_would_give_a_small_number_away_is_held_back_too(
    cells: list[Cell], printed: tuple[str, ...], total: str
) -> None:
    row = shown(cells)

    assert (row.cells, row.total) == (printed, total)
    assert row.numbers == tuple(int(word) if word.isdecimal() else None for word in printed)


CELLS = st.lists(
    st.builds(
        Cell,
        st.none() | st.integers(0, 14),
        minors=st.booleans(),
        sensitive=st.just(False) | st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def possible(cells: list[Cell], printed: tuple[str, ...], total: str) -> Iterator[tuple[int, ...]]:
    """Every row of numbers a reader may think of who knows how we print, up to 20 each."""

    def rows(left: list[range]) -> Iterator[tuple[int, ...]]:
        if not left:
            yield ()
            return
        for head in left[0]:
            for tail in rows(left[1:]):
                yield (head, *tail)

    ranges = []
    for cell, word in zip(cells, printed, strict=True):
        if word == "не сказано":
            ranges.append(range(1))
        elif word.isdecimal():
            ranges.append(range(int(word), int(word) + 1))
        else:
            least = 0 if cell.sensitive and word != HELD else 1 if word != HELD else max(1, cell.limit)
            ranges.append(range(least, cell.limit if word != HELD else 21))
    for row in rows(ranges):
        guess = [
            Cell(None if word == "не сказано" else count, cell.minors, cell.sensitive)
            for cell, count, word in zip(cells, row, printed, strict=True)
        ]
        again = shown(guess)
        if again.cells == printed and again.total == total:
            yield row


@settings(max_examples=300, deadline=None)
@given(CELLS)
def test_no_small_number_follows_from_what_is_printed(cells: list[Cell]) -> None:
    """Tried by brute force: every small number has at least two values that print the same row and total."""
    printed = shown(cells)

    held = [index for index, word in enumerate(printed.cells) if word in {FEW, FEW_SENSITIVE}]
    rows = list(possible(cells, printed.cells, printed.total))

    for index in held:
        assert len({row[index] for row in rows}) > 1, (printed, rows[:3])


@given(st.lists(st.integers(0, 30), max_size=5))
def test_adults_are_never_held_back(counts: list[int]) -> None:
    row = shown([Cell(count) for count in counts])

    assert row.cells == tuple(map(str, counts))


@pytest.mark.parametrize(
    ("count", "said"), [(None, "группа"), (2, "группа (менее 5)"), (4, "группа (менее 5)"), (5, "группа (5)")]
)
def test_a_group_of_two_to_four_children_is_fewer_than_five(count: int | None, said: str) -> None:
    assert group_size(count) == said


@pytest.mark.parametrize(
    ("who", "children"),
    [
        ("ученики 5-х классов", True),
        ("пятиклассники", True),
        ("обучающиеся группы риска", True),
        ("дети", True),
        ("ребёнок с ОВЗ", True),
        ("ученики педагогического класса", True),
        ("педагоги и ученики", True),
        ("учителя", False),
        ("родители учеников", False),
        ("воспитатели детского сада", False),
        ("классные руководители", False),
        ("молодые специалисты", False),
        ("студенты", False),
    ],
)
def test_children_are_known_by_the_first_noun(who: str, children: bool) -> None:
    assert are_children(who) is children


@pytest.mark.parametrize(
    ("fields", "minors"),
    [
        ({"role": "mentee", "who": "новички", "form": "student-student"}, True),
        ({"role": "mentor", "who": "старшие", "form": "student-student"}, True),
        ({"role": "mentor", "who": "педагоги", "form": "teacher-student"}, False),
        ({"role": "mentee", "who": "участники", "band": "5-7"}, True),
        ({"role": "mentee", "who": "участники", "ages": "11–15 лет"}, True),
        ({"role": "mentee", "who": "участники", "ages": "22–30 лет"}, False),
        ({"role": "mentee", "who": "участники"}, False),
    ],
)
def test_participants_are_children_by_form_band_age_or_name(fields: dict[str, str], minors: bool) -> None:
    """`model_construct`: the words are ids already."""
    row = Participants.model_construct(**{"form": None, "band": None, "ages": None, **fields})  # type: ignore[arg-type]

    assert row.minors is minors
