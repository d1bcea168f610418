"""The manual for curators: how to add a case, every field of every card, every rule."""

import html
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from mentoring import listings, rules
from mentoring.cards import FILES, FOLDERS, Card, Filed, OwnPage, Register
from mentoring.cards.shape import example_of, fields_of, is_many, part_of, words_of
from mentoring.casebook import Casebook
from mentoring.pages import manual_examples
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page, literal
from mentoring.privacy.looking import look
from mentoring.starters.blank import blank, quoted
from mentoring.vocabulary import LISTS, Vocabulary

KINDS: Mapping[str, tuple[type[Filed], str, str]] = {
    "programmes": (FOLDERS["programmes"], "cases/programmes/имя.md", "программы, по одной на учебный год"),
    "roadmaps": (FOLDERS["roadmaps"], "cases/roadmaps/имя.md", "дорожные карты и отчёты по ним"),
    "pairs": (FOLDERS["pairs"], "cases/pairs/имя.md", "кейсы пар и групп"),
    "practices": (FOLDERS["practices"], "cases/practices/имя.md", "практики, которые можно повторить"),
    "mentors": (FOLDERS["mentors"], "cases/mentors/имя.md", "взрослые наставники, давшие согласие"),
    "media": (FOLDERS["media"], "cases/media/имя.md", "картинки, у каждой своё описание"),
    "school": (FILES["school.yml"], "cases/school.yml", "школа, куратор, команда, учебные годы"),
    "documents": (FILES["documents.yml"], "cases/documents.yml", "приказы, положения, бланки, анкеты"),
    "vocabulary": (
        FILES["vocabulary.yml"],
        "cases/vocabulary.yml",
        "свои слова школы: показатели, ролевые модели",
    ),
    "reviewed": (
        FILES["reviewed.yml"],
        "cases/reviewed.yml",
        "слова, похожие на имя, номер или диагноз, которые куратор проверил и разрешил",
    ),
    "addresses": (
        FILES["addresses.yml"],
        "cases/addresses.yml",
        "адреса, которые уже были на сайте; список пополняет сборка",
    ),
    "people": (
        Register,
        "private/people.yml",
        "закрытый реестр: кого нельзя назвать и чьё согласие есть; git его не видит",
    ),
    "docs": (OwnPage, "docs/имя.md", "страницы своими словами"),
}
"""Every kind of card by its address in the manual: its class, where it lies, what it is for."""


@dataclass(frozen=True)
class FieldRow:
    """A field as a curator reads of it."""

    key: str
    title: str
    description: str
    example: str
    required: bool
    many: bool
    part: str
    """The anchor of the table of its own fields; empty where it has none."""
    words: str
    """The anchor of the list of its words; empty where it takes any text."""
    free: bool
    """Whether a word of one's own is accepted beside those of the list."""


@dataclass(frozen=True)
class Table:
    """The fields that stand together: those of the card, or those of one of its parts."""

    anchor: str
    heading: Markup
    keys: str
    """The keys under which these fields stand; empty for the card itself."""
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True)
class Words:
    """The words of a list of the vocabulary."""

    anchor: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class RuleText:
    """A rule: its permanent name, its first sentence, the rest as Markdown, an example."""

    name: str
    heading: Markup
    text: str
    example: manual_examples.Example


@dataclass(frozen=True)
class Blank:
    """A card to copy: every field, those that are not needed behind a sign of remark."""

    kind: str
    title: str
    place: str
    text: str


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of the manual; its invented people are left out where the school publishes it."""
    if is_told(edition):
        for page in _pages(edition):
            yield page if edition.preview else replace(page, content=nameless(page.content))


def nameless(page: str) -> str:
    """The same page with «…» where an example names somebody or tells a telephone: the gate knows no example from a leak."""
    return _CODE.sub(lambda match: f"{match[1]}{_without_people(match[2])}{match[3]}", page)


def _without_people(escaped: str) -> str:
    text = html.unescape(escaped)
    shown, done = "", 0
    for start, end in sorted((one.start, one.end) for one in (*look(text), *look(text.replace("\n", " ")))):
        if end > done:
            shown, done = f"{shown}{text[done:start]}…", end
    return html.escape(shown + text[done:], quote=False)


_CODE = re.compile("(<code>)(.*?)(</code>)", re.S)


def _pages(edition: Edition) -> Iterator[Page]:
    here = Here(edition, "curators/index.md")
    yield edition.page(
        here.path,
        "Руководство куратора",
        "manual.md.jinja",
        description="Как добавить кейс, проверить и опубликовать сайт, и чего никогда не пишут.",
        kinds=[
            (place, model.TITLE, about, here.link(path_of(kind)))
            for kind, (model, place, about) in KINDS.items()
        ],
        listings=listings.KINDS.values(),
    )
    yield edition.page(
        "curators/card.md",
        "Как устроена карточка",
        "manual_card.md.jinja",
        description="Чем писать карточку, из чего она состоит, заготовки всех видов.",
        blanks=[
            Blank(kind, model.TITLE, place, blank(model, place)) for kind, (model, place, _) in KINDS.items()
        ],
    )
    for kind in KINDS:
        yield _fields(kind, edition)
    yield edition.page(
        "curators/rules.md",
        "Правила проверки",
        "manual_rules.md.jinja",
        description="Что проверяет программа и что делать с каждым замечанием.",
        parts=rule_texts(),
    )


def is_told(edition: Edition) -> bool:
    """Whether readers of this edition are curators: in preview, or where the school publishes its manual."""
    return edition.preview or edition.book.school.publish_manual


def path_of(kind: str) -> str:
    return f"curators/fields/{kind}.md"


def tables(kind: str) -> tuple[Table, ...]:
    """The fields of a card, then those of its parts, each part once."""
    model, _, _ = KINDS[kind]
    parts: dict[type[BaseModel], list[tuple[str, str]]] = {}
    _collect(model, parts)
    found = [Table("card", Markup(""), "", _rows(model))]
    for part, places in parts.items():
        title = " / ".join(dict.fromkeys(title for _, title in places))
        keys = ", ".join(dict.fromkeys(key for key, _ in places))
        heading = Markup(literal(f"Внутри поля «{title}»"))  # escaped by literal
        found.append(Table(_anchor(part), heading, keys, _rows(part)))
    return tuple(found)


def starter(kind: str) -> str:
    """The shortest card that can be read: the required fields with their examples."""
    model, _, _ = KINDS[kind]
    lines = [f"{key}: {quoted(example_of(field))}" for key, field in fields_of(model) if field.is_required()]
    if issubclass(model, Card):
        return "\n".join(["---", *lines, "publication: черновик", "---", "", "Рассказ своими словами."])
    return "\n".join(lines)


@lru_cache(maxsize=1)
def rule_texts() -> Mapping[str, tuple[RuleText, ...]]:
    """Every permanent name a problem can have, by the part of the work it belongs to."""
    told = manual_examples.data("rules.yml")
    parts = {
        part: tuple(_text(name, words["title"], words["text"]) for name, words in names.items())
        for part, names in told.items()
    }
    return {**parts, "Смысл": tuple(_rule(rule) for rule in (*rules.ERRORS, *rules.WARNINGS))}


def rule_names() -> frozenset[str]:
    """The names the page of rules explains."""
    return frozenset(rule.name for part in rule_texts().values() for rule in part)


def _text(name: str, title: str, text: str) -> RuleText:
    heading = Markup(literal(title))  # escaped by literal
    return RuleText(name, heading, text.strip(), manual_examples.of_rule(name))


def _fields(kind: str, edition: Edition) -> Page:
    model, place, _ = KINDS[kind]
    found = tables(kind)
    return edition.page(
        path_of(kind),
        f"Поля: {model.TITLE.lower()}",
        "manual_fields.md.jinja",
        description=f"Все поля карточки «{model.TITLE}» с пояснениями и примерами.",
        place=place,
        starter=starter(kind),
        good=manual_examples.good(kind),
        bad=manual_examples.bad(kind),
        tables=found,
        words=_words(found, edition.book),
    )


def _collect(model: type[BaseModel], parts: dict[type[BaseModel], list[tuple[str, str]]]) -> None:
    """Find the parts of a card, depth first, with the keys and titles of the fields they stand in."""
    for key, field in fields_of(model):
        part = part_of(field.annotation)
        if part is None:
            continue
        is_new = part not in parts
        parts.setdefault(part, []).append((key, field.title or key))
        if is_new:
            _collect(part, parts)


def _rows(model: type[BaseModel]) -> tuple[FieldRow, ...]:
    return tuple(_row(key, field) for key, field in fields_of(model))


def _row(key: str, field: FieldInfo) -> FieldRow:
    part = part_of(field.annotation)
    words = words_of(field)
    return FieldRow(
        key=key,
        title=field.title or key,
        description=field.description or "",
        example=example_of(field),
        required=field.is_required(),
        many=is_many(field.annotation),
        part=_anchor(part) if part else "",
        words=f"words-{words}" if words else "",
        free=_is_free(words, field) if words else False,
    )


def _anchor(part: type[BaseModel]) -> str:
    return f"part-{part.__name__.lower()}"


def _is_free(words: str, field: FieldInfo) -> bool:
    """Whether a field takes a word that no list has; tried on the field itself."""
    checked: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    try:
        _adapter(checked).validate_python(
            "слово не из списка", context={"vocabulary": Vocabulary({words: ()})}
        )
    except ValidationError:
        return False
    return True


@lru_cache(maxsize=256)
def _adapter(checked: Any) -> TypeAdapter[Any]:
    return TypeAdapter(checked)


def _words(found: Sequence[Table], book: Casebook) -> list[Words]:
    """The lists the fields of a page take their words from, each once."""
    anchors = dict.fromkeys(row.words for table in found for row in table.fields if row.words)
    lists = []
    for anchor in anchors:
        name = anchor.removeprefix("words-")
        lists.append(Words(anchor, LISTS[name], tuple(term.title for term in book.vocabulary.terms(name))))
    return lists


def _rule(rule: rules.Rule) -> RuleText:
    first, _, rest = (inspect.getdoc(rule) or "").partition("\n\n")
    return _text(rules.name(rule), first.strip().rstrip("."), rest)
