"""A folder of this machine, or a drive that is mounted here."""

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mentoring.deploy.failures import Failure
from mentoring.deploy.host import Kind, Stat


class Folder:
    """The host of `file:///`."""

    can_link = sys.platform != "win32"  # there it takes a right that schools do not give
    can_rename = True

    def kind(self, path: str) -> Kind | None:
        try:
            mode = os.lstat(path).st_mode
        except OSError:
            return None
        return "link" if stat.S_ISLNK(mode) else "folder" if stat.S_ISDIR(mode) else "file"

    def listing(self, folder: str) -> Mapping[str, Stat]:
        with told(folder):
            return self._listing(folder)

    def _listing(self, folder: str) -> dict[str, Stat]:
        found: dict[str, Stat] = {}
        for above, folders, names in os.walk(folder, onerror=_raised):
            links = [name for name in folders if os.path.islink(os.path.join(above, name))]
            for name in (*names, *links):
                file = Path(above, name)
                seen = file.lstat()
                size = 0 if file.is_symlink() else seen.st_size
                found[file.relative_to(folder).as_posix()] = Stat(size, seen.st_mtime_ns)
        return found

    def read(self, path: str) -> bytes | None:
        try:
            return Path(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def read_all(self, folder: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        contents = ((path, self.read(f"{folder}/{path}")) for path in paths)
        return {path: content for path, content in contents if content is not None}

    def write(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        with told(folder):
            for path, content in files:
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                part = file.with_name(f"{file.name}.part")
                part.write_bytes(content)
                os.replace(part, file)

    def copy(self, source: str, folder: str, paths: Iterable[str]) -> set[str]:
        with told(folder):
            for path in paths:
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)  # what is a link already cannot be made one
                shutil.copy2(Path(source, path), target, follow_symlinks=False)
        return set()

    def remove(self, folder: str, paths: Iterable[str]) -> None:
        with told(folder):
            for path in paths:
                file = Path(folder, path)
                file.unlink(missing_ok=True)
                for above in file.relative_to(folder).parents[:-1]:
                    try:
                        Path(folder, above).rmdir()
                    except OSError:
                        break  # something else stands there

    def make(self, folder: str) -> bool:
        with told(folder):
            Path(folder).parent.mkdir(parents=True, exist_ok=True)
            try:
                os.mkdir(folder)
            except FileExistsError:
                return False
            return True

    def remove_tree(self, folder: str) -> None:
        with told(folder):
            if self.kind(folder) == "folder":
                shutil.rmtree(folder)

    def rename(self, path: str, new: str) -> None:
        with told(new):
            os.rename(path, new)

    def exchange(self, public: str, standby: str, aside: str) -> None:
        with told(public):
            exchange(Path(standby), Path(public), Path(aside))

    def link(self, path: str, target: str) -> None:
        with told(path):
            new = f"{path}.new"
            if os.path.lexists(new):
                os.unlink(new)
            os.symlink(target, new)
            os.replace(new, path)

    def target(self, path: str) -> str | None:
        return os.readlink(path) if self.kind(path) == "link" else None

    def clock(self, path: str) -> float | None:
        return os.stat(path).st_mtime  # a drive of another machine has that machine's clock

    def close(self) -> None:
        pass


def exchange(new: Path, old: Path, aside: Path) -> None:
    """Let two folders change names: in one step where the system has one, else in two, which a killed run may part."""
    if _exchanged(new, old):
        return
    os.rename(old, aside)
    try:
        os.rename(new, old)
    except OSError:
        os.rename(aside, old)
        raise
    os.rename(aside, new)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system changed the names in one step. Source: renameat2(2), Linux 3.15 and glibc 2.28."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    here, exchanging = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename(here, os.fsencode(one), here, os.fsencode(other), exchanging) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False  # a file system that cannot
    raise OSError(code, os.strerror(code))


def _raised(error: OSError) -> None:
    """A folder nobody may read would be left behind in silence; one that is not there is empty."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turn what the system raises into a reason a curator can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Failure("quota") from None
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise Failure("permission", Path(path).name) from None
        raise Failure("protocol", error.strerror or type(error).__name__) from None
