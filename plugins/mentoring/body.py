"""The author's Markdown under the card: what is wrong in it, and how it is made fit to stand on a page."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from mentoring import russian

MAX_RUN = 400
"""The most marks of one kind on a line; converters need quadratic time for more. Source: reliability.md, G13."""
MAX_DEPTH = 12
"""The most levels of quotes or lists."""
MAX_ROWS = 2_000
"""The most lines of one table."""


MAX_OPEN = 40
"""The most blocks of HTML inside each other."""
MOST = 50
"""How many slips of a kind are told at once: nobody reads more."""


@dataclass(frozen=True)
class Slip:
    """Something wrong in a body; line counts from 1 in the body, column from 1."""

    rule: str
    line: int
    column: int
    what: str
    fix: str
    is_error: bool = True


def slips(body: str) -> Iterator[Slip]:
    """Tell everything that is wrong in a body, whatever card it belongs to."""
    heavy = list(_heavy(body))
    if heavy:
        yield from heavy
        return  # further patterns would take long on such a text
    text = masked(body)
    told: set[int] = set()
    second_card = 0
    for look in _LOOKS:
        for slip in islice(look(text), MOST):
            if slip.line in told or (second_card and slip.line > second_card):
                continue  # one slip, one problem: the tag it stands in has been told, or the card
            if slip.rule in {"html-forbidden", "attributes-in-braces"}:
                told.add(slip.line)
            if slip.rule == "card-second":
                second_card = slip.line
            yield slip


def links(body: str) -> Iterator[tuple[str, int, int]]:
    """Every address a body leads to, with its line and column; code does not count."""
    text = masked(body)
    for pattern in (_INLINE_LINK, _REFERENCE, _AUTOLINK, _HTML_LINK):
        for match in pattern.finditer(text):
            address = next(group for group in match.groups() if group is not None)
            yield address, *_at(text, match.start())


def headings(body: str) -> Iterator[str]:
    """The anchors of the headings of a body."""
    for match in _HEADING.finditer(masked(body)):
        yield russian.heading_id(re.sub(r"[*_`\[\]]", "", match[2]).strip(" #"))


def fit(body: str) -> str:
    """Make a body fit to stand on a page: no Word mark-up, headings below the page's own, every block closed.

    Each of these is told as a warning by `slips`. A first-level heading at the very start is the title once more, and goes.
    """
    text = _without_stray(_TITLE.sub("", _UNSEEN.sub("", body), count=1))
    if _is_word(text):
        text = _WORD_ATTRIBUTE.sub("", _WORD_TAG.sub("", text))
    if _FIRST_HEADING.search(masked(text)):
        text = _lowered(text)
    left_open = [tag for tag, _, _ in _unclosed(masked(text))]
    return text.rstrip() + "".join(f"\n\n</{tag}>" for tag in reversed(left_open))


def relinked(body: str, resolve: Callable[[str, bool], str | None]) -> str:
    """Give every link its address on the site; where `resolve` gives None, only the words of the link stay.

    `resolve` is told the address and whether it stands in raw HTML, which no engine rewrites.
    """
    shadow = masked(body)
    pieces, done = [], 0
    for match in _LINK_WITH_WORDS.finditer(shadow):
        new = resolve(match[3] if match[3] is not None else match[4], False)
        if new is None:
            replacement = body[match.start(2) : match.end(2)]
        else:
            address = 3 if match[3] is not None else 4
            replacement = (
                body[match.start() : match.start(address)] + new + body[match.end(address) : match.end()]
            )
        pieces += [body[done : match.start()], replacement]
        done = match.end()
    text = "".join([*pieces, body[done:]])
    text = _REFERENCE.sub(lambda match: _readdressed(match, resolve, False), text)
    text = _with_images(text, resolve)
    return _HTML_LINK.sub(lambda match: _readdressed(match, resolve, True), text)


def _with_images(text: str, resolve: Callable[[str, bool], str | None]) -> str:
    """Leave the words alone of a picture in HTML that is not on the site: its address may name who is on it."""
    pieces, done = [], 0
    for image in _HTML_IMAGE.finditer(masked(text)):
        found = _HTML_LINK.match(image[0])
        if found and resolve(found[found.lastindex or 1], True) is None:
            words = _ALT.search(image[0])
            pieces += [text[done : image.start()], words[2] if words else ""]
            done = image.end()
    return "".join([*pieces, text[done:]])


def _readdressed(match: re.Match[str], resolve: Callable[[str, bool], str | None], raw: bool) -> str:
    group = match.lastindex or 1
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    new = resolve(match[group], raw)
    if new is None and raw:
        return _LAST_ATTRIBUTE.sub("", match[0])
    return match[0][:start] + (match[group] if new is None else new) + match[0][end:]


def masked(body: str) -> str:
    """Blank out code, keeping every other letter where it stands."""
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            lines[number] = " " * len(line)
            if (
                found
                and found[1][0] == fence[0]
                and len(found[1]) >= len(fence)
                and not line[found.end() :].strip()
            ):
                fence = ""
        elif found:
            fence = found[1]
            lines[number] = " " * len(line)
        elif "`" in line:
            lines[number] = _CODE.sub(lambda match: " " * len(match[0]), line)
    return "\n".join(lines)


# What takes a converter too long


def heavy_mark(line: str) -> str | None:
    """The mark a text has so many of that converting it takes quadratic time; none in a text of people."""
    return next((mark for mark in _SLOW if line.count(mark) > MAX_RUN), None)


_SLOW = "[]<`"
"""Measured: other marks convert in no time."""


def _heavy(body: str) -> Iterator[Slip]:
    rows = 0
    for number, line in enumerate(body.split("\n"), 1):
        mark = heavy_mark(line) or next((mark for mark in "*_^~&" if line.count(mark) > MAX_RUN), "")
        if mark:
            yield Slip(
                "marks-too-many",
                number,
                line.index(mark) + 1,
                f"В одной строке больше {MAX_RUN} знаков «{mark}».",
                "Разбейте строку на короткие или удалите лишние знаки.",
                is_error=mark in _SLOW,
            )
            return
        lead = _LEAD.match(line)
        depth = max(lead[0].count(">"), len(lead[0].expandtabs(4)) // 4) if lead else 0
        if depth > MAX_DEPTH and line.strip():
            yield Slip(
                "nesting-too-deep",
                number,
                1,
                "В тексте слишком много вложенных уровней.",
                f"Оставьте не больше {MAX_DEPTH} уровней цитат или списков.",
            )
            return
        rows = rows + 1 if line.count("|") > 1 else 0
        if rows > MAX_ROWS:
            yield Slip(
                "table-too-long",
                number,
                1,
                f"В таблице больше {MAX_ROWS} строк: на телефоне её не прочесть.",
                "Разделите таблицу или приложите её файлом.",
                is_error=False,
            )
            rows = -1_000_000


# What must not stand on a page


def _html(text: str) -> Iterator[Slip]:
    """Tags and attributes that could run something, load something or hide something."""
    told = depth = 0
    word = _is_word(text)
    for match in _TAG.finditer(text):
        line, column = _at(text, match.start())
        tag = match[2].lower()
        if tag in _CLOSED_BLOCKS:
            depth = max(0, depth - 1) if match[1] else depth + 1
            if depth > MAX_OPEN:
                yield Slip(
                    "nesting-too-deep",
                    line,
                    column,
                    "В тексте слишком много вложенных друг в друга блоков HTML.",
                    f"Оставьте не больше {MAX_OPEN}; лишние теги удалите.",
                )
                return
        if match[1] or line == told or tag.startswith(("o:", "w:", "m:", "v:")):
            continue  # one slip, one problem; Word's own tags are told by `_word`
        if _AUTOLINK.match(text, match.start()):
            continue  # told by `_addresses`
        lead = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if tag in _BLOCKS and _TEXT_BEFORE.search(lead):
            told = line
            yield Slip(
                "html-in-line",
                line,
                column,
                f"Тег `<{tag}>` стоит посреди строки: он разорвёт абзац.",
                "Начните с него новую строку, а перед ней оставьте пустую; или удалите тег.",
            )
            continue
        if tag not in TAGS:
            told = line
            yield Slip(
                "html-forbidden",
                line,
                column,
                f"В тексте стоит тег `<{tag}>`: на странице он запрещён.",
                "Удалите тег; если нужен сам знак «меньше», напишите `&lt;`.",
            )
            continue
        for attribute in _ATTRIBUTE.finditer(match[3]):
            name, value = (
                attribute[1].lower(),
                html.unescape(attribute[2] or attribute[3] or attribute[4] or ""),
            )
            bad = (
                name not in ATTRIBUTES
                or (name == "id" and value.startswith(("__", "md-")))
                or (name in {"href", "src"} and scheme(value) not in SCHEMES)
            )
            if bad and not (word and name == "style"):
                told = line
                yield Slip(
                    "html-forbidden",
                    line,
                    column,
                    f"У тега `<{tag}>` стоит `{name}`: на странице это запрещено.",
                    "Удалите этот атрибут или весь тег; оформление делает сайт.",
                )
                break


def _attribute_lists(text: str) -> Iterator[Slip]:
    """Attributes in braces, which some engines read: `![](x.png){ onerror=… }`."""
    for match in _BRACES.finditer(text):
        yield Slip(
            "attributes-in-braces",
            *_at(text, match.start()),
            "В фигурных скобках стоят служебные атрибуты.",
            "Удалите скобки вместе с тем, что в них.",
        )


def _comments(text: str) -> Iterator[Slip]:
    for match in re.finditer(r"<!--", text):
        closed = match.start() < text.rfind("-->")
        yield Slip(
            "comment-in-text",
            *_at(text, match.start()),
            "В тексте стоит скрытая заметка `<!-- -->`"
            + (
                ": её видно каждому, кто откроет исходный текст страницы."
                if closed
                else ", и она не закрыта."
            ),
            "Удалите заметку; пометки для себя пишите в карточке после знака `#`.",
        )


def _addresses(text: str) -> Iterator[Slip]:
    """Links that lead nowhere for a reader, or run something."""
    for address, line, column in links(text):
        plain = html.unescape(address).strip()
        kind = scheme(plain)
        if kind == "file" or re.match(r"[A-Za-z]:[\\/]", plain) or plain.startswith("\\\\"):
            what, fix = (
                "Ссылка ведёт на ваш компьютер: читатель её не откроет.",
                "Положите файл в cases/files, запишите его в documents.yml и сошлитесь на страницу документов.",
            )
        elif re.match(r"(https?:)?//(localhost|127\.|0\.0\.0\.0|\[::1\]|192\.168\.|10\.)", plain):
            what, fix = (
                "Ссылка ведёт на предпросмотр или в школьную сеть: у читателя она не откроется.",
                "Оставьте путь к странице без адреса сервера, например `../practices/proekt.md`.",
            )
        elif kind not in SCHEMES:
            what, fix = (
                "Адрес ссылки запрещён: он может запустить программу.",
                "Оставьте адрес, который начинается с `https://`.",
            )
        else:
            continue
        yield Slip("link-forbidden", line, column, what, fix)
    for match in _SPACED_LINK.finditer(text):
        yield Slip(
            "link-with-spaces",
            *_at(text, match.start()),
            "В адресе ссылки стоят пробелы: ссылки на странице не будет.",
            "Переименуйте файл без пробелов или замените каждый пробел на `%20`.",
        )


def _merges(text: str) -> Iterator[Slip]:
    for match in re.finditer(r"^(<{7}|>{7}|\|{7})( .*)?$", text, re.M):
        yield Slip(
            "merge-conflict",
            *_at(text, match.start()),
            "В тексте остались знаки слияния двух правок.",
            "Оставьте один из двух вариантов, а строки с `<<<<<<<`, `=======` и `>>>>>>>` удалите.",
        )
        return


def _second_cards(text: str) -> Iterator[Slip]:
    """A card that begins in the body: under `---`, or right at the start where its own `---` is the second."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), -1)
    for number, line in enumerate(lines):
        if _DASHES.fullmatch(line):
            card = _fields_from(lines, number + 1)
            found = any(_OWN_FIELD.match(field) for field in card)
        elif number == start:
            card = _fields_from(lines, number)
            end = number + len(card)
            found = bool(card) and bool(_OWN_FIELD.match(card[0]))
            found = found and end < len(lines) and bool(_DASHES.fullmatch(lines[end]))
        else:
            continue
        if found:
            yield Slip(
                "card-second",
                number + 1,
                1,
                "В тексте начинается вторая карточка.",
                "Перенесите её в отдельный файл: один файл — одна карточка.",
            )
            return


def _fields_from(lines: list[str], start: int) -> list[str]:
    """The lines from there on that look like fields of a card."""
    end = start
    while end < len(lines) and _LIKE_FIELD.match(lines[end]):
        end += 1
    return lines[start:end]


_DASHES = re.compile(r"---[ \t]*")
_LIKE_FIELD = re.compile(r"[\w-]+:(?:\s|$)|[ \t]|- |$")
_OWN_FIELD = re.compile(r"(?:title|publication|programme|form|kind|role):(?:\s|$)")


# What looks wrong, and is put right by `fit`


def _word(text: str) -> Iterator[Slip]:
    match = _is_word(text) and (_WORD_TAG.search(text) or _WORD_ATTRIBUTE.search(text))
    if match:
        yield Slip(
            "word-markup",
            *_at(text, match.start()),
            "В тексте осталась разметка Word: программа её уберёт, но вместе с ней могло что-то потеряться.",
            "Вставьте текст заново без оформления (в Word — «Сохранить только текст»).",
            is_error=False,
        )


def _is_word(text: str) -> bool:
    return bool(_WORD_SIGN.search(text))


def _first_headings(text: str) -> Iterator[Slip]:
    match = _FIRST_HEADING.search(text)
    if match and not text[: match.start()].strip():
        match = _FIRST_HEADING.search(text, match.end())  # one at the very start is the title once more
    if match:
        yield Slip(
            "heading-first-level",
            *_at(text, match.start()),
            "В тексте стоит заголовок первого уровня, а он на странице один — название карточки.",
            "Поставьте перед заголовками текста на одну решётку больше: `##`.",
            is_error=False,
        )


def _tables(text: str) -> Iterator[Slip]:
    """Tables that are none for the converter, or lose a cell: their pipes would stand on the page."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if "|" not in line or not _DELIMITERS.fullmatch(line):
            continue
        head = lines[number - 1] if number else ""
        told = ""
        if "|" not in head:
            told = "Над строкой из дефисов нет строки заголовков."
            fix = "Напишите над ней строку заголовков: `| Дата | Что сделали |`."
        elif number > 1 and lines[number - 2].strip():
            told = "Перед таблицей нет пустой строки: она напечатается сплошным текстом."
            fix = "Оставьте перед строкой заголовков пустую строку."
        elif _cells(head) != _cells(line):
            told = f"В строке заголовков столбцов {_cells(head)}, а в строке из дефисов — {_cells(line)}."
            fix = "Сделайте их поровну: под каждым заголовком `---`."
        if told:
            yield Slip("table-broken", number + 1, 1, told, fix, is_error=False)
            continue
        for below, row in enumerate(lines[number + 1 :], number + 2):
            if not row.strip() or "|" not in row:
                break
            if _cells(row) > _cells(line):
                yield Slip(
                    "table-broken",
                    below,
                    1,
                    f"В этой строке таблицы столбцов {_cells(row)}, а заголовков {_cells(line)}: лишнее пропадёт.",
                    "Уберите лишнюю черту `|` или допишите заголовок.",
                    is_error=False,
                )
                break


def _joined_tables(text: str) -> Iterator[Slip]:
    """Rows that no converter takes for a table, so that they run together into one line."""
    for start, rows in _paragraphs(text):
        if len(rows) < 2 or any(_BULLET.match(row) for row in rows):
            continue
        if all(row.lstrip().startswith("|") for row in rows):
            if any(_DELIMITERS.fullmatch(row) for row in rows):
                continue  # what else may be wrong with it is told by `_tables`
            what = "Под строкой заголовков нет строки из дефисов: таблица напечатается сплошным текстом."
            fix = f"Напишите под первой строкой таблицы: `|{'---|' * _cells(rows[0])}`."
        elif len({row.strip().count("\t") for row in rows}) == 1 and "\t" in rows[0].strip():
            what = "Столбцы таблицы разделены знаком табуляции: она напечатается сплошным текстом."
            columns = rows[0].strip().count("\t") + 1
            fix = (
                "Начните и закончите каждую строку чертой `|`, столбцы разделите ею же; "
                f"под первой строкой напишите `|{'---|' * columns}`."
            )
        else:
            continue
        yield Slip("table-broken", start, 1, what, fix, is_error=False)


def _joined_lists(text: str) -> Iterator[Slip]:
    """Items that no converter takes for a list, so that they run together into one paragraph."""
    for start, lines in _paragraphs(text):
        bullet = next((at for at, line in enumerate(lines) if _BULLET.match(line)), None)
        if bullet is not None:
            yield Slip(
                "list-broken",
                start + bullet,
                1,
                f"Пункт начинается со знака «{lines[bullet].lstrip()[0]}», а не с дефиса: списка на странице не будет.",
                "Начните каждый пункт с дефиса и пробела: `- `; перед первым оставьте пустую строку.",
                is_error=False,
            )
            continue
        items = [at for at, line in enumerate(lines) if _ITEM.match(line)]
        if not items or not _PLAIN.match(lines[0]):
            continue
        if items[0] and (len(items) > 1 or lines[items[0] - 1].rstrip().endswith(":")):
            yield Slip(
                "list-broken",
                start + items[0],
                1,
                "Перед списком нет пустой строки: он напечатается сплошным текстом.",
                "Оставьте перед первым пунктом пустую строку.",
                is_error=False,
            )


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines between empty ones and headings, with the number of the first, from 1."""
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip() and not line.startswith("#"):
            lines.append(line)
        elif lines:
            yield number - len(lines), lines
            lines = []


_BULLET = re.compile("[ \t]*[•●▪◦‣][ \t\u00a0]")
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,2}\.)[ \t]+\S")
_PLAIN = re.compile(r"(?! {0,3}(?:[-*+]|[0-9]{1,3}\.)[ \t])[^\s<>|!:\[]")
"""The start of a paragraph of words: no item of a list, quote, table, note or tag."""


def _cells(row: str) -> int:
    plain = row.strip().replace("\\|", "")
    return plain.removeprefix("|").removesuffix("|").count("|") + 1


_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


def _left_open(text: str) -> Iterator[Slip]:
    for tag, line, column in _unclosed(text):
        yield Slip(
            "html-unclosed",
            line,
            column,
            f"Тег `<{tag}>` не закрыт.",
            f"Поставьте `</{tag}>` там, где блок кончается, или удалите тег.",
            is_error=False,
        )


def _braces(text: str) -> Iterator[Slip]:
    match = re.search(r"\{\{|\{%|^[ \t]*-{1,}8<-{1,}", text, re.M)
    if match:
        yield Slip(
            "template-marks",
            *_at(text, match.start()),
            "В тексте стоят служебные знаки шаблона: на странице они напечатаются как есть.",
            "Удалите их или замените словами.",
            is_error=False,
        )


_LOOKS: tuple[Callable[[str], Iterator[Slip]], ...] = (
    _second_cards,
    _html,
    _attribute_lists,
    _comments,
    _addresses,
    _merges,
    _word,
    _first_headings,
    _left_open,
    _tables,
    _joined_tables,
    _joined_lists,
    _braces,
)

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
"""The tags an author may use."""
ATTRIBUTES = frozenset(
    [
        "class",
        "id",
        "title",
        "lang",
        "dir",
        "href",
        "src",
        "alt",
        "width",
        "height",
        "loading",
        "align",
        "colspan",
        "rowspan",
        "scope",
        "start",
        "type",
        "reversed",
        "open",
        "datetime",
        "cite",
        "markdown",
    ]
)
SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})

_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`)[^`]+\1(?!`)")
_HALF_A_CODE = re.compile(r"&#(?!(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});)")
_LEAD = re.compile(r"[ \t>]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}')*)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_BRACES = re.compile(
    r"\{:?[ \t]*(?:[^{}\n]{0,200}[ \t])?(?:on\w+[ \t]*=|style[ \t]*=|#__|#md-|src[ \t]*=|href[ \t]*=)[^{}\n]{0,500}\}",
    re.I,
)
_INLINE_LINK = re.compile(
    r"\]\(\s*(?:<([^<>\n]{0,2000})>|([^()\s<>]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s<>]{0,200}))"
)
_LINK_WITH_WORDS = re.compile(
    r"(!?)\[((?:[^\[\]\n!]|!(?!\[)|!?\[[^\[\]\n]{0,200}\](?:\([^()\n]{0,300}\))?+){0,300}+)\]"
    r"\(\s*(?:<([^<>\n]{0,2000})>|([^()\s<>]{1,2000}))(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s*\)"
)
_SPACED_LINK = re.compile(r"\]\((?![<\s])[^()\n\"']{0,300}?[^()\s\"'] +[^()\s\"'][^()\n\"']{0,300}\)")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*<?([^\s<>]{1,2000})", re.M)
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,30}:[^\s<>]{0,2000})>")
_HTML_LINK = re.compile(
    r"<[^<>]{0,500}\b(?:href|src)\s*=\s*(?:\"([^\"<>]{0,2000})\"|'([^'<>]{0,2000})'|([^\s\"'<>]{1,2000}))",
    re.I,
)
_HTML_IMAGE = re.compile(r"<img\b[^<>]{0,4000}>", re.I)
_ALT = re.compile(r"""\balt\s{0,9}=\s{0,9}(["'])([^"'<>]{0,2000})\1""", re.I)
_LAST_ATTRIBUTE = re.compile(
    r"""\s{0,9}\b(?:href|src)\s{0,9}=\s{0,9}(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s"'<>]{1,2000})\Z""", re.I
)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.{1,300})$", re.M)
_TITLE = re.compile(r"\A\s*#[ \t]+\S.*\n?")
_FIRST_HEADING = re.compile(r"^#[ \t]+\S", re.M)
_WORD_TAG = re.compile(r"</?[owmv]:[a-z]+[^<>]{0,500}>", re.I)
_WORD_ATTRIBUTE = re.compile(
    r"\s(?:class\s*=\s*[\"']?Mso\w*[\"']?|style\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'))", re.I
)
_WORD_SIGN = re.compile(r"</?[owmv]:[a-z]+|class\s*=\s*[\"']?Mso|[\"';]\s*mso-", re.I)
_BLOCKS = frozenset(
    {
        *("div", "section", "details", "figure", "blockquote", "pre", "p", "hr"),
        *("table", "ul", "ol", "dl", "h2", "h3", "h4", "h5", "h6"),
    }
)
_TEXT_BEFORE = re.compile(r"[^\s>*+.)0-9<-](?![^<>]*>)")
"""Anything but the mark of a quote or an item, and other tags."""
_CLOSED_BLOCKS = frozenset(
    {"div", "section", "details", "blockquote", "table", "ul", "ol", "dl", "figure", "p", "pre"}
)


def _without_stray(body: str) -> str:
    """Write a sign «less» that opens no tag as `&lt;`, and `&#` that is no sign as `&amp;#`.

    «a<b» would swallow the text up to the next `>`.
    """
    if "<" not in body and "&#" not in body:
        return body
    body = _HALF_A_CODE.sub("&amp;#", body)
    shadow = masked(body)
    tags = {match.start() for match in _TAG.finditer(shadow)} | {
        match.start() for match in _AUTOLINK.finditer(shadow)
    }
    return "".join(
        "&lt;" if sign == "<" and shadow[at] == "<" and at not in tags else sign
        for at, sign in enumerate(body)
    )


def _lowered(body: str) -> str:
    """Put one more hash before every heading; code keeps its own."""
    shadow = masked(body).split("\n")
    lines = body.split("\n")
    return "\n".join(
        f"#{line}" if _HEADING.match(shade) and not shade.startswith("######") else line
        for line, shade in zip(lines, shadow, strict=True)
    )


def _unclosed(text: str) -> Iterator[tuple[str, int, int]]:
    """Blocks of HTML that were opened and never closed, with the place of the opening."""
    stack: list[tuple[str, int]] = []
    counted: Counter[str] = Counter()
    for match in _TAG.finditer(text):
        tag = match[2].lower()
        if tag not in _CLOSED_BLOCKS or match[3].rstrip().endswith("/"):
            continue
        if not match[1]:
            stack.append((tag, match.start()))
            counted[tag] += 1
        elif counted[tag]:
            while stack:
                opened, _ = stack.pop()
                counted[opened] -= 1
                if opened == tag:
                    break
    for tag, offset in stack:
        if tag != "p":  # HTML closes a paragraph by itself
            yield tag, *_at(text, offset)


def scheme(address: str) -> str:
    """The scheme as a browser reads it: it skips control characters and spaces."""
    plain = re.sub(r"[\x00-\x20\x7f-\x9f\u200b]", "", address).lower()
    found = re.match(r"([a-z][a-z0-9+.-]*):", plain)
    return found[1] if found else ""


def _at(text: str, offset: int) -> tuple[int, int]:
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=2)  # asked for every slip of one text: counting anew would take quadratic time
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer("\n", text)))
