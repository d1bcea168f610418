"""A text as a reader of names sees it: entities decoded, mark-up glued, letters folded; every letter keeps its place."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote


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
    decoded = View(text).replaced(_ENCODED, _decode)
    yield _folded(decoded)
    glued = decoded.replaced(_MARKUP, lambda _: "").replaced(_LINE_HYPHEN, lambda _: "")
    glued = glued.replaced(_SPACED, lambda match: match[0].replace(" ", "").replace("\u00a0", ""))
    if glued is not decoded:
        yield _folded(glued)


def folded(text: str) -> str:
    """Fold one word or name as the views do."""
    return _folded(View(text)).text


def _folded(view: View) -> View:
    """ё is е, every dash and space is one, invisible marks are gone, look-alike letters in a mixed word are Cyrillic."""
    view = view.replaced(_COMPOSED, lambda match: unicodedata.normalize("NFC", match[0]))
    view = view.replaced(_INVISIBLE, lambda _: "")
    if view.text.isascii():
        return view
    plain = view.text.translate(_FOLD)
    same = View(plain, view.parent, view.starts, view.olds) if view.parent else View(plain)
    return same.replaced(_MIXED, _cyrillic) if _MIXTURE.search(plain) else same


def _decode(match: re.Match[str]) -> str:
    piece = match[0]
    if piece.startswith("&"):
        return html.unescape(piece)
    if piece.startswith("%"):
        return unquote(piece, errors="replace")
    try:
        return piece.encode().decode("unicode_escape")
    except UnicodeDecodeError:
        return piece


def _cyrillic(match: re.Match[str]) -> str:
    word = match[0]
    if not (_HAS_CYRILLIC.search(word) and _HAS_OTHER.search(word)):
        return word
    return word.translate(_LOOKALIKES)


_ENCODED = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});|(?:%[0-9A-Fa-f]{2})+|(?:\\u[0-9a-fA-F]{4})+"
)
_MARKUP = re.compile(
    r"<!--.{0,2000}?-->|</?(?:b|i|em|strong|span|a|u|s|mark|sub|sup|code|small|font|wbr|abbr|bdi|bdo|kbd|del|ins|q)\b[^<>]{0,500}>"
    r"|\{\+\+|\+\+\}|\{--|--\}|\{==|==\}|==|[*`~\\]+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])",
    re.S | re.I,
)
_LINE_HYPHEN = re.compile(r"(?<=[а-яёa-z])[-\u2010\u00ad]\s*\n\s*(?=[а-яёa-z])")
_SPACED = re.compile(r"(?<![А-Яа-яЁё])[А-ЯЁ](?:[ \u00a0][А-Яа-яЁё]){3,}(?![А-Яа-яЁё])")
_COMPOSED = re.compile("[\\w][\u0300-\u036f]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0300-\u036f]+")
_MIXED = re.compile(r"[\w]+(?:-[\w]+)*")
_MIXTURE = re.compile(r"[а-яА-Я][a-zA-Z0-9\u0370-\u03ff]|[a-zA-Z0-9\u0370-\u03ff][а-яА-Я]")
_HAS_CYRILLIC = re.compile("[а-яА-Я]")
_HAS_OTHER = re.compile(r"[a-zA-Z0-9\u0370-\u03ff]")
_LOOKALIKES = str.maketrans(
    "ABCEHKMOPTXYaceopxyuknm03468" + "ΑΒΕΗΙΚΜΝΟΡΤΧΥοαρνυ",
    "АВСЕНКМОРТХУасеорхуикпмозчбв" + "АВЕНІКМНОРТХУоарвυ",
)
_FOLD = {
    **{ord(dash): "-" for dash in "‐‑‒–—―−"},
    **{
        ord(space): " "
        for space in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\u2028\u2029"
    },
    ord("ё"): "е",
    ord("Ё"): "Е",
}
