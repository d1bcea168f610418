"""What git and the environment say of the folder a school works in."""

import io
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """What git says of the checkout."""

    committed_on: date | None
    edit_uri: str
    """Where a file of the checkout is edited on the web; empty where no remote tells."""


def of(root: Path) -> Checkout | None:
    """Ask git, or give None where there is no git or no checkout."""
    if not shutil.which("git"):
        return None

    def ask(*words: str) -> str:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    if ask("rev-parse", "--is-inside-work-tree") != "true":
        return None
    day = ask("log", "-1", "--format=%cs")
    remote = ask("remote", "get-url", "origin")
    return Checkout(
        date.fromisoformat(day) if day else None, _edit_uri(remote, ask("branch", "--show-current"))
    )


def as_of(today: date, found: Checkout | None, environ: Mapping[str, str] = os.environ) -> date:
    """The day a published site speaks of: SOURCE_DATE_EPOCH, else the commit's day, else today."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch("[0-9]{1,11}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return found.committed_on if found and found.committed_on else today


def is_tracked(root: Path, file: Path) -> bool:
    """Whether git keeps a file, so that everybody with the repository has it."""
    if not shutil.which("git"):
        return False
    asked = ["git", "-C", str(root), "ls-files", "--error-unmatch", str(file)]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def is_ignored(root: Path, file: Path) -> bool | None:
    """Whether git is told never to take a file; None where there is no git or the file is outside the checkout."""
    if not shutil.which("git"):
        return None
    asked = ["git", "-C", str(root), "check-ignore", "--quiet", "--no-index", str(file)]
    return {0: True, 1: False}.get(subprocess.run(asked, capture_output=True, check=False).returncode)


def commits_with(root: Path, words: Sequence[str], limit: int) -> int | None:
    """How many of the last commits hold one of these words in any file; None where git cannot say.

    The words go to git by its standard input: arguments of a process are seen by everybody on the machine.
    """
    if not shutil.which("git"):
        return None
    listed = subprocess.run(
        ["git", "-C", str(root), "rev-list", "--all", f"--max-count={limit}"],
        capture_output=True,
        check=False,
    )
    commits = listed.stdout.decode().split()
    if listed.returncode or not commits:
        return None
    asked = ["git", "-C", str(root), "grep", "--fixed-strings", "--ignore-case", "-l", "-f", "-"]
    found = subprocess.run(
        [*asked, *commits], input="\n".join(words).encode(), capture_output=True, check=False
    )
    if found.returncode > 1:
        return None
    return len({line.partition(b":")[0] for line in found.stdout.splitlines()})


def _edit_uri(remote: str, branch: str) -> str:
    if not remote.startswith("https://") or "@" in remote or not branch:
        return ""
    host = remote.split("/")[2]
    edit = "edit" if host == "github.com" else "-/edit" if "gitlab" in host else "_edit"
    return f"{remote.removesuffix('.git').rstrip('/')}/{edit}/{branch}/"


def begin(root: Path, message: str) -> bool:
    """Make a repository of a folder and put everything into its first commit; tell whether git could."""
    return make(root) and keep(root, message, ["."])


def make(root: Path) -> bool:
    """Make an empty repository of a folder; tell whether git could."""
    return _git(root, "init", "-q", "-b", "main") is not None


def keep(root: Path, message: str, paths: Sequence[str]) -> bool:
    """Put files as they are, and nothing else, into a commit; tell whether git could."""
    named = _git(root, "config", "user.email") is not None
    author = () if named else ("-c", "user.name=Куратор", "-c", "user.email=kurator@localhost")
    steps = (("add", "-A"), (*author, "commit", "-q", "-m", message))
    listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
    told = "\0".join(paths).encode()
    return all(_git(root, "--literal-pathspecs", *step, *listed, told=told) is not None for step in steps)


def is_top(root: Path) -> bool:
    """Whether a folder is a checkout by itself, and no part of another one."""
    top = (_git(root, "rev-parse", "--show-toplevel") or "").strip()
    return bool(top) and Path(top).resolve() == root.resolve()


def unsaved(root: Path) -> list[str] | None:
    """The files of a project that git has not taken as they are now; None where there is no git or no checkout."""
    told = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    return None if told is None else [entry[3:] for entry in told.split("\0") if entry]


@dataclass(frozen=True)
class Version:
    """What the cards are like: a commit, and whether they have been changed since."""

    commit: str
    is_changed: bool

    @property
    def told(self) -> str:
        return f"{self.commit} и правки после неё" if self.is_changed else self.commit


def version(root: Path) -> Version | None:
    """The version of a project; None where there is no git, no checkout or no commit."""
    commit = (_git(root, "rev-parse", "HEAD") or "").strip()
    if not commit:
        return None
    # ten figures alone could be taken for somebody's number
    length = next((length for length in range(10, len(commit)) if not commit[:length].isdigit()), 10)
    return Version(commit[:length], bool(unsaved(root)))


@contextmanager
def before(root: Path, day: date) -> Iterator[Path | None]:
    """A copy of the cards as the last commit before a day had them; None where git knows none."""
    commit = _git(root, "rev-list", "-1", f"--before={day.isoformat()}T00:00:00", "HEAD")
    if not commit or not commit.strip():
        yield None
        return
    asked = ["git", "-C", str(root), "archive", "--format=tar", commit.strip(), "cases", "mkdocs.yml"]
    packed = subprocess.run(asked, capture_output=True, check=False)
    if packed.returncode:
        yield None
        return
    with tempfile.TemporaryDirectory() as name, tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(name, filter="data")
        yield Path(name)


def _git(root: Path, *words: str, told: bytes = b"") -> str | None:
    """What git answers, or None where it refuses or is not there."""
    if not shutil.which("git"):
        return None
    done = subprocess.run(["git", "-C", str(root), *words], input=told, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
