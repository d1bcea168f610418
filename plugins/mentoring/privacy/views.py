"""A text as a reader of names sees it: entities decoded, mark-up glued, letters folded; every letter keeps its place."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes


@dataclass(frozen=True)
class View:
    """A text made of another by replacing pieces; `span` leads back to the text of the author."""

    text: str
    parent: "View | None" = None
    starts: tuple[int, ...] = ()
    """Where each piece begins here, …"""
    olds: tuple[tuple[int, int, bool], ...] = ()
    """… where it begins and ends in the parent, and whether it stands there letter by letter."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the author's text, in code points, the end exclusive."""
        view, first, last = self, start, max(start, end - 1)
        while view.parent is not None:
            first, last = view._old(first, False), view._old(last, True)
            view = view.parent
        return first, last + 1

    def source(self, start: int, end: int) -> str:
        """What the author wrote at a place of this view."""
        root = self
        while root.parent is not None:
            root = root.parent
        first, last = self.span(start, end)
        return root.text[first:last]

    def replaced(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> "View":
        """Replace every match; the same view where nothing matches."""
        pieces: list[str] = []
        starts: list[int] = []
        olds: list[tuple[int, int, bool]] = []
        position = done = 0
        for match in pattern.finditer(self.text):
            put = new(match)
            if put == match[0]:
                continue
            if match.start() > done:
                starts.append(position)
                olds.append((done, match.start(), True))
                pieces.append(self.text[done : match.start()])
                position += match.start() - done
            if put:
                starts.append(position)
                olds.append((match.start(), match.end(), False))
                pieces.append(put)
                position += len(put)
            done = match.end()
        if not done:
            return self
        if done < len(self.text):
            starts.append(position)
            olds.append((done, len(self.text), True))
            pieces.append(self.text[done:])
        return View("".join(pieces), self, tuple(starts), tuple(olds))

    def _old(self, position: int, is_last: bool) -> int:
        if not self.starts:
            return position
        index = max(0, bisect_right(self.starts, position) - 1)
        begin, end, literal = self.olds[index]
        if literal:
            return begin + position - self.starts[index]
        return end - 1 if is_last else begin


def views(text: str) -> Iterator[View]:
    """The ways a name can stand in a text: as printed words, and with mark-up, hyphens and spacing taken out."""
    decoded = View(text)
    for _ in range(_LAYERS):
        deeper = decoded.replaced(_ENCODED, _decode)
        if deeper is decoded:
            break
        decoded = deeper
    yield _folded(decoded)
    glued = (
        decoded.replaced(_MARKUP, lambda _: "")
        .replaced(_BORDER, _border)
        .replaced(_LINE_HYPHEN, lambda _: "")
    )
    glued = glued.replaced(_SPACED, lambda match: _GAPS.sub("", match[0]))
    if glued is not decoded:
        yield _folded(glued)


def is_plain(text: str) -> bool:
    """Whether a text needs no more than its letters folded, to be what its only view would be."""
    return not (_ODD.search(text) or _MIXTURE.search(text))


def plain(text: str) -> View:
    """The only view of a plain text."""
    return View(text) if text.isascii() else View(text.translate(_FOLD), View(text))


def folded_letters(text: str) -> str:
    """Letters alone, folded: what a simple word is in its only view."""
    return text.translate(_FOLD)


def is_spaced(text: str) -> bool:
    """Whether a word may stand in it l i k e  t h i s."""
    return bool(_RUN.search(text) and _SPACED.search(text))


def folded(text: str) -> str:
    """Fold one word or name as the views do."""
    return _folded(View(text)).text


def _folded(view: View) -> View:
    """ё is е, every dash and space is one, invisible marks are gone, look-alike letters in a mixed word are Cyrillic."""
    view = view.replaced(_COMPOSED, _composed)
    view = view.replaced(_INVISIBLE, lambda _: "")
    if view.text.isascii():
        return view
    plain = view.text.translate(_FOLD)
    same = View(plain, view)
    return same.replaced(_MIXED, _cyrillic) if _MIXTURE.search(plain) else same


def _decode(match: re.Match[str]) -> str:
    piece = match[0]
    if piece.startswith("&"):
        return html.unescape(piece)
    if piece.startswith("%"):
        return _bytes(unquote_to_bytes(piece))
    if piece.startswith("="):
        return _bytes(unquote_to_bytes(piece.replace("=\r\n", "").replace("=\n", "").replace("=", "%")))
    if piece.startswith("\\x"):
        return _bytes(bytes.fromhex(piece.replace("\\x", "")))
    if piece.startswith(("\\0", "\\4")):
        return "".join(chr(int(code, 16)) for code in piece.replace("\\", " ").split())
    if piece.startswith("\\u"):
        told = _CODE.sub(lambda code: chr(min(int(code[1] or code[2], 16), 0x10FFFF)), piece)
        return told.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return piece[1] if piece[1] in '"/' else " "


def _composed(match: re.Match[str]) -> str:
    """A letter with the marks that make another letter of it: й, ё, š; an accent over «к» makes none."""
    told = unicodedata.normalize("NFC", match[0])
    return match[0][0] if match[0][0] > "\u0370" and told[0] not in "йЙёЁ" else told


def _bytes(told: bytes) -> str:
    """UTF-8, or the code page of Windows where old programs wrote it."""
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError:
        return told.decode("cp1251", "replace")


def _border(match: re.Match[str]) -> str:
    """The end of a line is a space, the end of a cell or a paragraph a border."""
    return " " if match[0].strip().lower().startswith("<br") else " | "


_CODE = re.compile(r"\\u(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]+)\})")


def _cyrillic(match: re.Match[str]) -> str:
    word = match[0]
    if not (_HAS_CYRILLIC.search(word) and _HAS_OTHER.search(word)):
        return word
    word = word.translate(_LOOKALIKES)
    if len(_HAS_CYRILLIC.findall(word)) < 3 or _NUMBER.search(word):
        return word
    return _DIGIT_INSIDE.sub(lambda digit: _DIGITS[digit[0]], word)


_LAYERS = 3
"""A text may be encoded twice over: JSON in an attribute of HTML."""
_ENCODED = re.compile(
    r"&#\d{1,7};?|&#[xX][0-9a-fA-F]{1,6};?|&[a-zA-Z]{2,31};|(?:%[0-9A-Fa-f]{2})+|(?:=[CDE][0-9A-F](?:=\r?\n)?=[89AB][0-9A-F])+"
    r"|(?:\\x[0-9a-fA-F]{2})+|(?:\\0{0,2}4[0-5][0-9a-fA-F] ?){2,}|(?:\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\})+|\\[nrt](?=[\W_А-Яа-яЁё])|\\[\"/]"
)
_TAGS = "b|i|em|strong|span|a|u|s|mark|sub|sup|code|small|font|wbr|abbr|bdi|bdo|kbd|del|ins|q|big|tt|var|cite|dfn|samp|time|data|label|ruby|rt|w:[a-zA-Z]+|tspan"
_MARKUP = re.compile(
    rf"<!--.{{0,2000}}?-->|</?(?:{_TAGS})\b[^<>]{{0,500}}>"
    r"|\{\+\+|\+\+\}|\{--|--\}|\{==|==\}|==|\{[:.#][^{}\n]{0,200}\}|\[\^[^\]\n]{1,20}\]|\]\([^()\n]{0,300}\)|[*`~\\\[\]]+"
    r"|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])",
    re.S | re.I,
)
_BORDER = re.compile(r"\s*(?:</?(?:td|th|tr|li|p|div|dt|dd|br|option|h[1-6]|w:p)\b[^<>]{0,500}>\s*)+", re.I)
_LINE_HYPHEN = re.compile(r"(?<=[а-яёa-zА-ЯЁ])[-\u2010\u00ad]\s*\n[\s>|*]*(?=[а-яёa-zА-ЯЁ])")
_SPACED = re.compile(
    r"(?<![А-Яа-яЁё])[А-Яа-яЁё](?:[ \u00a0\u2009\u202f._-]{1,2}[А-Яа-яЁё]){3,}(?![А-Яа-яЁё])"
)
_RUN = re.compile(r"[ \u00a0\u2009\u202f._-]\w[ \u00a0\u2009\u202f._-]{1,2}\w[ \u00a0\u2009\u202f._-]")
_GAPS = re.compile(r"[ \u00a0\u2009\u202f._-]+")
_COMPOSED = re.compile("[\\w][\u0300-\u036f]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f]+"
    "|(?<=[А-Яа-яЁё])['’ʼ](?=[А-Яа-яЁё])"
)
_MIXED = re.compile(r"[^\W_]+")
_MIXTURE = re.compile(r"[а-яА-Я][a-zA-Z0-9\u0370-\u03ff]|[a-zA-Z0-9\u0370-\u03ff][а-яА-Я]")
_ODD = re.compile(
    r"[^\w\s.,:;!?()«»„“”\"'/+№|>#$‐-―−…•→%&{}=~-]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\\|[<*`~\[\]]|&[#a-zA-Z]|%[0-9A-Fa-f]{2}|=[CDE=]|\{[+=:.#-]|[а-яёА-ЯЁa-z][-‐\u00ad](?:\s|$)"
    r"|[\u0370-\u03ff]|(?<=[А-Яа-яЁё])['’](?=[А-Яа-яЁё])"
)
_HAS_CYRILLIC = re.compile("[а-яА-Я]")
_HAS_OTHER = re.compile(r"[a-zA-Z0-9\u0370-\u03ff]")
_DIGIT_INSIDE = re.compile("(?<=[а-яА-Я])[03468](?![0-9])|[03468](?=[а-яА-Я]{3})")
_NUMBER = re.compile("[0-9]{2}")
_DIGITS = {"0": "о", "3": "з", "4": "ч", "6": "б", "8": "в"}
_LOOKALIKES = str.maketrans(
    "ABCEHKMOPTXYaceopxyuknmi" + "ΑΒΕΗΙΚΜΝΟΡΤΧΥοαρνυιΙ",
    "АВСЕНКМОРТХУасеорхуикпмі" + "АВЕНІКМНОРТХУоарвуиі",
)


def alike(letter: str) -> str:
    """The Russian letter one in Latin looks like; the letter itself where it looks like none."""
    return letter.translate(_LOOKALIKES)


def as_cyrillic(word: str) -> str:
    """A word all of whose Latin letters look like Russian ones, in these; else nothing."""
    return word.translate(_LOOKALIKES) if _ALL_ALIKE.fullmatch(word) else ""


_ALL_ALIKE = re.compile("[ABCEHKMOPTXYaceopxyukm]{3,}")
_FOLD = {
    **{ord(dash): "-" for dash in "‐‑‒–—―−"},
    **{
        ord(space): " "
        for space in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\u2028\u2029"
    },
    ord("ё"): "е",
    ord("Ё"): "Е",
}
