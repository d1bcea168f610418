"""How a new release takes the place of the old one: by a link, by a second copy, or file by file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mentoring.deploy.host import Host, Stat
from mentoring.deploy.manifest import NAME, Manifest, in_order
from mentoring.deploy.place import Place, State

KEPT = 3
"""How many releases before the current one stay on the host."""
MOST_FOREIGN = 20_000_000
"""Bytes of files of others that are carried over where the host cannot copy by itself."""

Progress = Callable[[int, int], None]
"""Told how many files of how many are on their way."""


@dataclass
class Deploy:
    """One deploy on its way."""

    host: Host
    place: Place
    site: Path
    new: Manifest
    published: Manifest
    """What stands there by our manifest; empty where nothing of ours does."""
    intact: frozenset[str]
    """Files of it that are on the host as we left them."""
    foreign: Mapping[str, Stat]
    """Files in the public folder that are not ours."""
    state: State
    resumes: bool
    """Whether a deploy of these very files was cut before."""
    tell: Callable[[str], None]
    progress: Progress
    sent: list[str] = field(default_factory=list)

    def content(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Read files of the site to send them."""
        paths = in_order(paths)
        for done, path in enumerate(paths):
            self.progress(done, len(paths))
            self.sent.append(path)
            yield path, (self.site / path).read_bytes()
        self.progress(len(paths), len(paths))

    @property
    def unchanged(self) -> set[str]:
        return self.published.same(self.new) & self.intact


def by_link(deploy: Deploy) -> State:
    """Put the release into a folder of its own and turn the public link to it."""
    host, place, new = deploy.host, deploy.place, deploy.new
    part = f"{place.releases}/part-{new.release}"
    host.make(part)
    there = host.listing(part)
    missing = {path for path, (_, size) in new.files.items() if path not in there or there[path].size != size}
    foreign = [
        path for path, seen in deploy.foreign.items() if path not in new.files and there.get(path) != seen
    ]
    _carry(deploy, part, missing, foreign)
    host.write(part, [(NAME, new.as_bytes())])
    number = max(
        (int(name.partition("-")[0]) for name in (deploy.state.release, *deploy.state.kept) if name),
        default=0,
    )
    release = f"{number + 1:04}-{new.release}"
    host.remove_tree(f"{place.releases}/{release}")  # a deploy cut between this rename and its note
    host.rename(part, f"{place.releases}/{release}")
    host.link(place.public, f"{place.work.rpartition('/')[2]}/releases/{release}")
    kept = tuple(name for name in (deploy.state.release, *deploy.state.kept) if name)
    for old in kept[KEPT:]:
        host.remove_tree(f"{place.releases}/{old}")
    return replace(deploy.state, way="link", release=release, kept=kept[:KEPT])


def by_exchange(deploy: Deploy) -> State:
    """Bring the second copy up to date and let the two folders change names."""
    host, place, new = deploy.host, deploy.place, deploy.new
    is_first = host.kind(place.public) is None
    _bring(deploy, place.standby, resumes=deploy.resumes)
    if is_first:
        host.rename(place.standby, place.public)
    else:
        host.exchange(place.public, place.standby, place.aside)
    kept = (deploy.published.release,) if deploy.published.files else ()
    if not kept:
        deploy.tell("Готовлю на сервере вторую копию сайта: следующие публикации отправят только изменённое.")
        deploy.published, deploy.intact = new, frozenset(new.files)
        _bring(deploy, place.standby, resumes=False)
    return replace(deploy.state, way="exchange", release=new.release, kept=kept)


def _bring(deploy: Deploy, folder: str, *, resumes: bool) -> None:
    """Make a folder hold the new release and the files of others.

    A folder without a manifest is half made; what lies in it counts only for the deploy that began it.
    """
    host, new = deploy.host, deploy.new
    host.make(folder)
    there = host.listing(folder)
    known = Manifest.parsed(host.read(f"{folder}/{NAME}"))
    right = {
        path
        for path in there
        if path in new.files
        and there[path].size == new.files[path][1]
        and (resumes if known is None else known.files.get(path) == new.files[path])
    }
    foreign = {path for path in deploy.foreign if path not in new.files}
    carried = {path for path in foreign if there.get(path) == deploy.foreign[path]}
    host.remove(folder, sorted(set(there) - right - carried - {NAME}))
    host.remove(folder, [NAME])
    _carry(deploy, folder, set(new.files) - right, foreign - carried)
    host.write(folder, [(NAME, new.as_bytes())])


def file_by_file(deploy: Deploy) -> State:
    """Replace file after file in the public folder: what a page needs stands there before the page."""
    host, place, new = deploy.host, deploy.place, deploy.new
    host.write(place.public, deploy.content(set(new.files) - deploy.unchanged))
    host.write(place.public, [(NAME, new.as_bytes())])
    gone = [path for path in deploy.published.files if path not in new.files]
    late = tuple(path for path in gone if not path.endswith(".html"))
    due = [path for path in deploy.state.late if path not in new.files and path not in late]
    host.remove(place.public, [*(path for path in gone if path.endswith(".html")), *due])
    return replace(deploy.state, way="files", release=new.release, kept=(), late=late)


def _carry(deploy: Deploy, folder: str, missing: set[str], foreign: Iterable[str]) -> None:
    """Fill a folder: by copies on the host what stands there already, by sending the rest; files of others too."""
    host, public = deploy.host, deploy.place.public
    here = missing & deploy.unchanged
    not_copied = host.copy(public, folder, sorted(here)) if here else set()
    host.write(folder, deploy.content((missing - here) | not_copied))
    foreign = sorted(foreign)
    left = host.copy(public, folder, foreign) if foreign else set()
    host.write(folder, sorted(host.read_all(public, sorted(left)).items()))


WAYS: dict[str, Callable[[Deploy], State]] = {
    "link": by_link,
    "exchange": by_exchange,
    "files": file_by_file,
}

PROMISES = {
    "link": "Сайт переключится одной ссылкой: читатель увидит или прежний, или новый.",
    "exchange": "Сайт переключится переименованием папок; на долю секунды, пока сервер их переименовывает, он может не открыться.",
    "files": "Этот хостинг не умеет переименовывать папки: файлы заменяются по одному, сначала картинки и стили, потом страницы.",
}
"""What a curator is told of the way before it is gone."""
