"""Books of Excel: merged heads, real days, values of formulas, the base of pairs."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import papers
from test_imports import card, imported

from mentoring.imports import writing


def test_a_roadmap_of_excel_is_a_roadmap() -> None:
    book = papers.excel(
        [
            ["Дорожная карта наставничества на 2026/2027 учебный год"], [],
            ["№ п/п", "Мероприятие", "Исполнение", None, "Результат"], [None, None, "Срок", "Ответственный", None],
            ["I. Подготовка условий"],
            [1, "Издать приказ", datetime(2026, 9, 5), "директор", "приказ"],
            [2, "Провести опрос", "сентябрь", "педагог-психолог\nкуратор", None],
            ["II. Работа пар"],
            [3.0, "Встречи", date(2026, 10, 1), "наставники", 12.5],
        ],
        merged=("A1:E1", "C3:D3", "A3:A4", "B3:B4", "E3:E4", "A5:E5"), bold=("A8",),
    )  # fmt: skip

    found = card(book)

    assert found.title == "Дорожная карта наставничества на 2026/2027 учебный год"
    assert [section.title for section in found.sections] == ["I. Подготовка условий", "II. Работа пар"]
    assert [
        (item.number, item.title, item.schedule, item.responsible, item.planned_result)
        for item in found.items
    ] == [
        ("1", "Издать приказ", "05.09.2026", ("директор",), "приказ"),
        ("2", "Провести опрос", "сентябрь", ("педагог-психолог", "куратор"), None),
        ("3", "Встречи", "01.10.2026", ("наставники",), "12,5"),
    ]


def test_the_base_of_pairs_becomes_drafts_without_a_name() -> None:
    book = papers.excel([
        ["№", "ФИО наставника", "Должность", "ФИО наставляемого", "Класс", "Форма наставничества", "Предмет", "Сроки", "Приказ"],
        [1, "Журавлёва Нина Викторовна", "учитель физики", "Сойкин Архип", "8А", "учитель-ученик", "физика", "2026-2027", "№ 97-о от 17.10.2026"],
        [2, "Дроздова Е.П.", "учитель химии", "Чижова А.Б., Скворцов П.П.", "10Б", "учитель – ученик", "химия", "сентябрь 2026 - май 2027", None],
    ])  # fmt: skip

    read = imported(book, "pairs", "пары.xlsx")
    told = "\n".join(writing.text_of(draft) + draft.path for draft in read.drafts)

    assert read.namer.names >= 5
    assert not [
        name for name in ("журавл", "сойкин", "архип", "дроздов", "чижов", "скворцов") if name in told.lower()
    ]
    assert [(draft.data["form"], draft.data["mentors"], draft.data["mentees"]) for draft in read.drafts] == [
        (
            "учитель – ученик",
            [{"role": "учитель физики", "count": 1}],
            [{"role": "ученик", "count": 1, "band": "8–9"}],
        ),
        (
            "учитель – ученик",
            [{"role": "учитель химии", "count": 1}],
            [{"role": "ученик", "count": 2, "band": "10–11"}],
        ),
    ]
    assert read.drafts[0].data["order"] == {"number": "97-о", "date": "17.10.2026"}
    assert "8А" not in told


def test_a_hidden_sheet_is_not_taken_and_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(papers.excel([["Мероприятие", "Сроки"], ["Опрос", "май"]])))
    hidden = book.create_sheet("Личное")
    hidden.append(["Мероприятие", "Сроки", "Ответственные"])
    hidden.append(["Тайное", "май", "кто-то"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    read = imported(out.getvalue(), name="план.xlsx")

    assert "Тайное" not in writing.text_of(read.drafts[0])
    assert "Скрытый лист не взят. Если он нужен, покажите его в Excel и повторите." in read.account.notes


def test_values_of_formulas_counted_by_libreoffice_are_taken(tmp_path: Path) -> None:
    book = papers.excel([["№", "Мероприятие", "Сроки"], ["=1+0", '="Оп"&"рос"', "=DATE(2026,9,5)"]])

    saved = papers.by_libreoffice(book, "xlsx", "xlsx", tmp_path)
    item = card(saved).items[0]

    assert (item.number, item.title) == ("1", "Опрос")
