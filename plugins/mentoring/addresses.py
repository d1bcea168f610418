"""Addresses: which page an author's file becomes, the way from one page to another, and what a page was called before."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

FOLDERS = {
    "cases/programmes": "programmes",
    "cases/roadmaps": "roadmaps",
    "cases/pairs": "cases",
    "cases/practices": "practices",
    "cases/mentors": "mentors",
    "cases/files": "files",
    "cases/media": "media",
}
"""Where the files of a folder stand on the site, under `docs/`."""

GENERATED = frozenset(
    [
        "index.md",
        "join.md",
        "personal-data.md",
        "accessibility.md",
        "practices/index.md",
        "practices/evidence.md",
        "situation.md",
        "search.md",
        "cases/index.md",
        "programmes/index.md",
        "roadmaps/index.md",
        "calendar.md",
        "forms/index.md",
        "stages/index.md",
        "mentors/index.md",
        "documents.md",
        "library.md",
        "numbers.md",
        "indicators.md",
        "risks.md",
        "awards.md",
        "team.md",
        "glossary.md",
        "archive/index.md",
    ]
)
"""Pages that are made of many cards."""


def page_of(file: str) -> str:
    """The page, under `docs/`, that an author's file becomes; slugs are unique, so sub-folders fall away."""
    parts = file.split("/")
    folder = FOLDERS.get("/".join(parts[:2]))
    if folder:
        return f"{folder}/{parts[-1]}"
    return file.removeprefix("docs/")


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
    relative = _way(base, there.rstrip("/"))
    if there.endswith("/") or not there:
        relative += "/"
    return relative + mark + anchor


def _way(base: str, there: str) -> str:
    """`posixpath.relpath` for two clean paths, without asking for the current folder: it runs for every link."""
    start = base.split("/") if base else []
    goal = there.split("/") if there else []
    common = 0
    while common < min(len(start), len(goal)) and start[common] == goal[common]:
        common += 1
    return "/".join([".."] * (len(start) - common) + goal[common:]) or "."


def way(file: str, page: str) -> str:
    """How an author's file links to a page or file of the site: by where that one's own file lies."""
    folder = page.partition("/")[0] if "/" in page else ""
    written = next(
        (f"{source}/{page.partition('/')[2]}" for source, site in FOLDERS.items() if site == folder), ""
    )
    return _way(posixpath.dirname(file), written or f"docs/{page}")


def is_relative(address: str) -> bool:
    """Whether an address names a place of this site: no scheme, no host, not from the root."""
    return not address.startswith(("/", "\\", "#", "?")) and ":" not in address.split("/")[0]


@dataclass(frozen=True)
class Old:
    """An address that a page had before."""

    path: str
    """From the root of the site, without its ending: `practices/urok`."""
    ending: str = ""
    """As it was written: `/` or `.html`; empty where a name was given and the site says how addresses end."""

    def file(self, directory_urls: bool = True) -> str:
        """The file that answers at this address."""
        ending = self.ending or ("/" if directory_urls else ".html")
        return f"{self.path}/index.html" if ending == "/" else f"{self.path}{ending}"


def is_old(written: str) -> bool:
    """Whether something may have been the address of a page: a name, a path from the root of the site, a whole address."""
    parts = urlsplit(written)
    if parts.query or parts.fragment or (parts.scheme and parts.scheme not in {"http", "https"}):
        return False
    steps = unquote(parts.path).strip("/").split("/")
    if bool(parts.scheme) != bool(parts.netloc) or not all(_STEP.fullmatch(step) for step in steps):
        return parts.netloc != "" and steps == [""]
    return len(written) <= 300 and not _OF_FILE.search(steps[-1])


def old(written: str, page: str, site: str | None) -> Old | None:
    """Read an old address of a page; None where it lies on another site than `site`.

    A bare name stands for one in the folder of the page.
    """
    parts, home = urlsplit(written), urlsplit(site or "")
    base = home.path.rstrip("/")
    path = unquote(parts.path)
    if parts.netloc and (
        parts.netloc.lower() != home.netloc.lower() or not f"{path}/".startswith(f"{base}/")
    ):
        return None
    if base and f"{path}/".startswith(f"{base}/"):
        path = path[len(base) :]
    if "/" not in path and not path.endswith((".html", ".htm")):
        return Old(posixpath.join(posixpath.dirname(page), path))
    folder, _, name = path.strip("/").rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if dot and ending in {"html", "htm"}:
        return Old(folder, "/") if stem == "index" else Old(posixpath.join(folder, stem), f".{ending}")
    return Old(posixpath.join(folder, name), "/" if path.endswith("/") else "")


def bare(path: str) -> str:
    """What the address of a page is known by, however addresses end: `practices/urok`."""
    return address(path).strip("/")


_STEP = re.compile(r"[\w][\w.~-]*")
_OF_FILE = re.compile(r"\.(?!html?$)[A-Za-z][A-Za-z0-9]{1,4}$")
"""The ending of something that is no page: `plan.docx`."""
