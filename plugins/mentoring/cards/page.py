"""The card of a hand-written page of `docs/`: its title, its description, its old addresses."""

from typing import ClassVar

from pydantic import Field

from mentoring.cards.fields import MOVED, Filed, OldAddresses, Text, Title, described


class OwnPage(Filed):
    """A page in the school's own words; on pages made from cards they stand above the generated part."""

    TITLE: ClassVar[str] = "Страница"

    title: Title | None = Field(
        None,
        **described("Название", "Заголовок страницы; иначе — первый заголовок текста.", "Вопросы родителей"),
    )
    description: Text | None = Field(
        None, **described("Описание", "Одно предложение для поисковиков.", "Ответы на частые вопросы.")
    )
    redirect_from: OldAddresses = Field((), **MOVED)

    @property
    def path(self) -> str:
        """Under `docs/`, with `/`."""
        return self._source.path.removeprefix("docs/")
