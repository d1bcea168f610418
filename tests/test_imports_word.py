"""What Word hides in a table: merged cells, edits, controls, numbers it writes itself, tables in tables."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import papers
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from test_imports import card, imported

from mentoring.imports import grid, writing
from mentoring.imports.opening import opened

HEAD = ["№ п/п", "Мероприятие", "Сроки", "Ответственные"]


def changed(content: bytes, *changes: tuple[str, str]) -> bytes:
    """The document with its XML changed, as Word writes what python-docx cannot."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            if name == "word/document.xml":
                text = inside.decode()
                for before, after in changes:
                    assert before in text, before
                    text = text.replace(before, after)
                inside = text.encode()
            new.writestr(name, inside)
    return out.getvalue()


def items(content: bytes, **wishes: Any) -> list[Any]:
    found: list[Any] = card(content, **wishes).items
    return found


def test_a_cell_merged_downwards_is_said_of_every_row() -> None:
    plan = papers.word([HEAD, ["1", "Опрос", "октябрь 2025 г.", "куратор"], ["2", "Анкета", "^", "^"]])

    assert [(item.schedule, item.responsible) for item in items(plan)] == [
        ("октябрь 2025 г.", ("куратор",))
    ] * 2


def test_a_cell_merged_over_two_columns_loses_no_word() -> None:
    plan = papers.word(
        [HEAD, ["1", "Опрос", "в течение года, куратор", "<"], ["2", "Анкета", "май 2026 г.", "психолог"]]
    )

    assert [item.schedule for item in items(plan)] == ["в течение года, куратор", "май 2026 г."]


def test_tracked_changes_are_accepted() -> None:
    plan = papers.word([HEAD, ["1", "Опрос учеников", "октябрь 2025 г.", "куратор"]])
    edited = changed(plan, (
        "<w:t>Опрос учеников</w:t></w:r>",
        "<w:t xml:space='preserve'>Опрос </w:t></w:r><w:del w:id='1' w:author='x'><w:r><w:delText>учеников</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>всех классов</w:t></w:r></w:ins>",
    ))  # fmt: skip

    assert items(edited)[0].title == "Опрос всех классов"
    assert any("Правки приняты" in note for note in imported(edited).account.notes)


def test_a_row_deleted_with_edits_tracked_is_gone() -> None:
    plan = papers.word(
        [HEAD, ["1", "Лишняя строка", "май 2026 г.", "куратор"], ["2", "Опрос", "май 2026 г.", "куратор"]]
    )
    document = docx.Document(io.BytesIO(plan))
    row = document.tables[0].rows[1]._tr
    row.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}><w:del w:id='1' w:author='x'/></w:trPr>"))

    assert [item.title for item in items(papers.as_bytes(document))] == ["Опрос"]


def test_content_controls_around_words_cells_and_rows_are_seen_through() -> None:
    document = docx.Document(
        io.BytesIO(
            papers.word(
                [HEAD, ["1", "Опрос", "май 2026 г.", "куратор"], ["2", "Анкета", "май 2026 г.", "куратор"]]
            )
        )
    )
    table = document.tables[0]
    for element in (
        table.rows[1]._tr,
        table.rows[2].cells[1]._tc,
        table.rows[2].cells[2].paragraphs[0].runs[0]._r,
    ):
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control.find(qn("w:sdtContent")).append(element)

    assert [(item.title, item.schedule) for item in items(papers.as_bytes(document))] == [
        ("Опрос", "май 2026 г."),
        ("Анкета", "май 2026 г."),
    ]


def test_a_table_inside_a_cell_becomes_its_lines() -> None:
    document = docx.Document(
        io.BytesIO(papers.word([[*HEAD, "Результат"], ["1", "Опрос", "май 2026 г.", "куратор", "Ответы:"]]))
    )
    inner = document.tables[0].cell(1, 4).add_table(2, 2)
    for place, text in zip([(0, 0), (0, 1), (1, 0), (1, 1)], ["5 класс", "12", "6 класс", "9"], strict=True):
        inner.cell(*place).text = text

    assert items(papers.as_bytes(document))[0].planned_result == "Ответы:\n\n- 5 класс — 12\n- 6 класс — 9"


def test_a_table_that_only_frames_the_page_is_no_table() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "План на 2025-2026 учебный год"
    inner = frame.cell(0, 0).add_table(2, 3)
    for row, texts in enumerate((["Мероприятие", "Сроки", "Ответственные"], ["Опрос", "май", "куратор"])):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text

    assert [(item.title, item.schedule) for item in items(papers.as_bytes(document))] == [("Опрос", "май")]


def test_numbers_that_word_writes_itself_are_numbers() -> None:
    plan = papers.word(
        [HEAD, ["+ ", "Опрос", "май 2026 г.", "куратор"], ["+ ", "Анкета", "май 2026 г.", "куратор"]]
    )

    assert [item.number for item in items(plan)] == ["1", "2"]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("decimal", "2"),
        ("upperRoman", "II"),
        ("lowerLetter", "b"),
        ("russianLower", "б"),
        ("decimalZero", "02"),
    ],
)
def test_a_number_is_told_as_word_shows_it(form: str, told: str) -> None:
    content = papers.word([["+ раз", "а"], ["+ два", "б"], ["+ три", "в"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            if name == "word/numbering.xml":
                inside = inside.replace(b'w:val="decimal"', f'w:val="{form}"'.encode())
            new.writestr(name, inside)

    rows = grid.paper(opened(out.getvalue(), "a.docx")).tables[0].rows
    marks = [row[0].lines[0].mark.strip(".") for row in rows if row[0]]

    assert marks[1] == told


def test_a_head_of_two_rows_is_one_head() -> None:
    plan = papers.word([
        ["№", "Мероприятие", "Исполнение", "<", "Результат", "<"],
        ["^", "^", "срок", "ответственный", "ожидаемый", "фактический"],
        ["1", "Опрос", "октябрь 2025 г.", "куратор", "перечень запросов", "собраны 24 запроса"],
    ])  # fmt: skip

    item = items(plan)[0]

    assert (item.schedule, item.responsible, item.planned_result, item.actual_result) == (
        "октябрь 2025 г.", ("куратор",), "перечень запросов", "собраны 24 запроса",
    )  # fmt: skip


def test_borders_drawn_by_hand_need_not_meet() -> None:
    """A row whose cells begin a hair beside those of the head still belongs under it."""
    document = docx.Document(
        io.BytesIO(papers.word([[*HEAD, "", ""], ["1", "Опрос", "май 2026 г.", "куратор", "", ""]]))
    )
    table = document.tables[0]
    for number, width in enumerate((500, 3000, 40, 2000, 40, 2500)):
        table._tbl.tblGrid.gridCol_lst[number].set(qn("w:w"), str(width))
    for row, spans in ((0, [1, 1, 2, 2]), (1, [1, 2, 2, 1])):
        cells = table.rows[row]._tr.tc_lst
        for cell in cells[4:]:
            table.rows[row]._tr.remove(cell)
        for cell, span in zip(cells[:4], spans, strict=True):
            cell.get_or_add_tcPr().get_or_add_gridSpan().val = span

    item = items(papers.as_bytes(document))[0]

    assert (item.number, item.title, item.schedule, item.responsible) == (
        "1",
        "Опрос",
        "май 2026 г.",
        ("куратор",),
    )


def test_a_plan_cut_into_tables_by_its_stages_is_one_plan() -> None:
    rows = [["Мероприятие", "Сроки", "Ответственные"], ["Опрос", "октябрь 2025 г.", "куратор"]]
    plan = papers.word(
        "# Дорожная карта 2025-2026",
        "**Формирование базы наставляемых**",
        rows,
        "**Завершение**",
        [rows[0], ["Праздник", "май 2026 г.", "куратор"]],
    )

    found = card(plan)

    assert [(section.title, section.stages, len(section.items)) for section in found.sections] == [
        ("Формирование базы наставляемых", ("mentees",), 1), ("Завершение", ("closing",), 1),
    ]  # fmt: skip


def test_a_table_that_goes_on_after_a_page_has_no_head_of_its_own() -> None:
    plan = papers.word(
        [HEAD, ["1", "Опрос", "май 2026 г.", "куратор"]], "", [["2", "Анкета", "май 2026 г.", "психолог"]]
    )

    assert [item.number for item in items(plan)] == ["1", "2"]


def test_a_column_nobody_knows_is_kept_beside_its_row_and_told() -> None:
    plan = papers.word([[*HEAD, "Кабинет"], ["1", "Опрос", "май 2026 г.", "куратор", "каб. 12"]])
    read = imported(plan)

    assert "      # Кабинет: каб. 12\n      - number: 1" in writing.text_of(read.drafts[0])
    assert ("Кабинет", "") in read.account.columns


def test_text_around_the_table_stands_under_the_card() -> None:
    plan = papers.word(
        "# Дорожная карта 2025-2026",
        "Карта рассчитана на год.",
        [HEAD, ["1", "Опрос", "май 2026 г.", "куратор"]],
        "## Что дальше",
        "* позвать восьмые классы",
    )

    draft = imported(plan).drafts[0]

    assert draft.data["intro"] == ["Карта рассчитана на год."]
    assert draft.body == "### Что дальше\n\n- позвать восьмые классы"


def test_footnotes_and_text_boxes_are_read_once() -> None:
    document = docx.Document(
        io.BytesIO(
            papers.word("# План 2025-2026", "Начало.", [HEAD, ["1", "Опрос", "май 2026 г.", "куратор"]])
        )
    )
    box = (
        "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='wps'>"
        "<w:drawing><w:txbxContent><w:p><w:r><w:t>Слова в рамке</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Слова в рамке</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    document.paragraphs[1].runs[0]._r.append(
        parse_xml(
            box.replace("<w:drawing>", f"<w:drawing {nsdecls('w')}>").replace(
                "<w:pict>", f"<w:pict {nsdecls('w')}>"
            )
        )
    )

    assert writing.text_of(imported(papers.as_bytes(document)).drafts[0]).count("Слова в рамке") == 1


@pytest.mark.parametrize("to", ["docx", "docx:MS Word 2007 XML"])
def test_a_document_saved_by_libreoffice_gives_the_same_card(to: str, tmp_path: Path) -> None:
    plan = papers.word("# Дорожная карта 2025-2026", [
        ["№", "Наименование этапа", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные"],
        ["1", "2", "3", "4", "5", "6"],
        ["1", "Подготовка условий", "Изучение опыта", "* прочитать\n* обсудить", "Сентябрь 2025", "Куратор"],
        ["^", "^", "Документы", "* приказ\n* положение", "^", "Директор"],
        ["II. Работа", "<", "<", "<", "<", "<"],
        ["2", "Работа пар", "Встречи", "раз в неделю", "в течение года", "Наставники, куратор"],
    ])  # fmt: skip

    saved = papers.by_libreoffice(plan, "docx", to, tmp_path)

    assert writing.text_of(imported(saved).drafts[0]) == writing.text_of(imported(plan).drafts[0])


def test_a_table_of_a_page_saved_as_word_by_libreoffice_is_read(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='utf-8'></head><body><h1>План работы на 2025-2026 учебный год</h1><table border='1'>"
        "<tr><th>№</th><th>Мероприятие</th><th>Срок</th><th>Ответственный</th></tr>"
        "<tr><td colspan='4'><b>Раздел 1. Начало</b></td></tr>"
        "<tr><td>1</td><td>Опрос</td><td rowspan='2'>октябрь 2025 г.</td><td>куратор</td></tr>"
        "<tr><td>2</td><td>Беседы<ul><li>с классом</li><li>с родителями</li></ul></td><td>психолог</td></tr></table></body></html>"
    )
    saved = papers.by_libreoffice(page.encode(), "html", "docx:MS Word 2007 XML", tmp_path)

    found = card(saved)

    assert [
        (item.number, item.title, item.content, item.schedule, item.responsible) for item in found.items
    ] == [
        ("1", "Опрос", (), "октябрь 2025 г.", ("куратор",)),
        ("2", "Беседы", ("с классом", "с родителями"), "октябрь 2025 г.", ("психолог",)),
    ]
    assert found.sections[0].title == "Раздел 1. Начало"
    assert re.search("План работы", found.title)
