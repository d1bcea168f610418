"""Writing in the private register: a person put in, a consent revoked; every other byte stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from mentoring import russian
from mentoring.cards.register import Entry, Register
from mentoring.privacy.consents import entries_of
from mentoring.reading import read
from mentoring.shelf import REGISTER_FIXES, REGISTER_SLIPS
from mentoring.source import SourceError, parse_yaml
from mentoring.vocabulary import Vocabulary

HEADER = """\
# Закрытый реестр людей. Здесь имена, поэтому файла не должно быть ни на сайте, ни в репозитории.
# Правит его команда `python scripts/site.py people`; можно править и руками.
"""

_PLACE = "people.yml"


class Refused(Exception):
    """The register cannot be changed safely; the message names nobody."""


@dataclass(frozen=True)
class NewPerson:
    """What is asked of a person to be put in."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    minor: bool = False
    born: date | None = None
    document: str = ""
    """Empty where there is no consent."""
    signed_on: date | None = None
    until: date | None = None
    site: str = ""
    signed_by: str = "сам"
    covers: tuple[str, ...] = ()
    revoked_on: date | None = None


def read_register(text: str, vocabulary: Vocabulary) -> Register:
    """Read a register as the check does.

    Raises:
        Refused: it cannot be read; the reason stands without the author's words.
    """
    try:
        register, problems = read(parse_yaml(text, _PLACE), Register, vocabulary)
    except SourceError as error:
        register, problems = None, [error.problem]
    if register is None:
        first = problems[0]
        what = REGISTER_SLIPS.get(first.rule, "запись не читается")
        fix = REGISTER_FIXES.get(first.rule, "Исправьте эту строку.")
        raise Refused(f"Реестр, строка {first.place.line}: {what}. {fix}")
    return register


def with_person(text: str, person: NewPerson, vocabulary: Vocabulary) -> str:
    """The register with one person more at its end.

    Raises:
        Refused: the file is written in a way that cannot be added to, or the entry itself is not in order.
    """
    before = read_register(text, vocabulary) if text.strip() else Register()
    if any(entry.id == person.id for entry in before.people):
        raise Refused(f"Код `{person.id}` в реестре уже есть. Назовите другой.")
    end = "\r\n" if "\r\n" in text else "\n"
    base = text or HEADER
    if base and not base.endswith("\n"):
        base += end
    people = _people_node(text)
    indent = 2
    if people is None:
        base += f"people:{end}"
    elif _rest(text, people.end_mark.index):
        raise Refused(_BY_HAND)
    elif isinstance(people, yaml.SequenceNode) and people.value and not people.flow_style:
        indent = people.start_mark.column
    elif not people.value:  # `people:` or `people: []`
        base = base[: people.start_mark.index].rstrip(" ") + base[people.end_mark.index :]
    else:
        raise Refused(_BY_HAND)
    after = base + "".join(f"{' ' * indent}{line}{end}" for line in _written(person))
    return _kept(after, before.people, (), vocabulary)


def with_revocation(text: str, identity: str, on: date, vocabulary: Vocabulary) -> str:
    """The register with the day of a revocation in one entry.

    Raises:
        Refused: there is no such entry, or the file is written in a way that cannot be added to.
    """
    before = read_register(text, vocabulary)
    index = next((index for index, entry in enumerate(before.people) if entry.id == identity), None)
    people = _people_node(text)
    if index is None or not isinstance(people, yaml.SequenceNode):
        raise Refused("Такой записи в реестре нет.")
    entry = people.value[index]
    if not isinstance(entry, yaml.MappingNode):
        raise Refused(_BY_HAND)
    written = f"{on:%d.%m.%Y}"
    keys = {key.value: (key, value) for key, value in entry.value}
    if "revoked_on" in keys:
        old = keys["revoked_on"][1]
        after = text[: old.start_mark.index] + written + text[old.end_mark.index :]
    elif entry.flow_style:
        close = entry.end_mark.index - 1
        head = text[:close].rstrip()
        comma = "" if head.endswith(",") else ","
        after = f"{head}{comma} revoked_on: {written}" + text[close:]
    else:
        key, value = keys["id"]
        at = text.find("\n", value.end_mark.index)
        end = "\r\n" if "\r\n" in text else "\n"
        line = f"{' ' * key.start_mark.column}revoked_on: {written}{end}"
        after = text + end + line if at < 0 else text[: at + 1] + line + text[at + 1 :]
    others = tuple(one for one in before.people if one.id != identity)
    return _kept(after, others, (identity,), vocabulary)


def free_id(people: Sequence[Entry]) -> str:
    """The next code of the row `p-001`, `p-002`: it says nothing of the person."""
    taken = {entry.id for entry in people}
    return next(code for number in range(1, 100_000) if (code := f"p-{number:03}") not in taken)


def find(wanted: str, people: Sequence[Entry]) -> list[Entry]:
    """The entries of a code, a name or an alias, as a curator types it."""
    by_code = [entry for entry in people if entry.id == wanted]
    if by_code:
        return by_code
    folded = russian.folded(wanted)
    exact = [
        entry
        for entry in people
        if folded == russian.folded(entry.name) or folded in map(russian.folded, entry.aliases)
    ]
    return exact or entries_of(wanted, people)


_BY_HAND = (
    "Реестр записан непривычно, и программа боится его испортить. Запишите людей списком: `people:`, с новой строки"
    " `  - id: p-001`, ниже остальные поля; тогда команда сработает."
)


def _kept(after: str, others: Sequence[Entry], changed: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """The new text, if the reader finds everybody else in it exactly as before."""
    register = read_register(after, vocabulary)
    found = register.people if not changed else [one for one in register.people if one.id not in changed]
    if tuple(found)[: len(others)] != tuple(others) or len(register.people) != len(others) + 1:
        raise Refused(_BY_HAND)
    return after


def _people_node(text: str) -> yaml.Node | None:
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise Refused(_BY_HAND) from None
    if not isinstance(top, yaml.MappingNode):
        return None
    return next((value for key, value in top.value if key.value == "people"), None)


def _rest(text: str, index: int) -> bool:
    """Whether anything but remarks follows the list."""
    lines = text[index:].splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _written(person: NewPerson) -> list[str]:
    """The lines of a new entry; every text stands in quotes, so that no sign in it is YAML."""
    lines = [f"- id: {person.id}", f"  name: {_quoted(person.name)}"]
    if person.aliases:
        lines += ["  aliases:", *(f"    - {_quoted(alias)}" for alias in person.aliases)]
    if person.minor:
        lines.append("  minor: да")
    if person.born:
        lines.append(f"  born: {person.born:%d.%m.%Y}")
    if person.document and person.signed_on:
        lines += [
            "  consent:",
            f"    document: {_quoted(person.document)}",
            f"    date: {person.signed_on:%d.%m.%Y}",
        ]
        if person.until:
            lines.append(f"    until: {person.until:%d.%m.%Y}")
        lines += [f"    site: {_quoted(person.site)}", f"    signed_by: {_quoted(person.signed_by)}"]
        lines += ["    covers:", *(f"      - {_quoted(what)}" for what in person.covers)]
    if person.revoked_on:
        lines.append(f"  revoked_on: {person.revoked_on:%d.%m.%Y}")
    return lines


def _quoted(text: str) -> str:
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
