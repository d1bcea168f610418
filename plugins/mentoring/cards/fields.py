"""What a field may hold: text, days, numbers, words of the vocabulary, links; and the base of every card."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    model_validator,
)
from pydantic_core import PydanticCustomError

from mentoring import russian
from mentoring.problems import Place
from mentoring.school_year import SchoolYear
from mentoring.source import Document
from mentoring.vocabulary import Answer, word


def misfit(kind: str, what: str, fix: str) -> PydanticCustomError:
    """A value that does not fit, told in Russian; `kind` is the permanent name of the fault."""
    return PydanticCustomError(kind, "{what}", {"what": what, "fix": fix})  # type: ignore[arg-type]  # a plain str


def described(title: str, description: str, example: str, **extra: Any) -> dict[str, Any]:
    """What every field says of itself, for the manual, the schema and the form."""
    return {"title": title, "description": description, "examples": [example], **extra}


class Part(BaseModel):
    """Fields that stand together, with or without a file of their own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, data: Any) -> Any:
        """An empty field says nothing: it is as if it were not there."""
        if isinstance(data, dict) and None in data.values():
            return {key: value for key, value in data.items() if value is not None}
        return data


class Filed(Part):
    """Fields that have a file of their own."""

    TITLE: ClassVar[str]
    """What a curator calls the kind."""

    _source: Document = PrivateAttr(default_factory=lambda: Document("", {}))

    @property
    def file(self) -> str:
        """The author's file, relative to the project."""
        return self._source.path

    def at(self, *way: str | int) -> Place:
        """Where a value of this card stands."""
        return self._source.place(*way)

    def filed(self, source: Document) -> Self:
        """Say which file it was read from."""
        self._source = source
        return self


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
    approved: "Approval | None" = Field(
        None,
        **described(
            "Согласовано", "Кто (должность) и когда разрешил публикацию.", "{by: директор, on: 31.08.2026}"
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
    def body(self) -> str:
        return self._source.body

    @property
    def is_public(self) -> bool:
        return self.publication in {"published", "archive"}


# Text


def _line(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        raise misfit("value-empty", "Поле пустое.", "Впишите значение или удалите строку с этим полем.")
    if _CONTROL.search(text):
        raise misfit(
            "control-character",
            "В тексте есть невидимый служебный знак.",
            "Удалите строку и наберите её заново.",
        )
    return text


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Text = Annotated[str, BeforeValidator(_line), Field(max_length=500)]
"""One sentence or phrase, up to 500 characters."""
Prose = Annotated[str, BeforeValidator(_line), Field(max_length=20_000)]
"""Markdown of one or more paragraphs, up to 20,000 characters."""


def _title(value: str) -> str:
    if re.fullmatch(r"[\d\s.,]+", value) or russian.folded(value) in {
        "да",
        "нет",
        "yes",
        "no",
        "true",
        "false",
        "on",
        "off",
    }:
        raise misfit(
            "title-no-words",
            f"Название «{value}» не говорит, о чём карточка.",
            "Назовите содержание словами.",
        )
    return value


Title = Annotated[str, BeforeValidator(_line), Field(max_length=250), AfterValidator(_title)]
"""A title of 1 to 250 characters with at least one word."""


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def one_or_list(value: object) -> object:
    if isinstance(value, str):
        if "," in value:
            raise misfit(
                "list-with-commas",
                "Несколько значений записаны через запятую.",
                "Запишите каждое значение с новой строки: отступ, `- `, значение.",
            )
        return [value]
    return value


Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
"""A list of phrases; one phrase is accepted as a list of one."""
Proses = Annotated[tuple[Prose, ...], BeforeValidator(_list)]
Roles = Annotated[tuple[Text, ...], BeforeValidator(one_or_list)]
"""A list of short names, such as posts; one name is accepted, several with commas are not."""


# Days, years, numbers


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return russian.parse_day(value)
    except ValueError:
        raise misfit(
            "day-impossible",
            f"«{value.strip()[:60]}» — не день календаря.",
            "Напишите день так: `31.08.2026`.",
        ) from None


def _possible(value: date) -> date:
    if not 1900 <= value.year <= 2100:
        raise misfit("year-impossible", f"Год {value.year} невозможен.", "Исправьте год: четыре цифры.")
    return value


Day = Annotated[date, BeforeValidator(_day), AfterValidator(_possible)]
"""A day: `31.08.2026`, `2026-08-31` or `31 августа 2026 г.`."""


def _year(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return SchoolYear.parse(value)
    except ValueError:
        raise misfit(
            "school-year-impossible",
            f"«{value.strip()[:60]}» — не учебный год.",
            "Напишите два года подряд через косую черту: `2025/26`.",
        ) from None


Year = Annotated[
    SchoolYear,
    BeforeValidator(_year, json_schema_input_type=str),
]
"""A school year: `2025/26`."""


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    plain = re.sub(r"[\s\u00a0\u202f]", "", value).replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,12}(\.\d{1,6})?", plain):
        raise misfit(
            "number-not-digits",
            f"«{value.strip()[:60]}» — не число.",
            "Запишите число цифрами, без единицы измерения: `3,5`.",
        )
    return float(plain)


Number = Annotated[float, BeforeValidator(_number)]
"""A number: `3.5` or `3,5`."""


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", value.strip())
    if not re.fullmatch(r"\d{1,7}", plain) or (len(plain) > 1 and plain.startswith("0")):
        raise misfit(
            "count-not-whole",
            f"«{value.strip()[:60]}» — не целое число от нуля.",
            "Запишите количество цифрами: `12`. Если количество неизвестно, оставьте поле пустым.",
        )
    return int(plain)


Count = Annotated[int, BeforeValidator(_count), Field(ge=0)]
"""How many, from 0; a missing count means «не сказано»."""


# Links


def _slug(value: object) -> object:
    if isinstance(value, str):
        text = value.strip().removesuffix(".md")
        if not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", text):
            raise misfit(
                "link-not-slug",
                f"«{value.strip()[:80]}» — не имя файла карточки.",
                "Впишите имя файла без `.md`: латинские буквы, цифры и дефисы.",
            )
        return text
    return value


Slug = Annotated[str, BeforeValidator(_slug)]
"""The name of another card's file without `.md`."""


def _url(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if not re.fullmatch(r"https?://[^\s<>\"'`\\]{4,500}", text):
            raise misfit(
                "address-not-web",
                f"«{text[:80]}» — не адрес страницы в интернете.",
                "Скопируйте адрес целиком, с `https://` в начале.",
            )
        return text
    return value


Url = Annotated[str, BeforeValidator(_url)]
"""An address with `http://` or `https://`."""


def _file(value: object) -> object:
    if isinstance(value, str):
        text = value.strip()
        if not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.[a-z0-9]{2,5}", text):
            raise misfit(
                "file-name",
                f"«{text[:80]}» — не имя файла в нужной папке.",
                "Впишите имя файла латинскими буквами, цифрами и дефисами, с окончанием: `anketa.docx`.",
            )
        return text
    return value


FileName = Annotated[str, BeforeValidator(_file)]
"""The name of a file beside the cards, without folders."""


def vocabulary(name: str) -> dict[str, Any]:
    """Say in the schema which list of the vocabulary a field takes its words from."""
    return {"json_schema_extra": {"vocabulary": name}}


class Approval(Part):
    """Who allowed the publication, and when."""

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
    survey: Slug | None = Field(
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
