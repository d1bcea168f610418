"""Addresses: which page an author's file becomes, and the way from one page to another."""

import posixpath

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
