"""Shared hosting by FTP, with TLS (`ftps://`) or without (`ftp://`)."""

import ftplib
import io
import posixpath
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from mentoring.deploy.failures import STANDS, UNKNOWN, Failure
from mentoring.deploy.finisher import Finisher, Login
from mentoring.deploy.host import Kind, Stat

TIMEOUT = 30
"""Seconds a server may take to answer."""


class Ftp:
    """The host of `ftp://` and `ftps://`."""

    can_link = False

    def __init__(self, login: Login) -> None:
        with _told():
            if login.tls:
                client: ftplib.FTP = _Secure(
                    context=ssl.create_default_context(), timeout=TIMEOUT, encoding="utf-8"
                )
            else:
                client = ftplib.FTP(timeout=TIMEOUT, encoding="utf-8")
            client.connect(login.server, login.port or 21)
            client.login(login.user, login.password)
            if isinstance(client, _Secure):
                client.prot_p()
            client.voidcmd("TYPE I")
        self._ftp, self._login = client, login
        self._finisher: Finisher | None = None
        self._is_alone = False
        self._made: set[str] = set()
        features = self._features()
        self._lists_facts = "MLST" in features or "MLSD" in features
        self.can_rename = True

    def _features(self) -> str:
        try:
            return self._ftp.sendcmd("FEAT").upper()
        except ftplib.error_perm:
            return ""

    def kind(self, path: str) -> Kind | None:
        path = path.rstrip("/") or "/"
        if path == "/":
            return "folder"
        above, name = posixpath.split(path)
        kind = next((kind for found, kind, _ in self._entries(above or "/") if found == name), None)
        if (
            kind == "folder" and self._lists_facts
        ):  # many a server tells there what a link leads to, not that it is one
            return next((told for found, told, *_ in self._lines(above or "/") if found == name), kind)
        return kind

    def _entries(self, folder: str) -> Iterator[tuple[str, Kind, Stat]]:
        """What stands right in a folder; nothing where there is no such folder."""
        try:
            with _told(may_miss=True):
                found = list(self._facts(folder) if self._lists_facts else self._lines(folder))
        except _MissingError:
            return
        for name, kind, size, changed in found:
            if name not in {".", ".."}:
                yield name, kind, Stat(size, changed)

    def _facts(self, folder: str) -> Iterator[tuple[str, Kind, int, int]]:
        for name, facts in self._ftp.mlsd(folder, facts=["type", "size", "modify"]):
            kind = facts.get("type", "file").lower()
            if kind not in {"cdir", "pdir"}:
                size, changed = facts.get("size", "0"), facts.get("modify", "0").partition(".")[0]
                yield (
                    name,
                    "folder" if kind == "dir" else "link" if "link" in kind else "file",
                    int(size) if kind == "file" else 0,
                    int(changed),
                )

    def _lines(self, folder: str) -> Iterator[tuple[str, Kind, int, int]]:
        """Read the listing of a server that knows no better, vsftpd too, as `ls -l` writes it: to the minute."""
        lines: list[str] = []
        here = self._ftp.pwd()
        self._ftp.cwd(folder)  # many servers take a path with a space for an option of the listing
        try:
            self._ftp.retrlines("LIST -a", lines.append)
        finally:
            self._ftp.cwd(here)
        for line in lines:
            parts = line.split(maxsplit=8)
            if len(parts) == 9 and parts[0][0] in "-dl":
                kind: Kind = {"d": "folder", "l": "link"}.get(parts[0][0], "file")  # type: ignore[assignment]  # `get` widens the literals to str
                name = parts[8].partition(" -> ")[0] if kind == "link" else parts[8]
                yield name, kind, int(parts[4]) if kind == "file" else 0, crc32(" ".join(parts[5:8]).encode())

    def listing(self, folder: str) -> Mapping[str, Stat]:
        found: dict[str, Stat] = {}
        inner = [""]
        while inner:
            path = inner.pop()
            for name, kind, seen in self._entries(f"{folder}/{path}".rstrip("/") or "/"):
                if kind == "folder":
                    inner.append(f"{path}{name}/")
                else:
                    found[f"{path}{name}"] = seen
        return found

    def read(self, path: str) -> bytes | None:
        content = io.BytesIO()
        try:
            with _told(may_miss=True):
                self._ftp.retrbinary(f"RETR {path}", content.write)
        except _MissingError:
            return None
        return content.getvalue()

    def read_all(self, folder: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        contents = ((path, self.read(f"{folder}/{path}")) for path in paths)
        return {path: content for path, content in contents if content is not None}

    def write(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        for path, content in files:
            target = f"{folder}/{path}"
            self._make_all(posixpath.dirname(target))
            with _told():
                if self.can_rename:
                    self._ftp.storbinary(f"STOR {target}.part", io.BytesIO(content))
                    self.can_rename = self._replaced(f"{target}.part", target)
            if not self.can_rename:
                self._finish(target, content)

    def store(self, target: str, content: bytes) -> None:
        """Write a file where readers see it arrive; its folder is there."""
        with _told():
            self._ftp.storbinary(f"STOR {target}", io.BytesIO(content))

    def _finish(self, target: str, content: bytes) -> None:
        """Have a file written to its end even if this program is killed, where the host lets two in at once."""
        try:
            if self._finisher is None and not self._is_alone:
                self._finisher = Finisher(self._login)
            if self._finisher is not None:
                self._finisher.store(target, content)
        except (Failure, OSError):  # what is really wrong shows without it as well
            self._finished()
            self._is_alone = True
        if self._is_alone:
            self.store(target, content)
        else:
            with _told():
                self._ftp.voidcmd("NOOP")  # a connection that is silent for minutes is ended by its host

    def _finished(self) -> None:
        """Wait until what was begun is whole."""
        if self._finisher is not None:
            self._finisher.close()
            self._finisher = None

    def _replaced(self, part: str, target: str) -> bool:
        """Whether a file got the place of another; a server that cannot is found out by the note in our lock."""
        for free in (False, True):
            try:
                if free:  # a server that does not rename over what is there
                    self._ftp.delete(target)
                self._ftp.rename(part, target)
                return True
            except ftplib.error_perm:
                continue
        self._ftp.delete(part)
        return False

    def copy(self, source: str, folder: str, paths: Iterable[str]) -> set[str]:
        return set(paths)  # the protocol has no such command

    def remove(self, folder: str, paths: Iterable[str]) -> None:
        above = set()
        for path in paths:
            try:
                with _told(may_miss=True):
                    self._ftp.delete(f"{folder}/{path}")
            except _MissingError:
                continue
            parent = posixpath.dirname(path)
            while parent:
                above.add(parent)
                parent = posixpath.dirname(parent)
        for parent in sorted(above, key=lambda path: -path.count("/")):
            if not any(self._entries(f"{folder}/{parent}")):
                with _told():
                    self._ftp.rmd(f"{folder}/{parent}")
                self._made.discard(f"{folder}/{parent}")

    def make(self, folder: str) -> bool:
        self._make_all(posixpath.dirname(folder))
        try:
            with _told():
                self._ftp.mkd(folder)
        except Failure:
            if self.kind(folder):
                return False
            raise Failure("permission", posixpath.basename(folder)) from None
        return True

    def _make_all(self, folder: str) -> None:
        if folder in {"", "/"} or folder in self._made:
            return
        if self.kind(folder) is None:
            self._make_all(posixpath.dirname(folder))
            with _told():
                self._ftp.mkd(folder)
        self._made.add(folder)

    def remove_tree(self, folder: str) -> None:
        self._finished()  # our lock goes last
        if self.kind(folder) != "folder":
            return
        folders = [folder]
        for parent in folders:
            for name, kind, _ in self._entries(parent):
                if kind == "folder":
                    folders.append(f"{parent}/{name}")
                else:
                    with _told():
                        self._ftp.delete(f"{parent}/{name}")
        with _told():
            for parent in reversed(folders):
                self._ftp.rmd(parent)
        self._made = {made for made in self._made if made != folder and not made.startswith(f"{folder}/")}

    def rename(self, path: str, new: str) -> None:
        self._made.clear()
        with _told():
            self._ftp.rename(path, new)

    def exchange(self, public: str, standby: str, aside: str) -> None:
        """Send all three renames in one piece, so that a cut connection takes them along or none of them.

        The server works them off without a round trip between; to a reader the site is away for that moment.
        """
        self._made.clear()
        pairs = ((public, aside), (standby, public), (aside, standby))
        with _told(UNKNOWN):
            for path in (public, standby, aside):
                if "\n" in path or "\r" in path:
                    raise Failure("protocol", "перенос строки в пути")
            said = "".join(f"RNFR {old}\r\nRNTO {new}\r\n" for old, new in pairs)
            assert self._ftp.sock is not None  # connected in __init__
            self._ftp.sock.sendall(said.encode())
            answers = []
            for _ in range(2 * len(pairs)):
                try:
                    answers.append(self._ftp.getresp()[:1])
                except ftplib.error_perm as error:
                    answers.append(str(error)[:1])
        if answers != ["3", "2"] * 3:
            raise Failure("protocol", "папки не переименованы", code=UNKNOWN)

    def link(self, path: str, target: str) -> None:
        raise NotImplementedError  # FTP has no symbolic links, and `can_link` says so

    def target(self, path: str) -> str | None:
        return None

    def clock(self, path: str) -> float | None:
        try:
            told = self._ftp.sendcmd(f"MDTM {path}").split()[1].partition(".")[0]
            return datetime.strptime(told, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
        except (ftplib.Error, IndexError, ValueError):
            return None

    def close(self) -> None:
        self._finished()
        try:
            self._ftp.quit()
        except (OSError, EOFError, ftplib.Error):
            self._ftp.close()


class _Secure(ftplib.FTP_TLS):
    """FTP over TLS whose data connections resume the session of the control connection: vsftpd demands it."""

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[socket.socket, int | None]:
        plain, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        assert isinstance(self.sock, ssl.SSLSocket)  # login() has made it one
        return self.context.wrap_socket(plain, server_hostname=self.host, session=self.sock.session), size


class _MissingError(Exception):
    """There is no such file or folder."""


def _means_missing(error: ftplib.error_perm) -> bool:
    answer = str(error).lower()
    refused = any(word in answer for word in ("permission", "denied", "privileges", "not permitted"))
    return (answer.startswith("550") or "no such" in answer) and not refused


@contextmanager
def _told(code: int = STANDS, *, may_miss: bool = False) -> Iterator[None]:
    """Turn what the library raises into a reason a curator can act on; `_MissingError` only where it is awaited."""
    try:
        yield
    except ftplib.error_perm as error:
        answer = str(error)
        if answer.startswith("530"):
            raise Failure("login") from None
        if answer.startswith(("552", "452")):
            raise Failure("quota") from None
        if may_miss and _means_missing(error):
            raise _MissingError from None
        if answer.startswith(("550", "553")):
            raise Failure("permission", "папка сайта") from None
        raise Failure("protocol", answer[:80], code=code) from None
    except ftplib.error_temp as error:
        name = "quota" if str(error).startswith("452") else "host-lost"
        raise Failure(name, code=code) from None
    except ssl.SSLCertVerificationError as error:
        raise Failure("certificate", error.verify_message) from None
    except ssl.SSLError as error:
        raise Failure("protocol", f"TLS: {error.reason or 'обрыв'}", code=code) from None
    except TimeoutError:
        raise Failure("host-timeout", code=code) from None
    except socket.gaierror as error:
        raise Failure("host-name", str(error.strerror)) from None
    except ConnectionRefusedError:
        raise Failure("host-refused") from None
    except UnicodeDecodeError:
        raise Failure("protocol", "имя файла не в кодировке UTF-8") from None
    except (EOFError, OSError, ftplib.Error):
        raise Failure("host-lost", code=code) from None
