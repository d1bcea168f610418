"""What a curator types, and what it answers."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from mentoring import cli, reports, schemas
from mentoring.cli.click_russian import RUSSIAN
from mentoring.problems import Place, Problem

BROKEN = {"cases/practices/a.md": "---\ntitel: Проект секретный\n---\n"}
REMARK = {"cases/practices/a.md": "---\ntitle: Проект\npublication: опубликован\n---\n"}


def call(*words: str | Path, ci: bool = False) -> Result:
    environ = {"CI": "true" if ci else None}
    return CliRunner(env=environ).invoke(cli.main, [str(word) for word in words])


# check


def test_a_school_in_order_is_told_so(project) -> None:
    answer = call("check", "--root", project({}))

    assert (answer.exit_code, answer.output) == (0, "Карточек в порядке: 0. Ошибок и замечаний нет.\n")


def test_an_error_is_told_with_its_line_and_exits_with_one(project) -> None:
    answer = call("check", "--root", project(BROKEN))

    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        "cases/practices/a.md:2:1: ошибка [field-unknown] Поля `titel` здесь нет.",
        "    2 | titel: Проект секретный",
        "      | ^",
        "  Как исправить: Исправьте название поля: `title` — «Название».",
        "",
        "Карточек в порядке: 0. Ошибок: 1, замечаний: 0.",
    ]


def test_logs_of_ci_are_public_and_quote_nothing(project) -> None:
    root = project(BROKEN)

    for form in ("text", "json", "github"):
        assert "секретный" not in call("check", "--root", root, "--format", form, ci=True).output


def test_a_remark_is_a_finding_only_when_asked(project) -> None:
    root = project(REMARK)

    assert call("check", "--root", root).exit_code == 0
    assert call("check", "--root", root, "--strict").exit_code == 1


def test_json_is_a_list_of_objects_with_every_part_of_a_problem(project) -> None:
    answer = call("check", "--root", project(BROKEN), "--format", "json")

    assert answer.exit_code == 1
    assert json.loads(answer.output) == [
        {
            "path": "cases/practices/a.md",
            "line": 2,
            "column": 1,
            "severity": "error",
            "rule": "field-unknown",
            "what": "Поля `titel` здесь нет.",
            "why": "",
            "fix": "Исправьте название поля: `title` — «Название».",
        }
    ]


def test_json_of_a_school_in_order_is_an_empty_list(project) -> None:
    assert json.loads(call("check", "--root", project({}), "--format", "json").output) == []


@pytest.mark.parametrize("files", [{}, BROKEN, REMARK, {"cases/practices/a.md": b"\xff\xfe"}])
def test_the_answer_as_json_keeps_its_schema(project, files: dict[str, str | bytes]) -> None:
    root = project(files)

    schema = json.loads(call("schema", "problems", "--root", root).output)

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(
        json.loads(call("check", "--root", root, "--format", "json").output)
    )


def test_a_message_never_begins_a_line_of_its_own() -> None:
    """CI reads `::` at the start of a line as a command."""
    problem = Problem(
        Place("cases/a.md"), "Слово «а\n::error::взлом».", "Уберите\r\n##[error]это.", why="\n::x", rule="r"
    )

    for form in reports.FORMATS.values():
        lines = form([problem], {"cases/a.md": ("а\n::error::взлом",)}).splitlines()
        assert not any(line.lstrip().startswith(("::error::", "##[", "::x")) for line in lines)


def test_github_shows_the_problem_at_its_line(project) -> None:
    answer = call("check", "--root", project(BROKEN), "--format", "github")

    assert answer.output == (
        "::error file=cases/practices/a.md,line=2,col=1,title=field-unknown"
        "::Поля `titel` здесь нет. Исправьте название поля: `title` — «Название».\n"
    )


def test_content_cannot_drive_the_terminal_or_the_log(project) -> None:
    """No escape sequence and no command of GitHub leaves a card as it is."""
    evil = '---\n"\\e[31m\\n::error::взлом": 1\ntitle: "\\e]0;x\\a::set-env"\n---\n'
    root = project({"cases/practices/a.md": evil, "cases/practices/\x1b[31m.md": "x"})

    for form in ("text", "json", "github"):
        output = call("check", "--root", root, "--format", form).output
        assert "\x1b" not in output
        assert "\x07" not in output
        assert not any(line.startswith("::error::взлом") for line in output.splitlines())


def test_the_command_runs_as_a_program_and_speaks_utf8(project) -> None:
    """Whatever the code page of the machine is."""
    done = subprocess.run(
        [sys.executable, "-m", "mentoring", "check", "--root", str(project(BROKEN))],
        capture_output=True,
        check=False,
        env={"PATH": "", "PYTHONIOENCODING": "ascii"},
    )

    assert done.returncode == 1
    assert "ошибка [field-unknown]" in done.stdout.decode("utf-8")
    assert done.stderr == b""


# when


def test_a_wording_is_told_as_the_program_understands_it() -> None:
    """The example of the manual."""
    answer = call(
        "when",
        "ноябрь–декабрь 2021 г., далее – ежегодно сентябрь",
        "--school-year",
        "2021/22",
        "--format",
        "json",
    )

    assert answer.exit_code == 0
    assert json.loads(answer.output) == {
        "text": "ноябрь–декабрь 2021 г., далее – ежегодно сентябрь",
        "kind": "range",
        "start": "2021-11",
        "end": "2021-12",
        "anchor": None,
        "repeat": "yearly:09",
        "then": True,
        "duration": None,
        "doubtful": False,
    }


def test_a_person_is_told_the_same_in_russian() -> None:
    answer = call("when", "май 2026 – март 2026")

    assert "Вид: промежуток\n" in answer.output
    assert "Вызывает сомнение: да\n" in answer.output
    assert answer.output.rstrip().endswith(".")


@pytest.mark.parametrize("year", ["2025", "2025/27", "9999/00", "год"])
def test_a_school_year_that_is_none_is_a_wrong_call(year: str) -> None:
    answer = call("when", "май", "--school-year", year)

    assert answer.exit_code == 2
    assert f"«{year}» — не учебный год. Напишите так: 2025/26." in answer.stderr


# schema


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_every_kind_of_card_has_a_valid_schema(kind: str, project) -> None:
    answer = call("schema", kind, "--root", project({}))

    schema = json.loads(answer.output)
    Draft202012Validator.check_schema(schema)
    assert answer.exit_code == 0
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_schema_offers_the_words_of_the_school(project) -> None:
    root = project({"cases/vocabulary.yml": "levels: [{id: district, title: окружной}]\n"})

    schema = call("schema", "documents", "--root", root).output

    assert '"окружной"' in schema


def test_without_a_kind_all_schemas_are_shown(project) -> None:
    assert set(json.loads(call("schema", "--root", project({})).output)) == set(schemas.KINDS)


# pages


def test_pages_are_written_only_where_all_is_in_order(project, tmp_path: Path) -> None:
    answer = call("pages", tmp_path / "out", "--root", project(BROKEN))

    assert answer.exit_code == 1
    assert "Файлов с ошибками: 1." in answer.stderr
    assert not (tmp_path / "out").exists()


def test_pages_are_not_written_among_files_of_somebody_else(project) -> None:
    """`mentoring pages docs` would replace the school's own pages."""
    root = project({"docs/index.md": "# Мы\n"})

    answer = call("pages", root / "docs", "--root", root)

    assert answer.exit_code == 2
    assert (root / "docs/index.md").read_text("utf-8") == "# Мы\n"


# Wrong calls, and help


@pytest.mark.parametrize(
    "words",
    [
        "chek",
        "check --rot .",
        "check --root нет-такой",
        "check --root",
        "check --format xml",
        "check --strict=1",
        "check лишнее",
        "when",
        "when а б",
        "schema pair",
        "pages",
        "",
    ],
)
def test_a_wrong_call_exits_with_two_and_is_told_in_russian(words: str) -> None:
    answer = call(*words.split())

    assert answer.exit_code == 2
    for english in (
        "Usage",
        "Error",
        "Try ",
        "No such",
        "Missing",
        "Invalid",
        "Options",
        "does not",
        "requires",
        "OPTIONS",
    ):
        assert english not in answer.stderr
    assert "Как вызвать:" in answer.stderr or "Ошибка:" in answer.stderr


def test_a_near_command_is_suggested() -> None:
    assert "Команды 'chek' нет. Возможно, вы имели в виду" in call("chek").stderr


@pytest.mark.parametrize("command", [None, *cli.main.commands])
def test_help_is_in_russian(command: str | None) -> None:
    answer = call(*([command] if command else []), "--help")

    assert answer.exit_code == 0
    assert answer.output.startswith("Как вызвать: ")
    for english in (
        "Usage",
        "Options",
        "Commands",
        "Show",
        "OPTIONS",
        "COMMAND",
        "ARGS",
        "TEXT",
        "DIRECTORY",
    ):
        assert english not in answer.output


def commands(group: click.Group = cli.main) -> Iterator[click.Command]:
    """Every command, those of a group too."""
    for command in group.commands.values():
        yield from commands(command) if isinstance(command, click.Group) else (command,)


@pytest.mark.parametrize("command", list(commands()), ids=lambda command: command.name)
def test_every_command_takes_the_folder_of_the_project(command: click.Command) -> None:
    assert "root" in {parameter.name for parameter in command.params}
    assert command.help


def test_every_text_in_russian_is_still_one_of_click() -> None:
    """A new version that words a message otherwise would show it in English: then this test names the message."""
    texts = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "ngettext"}
            ):
                texts |= {word.value for word in node.args if isinstance(word, ast.Constant)}

    assert set(RUSSIAN) - {"required"} <= texts


def test_places_left_for_words_are_the_same_in_both_languages() -> None:
    def gaps(text: str) -> set[str]:
        return {word.split("}")[0].split("!")[0] for word in text.split("{")[1:]}

    for english, russian in RUSSIAN.items():
        assert gaps(russian) <= gaps(english), english
