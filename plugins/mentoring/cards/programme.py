"""The card of a programme: one document of one school year."""

import re
from typing import Annotated, ClassVar

from pydantic import Field

from mentoring.cards.fields import (
    FORMS_OF_MINORS,
    Addressed,
    Award,
    Count,
    Day,
    Forms,
    Measurement,
    Part,
    Prose,
    Proses,
    RolePatterns,
    Slug,
    Slugs,
    Stages,
    Text,
    Texts,
    Title,
    To,
    Year,
    are_children,
    described,
    vocabulary,
)  # fmt: skip
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import word


class Period(Part):
    """From the first day to the last, both inclusive."""

    start: Day | None = Field(None, **described("Начало", "Первый день программы.", "01.09.2025"))
    end: Day | None = Field(None, **described("Конец", "Последний день программы.", "31.05.2026"))


class Result(Part):
    """What was planned beside what was reached."""

    planned: Text = Field(
        **described("Запланировано", "Чего программа хотела добиться.", "У каждого новичка есть наставник")
    )
    reached: Prose | None = Field(
        None, **described("Достигнуто", "Что вышло на деле.", "Пары созданы для всех девяти новичков.")
    )
    indicator: Annotated[str, word("indicators", free=True)] | None = Field(
        None,
        **described(
            "Показатель",
            "Каким показателем это измерено.",
            "удовлетворённость участников",
            **vocabulary("indicators"),
        ),
    )


class Phase(Part):
    """A phase or a stage of the programme's own plan."""

    title: Text = Field(**described("Название", "Как этап назван в программе.", "Основной этап"))
    stages: Stages = Field(
        (), **described("Этапы", "Каким из семи этапов он отвечает.", "work", **vocabulary("stages"))
    )
    schedule: Text | None = Field(
        None, **described("Сроки", "Словами программы.", "октябрь 2025 – апрель 2026")
    )
    actions: Proses = Field((), **described("Действия", "Что делают.", "пары встречаются раз в неделю"))
    result: Text | None = Field(
        None, **described("Результат", "Чем этап кончается.", "база наставляемых с запросами")
    )


class Act(Part):
    """One step of approval."""

    act: Text = Field(**described("Действие", "Рассмотрено, согласовано, принято, утверждено.", "утверждено"))
    post: Text | None = Field(None, **described("Кем", "Должность или совет, не имя.", "директор"))
    document: Text | None = Field(None, **described("Документ", "Протокол или приказ.", "приказ № 112-о"))
    date: Day | None = Field(None, **described("Дата", "День.", "31.08.2025"))


class Participants(Part):
    """How many took part, typed by the school; different people are counted once."""

    role: Annotated[str, word("participant_roles")] = Field(
        **described(
            "Сторона", "Наставник или наставляемый.", "наставляемый", **vocabulary("participant_roles")
        )
    )
    who: Text = Field(**described("Кто", "Ученики, учителя, родители, студенты …", "ученики"))
    form: Annotated[str, word("forms")] | None = Field(
        None, **described("Форма", "В какой форме.", "ученик – ученик", **vocabulary("forms"))
    )
    role_pattern: Annotated[str, word("role_patterns", free=True)] | None = Field(
        None,
        **described(
            "Ролевая модель", "По какому варианту.", "равный – равному", **vocabulary("role_patterns")
        ),
    )
    band: Annotated[str, word("bands")] | None = Field(
        None,
        **described("Ступень", "Классы: 1–4, 5–7, 8–9 или 10–11. Для детей.", "5–7", **vocabulary("bands")),
    )
    ages: Text | None = Field(
        None, **described("Возраст", "Возраст, если он записан вместо классов.", "11–15 лет")
    )
    count: Count | None = Field(None, **described("Сколько", "Разных людей; пусто, если не сказано.", "18"))

    @property
    def minors(self) -> bool:
        """Whether these are children: small numbers of them are not printed."""
        if self.ages:
            return any(int(age) < 18 for age in re.findall("[0-9]{1,3}", self.ages)) or not re.search(
                "[0-9]", self.ages
            )
        of_form = self.form == "student-student" or (self.role == "mentee" and self.form in FORMS_OF_MINORS)
        return bool(self.band) or of_form or are_children(self.who)


class Criterion(Part):
    """A criterion of the programme's quality and its score."""

    group: Text | None = Field(None, **described("Группа", "К чему относится.", "Участники программы"))
    title: Text = Field(**described("Критерий", "Что оценивают.", "Участники довольны встречами"))
    score: Count | None = Field(
        None, **described("Балл", "Сколько поставили; пусто, если не оценивали.", "2"), le=100
    )
    of: Count | None = Field(None, **described("Из скольких", "Наибольший балл.", "2"))


class Training(Part):
    """How mentors were prepared."""

    title: Text = Field(**described("Обучение", "Чему учили.", "Как слушать и не поучать"))
    who: Text | None = Field(None, **described("Кого", "Кто учился.", "наставники-ученики"))
    hours: Count | None = Field(None, **described("Часы", "Сколько часов.", "6"))
    count: Count | None = Field(None, **described("Сколько человек", "Сколько прошли обучение.", "14"))
    schedule: Text | None = Field(None, **described("Сроки", "Когда.", "октябрь 2025"))
    by: Text | None = Field(None, **described("Кто учил", "Организация или должность.", "педагог-психолог"))


class MeetingCount(Part):
    """How many meetings of a kind or for a goal; an empty count is a blank."""

    kind: Annotated[str, word("meetings", free=True)] | None = Field(
        None,
        **described(
            "Вид встречи",
            "Знакомство, планирование, рабочие, итоговая.",
            "рабочие встречи",
            **vocabulary("meetings"),
        ),
    )
    goal: Annotated[str, word("goals", free=True)] | None = Field(
        None, **described("Цель", "Ради чего встречались.", "выбор профессии", **vocabulary("goals"))
    )
    count: Count | None = Field(None, **described("Сколько", "Сколько встреч; пусто, если не сказано.", "24"))


class Resource(Part):
    """Something the programme or the practice needs."""

    kind: Annotated[str, word("resources", free=True)] | None = Field(
        None,
        **described("Вид", "Кадровые, методические, материальные …", "кадровые", **vocabulary("resources")),
    )
    title: Text = Field(**described("Что", "Что нужно.", "кабинет раз в неделю после уроков"))


class Programme(Addressed):
    """A mentoring programme."""

    KIND: ClassVar[str] = "programmes"
    TITLE: ClassVar[str] = "Программа"

    title: Title = Field(**described("Название", "Как называется программа.", "Старшие – младшим, 2025/26"))
    kind: Annotated[str, word("programme_kinds")] = Field(
        "by-form",
        **described(
            "Вид",
            "Программа целевой модели, по форме, план работы, описание модели.",
            "программа по форме",
            **vocabulary("programme_kinds"),
        ),
    )
    direction: Annotated[str, word("programme_directions")] | None = Field(
        None,
        **described(
            "Направленность",
            "Педагогическое; обучающиеся школы; колледжа; дополнительного образования.",
            "обучающиеся школы",
            **vocabulary("programme_directions"),
        ),
    )
    forms: Forms = Field(
        (), **described("Формы", "Формы наставничества.", "ученик – ученик", **vocabulary("forms"))
    )
    role_patterns: RolePatterns = Field(
        (), **described("Ролевые модели", "Варианты пар.", "равный – равному", **vocabulary("role_patterns"))
    )
    school_year: Year | None = Field(
        None, **described("Учебный год", "Год программы; у описания модели его может не быть.", "2025/26")
    )
    period: Period | None = Field(
        None, **described("Срок", "Первый и последний день.", "{start: 01.09.2025, end: 31.05.2026}")
    )
    continues: Annotated[Slug, To("programmes")] | None = Field(
        None, **described("Продолжает", "Имя файла программы прошлого года.", "starshie-mladshim-2024-25")
    )
    state: Annotated[str, word("states")] | None = Field(
        None,
        **described(
            "Состояние",
            "Планируется, реализуется, завершена, продлена, прекращена.",
            "реализуется",
            **vocabulary("states"),
        ),
    )
    gist: Prose | None = Field(
        None,
        **described(
            "Коротко",
            "Два-три предложения для родителя.",
            "Девятиклассники помогают пятиклассникам освоиться.",
        ),
    )
    target_group: Texts = Field((), **described("Для кого", "Кому программа нужна.", "новички 5-х классов"))
    goal: Prose | None = Field(
        None, **described("Цель", "Ради чего программа.", "Чтобы никто не остался в новой школе один.")
    )
    tasks: Proses = Field(
        (), **described("Задачи", "Что надо сделать.", "подобрать наставника каждому новичку")
    )
    results: tuple[Result, ...] = Field(
        (),
        **described(
            "Результаты", "Запланированное рядом с достигнутым.", "{planned: у каждого новичка есть пара}"
        ),
    )
    phases: tuple[Phase, ...] = Field(
        (), **described("Фазы", "Крупные части года: запуск, основная, завершение.", "- title: Запуск")
    )
    stages: tuple[Phase, ...] = Field(
        (), **described("Этапы программы", "Этапы, как они названы в программе.", "- title: Банк наставников")
    )
    principles: Texts = Field((), **described("Принципы", "На чём держится программа.", "добровольность"))
    methods: Texts = Field((), **described("Формы работы", "Как работают пары.", "совместный проект"))
    resources: tuple[Resource, ...] = Field(
        (), **described("Ресурсы", "Что нужно программе.", "{kind: кадровые, title: педагог-психолог}")
    )
    approval: tuple[Act, ...] = Field(
        (),
        **described(
            "Утверждение",
            "Кто и когда согласовал и утвердил.",
            "{act: утверждено, post: директор, date: 31.08.2025}",
        ),
    )
    participants: tuple[Participants, ...] = Field(
        (),
        **described(
            "Участники",
            "Сколько человек и кто; имён здесь не бывает.",
            "{role: наставляемый, who: ученики, band: 5–7, count: 18}",
        ),
    )
    meetings: tuple[MeetingCount, ...] = Field(
        (), **described("Встречи", "Сколько встреч по видам и целям.", "{kind: рабочие встречи, count: 96}")
    )
    indicators: tuple[Measurement, ...] = Field(
        (),
        **described(
            "Показатели", "Что измерили по всей программе.", "- indicator: удовлетворённость участников"
        ),
    )
    criteria: tuple[Criterion, ...] = Field(
        (),
        **described(
            "Критерии", "Критерии качества с баллами.", "{group: Участники программы, title: …, score: 2}"
        ),
    )
    training: tuple[Training, ...] = Field(
        (), **described("Обучение", "Как готовили наставников.", "{title: Школа наставника, hours: 6}")
    )
    awards: tuple[Award, ...] = Field(
        (), **described("Награды", "Кого и чем отметили.", "{title: Диплом школы}")
    )
    documents: Annotated[Slugs, To("documents")] = Field(
        (), **described("Документы", "Коды из documents.yml.", "prikaz-112")
    )
    next_year: Texts = Field(
        (),
        **described(
            "Планы на следующий год", "Что изменить и продолжить.", "позвать наставников из 8-х классов"
        ),
    )

    @property
    def until(self) -> SchoolYear | None:
        """The last school year, where the programme lasts longer than its first."""
        end = self.period.end if self.period else None
        last = SchoolYear.of(end) if end and self.school_year else None
        return last if last and self.school_year and last > self.school_year else None

    @property
    def years(self) -> str:
        """The school years in words: `2025/26`, `2025/26 – 2026/27`, or nothing."""
        if self.school_year is None:
            return ""
        return f"{self.school_year} – {self.until}" if self.until else str(self.school_year)

    @property
    def years_beside_title(self) -> str:
        """The school years, unless the title says them already."""
        first = self.school_year.first if self.school_year else ""
        return "" if str(first) in self.title else self.years
