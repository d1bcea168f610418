"""From symbols to a schedule: `<from> <--09> <to> <--05>` → a range of nine months."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches

from mentoring import russian
from mentoring.schedule.value import Kind, Schedule, first_day, last_day
from mentoring.schedule.wording import plain, symbols
from mentoring.school_year import SchoolYear

LONGEST = 500
"""Characters of plain text; nobody dates an item with a page."""


def parse(text: str, years: SchoolYear | None = None, until: SchoolYear | None = None) -> Schedule:
    """Understand the wording of a date; what is not understood is `Kind.UNKNOWN`, never an error.

    `years` is the document's school year, `until` the last one of a document of several. A month without
    a year inherits from `years`: IX–XII its first calendar year, I–VIII its second.
    """
    words = plain(text)
    if len(words) > LONGEST:
        return Schedule(text)
    head, *rest = _THEN.split(words, maxsplit=1)
    schedule = _schedule(text, _read(symbols(head, years), years), years)
    if rest:
        schedule = _then(schedule, _read(symbols(rest[0], years), years))
    if not schedule.doubtful and _misspelt_month(words):
        return _doubted(schedule, ["misspelt"])
    return _checked(schedule, years, until)


def _misspelt_month(words: str) -> bool:
    """Whether a word is almost the name of a month: «сентяьбрь». What is no word of dates would be passed by."""
    return any(
        not word.startswith(_STEMS_WITH_ENDINGS)
        and not any(form.startswith(word) for form in _MONTH_FORMS)
        and get_close_matches(word, _MONTH_FORMS, n=1, cutoff=0.85)
        for word in re.findall("[а-яё]{5,}", words)
    )


_STEMS = [month.rstrip("ьй") for month in russian.MONTHS]
_MONTH_FORMS = tuple(
    f"{stem}{ending}" for stem in _STEMS for ending in ("", "ь", "я", "ю", "ем", "е", "а", "у", "ом")
)
_STEMS_WITH_ENDINGS = tuple(f"{stem}{ending}" for stem in _STEMS for ending in ("с", "ов"))
"""«сентябрьский», «мартовский»: words made of months."""


_THEN = re.compile(r"[,;.]? ?\b(?:далее|затем|потом|в дальнейшем|впоследствии)\b[ :-]*")

DOUBTS = {
    "day": "Такого дня нет в календаре.",
    "month": "Такого номера месяца нет: месяцы считают от 01 до 12.",
    "year": "Год записан с ошибкой.",
    "school-year": "Один учебный год не может длиться дольше двух календарных.",
    "one-year": "Учебный год назван одним годом: неясно, начинается он или кончается.",
    "winter": "Неясно, какая это зима: та, что начинается в названном году, или та, что кончается.",
    "no-year": "Год не назван, и взять его неоткуда.",
    "double": "Два промежутка слились в один: неясно, где конец первого.",
    "several": "В одной записи несколько разных сроков.",
    "reversed": "Конец раньше начала.",
    "outside": "Дата далеко от учебного года документа.",
    "misspelt": "Похоже, в названии месяца описка: без неё срок читался бы иначе.",
    "other-year": "Четверть или полугодие названы вместе с годом, к которому не относятся.",
}


# Dates


@dataclass(frozen=True)
class _Date:
    """A date with holes: a year, month or day that the wording does not tell."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def within_year(self) -> tuple[int, int]:
        return self.month or 0, self.day or 0

    def __str__(self) -> str:
        parts = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts if self.year is None else [f"{self.year:04}", *parts])


@dataclass
class _Span:
    """From a date to a date; one of them is missing in a deadline or in an open range."""

    first: _Date | None
    last: _Date | None
    kind: Kind
    exclusive: bool = False
    """A deadline «до января»: before the month begins."""
    after: bool = False
    """A start «после 20 мая»: from the next day."""

    @property
    def single(self) -> bool:
        return self.kind is Kind.POINT

    @property
    def dates(self) -> list[_Date]:
        return [day for day in (self.first, self.last) if day is not None]


@dataclass
class _Reading:
    """What was found in one part of the wording."""

    spans: list[_Span] = field(default_factory=list)
    repeats: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)
    """Anchors that are one moment: `term:1.end`, `event:survey`."""
    until: str | None = None
    """The anchor before which, or until which."""
    since: str | None = None
    by_day: str | None = None
    duration: str | None = None
    counted: bool = False
    within: bool = False
    dated_by_year: bool = False
    """The author wrote a year; without one, `ежегодно` takes the months."""
    doubts: list[str] = field(default_factory=list)


_DATE = re.compile(r"<(?:([0-9]{4})|-|day)(?:-([0-9]{2}))?(?:[-:]([0-9]{2}))?>")
_BOUNDS = ("<to>", "<until>", "<by>")


def _read(tokens: list[str], years: SchoolYear | None) -> _Reading:
    """Collect dates, repeats and anchors; other words are passed by."""
    reading = _Reading()
    tokens, context = _school_year_of_months(tokens, reading)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        name, _, value = token.strip("<>").partition(":")
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _dates(token):
            place = _read_span(tokens, place, reading)
            continue
        if token in (*_BOUNDS, "<from>", "<after>", "<dated>") and _dates(following):
            place = _read_bound(token, tokens, place + 1, reading)
            continue
        if token in (*_BOUNDS, "<from>", "<after>") and _moment(token, following):
            _read_moment(token, following, reading)
            place += 2
            continue
        match name:
            case "rep":
                reading.repeats.append(value)
            case "within":
                if value:
                    reading.windows.append(value)
                else:
                    reading.within = True
            case "at":
                reading.edges.append(value)
            case "event" | "before":
                reading.edges.append(f"{name}:{value}")
            case "by-day":
                reading.by_day = value
            case "dur":
                reading.duration = reading.duration or value
            case "count":
                reading.counted = True
            case "bad":
                reading.doubts.append(value)
            case "inclusive":
                for span in reading.spans[-1:]:
                    span.exclusive = False
        place += 1
    _check_terms(tokens, reading, years)
    _fill_days(reading)
    _fill_years(reading, context)
    return reading


def _dates(token: str) -> tuple[_Date, _Date] | None:
    """Give the first and last date of a symbol; they differ for a school year."""
    if token.startswith("<sy:"):
        year = int(token[4:8])
        return _Date(year, 9), _Date(year + 1, 8)
    found = _DATE.fullmatch(token)
    if found is None:
        return None
    day = _Date(*(int(part) if part else None for part in found.groups()))
    return day, day


def _school_year_of_months(tokens: list[str], reading: _Reading) -> tuple[list[str], SchoolYear | None]:
    """Take out the school year that only tells the year: «октябрь–май 2025/26», «1 четверть 2025/26»."""
    named = [token for token in tokens if token.startswith("<sy:")]
    months = any(token.startswith("<--") for token in tokens)
    terms = any(token.startswith(("<within:term", "<within:half", "<within:trimester")) for token in tokens)
    if named and (months or terms):
        rest = [token for token in tokens if not token.startswith("<sy:")]
        if terms and not months:
            return tokens, None
        return rest, SchoolYear(int(named[0][4:8]))
    text = " ".join(tokens)
    found = _MONTHS_AND_YEARS.search(text)
    if found and int(found[3]) == int(found[2]) + 1:
        return _MONTHS_AND_YEARS.sub(r"\1", text).split(), SchoolYear(int(found[2]))
    return tokens, None


_MONTHS_AND_YEARS = re.compile(r"(<--[0-9-]+> - <--[0-9-]+>)(?: ,)? <([0-9]{4})> - <([0-9]{4})>$")


def _read_span(tokens: list[str], place: int, reading: _Reading) -> int:
    """Read a date or a chain of dates with dashes; give the place after it."""
    chain = [_dates(tokens[place])]
    place += 1
    while place + 1 < len(tokens) and tokens[place] in ("-", "<to>") and _dates(tokens[place + 1]):
        chain.append(_dates(tokens[place + 1]))
        place += 2
    whole = [pair for pair in chain if pair is not None]
    first, last = whole[0][0], whole[-1][1]
    if len(whole) > 2:
        reading.doubts.append("double")
    is_point = len(whole) == 1 and first == last
    reading.spans.append(_Span(first, last, Kind.POINT if is_point else Kind.RANGE))
    return place


def _read_bound(bound: str, tokens: list[str], place: int, reading: _Reading) -> int:
    """Read the date after «с», «по», «до», «после»; «по» and «до» close what «с» has opened."""
    pair = _dates(tokens[place])
    assert pair is not None
    first, last = pair
    if bound == "<dated>":  # «от 31.03.22» dates a paper; «от … до …» is a range
        closed = len(tokens) > place + 2 and tokens[place + 1] in _BOUNDS and _dates(tokens[place + 2])
        if not closed:
            return _read_span(tokens, place, reading)
        bound = "<from>"
    if bound in ("<from>", "<after>"):
        if len(tokens) > place + 1 and tokens[place + 1] == "-":
            return _read_span(tokens, place, reading)
        start = first if bound == "<from>" else last
        reading.spans.append(_Span(start, None, Kind.RANGE, after=bound == "<after>"))
        return place + 1
    exclusive = bound == "<until>"
    limit = first if exclusive else last
    opened = [span for span in reading.spans if span.kind is Kind.RANGE and span.last is None]
    if opened:
        opened[-1].last = limit
        opened[-1].exclusive = exclusive
    else:
        reading.spans.append(_Span(None, limit, Kind.DEADLINE, exclusive))
    return place + 1


def _moment(bound: str, token: str) -> str | None:
    """Give the anchor of `<at:…>`, `<event:…>`, or of what ends after `<after>`."""
    name, _, value = token.strip("<>").partition(":")
    if name == "at":
        return value
    if name == "event":
        return f"event:{value}"
    if name == "within" and value and value != "program":
        return f"{value}.end" if bound in ("<after>", "<by>", "<to>") else f"{value}.start"
    return None


def _read_moment(bound: str, token: str, reading: _Reading) -> None:
    anchor = _moment(bound, token)
    assert anchor is not None
    if bound in ("<until>", "<by>"):
        reading.until = anchor
    elif bound == "<from>":
        reading.since = anchor
    else:
        reading.edges.append(anchor)


def _check_terms(tokens: list[str], reading: _Reading, years: SchoolYear | None) -> None:
    """Take out the year told with a term, «1 четверть 2025 г.»; doubt one that is not the document's."""
    found = [part for part in (*reading.windows, *reading.edges) if part.startswith(("term", "half", "trim"))]
    if not found or len(reading.spans) != 1:
        return
    span = reading.spans[0]
    if span.first is None or span.last is None:
        return
    school = [token for token in tokens if token.startswith("<sy:")]
    if school:
        fits = years is None or str(years.first) == school[0][4:8]
    elif span.single and span.first.month is None:
        ends = years is not None and found[0].startswith(("term:3", "term:4", "half:2", "trimester:3"))
        fits = years is not None and span.first.year == years.first + ends
    else:
        return
    reading.spans.clear()
    if not fits:
        reading.doubts.append("other-year")


def _fill_days(reading: _Reading) -> None:
    """Give days without a month the month of what follows: «1–15 октября»."""
    following: _Date | None = None
    for span, side in _backwards(reading):
        day: _Date = getattr(span, side)
        if day.month is None and day.day is not None:
            day = replace(day, month=following.month, year=following.year) if following else day
            setattr(span, side, day)
        following = day


def _backwards(reading: _Reading) -> Iterator[tuple[_Span, str]]:
    for span in reversed(reading.spans):
        for side in ("last", "first"):
            if getattr(span, side) is not None:
                yield span, side


def _fill_years(reading: _Reading, context: SchoolYear | None) -> None:
    """Give dates the year of a neighbour, «ноябрь–февраль 2023», or of the school year told with them."""
    reading.dated_by_year = context is not None or any(
        day.year is not None for span in reading.spans for day in span.dates
    )
    if context is not None:
        _inherit(reading, context)
    neighbour: _Date | None = None
    for span, side in _backwards(reading):
        day: _Date = getattr(span, side)
        if day.year is None and neighbour is not None and neighbour.year is not None:
            later = neighbour.month is not None and day.within_year > neighbour.within_year
            day = replace(day, year=neighbour.year - later)
            setattr(span, side, day)
        neighbour = day if day.year is not None else None
    neighbour = None
    for span, side in reversed(list(_backwards(reading))):
        day = getattr(span, side)
        if day.year is None and neighbour is not None and neighbour.year is not None:
            earlier = neighbour.month is not None and day.within_year < neighbour.within_year
            day = replace(day, year=neighbour.year + earlier)
            setattr(span, side, day)
        neighbour = day if day.year is not None else neighbour


def _inherit(reading: _Reading, years: SchoolYear | None) -> None:
    """Give months without a year the calendar year of the school year; without one there is a doubt."""
    for span, side in _backwards(reading):
        day: _Date = getattr(span, side)
        if day.year is not None:
            continue
        if years is None or day.month is None:
            reading.doubts.append("no-year")
            return
        setattr(span, side, replace(day, year=years.year_of(day.month)))


# The schedule


_WITHOUT_PERIOD = ("regular", "by_schedule", "on_demand")


def _schedule(text: str, reading: _Reading, years: SchoolYear | None) -> Schedule:
    repeat = _repeat(reading)
    _inherit(reading, years)
    schedule = _by_dates(text, reading) if reading.spans else _by_anchor(text, reading)
    periodic = repeat is not None and repeat not in _WITHOUT_PERIOD
    if repeat is not None and (periodic or schedule.kind not in (Kind.ON_DEMAND, Kind.BY_SCHEDULE)):
        kind = Kind.RECURRING if periodic else schedule.kind
        schedule = replace(schedule, kind=kind, repeat=schedule.repeat or repeat)
    return _doubted(replace(schedule, duration=reading.duration), reading.doubts)


def _repeat(reading: _Reading) -> str | None:
    """Give the repeat word; «ежегодно» takes the dates without a year out of the reading."""
    periodic = [word for word in reading.repeats if word not in _WITHOUT_PERIOD]
    for word in periodic:
        if word == "yearly" and reading.spans and not reading.dated_by_year and not _opens(reading.spans[0]):
            spans, reading.spans = reading.spans, []
            return "yearly:" + ",".join(_yearly(span) for span in spans)
        if reading.by_day is not None:
            return f"{word}:deadline {reading.by_day}"
        return word
    return next((word for word in _WITHOUT_PERIOD if word in reading.repeats), None)


def _opens(span: _Span) -> bool:
    return span.kind is Kind.RANGE and span.last is None


def _yearly(span: _Span) -> str:
    if span.kind is Kind.DEADLINE and span.last is not None:
        limit = last_day(_limit(replace(span.last, year=_ANY_YEAR), span.exclusive))
        return f"deadline {limit:%m-%d}"
    first, last = str(span.first), str(span.last)
    return first if first == last else f"{first}..{last}"


_ANY_YEAR = 2024


def _limit(day: _Date, exclusive: bool) -> str:
    """Give the last day of a deadline: «до января 2022 г.» is before the first of January."""
    if exclusive and day.day is None:
        return (first_day(str(day)) - timedelta(days=1)).isoformat()
    return last_day(str(day)).isoformat()


def _by_dates(text: str, reading: _Reading) -> Schedule:
    """Give the schedule of a wording with dates."""
    spans = reading.spans
    starts = [_start(span, reading) for span in spans]
    ends = [_end(span, reading) for span in spans]
    anchor = reading.until or reading.since or next(iter(reading.edges), None)
    if len(spans) == 1:
        kind = Kind.WINDOW if reading.within and starts[0] and ends[0] else spans[0].kind
        return Schedule(text, kind, starts[0], ends[0], anchor=anchor)
    told = [iso for iso in (*starts, *ends) if iso is not None]
    if len(told) < 2 * len(spans):
        reading.doubts.append("several")
        return Schedule(text, Kind.RANGE, starts[0], ends[-1], anchor=anchor)
    start, end = min(told, key=first_day), max(told, key=last_day)
    return Schedule(text, Kind.RECURRING, start, end, anchor=anchor, repeat=_listed(spans))


def _iso(day: _Date | None, reading: _Reading) -> str | None:
    if day is None or day.year is None:
        return None
    try:
        date(day.year, day.month or 1, day.day or 1)
    except ValueError:
        reading.doubts.append("day")
        return None
    return str(day)


def _start(span: _Span, reading: _Reading) -> str | None:
    iso = _iso(span.first, reading)
    return _after(iso) if iso is not None and span.after else iso


def _after(iso: str) -> str:
    """Give what begins after a day, a month or a year, as precise as it was."""
    return (last_day(iso) + timedelta(days=1)).isoformat()[: len(iso)]


def _end(span: _Span, reading: _Reading) -> str | None:
    iso = _iso(span.last, reading)
    if iso is None or span.last is None:
        return None
    if span.kind is Kind.DEADLINE or span.exclusive:
        return _limit(span.last, span.exclusive)
    return iso


def _listed(spans: list[_Span]) -> str:
    """Give `months:10,03`; of dates that are not months, `dates:2025-10-15,2026-03-20`."""
    months = [month for span in spans for month in _months(span)]
    if all(day.month is not None and day.day is None for span in spans for day in span.dates):
        return "months:" + ",".join(f"{month:02}" for month in dict.fromkeys(months))
    return "dates:" + ",".join(
        str(span.first) if span.first == span.last else f"{span.first}..{span.last}" for span in spans
    )


def _months(span: _Span) -> list[int]:
    if span.first is None or span.last is None or span.first.month is None or span.last.month is None:
        return []
    length = (span.last.month - span.first.month) % 12
    return [(span.first.month - 1 + step) % 12 + 1 for step in range(length + 1)]


def _by_anchor(text: str, reading: _Reading) -> Schedule:
    """Give the schedule of a wording without dates."""
    windows = list(dict.fromkeys(reading.windows))
    if reading.duration is not None and windows == ["program"]:
        windows = []
    if len(windows) > 1 and any(window.startswith(("term", "half", "trimester")) for window in windows):
        reading.doubts.append("several")
    if reading.since is not None:
        return Schedule(text, Kind.WINDOW, anchor=reading.since)
    if reading.until is not None:
        return Schedule(text, Kind.DEADLINE, anchor=reading.until)
    if windows:
        return Schedule(text, Kind.WINDOW, anchor=f"{windows[0]}.start")
    if reading.edges:
        return Schedule(text, Kind.RELATIVE, anchor=reading.edges[0])
    if reading.doubts:
        return Schedule(text, Kind.POINT)
    if "regular" in reading.repeats:
        return Schedule(text, Kind.RECURRING)
    if "by_schedule" in reading.repeats:
        return Schedule(text, Kind.BY_SCHEDULE)
    if "on_demand" in reading.repeats:
        return Schedule(text, Kind.ON_DEMAND)
    if reading.duration is not None or reading.counted:
        return Schedule(text, Kind.DURATION)
    return Schedule(text)


def _then(schedule: Schedule, tail: _Reading) -> Schedule:
    """Add what holds after the dates: «далее – ежегодно сентябрь»."""
    repeat = _repeat(tail)
    if repeat is None and tail.edges:
        repeat = tail.edges[0]
    if repeat is None and tail.spans and all(span.first and span.last for span in tail.spans):
        repeat = _listed(tail.spans)
    kind = schedule.kind
    if kind is Kind.UNKNOWN and repeat is not None:
        kind = {"on_demand": Kind.ON_DEMAND, "by_schedule": Kind.BY_SCHEDULE}.get(repeat, Kind.RECURRING)
    return _doubted(replace(schedule, kind=kind, repeat=repeat, then=True), tail.doubts)


# Doubts


def _checked(schedule: Schedule, years: SchoolYear | None, until: SchoolYear | None) -> Schedule:
    """Doubt dates that go backwards or are far from the document's school years."""
    first, last = schedule.first_day, schedule.last_day
    if first is not None and last is not None and first > last:
        return _doubted(schedule, ["reversed"])
    told = [day.year for day in (first, last) if day is not None]
    if years is None or not told:
        return schedule
    low, high = years.first - 1, (until or years).first + 2
    if schedule.kind is Kind.RECURRING:
        far = min(told) > high or (last is not None and max(told) < low)
    else:
        far = min(told) < low or max(told) > high
    return _doubted(schedule, ["outside"]) if far else schedule


def _doubted(schedule: Schedule, doubts: list[str]) -> Schedule:
    """Tell the first doubt: one slip makes one problem."""
    if not doubts or schedule.doubtful:
        return schedule
    return replace(schedule, doubtful=True, doubt=DOUBTS[doubts[0]])
