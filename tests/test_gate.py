"""The privacy gate: nobody is named without consent, in the author's files or on the finished site."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from mentoring import pipeline
from mentoring.publish import build as publishing

SITE = "https://school.example.org/nastavnichestvo/"
SCHOOL = f"full_name: Заречная школа города Заречного\nshort_name: Заречная школа\nsite: {SITE}\n"
PROGRAMME = """---
title: Старшие рядом
kind: программа по форме
forms: ученик – ученик
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""
CASE = """---
title: Карта школьного сада
kind: пара
programme: starshie
form: ученик – ученик
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---

"""
MENTOR = """---
title: Тростникова Мария Павловна
role: учитель биологии
consent:
  document: согласие 7
  date: 01.09.2025
  until: 31.08.2026
  site: {site}
  covers:
    - имя
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
---
"""
GOOD = {"cases/school.yml": SCHOOL, "cases/programmes/starshie.md": PROGRAMME}
PEOPLE = """people:
  - id: p1
    name: Лопухова Арина Игоревна
    minor: да
"""


def rules(
    project, files, today: date = date(2026, 5, 12), *, preview: bool = False
) -> list[tuple[str, str, str]]:
    """The rules told of people, with place and severity."""
    loaded = pipeline.load(project({**GOOD, **files}), today=today, preview=preview)
    return [(problem.rule, str(problem.place), str(problem.severity)) for problem in loaded.problems]


def test_a_declared_child_may_not_be_named_in_any_form(project) -> None:
    """The problem points at the author's line and does not name the child."""
    files = {"private/people.yml": PEOPLE, "cases/pairs/sad.md": CASE + "Сад рисовали\nвместе с Ариной.\n"}

    loaded = pipeline.load(project({**GOOD, **files}), today=date(2026, 5, 12))

    (problem,) = [problem for problem in loaded.problems if problem.rule == "name-declared"]
    assert str(problem.place) == "cases/pairs/sad.md:11:10"
    assert "рин" not in problem.what + problem.fix + problem.why
    assert not problem.quote


def test_a_name_in_a_draft_stops_publishing_too(project) -> None:
    """A repository leaks as well as a site."""
    draft = CASE.replace("опубликован", "черновик") + "Помогала Арина Лопухова.\n"

    assert ("name-declared", "cases/pairs/sad.md:10:10", "error") in rules(
        project, {"private/people.yml": PEOPLE, "cases/pairs/sad.md": draft}
    )


def test_what_looks_like_a_name_is_a_question(project) -> None:
    """Publishing stops at it until it is resolved; a preview goes on, to show where it stands."""
    files = {"cases/pairs/sad.md": CASE + "Грядки копал Семёнов Пётр.\n"}

    assert rules(project, files) == [("name-probable", "cases/pairs/sad.md:10:14", "error")]
    assert rules(project, files, preview=True) == [("name-probable", "cases/pairs/sad.md:10:14", "warning")]


def test_a_question_is_resolved_once_by_its_exact_words(project) -> None:
    text = CASE + "Дошли до библиотеки имени А. С. Пушкина.\n"
    reviewed = "public:\n  - {phrase: имени А. С. Пушкина, by: куратор, on: 01.09.2025, why: имя писателя}\n"

    assert [found[0] for found in rules(project, {"cases/pairs/sad.md": text})] == ["name-probable"]
    assert rules(project, {"cases/pairs/sad.md": text, "cases/reviewed.yml": reviewed}) == []


def test_a_review_never_silences_a_declared_person(project) -> None:
    reviewed = "public:\n  - {phrase: Арина Лопухова, by: куратор, on: 01.09.2025, why: победитель}\n"
    files = {
        "private/people.yml": PEOPLE,
        "cases/reviewed.yml": reviewed,
        "cases/pairs/sad.md": CASE + "Это Арина Лопухова.\n",
    }

    assert ("name-declared", "cases/pairs/sad.md:10:5", "error") in rules(project, files)


def test_a_mentor_with_a_consent_in_force_may_be_named(project) -> None:
    files = {
        "cases/mentors/trostnikova.md": MENTOR.format(site=SITE),
        "cases/pairs/sad.md": CASE + "Сад задумала Мария Тростникова.\n",
    }

    assert rules(project, files) == []
    assert [found[0] for found in rules(project, files, date(2026, 9, 1))] == [
        "consent-not-in-force",
        "consent-ended",
    ]


def test_of_two_entries_for_one_person_the_stricter_holds(project) -> None:
    """A consent in the mentor's card does not outlive its revocation in the private register."""
    files = {
        "cases/mentors/trostnikova.md": MENTOR.format(site=SITE),
        "cases/pairs/sad.md": CASE + "Сад задумала Мария Тростникова.\n",
        "private/people.yml": "people:\n  - {id: m1, name: Тростникова Мария Павловна, revoked_on: 01.05.2026}\n",
    }

    assert [found[0] for found in rules(project, files)] == ["consent-not-in-force", "consent-ended"]


@pytest.mark.parametrize(
    ("consent", "rule"),
    [
        ("signed_by: сам, covers: [имя]", "consent-minor-alone"),
        ("signed_by: оба, covers: [имя, почерк]", "unknown-word"),
        ("signed_by: оба, covers: [имя], until: 31.02.2026", "day-impossible"),
    ],
)
def test_a_slip_in_the_register_stops_publishing_and_names_nobody(project, consent: str, rule: str) -> None:
    people = f"people:\n  - id: p1\n    name: Лопухова Арина\n    minor: да\n    consent: {{document: с7, date: 01.09.2025, site: {SITE}, {consent}}}\n"

    loaded = pipeline.load(project({**GOOD, "private/people.yml": people}), today=date(2026, 5, 12))

    (problem,) = loaded.errors
    assert (problem.rule, problem.place.path) == (rule, "private/people.yml")
    assert "Лопух" not in problem.what + problem.fix
    assert "private/people.yml" not in loaded.lines


def test_a_consent_for_another_site_is_told(project) -> None:
    people = "people:\n  - id: p1\n    name: Лопухова Арина\n    consent: {document: с7, date: 01.09.2025, site: 'https://other.example.org/', covers: [имя]}\n"

    assert [found[0] for found in rules(project, {"private/people.yml": people})] == ["consent-other-site"]


def test_a_register_inside_the_published_tree_is_refused(project, monkeypatch) -> None:
    root = project({**GOOD, "docs/private/people.yml": PEOPLE})
    monkeypatch.setenv("MENTORING_PRIVATE", str(root / "docs/private"))

    assert "register-exposed" in [
        problem.rule for problem in pipeline.load(root, today=date(2026, 5, 12)).problems
    ]


def test_the_register_may_lie_outside_the_checkout(project, tmp_path_factory, monkeypatch) -> None:
    private = tmp_path_factory.mktemp("private")
    (private / "people.yml").write_text(PEOPLE, "utf-8")
    monkeypatch.setenv("MENTORING_PRIVATE", str(private))

    assert "name-declared" in [
        found[0] for found in rules(project, {"cases/pairs/sad.md": CASE + "Пришла Арина.\n"})
    ]


def test_the_schools_own_telephone_and_mail_may_stand_anywhere(project) -> None:
    school = SCHOOL + "contacts: {phone: 8 (912) 345-67-89, email: school@zarechnaya.example}\n"
    files = {
        "cases/school.yml": school,
        "cases/pairs/sad.md": CASE + "Звоните 8 912 345-67-89 или school@zarechnaya.example.\n",
    }

    assert rules(project, files) == []


def test_the_finished_site_is_read_again_before_the_swap(project, tmp_path: Path) -> None:
    """Whatever wrote the name there: a theme, a plugin, a file of the school."""
    root = project({**GOOD, "private/people.yml": PEOPLE, "site/index.html": "старый"})
    build = publishing.Build(root / "site", pipeline.load(root, today=date(2026, 5, 12)))
    build.folder.mkdir()
    (build.folder / "index.html").write_text("<p>Ло<b>пу</b>хова</p>", "utf-8")

    with pytest.raises(publishing.Stopped, match="назван человек без согласия"):
        publishing.scan(build)

    assert (root / "site/index.html").read_text("utf-8") == "старый"


def test_a_question_nobody_resolved_stops_the_finished_site_too(project) -> None:
    """The words of a review hold on the page whatever mark-up and line ends stand between them."""
    reviewed = (
        "public:\n  - {phrase: имени А. С. Гречкина, by: куратор, on: 01.09.2025, why: имя основателя}\n"
    )
    root = project({**GOOD, "cases/reviewed.yml": reviewed, "site/index.html": "старый"})
    build = publishing.Build(root / "site", pipeline.load(root, today=date(2026, 5, 12)))
    build.folder.mkdir()
    page = build.folder / "index.html"

    page.write_text("<p>Библиотека имени <em>А. С.</em>\nГречкина</p>", "utf-8")
    publishing.scan(build)

    page.write_text("<p>Библиотека А. С. Гречкина</p>", "utf-8")
    with pytest.raises(publishing.Stopped, match="похоже, назван человек"):
        publishing.scan(build)


def test_a_page_that_leaks_is_told_once_and_in_plain_words(project) -> None:
    root = project({**GOOD, "site/index.html": "старый"})
    build = publishing.Build(root / "site", pipeline.load(root, today=date(2026, 5, 12)))
    build.folder.mkdir()
    (build.folder / "index.html").write_text(
        '<p id="gost-Гречкин" title="Савва Гречкин">Пришёл Иван Сидоров, звоните 8 912 345-67-89</p>'
        '<img alt="Сидоров Иван">',
        "utf-8",
    )

    told = publishing.leaks(build.folder, build.loaded, quote=True)

    assert len(told) == 1
    assert told[0].startswith("index.html: ")
    assert "атрибут" not in told[0]


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("фио: Иванова Мария Петровна", ["field-personal"]),
        ("email: maria@mail.example", ["field-unknown"]),
        ("title: пишите на maria.ivanova@mail.example", ["identifier-in-text"]),
    ],
)
def test_a_personal_field_is_one_slip_and_is_not_quoted(project, line: str, rules: list[str]) -> None:
    root = project({"cases/pairs/a.md": f"---\n{line}\n---\nТекст\n"})

    told = [
        problem
        for problem in pipeline.load(root, today=date(2026, 5, 12)).errors
        if problem.place.path == "cases/pairs/a.md" and problem.place.line == 2
    ]

    assert [problem.rule for problem in told] == rules
    assert not any(problem.quote for problem in told)


@pytest.mark.parametrize("consent", ["да", "{document: с7, date: 31.02.2025, covers: [имя]}"])
def test_a_mentor_whose_consent_cannot_be_read_is_told_of_the_consent_alone(project, consent: str) -> None:
    """The name stands where it belongs: «замените имя ролью» would be wrong advice."""
    card = f"---\ntitle: Иванова Мария Петровна\nrole: учитель\nconsent: {consent}\n---\n"
    root = project({"cases/mentors/fizik.md": card})

    told = [
        problem.rule
        for problem in pipeline.load(root, today=date(2026, 5, 12)).errors
        if problem.place.path == "cases/mentors/fizik.md"
    ]

    assert told
    assert "name-probable" not in told


def test_a_name_in_an_attached_document_is_told_where_the_document_is_filed(project) -> None:
    """The check says at once what the scan of the finished site would stop at."""
    paper = io.BytesIO()
    document = docx.Document()
    document.core_properties.author = "Пётр Сидоров"  # publishing takes it off
    document.add_paragraph("План.")
    document.save(paper)
    clean = paper.getvalue()
    document.add_paragraph("Отвечает Савва Гречкин, помогает Иван Сидоров.")
    paper = io.BytesIO()
    document.save(paper)
    papers = "documents:\n  - {file: plan.docx, id: plan, kind: план, level: школьный, title: План}\n  - {file: list.docx, id: spisok, kind: план, level: школьный, title: Список}\n"
    root = project(
        {
            **GOOD,
            "cases/documents.yml": papers,
            "cases/files/plan.docx": clean,
            "cases/files/list.docx": paper.getvalue(),
            "private/people.yml": "people:\n  - {id: p-001, name: Гречкин Савва}\n",
        }
    )

    for _ in range(2):  # the second time from the cache
        told = [
            (str(problem.place), problem.rule)
            for problem in pipeline.load(root, today=date(2026, 5, 12)).problems
            if "документ" in problem.what
        ]

        assert told == [
            ("cases/documents.yml:3:12", "name-declared"),
            ("cases/documents.yml:3:12", "name-probable"),
        ]


def test_the_contacts_of_a_card_that_cannot_be_read_are_one_slip(project) -> None:
    root = project(
        {
            "cases/school.yml": "full_name: Школа\nshort_name Школа\ncontacts: {phone: 8 (495) 123-45-67, email: a@school.ru}\n"
        }
    )

    assert len(pipeline.load(root, today=date(2026, 5, 12)).errors) == 1


def test_a_file_called_by_what_was_reviewed_is_no_question(project) -> None:
    reviewed = "harmless:\n  - {file: cases/pairs/gleb-reka.md, phrase: gleb, by: куратор, on: 01.09.2025, why: река}\n"
    root = project({"cases/pairs/gleb-reka.md": "---\ntitle: Река\n---\n", "cases/reviewed.yml": reviewed})

    told = pipeline.load(root, today=date(2026, 5, 12)).problems

    assert "name-probable" not in {problem.rule for problem in told}


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("cases/files/Анкета Сидорова Пети.docx", "name-probable"),
        ("cases/files/anketa-lopuhova-arina.docx", "name-declared"),
        ("cases/practices/lopuhovoy-arine.md", "name-declared"),
        ("cases/pairs/petya-i-robot.md", "name-probable"),
        ("cases/files/ivan-kuznetsov-3b.docx", "name-probable"),
    ],
)
def test_a_file_called_by_a_name_is_told(project, path: str, rule: str) -> None:
    register = "people:\n  - id: p-001\n    name: Лопухова Арина Игоревна\n"
    root = project({path: "---\ntitle: Проект\n---\n", "private/people.yml": register})

    told = pipeline.load(root, today=date(2026, 5, 12)).problems

    assert (path, rule) in [(problem.place.path, problem.rule) for problem in told]


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("goal: Меньше правонарушений", 7),
        ("request: Вернуться в класс после больницы, инвалидность", 10),
        ("subject: жизнь на учёте в полиции", 10),
    ],
)
def test_a_field_of_a_case_about_children_says_nothing_of_what_they_suffer_from(
    project, field: str, column: int
) -> None:
    files = {"cases/pairs/sad.md": CASE.replace("form:", f"{field}\nform:")}

    assert rules(project, files) == [("trait-beside-child", f"cases/pairs/sad.md:5:{column}", "error")]
    assert [found[2] for found in rules(project, files, preview=True)] == ["warning"]


def test_the_title_of_such_a_case_neither(project) -> None:
    files = {"cases/pairs/sad.md": CASE.replace("Карта школьного сада", "Сад и аутизм")}

    assert rules(project, files) == [("trait-beside-child", "cases/pairs/sad.md:2:8", "error")]


def test_a_case_of_teachers_may_speak_of_inclusion(project) -> None:
    files = {
        "cases/programmes/starshie.md": PROGRAMME.replace("ученик – ученик", "учитель – учитель"),
        "cases/pairs/sad.md": CASE.replace("ученик – ученик", "учитель – учитель").replace(
            "form:", "goal: Уроки для ребят с инвалидностью\nform:"
        ),
    }

    assert rules(project, files) == []
