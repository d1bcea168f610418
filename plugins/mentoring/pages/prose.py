"""An author's Markdown inside a field becomes HTML: no raw tags, no links but safe ones."""

import html
import posixpath
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from mentoring.addresses import link

_PLAIN = re.compile(r"[^\\`*_\[\]<&#|~\n]*")
_STARTS_BLOCK = re.compile(r"\s*([-+>]|\d+[.)])\s")
_SAFE = re.compile(r"(https?://|mailto:|#|[\w./-]+\Z|[\w./-]+#)", re.ASCII)


@lru_cache(maxsize=4096)
def prose(text: str, page: str, directory_urls: bool) -> str:
    """Turn the Markdown of a field into HTML blocks for the page at `page`."""
    if _PLAIN.fullmatch(text) and not _STARTS_BLOCK.match(text):
        return f"<p>{html.escape(text, quote=False)}</p>"
    converter = _converter()
    converter.reset()
    made = converter.convert(text.replace("&", "&amp;").replace("<", "&lt;"))
    # The converter escapes code once more: `<b>` would be shown as `&lt;b>`.
    made = _CODE.sub(lambda match: match[0].replace("&amp;", "&"), made)
    return re.sub(
        r'href="mentoring:([^"]*)"',
        lambda match: f'href="{link(page, match[1], directory_urls)}"',
        _placed(made, page),
    )


_CODE = re.compile(r"<code>[^<]*</code>")


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists", _SafeLinks()])


def _placed(made: str, page: str) -> str:
    """Resolve links to other Markdown files against the page they stand on."""

    def resolve(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), match[1]))
        return f'href="mentoring:{target}{match[2] or ""}"'

    return re.sub(r'href="([\w./-]+\.md)(#[\w-]*)?"', resolve, made)


class _SafeLinks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Python-Markdown's
        md.treeprocessors.register(_DropUnsafe(md), "mentoring-safe-links", 0)


class _DropUnsafe(Treeprocessor):
    """Keep the words of a link and drop an address that could run something."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if name in element.attrib and not _SAFE.match(element.attrib[name]):
                    del element.attrib[name]
