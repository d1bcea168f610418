"""The JSON Schema of each card, with the words of the vocabulary filled in."""

from typing import Any

from mentoring.cards import FILES, FOLDERS, OwnPage
from mentoring.cards.fields import Filed
from mentoring.vocabulary import Vocabulary

KINDS: dict[str, type[Filed]] = {
    **FOLDERS,
    **{name.removesuffix(".yml"): model for name, model in FILES.items()},
    "docs": OwnPage,
}
"""Every kind of card by the name of its folder or file."""


def of_card(kind: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of card, as an author writes it."""
    schema = KINDS[kind].model_json_schema(by_alias=True, mode="validation")
    _fill(schema, vocabulary)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _fill(node: Any, vocabulary: Vocabulary) -> None:
    """Offer the words of the vocabulary as examples wherever a field takes them."""
    if isinstance(node, dict):
        if "vocabulary" in node:
            node["examples"] = [term.title for term in vocabulary.terms(node["vocabulary"])]
        for value in node.values():
            _fill(value, vocabulary)
    elif isinstance(node, list):
        for value in node:
            _fill(value, vocabulary)
