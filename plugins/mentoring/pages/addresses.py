"""Addresses: from one page of the site to another, with and without `.html`."""

import posixpath


def address(path: str, directory_urls: bool = True) -> str:
    """Where the page of a Markdown file stands, from the root of the site: `cases/fizika/`."""
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".md")
    if not path.endswith(".md"):
        return path
    if stem in {"index", "README"}:
        return (
            f"{folder}/"
            if folder and directory_urls
            else posixpath.join(folder, "index.html")
            if not directory_urls
            else ""
        )
    return posixpath.join(folder, f"{stem}/" if directory_urls else f"{stem}.html")


def link(origin: str, target: str, directory_urls: bool = True) -> str:
    """The relative address from the page of one file to that of another; `target` may carry an anchor."""
    path, mark, anchor = target.partition("#")
    here = address(origin, directory_urls)
    there = address(path, directory_urls)
    base = posixpath.dirname(here) if not here.endswith("/") else here.rstrip("/")
    relative = posixpath.relpath(there or ".", base or ".")
    if there.endswith("/") or not there:
        relative += "/"
    return relative + mark + anchor
