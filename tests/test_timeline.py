"""The timeline of a roadmap and the calendar of the year: what each wording looks like, what is told of which month."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from lxml import html

from mentoring import pipeline
from mentoring.pages import Edition, render

NOVEMBER = date(2025, 11, 20)
SCHOOL = """full_name: Заречная школа города Заречного
short_name: Заречная школа
years:
  2025/26:
    terms:
      - {start: 01.09.2025, end: 25.10.2025}
      - {start: 05.11.2025, end: 30.12.2025}
      - {start: 12.01.2026, end: 27.03.2026}
      - {start: 06.04.2026, end: 26.05.2026}
"""
PROGRAMME = """---
title: Учитель рядом
forms: учитель – ученик
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""

Made = Callable[..., dict[str, html.HtmlElement]]


def roadmap(*items: str, head: str = "", title: str = "Начало") -> str:
    rows = "".join(f"      - {{title: {item}}}\n" for item in items)
    return (
        f"---\ntitle: Карта года\nschool_year: 2025/26\nprogrammes: ryadom\n{head}publication: опубликован\n"
        f"sections:\n  - title: {title}\n    items:\n{rows}---\n"
    )


@pytest.fixture
def made(project) -> Made:
    """The pages as on 20 November 2025."""

    def make(card: str, *, preview: bool = False) -> dict[str, html.HtmlElement]:
        files = {
            "cases/school.yml": SCHOOL,
            "cases/programmes/ryadom.md": PROGRAMME,
            "cases/roadmaps/karta.md": card,
        }
        loaded = pipeline.load(project(files), today=NOVEMBER)
        edition = Edition(loaded.book if preview else loaded.book.public, preview=preview)
        return {page.path: html.fromstring(f"<div>{page.content}</div>") for page in render(edition)}

    return make


@pytest.fixture
def scale(made: Made) -> Callable[..., html.HtmlElement]:
    """The table of the timeline."""
    return lambda *items, **rest: made(roadmap(*items, **rest))["roadmaps/karta.md"].find_class(
        "m-tl__table"
    )[0]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def signs(row: html.HtmlElement) -> list[tuple[str, str]]:
    """What is drawn in a row, and where it begins."""
    drawn = []
    for sign in row.find_class("m-sign"):
        inner = sign.getparent().get("x")
        drawn.append((sign.get("class").split("--")[1], inner or sign.get("x") or sign.get("x1")))
    return drawn


@pytest.mark.parametrize(
    ("schedule", "drawn"),
    [
        ("октябрь 2025 г.", [("dot", "12.5%")]),
        ("16.10.2025", [("dot", "12.5%")]),
        ("сентябрь–октябрь 2025 г.", [("bar", "0%")]),
        ("до 31 декабря 2025 г.", [("diamond", "33.33%")]),
        ("в течение года", [("window", "0%")]),
        ("в течение 2 четверти", [("window", "17.78%")]),
        ("раз в неделю", [("dots", "0%")]),
        ("раз в полугодие", [("tick", "33.06%"), ("tick", "73.66%")]),
        ("октябрь, март", [("tick", "12.5%"), ("tick", "54.17%")]),
        ("по окончании учебного года", [("arrow", "95%")]),
        ("по итогам опроса", []),
        ("по мере необходимости", []),
        ("10.12.2027", [("arrow", "100%")]),
    ],
)
def test_every_shape_of_a_schedule_has_a_sign_of_its_own(
    scale: Callable[..., html.HtmlElement], schedule: str, drawn: list[tuple[str, str]]
) -> None:
    """Months are of equal width, so a twelfth of the scale is a month."""
    table = scale("Первая встреча, schedule: октябрь 2025 г.", f'Опрос, schedule: "{schedule}"')

    assert signs(table.xpath(".//tbody/tr")[-1]) == drawn


def test_later_years_are_ticks_after_the_first_time(scale: Callable[..., html.HtmlElement]) -> None:
    row = scale(
        'Опрос, schedule: "ноябрь–декабрь 2025 г., далее – ежегодно сентябрь"', head="until: 2026/27\n"
    ).xpath(".//tbody/tr")[-1]

    assert signs(row) == [("bar", "8.33%"), ("tick", "52.08%")]
    assert row.xpath(".//svg/@aria-label") == [
        "ноябрь 2025\u00a0года – декабрь 2025\u00a0года, затем сентябрь 2026\u00a0года"
    ]


def test_the_timeline_is_a_table_that_tells_everything_in_words(
    scale: Callable[..., html.HtmlElement],
) -> None:
    """The drawing repeats what stands beside it: a reader of the table alone misses nothing."""
    table = scale(
        "Первая встреча, number: '1', schedule: 16.10.2025, status: выполнено",
        "Разговор с родителями, number: '2', schedule: по графику, status: в работе",
        title="Знакомство",
    )

    assert table.xpath(".//thead//th[@scope='col']/text() | .//thead//*[@class='m-unseen']/text()")[:2] == [
        "Мероприятие",
        "Когда",
    ]
    assert [words(row) for row in table.xpath(".//tbody/tr")] == [
        "Знакомство",
        "1. Первая встреча выполнено · 16.10.2025",
        "2. Разговор с родителями в работе · по графику без точной даты",
    ]
    assert table.xpath(".//tbody/tr/th/@scope") == ["rowgroup", "row", "row"]
    assert table.xpath(".//td/svg/@aria-label") == ["16\u00a0октября 2025\u00a0года"]


@pytest.mark.parametrize(
    ("item", "mark", "word"),
    [
        ("schedule: октябрь 2025 г., status: выполнено", "done", "выполнено"),
        ("schedule: раз в месяц, status: выполняется регулярно", "regular", "выполняется регулярно"),
        ("schedule: октябрь 2025 г., status: в работе", "going", "в работе"),
        ("schedule: октябрь 2025 г., status: не начато", "ahead", "не начато"),
        ("schedule: октябрь 2025 г., status: нет сведений", "unknown", "нет сведений"),
        ("schedule: ноябрь 2025 г.", "going", "идёт сейчас"),
        ("schedule: март 2026 г.", "ahead", "впереди"),
        ("schedule: октябрь 2025 г.", "unknown", "нет сведений"),
        ("schedule: по графику", "unknown", "нет сведений"),
    ],
)
def test_a_state_is_a_word_and_a_mark(
    scale: Callable[..., html.HtmlElement], item: str, mark: str, word: str
) -> None:
    """Where the school says nothing, the dates speak, but never of what is overdue."""
    row = scale("Начало, schedule: сентябрь 2025 г.", f"Опрос, {item}").xpath(".//tbody/tr")[-1]

    assert row.find_class(f"m-mark--{mark}")
    assert f" {word} · " in words(row)


def test_only_the_curator_is_told_what_is_overdue(made: Made) -> None:
    """Source: domain.md, c3, rule 8."""
    card = roadmap("Опрос, schedule: октябрь 2025 г., status: не начато")

    assert "срок прошёл" not in words(made(card)["roadmaps/karta.md"])
    assert "срок прошёл, не начато" in words(made(card, preview=True)["roadmaps/karta.md"])


def test_months_are_columns_and_a_plan_of_several_years_has_two_lines_of_them(
    scale: Callable[..., html.HtmlElement],
) -> None:
    one = scale("Опрос, schedule: октябрь 2025 г.").find_class("m-tl__months")[0]
    two = scale("Опрос, schedule: октябрь 2025 г.", head="until: 2026/27\n").find_class("m-tl__months")[0]

    assert words(one) == "2025/26сеноктноядекянвфевмарапрмайиюниюлавг"
    assert two.xpath(".//b/text()") == ["2025/26", "2026/27"]
    assert len(two.findall("span")) == 24


def test_the_scale_begins_with_what_is_done_in_august(scale: Callable[..., html.HtmlElement]) -> None:
    table = scale("Педсовет, schedule: 29.08.2025", "Опрос, schedule: октябрь 2025 г.")

    assert table.find_class("m-tl__months")[0].xpath(".//time/@datetime")[:2] == ["2025-08", "2025-09"]
    assert signs(table.xpath(".//tbody/tr")[1]) == [("dot", "7.07%")]


def test_the_day_of_the_build_is_marked_and_told(made: Made) -> None:
    page = made(roadmap("Опрос, schedule: октябрь 2025 г."))["roadmaps/karta.md"]

    assert page.find_class("m-tl__today")[0].get("x1") == "21.94%"
    assert "Вертикальная черта — состояние на 20 ноября 2025 года" in words(page)


def test_a_plan_without_dates_has_no_scale_and_says_so(made: Made) -> None:
    page = made(roadmap("Беседа, schedule: по мере необходимости", "Опрос"))["roadmaps/karta.md"]

    assert not page.find_class("m-tl")
    assert "Шкалы времени здесь нет" in words(page)
    assert "Беседа" in words(page.find_class("m-plan")[0])


def test_the_legend_has_only_what_occurs(made: Made) -> None:
    page = made(roadmap("Опрос, schedule: октябрь 2025 г., status: выполнено"))["roadmaps/karta.md"]

    assert words(page.find_class("m-legend")[0]) == "Сроки: в этот день или месяц Состояние: выполнено"


def told_months(page: html.HtmlElement, within: str) -> list[tuple[str, list[str]]]:
    return [
        (words(month.find_class("m-month__name")[0]), [words(item) for item in month.iter("li")])
        for month in page.find_class(within)[0].find_class("m-month")
    ]


ITEMS = (
    "Педсовет, schedule: 29.08.2025, status: выполнено",
    "Опрос, schedule: октябрь–ноябрь 2025 г., status: в работе",
    "Занятие, schedule: декабрь 2025 г.",
    "Отчёт, schedule: ежегодно до 20 января, status: не начато",
    "Праздник, schedule: май 2026",
    "Встречи, schedule: раз в неделю, status: выполняется регулярно",
    "Беседы, schedule: по запросу родителей",
)


def test_a_plan_is_told_by_months_too(made: Made) -> None:
    """On a phone it is read instead of the scale: what comes first, what is over below."""
    page = made(roadmap(*ITEMS))["roadmaps/karta.md"]

    assert told_months(page, "m-fold--months") == [
        ("Декабрь 2025", ["Занятие впереди · декабрь 2025 г."]),
        ("Январь 2026", ["Отчёт не начато · ежегодно до 20 января"]),
        ("Май 2026", ["Праздник впереди · май 2026"]),
        ("Всё время", ["Встречи выполняется регулярно · раз в неделю"]),
        ("Без точной даты", ["Беседы нет сведений · по запросу родителей"]),
        ("Август 2025", ["Педсовет выполнено · 29.08.2025"]),
        ("Октябрь 2025", ["Опрос в работе · октябрь–ноябрь 2025 г."]),
    ]


def test_what_is_next_stands_on_the_page_of_the_programme(made: Made) -> None:
    """The month of the build with what is still under way, and two more."""
    pages = made(roadmap(*ITEMS))

    assert told_months(pages["programmes/ryadom.md"], "m-next") == [
        ("Ноябрь 2025", ["Опрос продолжается · в работе · октябрь–ноябрь 2025 г."]),
        ("Декабрь 2025", ["Занятие впереди · декабрь 2025 г."]),
        ("Январь 2026", ["Отчёт не начато · ежегодно до 20 января"]),
        ("Идёт всё время", ["Встречи выполняется регулярно · раз в неделю"]),
    ]
    assert pages["programmes/ryadom.md"].xpath("//p[@class='m-next__all']/a/@href") == ["../../calendar/"]


def test_the_calendar_tells_the_months_of_the_year_with_terms_and_holidays(made: Made) -> None:
    page = made(roadmap(*ITEMS))["calendar.md"]

    facts = [words(fact) for fact in page.find_class("m-month__facts")]
    assert "Каникулы: 31 декабря – 11 января." in facts
    assert "1-я четверть: 1 сентября – 25 октября." in facts
    assert [words(name) for name in page.find_class("m-month__name")][:3] == [
        "Ноябрь 2025",
        "Декабрь 2025",
        "Январь 2026",
    ]
    assert page.xpath("//a[text()='Праздник']/@href") == ["../roadmaps/karta/"]


def test_a_year_without_a_roadmap_has_no_calendar(made: Made) -> None:
    pages = made(roadmap("Опрос, schedule: октябрь 2023 г.").replace("2025/26", "2023/24"))

    assert "calendar.md" not in pages
    assert not pages["programmes/ryadom.md"].find_class("m-next")


def test_three_hundred_items_are_folded_into_sections_and_cut_short_in_what_is_next(made: Made) -> None:
    rows = "".join(
        f"  - title: Раздел {section}\n    items:\n"
        + "".join(
            f"      - {{title: Встреча {number}, schedule: {'декабрь 2025 г.' if section else 'ноябрь 2025 г.'}}}\n"
            for number in range(30)
        )
        for section in range(10)
    )
    card = re.sub(r"sections:\n.*(?=---)", lambda _: f"sections:\n{rows}", roadmap("Начало"), flags=re.S)

    page = made(card)["roadmaps/karta.md"]

    assert len(page.xpath("//table[@class='m-tl__table']//th[@scope='row']")) == 300
    assert [fold.get("open") is not None for fold in page.find_class("m-fold--section")] == [True] + [
        False
    ] * 9
    december = page.find_class("m-next")[0].find_class("m-month")[1]
    assert len(december.findall(".//li")) == 5
    assert "И ещё 265 мероприятий: в списке «По месяцам»" in words(december)
    assert len(html.tostring(page)) < 500_000
