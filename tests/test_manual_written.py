"""The pages of the manual that are written by hand: where they are told, and that they speak of what there is."""

import re
from pathlib import Path

import pytest

from mentoring import carried, cli, due
from mentoring.pages import manual_written
from mentoring.pages.page import literal

FOLDER = carried.path(carried.MANUAL)
TEXTS = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}


@pytest.fixture
def pages(load):
    from mentoring.pages import Edition, render

    def made(school: str, preview: bool) -> dict[str, str]:
        book, _ = load({"cases/school.yml": f"full_name: Заречная школа\nshort_name: Школа\n{school}"})
        return {page.path: page.markdown for page in render(Edition(book.public, preview=preview))}

    return made


@pytest.mark.parametrize(
    ("school", "preview", "told"),
    [("", False, False), ("", True, True), ("publish_manual: да\n", False, True)],
)
def test_the_manual_is_for_curators_unless_the_school_wants_it(
    school: str, preview: bool, told: bool, pages
) -> None:
    made = pages(school, preview)

    assert {f"curators/{name}" in made for name in manual_written.PAGES} == {told}


def test_its_pages_lead_to_each_other_and_to_pictures_that_are_there() -> None:
    for name, text in TEXTS.items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (FOLDER / target).is_file(), (name, target)


def test_every_picture_is_told_in_words_and_shown() -> None:
    shown = {target for text in TEXTS.values() for target in re.findall(r"!\[[^\]]{20,}\]\(([^)]+)\)", text)}
    folder = FOLDER / manual_written.PICTURES

    assert shown == {f"{manual_written.PICTURES}/{file.name}" for file in folder.glob("*.*")}


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_it_names_exists(name: str) -> None:
    told = re.findall(r"scripts/site\.py ([a-z]+)(?: ([a-z]+)\b)?", TEXTS[name])
    groups = {"new", "people"}

    for command, inner in told:
        if command != "serve":  # scripts/site.py itself gives it to MkDocs
            assert command in cli.main.commands
        if command in groups:
            group = cli.main.commands[command]
            assert inner in getattr(group, "commands", {}), (command, inner)


def test_a_day_nobody_checked_is_marked_in_the_year_too() -> None:
    """Every month with a duty that is not verified carries the sign."""
    months = dict(
        re.findall(r"(?ms)^## (\S+).*?\n(.*?)(?=^## |\Z)", TEXTS["year.md"].replace("Июнь и июль", "Июль"))
    )
    names = {1: "Январь:", 4: "Апрель:", 7: "Июль:", 10: "Октябрь:"}
    asked = {month for duty in due.duties() if not duty.is_verified for month in duty.months}

    assert asked == set(names)
    assert {title for title, text in months.items() if "⚖" in text} == set(names.values())


def test_nobody_is_named_in_it() -> None:
    from mentoring.privacy.looking import look

    assert [found for text in TEXTS.values() for found in look(text)] == []


def test_the_readme_of_the_folder_leads_to_every_page() -> None:
    assert all(f"]({name})" in TEXTS["README.md"] for name in manual_written.PAGES)
    assert literal("Первый день") in TEXTS["README.md"]


def test_the_school_starts_with_the_manual_in_its_preview(tmp_path: Path) -> None:
    """It comes out of the program, so that a school's folder holds nothing of ours to keep up to date."""
    assert not [name for name in carried.OF_A_SCHOOL if "curators" in name]
