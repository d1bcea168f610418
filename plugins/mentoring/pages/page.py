"""A page of the site before an engine has seen it."""

import html
import json
import re
from dataclasses import dataclass

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: str
    """Under `docs/`, with `/`."""
    title: str
    """Plain text."""
    content: str
    """Markdown under the heading."""
    description: str = ""
    """One plain sentence for search engines."""
    source: str = ""
    """The author's file the page is made of; empty where it is made of many."""
    above: str = ""
    """HTML above the heading."""
    hide: tuple[str, ...] = ()
    """Parts of the theme that stay away on a wide screen: `navigation`, `toc`."""
    found_as: tuple[tuple[str, str], ...] = (("Что это", "страница"),)
    """Facets of the search and what this page is in each; empty for a page that is not searched."""

    @property
    def markdown(self) -> str:
        """The whole file: a header with chosen keys only, the heading, the content."""
        header = [f"title: {_quoted(self.title)}"]
        if self.description:
            header.append(f"description: {_quoted(shortened(self.description))}")
        if self.hide:
            header += ["hide:", *(f"  - {part}" for part in self.hide)]
        above = [self.above, ""] if self.above else []
        return "\n".join(
            ["---", *header, "---", "", *above, f"# {literal(self.title)}", "", self.content.strip(), ""]
        )


@dataclass(frozen=True)
class Asset:
    """One file of the site that is not a page."""

    path: str
    """Under `docs/`, with `/`."""
    content: bytes


@dataclass(frozen=True)
class Download(Asset):
    """A file readers are offered to take away."""

    title: str
    of: str = ""
    """The page of the card it is made of; empty for one of the whole school."""

    @property
    def size(self) -> str:
        """«34 КБ»."""
        return f"{max(1, round(len(self.content) / 1024))}\u00a0КБ"

    @property
    def form(self) -> str:
        return self.path.rpartition(".")[2]


def literal(text: str) -> str:
    """Write plain text so that Markdown shows it as it is."""
    return _MARKS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def _quoted(text: str) -> str:
    """As YAML in double quotes, HTML-escaped: themes print titles as they come."""
    return json.dumps(html.escape(" ".join(text.split())), ensure_ascii=False)


def shortened(text: str, limit: int = 180) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
