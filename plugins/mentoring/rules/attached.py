"""People in the documents beside the cards: read as the scan of a finished site reads them, told where they are filed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentoring import attachments
from mentoring.privacy import texts
from mentoring.privacy.findings import FindingKind
from mentoring.privacy.gate import Gate
from mentoring.problems import Place, Problem, Severity
from mentoring.rules.names import WHAT

Files = Iterable[tuple[str, bytes]]
"""The names in `cases/files` and what lies there."""


def slips(
    files: Files, gate: Gate, lines: Mapping[str, Sequence[str]], *, preview: bool = False
) -> Iterator[Problem]:
    """Tell of each document once for each sort of thing; what publishing would take off it is not looked at."""
    for name, content in files:
        mark = gate.clean.mark(f"attached {name}", content)
        if gate.clean.knows(mark):
            continue
        found = dict(_found(name, content, gate))
        if not found:
            gate.clean.add(mark)
        place = _place(name, gate, lines)
        for (kind, what), where in found.items():
            yield _told(kind, what, where, place, preview=preview)


def _found(name: str, content: bytes, gate: Gate) -> Iterator[tuple[tuple[FindingKind, str], str]]:
    """What was found, by its kind, and where it stands in the document."""
    try:
        pieces = list(_pieces(texts.pieces(attachments.stripped(name, content), name)))
    except (attachments.Spoilt, texts.Unreadable):
        return  # told as a file that cannot be published
    for piece in pieces:
        for finding in gate.look(piece.text):
            is_name = finding.kind in _OF_NAMES
            yield (finding.kind, "" if is_name else finding.what), piece.where


def _pieces(found: Iterable[object]) -> Iterator[texts.Piece]:
    for piece in found:
        if isinstance(piece, texts.Block):
            yield from _pieces(piece)
        elif isinstance(piece, texts.Sealed):
            yield from _pieces(piece.pieces())
        elif isinstance(piece, texts.Piece):
            yield piece


def _place(name: str, gate: Gate, lines: Mapping[str, Sequence[str]]) -> Place:
    """The line of `documents.yml`, else of the card that leads to the file, else the file."""
    papers = gate.book.documents
    for index, paper in enumerate(papers.documents):
        if paper.file == name:
            return papers.at("documents", index, "file")
    for path, told in lines.items():
        for number, line in enumerate(told, 1):
            if f"files/{name}" in line:
                return Place(path, number, line.index(f"files/{name}") + 1)
    return Place(f"cases/files/{name}")


def _told(kind: FindingKind, what: str, where: str, place: Place, *, preview: bool) -> Problem:
    undeclared = Severity.WARNING if preview else Severity.ERROR
    see = "Какие слова, покажет `python scripts/site.py names cases/files`."
    if kind is FindingKind.DECLARED:
        return Problem(
            place,
            f"В приложенном документе назван человек, согласия которого на это нет ({where}).",
            f"Уберите имя в самом документе. {see}",
            rule="name-declared",
            quote=False,
        )
    if kind is FindingKind.PROBABLE:
        return Problem(
            place,
            f"В приложенном документе, похоже, назван человек ({where}).",
            f"Уберите имя в самом документе. {see} Если это известный человек или не человек, запишите слова"
            " в cases/reviewed.yml.",
            rule="name-probable",
            severity=undeclared,
            quote=False,
        )
    return Problem(
        place,
        f"В приложенном документе стоит {WHAT.get(what, what)} ({where}).",
        f"Уберите это в самом документе. {see} Если это не о человеке, запишите слова в cases/reviewed.yml.",
        rule="trait-beside-child" if kind is FindingKind.SENSITIVE else "identifier-in-text",
        severity=undeclared,
        quote=False,
    )


_OF_NAMES = frozenset({FindingKind.DECLARED, FindingKind.PROBABLE})
