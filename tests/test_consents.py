"""A consent that ends: the mentor's page goes, links fall back to the role, and the name is nowhere on the site."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from mentoring import mkdocs_plugin, pipeline
from mentoring.casebook import Casebook
from mentoring.privacy.consents import holds

SITE = "https://school.example.org/nastavnichestvo/"
SCHOOL = f"""full_name: Заречная школа города Заречного
short_name: Заречная школа
site: {SITE}
curator: {{post: заместитель директора, phone: 8 (000) 000-00-00}}
"""
PROGRAMME = """---
title: Учитель рядом
kind: программа по форме
forms: учитель – ученик
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""
CASE = """---
title: Карта школьного сада
kind: пара
programme: ryadom
form: учитель – ученик
mentors:
  - {role: учитель биологии, mentor: uchitel-biologii}
mentees:
  - {role: ученик, band: 5–7}
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---

Сад придумал [наставник](../mentors/uchitel-biologii.md), а рисовали вместе.
"""
MENTOR = """---
title: Тростникова Мария Павловна
role: учитель биологии
post: учитель биологии
consent:
  document: согласие 7
  date: 01.09.2025
  until: {until}
  site: {site}
  covers:
    - имя
    - должность
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
---
"""
MKDOCS = (Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8")
YESTERDAY = date.fromordinal(date.today().toordinal() - 1)


def files(until: str = "31.08.2099", **more: str) -> dict[str, str]:
    return {
        "mkdocs.yml": MKDOCS,
        "docs/index.md": "# Наставничество\n",
        "cases/school.yml": SCHOOL,
        "cases/programmes/ryadom.md": PROGRAMME,
        "cases/pairs/sad.md": CASE,
        "cases/mentors/uchitel-biologii.md": MENTOR.format(until=until, site=SITE),
        **more,
    }


ENDED = {
    "run out": files(until=f"{YESTERDAY:%d.%m.%Y}"),
    "revoked in the card": {
        **files(),
        "cases/mentors/uchitel-biologii.md": MENTOR.format(until="31.08.2099", site=SITE).replace(
            "  covers:", f"  revoked_on: {YESTERDAY:%d.%m.%Y}\n  covers:"
        ),
    },
    "revoked in the register": files(
        **{
            "private/people.yml": "people:\n  - {id: m1, name: Тростникова Мария, aliases: [Маня],"
            f" revoked_on: {YESTERDAY:%d.%m.%Y}}}\n"
        }
    ),
}


def everything(site: Path) -> str:
    """All the words of a built site, packed files unpacked, JSON read, paths among them."""
    told = []
    for path in sorted(site.rglob("*")):
        told.append(path.relative_to(site).as_posix())
        if not path.is_file():
            continue
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        text = content.decode("utf-8", "ignore")
        told.append(json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text)
    return "\n".join(told)


@pytest.mark.slow
@pytest.mark.parametrize("ended", ENDED.values(), ids=ENDED.keys())
def test_when_a_consent_ends_the_name_is_nowhere_and_the_role_stands_in_its_place(project, ended) -> None:
    root = project(files())
    mkdocs_plugin.build_site(root, quiet=True)
    before = everything(root / "site")
    assert "Тростникова Мария Павловна" in before
    assert "mentors/uchitel-biologii" in before

    mkdocs_plugin.build_site(project(ended), quiet=True)

    after = everything(root / "site")
    assert "ростников" not in after
    assert "mentors/uchitel-biologii" not in after
    assert "Павловн" not in after
    page = (root / "site/cases/sad/index.html").read_text("utf-8")
    assert "учитель биологии" in page
    assert "Сад придумал наставник" in page
    assert not (root / "site/mentors").exists()


@pytest.mark.parametrize("ended", ENDED.values(), ids=ENDED.keys())
def test_the_fall_back_is_listed_with_the_cases_it_touches(project, ended) -> None:
    loaded = pipeline.load(project(ended), today=date.today())

    (told,) = [problem for problem in loaded.problems if problem.rule == "consent-not-in-force"]
    assert not told.is_error
    assert "cases/pairs/sad.md" in told.what
    assert "ростников" not in told.what + told.fix
    assert loaded.errors == []


@pytest.mark.parametrize(
    "place",
    [
        CASE + "\nСпасибо Марии Тростниковой.\n",
        CASE.replace("title: Карта школьного сада", "title: Сад Марии Тростниковой"),
        CASE.replace("опубликован", "черновик") + "\nСпасибо М. П. Тростниковой.\n",
    ],
)
def test_a_name_typed_in_a_card_after_the_consent_stops_publishing(project, place: str) -> None:
    """In a text, a title, a draft: what somebody typed no program takes away."""
    ended = {**ENDED["run out"], "cases/pairs/sad.md": place}

    assert "consent-ended" in [
        problem.rule for problem in pipeline.load(project(ended), today=date.today()).errors
    ]


@pytest.mark.parametrize(
    ("as_of", "today", "named"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), True),
        (date(2026, 5, 1), date(2026, 9, 1), False),
        (date(2026, 9, 1), date(2026, 5, 1), False),
        (date(2026, 8, 31), date(2026, 8, 31), True),
    ],
)
def test_a_consent_must_hold_on_the_later_of_both_days(
    project, as_of: date, today: date, named: bool
) -> None:
    """A build of an old commit does not bring a name back, nor does a clock that is behind."""
    loaded = pipeline.load(project(files(until="31.08.2026")), today=today, as_of=as_of)

    assert (not loaded.book.nameless) is named


REGISTER = "people:\n  - id: m1\n    name: Тростникова Мария Павловна\n"


@pytest.mark.parametrize(
    ("entry", "name", "post"),
    [
        ("", False, False),
        (f"    consent: {{document: с, date: 01.09.2025, site: '{SITE}', covers: [имя]}}\n", True, False),
        (f"    consent: {{document: с, date: 01.09.2025, site: '{SITE}', covers: [должность]}}\n", False, True),
        (f"    consent: {{document: с, date: 01.09.2025, site: '{SITE}', covers: [имя, должность]}}\n", True, True),
        (f"    consent: {{document: с, date: 01.09.2025, until: 01.01.2026, site: '{SITE}', covers: [имя]}}\n", False, False),
        ("    revoked_on: 12.05.2026\n", False, False),
    ],
)  # fmt: skip
def test_of_card_and_register_the_stricter_holds_by_category(
    project, entry: str, name: bool, post: bool
) -> None:
    loaded = pipeline.load(
        project(files(**{"private/people.yml": REGISTER + entry})), today=date(2026, 5, 12)
    )

    assert _held(loaded.book) == (name, post)


def _held(book: Casebook) -> tuple[bool, bool]:
    mentor = book.mentors_by_slug["uchitel-biologii"]
    return holds(mentor, "name", book), holds(mentor, "post", book)


def test_a_namesake_with_another_patronymic_is_another_person(project) -> None:
    other = "people:\n  - {id: m1, name: Тростникова Мария Львовна}\n"

    loaded = pipeline.load(project(files(**{"private/people.yml": other})), today=date(2026, 5, 12))

    assert loaded.book.nameless == frozenset()


# small numbers between releases


PEOPLE = """participants:
  - {{role: наставляемый, who: новички, form: учитель – ученик, band: 5–7, count: {count}}}
"""


def counted(count: int) -> dict[str, str]:
    return files(
        **{
            "cases/programmes/ryadom.md": PROGRAMME.replace(
                "publication:", PEOPLE.format(count=count) + "publication:"
            ),
            "private/people.yml": "people: []\n",
        }
    )


@pytest.mark.slow
def test_a_count_is_held_against_the_release_before(project) -> None:
    """18, then 20: two are new; 18, then 25: nobody knows who."""
    root = project(counted(18))
    mkdocs_plugin.build_site(root, quiet=True)
    assert list(json.loads((root / "private/counts.json").read_text("utf-8"))["counts"].values()) == [18]

    little = pipeline.load(project(counted(20)), today=date.today())
    much = pipeline.load(project(counted(25)), today=date.today())

    assert [(p.rule, str(p.place)) for p in little.problems] == [
        ("count-differs-little", "cases/programmes/ryadom.md:7:82")
    ]
    assert "18" not in little.problems[0].what
    assert list(much.problems) == []


def test_where_it_speaks_of_trouble_such_a_change_is_an_error(project) -> None:
    row = "  - {role: наставляемый, who: ученики, form: учитель – ученик, role_pattern: учитель – неуспевающий ученик, count: 25}"
    card = PROGRAMME.replace("publication:", f"participants:\n{row}\npublication:")
    key = "cases/programmes/ryadom.md|mentee|ученики|teacher-student|teacher-low-achiever||"
    before = json.dumps({"schema": 1, "counts": {key: 32}}, ensure_ascii=False)

    loaded = pipeline.load(
        project(files(**{"cases/programmes/ryadom.md": card, "private/counts.json": before})),
        today=date(2026, 5, 12),
    )

    assert [(p.rule, p.is_error) for p in loaded.problems if p.rule.startswith("count")] == [
        ("count-differs-little", True)
    ]


@pytest.mark.parametrize("spoilt", ["", "[]", '{"counts": [1]}', '{"counts": {"a": "b"}}', "\udcff"])
def test_spoilt_counts_are_as_none(project, spoilt: str) -> None:
    root = project(counted(18))
    (root / "private/counts.json").write_bytes(spoilt.encode("utf-8", "surrogateescape"))

    assert list(pipeline.load(root, today=date(2026, 5, 12)).problems) == []
