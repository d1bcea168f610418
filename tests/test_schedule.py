"""The wording of a date becomes a schedule, and a schedule a place on a timeline."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.schedule import Calendar, Kind, Schedule, parse, resolve, turns
from mentoring.school_year import SchoolYear

YEAR = SchoolYear(2025)

with (Path(__file__).parent / "data" / "date-forms.tsv").open(encoding="utf-8", newline="") as _file:
    FORMS = list(csv.DictReader(_file, delimiter="\t"))

YEARS_OF_SOURCES = {
    "S0": SchoolYear(2022),
    "S1": SchoolYear(2022),
    "S2": SchoolYear(2021),
    "S4": SchoolYear(2022),
}


@pytest.mark.parametrize("form", FORMS, ids=[form["text"] for form in FORMS])
def test_the_wordings_of_real_documents_give_what_the_table_says(form: dict[str, str]) -> None:
    """Source: date-forms.tsv, collected from five programmes and the documents they name."""
    flags = form["flags"].split(";")
    dates = {side: form[side] if form[side][:1].isdigit() else None for side in ("start", "end")}
    words = [form[side] for side in ("start", "end") if form[side] and not form[side][0].isdigit()]
    durations = [flag.removeprefix("duration=") for flag in flags if flag.startswith("duration=")]

    schedule = parse(form["text"], YEARS_OF_SOURCES.get(form["source"].split(";")[0]))

    assert schedule.as_json() == {
        "text": form["text"],
        "kind": form["kind"],
        **dates,
        "anchor": words[0] if words else None,
        "repeat": form["recurrence"] or None,
        "then": form["then"] == "yes",
        "duration": durations[0] if durations else None,
        "doubtful": "double-range" in flags or "impossible-academic-year" in flags,
    }


def test_the_table_has_all_its_rows() -> None:
    assert len(FORMS) == 48


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("октябрь 2025", "point", "2025-10", "2025-10"),
        ("в сентябре", "point", "2025-09", "2025-09"),
        ("МАЯ", "point", "2026-05", "2026-05"),
        ("сент.", "point", "2025-09", "2025-09"),
        ("нояб. 2025 г.", "point", "2025-11", "2025-11"),
        ("янв", "point", "2026-01", "2026-01"),
        ("октябрь 25 г.", "point", "2025-10", "2025-10"),
        ("2025 год, октябрь", "point", "2025-10", "2025-10"),
        ("[Октябрь\u00a02025].", "point", "2025-10", "2025-10"),
        ("октябрь 2025 г. (педсовет)", "point", "2025-10", "2025-10"),
        ("5 октября", "point", "2025-10-05", "2025-10-05"),
        ("1-го октября 2025 года в 14:00", "point", "2025-10-01", "2025-10-01"),
        ("05.10.25", "point", "2025-10-05", "2025-10-05"),
        ("5/10/2025", "point", "2025-10-05", "2025-10-05"),
        ("5.X.2025", "point", "2025-10-05", "2025-10-05"),
        ("2025-10-05", "point", "2025-10-05", "2025-10-05"),
        ("2025-10", "point", "2025-10", "2025-10"),
        ("09.2025", "point", "2025-09", "2025-09"),
        ("2025 г.", "point", "2025", "2025"),
        ("сентябрь 2025 – май 2026", "range", "2025-09", "2026-05"),
        ("окт. 2025 — апр. 2026", "range", "2025-10", "2026-04"),
        ("Ноябрь−февраль 2026", "range", "2025-11", "2026-02"),
        ("сентябрь…май", "range", "2025-09", "2026-05"),
        ("с сентября по май", "range", "2025-09", "2026-05"),
        ("с 1 по 15 октября 2025 г.", "range", "2025-10-01", "2025-10-15"),
        ("1–15 октября 2025", "range", "2025-10-01", "2025-10-15"),
        ("с 07 по 16 ноября 2025 г.", "range", "2025-11-07", "2025-11-16"),
        ("с 28 декабря по 10 января", "range", "2025-12-28", "2026-01-10"),
        ("01.10–15.10.2025", "range", "2025-10-01", "2025-10-15"),
        ("с 22.09. по 26.09.2025 г.", "range", "2025-09-22", "2025-09-26"),
        ("2025-10-01 – 2025-10-15", "range", "2025-10-01", "2025-10-15"),
        ("09.2025–05.2026", "range", "2025-09", "2026-05"),
        ("IX–XI 2025", "range", "2025-09", "2025-11"),
        ("2024–2026 гг.", "range", "2024", "2026"),
        ("2025/26 учебный год", "range", "2025-09", "2026-08"),
        ("2025–26 уч. г.", "range", "2025-09", "2026-08"),
        ("2024/25 – 2025/26 учебные годы", "range", "2024-09", "2026-08"),
        ("сентябрь–май 2025-2026 учебного года", "range", "2025-09", "2026-05"),
        ("с 1 сентября", "range", "2025-09-01", None),
        ("после 20 мая", "range", "2026-05-21", None),
        ("I квартал 2026 г.", "range", "2026-01", "2026-03"),
        ("лето 2026", "range", "2026-06", "2026-08"),
        ("зимой", "range", "2025-12", "2026-02"),
        ("последняя неделя мая", "range", "2026-05-25", "2026-05-31"),
        ("3-я неделя октября", "range", "2025-10-15", "2025-10-21"),
        ("вторая половина января", "range", "2026-01-16", "2026-01-31"),
        ("первая декада октября", "range", "2025-10-01", "2025-10-10"),
        ("не позднее 20 мая 2026 г.", "deadline", None, "2026-05-20"),
        ("не позднее мая 2026 г.", "deadline", None, "2026-05-31"),
        ("до конца мая 2026", "deadline", None, "2026-05-31"),
        ("до мая", "deadline", None, "2026-04-30"),
        ("к 1 сентября", "deadline", None, "2025-09-01"),
        ("до мая следующего учебного года", "deadline", None, "2027-04-30"),
        ("в течение октября", "window", "2025-10", "2025-10"),
    ],
)
def test_dates_are_understood(text: str, kind: str, start: str | None, end: str | None) -> None:
    """A month without a year inherits from the document's school year, 2025/26."""
    schedule = parse(text, YEAR)

    assert (schedule.kind, schedule.start, schedule.end) == (kind, start, end)
    assert not schedule.doubtful


@pytest.mark.parametrize(
    ("text", "kind", "anchor"),
    [
        ("учебный год", "window", "year.start"),
        ("на протяжении всего учебного года", "window", "year.start"),
        ("весь период", "window", "program.start"),
        ("на протяжении всей программы", "window", "program.start"),
        ("3 четверть", "window", "term:3.start"),
        ("в течение II четверти", "window", "term:2.start"),
        ("1–2 четверти", "window", "term:1..2.start"),
        ("четвёртая четверть", "window", "term:4.start"),
        ("2 триместр", "window", "trimester:2.start"),
        ("I полугодие", "window", "half:1.start"),
        ("1-е полугодие", "window", "half:1.start"),
        ("второе полугодие 2025/26 учебного года", "window", "half:2.start"),
        ("осенние каникулы", "window", "break:autumn.start"),
        ("до конца учебного года", "deadline", "year.end"),
        ("до завершения программы", "deadline", "event:program_end"),
        ("по окончании учебного года", "relative", "year.end"),
        ("по итогам 1 четверти", "relative", "term:1.end"),
        ("по итогам анкетирования", "relative", "event:survey"),
        ("после первой встречи", "relative", "event:first_meeting"),
        ("по окончании программы", "relative", "event:program_end"),
        ("после недели наставничества", "relative", "event:nedeli_nastavnichestva"),
        ("перед первой встречей", "relative", "before:first_meeting"),
        ("за 2 недели до начала учебного года", "relative", "before:year.start"),
        ("после выставки", "relative", "event:vystavki"),
        ("по плану", "by_schedule", None),
        ("по согласованию", "by_schedule", None),
        ("по отдельному графику", "by_schedule", None),
        ("согласно плану работы школы", "by_schedule", None),
        ("по запросу", "on_demand", None),
        ("при необходимости", "on_demand", None),
        ("как получится", "unknown", None),
        ("5–7 классы", "unknown", None),
        ("", "unknown", None),
    ],
)
def test_wordings_without_a_date_hang_on_something(text: str, kind: str, anchor: str | None) -> None:
    schedule = parse(text, YEAR)

    assert (schedule.kind, schedule.anchor, schedule.has_date) == (kind, anchor, False)
    assert not schedule.doubtful


@pytest.mark.parametrize(
    ("text", "repeat", "start", "end"),
    [
        ("ежемесячно", "monthly", None, None),
        ("еженедельно", "weekly", None, None),
        ("1 раз в неделю", "weekly", None, None),
        ("1-2 раза в месяц", "monthly:1..2", None, None),
        ("не реже двух раз в месяц", "monthly:min2", None, None),
        ("два раза в год", "yearly:2", None, None),
        ("10 раз в год", "per-year:10", None, None),
        ("2 раза в четверть", "per-term:2", None, None),
        ("раз в две недели", "weekly:every2", None, None),
        ("каждую пятницу", "weekly:fri", None, None),
        ("каждый четверг", "weekly:thu", None, None),
        ("каждую четверть", "per-term:1", None, None),
        ("по вторникам и четвергам", "weekly:tue,thu", None, None),
        ("последняя пятница месяца", "monthly:last-fri", None, None),
        ("ежемесячно до 5 числа", "monthly:deadline day5", None, None),
        ("ежегодно в сентябре", "yearly:09", None, None),
        ("ежегодно, май", "yearly:05", None, None),
        ("ежегодно с 1 по 15 сентября", "yearly:09-01..09-15", None, None),
        ("постоянно", "regular", None, None),
        ("систематически", "regular", None, None),
        ("на регулярной основе", "regular", None, None),
        ("по мере необходимости, но не реже раза в месяц", "monthly:min1", None, None),
        ("с 2022 г. ежегодно", "yearly", "2022", None),
        ("ежемесячно с сентября по май", "monthly", "2025-09", "2026-05"),
        ("октябрь, март", "months:10,03", "2025-10", "2026-03"),
        ("октябрь 2025 и март 2026", "months:10,03", "2025-10", "2026-03"),
        ("сентябрь, ноябрь–декабрь", "months:09,11,12", "2025-09", "2025-12"),
        ("5 и 12 октября", "dates:2025-10-05,2025-10-12", "2025-10-05", "2025-10-12"),
        ("15.10.2025, 20.03.2026", "dates:2025-10-15,2026-03-20", "2025-10-15", "2026-03-20"),
    ],
)
def test_repeated_items_say_how_often(text: str, repeat: str, start: str | None, end: str | None) -> None:
    """Several dates in one wording are an enumeration, not a range."""
    schedule = parse(text, YEAR)

    assert (schedule.kind, schedule.repeat) == (Kind.RECURRING, repeat)
    assert (schedule.start, schedule.end) == (start, end)
    assert not schedule.doubtful


@pytest.mark.parametrize(
    ("text", "kind", "repeat"),
    [
        ("сентябрь 2025, далее ежемесячно", "point", "monthly"),
        ("сентябрь (затем по запросу)", "point", "on_demand"),
        ("до 1 октября, далее – октябрь, март", "deadline", "months:10,03"),
        ("в течение года, далее – ежегодно до 1 сентября", "window", "yearly:deadline 09-01"),
    ],
)
def test_what_holds_later_stands_apart_from_the_first_time(text: str, kind: str, repeat: str) -> None:
    schedule = parse(text, YEAR)

    assert (schedule.kind, schedule.repeat, schedule.then) == (kind, repeat, True)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("2 недели", "P2W"),
        ("10 дней", "P10D"),
        ("полгода", "P6M"),
        ("1,5 года", "P18M"),
        ("от 3 до 12 месяцев", "P3M..P12M"),
        ("не более 3 месяцев", "..P3M"),
        ("в течение месяца", "P1M"),
        ("45 минут", "PT45M"),
        ("5 занятий", None),
    ],
)
def test_a_length_is_not_a_date(text: str, duration: str | None) -> None:
    schedule = parse(text, YEAR)

    assert (schedule.kind, schedule.duration) == (Kind.DURATION, duration)
    assert not schedule.has_date


@pytest.mark.parametrize(
    ("text", "start", "end", "doubt"),
    [
        ("Октябрь-декабрь 2025- апрель 2026", "2025-10", "2026-04", "Два промежутка слились"),
        ("октябрь 2025 – сентябрь 2025", "2025-10", "2025-09", "Конец раньше начала"),
        ("16–7 ноября", "2025-11-16", "2025-11-07", "Конец раньше начала"),
        ("июнь–сентябрь", "2026-06", "2025-09", "Конец раньше начала"),
        ("Декабрь 20251", None, None, "Год записан с ошибкой"),
        ("01.12.20251", None, None, "Год записан с ошибкой"),
        ("31 февраля 2026", None, None, "Такого дня нет"),
        ("31.02.2026", None, None, "Такого дня нет"),
        ("29 февраля", None, None, "Такого дня нет"),
        ("15.13.2025", None, None, "Такого номера месяца нет"),
        ("2024 – 2027 учебный год", "2024-09", "2027-08", "Один учебный год"),
        ("2025 учебный год", None, None, "назван одним годом"),
        ("май 2020", "2020-05", "2020-05", "далеко от учебного года"),
        ("ежемесячно с мая 2015 по май 2016", "2015-05", "2016-05", "далеко от учебного года"),
        ("зима 2024", None, None, "какая это зима"),
        ("1 четверть 2023 года", None, None, "к которому не относятся"),
        ("до 31 октября и до 15 марта", None, "2026-03-15", "несколько разных сроков"),
    ],
)
def test_a_doubtful_wording_is_doubted_and_not_corrected(
    text: str, start: str | None, end: str | None, doubt: str
) -> None:
    """«20251» may be 2025 or 2021: the curator decides, not the program."""
    schedule = parse(text, YEAR)

    assert schedule.doubtful
    assert doubt in schedule.doubt
    assert schedule.doubt.endswith(".")
    assert (schedule.start, schedule.end) == (start, end)
    assert resolve(schedule, Calendar(YEAR)) is None


def test_a_month_without_a_year_needs_a_school_year() -> None:
    schedule = parse("сентябрь–май")

    assert (schedule.kind, schedule.start, schedule.end) == (Kind.RANGE, None, None)
    assert schedule.doubt == "Год не назван, и взять его неоткуда."


def test_a_document_of_several_years_reaches_further() -> None:
    """«До мая 2028» is far from 2025/26 and inside 2025/26–2027/28."""
    assert parse("до мая 2028", YEAR).doubtful
    assert not parse("до мая 2028", YEAR, SchoolYear(2027)).doubtful


@given(st.text() | st.text(alphabet="0123456789.-–/ ,()иIVXсдопгд "))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """The words are kept as they are, and a schedule without doubt does not run backwards."""
    schedule = parse(text, YEAR)

    assert schedule.text == text
    assert schedule.doubtful == bool(schedule.doubt)
    if schedule.first_day and schedule.last_day and not schedule.doubtful:
        assert schedule.first_day <= schedule.last_day
    resolve(schedule, CALENDAR)


_WORDS = (
    "с", "по", "до", "к", "в", "и", "-", "–", ",", "(", ")", ".", "от", "не позднее", "после", "по итогам",
    "октябрь", "октября", "мая", "февраля", "2025", "2026 г.", "2025/26", "уч. год", "года", "1", "15", "31",
    "02.2026", "I", "четверть", "полугодие", "квартал", "недели", "последняя", "раз в", "ежегодно", "месяц",
    "далее", "программы", "в течение", "конца", "начала", "31.12.2025", "числа", "включительно", "зима", "3",
    "каникулы", "за", "каждую", "среду", "не реже", "осенние", "до 5 числа", "перед", "постоянно", "20251",
    "31 февраля", "неделя",
)  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join), st.sampled_from([None, YEAR]))
def test_any_order_of_words_is_read_without_an_error(text: str, years: SchoolYear | None) -> None:
    """Cells lose the order of their words when they are copied out of a PDF."""
    schedule = parse(text, years)

    assert schedule.text == text
    if schedule.first_day and schedule.last_day and not schedule.doubtful:
        assert schedule.first_day <= schedule.last_day
    resolve(schedule, CALENDAR)


@pytest.mark.parametrize(
    "piece",
    [" ", "1 ", "1,", "1", "2025-", "октябрь ", "а", "а ", "(", "раз в ", "до ", "по итогам ", "-", "I "],
)
@pytest.mark.parametrize("length", [500, 10_000])
def test_a_long_text_is_no_trap(piece: str, length: int) -> None:
    """A wording that would take a grammar with backtracking hours; 5 seconds is a hang."""
    text = (piece * length)[:length]
    started = perf_counter()

    assert parse(text, YEAR).text == text

    assert perf_counter() - started < 5


TERMS = (
    (date(2025, 9, 1), date(2025, 10, 26)),
    (date(2025, 11, 4), date(2025, 12, 30)),
    (date(2026, 1, 12), date(2026, 3, 22)),
    (date(2026, 3, 31), date(2026, 5, 26)),
)
CALENDAR = Calendar(YEAR, None, TERMS, (date(2025, 9, 15), date(2026, 5, 15)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("октябрь 2025", date(2025, 10, 1), date(2025, 10, 31)),
        ("сентябрь – май", date(2025, 9, 1), date(2026, 5, 31)),
        ("с 1 апреля", date(2026, 4, 1), date(2026, 8, 31)),
        ("с 1 апреля до завершения программы", date(2026, 4, 1), date(2026, 5, 15)),
        ("до 1 октября", date(2025, 10, 1), date(2025, 10, 1)),
        ("в течение года", date(2025, 9, 1), date(2026, 8, 31)),
        ("в течение реализации программы", date(2025, 9, 15), date(2026, 5, 15)),
        ("2 четверть", date(2025, 11, 4), date(2025, 12, 30)),
        ("1–2 четверти", date(2025, 9, 1), date(2025, 12, 30)),
        ("2 полугодие", date(2026, 1, 12), date(2026, 5, 26)),
        ("осенние каникулы", date(2025, 10, 27), date(2025, 11, 3)),
        ("по итогам 1 четверти", date(2025, 10, 26), date(2025, 10, 26)),
        ("после завершения программы", date(2026, 5, 15), date(2026, 5, 15)),
        ("раз в четверть", date(2025, 9, 1), date(2026, 8, 31)),
        ("с 2022 г. ежегодно", date(2025, 9, 1), date(2026, 8, 31)),
        ("еженедельно в октябре", date(2025, 10, 1), date(2025, 10, 31)),
    ],
)
def test_a_schedule_has_a_place_on_the_timeline(text: str, first: date, last: date) -> None:
    assert resolve(parse(text, YEAR), CALENDAR) == (first, last)


@pytest.mark.parametrize(
    "text", ["по запросу", "по плану", "2 недели", "как получится", "по итогам анкетирования", "2 триместр"]
)
def test_what_has_no_day_stays_in_the_lane_without_a_date(text: str) -> None:
    assert resolve(parse(text, YEAR), CALENDAR) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ежегодно 1 сентября", [date(2025, 9, 1)]),
        ("ежегодно до 20 января", [date(2026, 1, 20)]),
        ("октябрь, март", [date(2025, 10, 1), date(2026, 3, 1)]),
        ("15.10.2025, 20.03.2026", [date(2025, 10, 15), date(2026, 3, 20)]),
        ("раз в полугодие", [date(2025, 9, 1), date(2026, 1, 12)]),
        ("с сентября по ноябрь раз в месяц", [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)]),
        (
            "ежеквартально до 10 числа, следующего за отчётным",
            [date(2025, 10, 10), date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10)],
        ),
        ("раз в неделю", []),
        ("ежегодно", []),
        ("октябрь 2025, далее по мере необходимости", []),
        ("раз в триместр", []),
    ],
)
def test_a_repeated_schedule_comes_round_on_the_days_and_months_it_names(text: str, days: list[date]) -> None:
    assert [first for first, _ in turns(parse(text, YEAR), CALENDAR)] == days


def test_what_comes_later_comes_after_the_first_dates() -> None:
    schedule = parse("ноябрь–декабрь 2025 г., далее – ежегодно сентябрь", YEAR, SchoolYear(2026))

    assert turns(schedule, Calendar(YEAR, SchoolYear(2026))) == ((date(2026, 9, 1), date(2026, 9, 30)),)


@pytest.mark.parametrize("text", ["1 четверть", "2 полугодие", "осенние каникулы", "весь период"])
def test_nothing_is_guessed_about_a_calendar_that_was_not_told(text: str) -> None:
    assert resolve(parse(text, YEAR), Calendar(YEAR)) is None


def test_dates_are_as_long_as_their_precision() -> None:
    schedule = Schedule("2024 год", Kind.POINT, start="2024")

    assert (schedule.first_day, schedule.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert replace(schedule, start="2024-02").last_day == date(2024, 2, 29)
    assert replace(schedule, start="2024-02-10").last_day == date(2024, 2, 10)


@pytest.mark.parametrize("text", ["сентяьбрь 2026", "до 5 октбяря 2026 г.", "сентябоь – май", "феварль 2027"])
def test_a_misspelt_month_is_doubted(text: str) -> None:
    """What is no word of dates is passed by: «сентяьбрь 2026» would be the whole year."""
    schedule = parse(text, SchoolYear(2026))

    assert (schedule.doubtful, schedule.doubt) == (
        True,
        "Похоже, в названии месяца описка: без неё срок читался бы иначе.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "в сентябре – октябре",
        "сентябрьский педсовет, 15.09.2026",
        "к началу августа 2026 г.",
        "мартовские каникулы",
        "по четвертям",
    ],
)
def test_words_made_of_months_are_no_slips(text: str) -> None:
    assert "описка" not in (parse(text, SchoolYear(2026)).doubt or "")
