"""Names in Latin letters: one rough key for every way a name is transliterated."""

import re
from collections.abc import Iterator


def latin_key(word: str, *, squeezed: bool = True) -> str:
    """A key that all usual transliterations of a name share; `squeezed` takes double letters for one.

    Source: GOST 7.79 A (ISO 9) and B, GOST 52535, ICAO 9303, BGN, Yandex compared.
    """
    key = word.lower()
    if _CYRILLIC.search(key):
        key = "".join(_CYRILLIC_KEY.get(letter, "") for letter in key)
    else:
        key = _LATIN.sub(lambda match: _LATIN_KEY.get(match[0], match[0]), _MARKS.sub("", key))
        key = _NOT_KEY.sub("", key)
    key = _SOFT.sub("", key).replace("tC", "C").replace("SC", "S")
    return _TWICE.sub(r"\1", key) if squeezed else key


def latin_keys(word: str) -> frozenset[str]:
    """The keys of a word in Latin letters: `j` may stand for «й», «ж» and «дж», `h` for «г», `eh` for «э»."""
    low = word.lower()
    ways = {low}
    if "j" in low:
        ways |= {low.replace("j", "zh"), low.replace("j", "dzh")}
    if low[:1] == "h":
        ways.add("g" + low[1:])
    for one, other in (("eh", "e"), ("ei", "ai"), ("tz", "t|z"), ("ts", "t|s")):
        if one in low:
            ways |= {way.replace(one, other) for way in ways}
    return frozenset(map(latin_key, ways))


def sounds(word: str, begin: int) -> Iterator[tuple[int, str]]:
    """What may stand in Russian for the next letters of a word in Latin ones: how many letters, and what.

    A soft or hard sign is not written in Latin letters, so each consonant may have one.
    """
    for length in range(1, 5):
        told = word[begin : begin + length]
        if len(told) == length:
            for letters in _SPELLINGS.get(told, ()):
                yield length, letters
                if letters[-1] in _HARD:
                    yield length, letters + "ь"
                    yield length, letters + "ъ"


def in_russian(word: str) -> str:
    """A word in Latin letters as Russian would most likely spell it: `nastavnikov` is no surname."""
    return _SOUND.sub(lambda match: _SOUNDS[match[0]], word.lower())


ENGLISH = frozenset({"below", "best", "list", "make", "marks"})
"""English words of licences and programs that read as Russian surnames. Measured: of the words that stand in fifteen or more
documents of Python packages, these five are surnames in the dictionary."""

_SPELLINGS = {
    **{one: (other,) for one, other in zip("abvgdzklmnoprstufhwq", "абвгдзклмнопрстуфхвк", strict=True)},
    "e": ("е", "э"), "i": ("и", "й"), "y": ("ы", "й", "и"), "j": ("й", "ж"), "c": ("ц", "к"), "x": ("кс", "х"), "eh": ("э",),
    "zh": ("ж",), "kh": ("х",), "ts": ("ц",), "tc": ("ц",), "cz": ("ц",), "ch": ("ч",), "sh": ("ш",), "shch": ("щ",), "sch": ("щ",), "shh": ("щ",),
    "ia": ("я",), "ya": ("я",), "ja": ("я",), "iu": ("ю",), "yu": ("ю",), "ju": ("ю",), "yo": ("е",), "jo": ("е",), "io": ("е",), "ye": ("е",),
    "ie": ("ъ",),
}  # fmt: skip
_HARD = frozenset("бвгджзклмнпрстфхцчшщ")
_SOUNDS = {"aya": "ая", "oya": "оя", "eya": "ея", "iya": "ия", "uyu": "ую", "oyu": "ою", "shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "ya": "я", "yu": "ю", "yo": "е", "ye": "е",
    "iy": "ий", "yy": "ый", "ay": "ай", "ey": "ей", "oy": "ой", "ia": "ия", "y": "ы", "j": "й", "x": "кс", "w": "в", "q": "к",
    **dict(zip("abvgdezijklmnoprstufhc", "абвгдезийклмнопрстуфхц", strict=True))}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_CYRILLIC = re.compile("[а-яё]")
_MARKS = re.compile("['’`ʹʺ\u0300-\u036f\"]+")
_NOT_KEY = re.compile("[^a-zSCZ]")
_SOFT = re.compile("i+(?=[aeu])|(?<=i)i+")
_TWICE = re.compile(r"(.)\1+")
_CYRILLIC_KEY = dict(zip("абвгдеёжзийклмнопрстуфхцчшщэюяыі", "abvgdeeZziiklmnoprstufhcCSSeuaii", strict=True))
_LATIN_KEY = {"tsh": "tS", "shch": "S", "sch": "S", "shh": "S", "sh": "S", "ch": "C", "zh": "Z", "kh": "h", "ts": "c", "tz": "c",
    "cz": "c", "x": "h", "ph": "f", "ya": "a", "ja": "a", "ia": "a", "yu": "u", "ju": "u", "iu": "u", "yo": "e", "jo": "e",
    "ye": "e", "je": "e", "ie": "e", "w": "v", "ck": "k", "q": "k", "y": "i", "j": "i",
    "š": "S", "ŝ": "S", "ž": "Z", "č": "C", "â": "a", "û": "u", "è": "e", "ë": "e", "ė": "e", "é": "e", "ì": "i", "h": "h",
    "ĭ": "i", "ǐ": "i", "ö": "e", "ü": "u", "ä": "a"}  # fmt: skip
_LATIN = re.compile("|".join(sorted(_LATIN_KEY, key=len, reverse=True)))
