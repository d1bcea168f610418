"""The reference pages: forms, stages, mentors, documents, indicators, glossary, manual and the rest."""

import html
import re
import typing
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from mentoring import pipeline, rules
from mentoring.cards import FILES, FOLDERS, OwnPage, Register
from mentoring.pages import Edition, manual_examples, render
from mentoring.pages import manual as manual_pages
from mentoring.pages.prose import prose
from mentoring.problems import Place, Problem
from mentoring.reading import federal_vocabulary, read
from mentoring.source import parse, parse_yaml
from mentoring.starters.blank import blank

TODAY = date(2026, 11, 21)

SCHOOL = """
full_name: Школа у реки
short_name: Школа у реки
curator: {post: заместитель директора, office: кабинет 3}
team:
  - {post: педагог-психолог, duties: [опросы]}
site: https://school.example.org/nastavnichestvo/
links: {policy: https://school.example.org/policy/}
years:
  2026/27: {pupils: 21, teachers: 2}
"""

PROGRAMME = """
title: Рядом
kind: программа по форме
forms: [учитель – ученик]
role_patterns: [учитель – пассивный ученик, учитель – ученик с ОВЗ]
school_year: 2026/27
state: реализуется
participants:
  - {role: наставляемый, who: ученики, band: 5–7, count: 12}
stages:
  - {title: Старт, stages: [Подготовка условий], schedule: сентябрь 2026}
  - {title: Дело, stages: [Формирование пар и групп, Работа пар и групп], result: тетрадь}
publication: опубликован
"""

CASE = """
title: Тихий голос
kind: пара
programme: ryadom
form: учитель – ученик
mentors:
  - {role: учитель музыки}
mentees:
  - {role: ученик, band: 5–7}
publication: опубликован
"""

CASE_OF_MENTOR = CASE.replace("role: учитель музыки", "role: учитель музыки, mentor: uchitel-muzyki")

MENTOR = """
title: Сквозная Нина Павловна
role: учитель музыки
post: учитель музыки
experience_years: 21
category: высшая
competences: [хор]
publication: опубликован
"""

CONSENT = """
consent:
  document: согласие № 1
  date: 01.09.2025
  site: https://school.example.org/nastavnichestvo/
  covers: [имя, должность]
"""

Pages = Callable[..., dict[str, str]]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Write files, load them, render: the Markdown of every page by its path."""

    def rendered(files: dict[str, str], *, preview: bool = False) -> dict[str, str]:
        for name, text in {"cases/school.yml": SCHOOL, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            is_card = name.startswith("cases/") and name.endswith(".md")
            path.write_text(f"---\n{text.strip()}\n---\n" if is_card else text, encoding="utf-8")
        loaded = pipeline.load(tmp_path, today=TODAY)
        book = loaded.book if preview else loaded.book.public
        edition = Edition(book, loaded.problems if preview else (), preview=preview)
        return {page.path: page.markdown for page in render(edition)}

    return rendered


# Mentors


def test_a_mentor_without_a_consent_is_nowhere(pages) -> None:
    """Neither a page nor a name: the case shows the role."""
    made = pages(
        {
            "cases/programmes/ryadom.md": PROGRAMME,
            "cases/pairs/golos.md": CASE_OF_MENTOR,
            "cases/mentors/uchitel-muzyki.md": MENTOR,
        }
    )

    assert not [path for path in made if path.startswith("mentors/")]
    assert not [path for path, text in made.items() if "Сквозная" in text]
    assert "учитель музыки" in made["cases/golos.md"]


def test_a_consent_for_another_site_or_an_expired_one_counts_as_none(pages) -> None:
    expired = MENTOR + CONSENT.replace("covers", "until: 20.11.2026\n  covers")
    elsewhere = MENTOR + CONSENT.replace("school.example.org", "other.example.org")

    made = pages({"cases/mentors/a.md": expired, "cases/mentors/b.md": elsewhere})

    assert not [path for path, text in made.items() if "Сквозная" in text]


def test_a_mentor_shows_only_what_the_consent_covers(pages) -> None:
    """Name and post are covered here; years, category and own words are not."""
    mentor = MENTOR + "about: Люблю тишину.\nachievements: [победитель смотра]\n" + CONSENT

    made = pages(
        {
            "cases/programmes/ryadom.md": PROGRAMME,
            "cases/pairs/golos.md": CASE_OF_MENTOR,
            "cases/mentors/uchitel-muzyki.md": mentor,
        }
    )

    page = made["mentors/uchitel-muzyki.md"]
    assert "Сквозная Нина Павловна" in page
    assert "учитель музыки" in page
    assert "Тихий голос" in page
    for held in ("21", "высшая", "Люблю тишину", "победитель смотра"):
        assert held not in page.replace("21\u00a0ноября", "").replace("21 ноября", "")


def test_mentors_stand_in_alphabetical_order(pages) -> None:
    """In the Russian order: Ё right after Е."""
    names = ("Яхонтов Пётр", "Ёлкина Анна", "Егоров Иван", "Жуков Лев")
    files = {
        f"cases/mentors/m{number}.md": MENTOR.replace("Сквозная Нина Павловна", name) + CONSENT
        for number, name in enumerate(names)
    }

    page = pages(files)["mentors/index.md"]

    found = sorted((page.index(name), name) for name in names)
    assert [name for _, name in found] == ["Егоров Иван", "Ёлкина Анна", "Жуков Лев", "Яхонтов Пётр"]


# Forms and stages


def test_no_case_stands_beside_a_role_pattern(pages) -> None:
    """A sensitive pattern may be named on the page of a form, but nothing there says which pair it is."""
    case = CASE.replace("form:", "role_pattern: учитель – ученик с ОВЗ\nform:")

    made = pages({"cases/programmes/ryadom.md": PROGRAMME, "cases/pairs/golos.md": case})

    page = made["forms/teacher-student.md"]
    patterns = page.split("## Ролевые модели")[1].split("\n## ")[0]
    assert "учитель – ученик с ОВЗ" in patterns
    assert "cases/" not in patterns
    assert "ОВЗ" not in page.split("## Кейсы")[1]
    assert "ОВЗ" not in made["cases/golos.md"]


def test_a_form_nobody_uses_has_no_page_and_is_listed_below(pages) -> None:
    made = pages({"cases/programmes/ryadom.md": PROGRAMME})

    assert "forms/teacher-student.md" in made
    assert "forms/student-student.md" not in made
    assert "ученик – ученик" in made["forms/index.md"].split("## Другие формы")[1]


def test_own_words_stand_above_the_generated_part_of_a_form(pages) -> None:
    own = {"docs/forms/teacher-student.md": "У нас это **просто**.\n"}

    page = pages({"cases/programmes/ryadom.md": PROGRAMME, **own})["forms/teacher-student.md"]

    assert page.index("У нас это **просто**.") < page.index("## Ролевые модели")


def test_the_stages_of_a_programme_are_mapped_onto_the_seven(pages) -> None:
    """A plan with two stages: the second answers to two federal ones."""
    made = pages({"cases/programmes/ryadom.md": PROGRAMME})

    row = next(line for line in made["stages/index.md"].splitlines() if ">Дело<" in line)
    assert "5. Формирование пар и групп" in row
    assert "6. Работа пар и групп" in row
    assert "2\u00a0этапа" in made["stages/index.md"]
    assert "Итог: тетрадь" in made["stages/work.md"]
    assert "Дело" not in made["stages/prepare.md"]


# Documents


REGISTER = """
documents:
  - {id: old, kind: положение, level: школьный, number: "1", title: Старый порядок, status: заменён}
  - {id: new, kind: положение, level: школьный, number: "2", title: Новый порядок, replaces: old}
  - {id: dnevnik, kind: бланк, level: школьный, title: Дневник пары, file: dnevnik.docx}
"""


def test_a_document_out_of_force_stands_apart_with_what_replaced_it(pages) -> None:
    page = pages({"cases/documents.yml": REGISTER, "cases/files/dnevnik.docx": ""})["documents.md"]

    in_force, gone = page.split("## Утратили силу")
    assert "Новый порядок" in in_force
    assert "Старый порядок" not in in_force
    row = next(line for line in gone.splitlines() if 'id="old"' in line)
    assert "Новый порядок" in row


def test_a_blank_is_taken_from_the_library_as_a_file(pages) -> None:
    made = pages({"cases/documents.yml": REGISTER, "cases/files/dnevnik.docx": ""})

    assert '<a href="../files/dnevnik.docx">Дневник пары</a>' in made["library.md"]
    assert "Дневник пары" not in made["documents.md"]


# Indicators


def measured(n: int) -> str:
    return f"""
indicators:
  - indicator: средний балл по предмету
    before: 3,14
    after: 4,44
    target: 4,88
    n: {n}
    method: тест
    before_on: 01.10.2026
    after_on: 15.11.2026
"""


@pytest.mark.parametrize(("n", "is_shown"), [(4, False), (5, True)])
def test_figures_of_fewer_than_five_minors_are_never_shown(pages, n: int, is_shown: bool) -> None:
    """Neither before, after and target nor the exact number of children."""
    page = pages({"cases/programmes/ryadom.md": PROGRAMME + measured(n)})["indicators.md"]

    row = next(line for line in page.splitlines() if ">Рядом<" in line)
    assert [figure in row for figure in ("3,14", "4,44", "4,88")] == [is_shown] * 3
    assert ("менее 5" in row) is not is_shown


def test_an_opinion_poll_among_four_of_a_programme_with_children_shows_no_figures(pages) -> None:
    """A poll does not say whom it asked: they may all be children."""
    poll = measured(4).replace("средний балл по предмету", "удовлетворённость участников")

    page = pages({"cases/programmes/ryadom.md": PROGRAMME + poll})["indicators.md"]

    assert "4,44" not in page


# Glossary and archive


ANCHORS = [
    "nastavnichestvo",
    "forma",
    "rolevaya-model",
    "programma",
    "nastavnik",
    "nastavlyaemyy",
    "kurator",
    "kejs",
    "praktika",
    "dorozhnaya-karta",
    "etap",
    "pokazatel",
    "dokazannost",
    "soglasie",
    "para",
    "gruppa",
    "personalizirovannaya-programma",
    "celevaya-model",
    "tirazhirovanie",
    "monitoring",
]


def test_every_word_other_pages_link_to_is_in_the_glossary(pages) -> None:
    page = pages({})["glossary.md"]

    anchors = re.findall(r'<dt id="([a-z-]+)">', page)
    assert not set(ANCHORS) - set(anchors)
    assert len(anchors) == len(set(anchors))


def test_links_of_the_reference_pages_lead_somewhere(pages) -> None:
    """A school with little has few pages: the others do not link to what it lacks."""
    made = pages({"cases/programmes/ryadom.md": PROGRAMME, "cases/pairs/golos.md": CASE})

    there = {re.sub(r"(^|/)index\.md$", r"\1", path).removesuffix(".md").rstrip("/") for path in made}
    for path in (
        "glossary.md",
        "join.md",
        "forms/teacher-student.md",
        "stages/work.md",
        "archive/2026-27.md",
    ):
        base = path.removesuffix(".md").split("/")
        for link in re.findall(r'href="(\.[^"#]*)', made[path]):
            steps = list(base)
            for step in link.rstrip("/").split("/"):
                steps = steps[:-1] if step == ".." else steps if step == "." else [*steps, step]
            assert "/".join(steps) in there, f"{path}: {link}"


def test_an_archived_case_leaves_the_lists_and_stands_in_the_archive(pages) -> None:
    case = CASE.replace("publication: опубликован", "publication: архив")

    made = pages({"cases/programmes/ryadom.md": PROGRAMME, "cases/pairs/golos.md": case})

    assert "Тихий голос" not in made["forms/teacher-student.md"]
    assert "Тихий голос" in made["archive/2026-27.md"]
    assert "Тихий голос" in made["archive/index.md"]
    assert "cases/golos.md" in made


def test_join_says_whom_to_ask_without_a_word_of_the_school(pages) -> None:
    page = pages({"cases/programmes/ryadom.md": PROGRAMME})["join.md"]

    for text in ("кабинет 3", "учитель – ученик", "Рядом", "https://school.example.org/policy/"):
        assert text in page


# The manual


def test_the_manual_is_seen_in_preview_and_where_the_school_publishes_it(pages) -> None:
    published = {"cases/school.yml": SCHOOL + "publish_manual: да\n"}

    assert "curators/index.md" not in pages({})
    assert "curators/index.md" in pages({}, preview=True)
    assert "curators/index.md" in pages(published)


def test_the_manual_lists_every_field_of_every_card(pages) -> None:
    """With its Russian title, at whatever depth it stands."""
    made = pages({}, preview=True)
    kinds = {
        **FOLDERS,
        **{name.removesuffix(".yml"): model for name, model in FILES.items()},
        "people": Register,
        "docs": OwnPage,
    }

    assert set(manual_pages.KINDS) == set(kinds)
    for kind, model in kinds.items():
        page = made[f"curators/fields/{kind}.md"]
        for part in _parts(model):
            for name, field in part.model_fields.items():
                assert f"<code>{field.alias or name}</code> <br>{field.title}" in page, (
                    f"{kind}: {part.__name__}.{name}"
                )


def test_the_manual_offers_the_words_of_the_school_too(pages) -> None:
    own = {"cases/vocabulary.yml": "directions:\n  - {id: sky, title: звёздное <небо>}\n"}

    page = pages(own, preview=True)["curators/fields/pairs.md"]

    assert "интеллектуальное" in page
    assert "звёздное &lt;небо&gt;" in page


@pytest.mark.parametrize("kind", [kind for kind in manual_pages.KINDS if manual_pages.starter(kind)])
def test_the_shortest_card_of_the_manual_can_be_read(kind: str) -> None:
    """What a curator copies from the manual has no slip in it."""
    model = manual_pages.KINDS[kind][0]
    text = manual_pages.starter(kind)
    document = parse(text, "card.md") if text.startswith("---") else parse_yaml(text, "card.yml")

    card, problems = read(document, model, federal_vocabulary())

    assert problems == []
    assert card is not None


@pytest.mark.parametrize("kind", manual_pages.KINDS)
def test_a_blank_of_the_manual_can_be_read_as_it_is_and_with_every_field(kind: str) -> None:
    """What a curator copies has no slip, with the required fields only and with all of them."""
    model, place, _ = manual_pages.KINDS[kind]
    empty = blank(model, place)
    filled = re.sub(r"(?m)^# (?=[\w\"'-]+:|  )", "", empty)

    for text in (empty, filled):
        document = parse(text, "card.md") if text.startswith("---") else parse_yaml(text, "card.yml")
        card, problems = read(document, model, federal_vocabulary())
        assert [(problem.place, problem.what) for problem in problems] == []
        assert card is not None
    assert {key for key, *_ in (way for way in document.keys)} >= {
        field.alias or name for name, field in model.model_fields.items()
    }


def test_every_blank_stands_in_the_manual(pages) -> None:
    page = pages({}, preview=True)["curators/card.md"]

    for kind in manual_pages.KINDS:
        assert f'<div id="blank-{kind}"></div>' in page
    model, place, _ = manual_pages.KINDS["pairs"]
    assert html.escape(blank(model, place), quote=False).splitlines()[1] in page


def test_every_rule_stands_in_the_manual_with_text_and_example(pages) -> None:
    """Those of the reader and of the text too, which have no function."""
    page = pages({}, preview=True)["curators/rules.md"]
    names = manual_pages.rule_names()

    for rule in (*rules.ERRORS, *rules.WARNINGS):
        assert rules.name(rule) in names
    for part in manual_pages.rule_texts().values():
        for text in part:
            assert f'<div id="{text.name}"></div>' in page
            assert f"<code>{text.name}</code>" in page
            assert re.search("[а-яё]{3}", text.heading), text.name
            assert re.search("[а-яё]{3}.*[.]", text.text), text.name
            assert f"[{text.name}]" in text.example.told


def test_an_example_of_the_manual_is_escaped() -> None:
    assert "<iframe" in manual_examples.of_rule("html-forbidden").text

    book = pipeline.load(Path("/nonexistent"), today=TODAY).book
    made = {page.path: page.markdown for page in render(Edition(book, preview=True))}["curators/rules.md"]

    assert "<iframe" not in made
    assert "&lt;iframe" in made


# What is missing


def test_the_page_of_gaps_is_seen_in_preview_only(pages) -> None:
    draft = {"cases/practices/a.md": "title: Проект"}

    assert "todo.md" not in pages(draft)
    page = pages(draft, preview=True)["todo.md"]
    assert "Практика «Проект»" in page
    assert page.index("Мешает попасть на сайт") < page.index("Мешает повторить") < page.index("Для порядка")


# Problems


def test_the_page_of_problems_is_seen_in_preview_only(pages) -> None:
    broken = {"cases/pairs/a.md": CASE.replace("kind: пара\n", "")}

    assert "problems.md" not in pages(broken)
    assert "cases/pairs/a.md" in pages(broken, preview=True)["problems.md"]


def test_the_page_of_problems_escapes_what_authors_wrote(pages) -> None:
    """A wrong word stands on the page as it was typed, and does nothing."""
    form = "form: <img src=x onerror=alert(1)>"
    broken = {
        "cases/programmes/ryadom.md": PROGRAMME,
        "cases/pairs/a.md": CASE.replace("form: учитель – ученик", form),
    }

    page = pages(broken, preview=True)["problems.md"]

    assert "<img" not in page
    assert "&lt;img" in page


def test_what_is_typed_stands_as_code_and_an_odd_backtick_as_itself(pages) -> None:
    place = Place("cases/pairs/a.md")
    told = Problem(place, "Нет `title` & всё.", "Напишите `a` или `<b>`.", rule="link-missing")
    odd = Problem(place, "Знак ` лишний.", "Удалите его.", rule="no-page-of-its-own")
    book = pipeline.load(Path("/nonexistent"), today=TODAY).book

    made = {page.path: page for page in render(Edition(book, (told, odd), preview=True))}[
        "problems.md"
    ].markdown

    assert "Нет <code>title</code> &amp; всё." in made
    assert "<code>&lt;b&gt;</code>" in made
    assert "Знак ` лишний." in made
    assert 'href="../curators/rules/#link-missing"' in made
    assert "#no-page-of-its-own" not in made


def _parts(annotation: Any) -> set[type[BaseModel]]:
    """A card and all parts below it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}.union(*(_parts(field.annotation) for field in annotation.model_fields.values()))
    return set().union(*(_parts(inner) for inner in typing.get_args(annotation)))


def test_code_in_a_field_shows_the_signs_that_were_written() -> None:
    assert prose("Удалите `<<<<` и `&lt;`.", "a.md", True) == (
        "<p>Удалите <code>&lt;&lt;&lt;&lt;</code> и <code>&amp;lt;</code>.</p>"
    )
