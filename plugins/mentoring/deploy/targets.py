"""Where a site is to go, as a curator writes it: `sftp://имя@сервер/папка`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import keyring
from keyring.errors import KeyringError

from mentoring.deploy.failures import Failure
from mentoring.deploy.finisher import Login
from mentoring.deploy.folder import Folder
from mentoring.deploy.ftp import Ftp
from mentoring.deploy.host import Host
from mentoring.deploy.sftp import Sftp

SERVICE = "mentoring"
"""Under this name passwords lie in the keyring of the system."""


@dataclass(frozen=True)
class Target:
    """A place that a site can be published to."""

    scheme: str
    path: str
    server: str = ""
    port: int = 0
    user: str | None = None

    @property
    def needs_password(self) -> bool:
        return self.scheme in {"ftp", "ftps"}


def parsed(text: str) -> Target:
    """Understand an address.

    Raises:
        Failure: it is none, or it carries a password.
    """
    scheme, colon, rest = text.partition(":")
    if colon and scheme in {"zip", "kit"} and rest:
        return Target(scheme, rest)
    if scheme not in HOSTS or not rest.startswith("//"):
        raise Failure("target-unknown", text[:80])
    try:
        parts = urlsplit(text)
        port = parts.port or 0
    except ValueError:
        raise Failure("target-unknown", text[:80]) from None
    if parts.password is not None:
        raise Failure("target-password")
    path = unquote(parts.path)
    if re.match(r"/[A-Za-z]:/", path):
        path = path[1:]  # file:///C:/www
    local = scheme == "file"
    if not path or local == bool(parts.hostname) or any(sign in path for sign in "\r\n\0"):
        raise Failure("target-unknown", text[:80])
    user = unquote(parts.username) if parts.username else None
    return Target(scheme, path.rstrip("/") or "/", parts.hostname or "", port, user)


def opened(target: Target, password: str | None, accept_key: str = "") -> Host:
    """Connect to the host of a target."""
    return HOSTS[target.scheme](target, password, accept_key)


def _login(target: Target, password: str | None, *, tls: bool) -> Login:
    return Login(target.server, target.port, target.user or "", password or "", tls)


HOSTS: dict[str, Callable[[Target, str | None, str], Host]] = {
    "file": lambda target, password, key: Folder(),
    "sftp": lambda target, password, key: Sftp(target.server, target.port, target.user, password, key),
    "ftp": lambda target, password, key: Ftp(_login(target, password, tls=False)),
    "ftps": lambda target, password, key: Ftp(_login(target, password, tls=True)),
}


def kept_password(target: Target) -> str | None:
    """The password the curator left in the keyring of the system, if there is one."""
    if not target.user:
        return None
    try:
        return keyring.get_password(f"{SERVICE}:{target.server}", target.user)
    except KeyringError:
        return None  # a server has no keyring
