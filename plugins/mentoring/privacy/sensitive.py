"""Words about health, registers, family and belief: they may not stand beside a person or a small group."""

import re
from collections.abc import Iterator

from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.views import View, plain

BESIDE = 120
"""Within so many characters of a person or of one child a word counts as said of that child."""

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "health",
        r"(?-i:\b(?:ОВЗ|ЗПР|ЗРР|РАС|ДЦП|СДВГ|ТНР|ОНР|УО|НОДА|ВИЧ|ПМПК)\b)|инвалид\w*|диагноз\w*|дислекси\w*|дислекти\w*|дисграфи\w*|дискалькул\w*|дизартри\w*|алали[яиюей]\w*|аспергер\w*|синдром\w* [дД]аун\w*|церебральн\w+ паралич\w*|аутиз\w*|аутист\w*|эпилепс\w*|диабет\w*"
        r"|логопед\w* заключен\w*|умствен\w+ отстал\w*|задержк\w+ (?:психич|речев|развит|реч)\w*|психиатр\w*|психоневролог\w*|невроз\w*|астм\w+|онколог\w*"
        r"|слабослыш\w*|слабовид\w*|глух\w*|незряч\w*|заика\w*|депресси\w*|суицид\w*|самоповрежд\w*|анорекс\w*|беременн?\w*|энурез\w*|гиперактивн\w*",
    ),
    (
        "register",
        r"(?-i:\b(?:ПДН|КДН|КДНиЗП|ВШУ|СОП)\b)|\bна учете\b|внутришкольн\w+ учет\w*|групп\w+ риска|правонаруш\w*|неблагополучн\w*|трудн\w+ подрост\w*"
        r"|социально опасн\w*|\bсудим(?:ост|ый|ая|ого|ой|ому|ым)\w*|осужден\w*|полици\w*|кражу|украл\w*|девиантн\w*",
    ),
    (
        "family",
        r"(?-i:\bТЖС\b)|сирот\w*|(?:не ?полн|многодетн|замещающ|асоциальн)\w+ семь\w*|многодетн\w*|\bопек[аеиуо]\w*|опекун\w*|приемн\w+ семь\w*|детск\w+ дом\w*|мать-одиночк\w*|мат\w+-одиночк\w*|\bразвод\w*|развел\w*|лишен\w* родительск\w*"
        r"|малоимущ\w*|малообеспеч\w*|алкогол\w*|наркот\w*|\bпьет\b|\bпьют\b|бьет\b|насили\w*",
    ),
    (
        "belief",
        r"национальност\w*|вероисповедан\w*|исповедует\w*|мусульман\w*|\bислам\w*|цыган\w*|беженц\w*|мигрант\w*|свидетел\w+ иеговы",
    ),
)
_PATTERN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS), re.I)
_BEGINNING = re.compile(
    "|".join(words for _, words in _WORDS)
    + "|синдром|церебральн|учет|неполн|замещающ|асоциальн|внутришкольн|групп|трудн|социальн|логопед|умствен|задержк|приемн|детск|лишен|свидетел|мать",
    re.I,
)
"""Any of the words, or the first one of several."""
_CHILD = re.compile(
    r"\b(?:у |для |об? )?(?:одн\w+ |наш\w+ |эт\w+ |её |его )?(?:ученик|ученица|ученика|ученицы|ученице|ученику|учеником|ученицей|мальчик\w*|девочк\w*|реб[её]нок|реб[её]нка|реб[её]нку|наставляем(?:ый|ая|ого|ой|ому)|подопечн(?:ый|ая|ого|ой)|подросток|подростка|подростку|школьник|школьника|школьнику|школьником|школьниц(?:а|ы|е|у|ей)|воспитанник|воспитанника|воспитаннику|воспитанниц(?:а|ы|е|у|ей)"
    r"|(?!старше|одно|мало)\w{3,}классни(?:к|ка|ку|ком|ца|цы|це|цу|цей))\b",
    re.I,
)


def is_charged(word: str) -> bool:
    """Whether a word begins one of the sensitive ones."""
    return word[:2].lower() in _CHARGED and bool(_BEGINNING.match(word))


def is_a_child(word: str) -> bool:
    return (word[:2].lower() in _OF_CHILD or "классни" in word.lower()) and bool(_CHILD.match(word))


def charge(text: str) -> str:
    """What a text says of health, registers, family or belief, whoever it is about; empty where it does not."""
    match = _PATTERN.search(plain(text).text)
    return (match.lastgroup or "") if match else ""


def sensitive(view: View, persons: list[Finding]) -> Iterator[Finding]:
    """Find sensitive words beside a person found before, or beside one child."""
    children = [match.span() for match in _CHILD.finditer(view.text) if not _is_of_pattern(view.text, match)]
    for match in _PATTERN.finditer(view.text):
        start, end = view.span(match.start(), match.end())
        near_child = any(first - BESIDE <= match.start() <= last + BESIDE for first, last in children)
        near_person = any(one.start - BESIDE <= start <= one.end + BESIDE for one in persons)
        if near_child or near_person:
            yield Finding(start, end, FindingKind.SENSITIVE, match[0], match.lastgroup or "")


def _is_of_pattern(text: str, match: re.Match[str]) -> bool:
    """«учитель – ученик» names a form of mentoring and nobody; «каждый ученик» is nobody either."""
    return bool(
        _ANY.search(text[max(0, match.start() - 15) : match.start()])
        or _FIRST.search(text[max(0, match.start() - 25) : match.start()])
        or _SECOND.match(text, match.end())
    )


_FIRST = re.compile(
    r"(?:учител|педагог|студент|работодател|ученик|лидер|успевающ|активн|наставник)\w*\s*-\s*$", re.I
)
_ANY = re.compile(r"\b(?:кажд|люб|всяк)(?:ый|ая|ого|ой|ому|ую|ым)\s*$", re.I)
_SECOND = re.compile(r"\s*-\s*(?:ученик|студент)", re.I)


def _beginnings(pattern: str) -> frozenset[str]:
    """The first two letters of every choice of a pattern: most words of a language begin otherwise."""
    return frozenset(
        found[0].lower() for choice in pattern.split("|") if (found := re.findall("[А-Яа-яё]{2}", choice))
    )


_CHARGED = _beginnings(_BEGINNING.pattern)
_OF_CHILD = _beginnings(_CHILD.pattern) | {"ре", "уч"}
