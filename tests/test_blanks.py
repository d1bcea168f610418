"""Word blanks: the consent to dissemination with what the order asks for, and its withdrawal."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from mentoring import cli
from mentoring.cards import School
from mentoring.cards.school import Contacts
from mentoring.exports.blanks import BLANKS

SITE = "https://school.example.org/nastavnichestvo/"
SCHOOL = School(
    full_name="Заречная школа города Заречного",
    short_name="Заречная школа",
    site=SITE,
    contacts=Contacts(address="Заречный, ул. Школьная, 1"),
)


def words(content: bytes) -> str:
    opened = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_the_consent_has_every_field_of_the_order() -> None:
    """Source: Roskomnadzor's order № 18 of 24.02.2021."""
    told = words(BLANKS["soglasie-na-rasprostranenie.docx"](SCHOOL))

    for field in (
        "Фамилия, имя, отчество", "Телефон, почта или почтовый адрес", "законного представителя", "Наименование", "ИНН", "ОГРН",
        "протокол, сервер, домен, каталог", "Цель", "Разрешаю: да или нет", "Запреты и условия", "Специальные категории",
        "Биометрические", "третьим лицам", "Согласие действует с", "Фотография", "Подпись законного представителя",
    ):  # fmt: skip
        assert field in told
    assert "Заречная школа города Заречного" in told
    assert f"{SITE}" in told
    assert f"{SITE}mentors/" in told


def test_the_withdrawal_names_the_law_the_school_and_the_site() -> None:
    told = words(BLANKS["otzyv-soglasiya.docx"](SCHOOL))

    assert "статьи 10.1" in told
    assert "Заречная школа города Заречного" in told
    assert SITE in told


@pytest.mark.parametrize("name", BLANKS)
def test_a_blank_is_the_same_bytes_and_carries_nobody(name: str) -> None:
    first, second = BLANKS[name](SCHOOL), BLANKS[name](SCHOOL)

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert not [part for part in archive.namelist() if "thumbnail" in part or "media" in part]
    about = docx.Document(io.BytesIO(first)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_a_school_without_an_address_gets_lines_to_fill_in() -> None:
    bare = School(full_name="Заречная школа", short_name="Заречная школа")

    for make in BLANKS.values():
        assert "None" not in words(make(bare))
        assert "____" in words(make(bare))


def test_the_command_writes_both(project, tmp_path: Path) -> None:
    answer = CliRunner().invoke(
        cli.main, ["people", "blank", str(tmp_path / "blanki"), "--root", str(project({}))]
    )

    assert answer.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "blanki").iterdir()) == sorted(BLANKS)


PACKAGE = Path(cli.__file__).parents[1]
ROOT = Path(__file__).parents[1]


def test_what_we_do_is_never_called_by_the_word_of_the_law() -> None:
    """«Псевдонимизация для публикации»: the other word has methods and duties of its own; once it is explained as not ours."""
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in (ROOT / "docs", ROOT / "cases", PACKAGE / "data", PACKAGE / "pages", PACKAGE / "cards")
        for path in folder.rglob("*")
        if path.suffix in {".md", ".yml", ".jinja", ".py"} and "обезличив" in path.read_text("utf-8").lower()
    ]
    found += [
        name
        for name in ("README.md", "CHANGELOG.md")
        if "обезличив" in (ROOT / name).read_text("utf-8").lower()
    ]

    assert found == ["plugins/mentoring/pages/templates/manual_privacy.md.jinja"]
    text = (ROOT / found[0]).read_text("utf-8")
    assert text.lower().count("обезличив") == 2
    assert "Обезличиванием в смысле закона это не является" in text
