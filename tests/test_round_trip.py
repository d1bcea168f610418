"""A roadmap that went out as Word comes in again as the same card."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.cards import Roadmap
from mentoring.casebook import Casebook
from mentoring.exports.official.request import Request
from mentoring.exports.official.roadmap import docx
from mentoring.imports import heads, writing
from mentoring.imports.draft import Wishes
from mentoring.imports.papers import School as Setting
from mentoring.imports.papers import read
from mentoring.pages import Edition
from mentoring.privacy.looking import look
from mentoring.reading import federal_vocabulary
from mentoring.reading import read as read_card
from mentoring.school_year import SchoolYear
from mentoring.source import parse

FEDERAL = federal_vocabulary()
DAY = date(2026, 5, 12)
SETTING = Setting(FEDERAL, heads.Heads.of(FEDERAL), heads.Heads.of(FEDERAL, name="parts"), look)

TITLES = st.sampled_from(
    [
        "Приказ о программе",
        "Опрос учеников и родителей",
        "Встреча-знакомство пар",
        "Обучение наставников: два занятия",
        "Итоговый круглый стол",
        "Анкета «Чего я жду»",
    ]
)
SCHEDULES = st.sampled_from(
    ["сентябрь 2025", "до 15.10.2025", "ноябрь–декабрь 2025 г.", "раз в месяц", "в течение года", "март 2026"]
)
ROLES = st.lists(
    st.sampled_from(["куратор", "директор", "психолог", "классные руководители"]), unique=True, max_size=3
)
RESULTS = st.sampled_from(["", "список пар", "приказ подписан", "анкеты собраны и разобраны"])
DONE = st.sampled_from(["", "Провели в срок.", "Пришли все пары, кроме одной.", "Сделали в октябре"])
STATUSES = st.sampled_from(["", "выполнено", "в работе", "не начато"])
ITEM = st.fixed_dictionaries(
    {
        "title": TITLES,
        "schedule": SCHEDULES,
        "responsible": ROLES,
        "planned_result": RESULTS,
        "actual_result": DONE,
        "status": STATUSES,
    }
)
SECTION = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Подготовка условий", "Работа пар и групп", "Завершение"]),
        "items": st.lists(ITEM, min_size=1, max_size=6),
    }
)
PLAN = st.lists(SECTION, min_size=1, max_size=3, unique_by=lambda section: str(section["title"]))


def roadmap_of(plan: list[dict[str, Any]]) -> Roadmap:
    number = 0
    lines = ["---", "title: Дорожная карта «Рядом»", "school_year: 2025/26"]
    lines += [
        "columns: [number, title, schedule, responsible, planned_result, status, actual_result]",
        "sections:",
    ]
    for section in plan:
        lines += [f"  - title: {section['title']}", "    items:"]
        for item in section["items"]:
            number += 1
            lines.append(f"      - number: '{number}'")
            for field, value in item.items():
                if value:
                    told = f"[{', '.join(value)}]" if isinstance(value, list) else f"'{value}'"
                    lines.append(f"        {field}: {told}")
    text = "\n".join([*lines, "---", ""])
    card, problems = read_card(parse(text, "cases/roadmaps/ryadom.md"), Roadmap, FEDERAL)
    assert isinstance(card, Roadmap), problems
    return card


def told(card: Roadmap) -> list[tuple[str, list[tuple[object, ...]]]]:
    """What a reader of the table has of it."""
    return [
        (
            section.title or "",
            [
                (
                    item.number,
                    item.title,
                    item.schedule,
                    item.responsible,
                    item.planned_result or "",
                    item.status or "no-report",
                    item.actual_result or "",
                )
                for item in section.items
            ],
        )
        for section in card.sections
    ]


@given(PLAN)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_roadmap_exported_and_imported_is_the_same_card(plan: list[dict[str, Any]]) -> None:
    card = roadmap_of(plan)
    book = Casebook(FEDERAL, DAY, DAY, roadmaps=(card,))

    content = docx(Request(Edition(book), slug=card.slug))
    draft = read(content, "ryadom.docx", "roadmap", SETTING, Wishes("ryadom", SchoolYear(2025))).drafts[0]
    again, problems = read_card(writing.document_of(draft), Roadmap, FEDERAL)

    assert isinstance(again, Roadmap), problems
    assert again.title == card.title
    assert told(again) == told(card)
