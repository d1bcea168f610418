"""What every page gets around its text: a policy for scripts and addresses, our scripts, the bar of the views, the typeface."""

import re
from collections.abc import Sequence
from html import escape
from posixpath import relpath

from mentoring.deploy.snippets import policy

FACES = ("fonts/golos-text-russian.woff2", "fonts/golos-text-signs.woff2")
"""The parts of the typeface every page needs at once."""
BAR = """<div class="m-view" role="region" aria-label="Вид страницы">
<button class="m-view-night" type="button" aria-pressed="false">Тёмные цвета</button>
<button class="m-view-toggle" type="button" aria-expanded="false">Версия для слабовидящих</button>
</div>
"""
"""It stands in the page and not in a script, so that nothing moves when the script has come."""
_THEIRS = re.compile(
    r'\s*<script(?: id="__config" type="application/json"| src="[^"]*assets/javascripts/[^"]*")?>.*?</script>',
    re.DOTALL,
)
"""The theme's own scripts, in the page and beside it: 34 KB gzipped a reader does without; theme.js has what is missed."""
_HEADER_END = re.compile(r"(<header .*?)(</nav>\s*</header>)", re.DOTALL)
"""The end of the theme's bar is the place of the search."""
FACET = "mentoring:facet"
"""Says what a page is in a facet of the search; Pagefind's own filters give other bytes with every run."""
KIND = "Что это"
"""The facet a result is called by."""
_ARTICLE = '<article class="md-content__inner md-typeset">'
_GLASS = (
    '<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23'
    "l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16a6.5 6.5 0 0 1 0-13m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9"
    '"></path></svg>'
)
_CATALOGUE = 'data-catalogue="'
"""Stands in a page that needs the script of lists."""
_SEARCH = 'class="m-search m-search-page"'
"""Stands in the page of the search; the other pages load its script when a reader opens the search."""
_EMPTY = ' tabindex=""'
"""The theme writes it at sections of the menu that are open already; it is no HTML."""
_CHARSET = '<meta charset="utf-8">'
_ROOT = re.compile(
    r'(<html lang="[^"]*" class="no-js")(>.*?<body dir="[^"]*")((?: data-md-color-[a-z]+="[^"]*")*)',
    re.DOTALL,
)
"""The first tags of the theme. The colours go from the body to the root: view.js sets them before there is a body."""
_SKIP = '<div data-md-component="announce">'
"""What follows the link that skips the menu."""
_TIMELINE = re.compile(r'\s*<(?:link|script)[^>]*assets/timeline\.(?:css|js)"[^>]*>(?:</script>)?')
_TIMED = re.compile(r'class="(?:[^"]* )?m-(?:tl|month|next|year|sign|deeds|legend|mark|row|when|unseen)')
"""What the timeline's own style and script are for."""


_POLICY = f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'


class UnknownThemeError(Exception):
    """The theme writes other pages than those the policy and our scripts were made for."""


def dressed(
    output: str,
    content: str,
    url: str,
    *,
    search: str,
    found_as: Sequence[tuple[str, str]] = (),
    strict: bool = True,
) -> str:
    """Put the policy and our scripts into a page; `content` is what came of the author's text, `url` where it stands.

    `search` is the address of the page of the search, from the root; `found_as` are the facets of the search and what the page is in each; without them the page is not searched.

    No script in a page runs: whatever got into the author's text by a way nobody thought of does not either. A preview
    is not strict: its server writes a script of its own into pages.
    """
    before, text, after = output.partition(content) if content else (output, "", "")
    output = _THEIRS.sub("", before) + text + _THEIRS.sub("", after)
    prefix = relpath(".", url.rpartition("/")[0] or ".") if not url.startswith("/") else url.rstrip("/")
    early = (
        f'<script src="{prefix}/assets/view.js"></script>\n'
        f'<script src="{prefix}/assets/theme.js" defer></script>\n'
    ) + "\n".join(
        f'<link rel="preload" href="{prefix}/assets/{face}" as="font" type="font/woff2" crossorigin>'
        for face in FACES
    )
    if not _TIMED.search(content):
        output = _TIMELINE.sub("", output)
    output = _once(_ROOT, r"\1\3\2", output)
    output = output.replace(_SKIP, f"{BAR}{_SKIP}", 1)
    if _CATALOGUE in content:
        early += f'\n<script src="{prefix}/assets/catalogue.js" defer></script>'
        early += f'\n<link rel="stylesheet" href="{prefix}/assets/catalogue.css">'
    if _SEARCH in content:
        early += f'\n<script src="{prefix}/assets/search.js" defer></script>'
    opener = f'<a class="m-search-open" href="{prefix}/{search}">{_GLASS}<span>Поиск</span></a>'
    output = _once(_HEADER_END, rf"\g<1>{opener}\g<2>", output)
    if found_as:
        kind = escape(next((value for facet, value in found_as if facet == KIND), ""))
        searched = f'{_ARTICLE[:-1]} data-pagefind-body data-pagefind-meta="kind:{kind}">'
        output = output.replace(_ARTICLE, searched, 1)
        early += "".join(
            f'\n<meta name="{FACET}" content="{escape(f"{facet}: {value}")}">' for facet, value in found_as
        )
    output = output.replace(_EMPTY, "")
    head = (_CHARSET, _POLICY, early) if strict else (_CHARSET, early)
    return output.replace(_CHARSET, "\n".join(head), 1)


def _once(pattern: re.Pattern[str], new: str, output: str) -> str:
    output, count = pattern.subn(new, output)
    if count != 1:
        raise UnknownThemeError(f"{pattern.pattern}: {count}")
    return output
