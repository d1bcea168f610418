"""`mentoring fix` does what is certain, and nothing else."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mentoring import cli, fixes, pipeline
from mentoring.cards import FILES, FOLDERS, Case, Filed, OwnPage, Practice, Programme, School
from mentoring.fixes import Known, decoded, fixed
from mentoring.reading import federal_vocabulary

ROOT = Path(__file__).parents[1]
KNOWN = Known(federal_vocabulary(), {"старшие-младшим": "starshie"})

CASE = "---\ntitle: Чтение вслух\nkind: группа\nprogramme: starshie\nform: ученик – ученик\n"


def case(lines: str) -> str:
    return f"{CASE}{lines}---\nРассказ.\n"


FENCES = [
    ("—\ntitle: Мост\n---\n", "---\ntitle: Мост\n---\n"),
    ("---\ntitle: Мост\n———\nРассказ.\n", "---\ntitle: Мост\n---\nРассказ.\n"),
    ("-----\ntitle: Мост\n----\n", "---\ntitle: Мост\n---\n"),
    ("\n  \n---\ntitle: Мост\n---\n", "---\ntitle: Мост\n---\n"),
    (" ---\ntitle: Мост\n ---\n", "---\ntitle: Мост\n---\n"),
    ("\ufeff\n---\ntitle: Мост\n---\n", "\ufeff---\ntitle: Мост\n---\n"),
    ("–––\r\ntitle: Мост\r\n–––\r\nТекст\r\n", "---\r\ntitle: Мост\r\n---\r\nТекст\r\n"),
]
YAML = [
    (
        "---\ntitle: Мост\nsteps:\n\t- title: Начать\n---\n",
        "---\ntitle: Мост\nsteps:\n  - title: Начать\n---\n",
    ),
    (
        "---\ntitle: Мост\nsteps:\n\u00a0\u00a0- title: Начать\n\u00a0\u00a0\u00a0\u00a0action: Вот\n---\n",
        "---\ntitle: Мост\nsteps:\n  - title: Начать\n    action: Вот\n---\n",
    ),
    (
        "---\ntitle: Мост\nsteps:\n  • title: Начать\n    action: Вот\n  •\ttitle: Кончить\n---\n",
        "---\ntitle: Мост\nsteps:\n  - title: Начать\n    action: Вот\n  - title: Кончить\n---\n",
    ),
    (
        "---\ntitle: Мост\ncosts: {money: 0}\nlessons:\n  – много встреч\n  – мало времени\n---\n– Пора?\n",
        "---\ntitle: Мост\ncosts: {money: 0}\nlessons:\n  - много встреч\n  - мало времени\n---\n– Пора?\n",
    ),
    ("---\ntitle:Мост\nforms: учитель – ученик\n---\n", "---\ntitle: Мост\nforms: учитель – ученик\n---\n"),
    ("---\ntitle: Мост\ngist:Суть  # позже\n---\n", "---\ntitle: Мост\ngist: Суть  # позже\n---\n"),
    (
        "---\ntitle: Английский: от урока к олимпиаде\n---\n",
        '---\ntitle: "Английский: от урока к олимпиаде"\n---\n',
    ),
    ('---\ntitle: Кружок "Мост": начало\n---\n', "---\ntitle: 'Кружок \"Мост\": начало'\n---\n"),
    ("---\ntitle: “Мост: начало”\n---\n", '---\ntitle: "Мост: начало"\n---\n'),
    (
        "---\ntitle: Мост\nload: [{role: наставник, hours_a_week: “1,5”}]\n---\n",
        '---\ntitle: Мост\nload: [{role: наставник, hours_a_week: "1,5"}]\n---\n',
    ),
    ("---\ntitle: Мост\ncosts: {money: “300”}\n---\n", "---\ntitle: Мост\ncosts: {money: 300}\n---\n"),
]


@pytest.mark.parametrize(("before", "after"), [*FENCES, *YAML])
def test_a_certain_fix_of_a_card_that_cannot_be_read(before: str, after: str) -> None:
    assert fixed(before, "cases/practices/a.md", Practice, KNOWN).text == after


FIELDS = [
    ("предмет: физика", "subject: физика"),
    ("subjeсt: физика", "subject: физика"),  # a Russian «с»
    ("subjct: физика", "subject: физика"),
    ("sujbect: физика  # так", "subject: физика  # так"),
    ("published_on: 20/10/2025", "published_on: 20.10.2025"),
    ("published_on: 5-9-2025", "published_on: 05.09.2025"),
    ("published_on: “05.09.2025”", "published_on: 05.09.2025"),
    ("school_year: 2025-2026", "school_year: 2025/26"),
    ("school_year: 2025/2026", "school_year: 2025/26"),
    ("school_year: 2025–2026 учебный год", "school_year: 2025/26"),
    ("school_year: 25/26 уч. г.", "school_year: 2025/26"),
    ("publication: опубликванo", "publication: опубликован"),
    ("mentees: [{role: ученик, band: '5-7 клаcсы'}]", "mentees: [{role: ученик, band: '5–7 классы'}]"),
    ("continues: chtenie-vsluh-2024–25", "continues: chtenie-vsluh-2024–25"),  # not certain
    ("continues: сhtenie", "continues: chtenie"),  # a Russian «с»
    ("continues: Старшие – младшим", "continues: starshie"),
    ("titles: Мост", "titles: Мост"),  # `title` is there already
    ("фио: Пётр", "фио: Пётр"),
    ("published_on: 31/02/2026", "published_on: 31/02/2026"),
    ("published_on: завтра", "published_on: завтра"),
    ("publication: готово", "publication: готово"),
    ("school_year: 2025-2027", "school_year: 2025-2027"),
]


@pytest.mark.parametrize(("before", "after"), FIELDS)
def test_a_certain_fix_of_a_field(before: str, after: str) -> None:
    made = fixed(case(f"{before}\n"), "cases/pairs/a.md", Case, KNOWN)

    assert made.text == case(f"{after}\n")
    assert bool(made.fixes) == (before != after)


def test_several_slips_of_one_file_are_mended_in_one_run() -> None:
    before = "—\nназвание: Мост: начало\nforms: ученик – ученк\nschool_year:2025-2026\nопубликовано: 20/10/2025\n----\nТекст — такой.\n"

    made = fixed(before, "cases/programmes/a.md", Programme, KNOWN)

    assert made.text == (
        '---\ntitle: "Мост: начало"\nforms: ученик – ученик\nschool_year: 2025/26\npublished_on: 20.10.2025\n---\nТекст — такой.\n'
    )
    assert [fix.line for fix in made.fixes] == sorted(fix.line for fix in made.fixes)
    assert all(fix.what.endswith(".") for fix in made.fixes)


def test_a_file_that_is_all_card_is_mended_too() -> None:
    before = "full_name: Школа\nshort_name: Школа\ncolor: '#123456'\nyears:\n\t2025/26:\n\t\tpupils:612\n"

    made = fixed(before, "cases/school.yml", School, KNOWN).text

    assert (
        made
        == "full_name: Школа\nshort_name: Школа\ncolour: '#123456'\nyears:\n  2025/26:\n    pupils: 612\n"
    )


def test_two_fields_on_one_line_are_left_to_the_author() -> None:
    before = "---\ntitle: Мост, gist: Суть\n---\n"

    assert fixed(before, "cases/practices/a.md", Practice, KNOWN).text == before


def test_a_text_of_several_lines_is_not_touched() -> None:
    before = "---\ntitle: Мост\ngist: |\n  title:так\n\tи так\nforms:учитель – ученик\n---\n"

    assert "  title:так\n" in fixed(before, "cases/practices/a.md", Practice, KNOWN).text


@pytest.mark.parametrize("before", [before for before, _ in (*FENCES, *YAML)])
def test_a_second_run_finds_nothing(before: str) -> None:
    once = fixed(before, "cases/practices/a.md", Practice, KNOWN).text

    assert fixed(once, "cases/practices/a.md", Practice, KNOWN) == fixes.Fixed(once, ())


@pytest.mark.parametrize("before", [before for before, _ in FIELDS])
def test_a_second_run_finds_nothing_in_fields(before: str) -> None:
    once = fixed(case(f"{before}\n"), "cases/pairs/a.md", Case, KNOWN).text

    assert fixed(once, "cases/pairs/a.md", Case, KNOWN).fixes == ()


def _example_files() -> list[tuple[Path, type[Filed]]]:
    cards: list[tuple[Path, type[Filed]]] = [
        (path, model) for folder, model in FOLDERS.items() for path in (ROOT / "cases" / folder).rglob("*.md")
    ]
    files = [(ROOT / "cases" / name, model) for name, model in FILES.items()]
    pages: list[tuple[Path, type[Filed]]] = [
        (path, OwnPage) for path in (ROOT / "docs").rglob("*.md") if "dev" not in path.parts
    ]
    return [(path, model) for path, model in (*cards, *files, *pages) if path.is_file()]


def test_a_card_in_order_is_not_changed() -> None:
    """All cards of the example school, whatever line ends they have."""
    vocabulary = pipeline.load(ROOT, today=date(2026, 11, 22)).book.vocabulary

    for path, model in _example_files():
        text = path.read_bytes().decode()
        for same in (text, text.replace("\n", "\r\n"), f"\ufeff{text}"):
            assert fixed(same, path.relative_to(ROOT).as_posix(), model, Known(vocabulary)).text == same, path


# Encodings

TEXT = "---\ntitle: Чтение вслух\n---\nМы читали «Каштанку» — № 1, всё получилось.\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode("utf-8-sig"), ""),
        (TEXT.encode("cp1251"), "Windows-1251"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.replace("\n", "\r\n").encode("cp1251"), "Windows-1251"),
    ],
)
def test_an_encoding_that_is_certain(content: bytes, name: str) -> None:
    text, code = decoded(content)

    assert (text.removeprefix("\ufeff").replace("\r\n", "\n"), code) == (TEXT, name)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("«", "").replace("»", "").replace("— № ", "").encode("koi8_r"),
        TEXT.replace("«", "").replace("»", "").replace("— ", "").encode("cp866"),
        TEXT.encode() + b"\xe9",  # one odd byte in a file that is UTF-8
        TEXT.encode()[:-30] + "\u0442".encode()[:1],
        b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"),
        bytes(range(256)),
        b"title: caf\xe9",
        TEXT.encode("utf-16")[:-1],
    ],
)
def test_an_encoding_that_is_not_certain_is_left(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # a UnicodeDecodeError is one too
        decoded(content)


# The command


def call(*words: str | Path, answer: str = "", ci: bool = False) -> Result:
    return CliRunner(env={"CI": "true" if ci else None}).invoke(
        cli.main, [str(word) for word in words], input=answer
    )


BROKEN = "---\ntitel: Мост Вымышленного\n---\nТекст.\n"


def test_the_diff_is_shown_before_anything_is_written(project) -> None:
    root = project({"cases/practices/a.md": BROKEN})

    answer = call("fix", "--root", root, answer="н\n")

    assert "-titel: Мост" in answer.output
    assert "+title: Мост" in answer.output
    assert "Применить? [д/н]" in answer.output
    assert (root / "cases/practices/a.md").read_text("utf-8") == BROKEN
    assert answer.exit_code == 1


@pytest.mark.parametrize("words", [("д\n",), ("да\n",), ("", "--yes")])
def test_the_fixes_are_written_and_what_is_left_is_told(project, words: tuple[str, ...]) -> None:
    root = project({"cases/practices/a.md": BROKEN, "cases/practices/b.md": "---\nforms: мост\n---\n"})

    answer = call("fix", "--root", root, *words[1:], answer=words[0])

    assert (root / "cases/practices/a.md").read_text("utf-8") == BROKEN.replace("titel", "title")
    assert "Исправлено файлов: 1" in answer.output
    assert "cases/practices/b.md" in answer.output
    assert answer.exit_code == 1


def test_nothing_to_mend_is_said_so(project) -> None:
    answer = call("fix", "--root", project({}))

    assert answer.exit_code == 0
    assert "нечего" in answer.output


def test_a_file_of_windows_becomes_utf8_with_its_line_ends(project) -> None:
    content = TEXT.replace("\n", "\r\n")
    root = project({"cases/practices/a.md": content.encode("cp1251")})

    answer = call("fix", "--root", root, "--yes")

    assert (root / "cases/practices/a.md").read_bytes() == content.encode()
    assert "Windows-1251" in answer.output
    assert answer.exit_code == 0


def test_nothing_outside_the_folders_of_cards_is_touched(project, tmp_path: Path) -> None:
    """A link out of the tree, and the notes of developers."""
    root = project({"docs/dev/a.md": "—\ntitle: x\n---\n", "cases/practices/b.md": BROKEN})
    outside = tmp_path / "outside.md"
    outside.write_text(BROKEN, "utf-8")
    (root / "cases/practices/link.md").symlink_to(outside)

    call("fix", "--root", root, "--yes")

    assert outside.read_text("utf-8") == BROKEN
    assert (root / "docs/dev/a.md").read_text("utf-8") == "—\ntitle: x\n---\n"
    assert not list(root.rglob(".*.fix"))


def test_the_rights_of_a_file_stay(project) -> None:
    root = project({"cases/practices/a.md": BROKEN})
    os.chmod(root / "cases/practices/a.md", 0o640)

    call("fix", "--root", root, "--yes")

    assert (root / "cases/practices/a.md").stat().st_mode & 0o777 == 0o640


def test_logs_of_ci_show_no_line_of_an_author(project) -> None:
    root = project({"cases/practices/a.md": BROKEN})

    for form in ("text", "json"):
        answer = call("fix", "--root", root, "--format", form, ci=True)
        assert "Вымышленного" not in answer.output
        assert "cases/practices/a.md" in answer.output


def test_json_lists_the_fixes_and_writes_only_when_told(project) -> None:
    root = project({"cases/practices/a.md": BROKEN})

    shown = json.loads(call("fix", "--root", root, "--format", "json").output)
    done = json.loads(call("fix", "--root", root, "--format", "json", "--yes").output)

    assert shown["applied"] is False
    assert done["applied"] is True
    assert shown["fixes"] == [
        {"path": "cases/practices/a.md", "line": 2, "what": "Поле `titel` названо `title`."}
    ]
    assert [problem["rule"] for problem in shown["left"]] == ["field-unknown"]
    assert done["left"] == []
    assert (root / "cases/practices/a.md").read_text("utf-8") == BROKEN.replace("titel", "title")
