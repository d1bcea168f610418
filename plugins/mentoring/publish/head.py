"""What the head of every page gets: a policy for scripts and addresses, the script of the view for poor sight, the typeface."""

import base64
import hashlib
import re
from posixpath import relpath

INLINE = 3
"""Scripts that the theme writes into a page: its scope, its palette, its tabs. Another number means another theme."""
FACE = "fonts/golos-text-cyrillic.woff2"
"""The typeface every page needs at once."""
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NAMELESS = 'data-md-component="search" role="dialog"'
"""The theme gives this dialog no name for screen readers."""
_CHARSET = '<meta charset="utf-8">'


class UnknownThemeError(Exception):
    """The theme writes other scripts into its pages than those the policy was made for."""


def dressed(output: str, content: str, url: str) -> str:
    """Put the policy and our early script into a page; `content` is what came of the author's text, `url` where it stands.

    Scripts are allowed by their hashes, and only those outside of the author's text are hashed: whatever got into that
    by a way nobody thought of does not run.
    """
    scripts = _SCRIPT.findall(output.replace(content, "", 1) if content else output)
    if len(scripts) != INLINE:
        raise UnknownThemeError(f"{len(scripts)}, {INLINE}")
    prefix = relpath(".", url.rpartition("/")[0] or ".") if not url.startswith("/") else url.rstrip("/")
    early = (
        f'<script src="{prefix}/assets/view.js"></script>\n'
        f'<link rel="preload" href="{prefix}/assets/{FACE}" as="font" type="font/woff2" crossorigin>'
    )
    output = output.replace(_NAMELESS, f'{_NAMELESS} aria-label="Поиск"', 1)
    return output.replace(_CHARSET, f"{_CHARSET}\n{policy(scripts)}\n{early}", 1)


def policy(scripts: list[str]) -> str:
    """The policy as a meta tag. Source: CSP Level 3; reliability.md 5.3."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in sorted(set(scripts)))
    rules = (
        "default-src 'none'",
        f"script-src 'self' {hashes}",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
