"""Fields set in the text of a card, and values as YAML: what was not meant stays as it was."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mentoring import block_yaml
from mentoring.field_text import with_fields
from mentoring.undoable import Refused

CARD = """\
---
# пометка
title: Проект  # рабочее
tasks:
  - раз

  - два
# approved: {by: директор, on: 31.08.2026}  # Согласовано
publication: черновик
---

Рассказ.
publication: это текст
"""


@pytest.mark.parametrize(
    ("values", "was", "now"),
    [
        ({"publication": "архив"}, "publication: черновик", "publication: архив"),
        ({"title": "Другой"}, "title: Проект  # рабочее", "title: Другой  # рабочее"),
        ({"title": "Два: слова"}, "title: Проект  # рабочее", 'title: "Два: слова"  # рабочее'),
        ({"tasks": ["три"]}, "tasks:\n  - раз\n\n  - два\n", "tasks:\n  - три\n"),
        ({"tasks": None}, "tasks:\n  - раз\n\n  - два\n", ""),
        (
            {"approved": {"by": "директор"}},
            "# approved: {by: директор, on: 31.08.2026}  # Согласовано\n",
            "approved:\n  by: директор\n",
        ),
        (
            {"published_on": "01.09.2026"},
            "publication: черновик\n---",
            "publication: черновик\npublished_on: 01.09.2026\n---",
        ),
        ({"goal": None}, "", ""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_the_field_that_was_meant_changes(
    values: dict[str, block_yaml.Value | None], was: str, now: str, end: str
) -> None:
    wanted = CARD.replace(was, now, 1) if was else CARD

    assert with_fields(CARD.replace("\n", end), values) == wanted.replace("\n", end)


@pytest.mark.parametrize("card", ["нет карточки", "---\ntitle: x\n", "---\ntitle: [\n---\n"])
def test_what_cannot_be_read_is_not_edited(card: str) -> None:
    with pytest.raises(Refused):
        with_fields(card, {"publication": "архив"})


def test_a_card_in_braces_is_left_to_its_author() -> None:
    """A field inside a line of its own would be written beside it."""
    with pytest.raises(Refused):
        with_fields("---\n{title: Проект, publication: черновик}\n---\n", {"publication": "архив"})


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")), max_size=30
)
LINES = st.lists(TEXTS.map(str.strip).filter(bool), min_size=1, max_size=3).map("\n".join)


@given(
    st.recursive(
        LINES,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.sampled_from("abc"), inner, min_size=1)
        ),
        max_leaves=8,
    )
)
def test_what_is_written_is_read_back(value: block_yaml.Value) -> None:
    """Whatever signs a text has: quotes are put where YAML needs them."""
    found = yaml.load("\n".join(block_yaml.pair("k", value, 0)), Loader=yaml.BaseLoader)["k"]

    assert _stripped(found) == _stripped(value)


def _stripped(value: object) -> object:
    """The end of a text of several lines is not kept."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, list):
        return [_stripped(one) for one in value]
    assert isinstance(value, dict)
    return {key: _stripped(one) for key, one in value.items()}
