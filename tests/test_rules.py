"""Every rule has a Russian page, an example, and a message a teacher can act on."""

import ast
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import mentoring
from mentoring import pipeline, reports, rules
from mentoring.pages import manual
from mentoring.problems import Problem, Severity
from mentoring.rules.links import with_slug

TODAY = date(2026, 5, 12)
SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"

GOLDENS = Path(mentoring.__file__).parent / "data/examples"
PACKAGE = Path(mentoring.__file__).parent


def names_in_the_code() -> Iterator[str]:
    """Every permanent name that is given in the code: `rule="…"`, `Slip("…")`, `misfit("…")`, `("…", what, fix)`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if {"pages", "deploy", "cli", "imports"} & set(path.relative_to(PACKAGE).parts):
            continue  # what they call by such names is no problem of a card
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (isinstance(node, ast.keyword) and node.arg == "rule") or (
                isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "rule"
            ):
                yield from _kebab(ast.walk(node.value))
            elif isinstance(node, ast.Tuple) and any(map(_is_russian, node.elts)):
                yield from _kebab(node.elts)
            elif isinstance(node, ast.Call):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called in {"misfit", "_error", "Slip", "Fault"} or (
                    called != "described" and any(map(_is_russian, node.args))
                ):
                    yield from _kebab(node.args)


def _is_russian(node: ast.expr) -> bool:
    """Whether it is a sentence for a curator."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(
        isinstance(part, ast.Constant) and re.search("[а-яё]{2}.* ", str(part.value)) is not None
        for part in parts
    )


def _kebab(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and re.fullmatch("[a-z]+(-[a-z]+)+|encoding", str(node.value)):
            yield str(node.value)


NAMES = sorted({*map(rules.name, (*rules.ERRORS, *rules.WARNINGS)), *names_in_the_code()})


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_tells_its_golden_example_as_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """`data/examples/<rule>.yml` of the package: what an author wrote beside what is told; a school.yml is added where it has none."""
    golden = GOLDENS / f"{name}.yml"
    files: dict[str, Any] = {
        "cases/school.yml": SCHOOL,
        **yaml.load(golden.read_text("utf-8"), yaml.BaseLoader)["files"],
    }
    for path, content in files.items():
        _write(tmp_path / path, content, monkeypatch)

    loaded = pipeline.load(tmp_path, today=TODAY)

    told = reports.text(loaded.problems, loaded.lines)
    if request.config.getoption("--update-goldens"):
        given = golden.read_text("utf-8").partition("\ntold: |\n")[0]
        block = "".join(f"  {line}\n" if line else "\n" for line in told.rstrip("\n").split("\n"))
        golden.write_text(f"{given}\ntold: |\n{block}", "utf-8")
    assert {problem.rule for problem in loaded.problems} == {name}
    assert told.rstrip("\n") + "\n" == yaml.safe_load(golden.read_text("utf-8"))["told"]


def _write(path: Path, content: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a file of a golden on disk: its text, or `text` with `encoding`, `head`, `repeat`, `tail`, `unreadable`; `base64`; a `link`; nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    how = content if isinstance(content, dict) else {"text": content}
    if "link" in how:
        path.symlink_to(how["link"])
    elif "base64" in how:
        path.write_bytes(b64decode(how["base64"]))
    elif "absent" not in how:
        text = how.get("head", "") + how["text"] * int(how.get("repeat", 1)) + how.get("tail", "")
        path.write_bytes(text.encode(how.get("encoding", "utf-8")))
    if "unreadable" in how:  # the tests may run as root, whom no permission stops
        read_bytes = Path.read_bytes

        def refuse(self: Path) -> bytes:
            if self == path:
                raise PermissionError(13, "Permission denied")
            return read_bytes(self)

        monkeypatch.setattr(Path, "read_bytes", refuse)


def test_every_name_given_in_the_code_is_explained_in_the_manual() -> None:
    """And the manual explains no name that nothing gives."""
    assert set(NAMES) == manual.rule_names()


def test_every_golden_belongs_to_a_rule() -> None:
    assert {golden.stem for golden in GOLDENS.glob("*.yml")} == set(NAMES)


@pytest.mark.parametrize("rule", [*rules.ERRORS, *rules.WARNINGS], ids=rules.name)
def test_every_rule_has_a_page_in_russian(rule: rules.Rule) -> None:
    """A title, then what is wrong, why it matters and what to do."""
    title, _, page = (rule.__doc__ or "").partition("\n\n")

    assert re.fullmatch(r"[А-ЯЁ«][^\n]*\.", title)
    assert len(page.split()) >= 5
    assert re.search("[а-яё]", page)


def test_names_of_rules_are_kebab_case_and_told_once() -> None:
    names = [rules.name(rule) for rule in (*rules.ERRORS, *rules.WARNINGS)]

    assert len(names) == len(set(names))
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", name) for name in names)


# Cards the rules are tried on

PROGRAMME = """---
title: Старшие – младшим
school_year: 2025/26
forms: [ученик – ученик, учитель – учитель]
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""
CASE = """---
title: Чтение вслух
kind: группа
programme: starshie
form: ученик – ученик
"""
MEASURED = "method: тест, before_on: 15.09.2025, after_on: 12.05.2026"


def told(load, files: dict[str, str]) -> list[tuple[str, str, int]]:
    _, problems = load(files)
    return [(problem.rule, problem.place.path.rpartition("/")[2], problem.place.line) for problem in problems]


def of_case(load, lines: str) -> list[str]:
    _, problems = load({"cases/programmes/starshie.md": PROGRAMME, "cases/pairs/a.md": f"{CASE}{lines}---\n"})
    return [problem.rule for problem in problems]


@pytest.mark.parametrize(
    ("side", "measured", "expected"),
    [
        ("{role: ученик, band: 5–7}", "before: 3, after: 4, n: 1", ["figures-for-few"]),
        ("{role: ученик, band: 5–7}", "change: улучшилось, n: 1", []),
        ("{role: ученики, count: 2}", "before: 3, after: 4, n: 2", ["figures-for-few"]),
        ("{role: ученики, count: 4}", "before: 3, after: 4, n: 4", ["figures-for-few"]),
        ("{role: ученики, count: 6}", "before: 3, after: 4, n: 5", []),
        ("{role: ученики, count: 6}", "before: 3, after: 4, n: 6", []),
        ("{role: ученики, count: 6}", "before: 3, after: 4", ["figures-for-few"]),
        ("{role: ученики, count: 6}", "target: 4, change: улучшилось, n: 3", ["figures-for-few"]),
        ("{role: новички}", "before: 3, after: 4, n: 3", ["figures-for-few"]),
    ],
)  # fmt: skip
def test_figures_of_fewer_than_five_children_are_refused(
    load, side: str, measured: str, expected: list[str]
) -> None:
    """Before and after of a pair is one child's mark; nobody knows how many were measured where `n` is missing."""
    found = of_case(
        load, f"mentees: [{side}]\nindicators:\n  - {{indicator: самооценка, {measured}, {MEASURED}}}\n"
    )

    assert sorted(found) == sorted(expected)


def test_figures_of_two_teachers_are_fine(load) -> None:
    """Adults speak for themselves."""
    lines = f"indicators:\n  - {{indicator: открытые уроки, before: 1, after: 3, n: 2, {MEASURED}}}\n"
    case = (
        CASE.replace("ученик – ученик", "учитель – учитель")
        + "mentees: [{role: молодые учителя, count: 2}]\n"
        + lines
    )

    assert told(load, {"cases/programmes/starshie.md": PROGRAMME, "cases/pairs/a.md": f"{case}---\n"}) == []


def test_a_figure_that_is_refused_is_not_quoted(load) -> None:
    _, problems = load(
        {
            "cases/programmes/starshie.md": PROGRAMME,
            "cases/pairs/a.md": f"{CASE}indicators:\n  - {{indicator: самооценка, before: 2.25, after: 3, n: 1, {MEASURED}}}\n---\n",
        }
    )

    (problem,) = problems
    assert not problem.quote
    assert "2.25" not in problem.what + problem.fix + problem.why


@pytest.mark.parametrize(
    ("measured", "lacks"),
    [
        ("before: 1, n: 5, " + MEASURED, "значений «было» и «стало»"),
        ("before: 1, after: 2, " + MEASURED, "числа измеренных"),
        ("before: 1, after: 2, n: 0, " + MEASURED, "числа измеренных"),
        ("before: 1, after: 2, n: 5, before_on: 15.09.2025, after_on: 12.05.2026", "способа"),
        ("before: 1, after: 2, n: 5, method: тест, after_on: 12.05.2026", "дат обоих измерений"),
        ("n: 5", "значений «было» и «стало», способа и дат обоих измерений"),
    ],
)
def test_what_an_indicator_lacks_to_be_a_measurement_is_named(load, measured: str, lacks: str) -> None:
    _, problems = load(
        {
            "cases/practices/a.md": f"---\ntitle: Проект\nindicators: [{{indicator: проекты, {measured}}}]\n---\n"
        }
    )

    assert [problem.rule for problem in problems] == ["measurement-incomplete"]
    assert problems[0].what.endswith(f"нет {lacks}.")


# Links


def test_a_broken_programme_does_not_break_the_links_to_it(load) -> None:
    """One slip, one problem."""
    broken = PROGRAMME.replace("2025/26", "2025/27")

    found = told(load, {"cases/programmes/starshie.md": broken, "cases/pairs/a.md": f"{CASE}---\n"})

    assert found == [("school-year-impossible", "starshie.md", 3)]


@pytest.mark.parametrize("register", ["documents: [\n", "documents:\n  - id: r-145\n    kind: указ\n"])
def test_a_broken_register_does_not_break_the_links_to_its_documents(load, register: str) -> None:
    practice = "---\ntitle: Проект\ndocuments: r-145\n---\n"

    found = told(load, {"cases/documents.yml": register, "cases/practices/a.md": practice})

    assert {name for _, name, _ in found} == {"documents.yml"}


def test_a_broken_vocabulary_does_not_make_its_words_unknown(load) -> None:
    case = CASE.replace("kind: группа", "kind: ансамбль")
    words = "pair_kinds:\n  - id: ensemble\n    title: ансамбль\n    titel: хор\n"

    found = told(
        load,
        {
            "cases/vocabulary.yml": words,
            "cases/programmes/starshie.md": PROGRAMME,
            "cases/pairs/a.md": f"{case}---\n",
        },
    )

    assert found == [("field-unknown", "vocabulary.yml", 4)]


def test_every_kind_of_link_is_followed(load) -> None:
    found = told(
        load,
        {
            "cases/programmes/p.md": "---\ntitle: Программа\nschool_year: 2025/26\ncontinues: x\ndocuments: x\n---\n",
            "cases/roadmaps/r.md": "---\ntitle: Карта\nschool_year: 2025/26\nprogrammes: x\n---\n",
            "cases/pairs/c.md": CASE.replace("starshie", "x")
            + "continues: x\npractices: x\nmentors: [{role: учитель, mentor: x}]\n---\n",
            "cases/practices/d.md": "---\ntitle: Проект\ndocuments: x\ntools: [{title: Анкета, document: x}]\n---\n",
            "cases/documents.yml": "documents:\n  - {id: a, kind: приказ, level: школьный, title: Приказ о парах, replaces: x}\n",
        },
    )

    assert [(name, line) for rule, name, line in found if rule == "link-missing"] == [
        ("documents.yml", 2),
        ("c.md", 4),
        ("c.md", 6),
        ("c.md", 7),
        ("c.md", 8),
        ("d.md", 3),
        ("d.md", 4),
        ("p.md", 4),
        ("p.md", 5),
        ("r.md", 4),
    ]


def test_a_near_name_is_suggested_for_a_link(load) -> None:
    _, problems = load(
        {
            "cases/programmes/starshie.md": PROGRAMME,
            "cases/pairs/a.md": CASE.replace("starshie", "starshe") + "---\n",
        }
    )

    assert [problem.fix for problem in problems] == ["Возможно, вы имели в виду `starshie`?"]


# Consents

MENTOR = """---
title: Вымышленная Мария Петровна
role: учитель физики
publication: опубликован
approved: {by: директор, on: 01.09.2025}
"""
SITE = {"cases/school.yml": SCHOOL + "site: https://school.example.org/m/\n"}


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ("", ["consent-missing"]),
        ("{document: №7, date: 01.09.2025, site: 'https://school.example.org/m/', covers: фото}", ["consent-missing"]),
        ("{document: №7, date: 01.09.2025, site: 'https://school.example.org/m/', covers: имя}", []),
        ("{document: №7, date: 01.09.2025, site: 'https://school.example.org/m', covers: имя}", []),
        ("{document: №7, date: 01.09.2025, until: 12.05.2026, site: 'https://school.example.org/m/', covers: имя}", []),
        ("{document: №7, date: 01.09.2025, until: 11.05.2026, site: 'https://school.example.org/m/', covers: имя}",
         ["consent-not-in-force"]),
        ("{document: №7, date: 13.05.2026, site: 'https://school.example.org/m/', covers: имя}", ["consent-not-in-force"]),
        ("{document: №7, date: 01.09.2025, site: 'https://other.example.org/', covers: имя}", ["consent-not-in-force"]),
        ("{document: №7, date: 01.09.2025, until: 01.01.2025, site: 'https://school.example.org/m/', covers: имя}",
         ["days-reversed", "consent-not-in-force"]),
    ],
)  # fmt: skip
def test_a_mentor_is_named_only_by_a_consent_that_holds_today_on_this_site(
    load, consent: str, expected: list[str]
) -> None:
    _, problems = load({**SITE, "cases/mentors/m.md": f"{MENTOR}consent: {consent}\n---\n"})

    assert sorted(problem.rule for problem in problems) == sorted(expected)
    assert all("Мария" not in problem.what + problem.fix + problem.why for problem in problems)


def test_a_name_in_the_draft_of_a_mentor_needs_a_consent_too(load) -> None:
    """A repository leaks as well as a site."""
    _, problems = load({"cases/mentors/m.md": MENTOR.replace("опубликован", "черновик") + "---\n"})

    assert [(problem.rule, problem.is_error) for problem in problems] == [("consent-missing", True)]


# Participants and plans


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("mentors: [{role: учитель}]\nmentees: [{role: ученик}]\n", []),
        ("mentors: [{role: учитель}, {role: тьютор}]\n", ["pair-of-many"]),
        ("mentees: [{role: ученик, count: 2}]\n", ["pair-of-many"]),
        ("mentors: [{role: учителя, count: 2}]\nmentees: [{role: ученики, count: 2}]\n", ["pair-of-many"]),
    ],
)
def test_a_pair_is_two_people(load, sides: str, expected: list[str]) -> None:
    case = CASE.replace("группа", "пара") + sides

    assert [
        rule
        for rule, *_ in told(
            load, {"cases/programmes/starshie.md": PROGRAMME, "cases/pairs/a.md": f"{case}---\n"}
        )
    ] == expected


def test_a_number_of_an_item_may_be_any_sign(load) -> None:
    items = "".join(
        f"      - {{number: '{number}', title: Опрос}}\n" for number in ("²", "1а", "I", "9" * 400)
    )

    _, problems = load(
        {
            "cases/roadmaps/r.md": f"---\ntitle: Карта\nschool_year: 2025/26\nsections:\n  - items:\n{items}---\n"
        }
    )

    assert problems == []


# Slips that real documents have


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("МБОУ «СОШ № 5» приглашает", ["organisation-foreign"]),
        ("В школе № 5 приглашают", ["organisation-foreign"]),
        ("МАОУ «Лицей «Парус»» приглашает", ["organisation-foreign"]),
        ("МБОУ «Заречная школа» приглашает", []),
        ("В МБОУ «Заречной школе» приглашают", []),
        ("МБОУ «Заречный лицей» приглашает", ["organisation-foreign"]),
        ("МБОУ СОШ № 12 приглашает", []),  # a partner of the register
        ("Занятия школы «Молодой учитель»", []),
        ("Кабинет № 5, приказ № 5", []),
        ("В нашей школе и в школе города", []),
        ("Школа наставника", []),
    ],
)
def test_another_organisation_is_told_and_a_partner_is_not(load, text: str, expected: list[str]) -> None:
    programme = PROGRAMME.replace("---\ntitle", f"---\ngist: {text}\ntitle", 1)
    register = "documents:\n  - {id: a, kind: соглашение, level: школьный, title: О дружбе с МБОУ СОШ № 12}\n"

    assert [
        rule for rule, *_ in told(load, {"cases/programmes/p.md": programme, "cases/documents.yml": register})
    ] == expected


def test_while_the_card_of_the_school_cannot_be_read_no_organisation_is_another(load) -> None:
    """One slip, one problem: the school has no name to compare with."""
    files = {
        "cases/programmes/p.md": PROGRAMME.replace("---\ntitle", "---\ngist: МБОУ «СОШ № 5»\ntitle", 1),
        "cases/school.yml": "full_name Средняя школа № 5\nshort_name: Школа № 5\n",
    }

    assert [rule for rule, *_ in told(load, files)] == ["card-broken"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("школа", "студенты колледжа", ["school-kind-foreign"]),
        ("школа", "директор техникума", ["school-kind-foreign"]),
        ("школа", "готовим к поступлению в колледж", []),
        ("школа", "выпускники колледжей", []),
        ("колледж", "положение школы", ["school-kind-foreign"]),
        ("колледж", "студенты колледжа", []),
        ("детский сад", "студенты колледжа", []),
    ],
)
def test_words_of_another_kind_of_organisation(load, kind: str, text: str, expected: list[str]) -> None:
    school = {"cases/school.yml": f"{SCHOOL}kind: {kind}\n"}
    programme = PROGRAMME.replace("---\ntitle", f"---\ngist: {text}\ntitle", 1)

    assert [rule for rule, *_ in told(load, {**school, "cases/programmes/p.md": programme})] == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 3", []),
        ("1 2 2 3", ["number-twice"]),
        ("1 3", ["number-skipped"]),
        ("21 22 23", []),
        ("1 2 1 2", ["number-twice", "number-twice"]),
        ("1.1 1.2 2.1", []),
        ("1 3 2 4", []),  # out of order, none is lost
    ],
)
def test_numbers_that_repeat_or_leave_a_gap(load, numbers: str, expected: list[str]) -> None:
    items = "".join(f"      - {{number: '{number}', title: Опрос}}\n" for number in numbers.split())
    roadmap = f"---\ntitle: Карта\nschool_year: 2025/26\nsections:\n  - items:\n{items}---\n"

    assert [rule for rule, *_ in told(load, {"cases/roadmaps/r.md": roadmap})] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("order: {date: 12.10.2025}", []),
        ("order: {date: 10.06.2025}", []),
        ("order: {date: 12.10.2024}", ["day-outside-programme"]),
        ("order: {date: 12.10.2024}\ncontinues: b", []),
        ("changes: [{date: 12.10.2026, what: перенесли}]", ["day-in-future"]),
        ("plan: [{title: Встреча, done_on: 20.10.2062}]", ["day-in-future"]),
        ("plan: [{title: Встреча, done_on: 12.05.2026}]", []),
        ("approved: {by: директор, on: 13.05.2026}", ["day-in-future"]),
    ],
)
def test_days_that_cannot_be(load, lines: str, expected: list[str]) -> None:
    files = {
        "cases/programmes/starshie.md": PROGRAMME,
        "cases/pairs/a.md": f"{CASE}{lines}\n---\n",
        "cases/pairs/b.md": f"{CASE}---\n",
    }

    assert [rule for rule, *_ in told(load, files)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Помочь ______ освоиться", ["blank-unfilled"]),
        ("Помочь [указать классы]", ["blank-unfilled"]),
        ("Приказ от «___» ______ 20__ г.", ["blank-unfilled"]),
        ("Ждём………", ["blank-unfilled"]),
        ("ФИО наставника", ["blank-unfilled"]),
        ("Ждём…", []),
        ("Анкета без ФИО и класса", []),
        ("Список [1] и ссылка", []),
        ("snake_case и __имя__", []),
    ],
)
def test_a_place_of_a_blank_that_was_not_filled(load, text: str, expected: list[str]) -> None:
    programme = PROGRAMME.replace("---\ntitle", f'---\ngist: "{text}"\ntitle', 1)

    assert [rule for rule, *_ in told(load, {"cases/programmes/p.md": programme})] == expected


def test_a_line_across_the_page_is_no_unfilled_place(load) -> None:
    body = "Рассказ.\n\n________\n\n```\nФИО ______\n```\n"

    assert told(load, {"cases/programmes/p.md": PROGRAMME + body}) == []


@pytest.mark.parametrize(
    ("title", "form", "expected"),
    [
        ("Учитель – ученик, весна", "ученик – ученик", ["title-of-other-form"]),
        ("Ученик-ученик, весна", "ученик – ученик", []),
        ("Учитель и ученик", "ученик – ученик", []),
        ("Педагог – педагогу", "учитель – учитель", []),
    ],
)
def test_a_title_that_names_another_form(load, title: str, form: str, expected: list[str]) -> None:
    case = (
        CASE.replace("Чтение вслух", title).replace("ученик – ученик", form)
        if title[0] != "У"
        else CASE.replace("title: Чтение вслух", f"title: {title}")
    )

    found = told(load, {"cases/programmes/starshie.md": PROGRAMME, "cases/pairs/a.md": f"{case}---\n"})

    assert [rule for rule, *_ in found] == expected


def test_the_consent_of_a_mentor_names_both_sites_and_gives_a_line_to_copy(load) -> None:
    other = "{document: №7, date: 01.09.2025, site: 'https://other.example.org/', covers: имя}"

    _, elsewhere = load({**SITE, "cases/mentors/m.md": f"{MENTOR}consent: {other}\n---\n"})
    _, missing = load({**SITE, "cases/mentors/m.md": f"{MENTOR}---\n"})

    assert "https://other.example.org/" in elsewhere[0].what
    assert "https://school.example.org/m/" in elsewhere[0].what
    assert 'site: "https://school.example.org/m/"' in missing[0].fix


def test_a_link_by_title_is_told_with_the_name_of_the_file(load) -> None:
    book, problems = load(
        {
            "cases/programmes/starshie.md": PROGRAMME,
            "cases/pairs/a.md": CASE.replace("programme: starshie", "programme: Старшие — младшим") + "---\n",
        }
    )

    (problem,) = [with_slug(problem, "programme: Старшие — младшим", book) for problem in problems]

    assert problem.fix == "Это название карточки; впишите имя её файла: `starshie`."


def test_the_example_school_hears_no_false_alarm() -> None:
    """Each of these names has been looked at; a new one is either deserved or a fault of its rule."""
    loaded = pipeline.load(PACKAGE.parents[1], today=date(2026, 11, 22))

    of_meaning = {rules.name(rule) for rule in (*rules.ERRORS, *rules.WARNINGS)}
    assert {problem.rule for problem in loaded.problems} & of_meaning <= {
        "consent-not-in-force",
        "measurement-incomplete",
        "number-skipped",
        "number-twice",
        "schedule-doubtful",
    }


def test_rules_sign_their_problems_with_name_and_severity(load) -> None:
    book, _ = load({"cases/programmes/p.md": "---\ntitle: Программа\npublication: опубликован\n---\n"})

    found: list[Problem] = list(rules.check(book))

    assert [(problem.rule, problem.severity) for problem in found] == [
        ("approval-missing", Severity.WARNING),
        ("year-missing", Severity.WARNING),
    ]
