"""What a deploy asks of a place that holds a site, whatever protocol leads there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["folder", "file", "link"]


@dataclass(frozen=True)
class Stat:
    """What a listing tells of a file."""

    size: int
    changed: int
    """A number that is another one after a change: the time by the clock of the host, as precisely as it tells."""


class Host(Protocol):
    """A place with folders; paths are absolute, with `/`.

    Every call raises `Failure` where the host refuses.
    """

    can_link: bool
    """Whether symbolic links can be made and renamed over each other."""
    can_rename: bool

    def kind(self, path: str) -> Kind | None:
        """What stands at a path; links are not followed."""

    def listing(self, folder: str) -> Mapping[str, Stat]:
        """All files below a folder, by path relative to it; a link counts as a file of no size."""

    def read(self, path: str) -> bytes | None:
        """The content of a file, or None where there is none."""

    def read_all(self, folder: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Contents of files below a folder; a missing one is left out."""

    def write(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Put files below a folder one after another, with the folders they need; each appears whole where the host renames."""

    def copy(self, source: str, folder: str, paths: Iterable[str]) -> set[str]:
        """Copy files below one folder to another without sending them; give those that could not be."""

    def remove(self, folder: str, paths: Iterable[str]) -> None:
        """Delete files below a folder, and folders that are empty then."""

    def make(self, folder: str) -> bool:
        """Make a folder and those above it; False where it stood there already."""

    def remove_tree(self, folder: str) -> None:
        """Delete a folder of ours with all it holds; nothing where there is none."""

    def rename(self, path: str, new: str) -> None:
        """Give a file or folder a new name that is free."""

    def exchange(self, public: str, standby: str, aside: str) -> None:
        """Put `standby` in the place of `public`, and what stood there in the place of `standby`, by way of `aside`."""

    def link(self, path: str, target: str) -> None:
        """Have a symbolic link lead to a target, at once, whether it stood there or not."""

    def target(self, path: str) -> str | None:
        """Where a symbolic link leads."""

    def clock(self, path: str) -> float | None:
        """When the host thinks a file was changed, in seconds since 1970; None where it cannot say."""

    def close(self) -> None:
        """End the connection."""
