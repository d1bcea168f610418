"""A form changes what was changed in it: every other byte of the author's file stays."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import environment
from mentoring import block_yaml
from mentoring.cards import Case, OwnPage, Programme, School
from mentoring.editor import bodies, drafts, edits, places, views
from mentoring.editor.drafts import drafted
from mentoring.reading import federal_vocabulary, own_words, read
from mentoring.shelf import Shelf, taken_apart
from mentoring.source import Document, decode
from mentoring.vocabulary import Vocabulary

FILES = sorted(
    path.relative_to(environment.ROOT).as_posix()
    for pattern in ("cases/*.yml", "cases/*/*.md", "docs/*.md", "docs/forms/*.md", "docs/stages/*.md")
    for path in environment.ROOT.glob(pattern)
)

PATH = "cases/pairs/chasy.md"
CARD = """---
# пишет куратор
title: "Солнечные часы: тень и гномон"  # название утвердил директор
kind: пара
programme: ryadom
form: Учитель-Ученик
goal:
mentors:
  - role: учитель физики
    count: 1
mentees:
  # класс не пишем
  - {role: ученик, band: 8–9}
order: {number: 118-о, date: 12.10.2025}
request: |
  Хочется понимать задачи,
  а не заучивать формулы.

products:
  - модель часов
  - доклад  # на конференции
approved: {by: директор, on: 1 сентября 2025 г.}
publication: опубликован
---
# Как это было

Мерили тень *каждый* день.

- утром
- вечером
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    words = Shelf(environment.ROOT).file("vocabulary.yml", federal_vocabulary())
    return federal_vocabulary().with_own(own_words(words)) if words else federal_vocabulary()


def form_of(content: str, vocabulary: Vocabulary, path: str = PATH) -> views.Form:
    model = places.model_of(path)
    shown = views.shown(taken_apart(decode(content.encode(), path), path, model), model, vocabulary)
    form: views.Form = json.loads(json.dumps(shown))  # as it comes back from a browser
    return form


def saved(vocabulary: Vocabulary, content: str = CARD, path: str = PATH, **changed: Any) -> str:
    form = {**form_of(content, vocabulary, path), **changed}
    draft = drafted(content.encode(), path, places.model_of(path), form, vocabulary)
    return draft.content.decode()


def diff(before: str, after: str) -> list[str]:
    """The lines that went, with a minus, and those that came."""
    old, new = before.split("\n"), after.split("\n")
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


# Nothing changed


@pytest.mark.parametrize("path", FILES)
def test_a_file_saved_without_a_change_is_byte_for_byte_what_it_was(
    path: str, vocabulary: Vocabulary
) -> None:
    content = (environment.ROOT / path).read_bytes()

    form = form_of(content.decode(), vocabulary, path)

    assert drafted(content, path, places.model_of(path), form, vocabulary).content == content


def test_what_decap_leaves_empty_is_no_change(vocabulary: Vocabulary) -> None:
    empty: dict[str, Any] = {
        "number": "",
        "awards": [],
        "plan": [{}],
        "redirect_from": [""],
        "continues": None,
    }

    assert saved(vocabulary, **empty) == CARD


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_lines_keep_the_ends_they_have(vocabulary: Vocabulary, ends: str) -> None:
    content = "\ufeff" + CARD.replace("\n", ends)

    after = saved(vocabulary, content, number="3")

    title = f'гномон"  # название утвердил директор{ends}'
    assert after == content.replace(title, f"{title}number: 3{ends}")


# One thing changed


def test_a_changed_value_changes_its_line_and_keeps_the_quotes_and_the_remark(vocabulary: Vocabulary) -> None:
    after = saved(vocabulary, title="Солнечные часы: год второй")

    assert diff(CARD, after) == [
        '-title: "Солнечные часы: тень и гномон"  # название утвердил директор',
        '+title: "Солнечные часы: год второй"  # название утвердил директор',
    ]


def test_a_new_field_stands_where_the_card_declares_it(vocabulary: Vocabulary) -> None:
    after = saved(vocabulary, subject="физика", goal="самоопределение")

    assert "form: Учитель-Ученик\nsubject: физика\ngoal: самоопределение\nmentors:\n" in after


def test_an_emptied_field_goes_with_its_lines(vocabulary: Vocabulary) -> None:
    after = saved(vocabulary, request="", order={"number": "", "date": "", "title": ""})

    assert diff(CARD, after) == [
        "-order: {number: 118-о, date: 12.10.2025}",
        "-request: |",
        "-  Хочется понимать задачи,",
        "-  а не заучивать формулы.",
    ]


def test_the_words_of_an_author_stay_where_the_form_shows_them_in_the_usual_spelling(
    vocabulary: Vocabulary,
) -> None:
    form = form_of(CARD, vocabulary)

    assert (form["form"], form["approved"]["on"]) == ("учитель – ученик", "01.09.2025")
    assert "form: Учитель-Ученик\n" in saved(vocabulary, number="4")


def test_an_entry_of_a_list_is_changed_by_itself(vocabulary: Vocabulary) -> None:
    form = form_of(CARD, vocabulary)
    form["mentees"][0]["count"] = "2"
    form["mentors"].append({"role": "учитель музыки"})

    after = drafted(CARD.encode(), PATH, Case, form, vocabulary).content.decode()

    assert diff(CARD, after) == [
        "-  - {role: ученик, band: 8–9}",
        "+  - role: учитель музыки",
        "+  - {role: ученик, band: 8–9, count: 2}",
    ]


def test_entries_that_change_places_take_their_remarks_along(vocabulary: Vocabulary) -> None:
    after = saved(vocabulary, products=["доклад", "модель часов"])

    assert "products:\n  - доклад  # на конференции\n  - модель часов\n" in after


def test_values_by_a_name_the_school_chooses_are_a_list_in_the_form(vocabulary: Vocabulary) -> None:
    school = (
        "full_name: Школа\nshort_name: Школа\nyears:\n  2025/26: {pupils: 612, ages: {1–4: 240}}  # сверено\n"
    )
    form = form_of(school, vocabulary, "cases/school.yml")
    assert form["years"] == [{"_key": "2025/26", "pupils": "612", "ages": [{"_key": "1–4", "value": "240"}]}]
    form["years"][0]["ages"].append({"_key": "5–7", "value": "190"})
    form["years"].append({"_key": "2026/27", "pupils": "630"})

    after = drafted(school.encode(), "cases/school.yml", School, form, vocabulary).content.decode()

    assert after.endswith(
        "years:\n  2025/26: {pupils: 612, ages: {1–4: 240, 5–7: 190}}  # сверено\n  2026/27:\n    pupils: 630\n"
    )


def test_the_text_under_a_card_keeps_the_paragraphs_that_were_not_edited(vocabulary: Vocabulary) -> None:
    rich = "# Как это было\n\nМерили тень _каждый_ день.\n\n* утром\n* вечером\n* ночью\n\nИ **закончили**."

    after = saved(vocabulary, body=rich)

    assert diff(CARD, after) == [
        "-- утром",
        "-- вечером",
        "+* утром",
        "+* вечером",
        "+* ночью",
        "+И **закончили**.",
    ]
    assert "Мерили тень *каждый* день.\n" in after


@pytest.mark.parametrize(
    "rich",
    [
        "Текст с \\[списком\\] и \\*знаком\\*.\n\n1. раз\n2. два\n",
        "Текст с [списком] и *знаком*.\n\n1) раз\n2) два",
    ],
)
def test_another_spelling_of_the_same_text_is_no_change(rich: str) -> None:
    old = "Текст с [списком] и *знаком*.\n\n\n1. раз\n2. два\n"

    assert bodies.kept(old, rich) == old


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- Маршрут\n- Карта\n", "- Маршрут\n    - Карта\n"),
        ("- Маршрут\n    - Карта\n", "- Маршрут\n- Карта\n"),
        ("- Маршрут\n\n- Карта\n", "- Маршрут\n\n    - Карта\n"),
        ("Тень мерили утром\nи вечером.\n", "Тень мерили утром  \nи вечером.\n"),
        ("Тень мерили утром\\\nи вечером.\n", "Тень мерили утром\nи вечером.\n"),
        ("Файл ten_utro.\n", "Файл ten*utro.\n"),
        ("Подпись: ____\n", "Подпись: ****\n"),
    ],
)
def test_an_edit_that_shows_on_the_page_is_kept(old: str, new: str) -> None:
    assert bodies.kept(old, new) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- Маршрут\n    - Карта\n    - Схема\n- Тень\n", "* Маршрут\n  * Карта\n  * Схема\n* Тень\n"),
        ("- Маршрут\n\n    - Карта\n", "- Маршрут\n  - Карта\n"),
        ("Утром  \nи вечером.\n", "Утром\\\nи вечером.\n"),
        ("- утром  \n- вечером\n", "- утром\n- вечером\n"),
        ("Мерили __каждый__ и _не раз_.\n", "Мерили **каждый** и *не раз*.\n"),
    ],
)
def test_the_same_list_break_or_emphasis_stays_as_it_was_typed(old: str, new: str) -> None:
    assert bodies.kept(old, new) == old


def test_a_page_without_a_card_gets_one_only_when_it_needs_it(vocabulary: Vocabulary) -> None:
    page, path = "# Вопросы\n\nОтветы.\n", "docs/voprosy.md"

    assert saved(vocabulary, page, path, body="# Вопросы\n\nОтветы есть.\n") == "# Вопросы\n\nОтветы есть.\n"
    assert saved(vocabulary, page, path, description="Ответы") == f"---\ndescription: Ответы\n---\n{page}"


def test_a_new_card_is_written_in_the_order_of_its_fields(vocabulary: Vocabulary) -> None:
    form = {
        "publication": "черновик",
        "forms": ["учитель – ученик"],
        "title": "Рядом: год второй",
        "goal": "Помочь новичкам.\n\nИ себе.",
        "body": "Рассказ.",
        "_slug": "ryadom",
    }

    content = drafted(None, "cases/programmes/ryadom.md", Programme, form, vocabulary).content.decode()

    assert content == (
        '---\ntitle: "Рядом: год второй"\nforms:\n  - учитель – ученик\ngoal: |\n  Помочь новичкам.\n\n  И себе.\n---\nРассказ.\n'
    )
    document = taken_apart(content, "cases/programmes/ryadom.md", Programme)
    assert read(document, Programme, vocabulary)[1] == []


# Remarks


def test_remarks_that_would_go_are_named(vocabulary: Vocabulary) -> None:
    form = {**form_of(CARD, vocabulary), "products": ["модель часов"], "mentees": []}

    assert drafted(CARD.encode(), PATH, Case, form, vocabulary).lost == (
        "# класс не пишем",
        "# на конференции",
    )


def test_a_sign_inside_a_value_is_no_remark() -> None:
    header = "colour: '#2f6f4f'\ntitle: Проект#1\nтекст: |\n  # не примечание\nx: y # примечание\n"

    assert edits.remarks(header) == ["# примечание"]


# Anything an author or a curator may type


texts = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\x85\u2028\u2029\ufeff"
    ),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() == text and not any(mark in text for mark in "\u200b\u200e\u200f\u2060"))
prose = st.lists(texts, min_size=1, max_size=3).map("\n".join)
scalars = st.one_of(
    texts,
    prose,
    st.sampled_from(["да", "~", "null", "- x", "a: b", "a #b", "#a", "'", '"', "{", "|", "01", "1:2"]),
)
names = st.sampled_from(["title", "tasks", "order", "goal", "text", "2025/26", "1–4"])
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(names, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
mappings = st.dictionaries(names, values, min_size=1, max_size=5)


@settings(max_examples=400, deadline=None)
@given(mappings, mappings)
def test_the_text_after_an_edit_is_read_as_what_was_meant(old: dict[str, Any], new: dict[str, Any]) -> None:
    """The way out is the whole card written anew; here no edit may need it."""
    header = "".join(f"{line}\n" for line in block_yaml.mapping(old, 0))
    assert drafts._plain(yaml.load(header, yaml.BaseLoader)) == drafts._plain(old)
    loaded = yaml.load(header, yaml.BaseLoader)
    merged = {**{name: value for name, value in loaded.items() if name in new}, **copy.deepcopy(new)}

    after = yaml.load(edits.edited(header, loaded, merged), yaml.BaseLoader)

    assert drafts._plain(after) == drafts._plain(merged)


def test_a_document_that_is_not_there_is_an_empty_form(vocabulary: Vocabulary) -> None:
    assert views.shown(Document("docs/x.md", {}), OwnPage, vocabulary) == {"body": ""}
    assert Path(PATH).suffix == ".md"
