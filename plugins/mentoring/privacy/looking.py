"""The gate's eye: everything a text gives away of people, in one look."""

from collections.abc import Iterator

from mentoring.privacy import ner
from mentoring.privacy.classics import classics
from mentoring.privacy.findings import Finding, FindingKind, merged
from mentoring.privacy.identifiers import identifiers
from mentoring.privacy.names import Clue, People, declared
from mentoring.privacy.probable import probable
from mentoring.privacy.sensitive import sensitive
from mentoring.privacy.views import View, is_spaced, plain, views

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
            found += declared(view, people)
            found += _unknown(view, twice=twice and view is seen[-1])
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


def _unknown(view: View, *, twice: bool) -> Iterator[Finding]:
    """Probable names, those of classics left out."""
    asked = [*probable(view), *(ner.named(view) if twice else ())]
    known = classics(view) if asked else []
    for one in asked:
        if not any(start <= one.start and one.end <= end for start, end in known):
            yield one


_PERSONS = frozenset({FindingKind.DECLARED, FindingKind.PROBABLE})
_TELLING = Clue.NAME | Clue.IDENTIFIER
_CHARGED = Clue.SENSITIVE | Clue.CHILD
