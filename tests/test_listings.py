"""A list in an author's text: one line puts cards, a table or a timeline there, and is checked like everything else."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

import environment
from mentoring import listings, pipeline
from mentoring.facets import Known
from mentoring.pages import Edition, render
from mentoring.problems import Problem

TODAY = date(2026, 5, 12)
SIGNED = "publication: опубликован\napproved: {by: директор, on: 01.09.2025}\n"
PROGRAMME = f"---\ntitle: Рядом\nforms: учитель – ученик\nschool_year: 2025/26\n{SIGNED}---\n"


def case(title: str, more: str = "", form: str = "учитель – ученик") -> str:
    return (
        f"---\ntitle: {title}\nform: {form}\nprogramme: ryadom\nkind: группа\n"
        f"mentors: [{{role: учитель физики}}]\nmentees: [{{role: ученики, count: 12}}]\n{more}{SIGNED}---\nРассказ.\n"
    )


SCHOOL_OF_CASES = {
    "cases/programmes/ryadom.md": PROGRAMME.replace("forms: учитель – ученик", "forms: [учитель – ученик, ученик – ученик]"),
    "cases/pairs/most.md": case("Мост через овраг", "school_year: 2025/26\n"),
    "cases/pairs/abak.md": case("Абак и счёты", "school_year: 2024/25\n"),
    "cases/pairs/hor.md": case("Хор на лестнице", "school_year: 2025/26\n", "ученик – ученик"),
    "cases/pairs/tayna.md": case("Ещё не готово").replace("publication: опубликован", "publication: черновик"),
    "cases/practices/maket.md": f"---\ntitle: Макет за четверть\nforms: учитель – ученик\nterm: краткосрочное\n{SIGNED}---\n",
    "cases/practices/dnevnik.md": f"---\ntitle: Дневник наблюдений\nforms: ученик – ученик\nterm: учебный год\n{SIGNED}---\n",
    "cases/documents.yml": "documents:\n"
    "  - {id: o-kuratore, kind: приказ, level: школьный, number: 12-о, date: 01.09.2025, title: О кураторе}\n"
    "  - {id: r-145, kind: распоряжение, level: федеральный, number: Р-145, date: 25.12.2019, title: Целевая модель}\n",
    "cases/roadmaps/plan.md": f"""---
title: План на год
school_year: 2025/26
programmes: ryadom
sections:
  - title: Начало
    stages: подготовка
    items:
      - {{title: Собрать команду, schedule: сентябрь 2025, status: выполнено}}
  - title: Конец
    stages: завершение
    items:
      - {{title: Вечер в мае, schedule: май 2026}}
      - {{title: Поделиться с соседями, schedule: после вечера}}
{SIGNED}---
""",
}  # fmt: skip


@pytest.fixture
def shown(project):
    """The page `docs/podbor.md` with one text, as Markdown."""

    def make(text: str, *, preview: bool = False) -> str:
        root = project({**SCHOOL_OF_CASES, "docs/podbor.md": f"---\ntitle: Подборка\n---\n{text}\n"})
        book = pipeline.load(root, today=TODAY).book
        edition = Edition(book if preview else book.public, preview=preview)
        return next(page.markdown for page in render(edition) if page.path == "podbor.md")

    return make


@pytest.fixture
def told(load):
    """What is told of lists in one text."""

    def check(text: str) -> list[Problem]:
        _, problems = load({**SCHOOL_OF_CASES, "docs/podbor.md": f"---\ntitle: Подборка\n---\n{text}\n"})
        return [problem for problem in problems if problem.place.path == "docs/podbor.md"]

    return check


def titles(page: str) -> list[str]:
    listed = page.partition('class="m-listing"')[2].partition("<footer")[0]
    return re.findall(
        r">(Мост через овраг|Абак и счёты|Хор на лестнице|Ещё не готово|Макет за четверть|Дневник наблюдений"
        r"|О кураторе|Целевая модель|Собрать команду|Вечер в мае|Поделиться с соседями|Рядом)</a>",
        listed,
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("кейсы", ["Мост через овраг", "Хор на лестнице", "Абак и счёты"]),
        ("кейсы; порядок: по алфавиту", ["Абак и счёты", "Мост через овраг", "Хор на лестнице"]),
        ("кейсы; форма: учитель – ученик", ["Мост через овраг", "Абак и счёты"]),
        ("Кейсы; Форма: Ученик-ученик", ["Хор на лестнице"]),
        ("кейсы; форма: учитель – ученик, ученик – ученик; учебный год: 2025/26", ["Мост через овраг", "Хор на лестнице"]),
        ("кейсы; учебный год: 2024–2025", ["Абак и счёты"]),
        ("кейсы; не больше: 1; порядок: новые; вид: таблица", ["Мост через овраг"]),
        ("практики; срок: краткосрочная", ["Макет за четверть"]),
        ("практики; доказанность: описание опыта; порядок: по алфавиту", ["Дневник наблюдений", "Макет за четверть"]),
        ("программы; форма: учитель – ученик; вид: таблица", ["Рядом"]),
        ("документы; вид: приказ; вид: таблица", ["О кураторе"]),
        ("документы; порядок: новые", ["О кураторе", "Целевая модель"]),
        ("мероприятия", ["Собрать команду", "Вечер в мае", "Поделиться с соседями"]),
        ("мероприятия; этап: завершение; вид: таблица", ["Вечер в мае", "Поделиться с соседями"]),
        ("мероприятия; состояние: выполнено", ["Собрать команду"]),
        ("мероприятия; программа: Рядом; не больше: 2", ["Собрать команду", "Вечер в мае"]),
    ],
)  # fmt: skip
def test_a_line_puts_a_narrowed_and_sorted_list_on_the_page(
    shown, told, line: str, expected: list[str]
) -> None:
    page = shown(f"Вот они:\n\n[список: {line}]\n\nИ всё.")

    assert titles(page) == expected
    assert "[список" not in page.lower()
    assert told(f"[список: {line}]") == []


def test_a_list_is_cards_or_a_table_or_a_timeline(shown) -> None:
    cards, table, scale = (
        shown(f"[список: мероприятия; вид: {view}]") for view in ("карточки", "таблица", "шкала")
    )

    assert cards.count('class="m-card"') == 3
    assert table.count("<tr>") == 4
    assert 'class="m-tl"' in scale
    assert "Вечер в мае" in scale


def test_a_timeline_has_only_the_sections_it_was_asked_for(shown) -> None:
    page = shown("[список: мероприятия; этап: завершение; вид: шкала]")

    assert "Вечер в мае" in page
    assert "Собрать команду" not in page
    assert "Начало" not in page


def test_a_draft_stands_in_no_list_of_readers(shown) -> None:
    assert "Ещё не готово" not in shown("[список: кейсы]")
    assert "Ещё не готово" in shown("[список: кейсы]", preview=True)


def test_an_empty_list_says_so_quietly_and_is_a_warning(shown, told) -> None:
    line = "[список: кейсы; учебный год: 2031/32]"

    assert '<p class="m-quiet">Пока таких нет.</p>' in shown(line)
    assert [(problem.rule, problem.is_error) for problem in told(line)] == [("listing-empty", False)]


@pytest.mark.parametrize(
    ("line", "column", "fix"),
    [
        ("[список: кесы]", 10, "«кейсы»"),
        ("[список:]", 9, "«практики», «кейсы»"),
        ("[спсок: кейсы]", 2, "`[список: …]`"),
        ("[список: кейсы; фрма: учитель – ученик]", 17, "«форма»"),
        ("[список: кейсы; форма: учитель – учинек]", 24, "«учитель – ученик»"),
        ("[список: кейсы; форма: ученик – ученик, учитель – учинек]", 41, "«учитель – ученик»"),
        ("[список: кейсы; форма]", 17, "`форма: …`"),
        ("[список: кейсы; учебный год: 2025/27]", 30, "`2025/26`"),
        ("[список: кейсы; порядок: по алфовиту]", 26, "«по алфавиту»"),
        ("[список: кейсы; порядок: по доказанности]", 26, "«новые», «по алфавиту»"),
        ("[список: кейсы; вид: шкала]", 22, "«карточки», «таблица»"),
        ("[список: документы; вид: приаз]", 26, "«приказ»"),
        ("[список: кейсы; не больше: пять]", 28, "`не больше: 6`"),
        ("[список: кейсы; не больше: 0]", 28, "`не больше: 6`"),
        ("[список: кейсы; форма: учитель – ученик; форма: ученик – ученик]", 49, "Оставьте одно"),
        ("[список: практики; практика: Макет]", 20, "Подойдёт: «форма»"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_told_with_its_place_and_the_nearest_right_one(
    told, line: str, column: int, fix: str
) -> None:
    (problem,) = told(f"Слова.\n\n{line}")

    assert (problem.rule, problem.is_error) == ("listing-wrong", True)
    assert (problem.place.line, problem.place.column) == (6, column)
    assert fix in problem.fix


def test_every_slip_of_a_line_is_told_at_once(told) -> None:
    found = told("[список: кейсы; фрма: пара; порядок: как-нибудь; не больше: много]")

    assert [problem.place.column for problem in found] == [17, 38, 61]


@pytest.mark.parametrize(
    "text",
    [
        "Наш список: кейсы, практики и программы.",
        "Список: кейсы",
        "[список: кейсы](join.md) – так пишут ссылку.",
        "Смотрите [список: кейсы] ниже.",
        "`[список: ксы]`",
        "```\n[список: ксы]\n```",
        "    [список: ксы]",
        "\\[список: хлеб, молоко]",
        "[сноска: список литературы в конце]",
        "[Запись: вторник и четверг]",
    ],
)
def test_an_ordinary_sentence_is_no_list(shown, told, text: str) -> None:
    assert "m-listing" not in shown(text)
    assert not [problem for problem in told(text) if problem.rule.startswith("listing")]


def test_a_line_that_cannot_be_read_is_never_shown_to_readers(shown) -> None:
    """With `--hold-back` the page goes out all the same."""
    line = "[список: кесы]"

    assert line not in shown(line)
    assert line in shown(line, preview=True)


def test_nobody_lists_cases_by_a_sensitive_role_pattern(told) -> None:
    line = "[список: кейсы; ролевая модель: учитель – ученик с ОВЗ]"

    (problem,) = told(line)

    assert (problem.rule, problem.place.column) == ("listing-wrong", 33)
    assert "практики" in problem.fix


def test_a_text_under_a_card_may_have_a_list_too(project) -> None:
    files = {
        **SCHOOL_OF_CASES,
        "cases/pairs/most.md": case("Мост через овраг") + "\n[список: практики; форма: учитель – ученик]\n",
    }

    book = pipeline.load(project(files), today=TODAY).book.public
    page = next(page for page in render(Edition(book)) if page.path == "cases/most.md")

    assert titles(page.markdown) == ["Макет за четверть"]


def test_a_list_is_one_block_of_html_for_every_engine(shown) -> None:
    """An empty line would end it in CommonMark."""
    page = shown("[список: мероприятия; вид: шкала]")

    block = page[page.index('<div class="m-listing"') :]
    assert "\n\n" not in block[: block.rindex("</section>")]


def test_the_lists_of_the_manual_can_be_copied() -> None:
    book = pipeline.load(Path(environment.ROOT), today=date(2026, 11, 22)).book
    manual = next(
        page.markdown for page in render(Edition(book, preview=True)) if page.path == "curators/index.md"
    )

    copied = [html.unescape(line) for line in re.findall(r"<code>(\[список: [^<]*\])</code>", manual)]
    assert copied
    assert not [line.faults for text in copied for line in listings.lines(text, Known(book)) if line.faults]


def test_the_example_school_has_a_list() -> None:
    book = pipeline.load(Path(environment.ROOT), today=date(2026, 11, 22)).book.public

    page = next(page.markdown for page in render(Edition(book)) if page.path == "join.md")

    assert 'class="m-listing"' in page
    assert "Пока таких нет" not in page
