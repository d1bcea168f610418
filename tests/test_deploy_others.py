"""A public folder that others use too, and deploys that are cut, changed or cleaned up at odd moments."""

import os
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
import servers

from mentoring.deploy import deploying, targets
from mentoring.deploy import place as places
from mentoring.deploy.failures import Failure
from mentoring.deploy.folder import Folder
from mentoring.deploy.manifest import NAME, Manifest

WAYS = ("link", "exchange", "files")


class Cut(BaseException):
    """The machine goes down: nothing of the program runs on."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for path in ("index.html", "cases/1/index.html", "news/index.html", "assets/a b %41 я.css"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, "utf-8")
    return folder


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "www/school"
    folder.parent.mkdir()
    return folder


def deploy(
    public: Path, site: Path, way: str = "", host: Folder | None = None, **more: Any
) -> deploying.Outcome:
    return deploying.deploy(host or Folder(), str(public), site, tell=lambda _: None, way=way, **more)


def rollback(public: Path) -> str:
    return deploying.rollback(Folder(), str(public), gate=lambda _: [], tell=lambda _: None)


def read(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in folder.rglob("*")
        if file.is_file() and file.name != NAME
    }


def test_a_file_of_others_with_a_name_of_ours_is_not_written_over(public: Path, site: Path) -> None:
    """The folder may be that of another site: its home page would be gone for ever."""
    public.mkdir()
    (public / "index.html").write_text("Другой сайт", "utf-8")

    with pytest.raises(Failure, match=r"index\.html") as stopped:
        deploy(public, site)

    assert stopped.value.name == "site-foreign"
    assert read(public) == {"index.html": "Другой сайт"}
    deploy(public, site, overwrite=True)
    assert read(public) == read(site)


def test_a_file_of_others_that_is_the_same_as_ours_stops_nothing(public: Path, site: Path) -> None:
    public.mkdir()
    (public / "index.html").write_text("index.html")

    deploy(public, site)

    assert read(public) == read(site)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("first", [True, False])
def test_a_link_in_the_place_of_a_folder_of_ours_is_not_followed(
    public: Path, site: Path, tmp_path: Path, way: str, first: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("Чужое", "utf-8")
    if first:
        public.mkdir()
        way = "" if way == "link" else way
    else:
        deploy(public, site, way)
        (public / "news/index.html").unlink()
        (public / "news").rmdir()
        (site / "news/index.html").unlink()
    (public / "news").symlink_to(outside)

    with pytest.raises(Failure) as stopped:
        deploy(public, site, way, overwrite=True)

    assert stopped.value.name == "path-taken"
    assert read(outside) == {"index.html": "Чужое"}


@pytest.mark.parametrize("way", ["link", "exchange"])
def test_a_rollback_leaves_files_of_others_as_they_are_today(public: Path, site: Path, way: str) -> None:
    deploy(public, site, way)
    (public / "gone.html").write_text("его потом убрали", "utf-8")
    before = read(site)
    (site / "index.html").write_text("новое", "utf-8")
    deploy(public, site)
    (public / "gone.html").unlink()
    (public / "notice.pdf").write_text("положено после публикации", "utf-8")

    rollback(public)

    foreign = {"notice.pdf": "положено после публикации"}
    assert read(public) == before | foreign
    (site / "index.html").write_text("ещё новее", "utf-8")
    for _ in range(2):
        deploy(public, site)
        (site / "cases/1/index.html").write_text("и ещё", "utf-8")
    deploy(public, site)
    assert read(public) == read(site) | foreign


@pytest.mark.parametrize("then", WAYS)
@pytest.mark.parametrize("first", WAYS)
def test_another_way_is_taken_or_refused_before_anything_is_sent(
    public: Path, site: Path, first: str, then: str
) -> None:
    deploy(public, site, first)
    (site / "index.html").write_text("второе", "utf-8")
    unfit = (first, then) in {("link", "exchange"), ("exchange", "link"), ("files", "link")}

    with pytest.raises(Failure, match="way-unfit") if unfit else nullcontext():
        deploy(public, site, then)

    assert read(public)["index.html"] == ("index.html" if unfit else "второе")
    for text in ("третье", "четвёртое"):
        (site / "index.html").write_text(text, "utf-8")
        deploy(public, site)
        assert read(public) == read(site)
    assert deploying.status(Folder(), str(public)).is_well


def test_a_deploy_cut_between_the_link_and_its_note_keeps_the_live_release(
    public: Path, site: Path, monkeypatch
) -> None:
    deploy(public, site)
    (site / "index.html").write_text("новое", "utf-8")

    class Falls(Folder):
        def link(self, path: str, target: str) -> None:
            super().link(path, target)
            raise Cut

    with pytest.raises(Cut):
        deploy(public, site, host=Falls())
    live = public.resolve()

    class Watched(Folder):
        def remove_tree(self, folder: str) -> None:
            assert Path(folder).resolve() != public.resolve(), "readers are there"
            super().remove_tree(folder)

    deploy(public, site, host=Watched(), break_lock=True)

    assert read(public) == read(site)
    assert not live.exists() or live == public.resolve()
    rollback(public)
    assert read(public)["index.html"] == "index.html"


def test_pages_that_are_gone_go_even_if_the_deploy_is_cut_before(public: Path, site: Path) -> None:
    """A page of somebody who withdrew would stay public and count as a file of others."""
    deploy(public, site, "files")
    (site / "cases/1/index.html").unlink()

    class Falls(Folder):
        def remove(self, folder: str, paths) -> None:
            raise Cut

    with pytest.raises(Cut):
        deploy(public, site, "files", host=Falls())

    deploy(public, site, "files", break_lock=True)

    assert read(public) == read(site)


@pytest.mark.parametrize("way", WAYS)
def test_a_deploy_that_stops_after_readers_met_it_does_not_say_the_site_is_untouched(
    public: Path, site: Path, way: str
) -> None:
    deploy(public, site, way)
    (site / "index.html").write_text("новое", "utf-8")

    class Lost(Folder):
        lost = False

        def write(self, folder: str, files) -> None:
            if self.lost:
                raise Failure("host-lost")
            super().write(folder, files)
            self.lost = self.lost or folder == str(public)

        def link(self, path: str, target: str) -> None:
            super().link(path, target)
            self.lost = True

        def exchange(self, public: str, standby: str, aside: str) -> None:
            super().exchange(public, standby, aside)
            self.lost = True

        def remove_tree(self, folder: str) -> None:
            if self.lost:
                raise Failure("host-lost")
            super().remove_tree(folder)

    with pytest.raises(Failure) as stopped:
        deploy(public, site, way, host=Lost())

    assert stopped.value.code == 5
    deploy(public, site, way, break_lock=True)
    assert read(public) == read(site)


def test_a_purge_finds_copies_that_no_note_names(public: Path, site: Path) -> None:
    deploy(public, site, "exchange")
    for text, way in (("второе", "exchange"), ("третье", "files")):
        (site / "index.html").write_text(text, "utf-8")
        deploy(public, site, way)
    place = places.looked_up(Folder(), str(public))

    gone = deploying.purge(Folder(), str(public), gate=lambda _: ["index.html: назван человек без согласия"])

    assert gone
    assert not Path(place.standby).exists()
    assert read(public) == read(site)


def test_a_purge_never_takes_the_release_readers_see(public: Path, site: Path) -> None:
    for text in ("первое", "второе"):
        (site / "index.html").write_text(text, "utf-8")
        deploy(public, site)

    class Falls(Folder):
        def link(self, path: str, target: str) -> None:
            super().link(path, target)
            raise Cut

    with suppress(Cut):
        deploying.rollback(Falls(), str(public), gate=lambda _: [], tell=lambda _: None)

    deploying.purge(Folder(), str(public), gate=lambda _: ["нельзя"], break_lock=True)

    assert read(public)["index.html"] == "первое"


def test_a_folder_of_others_nobody_may_read_stops_the_deploy(public: Path, site: Path, monkeypatch) -> None:
    """Passed over, it would go out of the public folder with the old copy."""
    deploy(public, site, "exchange")
    (public / "closed").mkdir()
    scandir = os.scandir

    def refused(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    (site / "index.html").write_text("второе", "utf-8")

    with pytest.raises(Failure) as stopped:
        deploy(public, site)

    assert stopped.value.name == "permission"


@pytest.mark.parametrize("way", WAYS)
def test_a_site_with_a_file_named_like_our_manifest_is_published_without_it(
    public: Path, site: Path, way: str
) -> None:
    (site / NAME).write_text('{"files": {"../../secret": ["0", 1]}}')

    deploy(public, site, way)

    told = Manifest.parsed((public / NAME).read_bytes())
    assert told == Manifest.of(site)


def test_two_sites_in_one_folder_keep_apart(public: Path, site: Path) -> None:
    other = public.with_name("school-2")
    deploy(public, site, "link")
    deploy(other, site, "link")
    (site / "index.html").write_text("новое", "utf-8")

    deploy(other, site)

    assert read(public)["index.html"] == "index.html"
    assert read(other) == read(site)
    assert deploying.status(Folder(), str(public)).is_well


def test_what_lies_behind_a_link_on_ftp_stays(tmp_path: Path, site: Path) -> None:
    """Such a server lists what a link leads to as if it stood there."""
    account, outside = tmp_path / "account", tmp_path / "account/photos"
    outside.mkdir(parents=True)
    (outside / "a.jpg").write_text("снимок", "utf-8")
    with servers.ftp(account) as port:

        def publish(text: str) -> deploying.Outcome:
            (site / "index.html").write_text(text, "utf-8")
            host = targets.opened(targets.parsed(f"ftp://school@127.0.0.1:{port}/www"), "secret")
            try:
                return deploying.deploy(host, "/www", site, tell=lambda _: None)
            finally:
                host.close()

        assert publish("первое").way == "exchange"
        (account / "www/album").symlink_to(outside)
        outcomes = [publish(f"раз {number}").way for number in range(3)]

    assert outcomes == ["files"] * 3
    assert (account / "www/album").is_symlink()
    assert read(outside) == {"a.jpg": "снимок"}


def test_a_page_the_server_would_not_delete_is_told_and_tried_again(public: Path, site: Path) -> None:
    """A server like vsftpd says the same of a file that may not be deleted as of one that is not there."""
    deploy(public, site, "files")
    (site / "cases/1/index.html").unlink()

    class Keeps(Folder):
        def remove(self, folder: str, paths) -> None:
            pass

    for _ in range(2):
        with pytest.raises(Failure, match=r"cases/1/index\.html") as stopped:
            deploy(public, site, "files", host=Keeps())
        assert (stopped.value.name, stopped.value.code) == ("permission", 5)
    deploy(public, site, "files")
    assert read(public) == read(site)
