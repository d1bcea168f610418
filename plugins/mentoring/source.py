"""An author's file taken apart: card, body, and the place of every value."""

import re
from codecs import BOM_UTF8
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
_LINE_ENDS_OF_YAML = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""YAML ends a line at these, an editor does not: the lines we name would be wrong."""
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
    """Turn bytes into text with bare line feeds.

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
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.removeprefix(BOM_UTF8).rpartition(b"\n")[2].decode("utf-8")) + 1
        raise _error(
            path,
            "encoding",
            "Файл сохранён не в кодировке UTF-8.",
            "Откройте файл в редакторе и сохраните его заново, выбрав кодировку «UTF-8».",
            line=line,
            column=column,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, path: str) -> Document:
    """Take a Markdown file with a card apart.

    Raises:
        SourceError: no card, an unclosed one, broken YAML, or a field given twice.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise _unopened(path, lines)
    closing = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if closing is None:
        raise _unclosed(path, lines)
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


def _unopened(path: str, lines: list[str]) -> SourceError:
    line, first = next(((n, text) for n, text in enumerate(lines, 1) if text.strip()), (1, ""))
    if _FENCE.fullmatch(first.strip()):
        what = "Перед карточкой стоят пустые строки или пробелы."
        fix = "Удалите их: `---` — первая строка файла и стоит с самого её начала."
    elif _ALMOST_FENCE.fullmatch(first):
        what = "Карточка начинается не со строки `---`."
        fix = _THREE_HYPHENS
    else:
        line, what = 1, "В начале файла нет карточки."
        fix = "Начните файл со строки `---`, под ней поля карточки, затем ещё одна строка `---`."
    return _error(path, "card-missing", what, fix, line=line)


def _unclosed(path: str, lines: list[str]) -> SourceError:
    for line, text in enumerate(lines[1:], 2):
        if _ALMOST_FENCE.fullmatch(text):
            what = "Карточка не закрыта: эта строка только похожа на `---`."
            return _error(path, "card-unclosed", what, _THREE_HYPHENS, line=line)
    return _error(
        path,
        "card-unclosed",
        "Карточка не закрыта: нет второй строки `---`.",
        "Поставьте строку `---` после последнего поля карточки.",
    )


_ALMOST_FENCE = re.compile(r"\s*(?:[-‐‑‒–—―−]{2,6}|[–—―])\s*")
_THREE_HYPHENS = "Напишите в этой строке `---`: три дефиса подряд, без пробелов перед ними."


def _document(path: str, header: str, offset: int, lines: list[str], body: str, body_line: int) -> Document:
    tree = _Tree(path, offset)
    data = tree.read(header.translate(_LINE_ENDS_OF_YAML))
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
            raise self._broken(error, header) from None
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise self._error(
                node.start_mark,
                "card-not-fields",
                "Карточка состоит не из полей.",
                "Запишите каждое поле с новой строки: название, двоеточие, пробел, значение.",
            )
        return self._mapping(node, ())

    def _check_events(self, header: str) -> None:
        """Refuse what a card never needs before anything is built from it: a bomb is a page of YAML."""
        depth = 0
        for event in yaml.parse(header, _Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._error(event.start_mark, *_REFERENCE)
            if getattr(event, "tag", None):
                raise self._error(event.start_mark, *_YAML_TAG)
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
            if key != key.strip():
                raise self._error(
                    key_node.start_mark,
                    "field-name",
                    "Перед названием поля стоит неразрывный пробел.",
                    "Удалите всё, что стоит перед названием, и сделайте отступ обычными пробелами.",
                )
            if not key:
                raise self._error(
                    key_node.start_mark,
                    "field-name",
                    "Перед двоеточием нет названия поля.",
                    "Впишите название поля перед двоеточием или удалите эту строку.",
                )
            if node.flow_style and value_node.start_mark.index == key_node.end_mark.index:
                raise self._error(
                    key_node.start_mark,
                    "comma-in-braces",
                    "Запятая в фигурных скобках начала новое поле, а двоеточия после него нет.",
                    'Возьмите значение с запятой в кавычки: `{before: "3,4", after: "3,9"}`.',
                )
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

    def _broken(self, error: yaml.YAMLError, header: str) -> SourceError:
        if isinstance(error, yaml.reader.ReaderError):
            return self._unreadable(header)
        problem = str(getattr(error, "problem", "") or error)
        mark = getattr(error, "problem_mark", None)
        opened = getattr(error, "context_mark", None)
        scanned = str(getattr(error, "context", ""))
        if opened and ("anchor" in scanned or "alias" in scanned):
            return self._error(opened, *_REFERENCE)  # libyaml wants Latin letters after the sign
        if opened and "tag" in scanned:
            return self._error(opened, *_YAML_TAG)
        if opened and any(sign in problem for sign in _OPENED):
            mark = opened  # the quote or bracket itself, not the far place where its other half is missed
        if mark is None:
            return _error(self.path, "card-broken", _BROKEN, _FIX_BROKEN)
        line, column = mark.line, mark.column
        lines = header.split("\n")
        what, fix = next(
            ((what, fix) for sign, what, fix in _SIGNS if sign in problem), (_BROKEN, _FIX_BROKEN)
        )
        text = lines[line] if line < len(lines) else ""
        indent = text[: len(text) - len(text.lstrip())]
        if "\t" in indent:
            what, fix = _TAB
            column = indent.index("\t")
        elif "expected key" in problem and text[:column].rstrip().endswith(('"', "'")):
            what, fix = _AFTER_QUOTE
        elif _COLON in problem:
            above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
            if ": " in text[:column]:
                what, fix = _COLON_IN_VALUE
            elif above is not None and not re.search(r":(?:\s|$)", lines[above]):
                line, column = above, len(lines[above]) - len(lines[above].lstrip())
                what, fix = _NO_COLON
            else:
                column = len(indent)
                what, fix = _TOO_DEEP
        return _error(self.path, "card-broken", what, fix, line=line + 1 + self.offset, column=column + 1)

    def _unreadable(self, header: str) -> SourceError:
        """Find the invisible sign that the reader of YAML stopped at."""
        place = next(
            (at for at, sign in enumerate(header) if yaml.reader.Reader.NON_PRINTABLE.match(sign)), 0
        )
        before = header[:place]
        line, column = before.count("\n") + 1 + self.offset, place - before.rfind("\n")
        return _error(
            self.path,
            "control-character",
            "В карточке есть невидимый служебный знак.",
            "Удалите эту строку и наберите её заново.",
            line=line,
            column=column,
        )


_REFERENCE = (
    "yaml-reference",
    "Значение начинается со знака `&` или `*`.",
    "Возьмите значение в кавычки, а повторяющийся текст впишите целиком.",
)
_YAML_TAG = ("yaml-tag", "Значение начинается со знака `!`.", "Возьмите значение в кавычки.")
_BROKEN = "Карточку нельзя прочитать: запись этой строки нарушена."
_FIX_BROKEN = "Проверьте отступы, кавычки и скобки в этой строке и в строке над ней."
_TAB = (
    "В отступе стоит знак табуляции.",
    "Замените его пробелами: по два на каждый уровень.",
)
_COLON_IN_VALUE = (
    "В значении стоит двоеточие с пробелом, а кавычек нет.",
    'Возьмите всё значение в кавычки: `title: "Английский: от урока к олимпиаде"`.',
)
_AFTER_QUOTE = (
    "После закрывающей кавычки стоит текст.",
    "Возьмите всё значение в кавычки другого вида: `'Кружок \"Мост\" у реки'`, или пишите «ёлочки».",
)
_NO_COLON = (
    "После названия поля нет двоеточия с пробелом.",
    "Поставьте после названия поля двоеточие и пробел: `title: Чтение вслух`.",
)
_TOO_DEEP = (
    "Отступ этой строки больше, чем у соседних полей.",
    "Начните строку с того же столбца, что и поле над ней; если это её продолжение, возьмите значение в кавычки.",
)
_COLON = "mapping values are not allowed"
_OPENED = ("found unexpected end of stream", "did not find expected ',' or")
# Signs in libyaml's English messages, each with what happened and how to fix it.
_SIGNS = (
    (
        "cannot start any token",
        "Значение начинается со служебного знака.",
        "Возьмите значение в кавычки.",
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
        "После названия поля нет двоеточия с пробелом.",
        "Поставьте двоеточие и пробел после названия поля; текст из нескольких строк начните с `|`.",
    ),
    (
        "did not find expected '-' indicator",
        "Отступ этой строки не такой, как у соседних.",
        "Начните каждый пункт списка с `- ` в одном и том же столбце, а поля пункта — под его первым полем.",
    ),
    (
        "did not find expected ',' or",
        "Скобка открыта, но не закрыта.",
        "Закройте скобку или возьмите значение в кавычки.",
    ),
    (
        "block sequence entries are not allowed",
        "Список начат в той же строке, что и поле.",
        "Перенесите `- ` на новую строку с отступом или возьмите значение в кавычки.",
    ),
    (
        "unknown escape character",
        "В двойных кавычках стоит обратная косая черта.",
        "Замените двойные кавычки одинарными.",
    ),
    (
        "found another document",
        "Посреди файла стоит строка `---`.",
        "Удалите её: этот файл — одна карточка.",
    ),
)


def _error(path: str, rule: str, what: str, fix: str, *, line: int = 1, column: int = 1) -> SourceError:
    return SourceError(Problem(Place(path, line, column), what, fix, rule=rule))
