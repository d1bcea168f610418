"""Slips with one certain way out, and that way: text → text, every other byte kept.

A fix starts from a problem the reader tells of and is kept only if that problem is gone, so a card in order is never touched.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from mentoring import russian
from mentoring.cards import Card, Filed, OwnPage
from mentoring.problems import Problem
from mentoring.reading import model_at, read
from mentoring.school_year import SchoolYear, follows
from mentoring.source import Document, SourceError, decode, parse, parse_page, parse_yaml
from mentoring.source import Path as Way
from mentoring.vocabulary import Vocabulary

MAX_ROUNDS = 200
"""The most fixes of one file in one run."""


@dataclass(frozen=True)
class Known:
    """What a school's cards may speak of."""

    vocabulary: Vocabulary
    titles: Mapping[str, str] = field(default_factory=dict)
    """The slug of a card by its title, folded; only titles of one card."""


@dataclass(frozen=True)
class Fix:
    """One certain fix: the line it stands in, counted from 1, and what it does, as a Russian sentence."""

    line: int
    what: str


@dataclass(frozen=True)
class Fixed:
    """A file after all its certain fixes."""

    text: str
    """As before where nothing was fixed."""
    fixes: tuple[Fix, ...]


# A file as bytes


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding, empty for UTF-8; a mark at the start stays in the text.

    Raises:
        ValueError: it is not certain what the bytes are.
    """
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    for mark, code in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark) and not content.startswith(b"\xff\xfe\x00\x00"):
            text = content[2:].decode(code)
            if _is_plain(text):
                return text, "UTF-16"
    text = content.decode("cp1251")
    if _is_plain(text) and _is_russian(text) and not _RUSSIAN.search(content.decode("utf-8", "ignore")):
        return text, "Windows-1251"
    raise ValueError("no encoding is certain")


def _is_plain(text: str) -> bool:
    return all(sign.isprintable() or sign in "\n\r\t\u00a0\u2028" for sign in text)


def _is_russian(text: str) -> bool:
    """Whether every run of letters beyond ASCII is a Russian word: capitals at its start, or nothing but capitals.

    The same bytes in KOI8-R read as `оПХБЕР`, in CP866 they are no letters.
    """
    words = re.findall(r"[^\W\d_a-zA-Z]+", text)
    good = sum(bool(re.fullmatch("[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+", word)) for word in words)
    vowels = len(re.findall("[аеёиоуыэюя]", text.lower()))
    letters = len(_RUSSIAN.findall(text))
    signs = sum(ord(sign) > 127 for sign in text)
    return (
        letters >= 4
        and letters >= 0.8 * signs
        and good >= 0.95 * len(words)
        and 0.3 * letters <= vowels <= 0.6 * letters
    )


_RUSSIAN = re.compile("[а-яёА-ЯЁ]")


# A file as text


def fixed(text: str, path: str, model: type[Filed], known: Known) -> Fixed:
    """Do every certain fix of one file."""
    fixes: list[Fix] = []
    for _ in range(MAX_ROUNDS):
        step = _step(text, path, model, known)
        if step is None:
            break
        text, fix = step
        fixes.append(fix)
    text, years = _plain_years(text, path, model, known)
    return Fixed(text, tuple(sorted((*fixes, *years), key=lambda fix: fix.line)))


def _step(text: str, path: str, model: type[Filed], known: Known) -> tuple[str, Fix] | None:
    """The first fix that makes its problem go away."""
    document, problems = _reading(text, path, model, known)
    for problem in problems:
        lines = _Lines.of(text)
        for lines_after, fix in _tries(lines, problem, document, model, known):
            after = lines_after.text
            if after == text:
                continue
            read_again, left = _reading(after, path, model, known)
            if _is_gone(problem, left) and (
                document is None
                or (read_again is not None and (problem.rule in _HIDES or _is_part(left, problems)))
            ):
                return after, fix
    return None


def _reading(text: str, path: str, model: type[Filed], known: Known) -> tuple[Document | None, list[Problem]]:
    """A file as the reader takes it apart, and what it tells of it."""
    try:
        plain = decode(text.encode(), path)
        if model is OwnPage:
            document = parse_page(plain, path)
        else:
            document = parse(plain, path) if issubclass(model, Card) else parse_yaml(plain, path)
    except SourceError as error:
        return None, [error.problem]
    return document, read(document, model, known.vocabulary)[1]


def _is_gone(problem: Problem, left: list[Problem]) -> bool:
    same = (problem.rule, problem.place, problem.what)
    return all((other.rule, other.place, other.what) != same for other in left)


def _is_part(left: list[Problem], before: list[Problem]) -> bool:
    """Whether nothing came in the place of what is gone."""
    told = {(other.rule, other.place.line) for other in before}
    return all((other.rule, other.place.line) in told for other in left)


_HIDES = frozenset({"field-unknown", "fields-wanted"})
"""Slips that hide what is wrong inside the field; a file that cannot be read hides all others."""


@dataclass(frozen=True)
class _Lines:
    """The lines of a file with the ends they have."""

    lines: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Lines":
        pieces = re.split(r"(\r\n|\r|\n)", text)
        return cls(tuple(pieces[::2]), (*pieces[1::2], ""))

    @property
    def text(self) -> str:
        return "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))

    def with_line(self, number: int, line: str) -> "_Lines":
        return _Lines((*self.lines[:number], line, *self.lines[number + 1 :]), self.ends)

    def without_first(self, count: int) -> "_Lines":
        return _Lines(self.lines[count:], self.ends[count:])


Try = tuple[_Lines, Fix]


def _tries(
    lines: _Lines, problem: Problem, document: Document | None, model: type[Filed], known: Known
) -> Iterator[Try]:
    if document is None:
        for mend in _UNREAD:
            yield from mend(lines, problem.place.line - 1, model)
        return
    at = (problem.place.line, problem.place.column)
    key = next((way for way, place in document.keys.items() if place == at), None)
    value = next((way for way, place in document.places.items() if place == at), None)
    if problem.rule == "field-unknown" and key:
        yield from _key(lines, key, document, model)
    elif problem.rule == "fields-wanted":
        yield from _colons(lines, problem.place.line - 1, model)
    elif value is not None:
        written = document.data
        for part in value:
            written = written[part]  # type: ignore[index]  # the way was walked when the value was read
        if isinstance(written, str):
            for new, what in _values(written, problem, value, model, known):
                line = problem.place.line - 1
                changed = _replaced(lines.lines[line], problem.place.column - 1, written, new)
                if changed is not None:
                    yield lines.with_line(line, changed), Fix(line + 1, what)


# Fences


def _fences(lines: _Lines, _: int, model: type[Filed]) -> Iterator[Try]:
    """Both `---` made right: nothing before the first, three hyphens each."""
    if not issubclass(model, Card):
        return
    mark = "\ufeff" if lines.lines[0].startswith("\ufeff") else ""
    bare = [line.removeprefix(mark) if not number else line for number, line in enumerate(lines.lines)]
    first = next((number for number, line in enumerate(bare) if line.strip()), None)
    if first is None or not _ALMOST_FENCE.fullmatch(bare[first]):
        return
    after = next((line for line in bare[first + 1 :] if line.strip()), "")
    if not _FIELD.match(after):
        return
    if bare[first] != "---" or first:
        whole = lines.without_first(first)
        what = "Перед карточкой ничего нет, первая строка — `---`."
        yield whole.with_line(0, f"{mark}---"), Fix(1, what)
        lines, bare = whole, bare[first:]
    closing = next(
        (number for number, line in enumerate(bare[1:], 1) if _ALMOST_FENCE.fullmatch(line)),
        None,
    )
    if closing is not None and len(bare[closing]) - len(bare[closing].lstrip()) <= 2:
        yield lines.with_line(closing, "---"), Fix(closing + 1, "Карточка закрыта строкой `---`.")


_ALMOST_FENCE = re.compile(r"[ \t\u00a0]*(?:[-‐‑‒–—―−]{3,6}|[–—―])[ \t\u00a0]*")
_FIELD = re.compile(r"\s*[\w ]{1,40}:(?:\s|$)")


# What keeps YAML from being read


def _spaces(lines: _Lines, number: int, _: type[Filed]) -> Iterator[Try]:
    """Plain spaces where the indent has no-break ones or tabs; all such lines of the card at once."""
    changed = lines
    found = []
    for at in _card_lines(lines):
        line = lines.lines[at]
        indent = re.match(r"[ \t\u00a0\u202f\u2007\u3000]*(?:-[ \t\u00a0\u202f\u2007]+)?", line)
        plain = re.sub("[\u00a0\u202f\u2007\u3000]", " ", indent[0]).replace("\t", "  ") if indent else ""
        if indent and plain != indent[0]:
            changed = changed.with_line(at, plain + line[indent.end() :])
            found.append(at)
    if found:
        where = "" if len(found) == 1 else f" (строк: {len(found)})"
        yield changed, Fix(found[0] + 1, f"В отступе обычные пробелы{where}.")


def _bullets(lines: _Lines, number: int, _: type[Filed]) -> Iterator[Try]:
    """A hyphen where Word has put a dash or a dot before an item of a list; all such lines of the card at once."""
    changed = lines
    found = []
    for at in _card_lines(lines):
        if bullet := _BULLET.match(lines.lines[at]):
            changed = changed.with_line(at, f"{bullet[1]}- {lines.lines[at][bullet.end() :]}")
            found.append(at)
    if found:
        where = "" if len(found) == 1 else f" (строк: {len(found)})"
        yield changed, Fix(found[0] + 1, f"Пункт списка начинается с дефиса{where}.")


_BULLET = re.compile("([ ]*)[‐‑‒–—―−•·●▪◦‣][ \\t\\u00a0]+")


def _colons(lines: _Lines, number: int, model: type[Filed]) -> Iterator[Try]:
    """A space after the colon of a field; all such lines of the card at once."""
    names = _names(model)
    changed = lines
    found = []
    for at in _card_lines(lines):
        match = re.match(r"([ ]*(?:- )?)([\w-]+):(?=[^\s:/])", lines.lines[at])
        if match and match[2] in names:
            changed = changed.with_line(at, f"{match[0]} {lines.lines[at][match.end() :]}")
            found.append(at)
    if found:
        where = "" if len(found) == 1 else f" (строк: {len(found)})"
        yield changed, Fix(found[0] + 1, f"После двоеточия пробел{where}.")


def _quotes(lines: _Lines, number: int, model: type[Filed]) -> Iterator[Try]:
    """A value with a colon, a curly quote or an odd sign in straight quotes."""
    if not 0 <= number < len(lines.lines):
        return
    line = lines.lines[number]
    match = re.fullmatch(r"(\s*(?:- )*)([\w -]+):[ ]+(\S.*?)(\s*)", line)
    if match and not _OTHER_VALUE.match(match[3]):
        inner = match[3]
        curly = _CURLY.fullmatch(inner)
        text = curly[1] if curly else inner
        second = re.search(r"(?:^|[ ,])([\w-]+):\s", text)
        if (": " in text or curly or text.endswith(":")) and " #" not in text:
            if second and second[1] in _names(model):
                return  # two fields on one line: which is which, the author knows
            yield (
                lines.with_line(number, f"{match[1]}{match[2]}: {_quoted(text)}{match[4]}"),
                Fix(number + 1, f"Значение поля `{match[2].strip()}` в кавычках."),
            )
    elif re.search(r"[{\[].*[“„]", line):
        plain = re.sub('[“„]([^“”„"]*)[”“]', r'"\1"', line)
        yield lines.with_line(number, plain), Fix(number + 1, "Кавычки прямые.")


_OTHER_VALUE = re.compile(r"[\"'\[{|>&*!%@`#]")
_CURLY = re.compile("[“”„‟‘]([^“”„‟‘’]*)[“”‟’]")

_UNREAD: tuple[Callable[[_Lines, int, type[Filed]], Iterator[Try]], ...] = (
    _fences,
    _spaces,
    _bullets,
    _colons,
    _quotes,
)


def _quoted(text: str) -> str:
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _card_lines(lines: _Lines) -> Iterator[int]:
    """The lines of the card that hold fields: no text after `|`, no remark."""
    first = 1 if lines.lines[0].removeprefix("\ufeff").rstrip() == "---" else 0
    block: int | None = None
    for number, line in enumerate(lines.lines[first:], first):
        if first and line.rstrip() == "---":
            return
        stripped = line.strip()
        depth = len(line) - len(line.lstrip())
        if block is not None and (not stripped or depth > block):
            continue
        block = depth if re.search(r":\s+[|>][-+0-9]*\s*(?:#.*)?$", line) else None
        if stripped and not stripped.startswith("#"):
            yield number


def _names(model: type[BaseModel]) -> frozenset[str]:
    """The names of all fields of a card, at any depth."""
    found: set[str] = set()
    waiting: list[type[BaseModel]] = [model]
    seen: set[type[BaseModel]] = set()
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        for name in part.model_fields:
            key = part.model_fields[name].alias or name
            found.add(key)
            inner = model_at(part, (key,)) or model_at(part, (key, ""))  # the second: inside a field by years
            if inner:
                waiting.append(inner)
    return frozenset(found)


# Names of fields


def _key(lines: _Lines, way: Way, document: Document, model: type[Filed]) -> Iterator[Try]:
    inner = model_at(model, way[:-1])
    if inner is None:
        return
    written = str(way[-1])
    free = {
        name: info.title or ""
        for name, info in ((info.alias or name, info) for name, info in inner.model_fields.items())
        if (*way[:-1], name) not in document.keys
    }
    line, column = document.keys[way]
    for name in _meant(written, free):
        changed = _replaced(lines.lines[line - 1], column - 1, written, name)
        if changed is not None:
            yield lines.with_line(line - 1, changed), Fix(line, f"Поле `{written}` названо `{name}`.")


def _meant(written: str, free: Mapping[str, str]) -> Iterator[str]:
    """The one field a name can mean: by its Russian title, by look-alike letters, by one wrong letter."""
    titled = [name for name, title in free.items() if russian.folded(title) == russian.folded(written)]
    if len(titled) == 1:
        yield titled[0]
    if (latin := latin_of(written)) in free:
        yield latin
    near = [name for name in free if distance(written.lower(), name, 1) <= 1]
    if len(near) == 1 and len(near[0]) > 2:
        yield near[0]


# Values


def _values(
    written: str, problem: Problem, way: Way, model: type[Filed], known: Known
) -> Iterator[tuple[str, str]]:
    """What an author certainly meant by a value, with a sentence that says what was done."""
    bare = written.strip().strip('“”„‟"')
    if bare != written.strip() and bare:
        yield bare, "Кавычки вокруг значения убраны."
    match problem.rule:
        case "unknown-word":
            for word in _near_words(written, way, model, known.vocabulary):
                yield word, f"Слово «{word}» из словаря."
        case "day-impossible":
            plain = re.sub(r"(?<=[0-9])\s*[/,\\‐‑‒–—―−-]\s*(?=[0-9])", ".", bare.strip())
            try:
                day = russian.parse_day(plain)
            except ValueError:
                return
            yield f"{day:%d.%m.%Y}", "День записан через точки."
        case "school-year-impossible":
            if year := _year(bare):
                yield year, "Учебный год записан через косую черту."
        case "link-not-slug":
            title = russian.folded(written)
            if title in known.titles:
                yield known.titles[title], "Вместо названия карточки — имя её файла."
            latin = latin_of(written.strip())
            if latin.isascii() and latin != written:
                yield latin, "Русские буквы, похожие на латинские, заменены."


def _near_words(written: str, way: Way, model: type[Filed], vocabulary: Vocabulary) -> Iterator[str]:
    names = [step for step in way if isinstance(step, str)]
    inner = model_at(model, tuple(names[:-1])) if names else None
    info = next(
        (
            info
            for name, info in (inner.model_fields.items() if inner else ())
            if (info.alias or name) == names[-1]
        ),
        None,
    )
    extra = info.json_schema_extra if info else None
    words = (
        vocabulary.terms(str(extra["vocabulary"]))
        if isinstance(extra, dict) and "vocabulary" in extra
        else ()
    )
    plain = russian.folded(written)
    most = 2 if len(plain) > 5 else 1 if len(plain) > 2 else 0
    near: dict[int, set[str]] = {}
    for term in words:
        for text in (term.title, *term.aliases):
            far = distance(plain, russian.folded(text), most)
            if far <= most:
                near.setdefault(far, set()).add(term.title)
    titles = set().union(*near.values())
    if len(titles) == 1:
        yield titles.pop()


def _year(text: str) -> str | None:
    """A school year with words or short numbers around: `2025-2026 учебный год`, `25/26`."""
    plain = re.sub(r"(?i)\s*(?:учебн\w*|уч\.?)?\s*(?:год[а-я]*|г\.?\s?г?\.?)?\s*$", "", text.strip())
    if match := re.fullmatch(r"([0-9]{2})\s*[/‐‑‒–—―−-]\s*([0-9]{2})", plain):
        plain = f"20{match[1]}/{match[2]}" if follows(2000 + int(match[1]), match[2]) else ""
    try:
        return str(SchoolYear.parse(plain))
    except ValueError:
        return None


def _plain_years(text: str, path: str, model: type[Filed], known: Known) -> tuple[str, list[Fix]]:
    """School years that are read well, `2025-2026`, in the one spelling all pages use."""
    document, _ = _reading(text, path, model, known)
    if document is None:
        return text, []
    lines, fixes = _Lines.of(text), []
    for way, (line, column) in document.places.items():
        if not way or way[-1] != "school_year":
            continue
        match = re.match(
            r"[0-9]{4}\s?[-‐‑‒–—―−/]\s?[0-9]{4}(?=\s*(?:$|[,}#]))", lines.lines[line - 1][column - 1 :]
        )
        year = _year(match[0]) if match else None
        changed = _replaced(lines.lines[line - 1], column - 1, match[0], year) if match and year else None
        if changed is not None:
            lines = lines.with_line(line - 1, changed)
            fixes.append(Fix(line, "Учебный год записан через косую черту."))
    return lines.text, fixes


def _replaced(line: str, column: int, written: str, new: str) -> str | None:
    """A line with one word of it replaced at a column from 0; None where the word does not stand there as read."""
    if unicodedata.normalize("NFC", line) != line:
        return None
    mark = len(line) - len(line.removeprefix("\ufeff"))
    at = column + mark
    for quote in ("", '"', "'"):
        old = f"{quote}{written}{quote}"
        if line.startswith(old, at):
            safe = f"{quote}{new}{quote}" if re.fullmatch(r"[\w .,–-]+(?:/[\w]+)*", new) else _quoted(new)
            if not quote and "," in new and re.search(r"[{\[]", line[:at]):
                safe = _quoted(new)
            return line[:at] + safe + line[at + len(old) :]
    return None


# Letters


def latin_of(text: str) -> str:
    """A name with the Russian letters that look like Latin ones made Latin: `titlе` with a Russian «е» is `title`."""
    return text.translate(_LOOK_ALIKE)


_LOOK_ALIKE = str.maketrans("аеосрхукіѕјвнмтАЕОСРХКВНМТУ", "aeocpxykisjbhmtAEOCPXKBHMTY")


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped; more than `most` is `most + 1`.

    Source: Damerau–Levenshtein, optimal string alignment.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, above, row = above, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
