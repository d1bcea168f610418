"""Files written into an address: `data:text/html;base64,…`."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from mentoring.privacy.texts.piece import Pieces, Read, Unseen


def of_data_addresses(text: str, read: Read) -> Pieces:
    if "data:" not in text:
        return
    for match in _ADDRESS.finditer(text):
        kind, how, body = match[1].lower(), match[2].lower(), match[3]
        content = unquote_to_bytes(body)
        if "base64" in how:
            try:
                content = base64.b64decode(content + b"=" * (-len(content) % 4))
            except (binascii.Error, ValueError):
                yield Unseen("адрес `data:` не читается")
                continue
        yield from read(
            content, f"data.{_ENDINGS.get(kind, 'txt' if kind.startswith('text/') else kind or 'txt')}"
        )


_ADDRESS = re.compile(r"\bdata:([\w.+-]+/[\w.+-]+)?((?:;[\w=.+-]+)*),([^\"'<>\s)]*)", re.I)
_ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "image/svg+xml": "svg",
    "text/css": "css",
    "text/javascript": "js",
    "application/javascript": "js",
    "application/json": "json",
    "text/csv": "csv",
    "text/xml": "xml",
    "application/xml": "xml",
    "text/calendar": "ics",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/x-icon": "ico",
    "font/woff2": "woff2",
    "font/woff": "woff",
    "application/pdf": "pdf",
}
