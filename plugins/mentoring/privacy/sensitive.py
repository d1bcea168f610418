"""Words about health, registers, family and belief: they may not stand beside a person or a small group."""

import re
from collections.abc import Iterator

from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.views import View

BESIDE = 120
"""Within so many characters of a person or of one child a word counts as said of that child."""

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "health",
        r"\bОВЗ\b|\bЗПР\b|\bРАС\b|\bДЦП\b|\bСДВГ\b|\bТНР\b|инвалид\w*|диагноз\w*|аутиз\w*|аутист\w*|эпилепс\w*|диабет\w*|логопед\w* заключен\w*|умствен\w+ отстал\w*|психиатр\w*|астм\w+|слабослыш\w*|слабовидящ\w*|депресси\w*",
    ),
    (
        "register",
        r"\bПДН\b|\bКДН\b|\bВШУ\b|на уч[её]те\b|внутришкольн\w+ уч[её]т\w*|групп\w+ риска|правонаруш\w*|неблагополучн\w*|трудн\w+ подрост\w*|социально опасн\w*",
    ),
    (
        "family",
        r"\bТЖС\b|сирот\w*|опек[аеиуо]\w*|опекун\w*|мать-одиночк\w*|развод\w* родител\w*|лишен\w* родительск\w*|малоимущ\w*|алкогол\w*|наркот\w*|мать пь[её]т|отец пь[её]т",
    ),
    ("belief", r"национальност\w*|вероисповедан\w*|мусульман\w*|цыган\w*|беженц\w*|мигрант\w*"),
)
_PATTERN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS))
_CHILD = re.compile(
    r"\b(?:у |для |об? )?(?:одн\w+ |наш\w+ |эт\w+ |её |его )?(?:ученик|ученица|ученика|ученицы|ученице|ученику|учеником|ученицей|мальчик\w*|девочк\w*|реб[её]нок|реб[её]нка|реб[её]нку|наставляем(?:ый|ая|ого|ой|ому)|подопечн(?:ый|ая|ого|ой)|подросток|подростка|подростку)\b",
    re.I,
)


def sensitive(view: View, persons: list[Finding]) -> Iterator[Finding]:
    """Find sensitive words beside a person found before, or beside one child."""
    children = [match.span() for match in _CHILD.finditer(view.text)]
    for match in _PATTERN.finditer(view.text):
        start, end = view.span(match.start(), match.end())
        near_child = any(first - BESIDE <= match.start() <= last + BESIDE for first, last in children)
        near_person = any(one.start - BESIDE <= start <= one.end + BESIDE for one in persons)
        if near_child or near_person:
            yield Finding(start, end, FindingKind.SENSITIVE, match[0], match.lastgroup or "")
