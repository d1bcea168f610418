"""The card of a practice: what an educator needs to repeat it."""

from typing import Annotated, ClassVar

from pydantic import Field

from mentoring.cards.fields import (
    Addressed,
    Answer,
    Award,
    Count,
    Day,
    FileName,
    Forms,
    Measurement,
    Number,
    Part,
    Prose,
    RolePatterns,
    Slug,
    Slugs,
    Text,
    Texts,
    Title,
    To,
    Url,
    Year,
    described,
    vocabulary,
)  # fmt: skip
from mentoring.cards.pair import Quote
from mentoring.cards.programme import Resource
from mentoring.vocabulary import word


class PracticeStep(Part):
    """A step to repeat."""

    title: Text = Field(**described("Шаг", "Что делать.", "Спросить учеников, чего они хотят"))
    stage: Annotated[str, word("stages")] | None = Field(
        None, **described("Этап", "К какому из семи этапов относится.", "mentees", **vocabulary("stages"))
    )
    action: Prose | None = Field(
        None, **described("Как", "Подробности.", "Раздать анкету и обсудить её вдвоём.")
    )
    schedule: Text | None = Field(None, **described("Сроки", "Когда или сколько времени.", "1–2 недели"))
    responsible: Text | None = Field(None, **described("Ответственный", "Кто делает.", "куратор"))
    result: Text | None = Field(None, **described("Результат", "Что получится.", "перечень запросов"))


class PracticeMeeting(Part):
    """A kind of meetings and how it goes."""

    kind: Annotated[str, word("meetings", free=True)] = Field(
        **described(
            "Вид встречи",
            "Знакомство, планирование, рабочие, итоговая.",
            "встреча-знакомство",
            **vocabulary("meetings"),
        )
    )
    count: Count | None = Field(None, **described("Сколько", "Сколько раз.", "1"))
    rhythm: Text | None = Field(None, **described("Ритм", "Как часто.", "раз в неделю по 40 минут"))
    agenda: Texts = Field(
        (), **described("Повестка", "О чём говорят и что делают.", "договориться о правилах")
    )


class Load(Part):
    """How much time a role spends."""

    role: Text = Field(**described("Роль", "Наставник, куратор, психолог.", "наставник"))
    hours_a_week: Number = Field(**described("Часов в неделю", "Сколько часов в неделю.", "1,5"), ge=0, le=40)
    mentor: Answer = Field(
        False,
        **described("Это наставник", "Да, если эти часы тратит наставник: они идут в оценку ресурсов.", "да"),
    )
    note: Text | None = Field(
        None, **described("Примечание", "Когда больше, когда меньше.", "в октябре вдвое больше")
    )


class Costs(Part):
    """What money it takes a year for one group or pair."""

    money: Count | None = Field(
        None, **described("Деньги", "Рублей в год на одну пару или группу; 0, если ничего.", "3000")
    )
    note: Text | None = Field(None, **described("На что", "На что уходят деньги.", "бумага и краски"))


class Tool(Part):
    """Something to take away."""

    title: Text = Field(**described("Инструмент", "Что можно взять.", "Анкета наставляемого"))
    kind: Annotated[str, word("tools", free=True)] | None = Field(
        None, **described("Вид", "Бланк, анкета, дневник, памятка.", "анкета", **vocabulary("tools"))
    )
    document: Annotated[Slug, To("documents")] | None = Field(
        None, **described("Документ", "Код из documents.yml.", "anketa-nastavlyaemogo")
    )
    file: Annotated[FileName, To("files")] | None = Field(
        None, **described("Файл", "Имя файла из cases/files.", "dnevnik.docx")
    )
    link: Url | None = Field(
        None, **described("Ссылка", "Адрес в интернете.", "https://example.org/pamyatka")
    )


class PracticeRisk(Part):
    """What may go wrong and what helps."""

    risk: Text = Field(**described("Риск", "Что может пойти не так.", "наставник решает задачи за ученика"))
    answer: Text | None = Field(
        None, **described("Что делать", "Что помогло.", "карточка «три вопроса вместо ответа»")
    )


class Adaptation(Part):
    """How to fit it to other conditions."""

    where: Text = Field(**described("Где", "Малая школа, детский сад, колледж, село.", "сельская школа"))
    how: Prose = Field(**described("Как", "Что изменить.", "одна группа на три класса"))


class Publication(Part):
    """Where it was told about."""

    title: Text = Field(**described("Название", "Что опубликовано.", "Статья в школьном сборнике"))
    link: Url | None = Field(None, **described("Ссылка", "Адрес.", "https://example.org/statya"))
    date: Day | None = Field(None, **described("Дата", "Когда.", "20.04.2026"))


class Expertise(Part):
    """What an outside organisation said of it."""

    by: Text = Field(**described("Кто", "Жюри, эксперты.", "жюри регионального конкурса практик"))
    organisation: Text = Field(
        **described(
            "Организация", "Какая организация проводила; не своя школа.", "Центр развития образования"
        )
    )
    date: Day | None = Field(None, **described("Дата", "Когда.", "18.04.2026"))
    scores: tuple["Score", ...] = Field(
        (), **described("Оценки", "Критерии и баллы.", "{title: новизна, score: 8, of: 10}")
    )


class Score(Part):
    """One criterion of the experts."""

    title: Text = Field(**described("Критерий", "Что оценивали.", "результативность"))
    score: Number = Field(**described("Балл", "Сколько поставили.", "8"))
    of: Number | None = Field(None, **described("Из скольких", "Наибольший балл.", "10"))


class Replication(Part):
    """Another school that repeated it."""

    organisation: Text = Field(**described("Организация", "Кто повторил.", "школа соседнего района"))
    place: Text | None = Field(None, **described("Место", "Где.", "посёлок Лесной"))
    school_year: Year | None = Field(None, **described("Учебный год", "Когда.", "2025/26"))
    indicators: tuple[Measurement, ...] = Field(
        (), **described("Показатели", "Что там измерили.", "- indicator: средний балл по предмету")
    )
    link: Url | None = Field(
        None, **described("Ссылка", "Где об этом рассказано.", "https://example.org/opyt")
    )


class Comparison(Part):
    """A group that worked without the practice."""

    group: Text = Field(**described("С кем сравнили", "Группа без практики.", "параллель без наставников"))
    n: Count | None = Field(None, **described("Сколько человек", "Сколько человек в группе сравнения.", "22"))
    result: Prose = Field(
        **described("Что вышло", "Как изменилось там и здесь.", "Там прирост 0,1 балла, здесь 0,4.")
    )
    indicator: Annotated[str, word("indicators", free=True)] | None = Field(
        None,
        **described(
            "Показатель", "По какому показателю.", "средний балл по предмету", **vocabulary("indicators")
        ),
    )


class Practice(Addressed):
    """A practice others can repeat."""

    KIND: ClassVar[str] = "practices"
    TITLE: ClassVar[str] = "Практика"

    title: Title = Field(**described("Название", "Как называется практика.", "Проект за одну четверть"))
    organisation: Text | None = Field(
        None, **described("Организация", "Чья практика; пусто — нашей школы.", "Лицей № 3")
    )
    place: Text | None = Field(None, **described("Место", "Населённый пункт.", "город Заречный"))
    school_kind: Annotated[str, word("school_kinds")] | None = Field(
        None,
        **described("Тип организации", "Школа, лицей, детский сад …", "школа", **vocabulary("school_kinds")),
    )
    school_size: Text | None = Field(None, **described("Размер", "Сколько учеников.", "около 600 учеников"))
    author: Text | None = Field(None, **described("Автор", "Должность автора.", "учитель физики"))
    contact: Text | None = Field(
        None, **described("Кого спросить", "Служебный телефон или почта школы.", "приёмная, доб. 2")
    )
    forms: Forms = Field(
        (), **described("Формы", "Формы наставничества.", "учитель – ученик", **vocabulary("forms"))
    )
    role_patterns: RolePatterns = Field(
        (),
        **described(
            "Ролевые модели", "Варианты пар.", "учитель – пассивный ученик", **vocabulary("role_patterns")
        ),
    )
    kind_of_mentoring: Annotated[str, word("kinds", free=True)] | None = Field(
        None,
        **described("Вид наставничества", "Традиционное, групповое …", "групповое", **vocabulary("kinds")),
    )
    direction: Annotated[str, word("directions", free=True)] | None = Field(
        None,
        **described(
            "Направление", "Интеллектуальное, творческое …", "интеллектуальное", **vocabulary("directions")
        ),
    )
    term: Annotated[str, word("terms", free=True)] | None = Field(
        None, **described("Срок", "Сколько длится.", "краткосрочное", **vocabulary("terms"))
    )
    gist: Prose | None = Field(
        None,
        **described(
            "Суть",
            "Один абзац: что делают и что это даёт.",
            "За девять недель группа доводит один вопрос до защиты.",
        ),
    )
    suits: Texts = Field(
        (), **described("Кому подойдёт", "Где это сработает.", "ученикам, которым скучно на уроках")
    )
    does_not_suit: Texts = Field(
        (), **described("Кому не подойдёт", "Где не стоит пробовать.", "если у наставника нет часа в неделю")
    )
    problem: Prose | None = Field(
        None, **described("Проблема", "Что было не так.", "Проекты писали родители.")
    )
    requested_by: Text | None = Field(
        None, **described("Кто просил", "Чей это был запрос.", "учителя-предметники")
    )
    starting_level: Prose | None = Field(
        None,
        **described(
            "С чего начали", "Что было в начале, лучше числом.", "До защиты доходил каждый третий проект."
        ),
    )
    goal: Prose | None = Field(
        None,
        **described(
            "Цель и чем измерена", "К чему шли и как узнать, что дошли.", "Каждая группа защищает проект."
        ),
    )
    steps: tuple[PracticeStep, ...] = Field(
        (), **described("Шаги", "Что делать по порядку.", "- title: Выбрать вопрос")
    )
    meetings: tuple[PracticeMeeting, ...] = Field(
        (), **described("Встречи", "Сколько, как часто, о чём.", "{kind: встреча-знакомство, count: 1}")
    )
    load: tuple[Load, ...] = Field(
        (),
        **described(
            "Нагрузка", "Часы в неделю по ролям.", '{role: наставник, hours_a_week: "1,5", mentor: да}'
        ),
    )
    costs: Costs | None = Field(
        None, **described("Расходы", "Деньги в год на одну пару или группу.", "{money: 0}")
    )
    resources: tuple[Resource, ...] = Field(
        (),
        **described(
            "Ресурсы",
            "Люди, помещения, программы, партнёры.",
            "{kind: материально-технические, title: кабинет}",
        ),
    )
    tools: tuple[Tool, ...] = Field(
        (), **described("Инструменты", "Что можно взять и использовать.", "{title: Анкета, document: anketa}")
    )
    preconditions: Texts = Field((), **described("Условия", "Без чего не начинать.", "час в расписании"))
    risks: tuple[PracticeRisk, ...] = Field(
        (),
        **described(
            "Риски", "Что может пойти не так и что делать.", "{risk: усталость, answer: короче встречи}"
        ),
    )
    indicators: tuple[Measurement, ...] = Field(
        (),
        **described(
            "Показатели",
            "Измерения самой практики, кроме тех, что в кейсах.",
            "- indicator: завершённые проекты",
        ),
    )
    qualitative: Texts = Field(
        (), **described("Другие результаты", "Что видно, но не измерено.", "ученики сами просят продолжить")
    )
    unexpected: Texts = Field(
        (), **described("Неожиданное", "Чего не ждали.", "подтянулись и те, кто смотрел со стороны")
    )
    lessons: Texts = Field(
        (),
        **described(
            "Что не получилось", "Что не сработало и что изменили.", "две встречи в неделю оказались лишними"
        ),
    )
    adaptation: tuple[Adaptation, ...] = Field(
        (), **described("Как приспособить", "Для других условий.", "{where: малая школа, how: одна группа}")
    )
    minimum: Prose | None = Field(
        None,
        **described(
            "Наименьший вариант", "С чего начать без ресурсов.", "Одна пара и одна встреча в неделю."
        ),
    )
    quotes: tuple[Quote, ...] = Field(
        (), **described("Слова участников", "Роль и слова.", "{who: наставник, text: …}")
    )
    documents: Annotated[Slugs, To("documents")] = Field(
        (), **described("Документы", "Коды из documents.yml.", "polozhenie")
    )
    awards: tuple[Award, ...] = Field(
        (), **described("Награды", "Чем отмечена практика.", "{title: Диплом конкурса}")
    )
    publications: tuple[Publication, ...] = Field(
        (), **described("Публикации", "Где о ней рассказано.", "{title: Статья}")
    )
    expertise: tuple[Expertise, ...] = Field(
        (), **described("Экспертиза", "Оценка другой организации.", "{by: жюри, organisation: …}")
    )
    comparison: tuple[Comparison, ...] = Field(
        (), **described("Сравнение", "Группа без практики.", "{group: параллельный класс, result: …}")
    )
    replications: tuple[Replication, ...] = Field(
        (), **described("Кто повторил", "Другие школы.", "{organisation: школа № 5}")
    )
    checked_on: Day | None = Field(
        None, **described("Проверено", "Когда карточку перечитали в последний раз.", "10.10.2026")
    )
    licence: Text | None = Field(None, **described("Лицензия", "На каких условиях можно брать.", "CC BY 4.0"))


Expertise.model_rebuild()
Practice.model_rebuild()
