"""An author's file taken apart: card, body, and the place of every value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from mentoring.problems import Place, Problem

Path = tuple[str | int, ...]
"""The way to a value: `("events", 2, "date")`."""

Value = str | None | list[Any] | dict[str, Any]
"""What a card holds before its class has seen it: every scalar is text, an empty one is None."""

MAX_DEPTH = 8
MAX_BYTES = 1_000_000

_FENCE = re.compile(r"---[ \t]*")
_NO_VALUE = frozenset({"", "~", "null", "Null", "NULL"})

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where it is built in: 8 times faster


@dataclass(frozen=True)
class Document:
    """One file of the author."""

    path: str
    """Relative to the project, with `/`."""
    data: Mapping[str, Any]
    body: str = ""
    body_line: int = 1
    """The line the body begins at, from 1."""
    lines: tuple[str, ...] = ()
    """The whole file, for quoting."""
    places: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    """Line and column of every value, by its way."""
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    """Line and column of every field's name, by the way of its value."""

    def place(self, *way: str | int) -> Place:
        """The place of a value; where it is missing, of the nearest thing around it."""
        for length in range(len(way), 0, -1):
            if way[:length] in self.places:
                return Place(self.path, *self.places[way[:length]])
        return Place(self.path)

    def key_place(self, *way: str | int) -> Place:
        """The place of a field's name; where it is missing, of the nearest thing around it."""
        return Place(self.path, *self.keys[way]) if way in self.keys else self.place(*way)


class SourceError(Exception):
    """A file that cannot be taken apart."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def decode(content: bytes, path: str) -> str:
    """Turn bytes into text with `\\n` line ends.

    Raises:
        SourceError: the bytes are no UTF-8, or the file is too large.
    """
    if len(content) > MAX_BYTES:
        raise _error(
            path, "file-too-large", "Файл больше 1 МБ.", "Вынесите картинки и вложения в отдельные файлы."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _error(
            path,
            "encoding",
            "Файл сохранён не в кодировке UTF-8.",
            "Откройте файл в редакторе и сохраните его заново, выбрав кодировку «UTF-8».",
            line=line,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, path: str) -> Document:
    """Take a Markdown file with a card apart.

    Raises:
        SourceError: no card, an unclosed one, broken YAML, or a field given twice.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise _error(
            path,
            "card-missing",
            "В начале файла нет карточки.",
            "Начните файл со строки `---`, под ней поля карточки, затем ещё одна строка `---`.",
        )
    closing = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if closing is None:
        raise _error(
            path,
            "card-unclosed",
            "Карточка не закрыта: нет второй строки `---`.",
            "Поставьте строку `---` после последнего поля карточки.",
        )
    header = "\n".join(lines[1:closing])
    return _document(path, header, 1, lines, "\n".join(lines[closing + 1 :]), closing + 2)


def parse_yaml(text: str, path: str) -> Document:
    """Take a file that is all card (`school.yml`) apart.

    Raises:
        SourceError: broken YAML, or a field given twice.
    """
    return _document(path, text, 0, text.split("\n"), "", 1)


def parse_page(text: str, path: str) -> Document:
    """Take a hand-written page apart: its card may be missing.

    Raises:
        SourceError: an unclosed card, broken YAML, or a field given twice.
    """
    if _FENCE.fullmatch(text.split("\n", 1)[0]):
        return parse(text, path)
    return Document(path, MappingProxyType({}), text, 1, tuple(text.split("\n")))


def _document(path: str, header: str, offset: int, lines: list[str], body: str, body_line: int) -> Document:
    tree = _Tree(path, offset)
    data = tree.read(header)
    return Document(path, data, body, body_line, tuple(lines), tree.places, tree.keys)


class _Tree:
    """One pass over the YAML nodes that keeps text as text and remembers places."""

    def __init__(self, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}

    def read(self, header: str) -> dict[str, Any]:
        try:
            self._check_events(header)
            node = yaml.compose(header, _Loader)
        except yaml.YAMLError as error:
            raise self._broken(error) from None
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise self._error(
                node.start_mark,
                "card-not-fields",
                "Карточка состоит не из полей.",
                "Запишите каждое поле с новой строки: название, двоеточие, пробел, значение.",
            )
        value = self._mapping(node, ())
        return value

    def _check_events(self, header: str) -> None:
        """Refuse what a card never needs before anything is built from it: a bomb is a page of YAML."""
        depth = 0
        for event in yaml.parse(header, _Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._error(
                    event.start_mark,
                    "yaml-reference",
                    "Значение начинается со знака `&` или `*`.",
                    "Возьмите значение в кавычки, а повторяющийся текст впишите целиком.",
                )
            if getattr(event, "tag", None):
                raise self._error(
                    event.start_mark,
                    "yaml-tag",
                    "Значение начинается со знака `!`.",
                    "Возьмите значение в кавычки.",
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise self._error(
                        event.start_mark,
                        "card-too-deep",
                        "В карточке слишком много вложенных уровней.",
                        "Проверьте отступы: поле одного уровня начинается с одного и того же столбца.",
                    )
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1

    def _value(self, node: yaml.Node, way: Path) -> Value:
        self.places[way] = self._at(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in _NO_VALUE:
                return None
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*way, index)) for index, child in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, way)

    def _mapping(self, node: yaml.MappingNode, way: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error(
                    key_node.start_mark,
                    "field-name",
                    "Название поля записано списком.",
                    "Название поля — одно слово перед двоеточием; значение с `{` или `[` возьмите в кавычки.",
                )
            key = str(key_node.value)
            if key in result:
                first = self.keys[(*way, key)][0]
                raise self._error(
                    key_node.start_mark,
                    "field-twice",
                    f"Поле `{key}` записано дважды: в первый раз — в строке {first}.",
                    "Оставьте одну из двух записей.",
                )
            self.keys[(*way, key)] = self._at(key_node.start_mark)
            result[key] = self._value(value_node, (*way, key))
        return result

    def _at(self, mark: Any) -> tuple[int, int]:
        return mark.line + 1 + self.offset, mark.column + 1

    def _error(self, mark: Any, rule: str, what: str, fix: str) -> SourceError:
        line, column = self._at(mark)
        return _error(self.path, rule, what, fix, line=line, column=column)

    def _broken(self, error: yaml.YAMLError) -> SourceError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", "") or error)
        what, fix = next(
            ((what, fix) for sign, what, fix in _BROKEN if sign in problem),
            ("Карточку нельзя прочитать: запись этой строки нарушена.", _FIX_BROKEN),
        )
        if mark is None:
            return _error(self.path, "card-broken", what, fix)
        return self._error(mark, "card-broken", what, fix)


_FIX_BROKEN = "Проверьте отступы и кавычки в этой строке и в строке над ней."
_BROKEN = (
    # sign in libyaml's English message, what, fix
    (
        "mapping values are not allowed",
        "В значении стоит двоеточие с пробелом, а кавычек нет.",
        'Возьмите всё значение в кавычки: `title: "Английский: от урока к олимпиаде"`.',
    ),
    (
        "cannot start any token",
        "В отступе стоит знак табуляции, или значение начинается со служебного знака.",
        "Замените табуляцию пробелами, а значение возьмите в кавычки.",
    ),
    (
        "found unexpected end of stream",
        "Кавычка открыта, но не закрыта.",
        "Поставьте закрывающую кавычку в конце значения.",
    ),
    (
        "did not find expected key",
        "Отступ этой строки не такой, как у соседних полей, или рядом осталась лишняя кавычка.",
        _FIX_BROKEN,
    ),
    (
        "could not find expected ':'",
        "После названия поля нет двоеточия.",
        "Поставьте двоеточие и пробел после названия поля; текст из нескольких строк начните с `|`.",
    ),
    (
        "did not find expected '-' indicator",
        "Список продолжается с другого отступа.",
        "Начните каждый пункт списка с `- ` в одном и том же столбце.",
    ),
    (
        "control characters are not allowed",
        "В файле есть невидимый служебный знак.",
        "Удалите строку и наберите её заново.",
    ),
    (
        "did not find expected ',' or",
        "Скобка открыта, но не закрыта.",
        "Закройте скобку или возьмите значение в кавычки.",
    ),
)


def _error(path: str, rule: str, what: str, fix: str, *, line: int = 1, column: int = 1) -> SourceError:
    return SourceError(Problem(Place(path, line, column), what, fix, rule=rule))
