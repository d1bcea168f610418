"""Text to paste into the configuration of a server or of a forge, with the addresses of this school filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

SNIPPETS: Mapping[str, str] = {
    "nginx": "nginx.conf.jinja",
    "apache": "apache.conf.jinja",
    "gitlab": "gitlab.yml.jinja",
    "gitea": "gitea.yml.jinja",
}
"""Every snippet by its name; Forgejo takes that of Gitea."""

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # WebAssembly is Pagefind's
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What a page of ours may load: nothing from elsewhere, and no script that stands in it. Source: CSP Level 3; reliability.md 5.3."""
ANCESTORS = "frame-ancestors 'self'"
"""Only a server can say it: in a page it has no effect."""


def policy() -> str:
    """The policy in one line."""
    return "; ".join(f"{what} {whence}" for what, whence in POLICY.items())


HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{policy()}; {ANCESTORS}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


@dataclass(frozen=True)
class Where:
    """What a snippet has to know of a school."""

    site: str = ""
    """The address of the site; its path is where the server shows the folder."""
    folder: str = "/var/www/nastavnichestvo"
    target: str = "sftp://имя@сервер/var/www/nastavnichestvo"
    branch: str = "main"


def snippet(name: str, where: Where) -> str:
    """Write the snippet of this name."""
    folder, inside = where.folder.rstrip("/"), urlsplit(where.site).path.strip("/")
    return _ENVIRONMENT.get_template(SNIPPETS[name]).render(
        path=f"/{inside}/" if inside else "/",
        folder=folder,
        name=PurePosixPath(folder).name,
        target=where.target,
        branch=where.branch,
        headers=HEADERS,
    )


_ENVIRONMENT = Environment(
    loader=PackageLoader("mentoring.deploy", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
