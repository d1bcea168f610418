"""Links of a finished site: every one of them leads to a file and an anchor that are there, letter for letter."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

_ADDRESSES = ("href", "src", "poster", "data")


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere."""

    page: str
    """The file with the link, under the site."""
    address: str
    """As it stands there."""
    why: str


def broken(site: Path, base: str = "/") -> Iterator[Broken]:
    """Follow every link inside a site; `base` is the path of the site on its host.

    Names are compared letter for letter, for many a server is stricter than the machine the site was built on.
    """
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    pages = {
        path: html.fromstring((site / path).read_bytes()) for path in sorted(files) if path.endswith(".html")
    }
    anchors = {path: {*tree.xpath("//@id"), *tree.xpath("//a/@name")} for path, tree in pages.items()}
    lists = {path for path, tree in pages.items() if tree.xpath("//@data-catalogue")}
    by_lower = {path.casefold(): path for path in files}
    for page, tree in pages.items():
        for address in sorted(set(_addresses(tree))):
            parts = urlsplit(address.strip())
            if parts.scheme or parts.netloc:
                continue
            target = _target(page, unquote(parts.path), base)
            found = next(
                (path for path in (target, posixpath.join(target, "index.html")) if path in files), None
            )
            if found is None:
                near = by_lower.get(target.casefold()) or by_lower.get(
                    posixpath.join(target, "index.html").casefold()
                )
                why = f"файл называется иначе: {near}" if near else "такого файла нет"
                yield Broken(page, address, why)
            elif found in lists and "=" in parts.fragment:
                continue  # what the list is narrowed down to: its script reads it
            elif found in anchors and not _is_anchor(unquote(parts.fragment), anchors[found]):
                yield Broken(page, address, "на странице нет такого места")


def _is_anchor(name: str, anchors: set[str]) -> bool:
    return not name or name in anchors or name.startswith("__")  # made by the script of the theme


def _addresses(tree: html.HtmlElement) -> Iterator[str]:
    for name in _ADDRESSES:
        yield from tree.xpath(f"//@{name}")
    for value in tree.xpath("//@srcset"):
        yield from (part.split()[0] for part in value.split(",") if part.strip())


def _target(page: str, path: str, base: str) -> str:
    if not path:
        return page
    if path.startswith("/"):
        target = posixpath.normpath(path.removeprefix(base.rstrip("/")).lstrip("/") or ".")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return "" if target == "." else target
