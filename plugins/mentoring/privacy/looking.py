"""The gate's eye: everything a text gives away of people, in one look."""

from mentoring.privacy.findings import Finding, FindingKind, merged
from mentoring.privacy.identifiers import identifiers
from mentoring.privacy.names import People, declared, probable
from mentoring.privacy.sensitive import sensitive
from mentoring.privacy.views import views

NOBODY = People(())


def look(text: str, people: People = NOBODY, own: frozenset[str] = frozenset()) -> list[Finding]:
    """Find declared people, probable names, identifiers and sensitive words; offsets are in the text as given."""
    seen = list(views(text))
    found: list[Finding] = []
    for view in seen:
        if people.may_name(view.text):
            found += declared(view, people)
            found += probable(view)
        found += identifiers(view, own)
    persons = [one for one in found if one.kind in {FindingKind.DECLARED, FindingKind.PROBABLE}]
    for view in seen:
        found += sensitive(view, persons)
    return [
        Finding(one.start, one.end, one.kind, text[one.start : one.end], one.what, one.person, one.part)
        for one in merged(found)
    ]
