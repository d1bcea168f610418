"""A server by SSH: its host key is always verified, and the first one is confirmed by a person."""

import asyncio
import errno
import os
import socket
import stat
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import asyncssh

from mentoring.deploy.failures import STANDS, UNKNOWN, Failure
from mentoring.deploy.host import Kind, Stat

AT_ONCE = 16
"""How many requests are under way at one time."""
TIMEOUT = 20
"""Seconds a server may take to answer."""

T = TypeVar("T")


class Sftp:
    """The host of `sftp://`."""

    can_link = True
    can_rename = True

    def __init__(
        self, server: str, port: int, user: str | None, password: str | None, accept_key: str = ""
    ) -> None:
        self._loop = asyncio.Runner()
        try:
            with _told():
                self._loop.run(self._connect(server, port or 22, user, password, accept_key))
        except BaseException:
            self._loop.close()
            raise

    async def _connect(
        self, server: str, port: int, user: str | None, password: str | None, accept: str
    ) -> None:
        known = Path.home() / ".ssh/known_hosts"
        key = await asyncio.wait_for(asyncssh.get_server_host_key(server, port), TIMEOUT)
        if key is None:
            raise Failure("protocol", "ключа нет")
        trusted = _known_keys(known, server, port)
        if trusted and key.public_data not in trusted:
            raise Failure("host-key-changed", key.get_fingerprint())
        if not trusted:
            if accept != key.get_fingerprint():
                raise Failure("host-key-unknown", key.get_fingerprint())
            _remember(known, server, port, key)
        settings: dict[str, Any] = {"known_hosts": ([key], [], []), "connect_timeout": TIMEOUT}
        if user:
            settings["username"] = user
        if password:
            settings["password"] = password
        self._connection = await asyncssh.connect(server, port, **settings)
        self._sftp = await self._connection.start_sftp_client()

    def kind(self, path: str) -> Kind | None:
        return self._run(self._kind(path))

    async def _kind(self, path: str) -> Kind | None:
        try:
            mode = (await self._sftp.lstat(path)).permissions or 0
        except asyncssh.SFTPNoSuchFile:
            return None
        return "link" if stat.S_ISLNK(mode) else "folder" if stat.S_ISDIR(mode) else "file"

    def listing(self, folder: str) -> Mapping[str, Stat]:
        return self._run(self._listing(folder))

    async def _listing(self, folder: str) -> dict[str, Stat]:
        found: dict[str, Stat] = {}

        async def below(path: str) -> None:
            inner = []
            for entry in await self._sftp.readdir(f"{folder}/{path}"):
                name = entry.filename if isinstance(entry.filename, str) else entry.filename.decode()
                if name in {".", ".."}:
                    continue
                mode, where = entry.attrs.permissions or 0, f"{path}{name}"
                if stat.S_ISDIR(mode):
                    inner.append(f"{where}/")
                else:
                    size = 0 if stat.S_ISLNK(mode) else entry.attrs.size or 0
                    found[where] = Stat(size, int(entry.attrs.mtime or 0))
            await self._each(below, inner)

        await below("")
        return found

    def read(self, path: str) -> bytes | None:
        return self._run(self._read(path))

    async def _read(self, path: str) -> bytes | None:
        try:
            async with self._sftp.open(path, "rb") as file:
                content: bytes = await file.read()
                return content
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNotADirectory):
            return None

    def read_all(self, folder: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        contents: dict[str, bytes] = {}

        async def take(path: str) -> None:
            content = await self._read(f"{folder}/{path}")
            if content is not None:
                contents[path] = content

        self._run(self._each(take, paths))
        return contents

    def write(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        some: dict[str, bytes] = {}

        async def put(path: str) -> None:
            part = f"{folder}/{path}.part"
            async with self._sftp.open(part, "wb") as file:
                await file.write(some[path])
            await self._sftp.posix_rename(part, f"{folder}/{path}")

        coming = iter(files)
        while some := dict(islice(coming, AT_ONCE)):
            self._run(self._folders(folder, some))
            self._run(self._each(put, some))

    def copy(self, source: str, folder: str, paths: Iterable[str]) -> set[str]:
        paths = list(paths)
        left: set[str] = set()
        self._run(self._folders(folder, paths))

        async def one(path: str) -> None:
            if await self._kind(f"{source}/{path}") == "link":
                if await self._kind(f"{folder}/{path}"):
                    await self._sftp.remove(f"{folder}/{path}")
                await self._sftp.symlink(await self._sftp.readlink(f"{source}/{path}"), f"{folder}/{path}")
            elif self._sftp.supports_remote_copy:
                await self._sftp.remote_copy(f"{source}/{path}", f"{folder}/{path}")
            else:
                left.add(path)

        self._run(self._each(one, paths))
        return left

    async def _folders(self, folder: str, paths: Iterable[str]) -> None:
        for above in sorted({str(PurePosixPath(folder, path).parent) for path in paths}):
            await self._sftp.makedirs(above, exist_ok=True)

    def remove(self, folder: str, paths: Iterable[str]) -> None:
        paths = list(paths)

        async def one(path: str) -> None:
            try:
                await self._sftp.remove(f"{folder}/{path}")
            except asyncssh.SFTPNoSuchFile:
                return

        async def empty() -> None:
            above = {parent for path in paths for parent in PurePosixPath(path).parents if parent.name}
            for parent in sorted(above, key=lambda path: -len(path.parts)):
                try:
                    await self._sftp.rmdir(f"{folder}/{parent}")
                except asyncssh.SFTPError:
                    continue  # something else stands there

        self._run(self._each(one, paths))
        self._run(empty())

    def make(self, folder: str) -> bool:
        async def one() -> bool:
            await self._sftp.makedirs(str(PurePosixPath(folder).parent), exist_ok=True)
            if await self._kind(folder):
                return False
            try:
                await self._sftp.mkdir(folder)
            except asyncssh.SFTPFailure:  # what version 3 of the protocol says of a folder that is there
                if await self._kind(folder):
                    return False
                raise
            return True

        return self._run(one())

    def remove_tree(self, folder: str) -> None:
        async def one() -> None:
            if await self._kind(folder) == "folder":
                await self._sftp.rmtree(folder)

        self._run(one())

    def rename(self, path: str, new: str) -> None:
        self._run(self._sftp.rename(path, new))

    def exchange(self, public: str, standby: str, aside: str) -> None:
        async def both() -> None:
            # Sent one behind the other without waiting: a connection that is cut takes both along or neither.
            steps = [
                asyncio.ensure_future(self._sftp.posix_rename(public, aside)),
                asyncio.ensure_future(self._sftp.posix_rename(standby, public)),
                asyncio.ensure_future(self._sftp.posix_rename(aside, standby)),
            ]
            await asyncio.gather(*steps)

        self._run(both(), code=UNKNOWN)

    def link(self, path: str, target: str) -> None:
        async def one() -> None:
            new = f"{path}.new"
            if await self._kind(new):
                await self._sftp.remove(new)
            await self._sftp.symlink(target, new)

        self._run(one())
        self._run(self._sftp.posix_rename(f"{path}.new", path), code=UNKNOWN)

    def target(self, path: str) -> str | None:
        async def one() -> str | None:
            if await self._kind(path) != "link":
                return None
            target = await self._sftp.readlink(path)
            return target if isinstance(target, str) else target.decode()

        return self._run(one())

    def clock(self, path: str) -> float | None:
        return self._run(self._sftp.getmtime(path))

    def close(self) -> None:
        async def end() -> None:
            self._sftp.exit()
            self._connection.close()
            await self._connection.wait_closed()

        self._loop.run(end())
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T] | Awaitable[T], code: int = STANDS) -> T:
        async def awaited() -> T:
            return await work

        with _told(code):
            return self._loop.run(awaited())

    async def _each(self, work: Callable[[str], Awaitable[None]], paths: Iterable[str]) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(path: str) -> None:
            async with gate:
                await work(path)

        await asyncio.gather(*(one(path) for path in paths))


def _known_keys(file: Path, server: str, port: int) -> set[bytes]:
    """The keys a person has confirmed for a server."""
    if not file.is_file():
        return set()
    known = asyncssh.read_known_hosts(str(file))
    keys, *_ = asyncssh.match_known_hosts(known, server, _address(server), port)
    return {key.public_data for key in keys}


def _address(server: str) -> str:
    try:
        return str(socket.getaddrinfo(server, None)[0][4][0])
    except OSError:
        return ""


def _remember(file: Path, server: str, port: int, key: asyncssh.SSHKey) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = server if port == 22 else f"[{server}]:{port}"
    with file.open("a", encoding="utf-8") as known:
        known.write(f"{name} {key.export_public_key('openssh').decode().strip()}\n")
    os.chmod(file, 0o600)


@contextmanager
def _told(code: int = STANDS) -> Iterator[None]:
    """Turn what the library raises into a reason a curator can act on."""
    try:
        yield
    except asyncssh.PermissionDenied:
        raise Failure("login") from None
    except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect) as error:
        raise Failure("permission", error.reason) from None
    except (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded):
        raise Failure("quota") from None
    except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection, asyncssh.ConnectionLost):
        raise Failure("host-lost", code=code) from None
    except asyncssh.SFTPError as error:
        raise Failure("protocol", error.reason, code=code) from None
    except TimeoutError:
        raise Failure("host-timeout", code=code) from None
    except socket.gaierror as error:
        raise Failure("host-name", str(error.strerror)) from None
    except ConnectionRefusedError:
        raise Failure("host-refused") from None
    except asyncssh.Error as error:
        raise Failure("protocol", error.reason, code=code) from None
    except OSError as error:
        name = {errno.EHOSTUNREACH: "host-refused", errno.ENETUNREACH: "host-refused"}.get(
            error.errno or 0, "host-lost"
        )
        raise Failure(name, code=code) from None
