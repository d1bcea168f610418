"""What is missing is listed by what it blocks, and a card with nothing missing is not in the list."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mentoring import cli, gaps
from mentoring.gaps import Blocks

FULL = """---
title: Проект за четверть
gist: За девять недель группа доводит один вопрос до защиты.
problem: Проекты писали родители.
goal: Каждая группа защищает проект.
steps: [{title: Выбрать вопрос}]
tools: [{title: План, link: "https://example.org/plan"}]
adaptation: [{where: малая школа, how: одна группа}]
load: [{role: наставник, hours_a_week: 1}]
lessons: две встречи в неделю оказались лишними
indicators:
  - {indicator: завершённые проекты, before: 1, after: 3, n: 12, method: журнал, before_on: 15.09.2025, after_on: 11.05.2026}
checked_on: 10.05.2026
licence: CC BY 4.0
publication: опубликован
approved: {by: директор, on: 11.05.2026}
---
"""


def told(load, files: dict[str, str]) -> list[tuple[str, str]]:
    book, _ = load(files)
    return [(gap.blocks.name, gap.what) for gap in gaps.of(book)]


def test_a_practice_that_says_everything_is_not_in_the_list(load) -> None:
    assert told(load, {"cases/practices/a.md": FULL}) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tools:", ("REPEATING", "Нет инструментов, которые можно взять.")),
        ("steps:", ("REPEATING", "Нет шагов.")),
        ("adaptation:", ("REPEATING", "Не сказано, как приспособить к другим условиям.")),
        ("gist:", ("REPEATING", "Не сказана суть.")),
        ("licence:", ("ORDER", "Не сказано, на каких условиях её можно брать.")),
        ("checked_on:", ("ORDER", "Не сказано, когда карточку перечитывали.")),
        ("approved:", ("ORDER", "Не сказано, кто разрешил публикацию.")),
    ],
)
def test_a_field_that_is_missing_is_in_the_list(load, line: str, expected: tuple[str, str]) -> None:
    less = "".join(f"{row}\n" for row in FULL.rstrip().split("\n") if not row.startswith(line))

    assert told(load, {"cases/practices/a.md": less}) == [expected]


def test_a_card_nobody_has_read_for_a_year_is_in_the_list(load) -> None:
    old = FULL.replace("checked_on: 10.05.2026", "checked_on: 10.05.2025")

    assert told(load, {"cases/practices/a.md": old}) == [
        ("ORDER", "Карточку не перечитывали с 10\u00a0мая 2025\u00a0года.")
    ]


def test_what_an_indicator_lacks_is_in_the_list(load) -> None:
    less = FULL.replace("n: 12, ", "").replace("after_on: 11.05.2026", "note: весной")

    assert told(load, {"cases/practices/a.md": less}) == [
        ("EVIDENCE", "Ни одного измерения: на сайте это описание опыта."),
        (
            "EVIDENCE",
            "Показатель «завершённые проекты» не считается измерением: нет числа измеренных и дат обоих измерений.",
        ),
    ]


def test_a_value_that_is_not_yet_due_is_not_missed(load) -> None:
    """A programme that still runs has no «after»."""
    programme = (
        "---\ntitle: Рядом\nschool_year: 2025/26\nindicators:\n  - {indicator: самооценка, before: 3, n: 12,"
        " method: опрос, before_on: 15.09.2025}\n%s---\n"
    )

    running = told(load, {"cases/programmes/a.md": programme % "state: реализуется\n"})
    finished = told(load, {"cases/programmes/a.md": programme % "state: завершена\n"})

    assert not any("не считается измерением" in what for _, what in running)
    assert any("не считается измерением" in what for _, what in finished)


def test_rows_of_a_roadmap_are_told_together(load) -> None:
    roadmap = (
        "---\ntitle: Карта\nschool_year: 2025/26\npublication: опубликован\napproved: {by: директор, on: 01.09.2025}\n"
        "sections:\n  - items:\n"
        "      - {title: Опрос, responsible: куратор}\n"
        "      - {title: Собрание, responsible: куратор}\n"
        "      - {title: Итог, responsible: куратор, schedule: май, status: выполнено}\n---\n"
    )

    assert told(load, {"cases/roadmaps/a.md": roadmap}) == [
        ("EVIDENCE", "Выполнено, а результат пуст: 1. Строки: 10."),
        ("REPEATING", "Мероприятий без срока: 2. Строки: 8, 9."),
    ]


def test_a_document_without_a_number_is_in_the_list(load) -> None:
    register = "documents:\n  - {id: a, kind: приказ, level: школьный, title: О парах, link: 'https://example.org/a'}\n"

    assert told(load, {"cases/documents.yml": register}) == [("ORDER", "У документа нет номера и даты.")]


def test_what_blocks_most_stands_first(load) -> None:
    found = told(load, {"cases/practices/a.md": "---\ntitle: Проект\n---\n", "cases/practices/b.md": FULL})

    assert [name for name, _ in found] == sorted((name for name, _ in found), key=lambda name: Blocks[name])
    assert found[0] == ("PUBLICATION", "Карточка не опубликована.")


def test_a_mentor_is_told_by_the_role(load) -> None:
    book, _ = load(
        {
            "cases/mentors/a.md": "---\ntitle: Вымышленная Мария Петровна\nrole: учитель физики\nconsent:"
            " {document: с7, date: 01.09.2025, site: 'https://school.example.org/', covers: [имя]}\n---\n"
        }
    )

    assert {gap.card for gap in gaps.of(book)} == {"Наставник «учитель физики»"}


# Texts

PLAIN = "Мы встретились в сентябре. Сначала было страшно. Потом мы вместе читали книгу про море. " * 4
LAW = (
    "В целях обеспечения реализации мероприятий по внедрению целевой модели наставничества обучающихся"
    " осуществляется формирование организационно-методического сопровождения образовательной деятельности"
    " педагогических работников общеобразовательных организаций, осуществляющих профессиональную ориентацию"
    " несовершеннолетних обучающихся с применением инновационных педагогических технологий сопровождения. "
)


def test_the_index_tells_a_story_from_an_order() -> None:
    assert gaps.ease(PLAIN) > 50
    assert gaps.ease(LAW * 2) < gaps.HARD
    assert gaps.ease("") == 100


def test_sentences_of_a_text_are_counted_without_its_marks() -> None:
    text = (
        "# Заголовок\n\nПервое. Второе — [ссылка](https://example.org/a.b.c).\n\n- пункт один\n- пункт два\n"
    )

    assert gaps.sentence_length(text) == (1 + 2 + 2 + 2) / 4


def test_a_text_that_is_hard_to_read_is_in_the_list(load) -> None:
    found = told(load, {"cases/practices/a.md": FULL + LAW * 2})

    assert [name for name, _ in found] == ["READING"]
    assert found[0][1].startswith("Текст трудно читать: в предложении в среднем 3")
    assert told(load, {"cases/practices/a.md": FULL + PLAIN}) == []


# The command


def call(root: Path, *words: str) -> str:
    answer = CliRunner().invoke(cli.main, ["todo", "--root", str(root), *words])
    assert answer.exit_code == 0
    return answer.output


def test_the_command_groups_by_what_is_blocked(project) -> None:
    output = call(project({"cases/practices/a.md": "---\ntitle: Проект\n---\n"}))

    assert output.index("Мешает попасть на сайт") < output.index("Мешает повторить")
    assert "cases/practices/a.md:1  Практика «Проект»" in output
    assert output.rstrip().splitlines()[-1].startswith("Чего не хватает: ")


def test_a_school_that_lacks_nothing_is_told_so(project) -> None:
    assert call(project({"cases/practices/a.md": FULL})) == "Всё заполнено.\n"


def test_json_lists_the_gaps(project) -> None:
    (first, *_) = json.loads(
        call(project({"cases/practices/a.md": "---\ntitle: Проект\n---\n"}), "--format", "json")
    )

    assert first == {
        "blocks": "publication",
        "path": "cases/practices/a.md",
        "line": 1,
        "card": "Практика «Проект»",
        "what": "Карточка не опубликована.",
        "fix": "Когда будет готова, проведите её: `python scripts/site.py review` — отправить на согласование, потом опубликовать.",
    }
