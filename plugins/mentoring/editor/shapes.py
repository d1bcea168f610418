"""What a field of a card looks like to a person who fills it in, read from the declaration of the card."""

import typing
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from mentoring.cards import Card, Filed, OwnPage
from mentoring.cards.fields import Addressed, Day, FileName, Prose, Slug, To, Url, Year
from mentoring.vocabulary import Answer, Count, Number, Settle


@dataclass(frozen=True)
class Plain:
    """One value; `kind` says how it is written."""

    kind: str
    """`text`, `prose`, `day`, `year`, `number`, `count`, `answer`, `slug`, `url` or `file`."""
    to: str = ""
    """Where a slug or the name of a file leads; empty where it leads nowhere."""


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary; a free one may be the school's own."""

    words: str
    free: bool


@dataclass(frozen=True)
class Many:
    """A list of the same."""

    of: "Shape"


@dataclass(frozen=True)
class Keyed:
    """Values by a name that the school chooses: a school year, an age band."""

    of: "Shape"


@dataclass(frozen=True)
class Fields:
    """Fields that stand together."""

    model: type[BaseModel]


Shape = Plain | Word | Many | Keyed | Fields

_PLAIN: tuple[tuple[Any, str], ...] = (
    (Day, "day"),
    (Year, "year"),
    (Number, "number"),
    (Count, "count"),
    (Answer, "answer"),
    (Slug, "slug"),
    (Url, "url"),
    (FileName, "file"),
    (Prose, "prose"),
)


@dataclass(frozen=True)
class Field:
    """A field of a card."""

    name: str
    """As it stands in the file."""
    shape: Shape
    info: FieldInfo

    @property
    def title(self) -> str:
        return self.info.title or self.name


@cache
def fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a card in the order of the form and of a new file: its own, then what every card has."""
    hints = typing.get_type_hints(model, include_extras=True)
    common = Addressed.model_fields if issubclass(model, Card) else {}
    found = model.model_fields.items()
    ordered = [
        *(field for field in found if field[0] not in common),
        *(field for field in found if field[0] in common),
    ]
    return tuple(Field(info.alias or name, _of(hints[name]), info) for name, info in ordered)


def field(model: type[BaseModel], name: str) -> Field | None:
    return next((each for each in fields(model) if each.name == name), None)


def has_body(model: type[Filed]) -> bool:
    """Whether Markdown stands under the card; a file that is all card has none."""
    return issubclass(model, Card | OwnPage)


def _of(kind: Any, to: str = "") -> Shape:
    for alias, name in _PLAIN:
        if kind == alias:
            return Plain(name, to)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, UnionType):
        return _of(next(part for part in typing.get_args(kind) if part is not type(None)), to)
    if origin is typing.Annotated:
        base, *extras = typing.get_args(kind)
        return _annotated(base, extras, to)
    if origin is tuple:
        return Many(_of(typing.get_args(kind)[0], to))
    if origin is dict:
        return Keyed(_of(typing.get_args(kind)[1]))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Fields(kind)
    return Plain("text", to)


def _annotated(base: Any, extras: list[Any], to: str) -> Shape:
    """An annotated type; nested annotations come flat, so a known alias may stand in front of a mark."""
    to = next((extra.folder for extra in extras if isinstance(extra, To)), to)
    kept = [extra for extra in extras if not isinstance(extra, To)]
    if len(kept) != len(extras):
        return _of(typing.Annotated[base, *kept], to) if kept else _of(base, to)
    for extra in extras:
        if isinstance(extra, BeforeValidator) and isinstance(extra.func, Settle):
            return Word(extra.func.name, extra.func.free)
    return _of(base, to)
