"""The card of the school: `school.yml`."""

import re
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from mentoring import migrations
from mentoring.cards.fields import (
    Answer,
    Count,
    Day,
    Filed,
    FileName,
    Order,
    Part,
    Prose,
    Text,
    Texts,
    Title,
    To,
    Url,
    YearName,
    described,
    vocabulary,
)
from mentoring.vocabulary import misfit, shortened, word

SCHEMA = migrations.CURRENT
"""The version of the fields of all cards; a change of fields ships its migration."""


def _of_this_program(value: object) -> object:
    """Take the version of the program, as it is written in `schema`."""
    version = int(value) if isinstance(value, str) and re.fullmatch("[1-9][0-9]{0,3}", value.strip()) else 0
    if version > SCHEMA:
        raise misfit(
            "schema-newer",
            f"Карточки новее программы: у них версия {version}, а программа знает {SCHEMA}.",
            "Обновите программу: `python scripts/site.py upgrade ФАЙЛ.whl` — или верните прежние карточки из git.",
        )
    if version < SCHEMA:
        raise misfit(
            "schema-older",
            f"Карточки старее программы: у них версия «{shortened(str(value))}», а программа знает {SCHEMA}.",
            "Выполните `python scripts/site.py upgrade`: команда покажет, что изменится в карточках, и спросит.",
        )
    return str(version)


class SecondName(Part):
    """The name of the school in the second language of the republic."""

    text: Text = Field(**described("Название", "Название на втором языке.", "Зарека школа"))
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = Field(
        **described("Язык", "Код языка из двух-трёх букв.", "udm")
    )


class Contacts(Part):
    """How to reach the office."""

    address: Text | None = Field(
        None, **described("Адрес", "Почтовый адрес школы.", "Заречный, ул. Школьная, 1")
    )
    phone: Text | None = Field(None, **described("Телефон", "Служебный телефон.", "8 (000) 000-00-00"))
    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")] | None = Field(
        None, **described("Почта", "Почта школы.", "school@example.org")
    )
    hours: Text | None = Field(None, **described("Часы", "Когда отвечают.", "пн–пт, 9:00–17:00"))


class Curator(Part):
    """Whom to ask: a post and an office, not a person."""

    post: Text = Field(
        **described(
            "Должность", "Кто отвечает за наставничество.", "заместитель директора по воспитательной работе"
        )
    )
    order: Order | None = Field(
        None, **described("Приказ", "Номер и дата приказа о назначении.", "{number: 96-о, date: 28.08.2025}")
    )
    office: Text | None = Field(None, **described("Кабинет", "Где найти.", "кабинет 12"))
    phone: Text | None = Field(None, **described("Телефон", "Служебный.", "8 (000) 000-00-00, доб. 2"))
    email: Text | None = Field(None, **described("Почта", "Служебная.", "nastavnik@example.org"))
    hours: Text | None = Field(None, **described("Часы", "Когда можно прийти.", "вторник, 15:00–17:00"))


class TeamMember(Part):
    """A role in the team of organisers."""

    post: Text = Field(**described("Должность", "Кто.", "педагог-психолог"))
    duties: Texts = Field((), **described("Обязанности", "Что делает.", "проводит входные и итоговые опросы"))


class Links(Part):
    """The school's other pages."""

    main: Url | None = Field(None, **described("Главный сайт", "Сайт школы.", "https://school.example.org/"))
    about: Url | None = Field(
        None,
        **described(
            "Сведения",
            "Раздел «Сведения об образовательной организации».",
            "https://school.example.org/sveden/",
        ),
    )
    policy: Url | None = Field(
        None,
        **described(
            "Политика", "Политика обработки персональных данных.", "https://school.example.org/policy/"
        ),
    )


class Term(Part):
    """A school term, both days inclusive."""

    start: Day = Field(**described("Начало", "Первый день четверти.", "01.09.2025"))
    end: Day = Field(**described("Конец", "Последний день четверти.", "26.10.2025"))


class YearFacts(Part):
    """The size and calendar of one school year."""

    terms: tuple[Term, ...] = Field(
        (), **described("Четверти", "Начало и конец каждой четверти.", "{start: 01.09.2025, end: 26.10.2025}")
    )
    pupils: Count | None = Field(None, **described("Учеников", "Сколько учеников в школе.", "612"))
    teachers: Count | None = Field(None, **described("Педагогов", "Сколько педагогов.", "41"))
    ages: dict[str, Count] = Field(
        default_factory=dict,
        **described("По ступеням", "Сколько учеников на каждой ступени.", "{1–4: 240, 5–7: 190}"),
    )


class School(Filed):
    """The school whose site this is."""

    TITLE: ClassVar[str] = "Школа"

    schema_: Annotated[str, BeforeValidator(_of_this_program)] = Field(
        str(SCHEMA),
        alias="schema",
        **described("Версия карточек", "Номер набора полей; меняет его сама программа.", str(SCHEMA)),
    )
    full_name: Title = Field(
        **described(
            "Полное название",
            "Как в уставе.",
            "муниципальное бюджетное общеобразовательное учреждение «Заречная школа»",
        )
    )
    short_name: Title = Field(**described("Краткое название", "Как называют.", "Заречная школа"))
    second_name: SecondName | None = Field(
        None, **described("На втором языке", "Название на языке республики.", "{text: …, language: udm}")
    )
    honorary_name: Text | None = Field(None, **described("Имени", "Почётное имя.", "имени учёного"))
    kind: Annotated[str, word("school_kinds")] = Field(
        "school",
        **described("Тип", "Школа, гимназия, лицей, детский сад …", "школа", **vocabulary("school_kinds")),
    )
    founder: Texts = Field((), **described("Учредитель", "Кому подчинена.", "управление образования"))
    region: Text | None = Field(
        None, **described("Регион", "Субъект Российской Федерации.", "Заречная область")
    )
    municipality: Text | None = Field(
        None, **described("Муниципалитет", "Район или округ.", "Заречный округ")
    )
    place: Text | None = Field(None, **described("Место", "Населённый пункт.", "город Заречный"))
    motto: Text | None = Field(
        None,
        **described(
            "Одной строкой", "Что такое наставничество в этой школе.", "Здесь никто не учится в одиночку."
        ),
    )
    intro: Prose | None = Field(
        None,
        **described(
            "О наставничестве у нас",
            "Абзац для главной страницы.",
            "Уже третий год старшие помогают младшим.",
        ),
    )
    logo: Annotated[FileName, To("media")] | None = Field(
        None, **described("Логотип", "Имя файла из cases/media.", "logo.svg")
    )
    colour: Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")] | None = Field(
        None, **described("Цвет", "Основной цвет сайта: решётка и шесть знаков.", '"#2f6f4f"')
    )
    contacts: Contacts | None = Field(
        None, **described("Контакты", "Адрес, телефон, почта школы.", "{phone: 8 (000) 000-00-00}")
    )
    curator: Curator | None = Field(
        None, **described("Куратор", "Кого спрашивать о наставничестве.", "{post: заместитель директора}")
    )
    team: tuple[TeamMember, ...] = Field(
        (), **described("Команда", "Кто что делает.", "{post: педагог-психолог, duties: [опросы]}")
    )
    links: Links = Field(
        Links(),
        **described("Ссылки", "Главный сайт, сведения, политика.", "{main: https://school.example.org/}"),
    )
    site: Url | None = Field(
        None,
        **described(
            "Адрес этого сайта",
            "По нему проверяются согласия.",
            "https://school.example.org/nastavnichestvo/",
        ),
    )
    edit_uri: Url | None = Field(
        None,
        **described(
            "Адрес правки",
            "Начало адреса, где правят карточки; пусто — ссылок правки на сайте нет.",
            "https://git.example.org/school/edit/main/",
        ),
    )
    years: dict[YearName, YearFacts] = Field(
        default_factory=dict,
        **described("Учебные годы", "Четверти и размеры школы по годам.", "2025/26: {pupils: 612}"),
    )
    demonstration: Answer = Field(
        False,
        **described(
            "Демонстрация", "Да, если школа и люди вымышлены: сайт скажет об этом на каждой странице.", "нет"
        ),
    )
    publish_manual: Answer = Field(
        False,
        **described("Публиковать руководство", "Показывать ли на сайте руководство для кураторов.", "нет"),
    )
