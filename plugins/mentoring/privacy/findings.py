"""What the gate finds in a text, and where."""

from dataclasses import dataclass, replace
from enum import StrEnum


class FindingKind(StrEnum):
    """What sort of thing was found."""

    DECLARED = "declared"
    PROBABLE = "probable"
    IDENTIFIER = "identifier"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, order=True)
class Finding:
    """A place in a text that may say who somebody is; offsets are code points, the end exclusive."""

    start: int
    end: int
    kind: FindingKind
    text: str
    what: str = ""
    """What it is: a part of a name, `phone`, `snils`, `health`."""
    person: str = ""
    """The id of a declared person."""
    part: str = ""
    """Which category a consent would have to cover."""


def merged(findings: list[Finding]) -> list[Finding]:
    """Put overlapping findings of names together: a declared person stands over a probable one, over the whole span."""
    kept: list[Finding] = []
    for finding in sorted(
        set(findings), key=lambda one: (one.start, -one.end, one.kind != FindingKind.DECLARED)
    ):
        last = kept[-1] if kept else None
        if last is None or finding.start >= last.end or not _is_of_one(last, finding):
            kept.append(finding)
            continue
        told = finding if finding.kind is FindingKind.DECLARED and last.kind is FindingKind.PROBABLE else last
        kept[-1] = replace(told, start=last.start, end=max(last.end, finding.end))
    return kept


def _is_of_one(one: Finding, other: Finding) -> bool:
    names = {FindingKind.DECLARED, FindingKind.PROBABLE}
    return (one.kind in names and other.kind in names) or one.kind == other.kind
