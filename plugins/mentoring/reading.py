"""Files become cards, or problems in Russian at the place of the slip."""

import typing
from importlib import resources
from types import UnionType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mentoring import russian
from mentoring.cards import Filed
from mentoring.problems import Place, Problem
from mentoring.source import Document, Path, parse_yaml
from mentoring.vocabulary import LISTS, Term, Vocabulary

C = TypeVar("C", bound=Filed)


def federal_vocabulary() -> Vocabulary:
    """Read the words that ship inside the package."""
    text = resources.files("mentoring").joinpath("data/vocabulary.yml").read_text("utf-8")
    lists = parse_yaml(text, "vocabulary.yml").data
    return Vocabulary(
        {name: tuple(Term.model_validate(_bare(term)) for term in terms) for name, terms in lists.items()}
    )


def own_words(words: Filed) -> dict[str, tuple[Term, ...]]:
    """The lists a school filled in its `vocabulary.yml`."""
    return {name: terms for name in LISTS if (terms := getattr(words, name, ()))}


def read(document: Document, model: type[C], vocabulary: Vocabulary) -> tuple[C | None, list[Problem]]:
    """Hold a document against the class of its card."""
    try:
        card = model.model_validate(dict(document.data), context={"vocabulary": vocabulary})
    except ValidationError as error:
        return None, _problems(error, document, model)
    return card.filed(document), []


def _problems(error: ValidationError, document: Document, model: type[Filed]) -> list[Problem]:
    slips = error.errors(include_url=False, include_input=False)
    unknown = {slip["loc"][:-1]: slip for slip in slips if slip["type"] == "extra_forbidden"}
    found = []
    for slip in slips:
        way: Path = tuple(slip["loc"])
        if slip["type"] == "extra_forbidden":
            found.append(_unknown_field(document, model, way))
        elif slip["type"] == "missing":
            if way[:-1] in unknown and _meant(model, unknown[way[:-1]]["loc"]) == way[-1]:
                continue  # one slip, one problem: `titel` is not also a missing `title`
            found.append(_missing(document, model, way))
        else:
            found.append(_misfit(document, slip, way))
    return found


def _unknown_field(document: Document, model: type[Filed], way: Path) -> Problem:
    place = document.key_place(*way)
    key = str(way[-1])
    if russian.folded(key).replace("-", "_") in _PERSONAL:
        return Problem(
            place,
            f"В карточке есть поле `{key}`: личных сведений об участнике здесь не бывает.",
            "Удалите эту строку; участника назовите ролью: `role: ученик`, `band: 5–7`.",
            why="Имя, класс с буквой, день рождения или диагноз ребёнка нельзя держать в карточке даже в черновике.",
            rule="field-personal",
            quote=False,
        )
    meant = _meant(model, way)
    fields = _fields(model, way[:-1])
    if meant:
        fix = f"Исправьте название поля: `{meant}` — «{fields[meant]}»."
    else:
        names = ", ".join(f"`{name}`" for name in fields)
        fix = f"Удалите это поле. Здесь бывают поля: {names}."
    return Problem(place, f"Поля `{key}` в такой карточке нет.", fix, rule="field-unknown")


def _missing(document: Document, model: type[Filed], way: Path) -> Problem:
    name = str(way[-1])
    title = _fields(model, way[:-1]).get(name, "")
    example = _example(model, way)
    around = document.key_place(*way) if way in document.keys else document.place(*way[:-1])
    if len(way) == 1 and way not in document.keys:
        around = Place(document.path, 1, 1)
    return Problem(
        around,
        f"Не заполнено поле `{name}` — «{title}».",
        f"Добавьте строку `{name}: {example}`." if example else f"Добавьте поле `{name}`.",
        rule="field-missing",
    )


def _misfit(document: Document, slip: Any, way: Path) -> Problem:
    context = slip.get("ctx", {})
    while way and way not in document.places:
        way = way[:-1]  # pydantic adds steps of its own, such as `[key]`
    place = document.place(*way)
    if "fix" in context:
        rule = slip["type"]
        return Problem(place, context["what"], context["fix"], rule=rule)
    rule, what, fix = PYDANTIC[slip["type"]]
    name = next((str(step) for step in reversed(way) if isinstance(step, str)), "")
    return Problem(place, what.format(name=name, **context), fix.format(name=name, **context), rule=rule)


PYDANTIC: dict[str, tuple[str, str, str]] = {
    "string_type": ("text-wanted", "В поле `{name}` стоит список или несколько полей, а нужен текст.", "Запишите одно значение в той же строке, после двоеточия."),
    "string_too_long": ("text-too-long", "Текст в поле `{name}` длиннее {max_length} знаков.", "Сократите его или перенесите рассказ под карточку."),
    "string_pattern_mismatch": ("text-form", "Значение поля `{name}` записано не так, как нужно.", "Посмотрите пример этого поля в руководстве."),
    "tuple_type": ("list-wanted", "В поле `{name}` нужен список.", "Запишите каждое значение с новой строки: отступ, `- `, значение."),
    "model_type": ("fields-wanted", "В поле `{name}` стоит текст, а нужны поля.", "Запишите поля с новой строки с отступом, каждое со своим двоеточием."),
    "dict_type": ("fields-wanted", "В поле `{name}` стоит текст, а нужны поля.", "Запишите поля с новой строки с отступом, каждое со своим двоеточием."),
    "dataclass_type": ("text-wanted", "В поле `{name}` стоит список или несколько полей, а нужен учебный год.", "Запишите так: `{name}: 2025/26`."),
    "dataclass_exact_type": ("text-wanted", "В поле `{name}` нужен учебный год.", "Запишите так: `{name}: 2025/26`."),
    "date_type": ("text-wanted", "В поле `{name}` стоит список или несколько полей, а нужен день.", "Запишите так: `{name}: 31.08.2026`."),
    "float_type": ("text-wanted", "В поле `{name}` стоит список или несколько полей, а нужно число.", "Запишите одно число цифрами."),
    "int_type": ("text-wanted", "В поле `{name}` стоит список или несколько полей, а нужно число.", "Запишите одно целое число цифрами."),
    "bool_type": ("text-wanted", "В поле `{name}` нужно «да» или «нет».", "Запишите `да` или `нет`."),
    "greater_than": ("number-out-of-range", "Число в поле `{name}` не больше {gt}.", "Исправьте число."),
    "greater_than_equal": ("number-out-of-range", "Число в поле `{name}` меньше {ge}.", "Исправьте число."),
    "less_than_equal": ("number-out-of-range", "Число в поле `{name}` больше {le}.", "Исправьте число."),
    "literal_error": ("text-form", "Значение поля `{name}` не подходит.", "Подойдёт: {expected}."),
    "float_parsing": ("number-not-digits", "Значение поля `{name}` — не число.", "Запишите число цифрами: `0.5`."),
    "int_parsing": ("number-not-digits", "Значение поля `{name}` — не целое число.", "Запишите число цифрами: `3`."),
    "bool_parsing": ("answer-not-yes-no", "Значение поля `{name}` — не «да» и не «нет».", "Напишите `да` или `нет`."),
}  # fmt: skip
"""What pydantic can say of a value, in Russian: rule, what, fix."""

_PERSONAL = frozenset(
    "name fio фио имя фамилия отчество mentee_name student_name pupil_name child_name surname birthday birth_date "
    "birthdate дата_рождения class класс grade class_letter diagnosis диагноз health registry учет photo_child snils снилс "
    "address_home passport паспорт".split()
)


def _meant(model: type[BaseModel], way: Path) -> str | None:
    """The field an author meant by an unknown name: a Russian title or a near word."""
    fields = _fields(model, way[:-1])
    key = str(way[-1])
    by_title = {russian.folded(title): name for name, title in fields.items()}
    return by_title.get(russian.folded(key)) or russian.nearest(key, fields)


def _fields(model: type[BaseModel], way: Path) -> dict[str, str]:
    """The names and Russian titles of the fields at a place."""
    inner = _model_at(model, way)
    return (
        {field.alias or name: field.title or "" for name, field in inner.model_fields.items()}
        if inner
        else {}
    )


def _example(model: type[BaseModel], way: Path) -> str:
    inner = _model_at(model, way[:-1])
    for name, field in (inner.model_fields if inner else {}).items():
        if way[-1] in {name, field.alias}:
            example = str((field.examples or [""])[0])
            return f'"{example}"' if ": " in example and not example.startswith("{") else example
    return ""


def _model_at(model: type[BaseModel], way: Path) -> type[BaseModel] | None:
    """Walk the declared types along the way of a value."""
    here: Any = model
    for step in way:
        if isinstance(here, type) and issubclass(here, BaseModel):
            named = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = _inner(named.get(str(step)))
        else:
            here = _inner(here)
    here = _inner(here)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inner(kind: Any) -> Any:
    """Unwrap `X | None`, `Annotated[X, …]`, `tuple[X, …]` and `dict[str, X]` to X."""
    while True:
        origin = typing.get_origin(kind)
        arguments = [
            part for part in typing.get_args(kind) if part is not type(None) and part is not Ellipsis
        ]
        if origin is typing.Annotated or origin is tuple:
            kind = arguments[0]
        elif origin is dict:
            kind = arguments[1]
        elif origin in (typing.Union, UnionType) and len(arguments) == 1:
            kind = arguments[0]
        else:
            return kind


def _bare(term: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in term.items() if value is not None}
