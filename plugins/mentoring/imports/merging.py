"""A second reading put into a card that has been edited since: what changed on one side is taken, on both sides it is asked."""

import copy
import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mentoring import russian
from mentoring.imports.draft import NOTE

Way = tuple[str | int, ...]


@dataclass(frozen=True)
class Conflict:
    """A value that the curator and the document both changed."""

    what: str
    """Where it stands, in Russian: «мероприятие 8, Сроки»."""
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Edit:
    """A change of a card: the new value of a field, or an entry put in."""

    way: Way
    """The last part of a new entry is the index it comes to stand at, counted in the card as it is."""
    value: Any
    is_new: bool = False
    """Whether it is put in before what stands there."""


@dataclass
class Merge:
    """What a second reading changes."""

    edits: list[Edit] = field(default_factory=list)
    conflicts: list[tuple[Conflict, Edit]] = field(default_factory=list)
    """With the edit that would take the document's side."""
    added: int = 0
    changed: int = 0
    only_mine: list[str] = field(default_factory=list)
    """Entries the document does not have (any more); they stay."""

    @property
    def is_empty(self) -> bool:
        return not self.edits and not self.conflicts


def merged(
    base: Mapping[str, Any] | None,
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    titles: Callable[[str], str],
) -> Merge:
    """Compare the card (`mine`) with the document (`theirs`) and with what the document was read as before (`base`)."""
    merge = Merge()
    _mapping(merge, base, mine, theirs, (), "", titles)
    return merge


def applied(data: Mapping[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """The data with the edits; places of new entries are counted in the data as it was."""
    result: dict[str, Any] = copy.deepcopy(dict(data))
    new = [edit for edit in edits if edit.is_new]
    for edit in (edit for edit in edits if not edit.is_new):
        _at(result, edit.way[:-1])[edit.way[-1]] = edit.value
    order = sorted(
        range(len(new)), key=lambda index: (len(new[index].way), new[index].way[-1], index), reverse=True
    )
    for edit in (new[index] for index in order):  # from the deepest and last, so that places before stay true
        _at(result, edit.way[:-1]).insert(edit.way[-1], edit.value)
    return result


def _at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data


def _mapping(
    merge: Merge, base: Mapping[str, Any] | None, mine: Mapping[str, Any], theirs: Mapping[str, Any], way: Way, where: str,
    titles: Callable[[str], str],
) -> None:  # fmt: skip
    for key, new in theirs.items():
        if key == NOTE:
            continue
        old = mine.get(key)
        before = base.get(key) if base is not None else None
        told = ", ".join(part for part in (where, titles(key)) if part)
        if _same(old, new):
            continue
        if old in (None, "", []):
            if base is None or not _same(before, new):  # otherwise the curator took it out
                merge.edits.append(Edit((*way, key), new))
                merge.changed += 1
        elif _is_entries(old) and _is_entries(new):
            _entries(merge, before if _is_entries(before) else None, old, new, (*way, key), where, titles)
        elif base is not None and _same(before, new):
            continue
        elif base is not None and _same(before, old):
            merge.edits.append(Edit((*way, key), new))
            merge.changed += 1
        else:
            merge.conflicts.append((Conflict(told, old, new), Edit((*way, key), new)))


def _entries(
    merge: Merge, base: Sequence[Any] | None, mine: Sequence[Any], theirs: Sequence[Any], way: Way, where: str,
    titles: Callable[[str], str],
) -> None:  # fmt: skip
    """Entries are told apart by number and title: numbers alone repeat in real documents."""
    partners = dict(_partners(theirs, mine))
    of_base = dict(_partners(theirs, base)) if base is not None else {}
    place = 0
    for index, new in enumerate(theirs):
        found = partners.get(index)
        before = base[of_base[index]] if base is not None and index in of_base else None
        if found is None:
            if before is None:
                merge.edits.append(Edit((*way, place), new, is_new=True))
                merge.added += 1
            continue
        name = _name(new) if way[-1] != "sections" else ""
        _mapping(merge, before, mine[found], new, (*way, found), name, titles)
        place = found + 1
    merge.only_mine += [_name(mine[index]) for index in range(len(mine)) if index not in partners.values()]


def _partners(theirs: Sequence[Any], mine: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Which entry of the document is which of the card: same number and like title first, then same title, then same number."""
    free = set(range(len(mine)))
    waiting = list(range(len(theirs)))
    for test in (_is_equal, _is_titled, _is_like, _is_numbered):
        for index in list(waiting):
            fits = [other for other in sorted(free) if test(theirs[index], mine[other])]
            if fits:
                near = min(fits, key=lambda other: abs(other - index))
                free.discard(near)
                waiting.remove(index)
                yield index, near


def _is_equal(one: Any, other: Any) -> bool:
    return _key(one) == _key(other) and bool(_key(one)[1])


def _is_titled(one: Any, other: Any) -> bool:
    return bool(_key(one)[1]) and _key(one)[1] == _key(other)[1]


def _is_like(one: Any, other: Any) -> bool:
    left, right = _key(one)[1], _key(other)[1]
    return (not _key(one)[0] or _key(one)[0] == _key(other)[0]) and _likeness(left, right) > _LIKE


def _is_numbered(one: Any, other: Any) -> bool:
    return (
        bool(_key(one)[0])
        and _key(one)[0] == _key(other)[0]
        and _likeness(_key(one)[1], _key(other)[1]) > _UNLIKE
    )


def _likeness(left: str, right: str) -> float:
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()


def _key(entry: Any) -> tuple[str, str]:
    told = (
        entry.get("title")
        or entry.get("planned")
        or entry.get("risk")
        or entry.get("answer")
        or entry.get("role")
        or ""
    )
    return str(entry.get("number") or ""), russian.folded(str(told))


def _name(entry: Any) -> str:
    number, title = (
        entry.get("number"),
        str(entry.get("title") or entry.get("planned") or entry.get("role") or ""),
    )
    short = title if len(title) <= 50 else f"{title[:50].rstrip()}…"
    return f"{number}. {short}" if number else f"«{short}»"


def _is_entries(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 0 and all(isinstance(one, Mapping) for one in value)


def _same(one: Any, other: Any) -> bool:
    return bool(plainly(one) == plainly(other))


def plainly(value: Any) -> Any:
    """A value as both a card and a document write it: one entry is a list too, all scalars are text."""
    if isinstance(value, Mapping):
        return {
            key: plainly(inner) for key, inner in value.items() if key != NOTE and inner not in (None, "", [])
        }
    if isinstance(value, list | tuple):
        return (
            [plainly(inner) for inner in value]
            if len(value) != 1 or isinstance(value[0], Mapping)
            else plainly(value[0])
        )
    return None if value in (None, "") else " ".join(str(value).split())


_LIKE = 0.75
_UNLIKE = 0.35
"""Two titles under one number that share less are two items."""
