"""The text of a whole file, card and body: letters that are lost, marks nobody sees, what is no text at all.

These slips need no casebook, and each has a permanent name of its own, so they sign their problems themselves.
"""

import re
from collections.abc import Iterator, Mapping

from mentoring import body
from mentoring.problems import Place, Problem, Severity
from mentoring.source import INVISIBLE, Document, Path

MOST = 5
"""How many slips of one kind are told of one file: they come together, from one copying."""


def slips(document: Document) -> Iterator[Problem]:
    """Tell what is wrong with the text of a file, whatever its fields mean."""
    text = "\n".join(document.lines)
    if _ODD.search(text):
        yield from _odd_marks(document)
    yield from _cuts(document)
    if _GARBAGE.search(text):  # cheap, and most files need no closer look
        yield from _other_codes(document, text)
    yield from _alphabets(document)
    if "<" in text or "&" in text or "{{" in text or "{%" in text:
        yield from _fields(document)


# Marks


def _odd_marks(document: Document) -> Iterator[Problem]:
    told: dict[str, int] = {}
    for number, line in enumerate(document.lines, 1):
        in_card = number < document.body_line
        for match in _ODD.finditer(line):
            rule, what, fix, severity = _of_mark(match[0])
            if severity is Severity.ERROR and in_card:
                continue  # the reader of the card tells it
            told[rule] = told.get(rule, 0) + 1
            if told[rule] == 1:
                yield Problem(
                    Place(document.path, number, match.start() + 1), what, fix, rule=rule, severity=severity
                )


def _of_mark(mark: str) -> tuple[str, str, str, Severity]:
    if mark == "\ufffd":
        return (
            "letters-lost",
            "Вместо букв стоит знак «\ufffd»: текст потерялся при смене кодировки.",
            "Впишите потерянное заново, сверяясь с исходным документом.",
            Severity.WARNING,
        )
    if mark in "\x85\u2028\u2029":
        return (
            "invisible-mark",
            "В тексте стоит невидимый конец строки, скопированный из другой программы.",
            "Удалите его (курсор — за этим местом, затем Backspace) и нажмите Enter или пробел.",
            Severity.WARNING,
        )
    if mark in INVISIBLE:
        what = (
            "Посреди файла стоит невидимый знак начала файла: два файла склеены в один."
            if mark == "\ufeff"
            else "В тексте стоит невидимый знак, скопированный с веб-страницы; на сайте его не будет."
        )
        fix = "Удалите его: наберите заново слово, в котором он стоит, или начало строки."
        return "invisible-mark", what, fix, Severity.WARNING
    return (
        "control-character",
        "В тексте есть невидимый служебный знак.",
        "Удалите эту строку и наберите её заново.",
        Severity.ERROR,
    )


_ODD = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd{INVISIBLE}]")


def _cuts(document: Document) -> Iterator[Problem]:
    for line, column in document.cuts:
        yield Problem(
            Place(document.path, line, column),
            "Значение обрывается: всё после пробела и знака `#` программа считает пометкой для себя.",
            'Если это часть значения, возьмите его целиком в кавычки: `title: "Проект #1"`;'
            " если пометка — поставьте после `#` пробел.",
            rule="value-cut",
            severity=Severity.WARNING,
        )


# Letters


def _other_codes(document: Document, text: str) -> Iterator[Problem]:
    match = _MOJIBAKE.search(text)
    if match:
        line, column = _at(text, match.start())
        yield Problem(
            Place(document.path, line, column),
            "Текст не читается: его открыли и сохранили не в той кодировке.",
            "Верните прежнюю версию файла или наберите текст заново; сохраняйте файл в кодировке UTF-8.",
            rule="text-garbled",
        )


_CONTINUING = "".join(
    sorted({bytes([byte]).decode("cp1251", "ignore") for byte in range(0x80, 0xC0)} - {"", "\xa0"})
)
_CONTINUING_1252 = "".join(
    sorted(
        {bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)} - {"", "\xa0"}
    )
)
_USUAL = "«»“”‘’„‚…–—•ё№°±©®™\xad·§€"
_GARBAGE = re.compile(f"[ÐÑ{re.escape(''.join(sorted(set(_CONTINUING) - set(_USUAL))))}]")
"""Signs a Russian text hardly ever has, and garbled text always."""
_MOJIBAKE = re.compile(
    f"(?:[РС][{re.escape(_CONTINUING)}\xa0]){{4,}}|(?:[ÐÑ][{re.escape(_CONTINUING_1252)}\xa0]){{3,}}"
)
"""UTF-8 read as Windows-1251 («РџСЂРѕРµРєС‚») or as Windows-1252 («ÐŸÑ€Ð¾ÐµÐºÑ‚»)."""


def _alphabets(document: Document) -> Iterator[Problem]:
    """Words with Latin letters among Russian ones that look alike: in the title and in the body."""
    title = document.data.get("title")
    first, _ = document.places.get(("title",), (0, 0))
    lines = [(first, document.lines[first - 1])] if isinstance(title, str) and first else []
    if _LATIN.search(document.body):
        shadow = body.masked(document.body).split("\n")
        lines += [(document.body_line + index, line) for index, line in enumerate(shadow)]
    told = 0
    for number, line in lines:
        if not _NEIGHBOURS.search(line):
            continue
        for match in _WORD.finditer(_ADDRESS.sub(lambda found: " " * len(found[0]), line)):
            word = match[0]
            meant = _meant(word)
            if meant and told < MOST:
                told += 1
                yield Problem(
                    Place(document.path, number, match.start() + 1),
                    f"В слове «{word[:60]}» смешаны русские и латинские буквы: поиск его не найдёт.",
                    f"Наберите слово заново {meant} буквами.",
                    rule="alphabets-mixed",
                    severity=Severity.WARNING,
                )


def _meant(word: str) -> str:
    """Which alphabet a mixed word was meant in; empty where the mixture may be meant: «SMS-ка», «IT-шник»."""
    latin = set(word) & _LATIN_LETTERS
    russians = {letter for letter in word if _CYRILLIC.match(letter)}
    if not latin or not russians or len(word) < 3:
        return ""
    if latin <= _LATIN_ALIKE:
        return "русскими"
    return "латинскими" if russians <= _RUSSIAN_ALIKE and len(russians) < len(latin) else ""


_LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN_ALIKE = frozenset("aceopxykABCEHKMOPTX")
_RUSSIAN_ALIKE = frozenset("асеорхукАВСЕНКМОРТХ")
_NEIGHBOURS = re.compile("[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://\S+|\]\([^)]*\)|<[^<>]*>|\S+@\S+|\{[^{}]*\}")


# Fields


def _fields(document: Document) -> Iterator[Problem]:
    """Tags and marks of templates in the values of a card, which show values as they are."""
    header = document.lines[: max(document.body_line - 1, 0)] if document.body_line > 1 else document.lines
    if document.body_line == 1 and not document.data:
        return
    joined = "\n".join(header)
    if not _SUSPECT.search(joined):
        return
    for way, value in _values(document.data, ()):
        for pattern, rule, what, fix, severity in _IN_VALUES:
            match = pattern.search(value)
            if match:
                yield Problem(_within(document, way, match[0]), what, fix, rule=rule, severity=severity)
                break


_SUSPECT = re.compile(r"[<&]|\{\{|\{%")
_IN_VALUES = (
    (
        re.compile(
            r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<[a-zA-Z][a-zA-Z0-9-]*\s[^<>]*=|<!--|<!\[|<!doctype|<\?\w"
            r"|<script\b",
            re.I,
        ),
        "field-html",
        "В поле стоит HTML-тег: в полях пишут только текст.",
        "Удалите тег; оформление делает сайт. Если нужен сам знак «меньше», поставьте после него пробел.",
        Severity.ERROR,
    ),
    (
        re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});"),
        "field-entity",
        "В поле стоит код знака, например `&lt;` или `&nbsp;`: на сайте он напечатается как есть.",
        "Впишите вместо кода сам знак.",
        Severity.WARNING,
    ),
    (
        re.compile(r"\{\{|\{%"),
        "template-marks",
        "В поле стоят служебные знаки шаблона: на странице они напечатаются как есть.",
        "Удалите их или замените словами.",
        Severity.WARNING,
    ),
)


def _values(data: object, way: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield way, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _values(value, (*way, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _values(value, (*way, index))


def _within(document: Document, way: Path, found: str) -> Place:
    """The place of a piece of a value; where it is written otherwise, of the value."""
    place = document.place(*way)
    for number in range(place.line, min(place.line + 200, len(document.lines)) + 1):
        start = place.column - 1 if number == place.line else 0
        column = document.lines[number - 1].find(found, start)
        if column >= 0:
            return Place(document.path, number, column + 1)
    return place


def _at(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
