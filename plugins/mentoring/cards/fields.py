"""What a field may hold: text, days, numbers, words of the vocabulary, links; and the base of every card."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
)

from mentoring import addresses, russian
from mentoring.problems import Place
from mentoring.school_year import SchoolYear
from mentoring.source import Document
from mentoring.source import Path as Way
from mentoring.vocabulary import Answer as Answer
from mentoring.vocabulary import Count as Count
from mentoring.vocabulary import Number as Number
from mentoring.vocabulary import line, misfit, shortened, word


def described(title: str, description: str, example: str, **extra: Any) -> dict[str, Any]:
    """What every field says of itself, for the manual, the schema and the form."""
    return {"title": title, "description": description, "examples": [example], **extra}


MOVED = described(
    "Прежние адреса",
    "Прежние имена файла или адреса этой страницы: кто придёт по ним, попадёт сюда.",
    "urok-dlya-dvoih",
)


class Part(BaseModel):
    """Fields that stand together, with or without a file of their own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Filed(Part):
    """Fields that have a file of their own."""

    TITLE: ClassVar[str]
    """What a curator calls the kind."""

    _source: Document = PrivateAttr(default_factory=lambda: Document("", {}))

    @property
    def file(self) -> str:
        """The author's file, relative to the project."""
        return self._source.path

    @property
    def body(self) -> str:
        """The author's Markdown under the card."""
        return self._source.body

    def at(self, *way: str | int) -> Place:
        """Where a value of this card stands."""
        return self._source.place(*way)

    def at_text(self, line: int, column: int) -> Place:
        """Where a line of the body stands, both counted from 1."""
        return Place(self.file, self._source.body_line + line - 1, column)

    def texts(self) -> Iterator[tuple[Way, str]]:
        """Every value as the author wrote it, with its way."""
        return _texts(self._source.data, ())

    @property
    def written(self) -> str:
        """The whole file, for a quick look."""
        return "\n".join(self._source.lines)

    def filed(self, source: Document) -> Self:
        """Say which file it was read from."""
        self._source = source
        return self


def _texts(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*way, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*way, index))


class Card(Filed):
    """The fields every card has."""

    KIND: ClassVar[str]
    """The folder under `cases/` of the cards of this kind."""

    publication: Annotated[str, word("publications")] = Field(
        "draft",
        **described(
            "Публикация",
            "Только «опубликован» и «архив» попадают на сайт; без этого поля карточка — черновик.",
            "опубликован",
            json_schema_extra={"vocabulary": "publications"},
        ),
    )
    submitted: "Approval | None" = Field(
        None,
        **described(
            "На согласование",
            "Кто (должность) и когда отправил карточку на согласование.",
            "{by: учитель физики, on: 28.08.2026}",
        ),
    )
    approved: "Approval | None" = Field(
        None,
        **described(
            "Согласовано", "Кто (должность) и когда разрешил публикацию.", "{by: директор, on: 31.08.2026}"
        ),
    )
    written_by: "Text | None" = Field(
        None,
        **described(
            "Кто написал",
            "Должность автора карточки: разрешает публикацию не он, а второй человек.",
            "учитель физики",
        ),
    )
    published_on: "Day | None" = Field(
        None, **described("Опубликовано", "День, когда карточка впервые вышла на сайт.", "15.09.2026")
    )

    @property
    def slug(self) -> str:
        """The name of the file without its ending: the address and the link."""
        return self._source.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def is_public(self) -> bool:
        return self.publication in {"published", "archive"}


class Addressed(Card):
    """A card that has a page of its own."""

    redirect_from: "OldAddresses" = Field((), **MOVED)


# Text


def _up_to(longest: int) -> BeforeValidator:
    return BeforeValidator(lambda value: line(value, longest) if isinstance(value, str) else value)


Text = Annotated[str, _up_to(500), Field(max_length=500)]
"""One sentence or phrase, up to 500 characters."""
Prose = Annotated[str, _up_to(20_000), Field(max_length=20_000)]
"""Markdown of one or more paragraphs, up to 20,000 characters."""


def _title(value: str) -> str:
    if not re.search(r"[^\W\d_]", value) or russian.folded(value) in _NO_TITLES:
        raise misfit(
            "title-no-words",
            f"Название «{value}» не говорит, о чём карточка.",
            "Назовите содержание словами.",
        )
    return value


_NO_TITLES = frozenset({"да", "нет", "yes", "no", "true", "false", "on", "off"})

Title = Annotated[str, _up_to(250), Field(max_length=250), AfterValidator(_title)]
"""A title of 1 to 250 characters with at least one word."""


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def one_or_list(value: object) -> object:
    if isinstance(value, str):
        if "," in value:
            raise misfit(
                "list-with-commas",
                "Несколько значений записаны через запятую.",
                "Запишите каждое значение с новой строки: отступ, `- `, значение. Одно значение с запятой — тоже.",
            )
        return [value]
    return value


Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
"""A list of phrases; one phrase is accepted as a list of one."""
Proses = Annotated[tuple[Prose, ...], BeforeValidator(_list)]
Roles = Annotated[tuple[Text, ...], BeforeValidator(one_or_list)]
"""A list of short names, such as posts; one name is accepted, several with commas are not."""


# Days and years


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return russian.parse_day(value)
    except ValueError:
        raise misfit(
            "day-impossible",
            f"«{shortened(value)}» — не день календаря.",
            "Год пишут четырьмя цифрами, например: `31.08.2026`."
            if _SHORT_YEAR.fullmatch(value.strip())
            else f"Напишите день так: `{dotted}`."
            if (dotted := _with_dots(value))
            else "Проверьте день и напишите его так, например: `31.08.2026`.",
        ) from None


_SHORT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}(?:\s*г\.?)?")


def _with_dots(text: str) -> str | None:
    """A day written with other signs, as it is written here: `20/10/2026` is `20.10.2026`."""
    plain = re.sub(r"(?<=[0-9])\s*[/,\\‐‑‒–—―−-]\s*(?=[0-9])", ".", text.strip().strip("\"'“”„«»"))
    try:
        return f"{russian.parse_day(plain):%d.%m.%Y}"
    except ValueError:
        return None


def _possible(value: date) -> date:
    if not 1900 <= value.year <= 2100:
        raise misfit("year-impossible", f"Год {value.year} невозможен.", "Исправьте год: четыре цифры.")
    return value


Day = Annotated[date, BeforeValidator(_day), AfterValidator(_possible)]
"""A day: `31.08.2026`, `2026-08-31` or `31 августа 2026 г.`."""


def _year(value: object) -> SchoolYear:
    if isinstance(value, SchoolYear):
        return value
    if not isinstance(value, str):
        raise misfit(
            "text-wanted", "Здесь нужен один учебный год.", "Запишите его в той же строке: `2025/26`."
        )
    try:
        year = SchoolYear.parse(value)
    except ValueError:
        raise misfit(
            "school-year-impossible",
            f"«{shortened(value)}» — не учебный год.",
            "Напишите два года подряд через косую черту: `2025/26`.",
        ) from None
    _possible(year.start)
    return year


Year = Annotated[SchoolYear, BeforeValidator(_year, json_schema_input_type=str)]
"""A school year: `2025/26`."""

YearName = Annotated[str, AfterValidator(lambda text: str(_year(text)))]
"""A school year as the name of a field; `2025–2026` becomes `2025/26`."""


# Links


def _slug(value: object) -> object:
    if isinstance(value, str):
        text = value.strip().removesuffix(".md")
        if len(text) > 100 or not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", text):
            raise misfit(
                "link-not-slug",
                "Здесь нужно имя файла карточки или код документа.",
                "Впишите его без `.md`: латинские буквы, цифры и дефисы, до 100 знаков.",
            )
        return text
    return value


Slug = Annotated[str, BeforeValidator(_slug)]
"""The name of another card's file without `.md`."""


@dataclass(frozen=True)
class To:
    """Where a name leads: the folder of the cards or files it names; `documents` is the register of documents."""

    folder: str


def _url(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if not re.fullmatch(r"https?://[\w.-]{3,250}(?::[0-9]{1,5})?(?:[/?#][^\s<>\"'`\\]{0,500})?", text):
            raise misfit(
                "address-not-web",
                "Здесь нужен адрес страницы в интернете.",
                "Скопируйте адрес целиком, с `https://` в начале.",
            )
        return text
    return value


Url = Annotated[str, BeforeValidator(_url)]
"""An address with `http://` or `https://`."""


def _old_address(value: object) -> object:
    if isinstance(value, str):
        text = value.strip().removesuffix(".md")
        if not addresses.is_old(text):
            raise misfit(
                "redirect-not-address",
                f"«{shortened(value)}» не было адресом страницы этого сайта.",
                "Впишите прежнее имя файла без `.md` или прежний адрес без `#` и `?`: `practices/urok-vdvoem/`.",
            )
        return text
    return value


OldAddresses = Annotated[
    tuple[Annotated[str, BeforeValidator(_old_address)], ...], BeforeValidator(one_or_list)
]
"""Addresses that a page had before: names of files without `.md`, or addresses on the site."""


def _file(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if len(text) > 100 or not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.[a-z0-9]{2,5}", text):
            raise misfit(
                "file-name",
                "Имя файла пишут малыми латинскими буквами, цифрами и дефисами, с окончанием и без папки.",
                f"Переименуйте файл и впишите новое имя, например `{_file_name(text)}`.",
            )
        return text
    return value


def _file_name(text: str) -> str:
    """A name in the spelling of addresses: `Урок 1.JPG` is `urok-1.jpg`."""
    stem, _, ending = re.split(r"[/\\]", text)[-1].rpartition(".")
    slug = russian.slug(stem)[:60].strip("-")
    return f"{slug}.{ending.lower()}" if slug and re.fullmatch(r"[A-Za-z0-9]{2,5}", ending) else "anketa.docx"


FileName = Annotated[str, BeforeValidator(_file)]
"""The name of a file beside the cards, without folders."""


def vocabulary(name: str) -> dict[str, Any]:
    """Say in the schema which list of the vocabulary a field takes its words from."""
    return {"json_schema_extra": {"vocabulary": name}}


# Children


FORMS_OF_MINORS = frozenset(
    {"student-student", "teacher-student", "undergraduate-student", "employer-student"}
)
"""The forms of mentoring whose mentees are children."""


def are_children(who: str) -> bool:
    """Tell whether words name children: «ученики 5-х классов» do, «родители учеников» do not.

    The first noun decides, of each part of «педагоги и ученики».
    """
    return any(
        (child := _CHILD.search(part))
        and not ((adult := _ADULT.search(part)) and adult.start() < child.start())
        for part in re.split(r"[,;/]| и | или ", who.lower())
    )


_CHILD = re.compile(
    r"\b(?:учени[кц]|учащ|обучающ|школьни|подрост|дет(?:и|ей|ям|ьми|ях)\b|реб[её]н|воспитанни|лицеист|гимназист|кадет)"
    r"|классни[кц]|малыш"
)
_ADULT = re.compile(
    r"\b(?:учител|педагог|родител|мам|пап|воспитател|директор|заместител|специалист|руководител|преподавател|методист"
    r"|психолог|логопед|сотрудник|работник|работодател|библиотекар|тренер|мастер|студент|выпускник|наставник)"
)


class Approval(Part):
    """Who took a step towards publication, and when."""

    by: Text = Field(**described("Кто", "Должность, не имя.", "директор"))
    on: Day = Field(**described("Когда", "День согласования.", "31.08.2026"))


class Order(Part):
    """An act by its number and day."""

    number: Text | None = Field(None, **described("Номер", "Номер документа.", "112-о"))
    date: Day | None = Field(None, **described("Дата", "День документа.", "01.09.2026"))
    title: Text | None = Field(None, **described("Название", "О чём документ.", "О закреплении пар"))


class Award(Part):
    """A prize or a thank-you; children are not named."""

    title: Text = Field(
        **described("Награда", "Что получено.", "Диплом призёра муниципального конкурса проектов")
    )
    to: Text | None = Field(None, **described("Кому", "Роль или пара, не имя ребёнка.", "группа «Открытие»"))
    nomination: Text | None = Field(None, **described("Номинация", "Номинация конкурса.", "Лучшая пара года"))
    level: Annotated[str, word("levels")] | None = Field(
        None,
        **described(
            "Уровень",
            "Кто наградил: школа, муниципалитет, регион, страна.",
            "муниципальный",
            **vocabulary("levels"),
        ),
    )
    date: Day | None = Field(None, **described("Дата", "День награждения.", "20.05.2026"))
    document: Text | None = Field(None, **described("Документ", "Номер приказа или диплома.", "приказ № 88"))


class Tally(Part):
    """A count by one mark; an empty count is a blank in the report, not a zero."""

    by: Annotated[str, word("counted")] = Field(
        **described(
            "По чему считают",
            "По целям, направлениям, формам, видам встреч, сторонам.",
            "по целям",
            **vocabulary("counted"),
        )
    )
    of: Text = Field(
        **described("Что считают", "Цель, направление, форма или вид встречи.", "раскрытие потенциала")
    )
    count: Count | None = Field(None, **described("Сколько", "Количество; пусто, если не сказано.", "4"))
    minors: Answer = Field(
        False,
        **described(
            "Это дети", "Считаются ли несовершеннолетние: тогда 1–4 печатается как «менее 5».", "нет"
        ),
    )


class Measurement(Part):
    """An indicator before and after."""

    indicator: Annotated[str, word("indicators", free=True)] = Field(
        **described(
            "Показатель",
            "Что измеряли: слово из списка показателей или своё.",
            "средний балл по предмету",
            **vocabulary("indicators"),
        )
    )
    before: Number | None = Field(None, **described("Было", "Значение в начале.", "3,4"))
    after: Number | None = Field(None, **described("Стало", "Значение в конце.", "3,9"))
    change: Annotated[str, word("changes")] | None = Field(
        None,
        **described(
            "Изменение",
            "Вместо цифр, когда измеряли меньше пяти детей: улучшилось, без изменений, ухудшилось.",
            "улучшилось",
            **vocabulary("changes"),
        ),
    )
    n: Count | None = Field(None, **described("Сколько человек", "Сколько человек измерено оба раза.", "12"))
    of: Count | None = Field(None, **described("Из скольких", "Сколько человек надо было измерить.", "14"))
    method: Annotated[str, word("methods", free=True)] | None = Field(
        None,
        **described(
            "Способ", "Тест, опрос, журнал, наблюдение, самооценка.", "тест", **vocabulary("methods")
        ),
    )
    how: Prose | None = Field(
        None,
        **described(
            "Как измеряли",
            "Опишите так, чтобы другой мог повторить.",
            "Одна и та же работа из 20 заданий в сентябре и в мае.",
        ),
    )
    survey: Annotated[Slug, To("documents")] | None = Field(
        None, **described("Бланк", "Код анкеты или бланка из documents.yml.", "anketa-nastavlyaemogo")
    )
    before_on: Day | None = Field(
        None, **described("Когда измеряли «было»", "День первого измерения.", "15.09.2025")
    )
    after_on: Day | None = Field(
        None, **described("Когда измеряли «стало»", "День второго измерения.", "12.05.2026")
    )
    source: Text | None = Field(None, **described("Источник", "Откуда значения.", "электронный журнал"))
    target: Number | None = Field(None, **described("Цель", "Какое значение школа наметила.", "4"))
    note: Text | None = Field(
        None, **described("Примечание", "Что важно знать об этом измерении.", "один участник болел")
    )

    @property
    def counts(self) -> bool:
        """Whether it is a measurement at all: a value before and after or a change, n, method and both days."""
        valued = self.change is not None or (self.before is not None and self.after is not None)
        return valued and bool(self.n and self.method and self.before_on and self.after_on)

    @property
    def lacks(self) -> Iterator[str]:
        """The Russian names of what keeps it from being a measurement."""
        if self.change is None and (self.before is None or self.after is None):
            yield "значений «было» и «стало»"
        if not self.n:
            yield "числа измеренных"
        if not self.method:
            yield "способа"
        if not (self.before_on and self.after_on):
            yield "дат обоих измерений"


class Step(Part):
    """What is done, by whom and when: an item of a roadmap or of the plan of a pair."""

    id: Slug | None = Field(
        None, **described("Код", "Латинское имя строки, чтобы на неё ссылаться.", "itogovaya-vstrecha")
    )
    number: Text | None = Field(
        None, **described("№", "Номер, как в документе; может повторяться и пропускаться.", "21")
    )
    title: Text = Field(
        **described("Мероприятие", "Что делают.", "Первая встреча наставника и наставляемого")
    )
    content: Proses = Field(
        (), **described("Содержание", "Из чего состоит мероприятие.", "знакомство с правилами")
    )
    stages: Annotated[tuple[Annotated[str, word("stages")], ...], BeforeValidator(one_or_list)] = Field(
        (),
        **described(
            "Этапы", "К каким из семи этапов относится; можно не указывать.", "work", **vocabulary("stages")
        ),
    )
    schedule: Text | None = Field(
        None,
        **described(
            "Сроки",
            "Словами вашего приказа: программа напечатает их как есть.",
            "ноябрь–декабрь 2025 г., далее – ежегодно сентябрь",
        ),
    )
    responsible: Roles = Field((), **described("Ответственные", "Должности, не имена.", "куратор программы"))
    co_responsible: Roles = Field(
        (), **described("Соисполнители", "Должности, не имена.", "педагог-психолог")
    )
    activity_form: Text | None = Field(
        None, **described("Формы деятельности", "Как проходит.", "консультация")
    )
    direction: Texts = Field(
        (), **described("Направление", "Направления или этапы деятельности.", "методическое")
    )
    planned_result: Prose | None = Field(
        None, **described("Ожидаемый результат", "Что должно получиться.", "перечень запросов")
    )
    document: Text | None = Field(None, **described("Вид документа", "Чем подтверждается.", "приказ"))
    criteria: Prose | None = Field(
        None, **described("Критерии оценки", "По чему видно, что получилось.", "входная анкета")
    )
    risk: Text | None = Field(None, **described("Риск", "Что может помешать.", "нехватка времени"))
    prevention: Text | None = Field(
        None, **described("Предотвращение", "Что делают, чтобы не помешало.", "общее расписание")
    )
    status: Annotated[str, word("statuses")] | None = Field(
        None,
        **described(
            "Состояние", "Выполнено, в работе, срок не наступил …", "выполнено", **vocabulary("statuses")
        ),
    )
    done_on: Day | None = Field(None, **described("Выполнено", "День выполнения.", "14.02.2026"))
    actual_result: Prose | None = Field(
        None, **described("Что сделано", "Результат; можно списком.", "Собрано 24 запроса.")
    )
    counts: tuple[Tally, ...] = Field(
        (),
        **described(
            "Числа",
            "Сколько чего: по целям, направлениям, формам.",
            "{by: по целям, of: выбор профессии, count: 3}",
        ),
    )
    mark: Text | None = Field(
        None, **described("Отметка о выполнении", "Что стояло в этом столбце документа.", "28.08.2025")
    )


Steps = tuple[Step, ...]
Stages = Annotated[tuple[Annotated[str, word("stages")], ...], BeforeValidator(one_or_list)]
Forms = Annotated[tuple[Annotated[str, word("forms")], ...], BeforeValidator(one_or_list)]
RolePatterns = Annotated[tuple[Annotated[str, word("role_patterns", free=True)], ...], BeforeValidator(_list)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(one_or_list)]

Card.model_rebuild()
Addressed.model_rebuild()
