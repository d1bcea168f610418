"""The card of a roadmap: sections, items, risks; with results it is the yearly report."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from mentoring.cards.fields import (
    Addressed,
    Part,
    Slugs,
    Stages,
    Step,
    Steps,
    Text,
    Texts,
    Title,
    To,
    Year,
    described,
    one_or_list,
    vocabulary,
)  # fmt: skip
from mentoring.vocabulary import word


class Risk(Part):
    """A risk, an answer, or both: in real plans they do not always pair."""

    number: Text | None = Field(None, **described("№", "Номер, как в документе.", "1"))
    risk: Text | None = Field(None, **described("Риск", "Что может помешать.", "нехватка наставников"))
    answer: Text | None = Field(
        None, **described("Ответ", "Что делает школа.", "приглашаем коллег из соседней школы")
    )


class Section(Part):
    """A part of a roadmap under its own heading, with or without federal stages."""

    title: Text | None = Field(
        None, **described("Раздел", "Заголовок раздела, как в документе.", "Работа пар и групп")
    )
    stages: Stages = Field(
        (), **described("Этапы", "Какие из семи этапов он охватывает.", "work", **vocabulary("stages"))
    )
    schedule: Text | None = Field(
        None,
        **described("Сроки", "Сроки раздела; мероприятия без сроков берут их.", "октябрь 2025 – май 2026"),
    )
    items: Steps = Field((), **described("Мероприятия", "Строки раздела.", "- title: Первая встреча"))


class Roadmap(Addressed):
    """A roadmap of one or several programmes."""

    KIND: ClassVar[str] = "roadmaps"
    TITLE: ClassVar[str] = "Дорожная карта"

    title: Title = Field(
        **described("Название", "Как называется дорожная карта.", "Дорожная карта наставничества, 2025/26")
    )
    school_year: Year = Field(
        **described("Учебный год", "Год, к которому относятся сроки без года.", "2025/26")
    )
    until: Year | None = Field(
        None, **described("По учебный год", "Последний год, если карта на несколько лет.", "2027/28")
    )
    programmes: Annotated[Slugs, To("programmes")] = Field(
        (), **described("Программы", "Имена файлов программ.", "nastavnichestvo-2025-26")
    )
    columns: Annotated[tuple[Annotated[str, word("columns")], ...], BeforeValidator(one_or_list)] = Field(
        ("number", "title", "schedule", "responsible"),
        **described(
            "Столбцы", "Какие столбцы печатать и в каком порядке.", "number", **vocabulary("columns")
        ),
    )
    risks: tuple[Risk, ...] = Field(
        (),
        **described(
            "Риски", "Риски и ответы на них, общие для всей карты.", "{number: '1', risk: нехватка времени}"
        ),
    )
    sections: tuple[Section, ...] = Field(
        (), **described("Разделы", "Разделы с мероприятиями.", "- title: Подготовка")
    )
    intro: Texts = Field(
        (), **described("Вступление", "Короткие пояснения над таблицей.", "План рассчитан на один год.")
    )

    @property
    def items(self) -> list[Step]:
        """All items, in the order of the document."""
        return [item for section in self.sections for item in section.items]
