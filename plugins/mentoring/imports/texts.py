"""The lines of a cell → what a field holds: a phrase, a list, Markdown, roles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mentoring.imports.table import Line
from mentoring.privacy.dictionary import tags_of


@dataclass(frozen=True)
class Entry:
    """A paragraph or an entry of a list, whole again after the line ends of a narrow column."""

    text: str
    mark: str = ""
    """«-» for any bullet, «1.» for a number."""


def entries(lines: Iterable[Line], *, is_one: bool = False) -> list[Entry]:
    """The paragraphs and entries of a cell; `is_one`: a small letter always goes on with the phrase before."""
    found: list[Entry] = []
    for line in lines:
        for one in _untagged(line):
            entry = _marked(one)
            if not entry.text and not entry.mark:
                continue
            if found and not entry.mark and _is_wrapped(found[-1].text, entry.text, is_one):
                found[-1] = Entry(_glued(found[-1].text, entry.text), found[-1].mark)
            else:
                found.append(entry)
    return [entry for entry in found if entry.text]


def phrase(lines: Iterable[Line]) -> str:
    """All of a cell in one line."""
    told = ""
    for entry in entries(lines, is_one=True):
        text = f"{entry.mark} {entry.text}" if entry.mark not in {"", "-"} else entry.text
        told = text if not told else f"{told}{_between(told, entry)}{text}"
    return told


def listed(lines: Iterable[Line]) -> list[str]:
    """The entries of a list; one paragraph with semicolons or numbers inside is a list too."""
    found = entries(lines)
    if len(found) == 1:
        mark = f"{found[0].mark} " if found[0].mark not in {"", "-"} else ""
        parts = split(f"{mark}{found[0].text}")
        return parts if len(parts) > 1 else [found[0].text]
    if not _is_counted(found):
        return [f"{one.mark} {one.text}" if one.mark not in {"", "-"} else one.text for one in found]
    return [entry.text.rstrip(" ;") for entry in found]


def markdown(lines: Iterable[Line]) -> str:
    """Paragraphs and lists as Markdown."""
    told: list[str] = []
    last = ""
    for entry in entries(lines):
        kind = "" if not entry.mark else "-" if entry.mark == "-" else "1."
        if told and (kind != last or not kind):
            told.append("")
        told.append(f"{_md_mark(entry.mark)}{_plain_md(entry.text)}")
        last = kind
    return "\n".join(told)


def roles(text: str) -> list[str]:
    """The posts of a cell: «заместитель директора по учебной, воспитательной работе, психолог» are two."""
    found: list[str] = []
    between = ""
    for index, part in enumerate(re.split(r"(\s*[;\n]\s*|\s*,\s*(?![^()]*\)))", text)):
        if index % 2:
            between = ", " if "," in part else " "
            continue
        post = part.strip(" .,;–—-")
        if not post:
            continue
        if found and (not _begins(post) or _is_whose(post)):
            found[-1] = f"{found[-1]}{between}{post}"
        else:
            found.append(post)
    return found


def _is_whose(part: str) -> bool:
    """«школы», «лицея»: a thing in the genitive, under the post it is said of."""
    tags = tags_of(part.split()[0].lower()) if part[:1].islower() else ()
    return bool(tags) and all("inan" in tag for tag in tags) and any({"sing", "gent"} <= tag for tag in tags)


def cut(text: str, longest: int) -> tuple[str, str]:
    """The first sentences that fit, and the rest."""
    if len(text) <= longest:
        return text, ""
    ends = [match.end() for match in re.finditer(r"[.!?;:,]\s|\s", text[:longest])]
    sentences = [match.end() for match in re.finditer(r"[.!?;]\s", text[:longest])]
    end = (sentences or ends or [longest])[-1]
    return text[:end].strip(), text[end:].strip()


def split(text: str) -> list[str]:
    """The parts of one paragraph: between semicolons, or before «2.», «3.» that count on."""
    places = list(re.finditer(r"(?:^|(?<=[\s.;]))(\d{1,2})[.)]\s+(?=[А-ЯЁA-Z«])", text))
    if len(places) > 1 and [int(place[1]) for place in places] == list(range(1, len(places) + 1)):
        ends = [place.start() for place in places[1:]] + [len(text)]
        parts = [text[place.end() : end] for place, end in zip(places, ends, strict=True)]
        before = text[: places[0].start()]
        return [part.strip(" ;") for part in (before, *parts) if part.strip(" ;")]
    parts = re.split(r";\s+(?![^()]*\))", text)
    return [part.strip(" ;") for part in parts if part.strip(" ;")] if len(parts) > 1 else [text]


def number_and_rest(text: str) -> tuple[str, str]:
    """«1.2. Приказ» taken apart."""
    match = re.match(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=[^\d\s])", text)
    if match is None or re.match(r"\d{1,2}\.\d{1,2}\.\d{2}", text):
        return "", text
    return match[1], text[match.end() :]


def mended(text: str) -> str:
    """A heading without spaces inside its words: «Фор мирование», «Под готовка»."""
    words = text.split(" ")
    place = 0
    while place + 1 < len(words):
        left, right = words[place], words[place + 1]
        if left.isalpha() and right.isalpha() and right.islower() and _is_cut(left.lower(), right):
            words[place : place + 2] = [left + right]
        else:
            place += 1
    return " ".join(words)


def _is_cut(left: str, right: str) -> bool:
    if not tags_of(left + right):
        return False
    of_left, of_right = tags_of(left), tags_of(right)
    if not of_right or not of_left:
        return True
    is_preposition = any("PREP" in tag for tag in of_left)
    return is_preposition and all("nomn" in tag for tag in of_right)


def _untagged(line: Line) -> Iterator[Line]:
    """Tags that were pasted with a text from a page: `<p>`, `<li>`."""
    if "<" not in line.text or not _TAG.search(line.text):
        yield line
        return
    text = re.sub(r"<li\b[^<>]*>\s*[•·-]?", "\n• ", line.text, flags=re.I)
    text = re.sub(r"</?(?:p|br|ul|ol|div|tr|h[1-6])\b[^<>]*>|</li>", "\n", text, flags=re.I)
    text = re.sub(r"\s+•", "\n•", _TAG.sub("", text))
    told = [part.strip() for part in text.split("\n") if part.strip(" •")]
    yield from (Line(part, line.mark if index == 0 else "") for index, part in enumerate(told))


def _marked(line: Line) -> Entry:
    """A line with its bullet or number told apart, typed ones too."""
    text, mark = line.text, line.mark
    if match := _BULLET.match(text):
        return Entry(text[match.end() :].strip(), mark or "-")
    if not mark and (match := _NUMBER.match(text)):
        return Entry(text[match.end() :].strip(), f"{match[1]}.")
    return Entry(text, mark)


def _is_wrapped(before: str, text: str, is_one: bool) -> bool:
    """Whether a line only goes on with the one before: a narrow column, or a text that came from a PDF."""
    if not text[:1].islower() and not text[:1].isdigit() and text[:1] not in "(«":
        return _hangs(before)
    if before.endswith((".", ";", "!", "?", ":")):
        return False
    return is_one or _hangs(before) or before.endswith(("-", ",")) or not _begins(text)


def _glued(before: str, text: str) -> str:
    if before.endswith("-") and before[-2:-1].isalpha():
        left, right = re.split(r"\W", before[:-1])[-1], re.split(r"\W", text, maxsplit=1)[0]
        return before[:-1] + text if tags_of((left + right).lower()) else before + text
    return f"{before} {text}"


def _between(told: str, entry: Entry) -> str:
    if told.endswith((".", ";", ":", ",", "!", "?")):
        return " "
    return "; " if entry.mark else ". " if entry.text[:1].isupper() else ", "


def counts_on(marks: Sequence[str]) -> bool:
    """Whether marks are numbers one after another, from any on: a list that Word goes on with from cell to cell."""
    numbers = [mark.strip(".)") for mark in marks]
    if not numbers or not numbers[0].isdecimal():
        return not numbers
    first = int(numbers[0])
    return numbers == [str(number) for number in range(first, first + len(numbers))]


def _is_counted(found: Sequence[Entry]) -> bool:
    """Whether the numbers of a list say nothing but the order."""
    numbers = [entry.mark for entry in found if entry.mark not in {"", "-"}]
    return counts_on(numbers)


def _md_mark(mark: str) -> str:
    if not mark:
        return ""
    if mark == "-":
        return "- "
    return f"{mark.rstrip('.)')}. " if mark.rstrip(".)").isdecimal() else f"- {mark} "


def _plain_md(text: str) -> str:
    """A text whose first sign is no mark of Markdown."""
    return f"\\{text}" if text[:1] in "#>" or text.startswith(("+ ", "* ", "---", "===")) else text


def _hangs(text: str) -> bool:
    """Whether the last word cannot end a phrase: «ответственный за», «внедрение целевой»."""
    word = _last_word(text)
    if word in _OF_OFFICE:
        return True
    tags = tags_of(word)
    if not tags or word.startswith(_PEOPLE):
        return False
    if all("PREP" in tag or "CONJ" in tag for tag in tags):
        return True
    return all(
        not tag.isdisjoint({"ADJF", "PRTF"}) and "Subx" not in tag for tag in tags
    ) and "nomn" not in set().union(*tags)


@lru_cache(maxsize=4096)
def _begins(text: str) -> bool:
    """Whether a text may begin a phrase of its own: its first word is in the nominative, a verb, or unknown."""
    words = re.findall(r"[А-Яа-яЁё-]+", text)
    if not words or text[:1].isdigit():
        return not text[:1].isdigit()
    if words[0].lower() in _OF_OFFICE:
        return False
    tags = tags_of(words[0].lower())
    if text[:1].isupper() or not tags:
        return True
    told = [tag for tag in tags if "nomn" in tag or not tag.isdisjoint({"INFN", "VERB"})]
    if told and len(words) > 1 and all("ADJF" in tag or "PRTF" in tag for tag in told):
        following = tags_of(words[1].lower())  # «целевой модели»: an adjective of another gender
        return not following or any(
            "nomn" in other
            and not (tag & other).isdisjoint({"masc", "femn", "neut", "plur"})
            and (("plur" in tag) == ("plur" in other))
            for tag in told
            for other in following
        )
    return bool(told)


def _last_word(text: str) -> str:
    words = re.findall("[а-яё-]+", text.lower())
    return words[-1] if words and text.lower().rstrip().endswith(words[-1]) else ""


_OF_OFFICE = frozenset({"мбоу", "маоу", "мкоу", "гбоу", "гкоу", "мбдоу", "мадоу", "моу", "оо", "доу", "мдоу"})
"""What is always said of something: «администрация МБОУ», «МБОУ Центр образования»."""
_PEOPLE = ("наставляем", "обучающ", "учащ")
"""Participles that have become nouns."""
_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|b|i|u|strong|em|table|tr|td|th|tbody|font|a|h[1-6])\b[^<>]*>", re.I
)
_BULLET = re.compile(r"[-‐‑–—−•·▪◦●○*✓]\s*(?=[^\W\d_]|[«\"(])|[•·▪◦●○✓]\s*")
_NUMBER = re.compile(r"(\d{1,2}(?=[.)])|[а-е](?=\)))[.)]\s*(?=[^\W\d_]|[«\"(])")
