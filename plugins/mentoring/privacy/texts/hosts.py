"""Other hosts a page asks something of by itself; a link a reader follows asks nothing."""

import html
import re
from urllib.parse import urlsplit


def foreign(text: str) -> set[str]:
    """The hosts a page, a drawing, a style or a script would ask."""
    hosts: set[str] = set()
    for found in _SLASHES.finditer(text):
        start = text.rfind("<", max(0, found.start() - 3_000), found.start())
        tag = _TAG.match(text, start) if start >= 0 else None
        if tag and tag.end() > found.start():
            hosts |= _of_tag(tag[1].lower(), tag[2])
        around = html.unescape(text[max(0, found.start() - 80) : found.end() + 200])
        for pattern in (_STYLED, _CALLED):
            hosts |= {_host(match[1]) for match in pattern.finditer(around)}
    return {host for host in hosts if host}


def _of_tag(tag: str, rest: str) -> set[str]:
    if tag in {"a", "area"}:
        return {_host(value) for name, value in _attributes(rest) if name == "ping"}
    if tag == "meta":
        return {_host(found[1]) for found in _REFRESH.finditer(html.unescape(rest))}
    if tag == "link" and _QUIET.search(rest):
        return set()
    hosts = set()
    for name, value in _attributes(rest):
        if name in _ASKING:
            hosts |= {_host(one) for one in _SEVERAL.split(value)} if "srcset" in name else {_host(value)}
    return hosts


def _attributes(rest: str) -> list[tuple[str, str]]:
    return [
        (match[1].lower(), html.unescape(match[2] or match[3] or match[4] or "").strip())
        for match in _ATTRIBUTE.finditer(rest)
    ]


def _host(address: str) -> str:
    found = _ADDRESS.match(address.strip().replace("\\/", "/").replace("\\", "/"))
    if not found:
        return ""
    try:
        return urlsplit(f"https:{found[1]}").hostname or ""
    except ValueError:
        return "?"


_SLASHES = re.compile(r"(?:/|\\/?|&#0*47;?|&#[xX]0*2[fF];?|&sol;){2}")
_TAG = re.compile(r"""<([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_ASKING = frozenset(
    {
        *("src", "srcset", "imagesrcset", "data", "href", "xlink:href", "poster", "action", "formaction"),
        *("background", "ping", "manifest", "codebase", "classid", "longdesc"),
    }
)
"""Attributes whose address a browser asks by itself, or sends something to."""
_QUIET = re.compile(
    r"""rel\s*=\s*["']?(?:canonical|next|prev|alternate|license|author|me|bookmark|help)\b""", re.I
)
_SEVERAL = re.compile(r"\s*,\s+|\s+[\d.]+[wx]\s*,?\s*")
_REFRESH = re.compile(r"""url\s*=\s*["']?([^"'>\s]+)""", re.I)
_ADDRESS = re.compile(r"(?:https?:|wss?:|ftp:)?(//[^\s\"'<>]+)", re.I)
_STYLED = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"'\s)]+)""", re.I)
_CALLED = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|sendBeacon|EventSource|WebSocket|Worker|open|getScript|ajax|get|post)\s*\(\s*"""
    r"""(?:["'`](?:GET|POST|HEAD)["'`]\s*,\s*)?|\bfrom\s*|\.(?:src|action)\s*=\s*|\bimport\s*)"""
    r"""["'`]((?:https?:|wss?:)?(?:\\?/){2}[\w.-]+[^"'`\s]*)""",
    re.I,
)
