"""Cards of an older version → those of this one: a numbered list, each step a function from text to text.

Reads nothing but Python's own library, because `mentoring upgrade` runs it out of the new wheel before that is installed:
`python -m mentoring.migrations` takes `{"since": 1, "files": {path: text}}` and gives `{"version", "told", "files"}`.
"""

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SCHOOL = "cases/school.yml"
_LINE = re.compile(r"(?m)^(\ufeff?)schema:[ \t]*[\"']?(\d{1,4})[\"']?")
_OPENING = re.compile(r"\ufeff?---(?:[ \t][^\n]*)?\r?\n")


@dataclass(frozen=True)
class Migration:
    """A step from the version before."""

    version: int
    """What the cards are of after it."""
    told: str
    """What is new, a Russian sentence for the curator."""
    change: Callable[[str, str], str]
    """The path and the text of a file → its new text."""


def unchanged(path: str, text: str) -> str:
    """New fields ask nothing of old cards."""
    return text


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        2,
        "Появилось поле `submitted`: кто и когда отправил карточку на согласование.",
        unchanged,
    ),
)
"""Every step since version 1. Who changes the fields of cards adds one, with its test (tests/test_migrations.py)."""

CURRENT = MIGRATIONS[-1].version
"""The version of the fields of all cards."""


def version_of(school: str) -> int:
    """The version the cards of a school are of; one that says nothing was begun before they were numbered."""
    found = _LINE.search(school)
    return int(found[2]) if found else 1


def with_version(school: str, version: int) -> str:
    """The card of the school with its version, in the line that has it or in a new one."""
    line = f'schema: "{version}"'
    if _LINE.search(school):
        return _LINE.sub(lambda found: f"{found[1]}{line}", school, count=1)
    end = "\r\n" if "\r\n" in school else "\n"
    if opening := _OPENING.match(school):
        return f"{opening[0]}{line}{end}{school[opening.end() :]}"
    return f"{school}{end if school and not school.endswith(end) else ''}{line}{end}"


def migrated(
    files: Mapping[str, str], since: int, steps: Sequence[Migration] = MIGRATIONS
) -> Mapping[str, str]:
    """The files that change on the way to this version, by path, with their new texts."""
    new = dict(files)
    for step in steps:
        if step.version > since:
            new = {path: step.change(path, text) for path, text in new.items()}
            if SCHOOL in new:
                new[SCHOOL] = with_version(new[SCHOOL], step.version)
    return {path: text for path, text in new.items() if text != files[path]}


def answer(asked: str) -> str:
    given = json.loads(asked)
    told = [step.told for step in MIGRATIONS if step.version > given["since"]]
    changed = migrated(given["files"], given["since"])
    return json.dumps({"version": CURRENT, "told": told, "files": changed}, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read().decode()).encode())
