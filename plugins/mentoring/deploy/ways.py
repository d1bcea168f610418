"""How a new release takes the place of the old one: by a link, by a second copy, or file by file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from mentoring.deploy import place as places
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
    touched: bool = False
    """Whether readers may already meet something of the new release."""

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
    # The live one is in no note, or in another, where a deploy was cut between the link and its note.
    noted = (live_release(host, place), deploy.state.release, *deploy.state.kept)
    before = [name for name in dict.fromkeys(noted) if _number(name)]
    release = f"{max(map(_number, before), default=0) + 1:04}-{new.release}"
    host.remove_tree(f"{place.releases}/{release}")  # a deploy cut between this rename and the link
    host.rename(part, f"{place.releases}/{release}")
    deploy.touched = True
    host.link(place.public, f"{place.work.rpartition('/')[2]}/releases/{release}")
    kept = [name for name in before if not name.endswith(f"-{new.release}")][:KEPT]
    for old in before:
        if old not in kept:
            host.remove_tree(f"{place.releases}/{old}")
    return replace(deploy.state, way="link", release=release, kept=tuple(kept))


def live_release(host: Host, place: Place) -> str:
    """The folder name of the release the public link leads to."""
    return PurePosixPath(host.target(place.public) or "").name


def _number(name: str) -> int:
    """The number of a release of this way; none has 0."""
    number, dash, _ = name.partition("-")
    return int(number) if dash and number.isdecimal() else 0


def by_exchange(deploy: Deploy) -> State:
    """Bring the second copy up to date and let the two folders change names."""
    host, place, new = deploy.host, deploy.place, deploy.new
    is_first = host.kind(place.public) is None
    _bring(deploy, place.standby, resumes=deploy.resumes)
    deploy.touched = True
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
    deploy.touched = True
    host.write(place.public, deploy.content(set(new.files) - deploy.unchanged))
    gone = [path for path in deploy.published.files if path not in new.files]
    # The manifest forgets them: were the deletion cut, the next run would take them for files of others.
    places.note(host, place, replace(deploy.state, late=(*deploy.state.late, *gone)))
    host.write(place.public, [(NAME, new.as_bytes())])
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
    _carry_over(host, public, folder, sorted(foreign))


def _carry_over(host: Host, public: str, folder: str, foreign: list[str]) -> None:
    left = host.copy(public, folder, foreign) if foreign else set()
    host.write(folder, sorted(host.read_all(public, sorted(left)).items()))


def take_along(host: Host, place: Place, folder: str, release: Manifest, foreign: Mapping[str, Stat]) -> None:
    """Let a release that is kept hold the files of others as they are in the public folder today."""
    there = host.listing(folder)
    others = {path for path in there if path not in release.files and path != NAME}
    right = {path for path in others if foreign.get(path) == there[path]}
    host.remove(folder, sorted(others - right))
    _carry_over(host, place.public, folder, sorted(set(foreign) - right))


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
