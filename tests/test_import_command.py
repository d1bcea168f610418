"""`mentoring import`: shows, asks, writes all or nothing; a second reading keeps what its author changed."""

import re
from pathlib import Path

import papers
import pytest
from click.testing import CliRunner, Result

from mentoring import cli
from mentoring.imports import placing
from mentoring.imports.draft import Draft
from mentoring.imports.heads import Heads
from mentoring.imports.papers import School
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.reading import federal_vocabulary

HEAD = ["№", "Мероприятие", "Сроки", "Ответственные"]
ROWS = [
    HEAD,
    ["Подготовка условий", "<", "<", "<"],
    ["1", "Приказ о кураторе", "октябрь 2025 г.", "директор Снегирёва О.П."],
    ["2", "Опрос классов", "ноябрь 2025 г.", "педагог-психолог"],
    ["Работа пар", "<", "<", "<"],
    ["31", "Встречи пар", "в течение года", "наставники"],
    ["31", "Кейсы пар", "май 2026 г.", "куратор"],
]
TITLE = "# Дорожная карта на 2025-2026 учебный год"
CARD = "cases/roadmaps/dorozhnaya-karta-na-2025-2026-uchebnyy-god.md"


@pytest.fixture
def school(project, tmp_path: Path) -> Path:
    root: Path = project({})
    return root


def run(
    root: Path, content: bytes, *words: str, kind: str = "roadmap", said: str = "", name: str = "план.docx"
) -> Result:
    paper = root / name
    paper.write_bytes(content)
    return CliRunner(env={"CI": None}).invoke(
        cli.main,
        ["import", str(paper), "--as", kind, "--root", str(root), *words],
        input=said,
        catch_exceptions=False,
    )


def rows(*changes: tuple[str, str]):
    """The same plan with some cells told otherwise."""
    told = dict(changes)
    return papers.word(TITLE, [[told.get(cell, cell) for cell in row] for row in ROWS])


def edited(root: Path, before: str, after: str) -> None:
    text = (root / CARD).read_text("utf-8")
    assert before in text
    (root / CARD).write_text(text.replace(before, after, 1), "utf-8")


def test_it_shows_what_it_recognised_and_writes_when_told_so(school: Path) -> None:
    answer = run(school, rows(), said="д\n")

    assert answer.exit_code == 0
    assert answer.output.replace("\u00a0", " ").splitlines()[:9] == [
        "Распознано: строк под шапкой — 6; 4 записи, 2 раздела.",
        "Столбцы:",
        "  № → №",
        "  Мероприятие → Мероприятие",
        "  Сроки → Сроки",
        "  Ответственные → Ответственные",
        "Имена: 1 — заменены ролями; в карточки и сюда они не попали.",
        "Номера повторяются: 31. Они оставлены, как в документе.",
        "",
    ]
    assert (
        (school / CARD)
        .read_text("utf-8")
        .startswith("---\ntitle: Дорожная карта на 2025-2026 учебный год\nschool_year: 2025/26\n")
    )
    assert CliRunner().invoke(cli.main, ["check", "--root", str(school)]).exit_code == 0


def test_nothing_is_written_without_a_yes(school: Path) -> None:
    for said in ("н\n", "", "\n"):
        assert run(school, rows(), said=said).exit_code == 1

    assert not list(school.rglob("cases/roadmaps/*"))


def test_a_refusal_writes_nothing_and_says_what_to_do(school: Path) -> None:
    answer = run(school, b"%PDF-1.7", name="план.pdf")

    assert answer.exit_code == 1
    assert answer.output.startswith("Не взято [file-pdf]: Это PDF")
    assert "Что сделать: " in answer.output
    assert not list(school.rglob("cases/*/*"))


def test_a_file_of_40_megabytes_is_not_even_read(school: Path) -> None:
    assert "[file-too-large]" in run(school, b"PK".ljust(40_000_000)).output


def test_no_name_of_a_document_is_written_or_told(school: Path) -> None:
    paper = papers.word(
        TITLE, "Составитель: Дроздова Елена Петровна, тел. 8 (912) 345-67-89, drozdova@example.org", "Куратор – Чижов А.А.",
        [[*HEAD, "Результат"],
         ["1", "Встреча с Дроздовой", "май 2026 г.", "Чижов, Скворцова М.И. (психолог)", "Сойкин Архип из 8А класса выступил"],
         ["2", "Рассказ Скворцовой", "май 2026 г.", "учитель физики Журавлёва", "Архипу Сойкину помог А. А. Чижов"]],
    )  # fmt: skip

    answer = run(school, paper, "--yes")
    told = answer.output + "".join(
        path.read_text("utf-8") for path in school.rglob("*") if path.suffix in {".md", ".json"}
    )

    assert answer.exit_code == 0
    assert not re.findall("дроздов|чижов|скворцов|сойкин|архип|журавл|345-67|drozdova", told, re.I)
    assert "8 класса" in told
    assert CliRunner().invoke(cli.main, ["check", "--root", str(school)]).exit_code == 0


def test_words_that_are_names_only_here_go_too(school: Path) -> None:
    """«Калинкина» is a possessive to a dictionary; beside a given name it is a surname, and then everywhere."""
    paper = papers.word(
        TITLE, "Наставляемый: Калинкина Варвара", "Наставник – Рябинин Егор Савельевич, учитель истории",
        [HEAD, ["1", "Знакомство Калинкиной с РЯБИНИНЫМ", "май 2026 г.", "Рябинин"], ["2", "Варя узнала правила", "май 2026 г.", "Е.С.Рябинин"],
         ["3", "Музей имени Ковалёва", "май 2026 г.", "учитель истории"], ["4", "Стихи А.С. Пушкина", "май 2026 г.", "Калинкина В."]],
    )  # fmt: skip

    run(school, paper, "--yes")
    told = (school / CARD).read_text("utf-8")

    assert not re.findall("калинкин|варя|варвар|рябинин|егор|ковал", told, re.I)
    assert "title: Знакомство наставляемого с наставником\n" in told
    assert "title: Музей имени …\n" in told
    assert "title: Стихи А.С. Пушкина\n" in told


def test_pairs_become_drafts_all_or_none(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = papers.word("# Пары 2025-2026, форма «ученик – ученик»", [
        ["№", "Наставник", "Наставляемый", "Цель"], ["1", "Сойкин Архип", "Дроздова Дарина", "физика"], ["2", "Чижова Мария", "Скворцов Пётр", "химия"],
    ])  # fmt: skip
    replaced: list[object] = []

    def replace(new: Path, old: Path) -> None:
        replaced.append(old)
        if len(replaced) > 1:
            raise OSError(28, "No space left on device")
        new.rename(old)

    monkeypatch.setattr("mentoring.cli.importing.os.replace", replace)
    answer = run(school, table, "--yes", "--programme", "ryadom", kind="pairs")
    monkeypatch.undo()

    assert answer.exit_code == 3
    assert "Не записано ничего" in answer.output
    assert len(replaced) == 2
    assert not list(school.rglob("cases/pairs/*"))
    assert run(school, table, "--yes", "--programme", "ryadom", kind="pairs").exit_code == 0
    assert len(list(school.glob("cases/pairs/*.md"))) == 2


def test_the_same_document_again_changes_nothing(school: Path) -> None:
    run(school, rows(), "--yes")
    before = (school / CARD).read_bytes()

    answer = run(school, rows(), "--yes")

    assert "в документе ничего нового" in answer.output
    assert (school / CARD).read_bytes() == before


def test_what_only_the_document_changed_is_taken_and_what_only_the_curator_changed_is_kept(
    school: Path,
) -> None:
    run(school, rows(), "--yes")
    edited(
        school,
        "        title: Опрос классов\n",
        "        title: Опрос классов\n        status: выполнено  # сверено\n",
    )
    edited(school, "schedule: май 2026 г.", "schedule: до 20 мая 2026 г.")

    answer = run(school, rows(("ноябрь 2025 г.", "декабрь 2025 г.")), "--yes")
    text = (school / CARD).read_text("utf-8")

    assert answer.exit_code == 0
    assert "schedule: декабрь 2025 г." in text
    assert "status: выполнено  # сверено" in text
    assert "schedule: до 20 мая 2026 г." in text


@pytest.mark.parametrize(("said", "kept"), [("н\nд\n", "20 мая"), ("д\nд\n", "июнь 2026 г.")])
def test_what_both_changed_is_shown_and_asked(school: Path, said: str, kept: str) -> None:
    run(school, rows(), "--yes")
    edited(school, "schedule: май 2026 г.", "schedule: 20 мая 2026 г.")

    answer = run(
        school, rows(("май 2026 г.", "июнь 2026 г."), ("ноябрь 2025 г.", "декабрь 2025 г.")), said=said
    )

    assert "31. Кейсы пар, Сроки: изменили и вы, и документ." in answer.output
    assert "  в карточке:  20 мая 2026 г.\n  в документе: июнь 2026 г." in answer.output
    assert kept in (school / CARD).read_text("utf-8")


def test_yes_keeps_what_the_curator_wrote_and_says_so(school: Path) -> None:
    run(school, rows(), "--yes")
    edited(school, "schedule: май 2026 г.", "schedule: 20 мая 2026 г.")

    answer = run(school, rows(("май 2026 г.", "июнь 2026 г.")), "--yes")

    assert "Оставлено ваше." in answer.output
    assert "schedule: 20 мая 2026 г." in (school / CARD).read_text("utf-8")


def test_numbers_that_repeat_are_told_apart_by_their_titles(school: Path) -> None:
    run(school, rows(), "--yes")

    run(school, rows(("Кейсы пар", "Кейсы пар на сайте"), ("в течение года", "раз в неделю")), "--yes")
    text = (school / CARD).read_text("utf-8")

    assert text.count("number: 31") == 2
    assert re.search(r"title: Встречи пар\n +schedule: раз в неделю", text)
    assert re.search(r"title: Кейсы пар на сайте\n +schedule: май 2026 г\.", text)


def test_a_new_row_comes_to_its_place_and_a_lost_one_stays(school: Path) -> None:
    run(school, rows(), "--yes")
    more = [*ROWS[:3], ["1.1", "Беседа с родителями", "октябрь 2025 г.", "куратор"], *ROWS[4:]]

    answer = run(school, papers.word(TITLE, more), "--yes")
    titles = re.findall("^[ -]+title: (.+)$", (school / CARD).read_text("utf-8"), re.M)

    assert "есть только в карточке, оставлено: 2. Опрос классов" in answer.output
    assert (
        titles.index("Приказ о кураторе") < titles.index("Беседа с родителями") < titles.index("Работа пар")
    )
    assert "Опрос классов" in titles


def test_another_computer_asks_about_every_difference(school: Path) -> None:
    """The memory of the last reading is no part of the repository."""
    run(school, rows(), "--yes")
    for path in (school / ".cache/mentoring/imports").rglob("*.json"):
        path.unlink()

    answer = run(school, rows(("май 2026 г.", "июнь 2026 г.")), said="д\nд\n")

    assert "изменили и вы, и документ" in answer.output
    assert "июнь 2026 г." in (school / CARD).read_text("utf-8")


def test_a_card_that_was_renamed_is_named(school: Path) -> None:
    run(school, rows(), "--yes")
    (school / CARD).rename(school / "cases/roadmaps/karta.md")

    answer = run(school, rows(("ноябрь 2025 г.", "декабрь 2025 г.")), "--into", "karta", said="д\nд\n")

    assert answer.exit_code == 0
    assert [path.name for path in (school / "cases/roadmaps").iterdir()] == ["karta.md"]
    assert "декабрь 2025 г." in (school / "cases/roadmaps/karta.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["../../../outside", "karat", "..", "index", "Карта"])
def test_a_card_to_renew_has_to_be_there(name: str, school: Path) -> None:
    """A slip in the name makes no second card, and nothing is written beside the school."""
    run(school, rows(), "--yes")
    (school / CARD).rename(school / "cases/roadmaps/karta.md")
    (school.parent / "outside.md").write_text("Чужое.\n", "utf-8")

    answer = run(school, rows(("ноябрь 2025 г.", "декабрь 2025 г.")), "--into", name, "--yes")

    assert answer.exit_code == 2
    assert "Есть: karta." in answer.output
    assert [path.name for path in (school / "cases/roadmaps").iterdir()] == ["karta.md"]
    assert (school.parent / "outside.md").read_text("utf-8") == "Чужое.\n"


def test_one_card_is_not_renewed_by_several_drafts(project) -> None:
    root = project({"cases/pairs/para.md": "---\ntitle: Пара\n---\n"})
    table = papers.word("# Пары 2025-2026, форма «ученик – ученик»", [
        ["№", "Наставник", "Наставляемый"], ["1", "Сойкин Архип", "Дроздова Дарина"], ["2", "Чижова Мария", "Скворцов Пётр"],
    ])  # fmt: skip

    answer = run(root, table, "--yes", "--into", "para", kind="pairs")

    assert answer.exit_code == 2
    assert "в документе карточек: 2" in answer.output
    assert [path.name for path in (root / "cases/pairs").iterdir()] == ["para.md"]


def test_a_surname_found_at_the_last_look_is_not_in_the_name_of_the_file() -> None:
    """The path of a file is as public as its text."""
    federal = federal_vocabulary()
    heads = Heads.of(federal)

    def last(text: str) -> list[Finding]:
        found = re.finditer("Калинкин(?:ой|а)", text)
        return [Finding(*one.span(), FindingKind.PROBABLE, one[0]) for one in found]

    title = "Сопровождение Калинкиной"
    drafts = [
        Draft("pairs", "soprovozhdenie-kalinkinoy-2025-26", {"title": title, "school_year": "2025/26"}),
        Draft("pairs", "soprovozhdenie-kalinkinoy-2025-26-2", {"title": title, "school_year": "2025/26"}),
        Draft("pairs", "svoe", {"title": "Чтение вслух", "school_year": "2025/26"}),
    ]

    placing.rename(drafts, School(federal, heads, heads, lambda text: [], last))

    assert [draft.slug for draft in drafts] == [
        "soprovozhdenie-uchastnik-2025-26",
        "soprovozhdenie-uchastnik-2025-26-2",
        "svoe",
    ]


def test_a_school_adds_words_of_its_own_heads(project) -> None:
    root = project(
        {
            "cases/vocabulary.yml": "heads:\n  - id: schedule\n    title: Сроки\n    aliases:\n      - к какому дню\n"
        }
    )

    run(
        root,
        papers.word(
            TITLE, [["Мероприятие", "К какому дню", "Ответственные"], ["Опрос", "1 мая 2026 г.", "куратор"]]
        ),
        "--yes",
    )

    assert "schedule: 1 мая 2026 г." in (root / CARD).read_text("utf-8")


def test_drafts_can_be_written_elsewhere(school: Path, tmp_path: Path) -> None:
    run(school, rows(), "--yes", "--out", str(school / "посмотреть"))

    assert len(list((school / "посмотреть").glob("*.md"))) == 1
    assert not (school / CARD).exists()


def test_the_only_programme_of_the_year_is_linked(project) -> None:
    root = project(
        {
            "cases/programmes/ryadom-2025-26.md": "---\ntitle: Рядом\nforms: ученик – ученик\nschool_year: 2025/26\n---\n"
        }
    )

    run(root, rows(), "--yes")

    assert "programmes:\n  - ryadom-2025-26\n" in (root / CARD).read_text("utf-8")


def test_pairs_take_the_form_of_their_only_programme(project) -> None:
    root = project(
        {
            "cases/programmes/ryadom-2025-26.md": "---\ntitle: Рядом\nforms: учитель – ученик\nschool_year: 2025/26\n---\n"
        }
    )

    run(
        root,
        papers.word(
            "# Пары 2025-2026",
            [["№", "Наставник", "Наставляемый"], ["1", "Чижова А.Б.", "Сойкин Архип, 6 класс"]],
        ),
        "--yes",
        kind="pairs",
    )
    text = next((root / "cases/pairs").iterdir()).read_text("utf-8")

    assert "programme: ryadom-2025-26\n" in text
    assert "form: учитель – ученик\n" in text
    assert CliRunner().invoke(cli.main, ["check", "--root", str(root)]).exit_code == 0


def test_an_unknown_form_is_answered_with_the_known_ones(school: Path) -> None:
    answer = CliRunner().invoke(
        cli.main, ["import", str(Path(__file__)), "--as", "pairs", "--form", "кто-то", "--root", str(school)]
    )

    assert answer.exit_code == 2
    assert "«ученик – ученик»" in answer.output
