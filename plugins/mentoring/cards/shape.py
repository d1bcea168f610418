"""What a card is made of, asked of its class: its fields in their order, their examples, the parts inside them."""

import typing
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mentoring.cards.fields import Addressed, Card


def fields_of(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """The keys and fields of a card or a part; those that every card has stand last."""
    named = [(field.alias or name, field) for name, field in model.model_fields.items()]
    common = Addressed.model_fields.keys() if issubclass(model, Card) else frozenset()
    return [pair for pair in named if pair[0] not in common] + [pair for pair in named if pair[0] in common]


def example_of(field: FieldInfo) -> str:
    return str(next(iter(field.examples or ()), ""))


def words_of(field: FieldInfo) -> str:
    """The list of the vocabulary a field takes its words from; empty where it takes any text."""
    extra = field.json_schema_extra
    return str(extra.get("vocabulary", "")) if isinstance(extra, dict) else ""


def part_of(annotation: Any) -> type[BaseModel] | None:
    """The class of the parts a field holds, inside a list or not."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for inner in typing.get_args(annotation) if (part := part_of(inner))), None)


def is_many(annotation: Any) -> bool:
    return typing.get_origin(annotation) is tuple or any(
        is_many(inner) for inner in typing.get_args(annotation)
    )
