"""A roadmap that goes to Word and comes back is the same roadmap."""

from datetime import date
from typing import Any

import papers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_imports import FEDERAL, SCHOOL, imported

from mentoring.imports import placing, roadmap, writing
from mentoring.imports.draft import Draft

WORDS = st.sampled_from(
    [
        "опрос классов",
        "беседа с родителями",
        "школа наставника",
        "анкета по итогам четверти",
        "встреча всех пар",
        "выставка проектов",
        "день открытых дверей",
        "разбор трудных уроков",
        "правила переписки в чате",
        "кружок «Открытие»",
        "экскурсия на завод",
        "рассказ о себе",
    ]
)
SENTENCE = st.builds(lambda *words: f"{', '.join(words)}".capitalize(), WORDS, WORDS)
LISTED = st.lists(SENTENCE, min_size=1, max_size=4)
PARAGRAPH = SENTENCE.map(lambda text: f"{text}.")
PROSE = st.one_of(
    PARAGRAPH,
    st.builds(lambda head, told: f"{head}\n\n" + "\n".join(f"- {one}" for one in told), PARAGRAPH, LISTED),
    st.builds(lambda first, second: f"{first}\n\n{second}", PARAGRAPH, PARAGRAPH),
)
POSTS = st.lists(
    st.sampled_from(["директор", "куратор наставничества", "классные руководители", "педагог-психолог", "заместитель директора по учебной, воспитательной работе"]),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
DAYS = st.dates(date(2025, 9, 1), date(2026, 5, 31)).map(lambda day: f"{day:%d.%m.%Y}")
SCHEDULES = st.one_of(
    DAYS,
    st.sampled_from(
        [
            "октябрь 2025 г.",
            "в течение года",
            "ноябрь–декабрь 2025 г., далее – ежегодно сентябрь",
            "до 20 января",
            "Декабрь 20251",
        ]
    ),
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "number": st.integers(1, 40).map(str) | st.sampled_from(["41.2", "43.10"]),
    "content": LISTED,
    "schedule": SCHEDULES,
    "responsible": POSTS,
    "co_responsible": POSTS,
    "activity_form": SENTENCE,
    "direction": LISTED,
    "planned_result": PROSE,
    "document": st.sampled_from(["приказ", "положение, карта", "Протокол № 1"]),
    "criteria": PROSE,
    "status": st.sampled_from(["выполнено", "в работе", "не начато", "выполняется регулярно"]),
    "done_on": DAYS,
    "actual_result": PROSE,
    "mark": st.sampled_from(["сдано куратору", "есть в журнале"]),
}
ORDER = (
    "number",
    "title",
    "content",
    "schedule",
    "responsible",
    "co_responsible",
    "activity_form",
    "direction",
    "planned_result",
    "document",
    "criteria",
    "status",
    "done_on",
    "actual_result",
    "mark",
)
SECTIONS = st.sampled_from(
    ["Формирование базы наставников", "Работа пар и групп", "Раздел 2. Обучение", "Завершение"]
)


@st.composite
def roadmaps(draw: st.DrawFn) -> dict[str, Any]:
    chosen = {"schedule", *draw(st.sets(st.sampled_from(sorted(FIELDS)), min_size=1))}
    columns = [name for name in ORDER if name == "title" or name in chosen]
    sections = []
    for title in draw(st.lists(SECTIONS, min_size=1, max_size=2, unique=True)):
        items = [
            {
                **({"number": draw(FIELDS["number"])} if "number" in chosen else {}),
                "title": draw(SENTENCE),
                **{
                    name: draw(FIELDS[name])
                    for name in columns
                    if name in FIELDS and name != "number" and draw(st.booleans())
                },
            }
            for _ in range(draw(st.integers(1, 3)))
        ]
        stages = roadmap.stages_of(title, FEDERAL)
        sections.append({"title": title, **({"stages": stages} if stages else {}), "items": items})
    card: dict[str, Any] = {
        "title": "Дорожная карта школы",
        "school_year": "2025/26",
        "programmes": ["ryadom-2025-26"],
        "columns": columns,
    }
    if draw(st.booleans()):
        card["risks"] = [
            {"number": "1", "risk": "мало времени", "answer": "общее расписание"},
            {"answer": "помощь коллег"},
        ]
    if draw(st.booleans()):
        card["intro"] = ["План рассчитан на один год."]
    return {**card, "sections": sections}


@given(roadmaps())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_roadmap_comes_back_from_word_as_it_went(card: dict[str, Any]) -> None:
    paper = papers.roadmap(card, lambda name: FEDERAL.title("columns", name))

    draft = imported(paper).drafts[0]

    assert plain(draft.data) == plain(card)


@given(roadmaps())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_card_is_as_it_was_after_its_own_document(card: dict[str, Any]) -> None:
    """What a document cannot hold (codes of rows, counts) stays in the card."""
    card["sections"][0]["items"][0] |= {
        "id": "pervaya",
        "counts": [{"by": "по целям", "of": "выбор профессии", "count": "3"}],
    }
    before = writing.text_of(Draft("roadmaps", "karta", card))
    paper = papers.roadmap(card, lambda name: FEDERAL.title("columns", name))

    again = placing.placed(Draft("roadmaps", "karta", imported(paper).drafts[0].data), before, None, SCHOOL)

    assert again.after == before
    assert not again.merge.conflicts


def plain(value: Any) -> Any:
    """The same whatever the order of fields."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in sorted(value.items())}
    return [plain(inner) for inner in value] if isinstance(value, list) else value
