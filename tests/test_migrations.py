"""Every change of the fields of cards has a version, and a way to it for old cards."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mentoring import migrations, schemas
from mentoring.cards import Filed, Register
from mentoring.cards.school import SCHEMA
from mentoring.migrations import MIGRATIONS, SCHOOL, Migration

FIELDS = Path(__file__).parent / "data/fields"


def fields() -> str:
    """Every field of every card: its way, whether it must be there, what it takes. Words for people are left out."""
    kinds: dict[str, type[Filed]] = {**schemas.KINDS, "people": Register}
    lines = [
        line
        for kind, model in sorted(kinds.items())
        for line in _told(kind, model.model_json_schema(by_alias=True, mode="validation"))
    ]
    return "".join(f"{line}\n" for line in lines)


def _told(kind: str, schema: dict[str, Any]) -> Iterator[str]:
    parts = {kind: schema, **{f"{kind}/{name}": part for name, part in schema.get("$defs", {}).items()}}
    for where, part in parts.items():
        for name, field in part.get("properties", {}).items():
            rules = {key: value for key, value in field.items() if key not in _FOR_PEOPLE}
            must = " (обязательное)" if name in part.get("required", ()) else ""
            yield f"{where}.{name}{must}: {json.dumps(rules, ensure_ascii=False, sort_keys=True)}"


_FOR_PEOPLE = frozenset({"title", "description", "examples"})


def test_fields_that_change_have_a_new_version(request: pytest.FixtureRequest) -> None:
    """Another field, or another value it takes, is another version of the cards.

    When this fails: add a step to `migrations.MIGRATIONS` with its test here, then run with `--update-goldens`;
    the file of a version that has been released is never rewritten. One that no release had yet is removed and made anew.
    """
    file = FIELDS / f"{SCHEMA}.txt"
    if request.config.getoption("--update-goldens") and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(fields(), "utf-8", newline="\n")

    assert fields() == file.read_text("utf-8")


def test_versions_follow_each_other() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(2, SCHEMA + 1))
    assert migrations.CURRENT == SCHEMA


def test_the_step_to_2_changes_only_the_number() -> None:
    """A new field asks nothing of old cards."""
    card = "---\ntitle: Проект\npublication: на согласовании\n---\n"
    files = {SCHOOL: 'schema: "1"\nfull_name: Школа\n', "cases/practices/a.md": card}

    assert migrations.migrated(files, 1, MIGRATIONS[:1]) == {SCHOOL: 'schema: "2"\nfull_name: Школа\n'}


def _renamed(path: str, text: str) -> str:
    return text.replace("\ngist:", "\nessence:") if path.startswith("cases/practices/") else text


STEPS = (
    Migration(2, "Первое.", _renamed),
    Migration(3, "Второе.", lambda path, text: text.replace("essence:", "core:")),
)
CARD = "---\r\ntitle: Проект  # пометка\r\ngist: Суть\r\n---\r\n\r\nРассказ.\r\n"


def test_steps_are_taken_one_after_the_other_and_touch_nothing_else() -> None:
    files = {SCHOOL: "full_name: Школа\n", "cases/practices/a.md": CARD, "cases/pairs/b.md": CARD}

    assert migrations.migrated(files, 1, STEPS) == {
        SCHOOL: 'full_name: Школа\nschema: "3"\n',
        "cases/practices/a.md": CARD.replace("gist:", "core:"),
    }


def test_only_the_steps_that_are_missing_are_taken() -> None:
    files = {SCHOOL: 'schema: "2"  # номер\nfull_name: Школа\n', "cases/practices/a.md": CARD}

    assert migrations.migrated(files, 2, STEPS) == {SCHOOL: 'schema: "3"  # номер\nfull_name: Школа\n'}


@pytest.mark.parametrize(
    ("school", "numbered"),
    [
        ("full_name: Школа\n", 'full_name: Школа\nschema: "2"\n'),
        ("full_name: Школа\r\n", 'full_name: Школа\r\nschema: "2"\r\n'),
        ("full_name: Школа", 'full_name: Школа\nschema: "2"\n'),
        ("---\nfull_name: Школа\n", '---\nschema: "2"\nfull_name: Школа\n'),
        ("---  # школа\r\nfull_name: Школа\r\n", '---  # школа\r\nschema: "2"\r\nfull_name: Школа\r\n'),
        ("\ufeff---\nfull_name: Школа\n", '\ufeff---\nschema: "2"\nfull_name: Школа\n'),
        ("\ufefffull_name: Школа\n", '\ufefffull_name: Школа\nschema: "2"\n'),
        ("\ufeffschema: 1\nfull_name: Школа\n", '\ufeffschema: "2"\nfull_name: Школа\n'),
    ],
)
def test_a_school_that_was_not_numbered_stays_readable(school: str, numbered: str) -> None:
    assert migrations.with_version(school, 2) == numbered
    assert yaml.safe_load(numbered.removeprefix("\ufeff")) == {"full_name": "Школа", "schema": "2"}


@pytest.mark.parametrize(
    ("school", "version"),
    [("", 1), ("full_name: Школа\n", 1), ("schema: 2\n", 2), ('full_name: Ш\nschema: "12"\n', 12)],
)
def test_the_version_of_cards_is_read_from_the_school(school: str, version: int) -> None:
    assert migrations.version_of(school) == version


def test_every_step_has_its_test() -> None:
    """Named after its version, in this file."""
    written = Path(__file__).read_text("utf-8")

    assert [
        step.version for step in MIGRATIONS if f"def test_the_step_to_{step.version}_" not in written
    ] == []
