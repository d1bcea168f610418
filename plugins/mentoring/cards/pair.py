"""The card of a case: one pair or group. There is no field for a child's name, birth date, class letter or diagnosis."""

from typing import Annotated, ClassVar

from pydantic import Field

from mentoring.cards.fields import (
    Addressed,
    Award,
    Count,
    Day,
    Measurement,
    Order,
    Part,
    Prose,
    Proses,
    Slug,
    Slugs,
    Steps,
    Text,
    Texts,
    Title,
    To,
    Year,
    described,
    vocabulary,
)  # fmt: skip
from mentoring.vocabulary import word


class Participant(Part):
    """A side of the pair: a role, not a person."""

    role: Text = Field(
        **described(
            "Роль", "Кто это по роли: учитель физики, ученик, классные руководители.", "учитель физики"
        )
    )
    band: Annotated[str, word("bands")] | None = Field(
        None,
        **described(
            "Ступень",
            "Для детей: 1–4, 5–7, 8–9 или 10–11 классы. Точный класс не пишут.",
            "5–7",
            **vocabulary("bands"),
        ),
    )
    count: Count | None = Field(None, **described("Сколько", "Сколько человек; пусто, если не сказано.", "1"))
    mentor: Annotated[Slug, To("mentors")] | None = Field(
        None,
        **described(
            "Карточка наставника",
            "Имя файла из папки mentors — только взрослый с согласием.",
            "uchitel-fiziki",
        ),
    )


class PairMeetings(Part):
    """How many meetings of a kind this pair had."""

    kind: Annotated[str, word("meetings", free=True)] = Field(
        **described(
            "Вид встречи",
            "Знакомство, планирование, рабочие, итоговая.",
            "рабочие встречи",
            **vocabulary("meetings"),
        )
    )
    count: Count | None = Field(None, **described("Сколько", "Сколько встреч; пусто, если не сказано.", "12"))


class Change(Part):
    """What was changed on the way."""

    date: Day | None = Field(None, **described("Дата", "Когда.", "12.01.2026"))
    what: Text = Field(
        **described(
            "Что изменили",
            "Продлили, сменили режим, перенесли цель. Причины, личные для ребёнка, не пишут.",
            "встречи перенесли на субботу",
        )
    )


class Quote(Part):
    """Words of a participant; children are never named."""

    who: Text = Field(**described("Чьи слова", "Роль: наставляемый, 8–9 классы; наставник.", "наставляемый"))
    text: Prose = Field(**described("Слова", "Что человек сказал.", "Я перестал бояться отвечать у доски."))


class Case(Addressed):
    """A case of one pair or group."""

    KIND: ClassVar[str] = "pairs"
    TITLE: ClassVar[str] = "Кейс пары или группы"

    title: Title = Field(**described("Название", "О чём этот кейс.", "Солнечные часы во дворе"))
    number: Text | None = Field(None, **described("№", "Номер пары в приказе или таблице.", "3"))
    kind: Annotated[str, word("pair_kinds")] = Field(
        **described(
            "Пара или группа", "Сколько людей: пара — один на один.", "пара", **vocabulary("pair_kinds")
        )
    )
    programme: Annotated[Slug, To("programmes")] = Field(
        **described("Программа", "Имя файла программы.", "uchitel-uchenik-2025-26")
    )
    school_year: Year | None = Field(
        None,
        **described("Учебный год", "Если программа на несколько лет; иначе — год программы.", "2026/27"),
    )
    form: Annotated[str, word("forms")] = Field(
        **described("Форма", "Форма наставничества.", "учитель – ученик", **vocabulary("forms"))
    )
    role_pattern: Annotated[str, word("role_patterns", free=True)] | None = Field(
        None,
        **described(
            "Ролевая модель",
            "Вариант; чувствительный на странице кейса не печатается.",
            "учитель – одарённый ученик",
            **vocabulary("role_patterns"),
        ),
    )
    kind_of_mentoring: Annotated[str, word("kinds", free=True)] | None = Field(
        None,
        **described(
            "Вид наставничества",
            "Традиционное, ситуационное, групповое …",
            "традиционное",
            **vocabulary("kinds"),
        ),
    )
    subject: Text | None = Field(None, **described("Предмет", "Предмет или дело.", "физика"))
    direction: Annotated[str, word("directions", free=True)] | None = Field(
        None,
        **described(
            "Направление",
            "Интеллектуальное, спортивное, творческое …",
            "интеллектуальное",
            **vocabulary("directions"),
        ),
    )
    goal: Annotated[str, word("goals", free=True)] | None = Field(
        None,
        **described(
            "Цель",
            "Цель из списка или своими словами.",
            "мотивация и образовательные результаты",
            **vocabulary("goals"),
        ),
    )
    request: Prose | None = Field(
        None,
        **described(
            "Запрос",
            "С чем пришли. О поступках, здоровье и семье ребёнка не пишут.",
            "Хочется понимать задачи, а не заучивать формулы.",
        ),
    )
    term: Annotated[str, word("terms", free=True)] | None = Field(
        None,
        **described(
            "Срок", "Краткосрочное, учебный год, долгосрочное.", "учебный год", **vocabulary("terms")
        ),
    )
    mode: Annotated[str, word("modes", free=True)] | None = Field(
        None,
        **described(
            "Режим",
            "Индивидуальная траектория или групповая работа.",
            "групповая работа",
            **vocabulary("modes"),
        ),
    )
    continues: Annotated[Slug, To("pairs")] | None = Field(
        None, **described("Продолжает", "Имя файла кейса прошлого года.", "fizika-2024-25")
    )
    order: Order | None = Field(
        None,
        **described("Приказ", "Номер и дата приказа о закреплении.", "{number: 118-о, date: 12.10.2025}"),
    )
    mentors: tuple[Participant, ...] = Field(
        (), **described("Наставники", "Роли наставников.", "- role: учитель физики")
    )
    mentees: tuple[Participant, ...] = Field(
        (),
        **described(
            "Наставляемые", "Роли наставляемых; имён здесь не бывает.", "- {role: ученик, band: 8–9}"
        ),
    )
    plan: Steps = Field(
        (), **described("План", "Что делает пара: строки или три фазы.", "- title: Основной этап")
    )
    meetings: tuple[PairMeetings, ...] = Field(
        (), **described("Встречи", "Сколько встреч каждого вида.", "{kind: рабочие встречи, count: 12}")
    )
    indicators: tuple[Measurement, ...] = Field(
        (),
        **described(
            "Показатели",
            "Что измерили. Меньше пяти детей — только изменение, без цифр.",
            "{indicator: удовлетворённость участников, change: улучшилось, n: 1}",
        ),
    )
    products: Texts = Field((), **described("Продукты", "Что сделано руками пары.", "модель солнечных часов"))
    practices: Annotated[Slugs, To("practices")] = Field(
        (), **described("Практики", "Имена файлов практик, которые здесь применяли.", "proekt-za-chetvert")
    )
    awards: tuple[Award, ...] = Field(
        (), **described("Награды", "Чем отметили.", "{title: Диплом школьной конференции}")
    )
    changes: tuple[Change, ...] = Field(
        (),
        **described(
            "Что меняли", "Как менялись планы.", "{date: 12.01.2026, what: встречи перенесли на субботу}"
        ),
    )
    reflection: Proses = Field(
        (), **described("Рефлексия", "Что поняли участники.", "Лучше всего шли задачи из жизни.")
    )
    quotes: tuple[Quote, ...] = Field(
        (),
        **described(
            "Слова участников",
            "Роль и слова, без имён детей.",
            "{who: наставляемый, text: Теперь не страшно.}",
        ),
    )
