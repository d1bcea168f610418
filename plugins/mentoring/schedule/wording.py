"""From Russian words to symbols: «с сентября по май» → `<from> <--09> <to> <--05>`.

The symbols are the alphabet of `grammar`:

- dates: `<2025>`, `<2025-09>`, `<2025-09-01>`, without a year `<--09>`, `<--09-01>`, a day only `<day:01>`;
  a school year `<sy:2025>`;
- bounds: `<from>`, `<to>`, `<until>` (before a month begins), `<by>` (to its end), `<after>`;
- `<within:program>`, `<within:year>`, `<within:term:1>`; an edge of one: `<at:year.end>`;
- `<rep:monthly>`, `<by-day:day10>`, `<event:survey>`, `<dur:P3M>`, `<count>`, `<bad:day>`;
- `-` and `,` as written, `~` for words that say nothing about time.

Each rule rewrites what an earlier one has left; their order is the grammar.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from functools import partial
from re import Match

from mentoring.schedule.events import event
from mentoring.school_year import SchoolYear, follows

Years = SchoolYear | None
Rewrite = str | Callable[[Match[str], Years], str]


def plain(text: str) -> str:
    """Give the text in one spelling: lower case, е for ё, one kind of dash, single spaces."""
    text = unicodedata.normalize("NFC", text).lower().replace("ё", "е")
    text = _INVISIBLE.sub("", text)
    text = _DASHES.sub("-", text)
    return " ".join(_SIGNS.sub(" ", text).split())


def symbols(text: str, years: Years) -> list[str]:
    """Translate plain text; `years` tells «следующего года» and the length of February."""
    for pattern, rewrite in _RULES:
        text = " ".join(pattern.sub(partial(_rewritten, rewrite, years), text).split())
    return [token if token[0] in "<-," else "~" for token in _TOKEN.findall(text)]


def _rewritten(rewrite: Rewrite, years: Years, found: Match[str]) -> str:
    return found.expand(rewrite) if isinstance(rewrite, str) else rewrite(found, years)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043~]|…|\.{2,}|--+")
_SIGNS = re.compile(r"[<>«»\"'“”„`*_\s]+")
_TOKEN = re.compile(r"<[^>]*>|[-,]|[^\W_]+")


# Dates

_STEMS = (
    "янв(?:ар[а-я]{1,2})?",
    "фев(?:р(?:ал[а-я]{1,2})?)?",
    "мар(?:т[а-я]{0,2})?",
    "апр(?:ел[а-я]{1,2})?",
    "ма(?:й|я|е|ю|ем)",
    "июн[а-я]{0,2}",
    "июл[а-я]{0,2}",
    "авг(?:уст[а-я]{0,2})?",
    "сент?(?:ябр[а-я]{1,2})?",
    "окт(?:ябр[а-я]{1,2})?",
    "ноя(?:б(?:р[а-я]{1,2})?)?",
    "дек(?:абр[а-я]{1,2})?",
)
_MONTH_NAME = r"\b(?:" + "|".join(f"({stem})" for stem in _STEMS) + r")\b\.?"
_ROMAN_DIGITS = str.maketrans({"х": "x", "і": "i"})  # Cyrillic letters typed for Latin ones
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_YEAR_WORD = r"(?:г\.? ?г\b\.?|г\b\.?|год(?:а|у|ом|ы|ов|ах|ам)?\b)"
_SCHOOL = r"уч(?:ебн[а-я]*|\.)?"
_DAY = r"<(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}>"
_FEBRUARY = 2


def _date(year: str, month: str, day: str) -> str:
    """Write a date; an empty year is left open. Nothing impossible is corrected."""
    if year and not _is_year(year):
        return " <bad:year> "
    if not 1 <= int(month) <= 12:
        return " <bad:month> "
    if not 1 <= int(day) <= _length(int(month), int(year) if year else None):
        return " <bad:day> "
    return f" <{year or '-'}-{int(month):02}-{int(day):02}> "


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and 1900 <= int(digits) < 2100


def _length(month: int, year: int | None) -> int:
    return 29 if month == _FEBRUARY and year is None else monthrange(year or 2000, month)[1]


def _full_year(digits: str) -> str:
    return "20" + digits if len(digits) == 2 else digits


def _month_number(text: str) -> str:
    return text if text.isdecimal() else str(_roman(text))


def _roman(text: str) -> int:
    latin = text.translate(_ROMAN_DIGITS)
    return _ROMAN.index(latin) if latin in _ROMAN else 0


def _iso_date(found: Match[str], _: Years) -> str:
    return _date(*found.groups())


def _numeric_date(found: Match[str], _: Years) -> str:
    day, month, year = found.groups()
    return _date(_full_year(year), _month_number(month), day)


def _numeric_month(found: Match[str], _: Years) -> str:
    month, year = found.groups()
    return _month(year, int(month))


def _month(year: str, month: int) -> str:
    if not _is_year(year):
        return " <bad:year> "
    return f" <{year}-{month:02}> " if 1 <= month <= 12 else " <bad:month> "


def _day_and_month(found: Match[str], _: Years) -> str:
    return _date("", found[2], found[1])


def _named_month(found: Match[str], _: Years) -> str:
    return f" <--{found.lastindex:02}> "


def _roman_month(found: Match[str], _: Years) -> str:
    number = _roman(found[0])
    return f" <--{number:02}> " if number else found[0]


def _year_with_date(found: Match[str], _: Years) -> str:
    return _dated(found[1], found[2])


def _year_before_month(found: Match[str], _: Years) -> str:
    return _dated(found[2], found[1])


def _dated(month_and_day: str, year: str) -> str:
    month, _, day = month_and_day.partition("-")
    return _date(year, month, day) if day else _month(year, int(month))


def _short_year(found: Match[str], years: Years) -> str:
    """«октябрь 22 г.» is sure; «октябрь 22» only where the document is of those years."""
    year = 2000 + int(found[2])
    near = years is not None and abs(year - years.first) <= 2
    return _dated(found[1], str(year)) if found[3] or near else " <bad:year> "


def _two_years(found: Match[str], years: Years) -> str:
    """Tell «2025/26», «2020–2024 уч. годы», «2020–2024 гг.» and the month «2025-09» apart."""
    first, sign, second = found["first"], found["sign"], found["second"]
    plural = _is_plural(found["word"] or "") or (found["school"] or "").endswith("ые")
    school = sign == "/" or found["school"] is not None
    if not _is_year(first):
        return found[0]
    if len(second) == 2 and not school:
        if found["sign"] == "-" and 1 <= int(second) <= 12:
            return f" <{first}-{second}> "
        return f" <sy:{first}> " if follows(int(first), second) else found[0]
    if not school and years is not None and int(first) == years.first and not plural:
        school = follows(int(first), second)  # «2025–2026» in a document of 2025/26
    if not school:
        return f" <{first}> - <{second}> " if _is_year(second) else " <bad:year> "
    if follows(int(first), second):
        return f" <sy:{first}> "
    last = _full_year(second)
    if not _is_year(last):
        return " <bad:year> "
    several = f" <{first}-09> - <{last}-08> "
    return several if plural and last > first else several + "<bad:school-year> "


def _is_plural(year_word: str) -> bool:
    return year_word.startswith(("годы", "годов", "годах", "годам")) or year_word.count("г") > 1


def _school_year_told_by_one(found: Match[str], _: Years) -> str:
    return " <bad:one-year> " if _is_year(found[1]) else found[0]


def _year(found: Match[str], _: Years) -> str:
    if _is_year(found[1]):
        return f" <{found[1]}> "
    return " <bad:year> " if found[2] else found[0]


def _next_year(found: Match[str], years: Years) -> str:
    if years is None:
        return " <bad:no-year> "
    return f" <sy:{years.first + 1}> " if found["school"] else f" <{years.first + 1}> "


def _days_before(found: Match[str], _: Years) -> str:
    """«5, 12 и 19 октября», «с 1 по 15 октября»: numbers before a day are days."""

    def day(number: Match[str]) -> str:
        return f" <day:{int(number[1]):02}> " if 1 <= int(number[1]) <= 31 else " <bad:day> "

    return re.sub(r"([0-9]{1,2})(?:-?го\b)?", day, found[1].replace("и", ",")) + found[2]


def _quarter(found: Match[str], _: Years) -> str:
    number = _ordinal(found[1])
    last = _ordinal(found[3]) if found[3] else number
    if not 1 <= number <= last <= 4:
        return found[0]
    return f" <--{number * 3 - 2:02}> - <--{last * 3:02}> "


def _winter(found: Match[str], years: Years) -> str:
    """A winter has two years; one of them tells which only inside the document's school year."""
    year = found[1]
    if year is None:
        return " <--12> - <--02> "
    if years is not None and int(year) in (years.first, years.first + 1):
        return f" <{years.first}-12> - <{years.first + 1}-02> "
    return " <bad:winter> "


def _part_of_month(found: Match[str], years: Years) -> str:
    """Give the days of a week (seven days, the last ones for «последняя»), a half or a decade of a month."""
    which, what = found["which"], found["what"]
    month = int(found["month"])
    year = int(found["year"]) if found["year"] != "-" else years.year_of(month) if years else None
    length = _length(month, year)
    size = {"н": 7, "д": 10, "п": 15}[what[0]]
    number = _ordinal(which)
    if which.startswith("последн"):
        first, last = length - size + 1, length
    else:
        first, last = (number - 1) * size + 1, number * size
        if (what[0], number) in (("д", 3), ("п", 2)):
            last = length
    if not 1 <= first <= last <= length:
        return found[0]
    told_year = found["year"].strip("-")
    return "-".join(_date(told_year, found["month"], str(day)) for day in (first, last))


# Terms, windows, edges

_ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четв": 4, "пят": 5}
_ORDINAL_WORD = r"(?:перв|втор|трет|пят)[а-я]{2,3}|четверт(?:ая|ой|ую|ое|ого|ом|ому|ый|ым)"
_ORDINAL = rf"(?:[0-9]{{1,2}}|[ivxхі]{{1,4}}|{_ORDINAL_WORD})\b"
_ENDING = r"(?:-?(?:я|й|е|ю|го|ей|ой|ая|ое|ую|му|м)\b)?"
_NUMBERED = (
    rf"\b({_ORDINAL}|[0-9](?=[а-я])){_ENDING}"
    rf"(?: ?(-|,|и|по) ?({_ORDINAL}){_ENDING})? ?(?:{_SCHOOL} )?"
)
_PARTS = {"ч": "term", "т": "trimester", "п": "half"}


def _ordinal(text: str) -> int:
    if text.isdecimal():
        return int(text)
    for stem, number in _ORDINALS.items():
        if text.startswith(stem):
            return number
    return _roman(text)


def _term(found: Match[str], _: Years) -> str:
    thing = _PARTS[found[4][0]]
    first = _ordinal(found[1])
    last = _ordinal(found[3]) if found[3] else first
    if not 1 <= first <= last <= {"term": 4, "trimester": 3, "half": 2}[thing]:
        return found[0]
    if found[2] in ("и", ",") and last - first > 1:
        return f" <within:{thing}:{first}> <within:{thing}:{last}> "
    return f" <within:{thing}:{first}> " if first == last else f" <within:{thing}:{first}..{last}> "


_SEASONS = {"о": "autumn", "з": "winter", "в": "spring", "л": "summer"}


def _holidays(found: Match[str], _: Years) -> str:
    return f" <within:break:{_SEASONS[found[1][0]]}> "


def _edge(found: Match[str], _: Years) -> str:
    return f" <at:{found['thing']}.{_side(found['edge'])}> "


def _edge_of_year(found: Match[str], _: Years) -> str:
    return f" <at:year.{_side(found['edge'])}> "


def _side(edge: str) -> str:
    return "start" if edge.startswith(("нач", "стар")) else "end"


_DURING = (
    r"(?:в течени[еи]|течение|на протяжении|в период|период|в ход[еа]|во время|весь|в рамках|в процессе"
    r"|за весь)"
)
_EDGE = r"(?P<edge>(?:начал|старт|кон(?:ец|ц)|окончани|завершени|истечени|итог)[а-я]*)"
_SAID_BY_ITSELF = r"(?:вс[а-я]+ |текущ[а-я]+ |эт[а-я]+ |данн[а-я]+ |нынешн[а-я]+ )*"
_PROGRAMME_WORD = r"(?:программ|наставничеств|проект|реализаци)[а-я]*"


# How often

_UNIT_PERIODS = {
    "дн": "daily", "де": "daily", "не": "weekly", "ме": "monthly", "кв": "quarterly", "че": "per-term",
    "тр": "per-trimester", "по": "per-half-year", "го": "yearly", "ле": "yearly",
}  # fmt: skip
_UNIT = (
    r"(?:недел[а-я]*|нед\b\.?|месяц[а-я]*|мес\b\.?|квартал[а-я]*|четверт[а-я]*|триместр[а-я]*|полугоди[а-я]*"
    r"|полгода|год[а-я]*|день\b|дн[а-я]+)"
)
_NUMBERS = {
    "од": 1, "дв": 2, "тр": 3, "че": 4, "пя": 5, "ше": 6, "се": 7, "во": 8, "де": 9, "десят": 10,
}  # fmt: skip
_NUMBER = (
    r"(?:[0-9]{1,3}\b|одн[а-я]{1,3}|один|дв[ауе]х?|трех|три|четырех|четыре|пят[ьи]|шест[ьи]|сем[ьи]|восемь"
    r"|восьми|девят[ьи]|десят[ьи])"
)
_WEEKDAYS = {
    "по": "mon", "вт": "tue", "ср": "wed", "че": "thu", "пя": "fri", "су": "sat", "во": "sun",
}  # fmt: skip
_WEEKDAY = r"(?:понедельник|вторник|сред(?=[аыуе])|четверг|пятниц|суббот|воскресень)[а-я]{0,2}"
_MOST = ("не чаще", "не более")


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return 10 if text.startswith("десят") else _NUMBERS[text[:2]]


def _times(found: Match[str], _: Years) -> str:
    """«не реже двух раз в месяц» → `monthly:min2`."""
    period = _UNIT_PERIODS[found["unit"][:2]]
    every = _number(found["every"]) if found["every"] else 1
    low = _number(found["low"]) if found["low"] else 1
    count = f"{low}..{_number(found['high'])}" if found["high"] else str(low)
    if every > 1:
        return f" <rep:{period}:every{every}> "
    if found["bound"]:
        bound = "max" if found["bound"].startswith(_MOST) else "min"
        return f" <rep:{period}:{bound}{count}> "
    if count == "1" and not period.startswith("per-"):
        return f" <rep:{period}> "
    if period == "yearly" and low >= 10:
        return f" <rep:per-year:{count}> "  # `yearly:10` is October
    return f" <rep:{period}:{count}> "


def _every(found: Match[str], _: Years) -> str:
    period = _UNIT_PERIODS[found["unit"][:2]]
    if found["every"] and _number(found["every"]) > 1:
        return f" <rep:{period}:every{_number(found['every'])}> "
    return f" <rep:{period}:1> " if period.startswith("per-") else f" <rep:{period}> "


def _weekdays(found: Match[str], _: Years) -> str:
    days = [_WEEKDAYS[day[:2]] for day in re.findall(_WEEKDAY, found[0])]
    return f" <rep:weekly:{','.join(days)}> "


def _weekday_of_month(found: Match[str], _: Years) -> str:
    which = "last" if found[1].startswith("последн") else str(_ordinal(found[1]))
    return f" <rep:monthly:{which}-{_WEEKDAYS[found[2][:2]]}> "


def _day_of_month(found: Match[str], _: Years) -> str:
    return f" <rep:monthly:day{int(found[1])}> "


def _by_day(found: Match[str], _: Years) -> str:
    following = " of next month" if found["next"] else ""
    monthly = " <rep:monthly> " if found["monthly"] else ""
    return f"{monthly} <by-day:day{int(found['day'])}{following}> "


# How long

_DURATION_UNITS = {
    "дн": "D", "де": "D", "су": "D", "не": "W", "ме": "M", "го": "Y", "ле": "Y", "ча": "TH", "ми": "TM",
}  # fmt: skip
_DURATION_UNIT = (
    r"(?P<unit>месяц[а-я]*|мес\b\.?|недел[а-я]*|нед\b\.?|год[ау]?\b|лет\b|дн(?:я|ей|ям)\b|день\b|сут[а-я]+"
    r"|час(?:а|ов)?\b|минут[а-я]*|мин\b\.?)"
)
_AMOUNT = rf"(?:[0-9]{{1,3}}[.,]5|{_NUMBER})"


def _duration(found: Match[str], _: Years) -> str:
    unit = found["unit"][:2]
    low = _iso_duration(found["low"], unit)
    if found["high"]:
        return f" <dur:{low}..{_iso_duration(found['high'], unit)}> "
    bound = found["bound"] or ""
    if bound.startswith(("до", "не более", "не дольше")):
        return f" <dur:..{low}> "
    return f" <dur:{low}..> " if bound.startswith(("не менее", "от")) else f" <dur:{low}> "


def _iso_duration(amount: str, unit: str) -> str:
    letter = _DURATION_UNITS[unit]
    half = amount.endswith((",5", ".5"))
    number = _number(re.split("[.,]", amount)[0])
    if half and letter == "Y":
        return f"P{number * 12 + 6}M"
    time, letter = ("T", letter[1:]) if letter.startswith("T") else ("", letter)
    return f"P{time}{number}{'.5' if half else ''}{letter}"


def _one_unit(found: Match[str], _: Years) -> str:
    return f" <dur:{_iso_duration('1', found['unit'][:2])}> "


# After what

_EVENT_WORDS = r"(?P<what>[^<,;()]{1,80})"


def _after_event(found: Match[str], _: Years) -> str:
    return f" <event:{event(found['what'], found['how'])}> "


def _before_event(found: Match[str], _: Years) -> str:
    return f" <before:{event(found['what'], found['how'])}> "


def _until_event(found: Match[str], _: Years) -> str:
    return f" <until> <event:{event(found['what'], found['how'])}> "


_BY_DAY = (
    r"(?:до|не позднее|к) (?P<day>[0-9]{1,2})(?:-?го)? числа"
    r"(?P<next>,? (?:месяца,? )?следующ[а-я]+(?: месяц[а-я]*)?"
    r"(?:,? за отчетн[а-я]+(?: (?:месяц|квартал|период)[а-я]*)?)?)?"
    r"(?P<monthly> (?:кажд[а-я]+ месяца|ежемесячно))?"
)
_TIMES = (
    r"(?:(?P<bound>не реже|не менее|не меньше|минимум|как минимум|хотя бы|не чаще|не более)(?: чем)? )?"
    rf"(?:(?P<low>{_NUMBER})(?: ?(?:-|или) ?(?P<high>{_NUMBER}))? ?)?"
    rf"\b(?:раз[ау]?\b|р\.) ?(?:в|за|на|/) ?(?:(?P<every>{_NUMBER}) )?(?:{_SCHOOL} )?(?P<unit>{_UNIT})"
)

_TABLE: tuple[tuple[str, Rewrite], ...] = (
    (r"\b(?:(?:в|с|до|к) )?[0-9]{1,2}:[0-9]{2}(?: ?- ?[0-9]{1,2}:[0-9]{2})?", " "),
    # Numbers
    (r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])(?:t[0-9:.]*z?)?", _iso_date),
    (r"(?<![0-9.])([0-9]{4})\.([0-9]{2})\.([0-9]{2})(?![0-9])", _iso_date),
    (r"(?<![0-9.])([0-9]{1,2}) ?[./] ?([0-9]{1,2}|[ivxхі]{1,4}) ?[./] ?([0-9]{4,6}|[0-9]{2})(?![0-9])"
     rf"(?: ?{_YEAR_WORD})?", _numeric_date),
    (r"(?<![0-9.-])([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})(?![0-9])", _numeric_date),
    (rf"(?<![0-9.])([0-9]{{1,2}})[./]([0-9]{{4}})(?![0-9])(?: ?{_YEAR_WORD})?", _numeric_month),
    (r"(?<![0-9.])([0-9]{1,2})\.(0[1-9]|1[0-2])(?![0-9])\.?", _day_and_month),
    # Recurrence
    (_BY_DAY, _by_day),
    (r"(?:кажд[а-я]+ )?([0-9]{1,2})(?:-?го|-?е)? числ[ао] (?:кажд[а-я]+ месяца|ежемесячно)", _day_of_month),
    (_TIMES, _times),
    (rf"\b({_ORDINAL_WORD}|последн[а-я]+) ({_WEEKDAY}) (?:кажд[а-я]+ )?месяца", _weekday_of_month),
    (rf"\b(?:еженедельно,? )?(?:кажд[а-я]+|по) {_WEEKDAY}(?:(?:, | и |, по | и по ){_WEEKDAY})*", _weekdays),
    (rf"\bкажд[а-я]+ (?:(?P<every>{_NUMBER}) )?(?:{_SCHOOL} )?(?P<unit>{_UNIT})", _every),
    (r"\bежедневн[а-я]+", " <rep:daily> "),
    (r"\bеженедельн[а-я]+", " <rep:weekly> "),
    (r"\bежемесячн[а-я]+", " <rep:monthly> "),
    (r"\b(?:ежеквартальн|поквартальн)[а-я]+", " <rep:quarterly> "),
    (r"\bежегодн[а-я]+", " <rep:yearly> "),
    (r"\b(?:регулярн|постоянн|систематическ|периодическ|непрерывн|планомерн)[а-я]+(?: основе)?",
     " <rep:regular> "),
    # Months
    (_MONTH_NAME, _named_month),
    (rf"{_NUMBERED}квартал[а-я]*", _quarter),
    (r"\b(осен|зим|весен|летн)[а-я]* каникул[а-я]*", _holidays),
    (r"\b(?:осень|осени|осенью|осенн[а-я]+ период[а-я]*)\b", " <--09> - <--11> "),
    (r"\b(?:весна|весны|весне|весну|весной|весенн[а-я]+ период[а-я]*)\b", " <--03> - <--05> "),
    (r"\b(?:лето|лета|летом|летн[а-я]+ период[а-я]*)\b", " <--06> - <--08> "),
    (rf"\b(?:зима|зимы|зиме|зиму|зимой|зимн[а-я]+ период[а-я]*)\b"
     rf"(?: ([0-9]{{4}})(?! ?[-/0-9])(?: ?{_YEAR_WORD})?)?",
     _winter),
    (rf"{_NUMBERED}(четверт(?:ь|и|ью|ей|ях)\b|триместр[а-я]*|полугоди[а-я]*)", _term),
    (r"(?<=[0-9] )(?:числа|число) (?= ?<--)", ""),
    (r"(?<![0-9])([0-9]{1,2})(?:-?(?:го|му|ого|ому|ое|е|м))? ?<--([0-9]{2})>", _day_and_month),
    # Years
    (rf"(?<![0-9<])(?P<first>[0-9]{{4}}) ?(?P<sign>[-/]) ?(?P<second>[0-9]{{4}}|[0-9]{{2}})(?![0-9])(?! ?<--)"
     rf"(?: ?г{{1,2}}\.?(?= ?уч))?(?: ?(?P<school>{_SCHOOL}))?(?: ?(?P<word>{_YEAR_WORD}))?", _two_years),
    (rf"\b(?:следующ|будущ)[а-я]+ (?:(?P<school>{_SCHOOL}) ?)?{_YEAR_WORD}", _next_year),
    (rf"(?<![0-9])([0-9]{{4}})(?![0-9]) ?(?:г\. )?{_SCHOOL} ?{_YEAR_WORD}", _school_year_told_by_one),
    (rf"(?<![0-9<])(?<!<sy:)([0-9]{{3,}})(?:-?(?:й|го|м|ом))?(?![а-яa-z]{{2}}|[0-9])"
     rf"(?: ?({_YEAR_WORD}))?", _year),
    (rf"(?<![0-9<])(?<!<sy:)([0-9]{{4,}})(?![0-9])(?: ?({_YEAR_WORD}))", _year),
    (r"<--([0-9-]+)> [ ,(-]*<([0-9]{4})>", _year_with_date),
    (rf"<--([0-9-]+)> ([0-9]{{2}})(?![0-9.,:)-]| ?[-,<])(?: ?({_YEAR_WORD})|(?= ?$| [^а-я]))", _short_year),
    (r"<--[0-9-]+> ?[0-9]{3,}", " <bad:year> "),
    (r"<bad:(day|month)> [ ,(-]*<[0-9]{4}>", r" <bad:\1> "),
    (r"<([0-9]{4})> [:, (]*<--([0-9-]+)>(?! [ ,(-]*<[0-9]{4})", _year_before_month),
    (rf"((?:(?<![0-9])[0-9]{{1,2}}(?:-?го\b)? ?(?:-|,|и|по|до) ?)++)( ?{_DAY})", _days_before),
    (rf"\b(?P<which>{_ORDINAL}|последн[а-я]+){_ENDING} (?P<what>недел[а-я]*|декад[а-я]*|половин[а-я]*) "
     r"? ?<(?P<year>-|[0-9]{4})-(?P<month>[0-9]{2})>", _part_of_month),
    (r"(?<![^\W_])[ivxхі]{1,4}(?![^\W_])", _roman_month),
    (r"<--([0-9-]+)> [ ,(-]*<([0-9]{4})>", _year_with_date),
    # Windows and their edges
    (rf"{_EDGE} ?<within:(?P<thing>[^>]*)>", _edge),
    (rf"{_EDGE} {_SAID_BY_ITSELF}(?:{_SCHOOL} ?)?{_YEAR_WORD}",
     _edge_of_year),
    (rf"\b(?:{_DURING} )?{_SAID_BY_ITSELF}{_SCHOOL} ?{_YEAR_WORD}", " <within:year> "),
    (rf"\b{_DURING} {_SAID_BY_ITSELF}{_YEAR_WORD}|круглогодично|круглый год", " <within:year> "),
    # How long
    (rf"\b(?P<bound>от|до|не более|не дольше|не менее)? ?(?:чем )?\b(?P<low>{_AMOUNT})"
     rf"(?: ?(?:-|до|или) ?(?P<high>{_AMOUNT}))? ?{_DURATION_UNIT}", _duration),
    (r"\bза <dur:[^>]*> до <at:([^>]*)>", r" <before:\1> "),
    (r"\bполгода\b", " <dur:P6M> "),
    (r"\bполтора года\b", " <dur:P18M> "),
    (rf"\b(?:в течение|срок|сроком на|через) {_DURATION_UNIT}", _one_unit),
    (rf"\b{_NUMBER}(?: ?- ?{_NUMBER})? (?:встреч|заняти|консультаци)[а-я]*", " <count> "),
    # After what
    (rf"\b(?P<how>за) ?<dur:[^>]*> +до (?![ <]){_EVENT_WORDS}", _before_event),
    (rf"\b(?P<how>перед|накануне|до начала) (?![ <]){_EVENT_WORDS}", _before_event),
    (rf"\b(?P<how>до (?:окончани|завершени|конц)[а-я]*) (?![ <]){_EVENT_WORDS}", _until_event),
    (r"\b(?P<how>по мере (?:завершени|окончани)[а-я]*|с момента|после|по (?:итог|результат)[а-я]*"
     r"|(?:по|при|после) (?:окончани|завершени|истечени)[а-я]*|по факту|вслед за|в зависимости от)"
     rf"(?! ?<| *$) {_EVENT_WORDS}", _after_event),
    # Whose business
    (r"\bпо мере\b[^<,;()]*|\b(?:при|по) (?:[а-я]+ )?необходимост[а-я]+[^<,;()]*"
     r"|\bпо (?:[а-я]+ )?(?:запрос|требовани|заявк|обращени|желани|просьб)[а-я]*[^<,;()]*"
     r"|\b(?:при наличии|при поступлении|при обращении|в случае)\b[^<,;()]*", " <rep:on_demand> "),
    (r"\b(?:по|согласно|в соответствии со?|в рамках|в сроки)(?: [а-я]+){0,3}?,? ?"
     r"\b(?:план|график|расписани|циклограмм|приказ|согласовани|договоренност|установленн|соглашени)"
     r"[а-я]*[^<,;()]*", " <rep:by_schedule> "),
    (rf"\b{_DURING} (?:[а-я]+ ){{0,3}}{_PROGRAMME_WORD}[а-я ]*", " <within:program> "),
    (rf"\b(?:{_DURING} )?(?:весь|всего|всю|всей) (?:период|срок|врем)[а-я]*[а-я ]*", " <within:program> "),
    # Bounds
    (rf"\b{_DURING} (?= ?<)", " <within> "),
    (r"\b(?:до|к|ко|не позднее|не позже) середины ?<([0-9]{4}|-)-([0-9]{2})>",
     r" <by> <\1-\2-15> "),
    (r"\b(?:до|к|ко|не позднее|не позже) (?:конц[ау]|окончани[юя]) (?= ?<)", " <by> "),
    (r"\b(?:не позднее|не позже)(?: чем)?\b(?: до)?", " <by> "),
    (r"\b(?:после|по окончании|по завершении|по истечении|по итогам) (?= ?<)", " <after> "),
    (r"\b(?:до|к|ко)(?: начала)? (?= ?<)", " <until> "),
    (r"\b(?:с|со|начиная со?|не ранее|не раньше)(?: начала| конца| середины)? (?= ?<)", " <from> "),
    (r"\bот (?= ?<)", " <dated> "),
    (r"\bпо (?:конец |начало )?(?= ?<)", " <to> "),
    (r"\bвключительно\b", " <inclusive> "),
    (r"\b(?:в|во|на|за|и|г|года|году|год|гг|начал[еоа]|конец|конце|середин[аеуы])\b\.?", " "),
    (r"[;/()]", " , "),
)  # fmt: skip
_RULES = tuple((re.compile(pattern), rewrite) for pattern, rewrite in _TABLE)
