"""The second layer: a Python-Markdown extension that lets no dangerous HTML through, whatever the first one missed.

Every engine runs Python-Markdown extensions. After a page has been converted, the HTML is cleaned by nh3; where that
changes a single tag or attribute, the page is refused: nothing is stripped silently.
Source: the rule of GOV.UK's Govspeak; settings measured in reliability.md 5.2.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from mentoring import body

OWN_TAGS = frozenset(
    {
        "div",
        "article",
        "footer",
        "h1",
        "progress",
        "svg",
        "rect",
        "circle",
        "line",
        "path",
        "input",
        "label",
        "nav",
    }
)
"""Tags our own templates and the Markdown extensions print, beside those an author may use."""

TAGS = set(body.TAGS | OWN_TAGS)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {
        "class",
        "id",
        "title",
        "lang",
        "dir",
        "role",
        "aria-label",
        "aria-hidden",
        "data-label",
        "data-search-exclude",
    },
    "div": {"tabindex", "data-catalogue", "data-base"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "loading", "align"},
    "td": {"align", "colspan", "rowspan", "scope"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "input": {"type", "checked", "disabled", "name", "value"},
    "label": {"for"},
    "time": {"datetime"},
    "progress": {"max", "value"},
    "svg": {"viewBox", "preserveAspectRatio", "x", "y"},
    "line": {"x1", "x2", "y1", "y2"},
    "path": {"d"},
    "rect": {"x", "y", "width", "height"},
    "q": {"cite"},
    "blockquote": {"cite"},
    "del": {"datetime"},
    "ins": {"datetime"},
}


class UnsafeError(ValueError):
    """A page that would carry something dangerous; the message is Russian."""


def unsafe(html: str) -> str:
    """Name the first thing in the HTML that must not be published, or give an empty text."""
    before, after = _tokens(html), _tokens(clean(html))
    for index, token in enumerate(before):
        if index >= len(after) or not _same(token, after[index]):
            return f"<{token[0]}{token[1]}>"
    return "" if len(before) == len(after) else f"<{after[len(before)][0]}>"


def clean(html: str) -> str:
    """The HTML without anything that is not on the list of what may be published."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=set(body.SCHEMES - {""}),
        link_rel=None,
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (
        name == "id"
        and value.startswith(("__", "md-"))
        and not value.startswith(("__tabbed_", "__codelineno-", "__span-"))
    ):
        return None  # Material reads its settings from such an id
    if name == "tabindex" and value != "0":
        return None  # a positive one takes the order of the keyboard away
    if tag == "input" and name == "type" and value not in {"checkbox", "radio"}:
        return None
    return value


def _tokens(html: str) -> list[tuple[str, str]]:
    """The tags with their attributes and whatever else opens with `<`, in order.

    Attributes are in one order and one spelling only where two spellings differ: see `_same`.
    """
    return [
        (match[1].lower(), match[2] or "") for match in _OPENING.finditer(html) if match[1].lower() != "tbody"
    ]


def _same(before: tuple[str, str], after: tuple[str, str]) -> bool:
    return before == after or (before[0] == after[0] and _attributes(before[1]) == _attributes(after[1]))


def _attributes(text: str) -> dict[str, str]:
    found = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found[match[1].lower()] = unescape(value).strip() if match[1] == "class" else unescape(value)
    return found


_OPENING = re.compile(r"<([a-zA-Z][^\s/>]*|[!?])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>?")
"""An opening tag, a comment or a declaration; one without its end counts too. A parser of HTML5 puts `tbody` in."""
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


class SanitiserExtension(Extension):
    """`mentoring.sanitiser` in `markdown_extensions`; `report` is called instead of raising, where it is given."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"report": [_refuse, "called with what was found, instead of raising"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Python-Markdown's
        # after every other postprocessor: it must see what the browser will
        md.postprocessors.register(_Refuse(md, self.getConfig("report")), "mentoring-sanitiser", -100)


class _Refuse(Postprocessor):
    def __init__(self, md: Markdown, report: Callable[[str], None]) -> None:
        super().__init__(md)
        self.report = report

    def run(self, text: str) -> str:
        found = unsafe(text)
        if not found:
            return text
        self.report(found)
        return clean(text)


def _refuse(found: str) -> None:
    raise UnsafeError(f"На странице стоит то, что публиковать нельзя: {found[:120]}")


def makeExtension(**settings: Any) -> SanitiserExtension:  # noqa: N802  # the name is Python-Markdown's
    return SanitiserExtension(**settings)
