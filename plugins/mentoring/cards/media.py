"""The declaration of a picture: what it shows and who is in it."""

from typing import Annotated, ClassVar

from pydantic import Field

from mentoring.cards.fields import Card, Day, FileName, Slugs, Text, To, described, vocabulary
from mentoring.vocabulary import word


class Picture(Card):
    """A picture of `cases/media/`, declared in a card beside it."""

    KIND: ClassVar[str] = "media"
    TITLE: ClassVar[str] = "Картинка"

    picture: Annotated[FileName, To("media")] = Field(
        **described("Файл", "Имя файла в этой же папке.", "zanyatie.jpg")
    )
    alt: Text = Field(
        **described(
            "Описание",
            "Что видно на картинке — для тех, кто её не видит.",
            "Двое склонились над макетом моста.",
        )
    )
    people: Annotated[str, word("people")] = Field(
        **described(
            "Люди",
            "Нет людей; спины или руки; названные наставники; общий план.",
            "спины или руки",
            **vocabulary("people"),
        )
    )
    mentors: Annotated[Slugs, To("mentors")] = Field(
        (), **described("Наставники", "Карточки наставников, которых видно.", "uchitel-fiziki")
    )
    taken_on: Day | None = Field(None, **described("Снято", "Когда снято.", "14.02.2026"))
    author: Text | None = Field(None, **described("Автор", "Кто снял: роль.", "школьный пресс-центр"))
