"""The private register: what a curator types into it, and that no name of it ever comes out."""

import json
import os
import subprocess
import sys
import textwrap
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mentoring import cli, pipeline, reports
from mentoring.privacy import people
from mentoring.reading import federal_vocabulary

SITE = "https://school.example.org/nastavnichestvo/"
SCHOOL = f"full_name: Заречная школа города Заречного\nshort_name: Заречная школа\nsite: {SITE}\n"
MENTOR = f"""---
title: Тростникова Мария Павловна
role: учитель биологии
consent: {{document: согласие 7, date: 01.09.2025, site: '{SITE}', covers: [имя]}}
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
---
"""
CASE = """---
title: Карта школьного сада
kind: пара
programme: starshie
form: учитель – ученик
mentors:
  - {role: учитель биологии, mentor: uchitel-biologii}
---

"""
GOOD = {"cases/school.yml": SCHOOL, "cases/mentors/uchitel-biologii.md": MENTOR, "cases/pairs/sad.md": CASE}
CANARY = "Канарейкина Феврония"


def call(root: Path, *words: str | Path, ci: bool = False, answers: str = "") -> Result:
    environ = {"CI": "true" if ci else None, "MENTORING_PRIVATE": None}
    done = CliRunner(env=environ).invoke(
        cli.main, ["people", *map(str, words), "--root", str(root)], input=answers
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


# add


def test_a_person_is_put_in_and_git_does_not_see_the_file(project) -> None:
    root = project(GOOD)

    answer = call(root, "add", "--name", "Лопухова Арина", "--alias", "Ариша", "--minor", "--yes")

    assert answer.exit_code == 0
    assert "Лопух" not in answer.output
    assert (root / ".gitignore").read_text("utf-8") == "/private\n"
    assert "В .gitignore добавлена строка `/private`" in answer.output
    (entry,) = pipeline.load(root, today=date(2026, 5, 12)).gate.register.people
    assert (entry.id, entry.name, entry.aliases, entry.minor) == ("p-001", "Лопухова Арина", ("Ариша",), True)
    assert (root / "private/people.yml").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("said", "minor"), [("да", True), ("Да", True), ("Д", True), ("нет", False)])
def test_a_yes_may_begin_with_a_capital(said: str, minor: bool, project) -> None:
    root = project(GOOD)

    call(root, "add", answers=f"Лопухова Арина\n\n{said}\n\n\nд\n")

    (entry,) = pipeline.load(root, today=date(2026, 5, 12)).gate.register.people
    assert entry.minor is minor


REMARKS = """# наш реестр
people:
    # начальная школа
    - id: p1
      name: 'Лопухова Арина'   # класс не пишем
    - {id: p2, name: Хвощов Тарас, minor: да}
# конец
"""


def test_everything_else_in_the_file_stays_byte_for_byte(project) -> None:
    root = project({**GOOD, "private/people.yml": REMARKS})

    call(root, "add", "--name", "Осокина Вера", "--yes")
    call(root, "revoke", "p2", "--date", "01.10.2026")
    call(root, "revoke", "p1", "--date", "02.10.2026")

    assert (root / "private/people.yml").read_text("utf-8") == (
        REMARKS.replace("    - id: p1\n", "    - id: p1\n      revoked_on: 02.10.2026\n").replace(
            "minor: да}", "minor: да, revoked_on: 01.10.2026}"
        )
        + '    - id: p-001\n      name: "Осокина Вера"\n'
    )


@pytest.mark.parametrize(
    "before",
    ["", "people:\n", "people: []\n", "# пусто\n", "\ufeffpeople:\r\n- id: a\r\n  name: Хвощов Тарас\r\n"],
)
def test_a_person_can_be_added_to_any_beginning(project, before: str) -> None:
    root = project({**GOOD, "private/people.yml": before.encode()})

    assert call(root, "add", "--name", "Осокина Вера", "--yes").exit_code == 0

    content = (root / "private/people.yml").read_bytes()
    assert content.startswith(before.encode().split(b"[")[0].rstrip())
    assert b"\n" in content
    assert (b"\r\n" in content) == ("\r" in before)
    assert pipeline.load(root, today=date(2026, 5, 12)).gate.register.people[-1].name == "Осокина Вера"


def test_what_is_not_said_by_options_is_asked(project) -> None:
    root = project(GOOD)
    answers = [
        "Осокина Вера Львовна",
        "Верочка, Веруня",
        "н",
        "",
        "с. 3, сейф",
        "01.09.2026",
        "",
        "",
        "имя, должность",
        "",
        "д",
    ]

    answer = call(root, "add", answers="\n".join(answers) + "\n")

    assert answer.exit_code == 0
    (entry,) = pipeline.load(root, today=date(2026, 9, 12)).gate.register.people
    assert entry.aliases == ("Верочка", "Веруня")
    assert entry.consent is not None
    assert (entry.consent.covers, entry.consent.site, entry.consent.signed_by) == (
        ("name", "post"),
        SITE,
        "self",
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--document", "с7", "--covers", "имя"], "Не сказано, когда согласие подписано"),
        (["--document", "с7", "--date", "01.09.2026", "--covers", "почерк"], "такой категории данных нет"),
        (["--document", "с7", "--date", "01.09.2026", "--covers", "имя", "--minor"], "подписано им самим"),
        (["--document", "с7", "--date", "01.09.2026", "--covers", "имя", "--site", "https://other.example.org/"], "для другого сайта"),
        (["--date", "01.09.2026"], "где лежит согласие"),
        (["--born", "32.13.2013"], "это не день"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_not_written_and_nobody_is_named(project, options: list[str], told: str) -> None:
    root = project(GOOD)

    answer = call(root, "add", "--name", CANARY, *options, "--yes")

    assert answer.exit_code in {1, 2}
    assert told in answer.output
    assert "анарейкин" not in answer.output
    assert not (root / "private/people.yml").exists()


def test_of_a_year_of_birth_the_youngest_is_taken(project) -> None:
    root = project(GOOD)

    call(root, "add", "--name", "Осокина Вера", "--born", "2013", "--yes")

    (entry,) = pipeline.load(root, today=date(2026, 5, 12)).gate.register.people
    assert entry.born == date(2013, 12, 31)


@pytest.mark.parametrize("folder", ["docs", "cases/files", "site"])
def test_a_register_is_never_written_among_what_is_published(project, monkeypatch, folder: str) -> None:
    root = project(GOOD)
    (root / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("MENTORING_PRIVATE", str(root / folder))

    answer = CliRunner().invoke(cli.main, ["people", "add", "--name", CANARY, "--yes", "--root", str(root)])

    assert (answer.exit_code, "среди того, что публикуется" in answer.output) == (1, True)
    assert not (root / folder / "people.yml").exists()


def test_a_tracked_register_is_refused(project) -> None:
    root = project({**GOOD, "private/people.yml": "people: []\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")

    assert "попал в репозиторий" in call(root, "add", "--name", CANARY, "--yes").output
    assert [p.rule for p in pipeline.load(root, today=date(2026, 5, 12)).errors] == [
        "link-missing",
        "register-exposed",
    ]


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


# list, due


def register(until: date, **more: str) -> str:
    extra = "".join(f"    {key}: {value}\n" for key, value in more.items())
    return (
        f"people:\n  - id: p1\n    name: {CANARY}\n{extra}    consent: {{document: с7, date: 01.09.2020,"
        f" until: {until:%d.%m.%Y}, site: '{SITE}', covers: [имя], signed_by: оба}}\n"
    )


def test_the_curators_own_terminal_shows_names_and_a_public_log_does_not(project) -> None:
    root = project({**GOOD, "private/people.yml": register(date.today() + timedelta(30))})

    for command in (["list"], ["due"], ["list", "--format", "json"], ["due", "--format", "json"]):
        assert CANARY in call(root, *command).output
        public = call(root, *command, ci=True).output
        assert "анарейкин" not in public
        assert "Тростников" not in public
        assert "p1" in public


def test_a_card_named_after_its_mentor_is_not_named_in_a_public_log(project) -> None:
    files = {**GOOD, "cases/mentors/trostnikova.md": MENTOR}
    files.pop("cases/mentors/uchitel-biologii.md")

    assert "trostnikova" not in call(project(files), "list", ci=True).output


@pytest.mark.parametrize(("days", "told"), [(-400, True), (-1, True), (0, True), (60, True), (61, False)])
def test_what_has_run_out_or_will_within_sixty_days_is_due(project, days: int, told: bool) -> None:
    root = project({**GOOD, "private/people.yml": register(date.today() + timedelta(days))})

    found = json.loads(call(root, "due", "--format", "json").output)

    assert [(one["id"], one["days"]) for one in found] == ([("p1", days)] if told else [])


def test_coming_of_age_is_due(project) -> None:
    """From that day on the person signs alone."""
    birthday = (date.today() + timedelta(20)).replace(year=date.today().year - 18)
    root = project(
        {**GOOD, "private/people.yml": register(date.today() + timedelta(900), born=f"{birthday:%d.%m.%Y}")}
    )

    assert "исполнится 18 лет" in call(root, "due").output


# revoke


def test_a_revocation_finds_the_person_in_every_source_release_and_archive(project, tmp_path_factory) -> None:
    text = CASE + "Сад задумала Мария\nТростникова, а рисовали все.\n"
    root = project(
        {
            **GOOD,
            "cases/pairs/sad.md": text,
            "docs/history.md": "# История\n\nСпасибо М. П. Тростниковой.\n",
            "site/cases/sad/index.html": "<p>Мария <b>Тростни</b>кова</p>",
            "site/search/search_index.json": json.dumps({"docs": ["Мария Тростникова"]}),
            "site/feed.xml": "<rss><title>О Тростниковой</title></rss>",
            "site/index.html": "<p>Школа</p>",
            ".releases/2025/index.html": "<p>Тростникову</p>",
        }
    )
    with zipfile.ZipFile(root / "kit.zip", "w") as archive:
        archive.writestr("page.html", "<p>Мария Тростникова</p>")
    elsewhere = tmp_path_factory.mktemp("old") / "copy.zip"
    inner = elsewhere.with_name("inner.zip")
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "Мария Тростникова")
    with zipfile.ZipFile(elsewhere, "w") as archive:
        archive.write(inner, "inner.zip")

    told = json.loads(
        call(root, "revoke", "uchitel-biologii", "--also", elsewhere, "--format", "json").stdout
    )

    found = {(one["path"], one["kind"], one["after"]) for one in told["holdings"]}
    assert found >= {
        ("cases/mentors/uchitel-biologii.md", "card", "own-card"),
        ("cases/pairs/sad.md", "card", "by-hand"),
        ("cases/pairs/sad.md", "card", "falls-back"),
        ("docs/history.md", "card", "by-hand"),
        ("site/cases/sad/index.html", "page", "next-build"),
        ("site/search/search_index.json", "data", "next-build"),
        ("site/feed.xml", "feed", "next-build"),
        (".releases/2025/index.html", "page", "remove"),
        ("kit.zip!/page.html", "page", "remove"),
    }
    assert any(path.startswith("copy.zip!/inner.zip") for path, _, _ in found)
    assert not any(path == "site/index.html" for path, _, _ in found)
    (lines,) = [
        one["lines"] for one in told["holdings"] if one["after"] == "by-hand" and "sad" in one["path"]
    ]
    assert lines == [10, 11]
    assert [one["id"] for one in told["unreachable"]] == ["history", "host", "search", "print"]
    search = next(one["letter"] for one in told["unreachable"] if one["id"] == "search")
    assert f"{SITE}cases/sad/" in search
    assert "Тростников" not in search


def test_a_revocation_in_a_public_log_names_nobody_not_even_by_a_path(project) -> None:
    root = project({**GOOD, "docs/o-trostnikovoy.md": "# О ней\n\nМария Тростникова.\n"})

    for form in ("text", "json"):
        output = call(root, "revoke", "Тростникова Мария Павловна", "--format", form, ci=True).output
        assert "ростников" not in output
        assert "trostnikov" not in output


def test_a_revoked_mentor_goes_from_the_next_build_and_the_card_is_told(project) -> None:
    root = project(GOOD)

    call(root, "revoke", "uchitel-biologii", "--date", "01.05.2026")

    loaded = pipeline.load(root, today=date(2026, 5, 12))
    assert loaded.book.nameless == {"uchitel-biologii"}
    told = [problem for problem in loaded.problems if problem.rule == "consent-not-in-force"]
    assert [(str(problem.place), problem.is_error) for problem in told] == [
        ("cases/mentors/uchitel-biologii.md:4:10", False)
    ]


def test_after_a_revocation_the_list_tells_the_person_once(project) -> None:
    """The entry of the register and the card are one person; the stricter of the two is told."""
    root = project(GOOD)
    call(root, "revoke", "uchitel-biologii", "--date", "01.05.2026")

    told = json.loads(call(root, "list", "--format", "json").output)

    assert [(one["state"], one["role"]) for one in told] == [("revoked", "учитель биологии")]
    assert told[0]["where"] == "private/people.yml, cases/mentors/uchitel-biologii.md"
    assert "Всего людей: 1" in call(root, "list").output


def test_a_revocation_says_that_the_host_still_has_the_pages(project) -> None:
    root = project({**GOOD, "site/index.html": "<p>Мария Тростникова</p>"})

    output = call(root, "revoke", "uchitel-biologii").output

    assert "пока вы не опубликуете" in output
    assert "deploy --purge" in output


def test_history_is_searched_in_git(project) -> None:
    root = project(GOOD)
    git(root, "init", "-q")
    git(root, "add", "cases")
    git(root, "commit", "-qm", "x")

    assert "Имя есть в коммитах: 1" in call(root, "revoke", "uchitel-biologii").output


@pytest.mark.parametrize("who", ["Неизвестная Ольга", "net-takogo"])
def test_nobody_is_revoked_by_mistake(project, who: str) -> None:
    root = project({**GOOD, "private/people.yml": REMARKS})

    answer = call(root, "revoke", who, ci=True)

    assert (answer.exit_code, who in answer.output) == (1, False)
    assert (root / "private/people.yml").read_text("utf-8") == REMARKS


def test_of_two_namesakes_the_code_is_asked(project) -> None:
    two = "people:\n  - {id: a, name: Хвощов Тарас}\n  - {id: b, name: Хвощов Тарас Львович}\n"

    answer = call(project({**GOOD, "private/people.yml": two}), "revoke", "Хвощов")

    assert (answer.exit_code, "a, b" in answer.output) == (1, True)


# never a name


BROKEN = {
    "broken YAML": f'people:\n  - id: p1\n    name: "{CANARY}\n   x: {{\n',
    "a tab": f"people:\n\t- name: {CANARY}\n",
    "a name for a key": f"people:\n  - id: p1\n    {CANARY}: да\n",
    "a name twice": f"people:\n  - id: p1\n    name: {CANARY}\n    name: {CANARY}\n",
    "a name for a code": f"people:\n  - id: {CANARY}\n    name: {CANARY}\n",
    "a name for a day": f"people:\n  - id: p1\n    name: А Б\n    born: {CANARY}\n",
    "a name for a word": f"people:\n  - id: p1\n    name: А Б\n    minor: {CANARY}\n",
    "no list": f"people: {CANARY}\n",
    "another code page": f"people:\n  - id: p1\n    name: {CANARY}\n".encode("cp1251"),
    "not text": b"\xff\xfe\x00" + CANARY.encode("utf-16"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_spoilt_register_stops_publishing_and_names_nobody(project, content: str | bytes) -> None:
    """Not in a message, not in a traceback, not in a report, on a terminal or in CI."""
    root = project({**GOOD, "private/people.yml": content})

    loaded = pipeline.load(root, today=date(2026, 5, 12))
    told = "".join(form(loaded.problems, loaded.lines) for form in reports.FORMATS.values())
    for words in (["list"], ["due"], ["revoke", "p1"], ["add", "--name", "Осокина Вера", "--yes"]):
        told += call(root, *words).output

    assert any(problem.place.path == "private/people.yml" for problem in loaded.errors)
    assert "анарейкин" not in told
    assert "еврони" not in told
    assert "private/people.yml" not in loaded.lines


@pytest.mark.parametrize("ci", ["", "true"])
@pytest.mark.parametrize("more", [[], ["--hold-back"]])
def test_a_spoilt_register_stops_the_build_too_and_its_log_names_nobody(
    project, more: list[str], ci: str
) -> None:
    """Not even with `--hold-back`: nobody would know who may not be named."""
    root = project(
        {
            **GOOD,
            "mkdocs.yml": "site_name: Школа\nplugins: [mentoring]\n",
            "private/people.yml": BROKEN["broken YAML"],
        }
    )

    done = subprocess.run(
        [sys.executable, "-m", "mentoring", "build", "--root", str(root), *more],
        capture_output=True,
        check=False,
        env={**os.environ, "CI": ci, "PYTHONIOENCODING": "utf-8"},
    )

    told = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == 1
    assert "private/people.yml" in told
    assert "анарейкин" not in told
    assert "Traceback" not in told
    assert not (root / "site").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_register_that_may_not_be_read_is_told(project) -> None:
    """Tried as somebody else where the tests run as the root, whom no permission stops."""
    root = project({**GOOD, "private/people.yml": "people: []\n"})
    for above in (root, *root.parents[:3]):
        if above.stat().st_uid == os.geteuid():
            above.chmod(above.stat().st_mode | 0o055)
    program = f"""
        import os
        from datetime import date
        from pathlib import Path
        from mentoring import pipeline
        root = Path({str(root)!r})
        pipeline.load(root, today=date(2026, 5, 12))  # modules are imported while they may be
        (root / "private/people.yml").chmod(0)
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        print(*(problem.rule for problem in pipeline.load(root, today=date(2026, 5, 12)).errors))
    """

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=False
    )

    assert "file-unreadable" in done.stdout, done.stderr


def test_a_register_that_cannot_be_added_to_safely_is_left_alone() -> None:
    odd = "people: [{id: a, name: Хвощов Тарас}]\n"

    with pytest.raises(people.Refused, match="непривычно"):
        people.with_person(odd, people.NewPerson("b", "Осокина Вера"), federal_vocabulary())
