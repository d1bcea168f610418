"""Publish a finished site, bring back the release before, compare what readers see with what we published."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from mentoring.deploy import place as places
from mentoring.deploy.failures import UNKNOWN, Failure
from mentoring.deploy.host import Host, Stat
from mentoring.deploy.manifest import NAME, Manifest
from mentoring.deploy.place import Place, State
from mentoring.deploy.ways import (
    KEPT,
    MOST_FOREIGN,
    PROMISES,
    WAYS,
    Deploy,
    Progress,
    live_release,
    take_along,
)

Gate = Callable[[Path], list[str]]
"""Read a site as the scan does and tell what may not be published, a line each."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a deploy did, or would do."""

    release: str
    way: str
    sent: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    """Files of others in the public folder; they stay."""


@dataclass(frozen=True)
class Health:
    """What readers see beside what we published; all empty where they are the same."""

    release: str
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unfinished: tuple[str, ...]
    """Traces of a deploy that was cut."""
    foreign: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return not (self.changed or self.missing or self.unfinished)


def deploy(
    host: Host,
    public: str,
    site: Path,
    *,
    tell: Tell,
    progress: Progress = lambda done, total: None,
    way: str = "",
    overwrite: bool = False,
    break_lock: bool = False,
) -> Outcome:
    """Publish the files of `site`; whatever goes wrong, readers keep the old site."""
    new = Manifest.of(site)
    if "index.html" not in new.files:
        raise Failure("site-missing")
    place = places.found(host, public)
    with places.locked(host, place, break_lock=break_lock) as skew:
        if skew:
            tell(skew)
        _mend(host, place)
        state = places.state_of(host, place)
        here, published = _published(host, place)
        foreign = _foreign(here, published, state)
        across = _across(foreign, {*new.files, *published.files, *state.late})
        if across:
            raise Failure("path-taken", _told(across))
        edited = _edited(host, place, here, published, state)
        if edited and not overwrite:
            raise Failure("site-changed", _told(edited.values()))
        met = _unlike(host, place, new, [path for path in foreign if path in new.files])
        if met and not overwrite:
            raise Failure("site-foreign", _told(met))
        foreign = {path: seen for path, seen in foreign.items() if path not in new.files}
        linked = _linked(host, place, foreign, published)
        chosen = way or _way(host, place, foreign, linked)
        if not _fits(host, place, chosen, linked):
            raise Failure("way-unfit", chosen)
        work = Deploy(
            host, place, site, new, published,
            intact=frozenset(path for path in published.files if path in here and path not in edited),
            foreign=foreign, state=state,
            resumes=state.attempt is not None and state.attempt.release == new.release,
            tell=tell, progress=progress,
        )  # fmt: skip
        before = frozenset(published.files)
        if published == new and not edited and state.attempt is None:
            return Outcome(new.release, chosen, (), (), tuple(sorted(foreign)))
        tell(PROMISES[chosen])
        work.state = places.attempting(host, place, state, new)
        try:
            done = WAYS[chosen](work)
            after = host.listing(_real(host, place))
            stuck = sorted(before.union(state.late).difference(new.files, done.late).intersection(after))
            if stuck:  # the note of the attempt still names them, so the next run tries again
                raise Failure("permission", f"не удаляется {', '.join(stuck[:5])}")
            seen = {path: after[path] for path in new.files if path in after}
            places.note(host, place, replace(done, seen=seen, attempt=None))
        except Failure as failure:
            if work.touched:
                raise Failure(failure.name, failure.detail, code=UNKNOWN) from None
            raise
        removed = sorted(before - set(new.files))
        return Outcome(new.release, chosen, tuple(work.sent), tuple(removed), tuple(sorted(foreign)))


def plan(host: Host, public: str, site: Path, *, way: str = "") -> Outcome:
    """What a deploy would do; nothing is written."""
    new = Manifest.of(site)
    if "index.html" not in new.files:
        raise Failure("site-missing")
    place = places.looked_up(host, public)
    here, published = _published(host, place)
    foreign = _foreign(here, published, places.state_of(host, place))
    sent = set(new.files) - {path for path in published.same(new) if path in here}
    removed = set(published.files) - set(new.files)
    chosen = way or places.state_of(host, place).way
    return Outcome(new.release, chosen, tuple(sorted(sent)), tuple(sorted(removed)), tuple(sorted(foreign)))


def rollback(host: Host, public: str, *, gate: Gate, tell: Tell, break_lock: bool = False) -> str:
    """Bring back the release before, if it passes today's gate; gives its name."""
    place = places.looked_up(host, public)
    with places.locked(host, place, break_lock=break_lock):
        _mend(host, place)
        state = places.state_of(host, place)
        if state.way == "files":
            raise Failure("rollback-none", "хостинг хранит только один выпуск")
        folder = _before(host, place, state)
        tell("Проверяю прошлый выпуск сегодняшними правилами.")
        found = _looked_at(host, folder, gate)
        if found:
            raise Failure("release-refused", _told(found[:20]))
        _follow(host, place, folder, state)
        if state.way == "link":
            release = state.kept[0]
            host.link(place.public, f"{place.work.rpartition('/')[2]}/releases/{release}")
            state = replace(state, release=release, kept=(*state.kept[1:], state.release)[:KEPT])
        else:
            release = state.kept[0]
            host.exchange(place.public, place.standby, place.aside)
            state = replace(state, release=release, kept=(state.release,))
        manifest = Manifest.parsed(host.read(f"{place.public}/{NAME}")) or Manifest()
        after = host.listing(_real(host, place))
        places.note(
            host, place, replace(state, seen={path: after[path] for path in manifest.files if path in after})
        )
        return release


def purge(host: Host, public: str, *, gate: Gate, break_lock: bool = False) -> tuple[str, ...]:
    """Delete the kept releases that do not pass today's gate; gives their names."""
    place = places.looked_up(host, public)
    with places.locked(host, place, break_lock=break_lock):
        _mend(host, place)
        state = places.state_of(host, place)
        gone = []
        for release, folder in _kept(host, place, state):
            if _looked_at(host, folder, gate):
                host.remove_tree(folder)
                gone.append(release)
        places.note(host, place, replace(state, kept=tuple(name for name in state.kept if name not in gone)))
        return tuple(gone)


def status(host: Host, public: str) -> Health:
    """Compare every file readers can get with what we published, by its hash."""
    place = places.looked_up(host, public)
    state = places.state_of(host, place)
    here, published = _published(host, place)
    if not published.files:
        raise Failure("release-missing")
    contents = host.read_all(_real(host, place), published.files)
    changed = [
        path
        for path, (digest, _) in published.files.items()
        if path in contents and hashlib.sha256(contents[path]).hexdigest() != digest
    ]
    missing = [path for path in published.files if path not in contents]
    unfinished = [path for path in here if path.endswith(".part")]
    if state.attempt is not None:
        unfinished.append(f"публикация выпуска {state.attempt.release} не дошла до конца")
    foreign = _foreign(here, published, state)
    return Health(
        published.release,
        tuple(sorted(changed)),
        tuple(sorted(missing)),
        tuple(sorted(unfinished)),
        tuple(sorted(path for path in foreign if not path.endswith(".part"))),
    )


def _real(host: Host, place: Place) -> str:
    """The folder the public one is or leads to."""
    target = host.target(place.public) if host.kind(place.public) == "link" else None
    return str(PurePosixPath(place.public).parent / target) if target else place.public


def _published(host: Host, place: Place) -> tuple[Mapping[str, Stat], Manifest]:
    """What stands in the public folder, and what our manifest there says."""
    if host.kind(place.public) is None:
        return {}, Manifest()
    folder = _real(host, place)
    here = host.listing(folder)
    if place.is_inside:
        ours = f"{PurePosixPath(place.work).name}/"
        here = {path: seen for path, seen in here.items() if not path.startswith(ours)}
    return here, Manifest.parsed(host.read(f"{folder}/{NAME}")) or Manifest()


def _foreign(here: Mapping[str, Stat], published: Manifest, state: State) -> dict[str, Stat]:
    ours = {NAME, *published.files, *state.late, *(state.attempt.files if state.attempt else ())}
    ours |= {f"{path}.part" for path in ours}
    return {path: seen for path, seen in here.items() if path not in ours}


def _edited(
    host: Host, place: Place, here: Mapping[str, Stat], published: Manifest, state: State
) -> dict[str, str]:
    """Files of ours that somebody else has changed; what only looks touched is read and compared by its hash."""
    attempt = state.attempt.files if state.attempt else {}
    under_way = {path for path, entry in attempt.items() if published.files.get(path) != entry}
    gone = {
        path: f"{path} — удалён" for path in published.files if path not in here and path not in under_way
    }
    touched = [
        path
        for path, (_, size) in published.files.items()
        if path in here
        and path not in under_way
        and (here[path].size != size or here[path] != state.seen.get(path))
    ]
    contents = host.read_all(_real(host, place), touched)
    changed = {
        path: f"{path} — изменён"
        for path in touched
        if path not in contents or hashlib.sha256(contents[path]).hexdigest() != published.files[path][0]
    }
    return gone | changed


def _unlike(host: Host, place: Place, new: Manifest, paths: list[str]) -> list[str]:
    """Those of the files that stand there with another content than the new release gives them."""
    contents = host.read_all(_real(host, place), paths) if paths else {}
    return [
        path
        for path in paths
        if path not in contents or hashlib.sha256(contents[path]).hexdigest() != new.files[path][0]
    ]


def _across(foreign: Iterable[str], ours: set[str]) -> list[str]:
    """Files and links of others where a folder of ours has to be, or the other way round: a link would lead us away."""
    folders = _folders(ours)
    return sorted(path for path in foreign if path in folders or _folders([path]) & ours)


def _folders(paths: Iterable[str]) -> set[str]:
    return {str(above) for path in paths for above in PurePosixPath(path).parents if above.name}


def _linked(host: Host, place: Place, foreign: Iterable[str], published: Manifest) -> list[str]:
    """Links of others that the host can neither copy nor always tell from a folder: a second copy would lose them,
    and what lies behind them with it.
    """
    if host.can_link:
        return []
    suspects = {*foreign, *_folders(foreign)} - _folders(published.files)
    return sorted(path for path in suspects if host.kind(f"{place.public}/{path}") == "link")


def _told(lines: Iterable[str]) -> str:
    return "\n".join(f"  {line}" for line in lines)


def _is_ours(host: Host, place: Place) -> bool:
    """Whether the public folder is a link that we have made."""
    ours = f"{PurePosixPath(place.work).name}/"
    return host.kind(place.public) == "link" and (host.target(place.public) or "").startswith(ours)


def _fits(host: Host, place: Place, way: str, linked: list[str]) -> bool:
    """Whether a release can come this way to what stands there."""
    kind = host.kind(place.public)
    if way == "link":
        return host.can_link and not place.is_inside and (kind is None or _is_ours(host, place))
    return way == "files" or (kind != "link" and not place.is_inside and not linked)


def _way(host: Host, place: Place, foreign: Mapping[str, Stat], linked: list[str]) -> str:
    """The safest way this host allows."""
    kind = host.kind(place.public)
    if _is_ours(host, place):
        return "link"
    if kind is None and host.can_link and not place.is_inside:
        return "link"
    light = sum(seen.size for seen in foreign.values()) <= MOST_FOREIGN
    return (
        "exchange"
        if light and _fits(host, place, "exchange", linked) and _can_rename(host, place)
        else "files"
    )


def _can_rename(host: Host, place: Place) -> bool:
    """Try it on folders of our own."""
    one, other = f"{place.work}/probe-1", f"{place.work}/probe-2"
    host.make(one)
    try:
        host.rename(one, other)
    except Failure:
        host.can_rename = False
    finally:
        host.remove_tree(one)
        host.remove_tree(other)
    return host.can_rename


def _mend(host: Host, place: Place) -> None:
    """Finish an exchange of folders that was cut between its renames."""
    if host.kind(place.aside) is None:
        return
    if host.kind(place.public) is None:
        host.rename(place.aside, place.public)
    elif host.kind(place.standby) is None:
        host.rename(place.aside, place.standby)


def _before(host: Host, place: Place, state: State) -> str:
    """The folder of the release before."""
    folder = f"{place.releases}/{state.kept[0]}" if state.way == "link" and state.kept else place.standby
    if not state.kept or state.attempt is not None or host.read(f"{folder}/{NAME}") is None:
        raise Failure("release-missing")
    return folder


def _follow(host: Host, place: Place, folder: str, state: State) -> None:
    """Bring the files of others as they are today into a release that is about to come back."""
    here, published = _published(host, place)
    release = Manifest.parsed(host.read(f"{folder}/{NAME}")) or Manifest()
    foreign = _foreign(here, published, state)
    in_the_way = {path for path in foreign if path in release.files}
    in_the_way.update(_across(foreign, set(release.files)), _linked(host, place, foreign, published))
    if in_the_way:
        raise Failure("path-taken", _told(sorted(in_the_way)))
    take_along(host, place, folder, release, foreign)


def _kept(host: Host, place: Place, state: State) -> list[tuple[str, str]]:
    """Every copy of a site that is not the public one, of whatever way and however whole: its name and its folder."""
    there = host.listing(place.releases) if host.kind(place.releases) == "folder" else ()
    names = sorted({path.partition("/")[0] for path in there} - {live_release(host, place)})
    kept = [(name, f"{place.releases}/{name}") for name in names]
    if host.kind(place.standby) == "folder":
        name = state.kept[0] if state.way == "exchange" and state.kept else "standby"
        kept.append((name, place.standby))
    return kept


def _looked_at(host: Host, folder: str, gate: Gate) -> list[str]:
    """Fetch a release and hold it against today's gate."""
    manifest = Manifest.parsed(host.read(f"{folder}/{NAME}"))
    if manifest is None:
        return ["выпуск неполон"]
    return _gated(host.read_all(folder, manifest.files), manifest.files, gate)


def _gated(contents: Mapping[str, bytes], paths: Iterable[str], gate: Gate) -> list[str]:
    with TemporaryDirectory(prefix="mentoring-release-") as folder:
        for path in paths:
            if path not in contents:
                return ["выпуск неполон"]
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(contents[path])
        return gate(Path(folder))
