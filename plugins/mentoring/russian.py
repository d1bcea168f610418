"""Russian as people write it: plurals, lists, near words, dates, alphabetical order, slugs."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
MONTHS_OF = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

_DASHES = re.compile(r" ?[-‐‑‒–—―−]+ ?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def plural(number: int, one: str, few: str, many: str) -> str:
    """Choose the form of a noun after a number: 1 пара, 2 пары, 5 пар."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14:
        return few
    return many


def plural_of(number: float, forms: Sequence[str]) -> str:
    """Choose of three forms after a number that may be a fraction: 1 балл, 2,5 балла, 5 баллов."""
    rounded = round(number, 2)
    return plural(abs(int(rounded)), forms[0], forms[1], forms[2]) if rounded == int(rounded) else forms[1]


def count(number: int, one: str, few: str, many: str) -> str:
    """Put a number and its noun together with a no-break space: `21 пара`."""
    return f"{grouped(number)}\u00a0{plural(number, one, few, many)}"


def grouped(number: int) -> str:
    """Write a whole number with thin groups of thousands from 10 000 on, as Russian typography does."""
    return str(number) if abs(number) < 10_000 else f"{number:,}".replace(",", "\u00a0")


def numbered(number: str) -> str:
    """Put «№» before a bare number, and nothing before words: `№ 112-о`, `протокол № 1`."""
    return number if " " in number or "№" in number else f"№\u00a0{number}"


def decimal(number: float, digits: int = 1) -> str:
    """Write a number with a decimal comma and no idle zeros: `3,5`, `4`; a minus is «−»."""
    text = f"{number:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",").replace("-", "−")


def listed(words: Sequence[str], last: str = "и") -> str:
    """Join words as in a sentence: `а, б и в`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day(value: date) -> str:
    """Write a day as people do: `5 марта 2026 года`."""
    return f"{value.day}\u00a0{MONTHS_OF[value.month - 1]} {value.year}\u00a0года"


def month(value: date) -> str:
    """Write a month with its year: `март 2026 года`."""
    return f"{MONTHS[value.month - 1]} {value.year}\u00a0года"


def parse_day(text: str) -> date:
    """Read a day written `31.08.2026`, `1.9.2026`, `2026-08-31` or `31 августа 2026 г.`.

    Raises:
        ValueError: the text is no day, or there is no such day in the calendar.
    """
    plain = _SPACES.sub(" ", text).strip().lower()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        year, number, of_month = (int(part) for part in match.groups())
        return date(year, number, of_month)
    if match := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?: ?г(?:\.|ода)?)?", plain):
        of_month, number, year = (int(part) for part in match.groups())
        return date(year, number, of_month)
    if match := re.fullmatch(r"(\d{1,2}) ([а-я]+) (\d{4})(?: ?г(?:\.|ода)?)?", plain):
        if match[2] not in MONTHS_OF:
            raise ValueError(text)
        return date(int(match[3]), MONTHS_OF.index(match[2]) + 1, int(match[1]))
    raise ValueError(text)


def parse_number(text: str) -> float:
    """Read a number written `3,5`, `3.5`, `1 200` or `−2`.

    Raises:
        ValueError: the text is not a number of at most 12 digits before the comma and 6 after it, or it begins
            with an idle zero: `010` is a slip for 10, 1,0 or 0,10.
    """
    plain = _SPACES.sub("", text).replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"[-+]?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?", plain):
        raise ValueError(text)
    return float(plain)


def yes_or_no(text: str) -> bool | None:
    """Read `да` or `нет`, or give None."""
    plain = text.strip().lower()
    return True if plain in {"да", "true", "yes"} else False if plain in {"нет", "false", "no"} else None


def folded(text: str) -> str:
    """Fold what people do not mean to tell apart: case, ё, dashes, quotes, spaces, composition.

    `«Ученик—Ученик »` and `ученик - ученик` fold to the same text.
    """
    plain = unicodedata.normalize("NFC", text).strip().lower().replace("ё", "е")
    plain = _SPACES.sub(" ", plain)
    plain = _DASHES.sub("-", plain)
    return plain.strip(" .«»\"'“”„")


def mixes_alphabets(text: str) -> bool:
    """Tell whether a word has both Russian letters and Latin ones that look like them: «спортивнoe»."""
    return any(
        re.search("[а-яё]", word) and re.search("[aceopxyk]", word)
        for word in re.findall(r"\w+", text.lower())
    )


def sort_key(text: str) -> tuple[tuple[int, ...], str]:
    """Order as a Russian dictionary does: ё right after е, case and quotes ignored, numbers by value."""
    plain = unicodedata.normalize("NFC", text).lower().strip("«»\"'“”„ ")
    order: list[int] = []
    for piece in re.findall(r"\d+|\D", plain):
        if piece.isdecimal():
            order.append(int(piece))
        elif piece == "ё":
            order.append(20_000 + ord("е") * 2 + 1)
        elif piece.isalpha():
            order.append(20_000 + ord(piece) * 2)
        else:
            order.append(-1)
    return tuple(order), text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word an author most likely meant, or None where nothing is near."""
    by_fold = {folded(candidate): candidate for candidate in known}
    near = difflib.get_close_matches(folded(word), by_fold, n=1, cutoff=0.72)
    return by_fold[near[0]] if near else None


_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def slug(text: str) -> str:
    """Turn a title into an address: Latin letters, digits and hyphens (passport transliteration).

    Source: ICAO Doc 9303, as used in Russian passports, with й → y.
    """
    plain = unicodedata.normalize("NFC", text).lower().replace("№", " ")
    latin = "".join(_LATIN.get(letter, letter) for letter in plain)
    latin = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")


def heading_id(text: str, separator: str = "-") -> str:
    """Give a heading its anchor, for the `toc` extension of Python-Markdown; never one that the theme's script looks for."""
    anchor = slug(text).replace("-", separator) or "razdel"
    return f"razdel{separator}{anchor}" if anchor.startswith("md-") else anchor
