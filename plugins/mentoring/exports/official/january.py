"""The tables asked for in January: how many took part, and the indicators. Typed counts only; nothing is estimated."""

from collections.abc import Iterator

from mentoring import russian
from mentoring.cards import Programme
from mentoring.cards.fields import Measurement
from mentoring.cards.programme import Participants
from mentoring.exports.official.request import Request
from mentoring.exports.official.workbook import Sheet, Value, book_of
from mentoring.pages.told import is_about_minors
from mentoring.privacy.counts import cell_of
from mentoring.privacy.small_numbers import HELD, Cell, one

_LINES = (
    "Программа",
    "Сторона",
    "Форма",
    "Ролевая модель",
    "Кто",
    "Ступень или возраст",
    "Человек",
    "Почему пусто",
)
_TOTALS = ("Форма", "Сторона", "Ступень или возраст", "Человек", "Почему пусто")
_INDICATORS = (
    "Показатель",
    "Как считается",
    "Единица",
    "Программа",
    "Было",
    "Стало",
    "Измерено человек",
    "Из скольких",
    "Чем измерено",
    "Первый замер",
    "Последний замер",
    "Своя цель",
    "Цель достигнута",
    "Почему пусто",
)  # fmt: skip


def xlsx(request: Request) -> bytes:
    """The workbook of a school year."""
    programmes = request.book.programmes_of(request.school_year)
    lines = tuple(row for programme in programmes for row in _lines(programme, request))
    return book_of(
        (
            Sheet("Участники по формам", _TOTALS, tuple(_totals(programmes, request))),
            Sheet("Участники по программам", _LINES, lines),
            Sheet("Показатели", _INDICATORS, tuple(_measured(programmes, request))),
        ),
        request,
        f"Январские таблицы, {request.school_year} учебный год",
    )


def _lines(programme: Programme, request: Request) -> Iterator[tuple[Value, ...]]:
    book = request.book
    if not programme.participants:
        yield (programme.title, *[""] * 5, None, "в карточке нет участников")
    for row in programme.participants:
        cell = cell_of(row, book)
        number = request.figures.number(cell)
        yield (
            programme.title,
            book.title("participant_roles", row.role),
            book.title("forms", row.form),
            book.title("role_patterns", row.role_pattern),
            row.who,
            _ages(row, request),
            number,
            request.figures.why_blank(cell),
        )


def _totals(programmes: list[Programme], request: Request) -> Iterator[tuple[Value, ...]]:
    """Sums over programmes; a blank or a small number anywhere in one leaves it empty."""
    book = request.book
    grouped: dict[tuple[str, str, str], list[Cell]] = {}
    for programme in programmes:
        for row in programme.participants:
            form = book.title("forms", row.form) or _only_form(programme, request) or "не сказано"
            key = (form, book.title("participant_roles", row.role), _ages(row, request))
            grouped.setdefault(key, []).append(cell_of(row, book))
    for key, cells in grouped.items():
        if any(cell.count is None for cell in cells):
            yield (
                *key,
                None,
                _unsaid(sum(cell.count is None for cell in cells), len(cells)),
            )
        elif not request.figures.internal and any(cell.is_small for cell in cells):
            small = next(cell for cell in cells if cell.is_small)
            yield (*key, None, one(small) if len(cells) == 1 else HELD)
        else:
            yield (*key, sum(cell.count or 0 for cell in cells), "")


def _unsaid(blank: int, whole: int) -> str:
    return "в карточке не сказано" if whole == 1 else f"в карточках не сказано: строк {blank} из {whole}"


def _only_form(programme: Programme, request: Request) -> str:
    return request.book.title("forms", programme.forms[0]) if len(programme.forms) == 1 else ""


def _ages(row: Participants, request: Request) -> str:
    return request.book.title("bands", row.band) or row.ages or ("" if row.minors else "взрослые")


def _measured(programmes: list[Programme], request: Request) -> Iterator[tuple[Value, ...]]:
    for programme in programmes:
        if not programme.indicators:
            yield ("", "", "", programme.title, *[None] * 9, "в карточке нет показателей")
        for measurement in programme.indicators:
            yield _indicator(measurement, programme, request)


def _indicator(measurement: Measurement, programme: Programme, request: Request) -> tuple[Value, ...]:
    book = request.book
    term = book.vocabulary.get("indicators", measurement.indicator)
    minors = is_about_minors(measurement, book, programme)
    few = request.figures.are_hidden(measurement, term.unit if term else "", minors=minors)
    figures = (None, None) if few else (measurement.before, measurement.after)
    people = None if few and Cell(measurement.n, minors=minors).is_small else measurement.n
    return (
        term.title if term else measurement.indicator,
        term.formula if term else "",
        term.unit if term else "",
        programme.title,
        *figures,
        people,
        None if few else measurement.of,
        "; ".join(part for part in (book.title("methods", measurement.method), measurement.source) if part),
        measurement.before_on,
        measurement.after_on,
        measurement.target,
        _reached(measurement, term.better if term else "больше") if not few else "",
        _why_blank(measurement, few, term.unit if term else ""),
    )


def _reached(measurement: Measurement, better: str) -> str:
    if measurement.target is None or measurement.after is None:
        return ""
    ahead = measurement.after - measurement.target
    return "да" if (ahead >= 0 if better == "больше" else ahead <= 0) else "нет"


def _why_blank(measurement: Measurement, few: bool, unit: str) -> str:
    if few and measurement.n is not None:
        return "измерено меньше десяти человек" if "%" in unit else f"измерено мало детей: цифры {HELD}"
    missing = [
        words
        for words, value in (
            ("«было»", measurement.before),
            ("«стало»", measurement.after),
            ("число измеренных", measurement.n),
        )
        if value is None
    ]
    figured = (measurement.before, measurement.after) != (None, None)
    why = f"в карточке не сказано: {russian.listed(missing)}" if missing else ""
    return f"{why}; без числа измеренных детей цифры {HELD}" if figured and few else why
