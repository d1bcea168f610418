"""Where a site stands on a host, and what we keep beside it."""

import getpass
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from mentoring.deploy.failures import Failure
from mentoring.deploy.host import Host, Stat
from mentoring.deploy.manifest import Manifest

SKEW = 300
"""Seconds the clocks of two machines may be apart before it is told."""


@dataclass(frozen=True)
class Place:
    """The folder readers see, and our own folder for locks, releases and notes."""

    public: str
    work: str

    @property
    def lock(self) -> str:
        return f"{self.work}/lock"

    @property
    def releases(self) -> str:
        return f"{self.work}/releases"

    @property
    def standby(self) -> str:
        """The second copy of the site, in hosts without symbolic links."""
        return f"{self.work}/standby"

    @property
    def aside(self) -> str:
        return f"{self.work}/aside"

    @property
    def is_inside(self) -> bool:
        """Whether our folder had to be made inside the public one."""
        return self.work.startswith(f"{self.public.rstrip('/')}/")


def found(host: Host, public: str) -> Place:
    """Make our folder beside the public one, or inside it where nothing may be written beside it."""
    public = public.rstrip("/")
    above, _, name = public.rpartition("/")
    if name:
        try:
            work = f"{above}/.{name}.mentoring"
            host.make(work)
            return Place(public, work)
        except Failure as failure:
            if failure.name not in {"permission", "protocol"}:
                raise
    host.make(f"{public}/.mentoring")
    return Place(public, f"{public}/.mentoring")


def looked_up(host: Host, public: str) -> Place:
    """The same, without making anything."""
    public = public.rstrip("/")
    above, _, name = public.rpartition("/")
    beside = f"{above}/.{name}.mentoring"
    inside = f"{public}/.mentoring"
    return Place(public, inside if not name or (not host.kind(beside) and host.kind(inside)) else beside)


@dataclass(frozen=True)
class State:
    """What we noted after the last deploy."""

    way: str = ""
    release: str = ""
    """The folder name of the current release, or its digest."""
    kept: tuple[str, ...] = ()
    """Older releases on the host, the newest first."""
    seen: Mapping[str, Stat] = field(default_factory=dict)
    """How our files looked when they had been published."""
    late: tuple[str, ...] = ()
    """Files of the release before, left for pages that are still open, deleted with the next deploy."""
    attempt: Manifest | None = None
    """What a deploy under way is putting there; None when it came to its end."""


def state_of(host: Host, place: Place) -> State:
    """Read our note; nothing noted where there is none or somebody has spoilt it."""
    try:
        told = json.loads(host.read(f"{place.work}/state.json") or b"")
        return State(
            str(told["way"]),
            str(told["release"]),
            tuple(str(name) for name in told["kept"]),
            {str(path): Stat(int(size), int(changed)) for path, (size, changed) in told["seen"].items()},
            tuple(str(path) for path in told["late"]),
            Manifest.parsed(json.dumps({"files": told["attempt"]}).encode()) if told["attempt"] else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return State()


def note(host: Host, place: Place, state: State) -> None:
    """Write our note."""
    told: dict[str, Any] = {
        "schema": 1,
        "way": state.way,
        "release": state.release,
        "kept": list(state.kept),
        "seen": {path: [seen.size, seen.changed] for path, seen in sorted(state.seen.items())},
        "late": list(state.late),
        "attempt": {path: list(entry) for path, entry in sorted(state.attempt.files.items())}
        if state.attempt
        else None,
    }
    host.write(place.work, [("state.json", json.dumps(told, ensure_ascii=False).encode())])


def attempting(host: Host, place: Place, state: State, new: Manifest) -> State:
    """Note what is about to be put there, so that a cut deploy is not taken for somebody's edits."""
    state = replace(state, attempt=new)
    note(host, place, state)
    return state


@contextmanager
def locked(host: Host, place: Place, *, break_lock: bool) -> Iterator[str]:
    """Keep others from publishing to the same place at the same time; gives a word on clocks that differ."""
    now = datetime.now(UTC)
    if break_lock:
        host.remove_tree(place.lock)
    if not host.make(place.lock):
        raise Failure("lock-held", _owner(host.read(f"{place.lock}/owner.json"), now))
    owner = {"who": f"{getpass.getuser()}@{socket.gethostname()}", "since": now.isoformat(timespec="seconds")}
    try:
        host.write(place.lock, [("owner.json", json.dumps(owner, ensure_ascii=False).encode())])
        yield _skew(host.clock(f"{place.lock}/owner.json"), now)
    except BaseException:
        with suppress(Failure):  # where the connection is lost, what was lost with it is to be told
            host.remove_tree(place.lock)
        raise
    host.remove_tree(place.lock)


def _skew(there: float | None, here: datetime) -> str:
    apart = 0 if there is None else there - here.timestamp()
    if abs(apart) <= SKEW:
        return ""
    ahead = "спешат" if apart > 0 else "отстают"
    return f"Часы сервера {ahead} на {abs(apart) // 60:.0f} мин. На публикацию это не влияет: сравниваются сами файлы."


def _owner(content: bytes | None, now: datetime) -> str:
    try:
        owner = json.loads(content or b"")
        minutes = int((now - datetime.fromisoformat(owner["since"])).total_seconds() // 60)
        return f"{owner['who']}, {minutes} мин. назад"
    except (ValueError, KeyError, TypeError):
        return "кто, неизвестно"
