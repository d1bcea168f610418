"""A card as a file to fill in: the fields that are known, the others behind `# `, each with its description."""

import typing
from collections.abc import Mapping

from pydantic.fields import FieldInfo

from mentoring import block_yaml
from mentoring.cards import Card, Filed, OwnPage
from mentoring.cards.shape import example_of, fields_of, is_many, part_of

HOW = "У нужных полей уберите в начале строки решётку и пробел."


def blank(
    model: type[Filed],
    place: str,
    values: Mapping[str, block_yaml.Value] | None = None,
    *,
    body: str = "Рассказ своими словами.",
    explained: bool = True,
    story: str = "",
) -> str:
    """The text of a card; a required field without a value has its example.

    `explained`: the fields without a value stand there too, and every field says what it is for.
    `story`: what the text below is to tell; a remark of the card, because one in the text would get out.
    """
    known = values or {}
    lines = [f"# {model.TITLE}. Файл: {place}. {HOW}"] if explained else []
    for key, field in fields_of(model):
        about = f"  # {field.title}: {field.description}" if field.description and explained else ""
        if key in known:
            first, *rest = block_yaml.pair(key, known[key], 0)
            lines += [f"{first}{about}", *rest]
        elif field.is_required() or explained:
            lines += _unfilled(key, field, about)
    if story and explained:
        lines.append(f"# Ниже, под тремя дефисами, — рассказ своими словами, без имён детей: {story}")
    if issubclass(model, Card | OwnPage):
        return "\n".join(["---", *lines, "---", *(("", body) if body else ())])
    return "\n".join(lines)


def quoted(text: str) -> str:
    """An example as it is typed after a key: text with a colon inside stands in quotes."""
    return f'"{text}"' if ": " in text and not text.startswith(("{", '"')) else text


def _unfilled(key: str, field: FieldInfo, about: str) -> list[str]:
    example = example_of(field)
    if example.startswith("- ") or typing.get_origin(field.annotation) is dict:
        lines = [f"{key}:{about}", f"  {example}"]
    elif is_many(field.annotation) and part_of(field.annotation):
        lines = [f"{key}:{about}", f"  - {example}"]
    else:
        lines = [f"{key}: {quoted(example)}{about}"]
    return lines if field.is_required() else [f"# {line}" for line in lines]
