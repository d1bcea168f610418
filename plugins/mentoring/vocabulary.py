"""The words a school chooses from: federal ones from the package, its own beside them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo
from pydantic.functional_validators import BeforeValidator
from pydantic_core import PydanticCustomError

from mentoring import body, russian


def misfit(kind: str, what: str, fix: str) -> PydanticCustomError:
    """A value that does not fit, told in Russian; `kind` is the permanent name of the fault."""
    return PydanticCustomError(kind, "{what}", {"what": what, "fix": fix})


def shortened(text: str) -> str:
    """The author's word inside a sentence: its visible signs, at most 60 of them."""
    plain = "".join(sign for sign in text.strip() if sign.isprintable())
    return plain if len(plain) <= 60 else f"{plain[:60].rstrip()}…"


def line(text: str, longest: int) -> str:
    """Text without spaces around it.

    Raises:
        PydanticCustomError: there is nothing in it, an invisible sign, or too much of it or of one mark.
    """
    text = text.strip()
    if not text:
        raise misfit("value-empty", "Поле пустое.", "Впишите значение или удалите строку с этим полем.")
    if _CONTROL.search(text):
        raise misfit(
            "control-character",
            "В тексте есть невидимый служебный знак.",
            "Удалите строку и наберите её заново.",
        )
    if len(text) > longest:
        raise misfit(
            "text-too-long",
            f"Текст длиннее {russian.count(longest, 'знака', 'знаков', 'знаков')}.",
            "Сократите его или перенесите рассказ под карточку.",
        )
    mark = body.heavy_mark(text)
    if mark:
        raise misfit(
            "marks-too-many",
            f"В поле больше {body.MAX_RUN} знаков «{mark}».",
            "Удалите лишние знаки.",
        )
    return text


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _answer(value: object) -> object:
    said = russian.yes_or_no(value) if isinstance(value, str) else None
    if isinstance(value, str) and said is None:
        raise misfit(
            "answer-not-yes-no", f"«{shortened(value)}» — не «да» и не «нет».", "Напишите `да` или `нет`."
        )
    return value if said is None else said


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return russian.parse_number(value)
    except ValueError:
        raise misfit(
            "number-not-digits",
            f"«{shortened(value)}» — не число.",
            "Запишите число цифрами, без единицы измерения: `3,5`.",
        ) from None


Number = Annotated[float, BeforeValidator(_number)]
"""A number: `3.5` or `3,5`."""


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    plain = re.sub(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9])", "", value.strip())
    if not re.fullmatch(r"0|[1-9][0-9]{0,6}", plain):
        raise misfit(
            "count-not-whole",
            f"«{shortened(value)}» — не целое число от нуля.",
            "Запишите количество цифрами: `12`. Если количество неизвестно, оставьте поле пустым.",
        )
    return int(plain)


Count = Annotated[int, BeforeValidator(_count), Field(ge=0)]
"""How many, from 0; a missing count means «не сказано»."""


Answer = Annotated[bool, BeforeValidator(_answer)]
"""`да` or `нет`."""


class Term(BaseModel):
    """One word of a vocabulary."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(
        title="Код",
        description="Короткое латинское имя слова; по нему своё слово заменяет федеральное.",
        examples=["student-student"],
        pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$",
    )
    title: str = Field(
        title="Название", description="Как слово пишут на сайте.", examples=["ученик – ученик"]
    )
    aliases: tuple[str, ...] = Field(
        (),
        title="Другие написания",
        description="Как ещё его пишут в документах.",
        examples=["дети учат детей"],
    )
    description: str = Field(
        "",
        title="Пояснение",
        description="Одно-два предложения для читателя сайта.",
        examples=["Старшие помогают младшим."],
    )
    source: str = Field(
        "", title="Источник", description="Документ, из которого взято слово.", examples=["Р-145, раздел 3"]
    )
    verified: Answer = Field(
        True, title="Сверено", description="Сверено ли слово с официальным текстом.", examples=["да"]
    )
    sensitive: Answer = Field(
        False,
        title="Чувствительное",
        description="Говорит о здоровье, учёте или трудностях ребёнка: не печатается на странице кейса.",
        examples=["нет"],
    )
    form: str = Field(
        "",
        title="Форма",
        description="Форма, к которой относится ролевая модель.",
        examples=["student-student"],
    )
    number: Count | None = Field(
        None, title="Номер", description="Номер этапа по целевой модели.", examples=["1"]
    )
    formula: str = Field(
        "",
        title="Как считается",
        description="Что на что делят или что складывают.",
        examples=["участники / все ученики × 100"],
    )
    unit: str = Field("", title="Единица", description="В чём измеряется показатель.", examples=["балл"])
    unit_forms: tuple[str, ...] = Field(
        (),
        title="Единица после числа",
        description="Три формы: 1 балл, 2 балла, 5 баллов; без них печатается сама единица.",
        examples=["балл"],
    )
    better: Literal["больше", "меньше"] = Field(
        "больше",
        title="Что лучше",
        description="Растёт или убывает показатель, когда дело идёт хорошо.",
        examples=["больше"],
    )
    step: Number | None = Field(
        None,
        title="Шаг",
        description="Изменение показателя, которое стоит одну ступень силы эффекта.",
        examples=["0.3"],
        gt=0,
    )
    total: Answer = Field(
        False,
        title="Сумма по группе",
        description="Да, если это сумма (проекты, уроки), а не среднее на человека: её не усредняют.",
        examples=["да"],
    )
    labels_child: Answer = Field(
        False,
        title="Метит ребёнка",
        description="Да, если слово называет слабость одного из детей: на странице кейса оно не печатается.",
        examples=["нет"],
    )
    minors: Answer = Field(
        False,
        title="О детях",
        description="Считает ли слово несовершеннолетних: их малые числа скрываются.",
        examples=["да"],
    )


LISTS: Mapping[str, str] = MappingProxyType(
    {
        "forms": "Формы наставничества",
        "role_patterns": "Ролевые модели",
        "stages": "Этапы",
        "kinds": "Виды наставничества",
        "directions": "Направления",
        "goals": "Цели",
        "terms": "Сроки работы пары",
        "modes": "Режимы работы",
        "meetings": "Виды встреч",
        "indicators": "Показатели",
        "methods": "Способы измерения",
        "mentor_types": "Типы наставников",
        "criteria_groups": "Группы критериев",
        "resources": "Виды ресурсов",
        "school_kinds": "Типы организаций",
        "programme_kinds": "Виды программ",
        "programme_directions": "Направленности программ",
        "pair_kinds": "Пара или группа",
        "bands": "Ступени",
        "participant_roles": "Стороны",
        "publications": "Состояния публикации",
        "states": "Состояния программы",
        "statuses": "Состояния мероприятия",
        "changes": "Изменения без цифр",
        "document_kinds": "Виды документов",
        "levels": "Уровни",
        "document_statuses": "Состояния документа",
        "columns": "Столбцы дорожной карты",
        "counted": "По чему считают",
        "covers": "Что разрешает согласие",
        "people": "Люди на картинке",
        "tools": "Виды инструментов",
        "synonyms": "Синонимы для поиска",
        "heads": "Заголовки столбцов в Word и Excel",
        "parts": "Части программы и рассказа в Word",
    }
)
"""Every list of words by its name in `vocabulary.yml`, with a Russian title."""


@dataclass(frozen=True)
class Vocabulary:
    """All words of one school."""

    lists: Mapping[str, tuple[Term, ...]]
    _by_text: Mapping[str, Mapping[str, Term]] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Mapping[str, Term]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_text = {
            name: {
                russian.folded(text): term for term in terms for text in (*term.aliases, term.id, term.title)
            }
            for name, terms in self.lists.items()
        }
        object.__setattr__(self, "_by_text", by_text)
        by_id = {name: {term.id: term for term in terms} for name, terms in self.lists.items()}
        object.__setattr__(self, "_by_id", by_id)

    def find(self, name: str, text: str) -> Term | None:
        """Find the word an author wrote by title, alias or id; dashes, spaces and case do not matter."""
        return self._by_text.get(name, {}).get(russian.folded(text))

    def get(self, name: str, identity: str | None) -> Term | None:
        return self._by_id.get(name, {}).get(identity or "")

    def title(self, name: str, value: str | None) -> str:
        """The word as people read it; a word the vocabulary does not know is its own title."""
        term = self.get(name, value)
        return term.title if term else value or ""

    def terms(self, name: str) -> tuple[Term, ...]:
        return self.lists.get(name, ())

    def with_own(self, own: Mapping[str, Iterable[Term]]) -> "Vocabulary":
        """Put a school's own words in: one with a known id takes its place, the others follow."""
        lists = dict(self.lists)
        for name, terms in own.items():
            merged = {term.id: term for term in lists.get(name, ())}
            merged.update({term.id: term for term in terms})
            lists[name] = tuple(merged.values())
        return Vocabulary(lists)


def word(name: str, *, free: bool = False) -> Any:
    """A validator that turns a written word into the id of its term.

    With `free` a word that is not in the vocabulary stays as it was written.
    The vocabulary comes from the validation context.
    """
    return BeforeValidator(Settle(name, free))


@dataclass(frozen=True)
class Settle:
    """What `word` does with a written word; the form of the editor reads from it what may be chosen."""

    name: str
    free: bool

    def __call__(self, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        if not value.strip():
            raise misfit("value-empty", "Поле пустое.", "Впишите значение или удалите строку с этим полем.")
        vocabulary: Vocabulary = (info.context or {})["vocabulary"]
        term = vocabulary.find(self.name, value)
        if term:
            return term.id
        if self.free:
            return line(value, 200)
        titles = [known.title for known in vocabulary.terms(self.name)]
        near = russian.nearest(value, titles)
        fix = suggestion(value, near) if near else f"Подойдёт одно из слов: {_choices(titles)}."
        raise misfit("unknown-word", f"Слова «{shortened(value)}» нет в списке «{LISTS[self.name]}».", fix)


def suggestion(written: str, near: str) -> str:
    """Offer the near word; where Latin letters make the difference, which nobody sees, say so."""
    mixed = (
        " В слове смешаны русские и латинские буквы: наберите его заново."
        if russian.mixes_alphabets(written)
        else ""
    )
    return f"Возможно, вы имели в виду «{near}»?{mixed}"


def _choices(titles: list[str]) -> str:
    shown = [f"«{title}»" for title in titles[:12]]
    return ", ".join(shown) + (" …" if len(titles) > 12 else "")
