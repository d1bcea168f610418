"""The school's own words: the file `vocabulary.yml`."""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, create_model

from mentoring.cards.fields import Filed, described
from mentoring.vocabulary import LISTS, Term


class OwnWords(Filed):
    """Words a school adds to a list, or puts in the place of a federal one."""

    TITLE: ClassVar[str] = "Словарь школы"


if TYPE_CHECKING:
    Words = OwnWords
else:
    Words = create_model(
        "Words",
        __base__=OwnWords,
        __doc__="The file `vocabulary.yml`: one field for every list of words.",
        **{
            name: (
                tuple[Term, ...],
                Field((), **described(title, "Свои слова этого списка.", "- {id: svoyo, title: своё слово}")),
            )
            for name, title in LISTS.items()
        },
    )
