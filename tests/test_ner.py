"""The extra `ner`: names the rules do not know, by their place in the sentence; it may be absent."""

import pytest

from mentoring.privacy import ner
from mentoring.privacy.looking import look

pytestmark = pytest.mark.skipif(not ner.is_installed(), reason="the extra ner is not installed")


@pytest.mark.parametrize(
    "text", ["После обеда пришёл Волк и сел за парту.", "Стенгазету сделала Мирта Волк."]
)
def test_a_name_the_rules_do_not_know_is_asked_about(text: str) -> None:
    assert look(text, twice=True) != []


@pytest.mark.parametrize(
    "text",
    [
        "Восьмиклассники пришли в Каменный зал.",
        "Наставляемые выбрали Дорожную карту.",
        "Новичок читает о Python и Git.",
    ],
)
def test_an_ordinary_word_at_the_head_of_a_sentence_is_nobody(text: str) -> None:
    assert look(text, twice=True) == []
