"""The register of documents: acts, protocols, blanks, surveys."""

from typing import Annotated, ClassVar

from pydantic import Field

from mentoring.cards.fields import (
    Day,
    Filed,
    FileName,
    Part,
    Prose,
    Slug,
    Slugs,
    Text,
    Title,
    To,
    Url,
    described,
    vocabulary,
)
from mentoring.vocabulary import word


class Seen(Part):
    """What somebody saw in a file where a program sees nothing: pictures, scans, pages without text."""

    people: Annotated[str, word("people")] = Field(
        **described(
            "Люди",
            "Кто виден на картинках и сканах и чьи имена на них написаны.",
            "нет людей",
            **vocabulary("people"),
        )
    )
    mentors: Annotated[Slugs, To("mentors")] = Field(
        (),
        **described("Наставники", "Карточки наставников, которые там видны или названы.", "uchitel-fiziki"),
    )
    by: Text = Field(**described("Кто посмотрел", "Должность, без имени.", "заместитель директора"))
    on: Day = Field(**described("Когда", "День просмотра.", "01.09.2026"))


class Paper(Part):
    """One document of the register."""

    id: Slug = Field(**described("Код", "Латинское имя, по нему ссылаются карточки.", "r-145"))
    kind: Annotated[str, word("document_kinds", free=True)] = Field(
        **described(
            "Вид",
            "Указ, закон, приказ, положение, бланк, анкета …",
            "распоряжение",
            **vocabulary("document_kinds"),
        )
    )
    level: Annotated[str, word("levels")] = Field(
        **described(
            "Уровень",
            "Федеральный, региональный, муниципальный, школьный.",
            "школьный",
            **vocabulary("levels"),
        )
    )
    body: Text | None = Field(None, **described("Кто принял", "Орган или школа.", "Министерство просвещения"))
    number: Text | None = Field(None, **described("Номер", "Номер документа.", "Р-145"))
    date: Day | None = Field(None, **described("Дата", "День документа.", "25.12.2019"))
    title: Title = Field(
        **described("Название", "О чём документ.", "Об утверждении целевой модели наставничества")
    )
    status: Annotated[str, word("document_statuses")] | None = Field(
        None,
        **described(
            "Состояние",
            "Действует, заменён, утратил силу; пусто, если не сверяли.",
            "действует",
            **vocabulary("document_statuses"),
        ),
    )
    replaces: Annotated[Slug, To("documents")] | None = Field(
        None, **described("Заменяет", "Код документа, который он заменил.", "polozhenie-2021")
    )
    file: Annotated[FileName, To("files")] | None = Field(
        None, **described("Файл", "Имя файла из cases/files.", "polozhenie.pdf")
    )
    seen: Seen | None = Field(
        None,
        **described(
            "Просмотрено",
            "Кто посмотрел картинки и сканы внутри файла: программа их не читает.",
            "{people: нет людей, by: заместитель директора, on: 01.09.2026}",
        ),
    )
    link: Url | None = Field(
        None, **described("Ссылка", "Адрес официального текста.", "https://docs.example.org/r-145")
    )
    checked_on: Day | None = Field(
        None, **described("Сверено", "Когда проверяли, действует ли.", "01.09.2026")
    )
    note: Prose | None = Field(None, **described("Пояснение", "Зачем он школе.", "Отсюда семь этапов."))


class Documents(Filed):
    """The file `documents.yml`."""

    TITLE: ClassVar[str] = "Документы"

    documents: tuple[Paper, ...] = Field(
        (),
        **described(
            "Документы",
            "Все документы школы о наставничестве.",
            "- {id: polozhenie, kind: положение, level: школьный, title: Положение о наставничестве}",
        ),
    )
