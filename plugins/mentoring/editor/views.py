"""A card as its form shows it, and back: what the form did not change stays as the author wrote it."""

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from mentoring import russian
from mentoring.cards import Filed
from mentoring.editor.forms import BODY, KEY
from mentoring.editor.shapes import Field, Fields, Keyed, Many, Plain, Shape, Word, fields, has_body
from mentoring.school_year import SchoolYear
from mentoring.source import Document
from mentoring.vocabulary import Vocabulary

Form = dict[str, Any]
"""What the form holds, as JSON."""


def shown(document: Document, model: type[Filed], vocabulary: Vocabulary) -> Form:
    """A card as its form shows it."""
    form = _fields(document.data, model, vocabulary)
    if has_body(model):
        form[BODY] = document.body
    return form


def written(
    form: Mapping[str, Any], document: Document, model: type[Filed], vocabulary: Vocabulary
) -> dict[str, Any]:
    """The data of a card after the form: the values it changed, and all others as the author wrote them."""
    return _merged(form, document.data, model, vocabulary)


# A card as its form shows it


def _fields(data: Any, model: type[BaseModel], vocabulary: Vocabulary) -> Form:
    data = data if isinstance(data, Mapping) else {}
    found = {}
    for field in fields(model):
        value = _default(field, vocabulary) if _is_empty(data.get(field.name)) else data[field.name]
        if value is not None:
            found[field.name] = _value(value, field.shape, vocabulary)
    return found


def _default(field: Field, vocabulary: Vocabulary) -> Any:
    """What a missing field means, where the form must show it."""
    value = field.info.default
    if isinstance(field.shape, Word) and isinstance(value, str):
        return vocabulary.title(field.shape.words, value)
    if isinstance(field.shape, Plain) and isinstance(value, bool):
        return value
    return None


def _value(value: Any, shape: Shape, vocabulary: Vocabulary) -> Any:
    match shape:
        case Plain():
            return value if isinstance(value, bool) else _plain(value, shape.kind)
        case Word(words):
            term = vocabulary.find(words, value) if isinstance(value, str) else None
            return term.title if term else _text(value)
        case Many(of):
            items = value if isinstance(value, list) else [value]
            return [_value(item, of, vocabulary) for item in items if not _is_empty(item)]
        case Keyed(of):
            named = value if isinstance(value, Mapping) else {}
            return [{KEY: key, **_of_key(inner, of, vocabulary)} for key, inner in named.items()]
        case Fields(model):
            return _fields(value, model, vocabulary)
    raise TypeError(shape)


def _of_key(value: Any, of: Shape, vocabulary: Vocabulary) -> Form:
    if isinstance(of, Fields):
        return _fields(value, of.model, vocabulary)
    return {} if _is_empty(value) else {"value": _value(value, of, vocabulary)}


def _plain(value: Any, kind: str) -> Any:
    text = _text(value)
    try:
        match kind:
            case "day":
                return f"{russian.parse_day(text):%d.%m.%Y}"
            case "year":
                return str(SchoolYear.parse(text))
            case "answer":
                return bool(russian.yes_or_no(text))
    except ValueError:
        return text  # what is wrong with it is told beside the form
    return text.strip().removesuffix(".md") if kind == "slug" else text.rstrip("\n")


def _text(value: Any) -> str:
    """A value where text is wanted; of fields or a list in its place, what they are."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


# And back


def _merged(form: Any, data: Any, model: type[BaseModel], vocabulary: Vocabulary) -> dict[str, Any]:
    """The fields of a part after the form, those the form does not show among them."""
    data = data if isinstance(data, Mapping) else {}
    before = _fields(data, model, vocabulary)
    after = dict(data)
    for field in fields(model):
        now = form.get(field.name) if isinstance(form, Mapping) else None
        if field.name == "schema" or same(now, before.get(field.name)):
            continue
        new = _written(now, data.get(field.name), field.shape, vocabulary)
        if _is_empty(new):
            after.pop(field.name, None)
        else:
            after[field.name] = new
    return _in_order(after, data, model)


def _in_order(after: Mapping[str, Any], data: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The fields of before as they stood; a new one behind the last of those its class declares before it."""
    declared = [field.name for field in fields(model)]
    order = [name for name in data if name in after]
    for name in (name for name in declared if name in after and name not in data):
        earlier = [at for at, other in enumerate(order) if other in declared[: declared.index(name)]]
        order.insert(max(earlier, default=-1) + 1, name)
    return {name: after[name] for name in order}


def same(now: Any, before: Any) -> bool:
    """Whether two values of a form say the same."""
    return bool(_bare(now) == _bare(before))


def _bare(value: Any) -> Any:
    """A value of the form without what is empty: Decap leaves empty texts, lists and entries behind."""
    if isinstance(value, Mapping):
        kept = {key: _bare(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if not _is_empty(inner) and inner is not False}
    if isinstance(value, list):
        return [kept for inner in value if not _is_empty(kept := _bare(inner))]
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return None if value is False else value


def _written(now: Any, data: Any, shape: Shape, vocabulary: Vocabulary) -> Any:
    """What goes into the file for a value of the form that was changed."""
    if _is_empty(_bare(now)) and now is not False:
        return None
    match shape:
        case Plain("file"):
            return _scalar(now).rpartition("/")[2]  # Decap puts the folder in front
        case Plain() | Word():
            return _scalar(now)
        case Many(of):
            return _items(now if isinstance(now, list) else [now], data, of, vocabulary)
        case Keyed(of):
            return _by_name(now if isinstance(now, list) else [], data, of, vocabulary)
        case Fields(model):
            return _merged(now, data, model, vocabulary)
    raise TypeError(shape)


def _scalar(now: Any) -> str:
    if isinstance(now, bool):
        return "да" if now else "нет"
    return str(now).replace("\r\n", "\n").strip()


def _items(now: Sequence[Any], data: Any, of: Shape, vocabulary: Vocabulary) -> list[Any]:
    """A list after the form: entries that were there stay as they are, wherever they moved."""
    old = [item for item in (data if isinstance(data, list) else [data]) if not _is_empty(item)]
    before = [_key(_value(item, of, vocabulary)) for item in old]
    kept = [item for item in now if not _is_empty(_bare(item))]
    after = [_key(item) for item in kept]
    made: list[Any] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for offset, item in enumerate(kept[j1:j2]):
            known = old[i1 + offset] if i1 + offset < i2 else None
            made.append(known if what == "equal" else _item(item, known, before, old, of, vocabulary))
    return [item for item in made if not _is_empty(item)]


def _item(
    item: Any, known: Any, before: Sequence[str], old: Sequence[Any], of: Shape, vocabulary: Vocabulary
) -> Any:
    if _key(item) in before:
        return old[before.index(_key(item))]
    return _written(item, known, of, vocabulary)


def _by_name(now: Sequence[Any], data: Any, of: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    named = data if isinstance(data, Mapping) else {}
    found = {}
    for item in now:
        key = _scalar(item.get(KEY) or "")
        inner = {name: value for name, value in item.items() if name != KEY}
        before = _of_key(named.get(key), of, vocabulary)
        if key in named and same(inner, before):
            found[key] = named[key]
        elif key:
            new = inner if isinstance(of, Fields) else inner.get("value")
            found[key] = _written(new, named.get(key), of, vocabulary)
    return found


def _key(item: Any) -> str:
    return json.dumps(_bare(item), ensure_ascii=False, sort_keys=True)
