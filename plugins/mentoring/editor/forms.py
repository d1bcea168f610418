"""The configuration of Decap: a form for every kind of card, made of the declarations of the cards."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from mentoring.cards import FILES, FOLDERS, Filed, OwnPage
from mentoring.cards.fields import Addressed
from mentoring.editor.shapes import Field, Fields, Keyed, Many, Plain, Shape, Word, fields, has_body
from mentoring.vocabulary import Vocabulary

BODY, KEY = "body", "_key"
"""The Markdown under a card, and the name of a value among values by name, as fields of the form."""

PLURALS: Mapping[str, str] = {
    "pairs": "Пары и группы",
    "practices": "Практики",
    "programmes": "Программы",
    "roadmaps": "Дорожные карты",
    "mentors": "Наставники",
    "media": "Картинки",
}
"""How the folders are called, in the order of the menu."""

NEW: Mapping[str, str] = {
    "pairs": "Новый кейс",
    "practices": "Новая практика",
    "programmes": "Новая программа",
    "roadmaps": "Новая дорожная карта",
    "mentors": "Новый наставник",
    "media": "Новая картинка",
    "docs": "Новая страница",
}

PATTERNS: Mapping[str, tuple[str, str]] = {
    "year": ("[0-9]{4}", "два года через косую черту: 2025/26"),
    "number": ("[0-9]", "число цифрами, без единицы: 3,5"),
    "count": ("^\\s*[0-9][0-9\\s\\u00a0\\u202f]*$", "целое число цифрами: 12"),
    "slug": ("^\\s*[a-z0-9][a-z0-9._-]*\\s*$", "латинские буквы, цифры и дефисы, без пробелов"),
    "url": ("^\\s*https?://", "адрес целиком, с https:// в начале"),
}
"""What catches a slip while it is typed, with a hint; it lets through all that the reader takes."""


def configuration(vocabulary: Vocabulary) -> dict[str, Any]:
    """What Decap is started with."""
    return {
        "backend": {"name": "mentoring"},
        "load_config_file": False,
        "locale": "ru",
        "media_folder": "cases/media",
        "public_folder": "/cases/media",
        "publish_mode": "simple",
        "show_preview_links": False,
        "search": True,
        "editor": {"preview": True},
        "slug": {"encoding": "unicode", "clean_accents": False},
        "collections": [
            *(_folder(name, vocabulary) for name in PLURALS),
            _pages(vocabulary),
            _files(vocabulary),
        ],
    }


def collection_of(path: str) -> tuple[str, str]:
    """The collection of the form a file belongs to, and its name there."""
    top, _, rest = path.partition("/")
    if top == "docs":
        return "docs", rest.removesuffix(".md")
    folder, _, name = rest.rpartition("/")
    return (folder, name.removesuffix(".md")) if folder else ("files", name.removesuffix(".yml"))


def _folder(folder: str, vocabulary: Vocabulary) -> dict[str, Any]:
    model = FOLDERS[folder]
    title = "alt" if folder == "media" else "title"
    return {
        "name": folder,
        "label": PLURALS[folder],
        "label_singular": NEW[folder],
        "folder": f"cases/{folder}",
        **_cards,
        "identifier_field": title,
        "summary": f"{{{{{title}}}}} · {{{{publication}}}}",
        "sortable_fields": [title, "publication"],
        "view_filters": [
            {"label": label, "field": "publication", "pattern": term.title}
            for term in vocabulary.terms("publications")
            for label in [term.title.capitalize()]
        ],
        "view_groups": [{"label": "Публикация", "field": "publication"}],
        "fields": _form(model, vocabulary),
    }


_cards: Mapping[str, Any] = {
    "create": True,
    "delete": False,
    "extension": "md",
    "format": "card",
    "slug": "{{fields._slug}}",
    "media_folder": "/cases/media",
    "public_folder": "/cases/media",
}


def _pages(vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "name": "docs",
        "label": "Страницы",
        "label_singular": NEW["docs"],
        "folder": "docs",
        **_cards,
        "identifier_field": "title",
        "summary": "{{title}}",
        "sortable_fields": ["title"],
        "fields": _form(OwnPage, vocabulary),
    }


def _files(vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "name": "files",
        "label": "Школа и списки",
        "delete": False,
        "format": "card",
        "media_folder": "/cases/media",
        "public_folder": "/cases/media",
        "files": [
            {
                "name": name.removesuffix(".yml"),
                "label": model.TITLE,
                "file": f"cases/{name}",
                "fields": _form(model, vocabulary),
            }
            for name, model in FILES.items()
        ],
    }


# Fields


def _form(model: type[Filed], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    made = list(_fields(model, vocabulary))
    if not has_body(model):
        return made
    text = {
        "name": BODY,
        "label": "Рассказ",
        "hint": "Текст страницы своими словами. Имён детей, классов с буквой и сведений о здоровье здесь не бывает.",
        "widget": "markdown",
        "required": False,
        "modes": ["rich_text", "raw"],
        "buttons": [
            "bold",
            "italic",
            "link",
            "heading-two",
            "heading-three",
            "quote",
            "bulleted-list",
            "numbered-list",
        ],
        "editor_components": [],
    }
    own = [each for each in made if each["name"] not in Addressed.model_fields]
    return [*own, text, *(each for each in made if each not in own)]


def _fields(
    model: type[BaseModel], vocabulary: Vocabulary, *, optional: bool = False
) -> Iterator[dict[str, Any]]:
    """The fields of a card or of a part of it; in a part that may be missing nothing is asked for at once."""
    for field in fields(model):
        if field.name == "schema":  # the program's own
            continue
        required = field.info.is_required() and not optional
        made: dict[str, Any] = {
            "name": field.name,
            "label": f"{field.title} *" if required else field.title,
            "hint": _hint(field),
            "required": False,  # the reader says what is missing, in its own words and all at once
            **_widget(field.shape, vocabulary),
        }
        yield {key: value for key, value in made.items() if value != ""}


def _hint(field: Field) -> str:
    told = field.info.description or ""
    one = field.shape.of if isinstance(field.shape, Many) else field.shape
    if (
        isinstance(one, Plain) and one.to
    ):  # what is chosen here is shown by its title: nobody types names of files
        return (
            "Загрузите с компьютера или выберите."
            if one.kind == "file"
            else "Выберите; в поле можно печатать название."
        )
    example = str((field.info.examples or [""])[0])
    plain = (
        isinstance(field.shape, Plain) and field.shape.kind not in {"answer", "file"} and not field.shape.to
    )
    example = example.strip('"')
    return f"{told} Например: {example}" if plain and example else told


def _widget(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    match shape:
        case Plain():
            return _of_value(shape)
        case Word(words, free):
            return _of_words(words, free, vocabulary, many=False)
        case Many(Word(words, free)):
            return _of_words(words, free, vocabulary, many=True)
        case Many(Plain("slug", to)) if to:
            return {**_relation(to), "multiple": True}
        case Many(Plain()):
            return {"widget": "lines"}
        case Many(Fields(model)):
            return {
                "widget": "list",
                **_list,
                "summary": _summary(model),
                "fields": list(_fields(model, vocabulary)),
            }
        case Keyed(of):
            return _of_names(of, vocabulary)
        case Fields(model):
            inner = list(_fields(model, vocabulary, optional=True))
            return {"widget": "object", "collapsed": True, "fields": inner}
    raise TypeError(shape)


_list: Mapping[str, Any] = {"collapsed": True, "label_singular": "запись"}


def _of_value(shape: Plain) -> dict[str, Any]:
    match shape.kind:
        case "prose":
            return {"widget": "text"}
        case "day":
            return {"widget": "day"}
        case "answer":
            return {"widget": "boolean", "default": False}
        case "slug" if shape.to:
            return _relation(shape.to)
        case "file":
            if shape.to == "media":
                return {"widget": "image", "choose_url": False}
            return {
                "widget": "file",
                "choose_url": False,
                "media_folder": "/cases/files",
                "public_folder": "/cases/files",
            }
    pattern = PATTERNS.get(shape.kind)
    return {"widget": "string", **({"pattern": list(pattern)} if pattern else {})}


def _of_words(words: str, free: bool, vocabulary: Vocabulary, *, many: bool) -> dict[str, Any]:
    titles = [term.title for term in vocabulary.terms(words)]
    if free:
        return {"widget": "words" if many else "word", "options": titles}
    return {"widget": "select", "options": titles, "multiple": many}


def _relation(to: str) -> dict[str, Any]:
    if to == "documents":
        return {
            "widget": "relation",
            "collection": "files",
            "file": "documents",
            "value_field": "documents.*.id",
            "display_fields": ["documents.*.title"],
            "search_fields": ["documents.*.title", "documents.*.id"],
            "options_length": 200,
        }
    return {
        "widget": "relation",
        "collection": to,
        "value_field": "{{slug}}",
        "display_fields": ["title"],
        "search_fields": ["title"],
        "options_length": 2000,
    }


def _of_names(of: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    key = {"name": KEY, "label": "Что *", "widget": "string"}
    if isinstance(of, Fields):
        inner = list(_fields(of.model, vocabulary))
    else:
        inner = [{"name": "value", "label": "Сколько *", **_widget(of, vocabulary)}]
    return {"widget": "list", **_list, "summary": f"{{{{fields.{KEY}}}}}", "fields": [key, *inner]}


def _summary(model: type[BaseModel]) -> str:
    """What a folded entry of a list is called by."""
    told = [field for field in fields(model) if field.name not in {"id", "number"}]
    named = next((field for field in told if field.name == "title"), None)
    asked = named or next((field for field in told if field.info.is_required()), told[0])
    return f"{{{{fields.{asked.name}}}}}"
