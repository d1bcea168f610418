"""Make the layouts of Word reports: `python scripts/templates.py`. A methodologist edits them in Word; this is where ours come from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from mentoring.exports.word import new, packed

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "plugins" / "mentoring" / "data" / "templates"
BOLD = "**"
"""A cell that begins with it is bold."""


def heading(made: Document, *lines: str) -> None:
    for number, line in enumerate(lines):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.font.size = True, Pt(14 if number == 0 else 12)


def section(made: Document, title: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(title).bold = True


def text(made: Document, *lines: str) -> None:
    for line in lines:
        made.add_paragraph(line)


def rows(made: Document, *pairs: tuple[str, str]) -> None:
    """Names and values, in a table of two columns; an empty value leaves its row out."""
    table = made.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for name, value in pairs:
        if value.startswith("{{"):
            _row(table, f"{{%tr if {value[2:-2].strip()} %}}")
        _row(table, f"{BOLD}{name}", value)
        if value.startswith("{{"):
            _row(table, "{%tr endif %}")
    _widths(table, Cm(5), Cm(12))


def grid(
    made: Document, heads: tuple[str, ...], loop: str, cells: tuple[str, ...], widths: tuple[float, ...]
) -> None:
    """A table with a head that is repeated on every page, and a row for every turn of a loop."""
    table = made.add_table(rows=0, cols=len(heads))
    table.style = "Table Grid"
    _row(table, *(f"{BOLD}{head}" for head in heads))
    _repeated(table)
    _row(table, f"{{%tr for {loop} %}}")
    _row(table, *cells)
    _row(table, "{%tr endfor %}")
    _widths(table, *map(Cm, widths))


@contextmanager
def where(made: Document, name: str) -> Iterator[None]:
    """What stands inside is left out where there is nothing."""
    made.add_paragraph(f"{{%p if {name} %}}")
    yield
    made.add_paragraph("{%p endif %}")


def listed(made: Document, title: str, name: str, line: str = "{{ each }}") -> None:
    """A heading and a list, left out where there is nothing."""
    with where(made, name):
        section(made, title)
        made.add_paragraph(f"{{%p for each in {name} %}}")
        made.add_paragraph(line, style="List Bullet")
        made.add_paragraph("{%p endfor %}")


def told(made: Document, title: str, name: str) -> None:
    """A heading and a text, left out where it is empty."""
    with where(made, name):
        section(made, title)
        made.add_paragraph(f"{{{{ {name} }}}}")


def foot(made: Document, *signatures: str) -> None:
    """Where somebody signs, and what the file says of itself."""
    for signature in signatures:
        paragraph = made.add_paragraph(f"{signature} ____________________ / ______________________________ /")
        paragraph.paragraph_format.space_before = Pt(14)
    made.add_paragraph("{%p for line in about %}")
    run = made.add_paragraph().add_run("{{ line }}")
    run.italic, run.font.size = True, Pt(10)
    made.add_paragraph("{%p endfor %}")


def approval(made: Document) -> None:
    """Where the director signs, on the right."""
    for line in (
        "УТВЕРЖДАЮ",
        "Директор",
        "____________ / ______________________ /",
        "«____» ______________ 20____ г.",
    ):
        made.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def roadmap() -> Document:
    made = new("Дорожная карта с результатами", wide=True)
    approval(made)
    heading(made, "{{ title }}", "{{ school }}", "{{ years }} учебный год")
    text(made, "{%p for line in intro %}", "{{ line }}", "{%p endfor %}")
    text(made, "{%p for programme in programmes %}", "Программа: {{ programme }}", "{%p endfor %}")
    text(made, "{{ done }}")
    table = made.add_table(rows=0, cols=1)
    table.style = "Table Grid"
    _row(table, "{%tc for head in heads %}", f"{BOLD}{{{{ head }}}}", "{%tc endfor %}")
    _repeated(table)
    _row(table, "{%tr for row in rows %}")
    _row(table, "{%tr if row.section %}")
    _row(table, f"{BOLD}{{% colspan heads|length %}}{{{{ row.section }}}}")
    Paragraph(table.rows[-1]._tr.tc_lst[0].p_lst[0], table._parent).paragraph_format.keep_with_next = True
    _row(table, "{%tr else %}")
    _row(table, "{%tc for cell in row.cells %}", "{{ cell }}", "{%tc endfor %}")
    _row(table, "{%tr endif %}")
    _row(table, "{%tr endfor %}")
    with where(made, "risks"):
        section(made, "Риски и ответы")
        grid(
            made,
            ("№", "Риск", "Что делаем"),
            "risk in risks",
            ("{{ risk.number }}", "{{ risk.risk }}", "{{ risk.answer }}"),
            (1.5, 11, 13),
        )
    foot(made, "Куратор")
    return made


QUARTER = (Cm(1.2), Cm(5.2), Cm(3.2), Cm(3.8), Cm(3), Cm(5.6), Cm(3.7))
"""The columns of the quarter's report: no head breaks inside a word."""


def quarter() -> Document:
    made = new("Информация за квартал", wide=True)
    heading(made, "Информация о выполнении дорожной карты наставничества", "{{ quarter }}", "{{ school }}")
    text(made, "{{ summary }}", "{{ compared }}")
    text(made, "{%p for roadmap in roadmaps %}")
    section(made, "{{ roadmap.title }}")
    columns = range(len(QUARTER))
    table = made.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    _row(table, *(f"{BOLD}{{{{ heads[{at}] }}}}" for at in columns))
    _repeated(table)
    _row(table, "{%tr for row in roadmap.rows %}")
    _row(table, *(f"{{{{ row[{at}] }}}}" for at in columns))
    _row(table, "{%tr endfor %}")
    _widths(table, *QUARTER)
    text(made, "{%p endfor %}")
    foot(made, "Куратор", "Директор")
    return made


PASSPORT = (
    ("Название", "{{ title }}"),
    ("Организация", "{{ organisation }}"),
    ("Место", "{{ place }}"),
    ("Автор (должность)", "{{ author }}"),
    ("Кого спросить", "{{ contact }}"),
    ("Формы наставничества", "{{ forms }}"),
    ("Ролевые модели", "{{ patterns }}"),
    ("Направление", "{{ direction }}"),
    ("Срок", "{{ term }}"),
    ("Страница", "{{ page }}"),
    ("Условия использования", "{{ licence }}"),
)


def scores() -> Document:
    made = new("Оценочный лист практики")
    heading(made, "Оценочный лист практики наставничества", "{{ title }}")
    rows(made, *PASSPORT[1:])
    section(made, "Критерии (от 1 до 10 баллов, всего не больше 50)")
    table = made.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    _row(table, f"{BOLD}Критерий", f"{BOLD}Что известно из карточки", f"{BOLD}Балл")
    _repeated(table)
    _row(table, "{%tr for each in criteria %}")
    _row(
        table,
        "{{ each.title }}\n{{ each.asks }}",
        "{% for fact in each.facts %}{{ fact }}{% if not loop.last %}\n{% endif %}{% endfor %}",
        "",
    )
    _row(table, "{%tr endfor %}")
    _row(table, f"{BOLD}Всего", "", "")
    _widths(table, Cm(4.5), Cm(10.5), Cm(2))
    listed(made, "Оценки других организаций", "experts")
    text(made, "Замечания эксперта: " + "_" * 50, "_" * 70)
    foot(made, "Эксперт")
    return made


def application() -> Document:
    made = new("Заявка на конкурс")
    heading(made, "Заявка на конкурс практик наставничества", "{{ title }}")
    rows(made, *PASSPORT)
    for title, name in (
        ("Суть практики", "gist"),
        ("Проблема", "problem"),
        ("С чего начали", "starting_level"),
        ("Цель", "goal"),
    ):
        told(made, title, name)
    listed(made, "Кому подойдёт", "suits")
    listed(made, "Кому не подойдёт", "does_not_suit")
    with where(made, "steps"):
        section(made, "Шаги")
        grid(
            made,
            ("Шаг", "Как", "Сроки", "Кто делает", "Что получится"),
            "step in steps",
            (
                "{{ step.title }}",
                "{{ step.action }}",
                "{{ step.schedule }}",
                "{{ step.responsible }}",
                "{{ step.result }}",
            ),
            (3.5, 5.5, 2.5, 2.5, 3),
        )
    with where(made, "measurements"):
        section(made, "Измерения")
        grid(
            made,
            ("Показатель", "Единица", "Значения", "Измерено человек", "Чем и когда"),
            "row in measurements",
            ("{{ row.title }}", "{{ row.unit }}", "{{ row.figures }}", "{{ row.n }}", "{{ row.how }}"),
            (4, 2.5, 4, 2.5, 4),
        )
    for title, name in (
        ("Насколько доказана польза", "proven"),
        ("Нагрузка и расходы", "spent"),
        ("Ресурсы", "resources"),
        ("Инструменты", "tools"),
    ):
        listed(made, title, name)
    listed(
        made, "Риски и ответы", "risks", "{{ each.risk }}{% if each.answer %}: {{ each.answer }}{% endif %}"
    )
    listed(made, "Что не получилось и что изменили", "lessons")
    listed(made, "Как приспособить", "adaptation", "{{ each.where }}: {{ each.how }}")
    told(made, "Наименьший вариант", "minimum")
    for title, name in (
        ("Кто повторил", "replications"),
        ("Награды", "awards"),
        ("Публикации", "publications"),
    ):
        listed(made, title, name)
    foot(made, "Автор", "Директор")
    return made


def pair() -> Document:
    made = new("Персонализированная программа наставничества")
    heading(made, "Персонализированная программа наставничества", "{{ title }}", "{{ school }}")
    rows(
        made,
        ("Программа", "{{ programme }}"),
        ("Учебный год", "{{ year }}"),
        ("Форма", "{{ form }}"),
        ("Ролевая модель", "{{ pattern }}"),
        ("Наставник", "{% for each in mentors %}{{ each }}{% if not loop.last %}; {% endif %}{% endfor %}"),
        ("Ф. И. О. наставника (впишите от руки)", "_" * 34),
        (
            "Наставляемый",
            "{% for each in mentees %}{{ each }}{% if not loop.last %}; {% endif %}{% endfor %}",
        ),
        ("Ф. И. О. наставляемого (впишите от руки)", "_" * 34),
        ("Цель", "{{ goal }}"),
        ("Предмет или дело", "{{ subject }}"),
        ("Срок", "{{ term }}"),
        ("Как встречаются", "{{ mode }}"),
        ("Закреплены", "{{ order }}"),
    )
    told(made, "Запрос", "request")
    section(made, "План")
    grid(
        made,
        ("Проект, задание", "Срок", "Планируемый результат", "Фактический результат", "Оценка наставника"),
        "item in plan",
        ("{{ item.title }}", "{{ item.schedule }}", "{{ item.planned }}", "{{ item.actual }}", ""),
        (4.8, 2.7, 3.4, 3.4, 2.7),
    )
    with where(made, "meetings"):
        section(made, "Встречи")
        grid(made, ("Вид", "Сколько"), "each in meetings", ("{{ each.kind }}", "{{ each.count }}"), (12, 5))
    foot(made, "Наставник", "Наставляемый", "Куратор")
    return made


def _row(table: Table, *cells: str) -> None:
    """Add a row; one with fewer cells than the table has loses the rest, one with more gets them."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for extra in list(row._tr.tc_lst)[len(cells) :]:
        row._tr.remove(extra)
    for _ in range(len(cells) - len(row._tr.tc_lst)):
        row._tr.add_tc()
    for tc, content in zip(row._tr.tc_lst, cells, strict=True):
        paragraph = tc.p_lst[0] if tc.p_lst else tc.add_p()
        run = Paragraph(paragraph, row.table._parent).add_run(content.removeprefix(BOLD))
        run.bold = content.startswith(BOLD)
        run.font.size = Pt(11)


def _repeated(table: Table) -> None:
    """The last row is a head: it stands on every page."""
    properties = table.rows[-1]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def _widths(table: Table, *widths: Cm) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        cells = row._tr.tc_lst
        if len(cells) == len(widths):
            for tc, width in zip(cells, widths, strict=True):
                tc.width = width


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for make in (roadmap, quarter, scores, application, pair):
        (FOLDER / f"{make.__name__}.docx").write_bytes(packed(make()))


if __name__ == "__main__":
    main()
