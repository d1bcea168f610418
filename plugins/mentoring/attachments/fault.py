"""What keeps a file off a site, and which endings are known."""

import zipfile
import zlib
from dataclasses import dataclass

PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg"})
"""The endings of pictures."""
ACTIVE = frozenset(
    {
        *("html", "htm", "xhtml", "shtml", "mhtml", "hta", "xml", "xsl", "svg", "svgz", "swf", "css"),
        *("js", "mjs", "wasm", "php", "asp", "aspx", "jsp", "cgi", "py", "pl", "sh", "jar", "vbs", "ps1"),
        *("exe", "bat", "cmd", "com", "msi", "scr", "lnk", "url", "dll", "apk"),
    }
)
"""The endings of files that run something when they are opened from a site."""
MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class Fault:
    """Why a file may not stand on a site."""

    rule: str
    what: str
    fix: str
    why: str = ""


class Spoilt(ValueError):
    """A file that turned out to be broken while it was being cleaned."""


def ending_of(name: str) -> str:
    """The ending of a name in small letters, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError,
    RuntimeError,  # a locked member
    NotImplementedError,  # an unknown packing
)  # fmt: skip
"""What `zipfile` raises over an archive that cannot be read."""
