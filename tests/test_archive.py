"""A site in one file: whole, the same bytes each time; nothing of others is deleted."""

import zipfile
from pathlib import Path

import pytest

from mentoring.deploy import archive
from mentoring.deploy.failures import Failure
from mentoring.deploy.manifest import NAME


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "файлы").mkdir(parents=True)
    (folder / "index.html").write_text("Главная", "utf-8")
    (folder / "файлы/план на год 100%.txt").write_text("план", "utf-8")
    return folder


def test_the_same_site_gives_the_same_bytes_in_a_folder_that_is_made(site: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "out/one.zip", tmp_path / "out/other.zip"

    archive.pack(site, one)
    archive.pack(site, other)

    assert one.read_bytes() == other.read_bytes()
    assert set(zipfile.ZipFile(one).namelist()) == {"index.html", "файлы/план на год 100%.txt", NAME}


def test_an_archive_that_cannot_be_written_is_told(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site.zip"
    folder.mkdir()

    with pytest.raises(Failure):
        archive.pack(site, folder)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "site.zip"]


def test_only_an_archive_of_ours_is_purged(site: Path, tmp_path: Path) -> None:
    ours, other, spoilt = tmp_path / "ours.zip", tmp_path / "other.zip", tmp_path / "spoilt.zip"
    archive.pack(site, ours)
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("letters.txt", "чужое")
    spoilt.write_bytes(b"PK")

    for foreign in (other, spoilt, tmp_path / "none.zip"):
        with pytest.raises(Failure) as stopped:
            archive.purged(foreign, lambda _: ["нельзя"])
        assert stopped.value.name == "archive-foreign"
    assert not archive.purged(ours, lambda _: [])
    assert archive.purged(ours, lambda _: ["нельзя"])

    assert sorted(tmp_path.glob("*.zip")) == [other, spoilt]
