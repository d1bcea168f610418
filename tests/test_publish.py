"""Building beside the old site: it is replaced whole or not touched at all."""

from datetime import date
from pathlib import Path

import pytest

from mentoring import pipeline
from mentoring.deploy import folder
from mentoring.publish import build as publishing
from mentoring.publish import written
from mentoring.publish.build import Build, Stopped, check, clean, lock, release, scan, swap

TODAY = date(2026, 5, 12)

BROKEN = {
    "cases/practices/a.md": "---\ntitel: Проект\n---\n",
    "cases/practices/b.md": "---\ntitle: Игра\n---\n",
}


@pytest.fixture
def build(project, tmp_path: Path) -> Build:
    """A build of a school in order, beside an old site of one page."""
    made = Build(tmp_path / "site", pipeline.load(project({}), today=TODAY))
    put(made.site, "старый сайт")
    return made


def put(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, "utf-8")


def page(build: Build) -> str:
    return (build.site / "index.html").read_text("utf-8")


def test_a_finished_build_takes_the_place_of_the_old_site(build: Build) -> None:
    (build.site / "gone.html").write_text("x")
    put(build.folder, "новый сайт")

    swap(build)

    assert page(build) == "новый сайт"
    assert sorted(path.name for path in build.site.iterdir()) == ["index.html"]
    assert not build.folder.exists()
    assert not build.old.exists()


def test_a_site_that_is_a_link_stays_one(project, tmp_path: Path) -> None:
    """A server shows another folder, and `site` leads there."""
    put(tmp_path / "www/school", "старый сайт")
    (tmp_path / "site").symlink_to(tmp_path / "www/school")

    for text in ("новый сайт", "ещё новее"):
        build = Build(tmp_path / "site", pipeline.load(project({}), today=TODAY))
        clean(build)
        put(build.folder, text)
        swap(build)

    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "www/school/index.html").read_text("utf-8") == "ещё новее"
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["school"]


def test_the_first_build_needs_no_old_site(project, tmp_path: Path) -> None:
    build = Build(tmp_path / "site", pipeline.load(project({}), today=TODAY))
    put(build.folder, "новый сайт")

    swap(build)

    assert page(build) == "новый сайт"


def test_a_build_without_a_home_page_does_not_replace_anything(build: Build) -> None:
    build.folder.mkdir()

    with pytest.raises(Stopped, match="Прежний сайт не тронут"):
        swap(build)

    assert page(build) == "старый сайт"


@pytest.mark.parametrize("in_one_step", [True, False])
def test_two_folders_exchange_their_names(tmp_path: Path, monkeypatch, in_one_step: bool) -> None:
    """In one step where the system has one: Linux. Elsewhere in two."""
    if not in_one_step:
        monkeypatch.setattr(folder, "_exchanged", lambda one, other: False)
    put(tmp_path / "new", "новый")
    put(tmp_path / "old", "старый")

    folder.exchange(tmp_path / "new", tmp_path / "old", tmp_path / "aside")

    assert (tmp_path / "old/index.html").read_text("utf-8") == "новый"
    assert (tmp_path / "new/index.html").read_text("utf-8") == "старый"
    assert not (tmp_path / "aside").exists()


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_failure_between_the_two_renames_brings_the_old_site_back(
    tmp_path: Path, monkeypatch, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(folder, "_exchanged", lambda one, other: False)
    put(tmp_path / "old", "старый")

    with pytest.raises(OSError, match="No such file"):
        folder.exchange(tmp_path / "missing", tmp_path / "old", tmp_path / "aside")

    assert (tmp_path / "old/index.html").read_text("utf-8") == "старый"
    assert not (tmp_path / "aside").exists()


def test_what_a_killed_build_left_is_cleaned(build: Build) -> None:
    put(build.folder, "половина")
    put(build.old, "позапрошлый сайт")

    clean(build)

    assert page(build) == "старый сайт"
    assert not build.folder.exists()
    assert not build.old.exists()


def test_a_site_that_was_only_put_away_comes_back(build: Build) -> None:
    """The machine went down between the two renames."""
    build.site.rename(build.old)

    clean(build)

    assert page(build) == "старый сайт"


def test_a_site_comes_back_even_when_the_build_then_stops_at_errors(project, tmp_path: Path) -> None:
    build = Build(tmp_path / "site", pipeline.load(project(BROKEN), today=TODAY))
    put(build.old, "старый сайт")

    with pytest.raises(Stopped):
        _before_render(build)

    assert page(build) == "старый сайт"


def _before_render(build: Build) -> None:
    for step in publishing.BEFORE_RENDER:
        step(build)


def test_a_build_that_is_given_up_takes_its_folder_away(build: Build) -> None:
    lock(build)
    put(build.folder, "половина")

    release(build)
    release(build)

    assert not build.folder.exists()
    assert page(build) == "старый сайт"


def test_a_second_build_at_once_stops_and_leaves_the_first_alone(build: Build) -> None:
    lock(build)
    put(build.folder, "новый сайт")
    second = Build(build.site, build.loaded)

    with pytest.raises(Stopped, match="уже собирается"):
        _before_render(second)
    release(second)

    swap(build)
    assert page(build) == "новый сайт"


def test_the_new_site_is_built_beside_the_old_one(build: Build) -> None:
    """A rename within one file system is atomic."""
    assert build.folder.parent == build.old.parent == build.site.parent


# Errors


def test_errors_stop_a_build_and_are_told(project, tmp_path: Path) -> None:
    build = Build(tmp_path / "site", pipeline.load(project(BROKEN), today=TODAY))

    with pytest.raises(Stopped) as stopped:
        check(build)

    assert stopped.value.code == 1
    assert "cases/practices/a.md:2:1: ошибка [field-unknown]" in str(stopped.value)
    assert "    2 | titel: Проект" in str(stopped.value)
    assert "Файлов с ошибками: 1. Сайт не собран, прежний не тронут." in str(stopped.value)


def test_a_public_log_quotes_no_line_of_an_author(project, tmp_path: Path) -> None:
    build = Build(tmp_path / "site", pipeline.load(project(BROKEN), today=TODAY), quote=False)

    with pytest.raises(Stopped) as stopped:
        check(build)

    assert "titel: Проект" not in str(stopped.value)


def test_broken_cards_can_be_held_back_and_are_named(project, tmp_path: Path) -> None:
    build = Build(tmp_path / "site", pipeline.load(project(BROKEN), today=TODAY), hold_back=True)

    check(build)

    assert build.notes == ["На сайт не попали карточки с ошибками:\n  cases/practices/a.md"]
    assert [practice.slug for practice in build.loaded.book.practices] == ["b"]


@pytest.mark.parametrize("name", ["school.yml", "vocabulary.yml", "documents.yml"])
def test_what_all_cards_stand_on_cannot_be_held_back(project, tmp_path: Path, name: str) -> None:
    """Without the school's address a consent for another site would pass, without its words a sensitive one would."""
    build = Build(
        tmp_path / "site", pipeline.load(project({f"cases/{name}": "x: [\n"}), today=TODAY), hold_back=True
    )

    with pytest.raises(Stopped):
        check(build)


@pytest.mark.parametrize(("path", "where"), [("files/spisok.txt", "cases/files"), ("a.txt", "cases docs")])
def test_what_a_finished_site_may_not_show_comes_with_a_way_to_find_it(
    project, tmp_path: Path, path: str, where: str
) -> None:
    """`check` reads cards; a name inside a document is found when the site is ready."""
    build = Build(tmp_path / "site", pipeline.load(project({}), today=TODAY))
    leaking = build.folder / path
    leaking.parent.mkdir(parents=True)
    leaking.write_text("Список: Сидоров Пётр Ильич, 6 «Б» класс", "utf-8")

    with pytest.raises(Stopped) as stopped:
        scan(build)

    assert f"{path}: " in str(stopped.value)
    assert f"`python scripts/site.py names {where}`" in str(stopped.value)


def test_remarks_stop_nothing(project, tmp_path: Path) -> None:
    remark = {"cases/practices/a.md": "---\ntitle: Проект\npublication: опубликован\n---\n"}
    build = Build(tmp_path / "site", pipeline.load(project(remark), today=TODAY))

    check(build)

    assert build.loaded.problems
    assert build.notes == []


# Pages written to disk


@pytest.mark.parametrize("manifest", ["", "{", "[1, 2]", '"index.md"', '["../own.md", "/etc/hostname"]'])
def test_a_spoilt_list_of_our_files_removes_nothing(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "own.md").write_text("x")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / written.MANIFEST).write_text(manifest, "utf-8")

    assert written._ours(folder / written.MANIFEST) == set()
