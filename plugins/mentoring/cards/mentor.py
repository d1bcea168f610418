"""The card of an adult mentor, shown only while the consent holds."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from mentoring.cards.fields import (
    Addressed,
    Count,
    Day,
    FileName,
    Part,
    Prose,
    Text,
    Texts,
    Title,
    To,
    Url,
    described,
    one_or_list,
    vocabulary,
)
from mentoring.vocabulary import word


class Consent(Part):
    """A consent to dissemination (152-ФЗ, ст. 10.1) for one site."""

    document: Text = Field(
        **described("Документ", "Где лежит подписанное согласие.", "согласие № 7 в папке куратора")
    )
    date: Day = Field(**described("Дата", "Когда подписано.", "01.09.2025"))
    until: Day | None = Field(None, **described("Действует до", "Последний день.", "31.08.2027"))
    site: Url = Field(
        **described(
            "Сайт", "Адрес сайта, для которого дано согласие.", "https://school.example.org/nastavnichestvo/"
        )
    )
    covers: Annotated[tuple[Annotated[str, word("covers")], ...], BeforeValidator(one_or_list)] = Field(
        **described("Что разрешено", "Имя, должность, фотография …", "имя", **vocabulary("covers"))
    )
    revoked_on: Day | None = Field(
        None, **described("Отозвано", "День, когда человек отозвал согласие.", "01.10.2026")
    )


class Mentor(Addressed):
    """An adult mentor."""

    KIND: ClassVar[str] = "mentors"
    TITLE: ClassVar[str] = "Наставник"

    title: Title = Field(
        **described(
            "Имя",
            "Фамилия, имя, отчество взрослого — только при согласии на распространение.",
            "Вымышленная Мария Петровна",
        )
    )
    role: Text = Field(
        **described("Роль", "Как назвать без имени: на случай, когда согласия нет.", "учитель физики")
    )
    post: Text | None = Field(None, **described("Должность", "Должность.", "учитель физики"))
    subject: Text | None = Field(None, **described("Предмет", "Предмет или дело.", "физика"))
    experience_years: Count | None = Field(None, **described("Стаж", "Сколько лет работает.", "18"))
    category: Text | None = Field(None, **described("Категория", "Квалификационная категория.", "высшая"))
    mentor_types: Annotated[
        tuple[Annotated[str, word("mentor_types", free=True)], ...], BeforeValidator(one_or_list)
    ] = Field(
        (),
        **described(
            "Тип наставника",
            "Консультант, предметник, тьютор.",
            "наставник-предметник",
            **vocabulary("mentor_types"),
        ),
    )
    competences: Texts = Field((), **described("С чем поможет", "Сильные стороны.", "проектная работа"))
    achievements: Texts = Field(
        (), **described("Достижения", "Конкурсы, публикации.", "победитель школьного конкурса")
    )
    training: Texts = Field(
        (), **described("Обучение", "Где учился наставничеству.", "курс «Наставник», 36 часов")
    )
    about: Prose | None = Field(
        None, **described("О себе", "Несколько слов.", "Люблю задачи, у которых нет одного ответа.")
    )
    photo: Annotated[FileName, To("media")] | None = Field(
        None, **described("Фотография", "Имя файла из cases/media.", "uchitel-fiziki.jpg")
    )
    consent: Consent | None = Field(
        None,
        **described(
            "Согласие",
            "Согласие на распространение персональных данных.",
            '{document: согласие № 7, date: 01.09.2025, site: "https://school.example.org/", covers: [имя]}',
        ),
    )
