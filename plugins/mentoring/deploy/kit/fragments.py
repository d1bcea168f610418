"""A page of the site as plain HTML for a foreign editor: no scripts, styles, classes or ids."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from lxml import html


@dataclass(frozen=True)
class Way:
    """Where a link of the site leads on the main site of the school."""

    href: str = ""
    """Empty where nothing stands there: the link becomes text."""
    note: str = ""
    """What is said after the text of such a link."""


Follow = Callable[[str], Way]
"""The address of a link or a picture, as it stands on the page → its way."""

PASSING = frozenset(
    {
        "gde-my-seychas",
        "chto-novogo",
        "kto-komu-pomogaet-seychas",
        "programmy-v-kotorye-mozhno-priyti",
        "keysy-gde-ee-primenyali",
        "prodolzhenie",
        "do-i-posle",
    }
)
"""Sections by their anchors that say of others what stands on their own sheets: each new card would change sheets of
years that are over, and all of them would have to be pasted again."""
_LEFT_OUT = frozenset({"m-colophon", "m-figures", "m-when", "m-next", "m-as-of", "m-ics", "footnote-backref"})
"""What changes with every build and files that do, pictures drawn of the table below them, arrows to a place without a name."""
_BANNER = "m-banner"
_DROPPED = frozenset(
    [
        "script",
        "style",
        "svg",
        "progress",
        "template",
        "nav",
        "button",
        "form",
        "input",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "noscript",
    ]
)
_PLAIN = frozenset(["strong", "em", "b", "i", "br", "sub", "sup", "code"])
_FLOWS = frozenset(
    [
        "div",
        "section",
        "article",
        "details",
        "header",
        "footer",
        "main",
        "aside",
        "figure",
        "figcaption",
        "address",
    ]
)
_BLOCKS = _FLOWS | frozenset(
    ["p", "ul", "ol", "li", "dl", "table", "blockquote", "hr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def title(page: html.HtmlElement) -> str:
    """The heading of a page."""
    return " ".join(_article(page).xpath("string(.//h1)").split())


def fragment(page: html.HtmlElement, follow: Follow, *, folded: bool = False) -> str:
    """Write the text of a page; its own heading is left out, or stands as `h2` where it is folded below another page."""
    return _Writer(follow, folded).written(_article(page))


def _article(page: html.HtmlElement) -> html.HtmlElement:
    found = page.xpath("//article")
    return found[0] if found else page


@dataclass(frozen=True)
class _Writer:
    follow: Follow
    folded: bool

    def written(self, article: html.HtmlElement) -> str:
        kept: list[str] = []
        below = 0  # the level of the heading that follows; 0 at the end
        for block in reversed(list(self._flow(_without_sections(article)))):
            level = int(block[2]) if re.match(r"<h\d>", block) else 7
            if level < 7 and below <= level and (below or not kept):
                continue  # nothing was left under it
            kept.append(block)
            below = level
        return "".join(f"{block}\n" for block in reversed(kept))

    def _flow(self, element: html.HtmlElement, wrap: str = "p") -> Iterator[str]:
        """The blocks of an element; loose text between them is wrapped."""
        run: list[str] = [_text(element.text)]
        for child in element:
            if _is_left_out(child, self.folded):
                pass
            elif child.tag in _BLOCKS:
                yield from _loose(run, wrap)
                run = []
                yield from self._block(child)
            else:
                self._add(run, child)
            run.append(_text(child.tail))
        yield from _loose(run, wrap)

    def _block(self, element: html.HtmlElement) -> Iterator[str]:
        tag, classes = element.tag, (element.get("class") or "").split()
        if tag in _HEADINGS:
            level = _HEADINGS[tag] + (1 if self.folded else 0)
            if level > 1:
                yield f"<h{min(level, 6)}>{self._inline(element)}</h{min(level, 6)}>"
        elif "m-cards" in classes:
            items = "".join(f"<li>{self._card(card)}</li>" for card in element.iterchildren("a"))
            yield f"<ul>{items}</ul>"
        elif tag in _FLOWS:
            yield from self._flow(element)
        elif tag == "dl":
            yield f"<ul>{''.join(self._terms(element))}</ul>"
        elif tag in {"ul", "ol"}:
            items = "".join(f"<li>{self._inside(item)}</li>" for item in element.iterchildren("li"))
            yield f"<{tag}>{items}</{tag}>"
        elif tag == "table":
            yield f"<table>{''.join(self._rows(element))}</table>"
        elif tag == "hr":
            yield "<hr>"
        elif tag == "blockquote":
            yield f"<blockquote>{''.join(self._flow(element))}</blockquote>"
        elif tag == "pre":
            yield f"<pre>{escape(element.text_content(), quote=False)}</pre>"
        else:
            yield from _loose([self._inline(element)], "p")

    def _card(self, card: html.HtmlElement) -> str:
        named = card.find("strong")
        name = self._inline(named) if named is not None else self._inline(card)
        rest = [self._inline(part) for part in card if part is not named] if named is not None else []
        told = "; ".join(part for part in rest if part)
        return f"<strong>{self._linked(card.get('href'), name)}</strong>{f' — {told}' if told else ''}"

    def _terms(self, element: html.HtmlElement) -> Iterator[str]:
        for term in element.iter("dt"):
            told = []
            for value in term.itersiblings():
                if value.tag != "dd":
                    break
                told.append(self._inside(value))
            yield f"<li><strong>{self._inline(term)}:</strong> {' '.join(told)}</li>"

    def _rows(self, element: html.HtmlElement) -> Iterator[str]:
        for child in element:
            if child.tag in {"thead", "tbody", "tfoot", "tr"}:
                yield f"<{child.tag}>{''.join(self._rows(child))}</{child.tag}>"
            elif child.tag in {"th", "td"}:
                spans = "".join(
                    f' {name}="{int(value)}"'
                    for name in ("colspan", "rowspan")
                    if (value := child.get(name, "")).isdecimal() and int(value) > 1
                )
                yield f"<{child.tag}{spans}>{self._inside(child)}</{child.tag}>"

    def _inside(self, element: html.HtmlElement) -> str:
        """The content of a cell or an item, its loose text as it is."""
        if (
            element.tag == "td"
            and len(element) == 1
            and element[0].tag == "p"
            and not f"{element.text or ''}{element[0].tail or ''}".strip()
        ):
            return self._inline(element[0])
        return "".join(self._flow(element, wrap=""))

    def _inline(self, element: html.HtmlElement) -> str:
        run = [_text(element.text)]
        for child in element:
            if not _is_left_out(child, self.folded):
                self._add(run, child)
            run.append(_text(child.tail))
        return re.sub(r"[ \n]+", " ", "".join(run)).strip(" ")

    def _add(self, run: list[str], child: html.HtmlElement) -> None:
        tag = child.tag
        if tag == "br":
            run.append("<br>")
        elif tag == "a":
            before = child.getprevious()
            if before is not None and before.tag == "a" and not (before.tail or "").strip():
                run.append(" · ")  # buttons side by side
            run.append(self._linked(child.get("href"), self._inline(child)))
        elif tag == "img":
            run.append(self._picture(child))
        elif tag in _PLAIN:
            inner = self._inline(child)
            run.append(f"<{tag}>{inner}</{tag}>" if inner else "")
        else:
            before = " " if run and run[-1][-1:].isalnum() and tag in _BLOCKS else ""
            run.append(before + self._inline(child))

    def _linked(self, address: str | None, text: str) -> str:
        way = self.follow(address) if address else Way()
        if way.href and text:
            return f'<a href="{escape(way.href)}">{text}</a>'
        return f"{text}{escape(way.note, quote=False)}"

    def _picture(self, picture: html.HtmlElement) -> str:
        way, alt = self.follow(picture.get("src") or ""), " ".join((picture.get("alt") or "").split())
        if way.href.startswith("/") and not way.href.startswith("//"):
            return f'<img src="{escape(way.href)}" alt="{escape(alt)}">'
        return f"<em>Здесь картинка{escape(f': {alt}' if alt else '')}{escape(way.note, quote=False)}</em>"


def _without_sections(article: html.HtmlElement) -> html.HtmlElement:
    """Leave out the sections that every new card of others would change."""
    for heading in article.xpath(".//h2[@id]"):
        if heading.get("id") in PASSING:
            for part in list(heading.itersiblings()):
                if part.tag in {"h1", "h2"} or "m-colophon" in (part.get("class") or ""):
                    break
                part.getparent().remove(part)
            heading.getparent().remove(heading)
    return article


def _is_left_out(element: html.HtmlElement, folded: bool) -> bool:
    classes = set((element.get("class") or "").split()) if isinstance(element.tag, str) else set()
    return (
        not isinstance(element.tag, str)
        or element.tag in _DROPPED
        or bool(classes & _LEFT_OUT)
        or (folded and _BANNER in classes)
    )


def _loose(run: list[str], wrap: str) -> Iterator[str]:
    told = re.sub(r"[ \n]+", " ", "".join(run)).strip(" ")
    if told:
        yield f"<{wrap}>{told}</{wrap}>" if wrap else told


def _text(text: str | None) -> str:
    return escape(text or "", quote=False)
