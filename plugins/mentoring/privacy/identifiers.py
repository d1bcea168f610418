"""What points at a person without a name: telephones, addresses, numbers of documents, profiles, days of birth."""

import re
from collections.abc import Callable, Iterator

from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.views import View


def identifiers(view: View, own: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Find identifiers; `own` holds the school's telephones (digits) and addresses (lower case), which may be told."""
    if not _TRIGGER.search(view.text):
        return
    is_long = bool(_LONG_NUMBER.search(view.text))
    is_address = bool(_ADDRESS.search(view.text))
    for what, pattern, fits in _PATTERNS:
        if (what in _OF_NUMBERS and not is_long) or (what in _OF_ADDRESSES and not is_address):
            continue
        for match in pattern.finditer(view.text):
            told = match[0].strip()
            if not fits(told) or _is_own(told, own):
                continue
            if what == "home address" and _is_of_institution(match, view.text):
                continue
            start, end = view.span(match.start(), match.end())
            yield Finding(start, end, FindingKind.IDENTIFIER, told, what)


def may_identify(text: str) -> bool:
    """Whether a piece of a text may be a part of an identifier: all but addresses in the net have a digit."""
    return bool(_PIECE.search(text))


_PIECE = re.compile(r"[\d@]|\.(?:com|ru|me)/")
_TRIGGER = re.compile(
    r"\d[\d ().-]{7,}\d|[@&]|\.(?:com|ru|me)/|рожд|родил|\bдр\b|р\.|\bул|пер|про|бульв|шосс|мкр|\bкв|паспорт|серия"
    r"|(?<!\d)(?:1[01]|[1-9])[ -]?[«\"]?[А-Ка-к]|[IVXLC]-[А-Я]",
    re.I,
)
"""What every pattern below needs in a text; one search instead of ten."""
_LONG_NUMBER = re.compile(r"\d[\d ().-]{6,}\d")
_OF_NUMBERS = frozenset({"phone", "snils", "inn"})
_ADDRESS = re.compile(r"@|\.(?:com|ru|me)/", re.I)
_OF_ADDRESSES = frozenset({"e-mail", "profile"})


def _is_own(told: str, own: frozenset[str]) -> bool:
    digits = re.sub(r"\D", "", told)
    return (
        told.lower() in own
        or (len(digits) >= 10 and digits[-10:] in own)
        or told.lower().rpartition("@")[2] in own
    )


def _is_of_institution(match: re.Match[str], text: str) -> bool:
    """«Школа № 3, ул. Лесная, д. 5»: nobody lives there, unless a flat is told or that somebody lives."""
    before = _SENTENCE.split(text[max(0, match.start() - 80) : match.start()])[-1]
    return bool(_INSTITUTION.search(before)) and not _LIVES.search(before + match[0])


_SENTENCE = re.compile(r"(?<=[а-я]{3})[.!?;\n] ")
_INSTITUTION = re.compile(
    r"школ[аеуыо]|СОШ|МБОУ|МАОУ|МКОУ|ГБОУ|гимнази|лице[йяюе]|колледж|техникум|университет|институт|библиотек|музе[йяюе]|театр|дом[аеу]? (?:культуры|творчества|молодежи|детского)"
    r"|(?:учреждени|организаци|предприяти)[яею]|музея|центр[аеу]?\b|офис|бассейн|стадион|остановк|кванториум|администраци|больниц|поликлиник|магазин|кафе|церк",
    re.I,
)
_LIVES = re.compile(
    r"прожива|живет|живут|жил[аи]?\b|зарегистр|прописан|домашн|\bдом[ао]\b|кв\.|квартир|учени[кц]|семь[яиюе]",
    re.I,
)


def _anything(told: str) -> bool:
    return True


def _is_phone(told: str) -> bool:
    digits = re.sub(r"\D", "", told)
    if set(digits[1:]) <= {"0"}:
        return False
    if len(digits) == 11:
        return digits[0] in "78" and digits[1] != "0"
    return len(digits) == 10 and (digits[0] == "9" or "(" in told)


def _is_snils(told: str) -> bool:
    """Source: the checksum of the insurance number, decree of the Pension Fund № 192п."""
    digits = [int(digit) for digit in re.sub(r"\D", "", told)]
    if len(digits) != 11:
        return False
    total = sum(digit * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    check = total if total < 100 else 0 if total in {100, 101} else total % 101 % 100
    return check == digits[9] * 10 + digits[10]


def _is_inn(told: str) -> bool:
    """Source: the checksum of a person's taxpayer number of twelve digits, order ММВ-7-6/435@."""
    digits = [int(digit) for digit in re.sub(r"\D", "", told)]
    if len(digits) != 12:
        return False

    def check(weights: tuple[int, ...]) -> int:
        return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10

    return (
        check((7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) == digits[10]
        and check((3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) == digits[11]
    )


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        "phone",
        re.compile(
            r"(?<![\d.,-])(?:\+?7|8)?[ .-]?\(?\d{3,5}\)?[ .-]{0,2}\d{1,3}[ .-]?\d{2}[ .-]?\d{2}(?!\d)"
        ),
        _is_phone,
    ),
    ("e-mail", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), _anything),
    ("snils", re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}(?!\d)"), _is_snils),
    ("inn", re.compile(r"(?<!\d)\d{12}(?!\d)"), _is_inn),
    ("passport", re.compile(r"(?:паспорт|серия)[^\d\n]{0,20}\d{2} ?\d{2}[^\d\n]{0,8}\d{6}", re.I), _anything),
    ("birth certificate", re.compile(r"\b[IVXLC]{1,5}-[А-Я]{2} ?№? ?\d{6}\b"), _anything),
    (
        "birth date",
        re.compile(
            r"\b(?:родил|рожд|г\.\s?р\.|д\.\s?р\.|др\b)[^\n]{0,25}?\d{1,2}[. /-](?:\d{1,2}|[а-я]{3,8})[. /-]\d{2,4}"
            r"|\b(?:\d{1,2}\.\d{1,2}\.)?(?:19|20)\d{2}\s*(?:г\.\s?р\b|г\.\s?рожд|года?\s+рожд|рожд)",
            re.I,
        ),
        _anything,
    ),
    (
        "home address",
        re.compile(
            r"\b(?:ул\.|улиц[аеы]|пер\.|переул\w+|пр-т|пр\.|проспект\w*|просп\.|бульвар\w*|шоссе|мкр\.?)\s*[«\"]?[А-Я0-9][\w .«»\"-]{1,40}?,?\s*(?:(?:д\.|дом)\s*\d+\w?|,\s*\d{1,3}\w?(?:-\d{1,3})?\b)(?:[,\s]+(?:кв\.|квартира)\s*\d+)?"
        ),
        _anything,
    ),
    ("home address", re.compile(r"\b(?:кв\.|квартир[аеы])\s*№?\s*\d{1,4}\b"), _anything),
    (
        "profile",
        re.compile(
            r"(?:vk\.com|vkontakte\.ru|ok\.ru|t\.me|instagram\.com|facebook\.com|tiktok\.com/@)/(?!(?:club|public|event|wall-|school|shkola|sosh|mbou|maou|gimn|lice[yj]|rddm|group)[\w.-]*(?!\w))[\w.@-]{2,60}|(?<![\w@])@[a-z][\w.]{4,31}(?![\w.]*@)",
            re.I,
        ),
        _anything,
    ),
    ("coordinates", re.compile(r"(?<![\d.])[4-8]\d\.\d{4,}[,;\s]\s*(?:[2-9]\d|1[0-7]\d)\.\d{4,}"), _anything),
    (
        "class",
        re.compile(
            r"(?<![\d.,А-Яа-я№-])(?:1[01]|[1-9])(?:[ -]?[«\"][А-Ка-к][»\"]|[ -]?[А-К]\b(?![.)-])(?=[^\n]{0,12}класс)|-?[А-К]\b(?![-)])|[а-к](?= класс))"
        ),
        _anything,
    ),
)
