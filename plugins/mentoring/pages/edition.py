"""The edition: what is being published now, and how its pages are put together."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mentoring import body as bodies
from mentoring import evidence, related, russian
from mentoring.addresses import address, is_relative, link
from mentoring.cards import Card, Case, Mentor, OwnPage, Practice, Programme, Roadmap
from mentoring.cards.fields import Filed
from mentoring.casebook import Casebook
from mentoring.evidence import Evidence
from mentoring.pages import trail
from mentoring.pages.page import Download, Page
from mentoring.pages.prose import prose
from mentoring.problems import Problem
from mentoring.related import Related

_FOLDERS: dict[type[Card], str] = {
    Programme: "programmes",
    Roadmap: "roadmaps",
    Case: "cases",
    Practice: "practices",
    Mentor: "mentors",
}


_KINDS = {"documents.md": "документ", "library.md": "документ", "glossary.md": "словарь"}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Edition:
    """A casebook on its way to readers."""

    book: Casebook
    """Published cards only; in preview drafts too."""
    problems: tuple[Problem, ...] = ()
    """Told in preview only."""
    preview: bool = False
    beside_form: bool = False
    """A preview in the editor, which tells the problems itself."""
    directory_urls: bool = True
    edit_uri: str = ""
    """Where the author's files are edited on the web; empty for no edit links."""
    downloads: tuple[Download, ...] = ()
    """Files made of the same cards, for readers to take away; none in a preview."""

    def page(
        self,
        path: str,
        title: str,
        template: str,
        *,
        source: Filed | None = None,
        description: str = "",
        hide: tuple[str, ...] = (),
        searched: bool = True,
        **values: Any,
    ) -> Page:
        """Make a page of a template: the banners, the way here, the content, whom to ask."""
        own = self.book.own_pages_by_path.get(path)
        content = _ENVIRONMENT.get_template(template).render(
            edition=self,
            book=self.book,
            school=self.book.school,
            here=Here(self, path),
            own=self.own_text(path),
            source=source,
            **values,
        )
        if own:
            title, description = own.title or title, own.description or description
        author = source or own
        return Page(
            path,
            title,
            self.framed(path, content, author),
            description,
            author.file if author else "",
            self.above(path, author),
            hide,
            tuple(self._found_as(path, source)) if searched else (),
        )

    def _found_as(self, path: str, source: Filed | None) -> Iterator[tuple[str, str]]:
        """What the search calls a page: its kind and its forms."""
        kind = type(source).TITLE.lower() if isinstance(source, Card) else _KINDS.get(path, "страница")
        yield "Что это", kind
        forms = getattr(source, "forms", ()) or (getattr(source, "form", None),)
        yield from (("Форма", self.book.title("forms", form)) for form in forms if form)

    def own_text(self, path: str) -> str:
        """The school's own words for a page, as Markdown."""
        own = self.book.own_pages_by_path.get(path)
        return Here(self, path).body(own).strip() if own else ""

    def path_of(self, card: Card) -> str:
        """Where the page of a card stands under `docs/`."""
        return f"{_FOLDERS[type(card)]}/{card.slug}.md"

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """The evidence of every practice, by slug."""
        return {practice.slug: evidence.of(practice, self.book) for practice in self.book.practices}

    @cached_property
    def related_cases(self) -> Mapping[str, tuple[Related[Case], ...]]:
        return related.cases(self.book)

    @cached_property
    def related_practices(self) -> Mapping[str, tuple[Related[Practice], ...]]:
        return related.practices(self.book)

    def above(self, path: str, source: Filed | None = None) -> str:
        """What stands above the heading of a page: banners, and the pages that lead to it."""
        return (
            _ENVIRONMENT.get_template("above.md.jinja")
            .render(
                edition=self,
                book=self.book,
                school=self.book.school,
                here=Here(self, path),
                trail=trail.of(path),
                address=self._address(path),
                source=source,
                held_back=len({problem.place.path for problem in self.problems if problem.is_error}),
                draft=isinstance(source, Card) and not source.is_public,
            )
            .strip()
        )

    def _address(self, path: str) -> str:
        """The whole address of a page, for paper; empty where the school has not said where the site stands."""
        site = self.book.school.site
        return f"{site.rstrip('/')}/{address(path, self.directory_urls)}" if site else ""

    def framed(self, path: str, content: str, source: Filed | None = None) -> str:
        """Put whom to ask below the content of a page."""
        frame = _ENVIRONMENT.get_template("frame.md.jinja")
        return frame.render(
            edition=self,
            book=self.book,
            school=self.book.school,
            here=Here(self, path),
            content=Markup(content),  # made by a template above: escaped there
            source=source,
        )


@dataclass(frozen=True)
class Here:
    """The page being written: links and prose depend on where it stands."""

    edition: Edition
    path: str

    def link(self, target: str) -> str:
        return link(self.path, target, self.edition.directory_urls)

    def card(self, card: Card) -> str:
        """The address of a card's page."""
        return self.link(self.edition.path_of(card))

    def prose(self, text: str | None) -> Markup:
        """An author's Markdown as HTML."""
        return Markup(prose(text, self.path, self.edition.directory_urls)) if text else Markup("")

    def body(self, card: Card | OwnPage) -> Markup:
        """An author's text as Markdown that is fit to stand on this page: its links lead on, its lists are made."""
        from mentoring.pages import listings  # a list shows cards, and how they are told rests on this module

        text = bodies.relinked(
            bodies.fit(card.body), lambda address, raw: self._resolved(card.file, address, raw)
        )
        return Markup(listings.put_in(text, self))

    def _resolved(self, file: str, address: str, raw: bool) -> str | None:
        """Where a link of an author's file leads from this page; None where the target is not on the site."""
        target, mark, anchor = address.partition("#")
        if not target or not is_relative(target):
            return address
        page = self.edition.book.target_of(file, target)
        if page is None or not self.edition.book.has_page(page):
            return None
        page = self.edition.book.shown_as.get(page, page)
        if raw:
            return link(self.path, page, self.edition.directory_urls) + mark + anchor
        return posixpath.relpath(page, posixpath.dirname(self.path) or ".") + mark + anchor

    def phrase(self, text: str | None) -> Markup:
        """An author's Markdown of one paragraph, without the paragraph's tags."""
        made = self.prose(text)
        return (
            Markup(made[3:-4])
            if made.startswith("<p>") and made.count("<p>") == 1 and made.endswith("</p>")
            else made
        )

    def label(self, text: str, anchor: str) -> Markup:
        """A word with a link to its entry in the glossary."""
        return _term(self.link(f"glossary.md#{anchor}"), text)


def made_of(template: str, **values: Any) -> str:
    """A piece of a page made of a template."""
    return _ENVIRONMENT.get_template(template).render(**values)


def _mailed(text: str | None) -> Markup:
    """Turn the e-mail addresses of a plain text into links."""
    return Markup(_MAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', str(escape(text or ""))))


@lru_cache(maxsize=4096)  # a page has ten of them, and all pages of a kind the same
def _term(href: str, text: str) -> Markup:
    return Markup('<a class="m-term" href="{}">{}</a>').format(href, text)


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mentoring", "pages/templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= {
        "day": russian.day,
        "mailed": _mailed,
        "number": russian.decimal,
        "count": russian.count,
        "listed": russian.listed,
        "numbered": russian.numbered,
        "dotted": lambda words: Markup(" · ").join(word for word in words if word),
    }
    return environment


_ENVIRONMENT = _make_environment()
