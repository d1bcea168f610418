"""Files become cards, or problems in Russian at the place of the slip."""

import typing
from collections.abc import Mapping
from importlib import resources
from types import UnionType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mentoring import russian
from mentoring.cards import FOLDERS, Card, Filed
from mentoring.problems import Place, Problem
from mentoring.source import Document, Path, parse_yaml
from mentoring.vocabulary import LISTS, Term, Vocabulary, shortened

C = TypeVar("C", bound=Filed)


def federal_vocabulary() -> Vocabulary:
    """Read the words that ship inside the package."""
    text = resources.files("mentoring").joinpath("data/vocabulary.yml").read_text("utf-8")
    lists = _filled(parse_yaml(text, "vocabulary.yml").data)
    return Vocabulary(
        {name: tuple(Term.model_validate(term) for term in terms) for name, terms in lists.items()}
    )


def own_words(words: Filed) -> dict[str, tuple[Term, ...]]:
    """The lists a school filled in its `vocabulary.yml`."""
    return {name: terms for name in LISTS if (terms := getattr(words, name, ()))}


def read(document: Document, model: type[C], vocabulary: Vocabulary) -> tuple[C | None, list[Problem]]:
    """Hold a document against the class of its card; an empty field is as if it were not there."""
    try:
        card = model.model_validate(_filled(document.data), context={"vocabulary": vocabulary})
    except ValidationError as error:
        elsewhere = _elsewhere(document, model)
        return None, [elsewhere] if elsewhere else _problems(error, document, model)
    return card.filed(document), []


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _filled(inner) for key, inner in value.items() if inner is not None and inner != ""}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


def _problems(error: ValidationError, document: Document, model: type[Filed]) -> list[Problem]:
    slips = error.errors(include_url=False, include_input=False)
    unknown = [tuple(slip["loc"]) for slip in slips if slip["type"] == "extra_forbidden"]
    meant = {(*way[:-1], _meant(document, model, way)) for way in unknown}
    found = []
    for slip in slips:
        way: Path = tuple(slip["loc"])
        if slip["type"] == "extra_forbidden":
            found.append(_unknown_field(document, model, way))
        elif slip["type"] != "missing":
            found.append(_misfit(document, model, slip, way))
        elif way not in meant:  # one slip, one problem: `titel` is not also a missing `title`
            found.append(_missing(document, model, way))
    return found


def _elsewhere(document: Document, model: type[Filed]) -> Problem | None:
    """A card of one kind in the folder of another: one slip, not one for each of its fields."""
    here = next((folder for folder, kind in FOLDERS.items() if kind is model), None)
    if here is None:
        return None
    there = folder_of(document)
    keys = set(document.data)
    strange, strange_there = (keys - set(FOLDERS[folder].model_fields) for folder in (here, there))
    if len(strange) < 2 or 3 * len(strange_there) > len(strange):
        return None
    return Problem(
        document.key_place(next(key for key in document.data if key in strange)),
        f"По полям это карточка {_OF_KIND[there]}, а лежит она в папке cases/{here}.",
        f"Перенесите файл в папку cases/{there}.",
        rule="card-wrong-folder",
    )


def folder_of(document: Document) -> str:
    """The folder whose cards have most of the fields of a document."""
    return max(FOLDERS, key=lambda folder: len(FOLDERS[folder].model_fields.keys() & document.data.keys()))


_OF_KIND = {
    "programmes": "программы",
    "roadmaps": "дорожной карты",
    "pairs": "пары или группы",
    "practices": "практики",
    "mentors": "наставника",
    "media": "картинки",
}


# What is wrong with a field's name


def _unknown_field(document: Document, model: type[Filed], way: Path) -> Problem:
    place = document.key_place(*way)
    key = str(way[-1])
    fields = _fields(model, way[:-1])
    meant = _meant(document, model, way)
    if (
        issubclass(model, Card)
        and russian.folded(key).replace(" ", "_").replace("-", "_") in _PERSONAL
        and not meant
    ):
        fix = "Удалите эту строку; участника назовите ролью: `role: ученик`, `band: 5–7`."
        if "title" in fields and len(way) == 1:
            fix += " Название карточки стоит в поле `title`."
        return Problem(
            place,
            f"В карточке есть поле `{key}`: личных сведений об участнике здесь не бывает.",
            fix,
            why="Имя, класс с буквой, день рождения и сведения о здоровье ребёнка нельзя держать в карточке даже в черновике.",
            rule="field-personal",
            quote=False,
        )
    what = f"Поля `{shortened(key)}` здесь нет."
    if meant:
        fix = f"Исправьте название поля: `{meant}` — «{fields[meant]}»."
    else:
        fix = f"Исправьте название поля или удалите его. Здесь бывают поля: {_listed(fields)}."
    return Problem(place, what, fix, rule="field-unknown")


def _listed(fields: Mapping[str, str]) -> str:
    """The names of fields; a few of them with what they mean."""
    if len(fields) > 12:
        return ", ".join(f"`{name}`" for name in fields)
    return ", ".join(f"`{name}` — «{title}»" if title else f"`{name}`" for name, title in fields.items())


def _meant(document: Document, model: type[Filed], way: Path) -> str | None:
    """The field an author meant by an unknown name, by its Russian title or by a near word; not one already there."""
    key = str(way[-1])
    fields = {
        name: title
        for name, title in _fields(model, way[:-1]).items()
        if (*way[:-1], name) not in document.keys
    }
    by_title = {russian.folded(title): name for name, title in fields.items()}
    if named := by_title.get(russian.folded(key)):
        return named
    personal = russian.folded(key).replace(" ", "_").replace("-", "_") in _PERSONAL
    return None if personal else russian.nearest(key, fields)


_PERSONAL = frozenset(
    {
        *(
            "name",
            "fio",
            "фио",
            "имя",
            "фамилия",
            "отчество",
            "surname",
            "first_name",
            "last_name",
            "full_name",
        ),
        *("mentee_name", "student_name", "pupil_name", "child_name", "имя_ученика", "фио_ученика"),
        *("birthday", "birth_date", "birthdate", "дата_рождения", "день_рождения", "age", "возраст"),
        *("class", "класс", "grade", "class_letter"),
        *("diagnosis", "диагноз", "health", "здоровье", "registry", "учет"),
        *(
            "snils",
            "снилс",
            "passport",
            "паспорт",
            "address_home",
            "адрес",
            "photo_child",
            "телефон",
            "phone",
        ),
    }
)


def _missing(document: Document, model: type[Filed], way: Path) -> Problem:
    name = str(way[-1])
    title = _fields(model, way[:-1]).get(name, "")
    what = f"Не заполнено поле `{name}` — «{title}»."
    example = _example(model, way)
    if way in document.keys:
        place = document.key_place(*way)
        fix = f"Впишите значение, например: `{name}: {example}`."
    else:
        place = document.place(*way[:-1]) if len(way) > 1 else Place(document.path)
        fix = f"Добавьте строку `{name}: …`, например: `{name}: {example}`."
    return Problem(place, what, fix, rule="field-missing")


# What is wrong with a value


def _misfit(document: Document, model: type[Filed], slip: Any, way: Path) -> Problem:
    named = way[-1] == "[key]"  # pydantic's own step: the name of a field that a school chooses
    while way and way not in document.places:
        way = way[:-1]
    place = document.key_place(*way) if named else document.place(*way)
    context = slip.get("ctx", {})
    if "fix" in context:
        return Problem(place, context["what"], context["fix"], rule=slip["type"])
    value = document.data
    for step in way:
        value = value[step]  # type: ignore[index]  # the way was walked when the value was read
    if value is None:
        return Problem(
            place, "Пункт списка пуст.", "Впишите значение или удалите эту строку.", rule="value-empty"
        )
    field = way
    while field and isinstance(field[-1], int):
        field = field[:-1]
    rule, what, fix = PYDANTIC[slip["type"]]
    words = {
        "name": field[-1] if field else "",
        "given": "стоит текст"
        if isinstance(value, str)
        else "стоит список"
        if isinstance(value, list)
        else "стоят поля",
        "example": _example(model, field),
        **{
            bound: russian.decimal(limit)
            for bound, limit in context.items()
            if isinstance(limit, int | float)
        },
    }
    return Problem(place, what.format(**words), fix.format(**words), rule=rule)


_ONE = "Запишите одно значение в той же строке, после двоеточия: `{name}: {example}`."
_TEXT_WANTED = ("text-wanted", "В поле `{name}` {given}, а нужно одно значение.", _ONE)
_FIELDS_WANTED = (
    "fields-wanted",
    "В поле `{name}` {given}, а нужны поля.",
    "Запишите поля с новой строки с отступом, у каждого двоеточие и значение. Образец: `{example}`.",
)
_PATTERN = (
    "text-form",
    "Значение поля `{name}` записано не так, как нужно.",
    "Запишите по образцу: `{name}: {example}`.",
)

PYDANTIC: dict[str, tuple[str, str, str]] = {
    "string_type": _TEXT_WANTED,
    "date_type": _TEXT_WANTED,
    "float_type": _TEXT_WANTED,
    "int_type": _TEXT_WANTED,
    "bool_type": _TEXT_WANTED,
    "tuple_type": (
        "list-wanted",
        "В поле `{name}` {given}, а нужен список.",
        "Начните каждую запись с новой строки: отступ, `- `, затем сама запись. Образец: `{example}`.",
    ),
    "model_type": _FIELDS_WANTED,
    "dict_type": _FIELDS_WANTED,
    "string_pattern_mismatch": _PATTERN,
    "literal_error": _PATTERN,
    "greater_than": (
        "number-out-of-range",
        "Число в поле `{name}` должно быть больше {gt}.",
        "Впишите число больше {gt}.",
    ),
    "greater_than_equal": (
        "number-out-of-range",
        "Число в поле `{name}` меньше {ge}.",
        "Впишите число не меньше {ge}.",
    ),
    "less_than_equal": (
        "number-out-of-range",
        "Число в поле `{name}` больше {le}.",
        "Впишите число не больше {le}.",
    ),
}
"""What pydantic can say of a value, in Russian: rule, what, fix."""


# What the cards declare


def _fields(model: type[BaseModel], way: Path) -> dict[str, str]:
    """The names and Russian titles of the fields at a place."""
    inner = model_at(model, way)
    return (
        {field.alias or name: field.title or "" for name, field in inner.model_fields.items()}
        if inner
        else {}
    )


def _example(model: type[BaseModel], way: Path) -> str:
    inner = model_at(model, way[:-1])
    for name, field in (inner.model_fields if inner else {}).items():
        if way[-1] == (field.alias or name):
            example = str((field.examples or [""])[0])
            return f'"{example}"' if ": " in example and not example.startswith(("{", "- ")) else example
    return ""


def model_at(model: type[BaseModel], way: Path) -> type[BaseModel] | None:
    """Walk the declared types along the way of a value."""
    here: Any = model
    for step in way:
        if isinstance(step, int):
            continue  # `_inner` has already stepped into the list
        if typing.get_origin(here) is dict:
            here = _inner(typing.get_args(here)[1])
        elif isinstance(here, type) and issubclass(here, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = _inner(fields.get(step))
        else:
            return None
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inner(kind: Any) -> Any:
    """Unwrap `X | None`, `Annotated[X, …]` and `tuple[X, …]` to X."""
    while True:
        origin = typing.get_origin(kind)
        arguments = [part for part in typing.get_args(kind) if part not in (type(None), Ellipsis)]
        if origin in (typing.Annotated, tuple) or (
            origin in (typing.Union, UnionType) and len(arguments) == 1
        ):
            kind = arguments[0]
        else:
            return kind
