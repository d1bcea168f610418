"""What the site says to readers and curators of people: whose data, on what basis, how to have them removed."""

import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from mentoring import pipeline
from mentoring.pages import Edition, manual_privacy, render
from mentoring.publish import site

SCHOOL = """full_name: Заречная школа города Заречного
short_name: Заречная школа
curator: {post: заместитель директора, phone: 8 (000) 000-00-01}
contacts: {address: "Заречный, ул. Школьная, 1", email: school@example.org}
links: {policy: "https://school.example.org/policy/"}
"""
PROGRAMME = """---
title: Учитель рядом
forms: учитель – ученик
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
"""

Made = Callable[..., dict[str, str]]


@pytest.fixture
def made(project) -> Made:
    def make(files: dict[str, str], *, preview: bool = False) -> dict[str, str]:
        loaded = pipeline.load(project(files), today=date(2026, 5, 12))
        edition = Edition(loaded.book if preview else loaded.book.public, preview=preview)
        return {page.path: page.markdown for page in render(edition)}

    return make


def test_readers_learn_the_basis_how_to_have_data_removed_and_whom_to_write_to(made: Made) -> None:
    page = made({"cases/school.yml": SCHOOL})["personal-data.md"]

    for words in (
        "## На каком основании", "статья 10.1", "## Как потребовать убрать", "## Куда писать", "8 (000) 000-00-01",
        "school@example.org", "ул. Школьная", "https://school.example.org/policy/", "сейчас на сайте не назван никто",
    ):  # fmt: skip
        assert words in page


def test_a_school_without_contacts_has_the_page_too(made: Made) -> None:
    assert "Обратитесь к директору школы" in made({})["personal-data.md"]


def test_readers_learn_how_to_set_the_site_up_and_whom_to_tell_what_hinders(made: Made) -> None:
    page = made({"cases/school.yml": SCHOOL})["accessibility.md"]

    for words in (
        "Версия для слабовидящих",
        "ГОСТ Р 52872-2019",
        "## Если прочесть не получилось",
        "school@example.org",
    ):
        assert words in page


def test_every_page_leads_there(made: Made) -> None:
    pages = made({"cases/school.yml": SCHOOL})

    assert all("Ваши данные на этом сайте" in text and "Доступность" in text for text in pages.values())
    assert 'href="../personal-data/"' in pages["join.md"]


def test_what_no_lawyer_has_confirmed_stands_only_in_the_manual_under_its_mark(made: Made) -> None:
    pages = made({"cases/school.yml": SCHOOL}, preview=True)

    told = {path for path, text in pages.items() if re.search(r"три рабочих дня|хранить согласия", text)}

    assert told == {"curators/privacy.md"}
    manual = pages["curators/privacy.md"]
    assert manual.index("Проверьте с юристом") < manual.index("три рабочих дня")


def test_the_manual_says_what_the_program_cannot_see(made: Made) -> None:
    manual = made({}, preview=True)["curators/privacy.md"].partition("## Чего программа не видит")[2]

    for words in ("инициалы", "Родство", "Прозвища", "на картинках", "узнают по рассказу"):
        assert words in manual
    assert "MENTORING_PRIVATE" in made({}, preview=True)["curators/privacy.md"]


def test_the_manual_says_how_much_was_found_and_asked_for_nothing(made: Made) -> None:
    """In the figures of the last measurement, rounded against us."""
    manual = made({}, preview=True)["curators/privacy.md"].partition("## Насколько ей можно верить")[2]
    measured = yaml.safe_load(
        (Path(manual_privacy.__file__).parents[1] / "data/measured.yml").read_text("utf-8")
    )

    assert f"она находит {int(measured['declared'] * 100)}:" in manual
    assert f"спрашивает до {math.ceil(measured['questions'])}" in manual


@pytest.mark.parametrize(("manual", "offered"), [("да", True), ("нет", False)])
def test_the_blanks_are_offered_beside_the_manual(project, manual: str, offered: bool) -> None:
    root = project({"cases/school.yml": SCHOOL + f"publish_manual: {manual}\n"})
    edition = Edition(pipeline.load(root, today=date(2026, 5, 12)).book.public)

    paths = {asset.path for asset in site.assets(edition, root)}

    assert ("curators/blanks/soglasie-na-rasprostranenie.docx" in paths) is offered
    assert ("curators/blanks/otzyv-soglasiya.docx" in paths) is offered


def indicator(n: int) -> str:
    row = "{indicator: качество знаний по предмету, before: 40, after: 60, n: %d, method: журнал}"
    return PROGRAMME + f"indicators:\n  - {row % n}\n---\n"


@pytest.mark.parametrize(("n", "shown"), [(4, False), (9, False), (10, True)])
def test_no_percentage_of_fewer_than_ten_stands_on_a_page_or_in_the_catalogue(
    project, made: Made, n: int, shown: bool
) -> None:
    files = {"cases/programmes/ryadom.md": indicator(n)}

    page = made(files)["programmes/ryadom.md"]
    root = project(files)
    edition = Edition(pipeline.load(root, today=date(2026, 5, 12)).book.public)
    catalogue = next(
        asset.content for asset in site.assets(edition, root) if asset.path == "catalogue.json"
    ).decode()

    assert ('<td data-label="Было">40 ' in page) is shown
    assert ('"before": 40' in catalogue) is shown


def test_counts_of_children_by_goal_are_small_on_the_programme_too(made: Made) -> None:
    """The roadmap held them back and the page of its programme printed them."""
    roadmap = """---
title: Карта
school_year: 2025/26
programmes: [ryadom]
columns: [number, title, actual_result]
publication: опубликован
approved: {by: директор, on: 01.09.2025}
sections:
  - items:
      - title: Встречи
        counts:
          - {by: по целям, of: адаптация, count: 3, minors: да}
          - {by: по целям, of: преодоление подросткового кризиса и самоидентификация, count: 8, minors: да}
---
"""
    pages = made({"cases/programmes/ryadom.md": PROGRAMME + "---\n", "cases/roadmaps/karta.md": roadmap})

    for path in ("programmes/ryadom.md", "roadmaps/karta.md"):
        assert "менее 5" in pages[path]
        assert "менее 10" in pages[path]
        assert not re.search(r"(?:адаптация|самоидентификация)\D{0,40}\b[38]\b", pages[path])


@pytest.mark.parametrize(("by", "wrong"), [("Учитель  физики", True), ("директор", False)])
def test_a_card_is_approved_by_somebody_else_than_its_author(load, by: str, wrong: bool) -> None:
    card = PROGRAMME.replace("by: директор", f"by: {by}") + "written_by: учитель физики\n---\n"

    _, problems = load({"cases/programmes/ryadom.md": card})

    assert ("approval-by-author" in [problem.rule for problem in problems]) is wrong
