"""From the files of a school to the casebook that may be published, and all problems in one run."""

from datetime import date
from pathlib import Path

import pytest

from mentoring import pipeline

TODAY = date(2026, 5, 12)
SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"

PRACTICE = "---\ntitle: Проект за четверть\n---\n"


def test_one_broken_card_holds_back_only_itself(load) -> None:
    """A slip in one file leaves the other cards on the site."""
    book, problems = load({"cases/practices/a.md": PRACTICE, "cases/practices/b.md": "нет карточки"})

    assert [practice.slug for practice in book.practices] == ["a"]
    assert [problem.rule for problem in problems] == ["card-missing"]


def test_a_card_that_breaks_a_rule_is_held_back_and_a_remark_holds_nothing_back(load) -> None:
    book, problems = load(
        {
            "cases/practices/a.md": "---\ntitle: Проект\npublication: опубликован\n---\n",
            "cases/practices/b.md": "---\ntitle: Игра\ndocuments: net-takogo\n---\n",
        }
    )

    assert [practice.slug for practice in book.practices] == ["a"]
    assert [(problem.rule, problem.is_error) for problem in problems] == [
        ("approval-missing", False),
        ("link-missing", True),
    ]


def test_all_problems_of_all_files_are_told_in_one_run_in_the_order_of_their_places(load) -> None:
    _, problems = load(
        {
            "cases/programmes/z.md": "---\ntitle: 5\nknid: план работы\nschool_year: 2025\n---\n",
            "cases/practices/b.md": "---\ntitle: [Игра\n---\n",
            "cases/practices/a.md": "---\ngoal: x\n---\n",
            "cases/school.yml": "full_name: Школа\nshort_name: Школа\nlogo: net.svg\n",
            "docs/index.md": "---\ntitel: О нас\n---\n",
        }
    )

    assert [str(problem.place) for problem in problems] == [
        "cases/practices/a.md:1:1",
        "cases/practices/b.md:2:8",
        "cases/programmes/z.md:2:8",
        "cases/programmes/z.md:3:1",
        "cases/programmes/z.md:4:14",
        "cases/school.yml:3:7",
        "docs/index.md:2:1",
    ]


def test_an_empty_folder_is_one_problem(tmp_path: Path) -> None:
    """Nobody has started yet: they are told where to begin."""
    loaded = pipeline.load(tmp_path, today=TODAY)

    assert [problem.rule for problem in loaded.problems] == ["school-missing"]
    assert loaded.book.school.short_name == "Школа"


def test_a_broken_card_of_the_school_leaves_the_other_cards_readable(load) -> None:
    book, problems = load({"cases/school.yml": "full_name: Школа\n", "cases/practices/a.md": PRACTICE})

    assert [problem.rule for problem in problems] == ["field-missing"]
    assert len(book.practices) == 1


@pytest.mark.parametrize(
    "name", ["Чтение вслух", "Fizika", "fizika klass", "fizika_", "index", "README".lower(), "con"]
)
def test_a_file_name_that_makes_no_address_is_refused_with_a_better_one(load, name: str) -> None:
    book, problems = load({f"cases/practices/{name}.md": PRACTICE})

    assert book.practices == ()
    assert [problem.rule for problem in problems] == ["file-name"]


@pytest.mark.parametrize("name", ["fizika", "fizika-2025-26", "5-b", "a_b", "a.b"])
def test_latin_letters_digits_and_hyphens_make_an_address(load, name: str) -> None:
    book, problems = load({f"cases/practices/{name}.md": PRACTICE})

    assert problems == []
    assert book.practices[0].slug == name


def test_two_files_of_one_name_in_different_folders_are_told_and_the_first_stays(load) -> None:
    """The address of a card is its file's name, over all years."""
    book, problems = load({"cases/practices/2025/a.md": PRACTICE, "cases/practices/2026/a.md": PRACTICE})

    assert [practice.file for practice in book.practices] == ["cases/practices/2025/a.md"]
    assert [(problem.rule, problem.place.path) for problem in problems] == [
        ("address-taken", "cases/practices/2026/a.md")
    ]
    assert "cases/practices/2025/a.md" in problems[0].what


def test_cards_of_different_kinds_may_share_a_name(load) -> None:
    _, problems = load(
        {
            "cases/practices/a.md": PRACTICE,
            "cases/programmes/a.md": "---\ntitle: Модель\nkind: описание модели\n---\n",
        }
    )

    assert problems == []


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "card-missing"),
        (b"\n\n", "card-missing"),
        (b"---\n---\n", "field-missing"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2l", "encoding"),
        (b"---\ntitle: " + b"a" * 1_000_001, "file-too-large"),
        ("---\ntitle: Чтение\n---\n".encode("utf-16"), "encoding"),
    ],
)
def test_a_file_that_is_no_card_at_all_is_one_problem(load, content: bytes, rule: str) -> None:
    """Empty, huge, a renamed .docx, another encoding."""
    _, problems = load({"cases/practices/a.md": content})

    assert [problem.rule for problem in problems] == [rule]


def test_a_file_nobody_may_read_is_told_in_russian(project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cases/practices/a.md": PRACTICE, "cases/practices/b.md": PRACTICE})
    read_bytes = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    loaded = pipeline.load(root, today=TODAY)

    assert [(problem.rule, problem.what) for problem in loaded.problems] == [
        ("file-unreadable", "Файл нет права читать.")
    ]
    assert [practice.slug for practice in loaded.book.practices] == ["b"]


def test_stray_files_are_remarks_and_hidden_leftovers_of_editors_are_not(load) -> None:
    _, problems = load(
        {
            "cases/a.md": PRACTICE,
            "cases/старое/a.md": PRACTICE,
            "cases/practices/a.docx": "x",
            "cases/practices/B.MD": PRACTICE,
            "cases/pairs": "x",
            "cases/practices/~$a.md": "x",
            "cases/practices/.a.md.swp": "x",
            "cases/.DS_Store": "x",
            "cases/files/anketa.txt": "x",
        }
    )

    assert {problem.rule for problem in problems} == {"file-unknown"}
    assert not any(problem.is_error for problem in problems)
    assert [problem.place.path for problem in problems] == [
        "cases/a.md",
        "cases/pairs",
        "cases/practices/B.MD",
        "cases/practices/a.docx",
        "cases/practices/~$a.md",
        "cases/старое",
    ]


def test_a_link_on_disk_is_not_followed(project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It may lead out of the project: the file behind it would be published."""
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text(PRACTICE, "utf-8")
    root = project({"cases/practices/a.md": PRACTICE})
    (root / "cases/practices/b.md").symlink_to(outside)

    loaded = pipeline.load(root, today=TODAY)

    assert [problem.rule for problem in loaded.problems] == ["file-is-link"]
    assert len(loaded.book.practices) == 1
    assert not any(
        "Проект" in line for lines in [loaded.lines.get("cases/practices/b.md", ())] for line in lines
    )


def test_pages_for_developers_are_not_pages_of_the_school(load) -> None:
    book, _ = load({"docs/index.md": "# Мы\n", "docs/dev/design.md": "---\ntitel: x\n---\n"})

    assert [page.path for page in book.own_pages] == ["index.md"]


def test_broken_files_have_their_lines_for_quoting(project) -> None:
    loaded = pipeline.load(project({"cases/practices/a.md": "---\ntitle: [Игра\n---\n"}), today=TODAY)

    assert loaded.lines["cases/practices/a.md"][1] == "title: [Игра"


def test_files_in_windows_line_ends_with_a_mark_of_byte_order_are_cards(load) -> None:
    book, problems = load({"cases/practices/a.md": "\ufeff" + PRACTICE.replace("\n", "\r\n")})

    assert problems == []
    assert book.practices[0].title == "Проект за четверть"


def test_only_what_is_published_is_public_and_a_case_needs_its_programme(load) -> None:
    programme = "---\ntitle: Программа\nschool_year: 2025/26\npublication: {}\n---\n"
    case = "---\ntitle: Чтение\nkind: пара\nprogramme: {}\nform: ученик – ученик\npublication: {}\n---\n"

    book, _ = load(
        {
            "cases/programmes/open.md": programme.format("опубликован"),
            "cases/programmes/old.md": programme.format("архив"),
            "cases/programmes/draft.md": programme.format("черновик"),
            "cases/pairs/a.md": case.format("open", "опубликован"),
            "cases/pairs/b.md": case.format("old", "архив"),
            "cases/pairs/c.md": case.format("open", "на согласовании"),
            "cases/pairs/d.md": case.format("draft", "опубликован"),
        }
    )

    assert [programme.slug for programme in book.public.programmes] == ["old", "open"]
    assert [case.slug for case in book.public.cases] == ["a", "b"]


def test_the_same_files_give_the_same_answer(project) -> None:
    root = project(
        {"cases/practices/b.md": PRACTICE, "cases/practices/a.md": "x", "cases/school.yml": SCHOOL}
    )

    assert pipeline.load(root, today=TODAY) == pipeline.load(root, today=TODAY)
