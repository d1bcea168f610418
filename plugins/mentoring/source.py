"""An author's file taken apart: card, body, and the place of every value."""

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
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
MAX_HEADER = 64_000
"""Characters of a card in a Markdown file; a roadmap has no limit but that of its file. Source: reliability.md, G13."""

_FENCE = re.compile(r"---[ \t]*")
_LINE_ENDS_OF_YAML = "\x85\u2028\u2029"
"""YAML ends a line at these, an editor does not: the lines we name would be wrong."""
INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
"""Marks that nobody sees and nobody typed: they come with text copied from elsewhere, and go when it is read."""
_NO_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_HAS_INVISIBLE = re.compile(f"[{INVISIBLE}]")
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
    cuts: tuple[tuple[int, int], ...] = ()
    """Where ` #` cut the end of a value off: line and column of the sign."""

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
    """Turn bytes into composed text (NFC) with bare line feeds.

    Raises:
        SourceError: the bytes are no UTF-8, or the file is too large.
    """
    if len(content) > MAX_BYTES:
        raise too_large(path)
    format_ = next((name for magic, name in _FORMATS if content.startswith(magic)), None)
    if format_:
        raise _error(
            path, "encoding", f"Это {format_}, хотя имя оканчивается на `.{_ending(path)}`.", _AS_TEXT
        )
    wide = next((name for mark, name in _WIDE if content.startswith(mark)), None)
    if not wide and content.count(0) > len(content) // 8:
        wide = "UTF-16 (Юникод)"  # without its mark: a zero stands at every space and Latin letter
    if wide:
        raise _error(path, "encoding", _SAVED_AS.format(wide), _RESAVE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.removeprefix(BOM_UTF8).rpartition(b"\n")[2].decode("utf-8")) + 1
        what, fix = _misread(content, error)
        raise _error(path, "encoding", what, fix, line=line, column=column) from None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def too_large(path: str) -> SourceError:
    """Tell that a file is larger than `MAX_BYTES`."""
    return _error(
        path, "file-too-large", "Файл больше 1 МБ.", "Вынесите картинки и вложения в отдельные файлы."
    )


def _misread(content: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """What bytes that are no UTF-8 are, and how to mend them."""
    if error.reason == "unexpected end of data":
        return (
            "Файл обрывается посреди буквы: он передан не до конца.",
            "Скопируйте или загрузите файл ещё раз целиком и проверьте его последние строки.",
        )
    letters = len(_RUSSIAN.findall(content.decode("utf-8", "ignore")))
    marks = sum(byte > 127 for byte in content)
    if letters * 2 > marks * 0.8:  # in UTF-8 a Russian letter takes two bytes
        return (
            "Здесь стоит знак, который записан не в кодировке UTF-8; остальной текст в порядке.",
            "Удалите этот знак и наберите его заново, затем сохраните файл в UTF-8.",
        )
    best = max(_RUSSIAN_CODES, key=lambda code: _likeness(content, code))
    if _likeness(content, best) < marks / 2:
        return "Файл сохранён не в кодировке UTF-8.", _RESAVE
    name, fix = _RUSSIAN_CODES[best]
    return _SAVED_AS.format(name), fix


def _likeness(content: bytes, code: str) -> int:
    """How much the bytes look like Russian in a code page: small letters and frequent ones weigh more."""
    text = content.decode(code, "ignore")
    return len(_RUSSIAN.findall(text)) + len(_SMALL.findall(text)) + len(_FREQUENT.findall(text))


def _ending(path: str) -> str:
    return path.rpartition(".")[2]


_RUSSIAN = re.compile("[а-яёА-ЯЁ]")
_SMALL = re.compile("[а-яё]")
_FREQUENT = re.compile("[оеаинтсрвл]")
_SAVED_AS = "Файл сохранён не в UTF-8: похоже на {}."
_RESAVE = (
    "Откройте файл в Блокноте, выберите «Файл» → «Сохранить как», внизу окна поставьте «Кодировка: UTF-8»"
    " и сохраните под тем же именем."
)
_BY_WORD = (
    "Откройте файл в Word; когда он спросит кодировку, выберите «{}». Затем «Сохранить как» → «Обычный текст»"
    " → «Другая: Юникод (UTF-8)», и верните имя с `.md` на конце."
)
_RUSSIAN_CODES = {
    "cp1251": ("Windows-1251 (в Блокноте — «ANSI»)", _RESAVE),
    "cp866": ("CP866 (кодировка DOS)", _BY_WORD.format("Кириллица (DOS)")),
    "koi8_r": ("КОИ-8 (KOI8-R)", _BY_WORD.format("Кириллица (KOI8-R)")),
}
_AS_TEXT = (
    "Откройте его той программой, в которой он сделан, скопируйте текст и вставьте в новый файл в Блокноте;"
    " сохраните в кодировке UTF-8."
)
_WIDE = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16 (в Блокноте — «Юникод»)"),
    (b"\xfe\xff", "UTF-16 (в Блокноте — «Юникод Big Endian»)"),
)
_FORMATS = (
    (b"PK\x03\x04", "документ Word или архив"),
    (b"\xd0\xcf\x11\xe0", "документ старого Word"),
    (b"{\\rtf", "документ RTF"),
    (b"%PDF", "документ PDF"),
)


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
    for number, line in enumerate(lines[1:closing], 2):
        if line.startswith(("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")):
            raise _error(
                path,
                "merge-conflict",
                "В карточке остались знаки слияния двух правок.",
                "Оставьте один из двух вариантов, а строки с `<<<<<<<`, `=======` и `>>>>>>>` удалите.",
                line=number,
            )
        if line.startswith(_DASHES) and (_ALMOST_FENCE.fullmatch(line) or line.startswith("---")):
            raise _unclosed(path, lines[:number])
    header = "\n".join(lines[1:closing])
    if len(header) > MAX_HEADER and "/roadmaps/" not in path:
        raise _error(
            path,
            "card-too-large",
            f"Карточка длиннее {MAX_HEADER // 1000} тысяч знаков.",
            "Перенесите рассказ под карточку, после второй строки `---`; проверьте, нет ли её выше, чем вы думаете.",
        )
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
    elif first.strip() == "+++":
        what = "Карточка записана между строками `+++`, а здесь нужны `---` и другая запись полей."
        fix = "Замените `+++` на `---`, а в полях знак `=` — на двоеточие с пробелом: `title: Мост`."
    else:
        line, what = 1, "В начале файла нет карточки."
        fix = "Начните файл со строки `---`, под ней поля карточки, затем ещё одна строка `---`."
    return _error(path, "card-missing", what, fix, line=line)


def _unclosed(path: str, lines: list[str]) -> SourceError:
    for line, text in enumerate(lines[1:], 2):
        if _ALMOST_FENCE.fullmatch(text):
            what = "Карточка не закрыта: эта строка только похожа на `---`."
            return _error(path, "card-unclosed", what, _THREE_HYPHENS, line=line)
        if text.startswith("---"):
            what = "Карточка не закрыта: в строке после `---` стоит что-то ещё."
            fix = "Оставьте в этой строке только `---`, а остальное перенесите на следующую."
            return _error(path, "card-unclosed", what, fix, line=line, column=4)
    last = next((number for number, text in enumerate(lines) if number and not text.strip()), len(lines))
    return _error(
        path,
        "card-unclosed",
        "Карточка не закрыта: нет второй строки `---`.",
        f"Поставьте строку `---` после последнего поля карточки; похоже, это строка {last}.",
    )


_DASHES = ("-", "‐", "‑", "‒", "–", "—", "―", "−")
_ALMOST_FENCE = re.compile(r"\s*(?:[-‐‑‒–—―−]{2,6}|[–—―])\s*")
_THREE_HYPHENS = "Напишите в этой строке `---`: три дефиса подряд, без пробелов перед ними."


def _document(path: str, header: str, offset: int, lines: list[str], body: str, body_line: int) -> Document:
    tree = _Tree(path, offset)
    for sign in _LINE_ENDS_OF_YAML:
        header = header.replace(sign, " ")
    data = tree.read(header)
    return Document(
        path, data, body, body_line, tuple(lines), tree.places, tree.keys, _cuts(header, offset, tree.ends)
    )


def _cuts(header: str, offset: int, ends: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where a value goes on after ` #`: «Проект #1 мост». A remark has a space after the sign."""
    if " #" not in header:
        return ()
    lines = header.split("\n")
    found = ((line, column, _CUT.match(lines[line], column)) for line, column in ends if line < len(lines))
    return tuple((line + 1 + offset, match.end()) for line, _, match in found if match)


_CUT = re.compile(r"[ \t]+#(?=[^\s#]|[ \t]*[0-9])")


class _Tree:
    """One pass over the events of YAML that keeps text as text and remembers places.

    What a card never needs is refused before anything is built from it: a bomb is a page of YAML.
    """

    def __init__(self, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.ends: list[tuple[int, int]] = []
        """Where values without quotes end, line and column from 0."""
        self.depth = 0
        self.may_hide = False
        """Whether an invisible mark may stand in a value, as it is or as `\\u200b`."""

    def read(self, header: str) -> dict[str, Any]:
        self.may_hide = "\\" in header or bool(_HAS_INVISIBLE.search(header))
        events = yaml.parse(header, _Loader)
        try:
            return self._document(events)
        except yaml.YAMLError as error:
            raise self._broken(error, header) from None

    def _document(self, events: Iterator[Any]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        documents = 0
        bare: Any = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(
                        event.start_mark,
                        "card-broken",
                        "Посреди карточки стоит строка `---` или `...`.",
                        "Удалите её: в файле одна карточка.",
                    )
            elif isinstance(event, yaml.MappingStartEvent):
                self._checked(event)
                data = self._mapping(event, events, ())
            elif isinstance(event, yaml.NodeEvent):
                self._checked(event)
                if isinstance(event, yaml.ScalarEvent):
                    bare = bare or event  # what is wrong with the next line says more of this one
                else:
                    raise self._error(event.start_mark, *_NOT_FIELDS)
        if bare and (bare.style or bare.value not in _NO_VALUE):
            raise self._error(bare.start_mark, *_NOT_FIELDS)
        return data

    def _checked(self, event: Any) -> None:
        """Refuse references and tags, and too many levels."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error(event.start_mark, *_REFERENCE)
        if event.tag:
            raise self._error(event.start_mark, *_YAML_TAG)
        if isinstance(event, yaml.CollectionStartEvent):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise self._error(
                    event.start_mark,
                    "card-too-deep",
                    "В карточке слишком много вложенных уровней.",
                    "Проверьте отступы: поле одного уровня начинается с одного и того же столбца.",
                )

    def _value(self, event: Any, events: Iterator[Any], way: Path) -> Value:
        self._checked(event)
        self.places[way] = self._at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            text = str(event.value)
            if not event.style:
                end: Any = event.end_mark
                self.ends.append((end.line, end.column))
                if text in _NO_VALUE:
                    return None
            elif event.style == '"' and _SURROGATE.search(text):
                raise self._error(event.start_mark, "card-broken", *_HALF_A_SIGN)
            if self.may_hide:
                text = text.translate(_NO_INVISIBLE)
            return text
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, way)
        items: list[Any] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            items.append(self._value(item, events, (*way, len(items))))
        self.depth -= 1
        return items

    def _mapping(self, start: Any, events: Iterator[Any], way: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            if key in result:
                first = self.keys[(*way, key)][0]
                raise self._error(
                    event.start_mark,
                    "field-twice",
                    f"Поле `{key}` записано дважды: в первый раз — в строке {first}.",
                    "Оставьте одну из двух записей.",
                )
            value = next(events)
            if (
                isinstance(value, yaml.ScalarEvent)
                and not value.style
                and self._at(value.start_mark)[0] > self._at(event.start_mark)[0]
                and _BULLET.match(value.value)
            ):
                raise self._error(value.start_mark, "card-broken", *_NOT_A_HYPHEN)
            if start.flow_style and value.start_mark.index == event.end_mark.index:
                raise self._error(
                    event.start_mark,
                    "comma-in-braces",
                    "Запятая в фигурных скобках начала новое поле, а двоеточия после него нет.",
                    'Возьмите значение с запятой в кавычки: `{before: "3,4", after: "3,9"}`.',
                )
            self.keys[(*way, key)] = self._at(event.start_mark)
            result[key] = self._value(value, events, (*way, key))
        self.depth -= 1
        return result

    def _key(self, event: Any) -> str:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            self._checked(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._error(
                event.start_mark,
                "field-name",
                "Название поля записано списком.",
                "Название поля — одно слово перед двоеточием; значение с `{` или `[` возьмите в кавычки.",
            )
        key = str(event.value)
        if not event.style and _BULLET.match(key):
            raise self._error(event.start_mark, "card-broken", *_NOT_A_HYPHEN)
        if self.may_hide:
            key = key.translate(_NO_INVISIBLE)
        if key != key.strip():
            raise self._error(
                event.start_mark,
                "field-name",
                "Перед названием поля стоит неразрывный пробел.",
                "Удалите всё, что стоит перед названием, и сделайте отступ обычными пробелами.",
            )
        if not key:
            raise self._error(
                event.start_mark,
                "field-name",
                "Перед двоеточием нет названия поля.",
                "Впишите название поля перед двоеточием или удалите эту строку.",
            )
        return key

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
        if opened and any(sign in problem for sign in (*_OPENED, "could not find expected ':'")):
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
        bulleted = _bulleted(lines, line)
        if "\t" in indent:
            what, fix = _TAB
            column = indent.index("\t")
        elif bulleted is not None:
            line, column = bulleted, len(lines[bulleted]) - len(lines[bulleted].lstrip())
            what, fix = _NOT_A_HYPHEN
        elif "could not find expected ':'" in problem and _UNSPACED.match(text):
            column = text.index(":")
            what, fix = _NO_SPACE
        elif "expected key" in problem and text[:column].rstrip().endswith(('"', "'")):
            what, fix = _AFTER_QUOTE
        elif _COLON in problem:
            above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
            if ": " in text[:column]:
                what, fix = _COLON_IN_VALUE
            elif above is not None and not re.search(r":(?:\s|$)", lines[above]):
                line, column = above, len(lines[above]) - len(lines[above].lstrip())
                what, fix = _NO_COLON
                if _UNSPACED.match(lines[above]):
                    column = lines[above].index(":")
                    what, fix = _NO_SPACE
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


_SURROGATE = re.compile("[\\ud800-\\udfff]")
_HALF_A_SIGN = (
    "В двойных кавычках стоит половина знака (`\\ud83d` или похожее).",
    "Удалите запись с обратной чертой или вставьте сам знак вместо неё.",
)
_NOT_FIELDS = (
    "card-not-fields",
    "Карточка состоит не из полей.",
    "Запишите каждое поле с новой строки: название, двоеточие, пробел, значение.",
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
    "В значении стоит двоеточие с пробелом, а прямых кавычек вокруг значения нет.",
    'Возьмите всё значение в прямые кавычки: `title: "Английский: от урока к олимпиаде"`.',
)
_AFTER_QUOTE = (
    "После закрывающей кавычки стоит текст.",
    "Возьмите всё значение в кавычки другого вида: `'Кружок \"Мост\" у реки'`, или пишите «ёлочки».",
)
_NO_COLON = (
    "После названия поля нет двоеточия с пробелом.",
    "Поставьте после названия поля двоеточие и пробел: `title: Чтение вслух`.",
)
_NO_SPACE = (
    "После двоеточия нет пробела.",
    "Поставьте пробел между двоеточием и значением: `title: Чтение вслух`.",
)
_NOT_A_HYPHEN = (
    "Пункт списка начинается не с дефиса.",
    "Замените знак в начале каждого пункта дефисом с пробелом: `- `; Word ставит вместо него тире или точку.",
)
_TOO_DEEP = (
    "Отступ этой строки больше, чем у соседних полей.",
    "Начните строку с того же столбца, что и поле над ней; если это её продолжение, возьмите значение в кавычки.",
)
_BULLET = re.compile("\\s*[‐‑‒–—―−•·●▪◦‣][ \\t\\u00a0]")
"""What Word puts in the place of the hyphen of a list."""
_UNSPACED = re.compile(r"\s*(?:- )?[^\W\d][\w-]*:[^\s:/]")
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
    ("invalid Unicode character escape", *_HALF_A_SIGN),
    (
        "found another document",
        "Посреди файла стоит строка `---`.",
        "Удалите её: этот файл — одна карточка.",
    ),
)


def _bulleted(lines: list[str], number: int) -> int | None:
    """The line, this one or the one its fields belong to, that begins with what Word puts before an item of a list."""
    for at in (number, number - 1):
        if 0 <= at < len(lines) and _BULLET.match(lines[at]):
            indent, own = (len(lines[of]) - len(lines[of].lstrip()) for of in (at, number))
            return at if at == number or own > indent else None
    return None


def _error(path: str, rule: str, what: str, fix: str, *, line: int = 1, column: int = 1) -> SourceError:
    return SourceError(Problem(Place(path, line, column), what, fix, rule=rule))
