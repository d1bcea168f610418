"""Who is in a pair, without a name: the sides, the step of school, the form, the role pattern."""

import re

from mentoring import russian
from mentoring.cards.fields import are_children
from mentoring.imports.draft import Data
from mentoring.imports.heads import plain
from mentoring.imports.naming import Namer
from mentoring.privacy.evidence import ROLE
from mentoring.privacy.sensitive import charge
from mentoring.vocabulary import Vocabulary


def side_of(text: str, side: str, form: str, namer: Namer) -> Data:
    """A side of a pair: the role, and how many there are; no word of a name."""
    count, card = namer.count(text), namer.card(text)
    rest = roles_only(namer.without(text))
    role = rest or _DEFAULT.get(side, {}).get(form, "наставник" if side == "mentor" else "наставляемый")
    role = role.replace("ученица", "ученик")  # the fewer pupils, the more a word tells
    if charge(text) and (are_children(text) or "подрост" in text.lower()):
        role = "ученик" if re.search(r"реб[её]нок|подросток|ученик\b", text.lower()) else "ученики"
    return {
        "role": role[:500],
        "count": count or None,
        "mentor": card if side == "mentor" and count == 1 else "",
    }


def roles_only(text: str) -> str:
    """What is left of a cell without names, if it says who somebody is; otherwise nothing."""
    text = re.sub(
        r"\s+",
        " ",
        re.sub(r"(?:\b[А-ЯЁ]\.\s?){1,2}|\d{1,2}\s?[«\"]?[А-К]?[»\"]?\s?(?:класс\w*|кл\.)", "", text),
    )
    text = re.sub(r"^[\s,;.–—:()-]+|[\s,;.–—:(-]+$", "", text)
    if not text or charge(text):
        return ""
    words = [word.lower() for word in re.findall("[А-Яа-яЁё-]+", text)]
    is_role = any(ROLE.match(word) or are_children(word) or _POST.match(word) for word in words)
    return text[:1].lower() + text[1:] if is_role and not text[:2].isupper() else text if is_role else ""


def band_in(text: str, vocabulary: Vocabulary) -> str:
    """The step of school a text tells: «8А класса» is 8–9, the letter is kept nowhere."""
    match = re.search(
        r"(?<!\d)(1[01]|[1-9])\s?[-«\"]?[А-Ка-к]?[»\"]?\s?(?:-?(?:й|го|х))?\s*(?:класс|кл\b)", text
    )
    term = vocabulary.find("bands", match[1]) if match else None
    return term.id.replace("-", "–") if term else ""


def form_in(text: str, vocabulary: Vocabulary) -> str:
    """The form of mentoring a text names, as the vocabulary writes it."""
    folded = russian.folded(text)
    for term in vocabulary.terms("forms"):
        if any(
            re.search(rf"(?<!\w){re.escape(russian.folded(word))}(?!\w)", folded)
            for word in (term.title, *term.aliases)
        ):
            return term.title
    return ""


def form_of(pattern: str, vocabulary: Vocabulary) -> str:
    """The form a role pattern belongs to."""
    term = vocabulary.find("role_patterns", pattern)
    return vocabulary.title("forms", term.form) if term and term.form else ""


def pattern_in(text: str, vocabulary: Vocabulary) -> str:
    """The role pattern of a section or a column: «вариант 3», «равный – равному»."""
    if not text:
        return ""
    term = vocabulary.find("role_patterns", text)
    if term:
        return term.title
    if number := re.search(r"вариант\w*\s*№?\s*(\d)", text, re.I):
        found = vocabulary.find("role_patterns", f"вариант {number[1]}")
        return found.title if found else ""
    folded = plain(text)
    for term in vocabulary.terms("role_patterns"):
        if any(plain(word) in folded for word in (term.title, *term.aliases) if len(word) > 6):
            return term.title
    return ""


def needing(form: str, vocabulary: Vocabulary) -> str:
    """The sensitive pattern of a form, told as the vocabulary tells it: the words of the table are not kept."""
    term = vocabulary.find("forms", form)
    patterns = [
        one for one in vocabulary.terms("role_patterns") if one.sensitive and term and one.form == term.id
    ]
    return patterns[0].title if patterns else ""


_POST = re.compile(
    "библиотекар|воспитател|логопед|специалист|мастер|преподавател|завуч|заместител|руководител|администраци|сотрудник|группа|волонт[её]р|команда"
)
_DEFAULT = {
    "mentor": {
        "учитель – ученик": "учитель",
        "учитель – учитель": "учитель",
        "педагог – педагог": "педагог",
        "ученик – ученик": "ученик",
        "студент – ученик": "студент",
    },
    "mentee": {
        "учитель – ученик": "ученик",
        "учитель – учитель": "учитель",
        "педагог – педагог": "педагог",
        "ученик – ученик": "ученик",
        "студент – ученик": "ученик",
        "работодатель – ученик": "ученик",
    },
}
