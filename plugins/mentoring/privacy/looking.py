"""The gate's eye: everything a text gives away of people, in one look."""

from collections.abc import Iterator

from mentoring.privacy import ner
from mentoring.privacy.classics import classics
from mentoring.privacy.findings import Finding, FindingKind, merged
from mentoring.privacy.forms import Part
from mentoring.privacy.identifiers import identifiers
from mentoring.privacy.names import Clue, People, declared
from mentoring.privacy.probable import probable
from mentoring.privacy.sensitive import sensitive
from mentoring.privacy.views import View, is_spaced, plain, views
from mentoring.privacy.works import of_works

NOBODY = People(())


def look(
    text: str, people: People = NOBODY, own: frozenset[str] = frozenset(), *, twice: bool = False
) -> list[Finding]:
    """Find declared people, probable names, identifiers and sensitive words; offsets are in the text as given.

    `twice`: names are also looked for by the network of the extra `ner`, which has to be installed.
    """
    clues = people.clues(text)
    twice = twice and ner.may_see(text)
    if twice:
        clues |= Clue.NAME
    if not clues:
        return []
    is_odd = bool(clues & Clue.ODD) or (bool(clues & Clue.LETTER) and is_spaced(text))
    if not is_odd and not clues & _TELLING and clues & _CHARGED != _CHARGED:
        return []
    seen = list(views(text)) if is_odd else [plain(text)]
    found: list[Finding] = []
    for view in seen:
        if is_odd:
            clues |= people.clues(view.text)
        if clues & Clue.NAME:
            found += _named(view, people, twice=twice and view is seen[-1])
        if clues & Clue.IDENTIFIER:
            found += identifiers(view, own)
    if clues & Clue.SENSITIVE:
        persons = [one for one in found if one.kind in _PERSONS]
        if persons or clues & Clue.CHILD:
            for view in seen:
                found += sensitive(view, persons)
    if not found:
        return []
    return [
        Finding(one.start, one.end, one.kind, text[one.start : one.end], one.what, one.person, one.part)
        for one in merged(found)
    ]


def _named(view: View, people: People, *, twice: bool) -> Iterator[Finding]:
    """Declared persons and probable names; those of classics, of heroes and of what is called after somebody left out."""
    told = list(declared(view, people))
    asked = [*probable(view), *(ner.named(view) if twice else ())]
    if not told and not asked:
        return
    known = classics(view)
    yield from (one for one in told if not _is_of_another(one, told, known))
    if asked:
        known += of_works(view)
        yield from (one for one in asked if not any(start <= one.start < end for start, end in known))


def _is_of_another(one: Finding, told: list[Finding], known: list[tuple[int, int]]) -> bool:
    """Whether a declared given name belongs to a classic here: «Дмитрий Пожарский» is not the pupil Дмитрий."""
    if one.part not in _OF_MANY:
        return False
    return any(
        start <= one.start
        and one.end <= end
        and end - start > one.end - one.start + 1
        and not any(
            other.person == one.person and other.part not in _OF_MANY and start <= other.start < end
            for other in told
        )
        for start, end in known
    )


_OF_MANY = frozenset({Part.NAME, Part.PATRONYMIC})
_PERSONS = frozenset({FindingKind.DECLARED, FindingKind.PROBABLE})
_TELLING = Clue.NAME | Clue.IDENTIFIER
_CHARGED = Clue.SENSITIVE | Clue.CHILD
