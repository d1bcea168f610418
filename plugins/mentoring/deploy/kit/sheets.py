"""Which pages of the site go into which sheet to paste: few big sheets, for every sheet is pasted by hand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentoring import russian


@dataclass(frozen=True)
class Sheet:
    """One page of the main site: a page of ours and others folded below it."""

    name: str
    """Permanent, Latin: the name of its file and of its row in the table of addresses."""
    pages: tuple[str, ...]
    """Files of the site, the first one gives the title."""


_KNOWN = (
    ("home", ("index", "programmes/index")),
    ("join", ("join", "personal-data", "accessibility")),
    ("documents", ("documents", "library")),
)
"""Sheets of every school; what the site has not is left out."""


def sheets(site: Path, catalogue: Mapping[str, Any], own: Iterable[str]) -> tuple[Sheet, ...]:
    """Divide the site into sheets; pages of `own` get a sheet of their own."""
    alone = [page for address in own if (page := file_of(site, address))]
    found = []
    for name, addresses in _KNOWN:
        pages = _there(site, addresses)
        found.append(Sheet(name, tuple(page for page in pages if page == "index.html" or page not in alone)))
    found[1:1] = _programmes(site, catalogue, alone)
    practices = ("practices/index", *_urls(catalogue, "practices"))
    found.append(Sheet("practices", tuple(page for page in _there(site, practices) if page not in alone)))
    found += [Sheet(_name(page), (page,)) for page in alone if page != "index.html"]
    return tuple(sheet for sheet in found if sheet.pages)


def file_of(site: Path, address: str) -> str:
    """The file of a page, however the addresses of the site look; empty where there is none."""
    address = address.strip().strip("/").removesuffix(".html")
    for path in (f"{address}.html", f"{address}/index.html" if address else "index.html"):
        if (site / path).is_file():
            return path
    return ""


def _programmes(site: Path, catalogue: Mapping[str, Any], alone: list[str]) -> Iterator[Sheet]:
    """A sheet for each programme, the newest first: its roadmap and its cases stand below it."""
    folded: dict[str, list[str]] = {}
    known = {programme["slug"] for programme in catalogue["programmes"]}
    for roadmap in catalogue["roadmaps"]:
        first = next((slug for slug in roadmap["programmes"] if slug in known), "")
        folded.setdefault(first, []).append(roadmap["url"])
    for case in sorted(catalogue["cases"], key=lambda case: russian.sort_key(case["title"])):
        folded.setdefault(case["programme"] if case["programme"] in known else "", []).append(case["url"])
    newest = sorted(catalogue["programmes"], key=lambda programme: programme["slug"])
    newest.sort(key=lambda programme: programme.get("school_year") or "", reverse=True)
    for programme in newest:
        pages = _there(site, (programme["url"], *folded.get(programme["slug"], ())))
        kept = tuple(page for page in pages if page not in alone)
        if kept:
            yield Sheet(f"programme-{programme['slug']}", kept)
    rest = [page for page in _there(site, folded.get("", ())) if page not in alone]
    if rest:
        yield Sheet("cases", (*_there(site, ("cases/index",)), *rest))


def _urls(catalogue: Mapping[str, Any], kind: str) -> list[str]:
    return [
        entry["url"] for entry in sorted(catalogue[kind], key=lambda entry: russian.sort_key(entry["title"]))
    ]


def _there(site: Path, addresses: Iterable[str]) -> list[str]:
    return [page for address in addresses if (page := file_of(site, address))]


def _name(page: str) -> str:
    return russian.slug(page.removesuffix(".html").removesuffix("/index"))
