"""The pictures messengers show beside a link: the title, what it is, how strong the evidence is, whose it is.

Only the words of a card are drawn that the page prints as text as well: the gate has read them there, no reader of
ours could in pixels.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from PIL import Image, ImageColor, ImageDraw, ImageFont

from mentoring import russian
from mentoring.exports.colours import text_on
from mentoring.pages import Edition

SIZE = (1200, 630)
"""Source: the Open Graph pictures of messengers, 1.91 : 1."""
OF_SITE = "assets/share/site.png"
"""Where the picture of all other pages stands."""
_EDGE = 72
_SHADES = 16
_COLOUR = "#1f5f8b"
"""That of mentoring.css, where the school has named none."""


@dataclass(frozen=True)
class Cover:
    """What a picture shows."""

    title: str
    line: str
    school: str
    colour: str
    level: int | None = None
    """How many of the four squares are full; None where nothing is measured by its kind."""
    evidence: str = ""
    """The level in words."""


def covers(edition: Edition) -> Iterator[tuple[str, Cover]]:
    """Every picture by where it stands: one a practice, one a programme, one for all other pages."""
    book = edition.book
    colour = book.school.colour or _COLOUR
    school = book.school.short_name + (" · демонстрация" if book.school.demonstration else "")
    yield OF_SITE, Cover("Наставничество", book.school.motto or "", school, colour)
    for practice in book.practices:
        if not lacks(practice.title):
            found = edition.evidence[practice.slug]
            line = russian.listed([book.title("forms", form) for form in practice.forms])
            cover = Cover(
                practice.title, f"Практика: {line}", school, colour, found.number, found.level.title
            )
            yield path_of(edition.path_of(practice)), cover
    for programme in book.programmes:
        if not lacks(programme.title):
            line = russian.listed([book.title("forms", form) for form in programme.forms])
            cover = Cover(programme.title, f"Программа: {line}" if line else "Программа", school, colour)
            yield path_of(edition.path_of(programme)), cover


def path_of(page: str) -> str:
    """Where the picture of a page stands."""
    return f"assets/share/{page.removesuffix('.md')}.png"


def lacks(text: str) -> bool:
    """Whether the typeface has no sign for a letter of a text."""
    return any(not _has(letter) for letter in set(_settled(text)))


def drawn(cover: Cover) -> bytes:
    """The picture as PNG; the same words give the same bytes."""
    ink = Image.new(
        "L", SIZE, 0
    )  # how much ink stands where: one byte a pixel is drawn and packed five times faster than a colour
    draw = ImageDraw.Draw(ink)
    small, width = _font("regular", 34), SIZE[0] - 2 * _EDGE
    draw.text((_EDGE, 58), _cut(cover.school, small, width), 255, small)
    size, lines = _fitted(_settled(cover.title), width, 320)
    font, step = _font("bold", size), round(size * 1.18)
    top = 130 + (320 - step * len(lines)) // 2
    for number, line in enumerate(lines):
        draw.text((_EDGE, top + number * step), line, 255, font)
    draw.text((_EDGE, 488), _cut(cover.line, small, width), 255, small)
    if cover.level is not None:
        for number in range(4):
            left = _EDGE + number * 44
            box = (left, 552, left + 32, 584)
            draw.rectangle(box, fill=255 if number < cover.level else None, outline=255, width=3)
        draw.text((_EDGE + 196, 546), _cut(cover.evidence, small, width - 200), 255, small)
    return _coloured(ink, cover.colour)


def _coloured(ink: Image.Image, ground: str) -> bytes:
    """Ink on a ground, in so many steps between the two."""
    first, last = ImageColor.getrgb(ground), ImageColor.getrgb(text_on(ground))
    picture = Image.frombytes(
        "P", SIZE, ink.point([value * (_SHADES - 1) // 255 for value in range(256)]).tobytes()
    )
    picture.putpalette(
        [
            round(one + (other - one) * shade / (_SHADES - 1))
            for shade in range(_SHADES)
            for one, other in zip(first, last, strict=True)
        ]
    )
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4)
    return out.getvalue()


def _fitted(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest size a text fits at, and its lines; what does not fit at the smallest is cut."""
    for size in range(84, 34, -2):
        lines = _lines(text, _font("bold", size), width)
        if len(lines) * round(size * 1.18) <= height:
            return size, lines
    lines = _lines(text, _font("bold", 34), width)[:8]
    return 34, [*lines[:-1], _cut(f"{lines[-1]}…", _font("bold", 34), width)]


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:  # a word longer than a line is broken
            if font.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """A text on one line, its end left out where there is no room."""
    text = "".join(letter for letter in _settled(text) if _has(letter))
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip(' ,;:·')}…"


def _settled(text: str) -> str:
    """Narrow and unbroken signs as the typeface has them."""
    return " ".join(text.replace("\u202f", " ").replace("\u2011", "-").split())


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Golos Text; the plain layout gives the same letters on every machine."""
    data = resources.files("mentoring").joinpath(f"data/golos-text-{name}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(letter: str) -> bool:
    font = _font("bold", 34)
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd"))
