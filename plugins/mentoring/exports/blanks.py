"""Word blanks for people: the consent to dissemination and its withdrawal, filled in with the school and this site."""

from collections.abc import Callable, Mapping

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from mentoring.cards import School
from mentoring.exports.word import new, packed

LINE = "_" * 40
VERSION = "1"
"""The version of the wording. The order of Roskomnadzor of 24.02.2021 № 18 holds until 01.09.2027: then check it anew."""


def consent(school: School) -> bytes:
    """The consent to dissemination. Source: the fields of Roskomnadzor's order № 18 of 24.02.2021."""
    made = new("Согласие на распространение персональных данных")
    _heading(made, "Согласие", "на обработку персональных данных, разрешённых субъектом для распространения")
    _rows(
        made,
        "1. Кто даёт согласие",
        ("Фамилия, имя, отчество", LINE),
        ("Телефон, почта или почтовый адрес", LINE),
        (
            "Если человеку нет 18 лет: фамилия, имя, отчество законного представителя, кем приходится, телефон или почта",
            LINE,
        ),
    )
    _rows(
        made,
        "2. Кому (оператор)",
        ("Наименование", school.full_name),
        ("Адрес", _address(school)),
        ("ИНН", LINE),
        ("ОГРН", LINE),
    )
    _rows(
        made,
        "3. Где будут размещены данные",
        ("Адрес сайта (протокол, сервер, домен, каталог)", school.site or LINE),
        ("Страницы", _pages(school)),
    )
    _rows(made, "4. Зачем", ("Цель", _PURPOSE))
    _section(made, "5. Что разрешаю и чего не разрешаю")
    _table(made, _CATEGORIES)
    _note(
        made,
        "В каждой строке напишите «да» или «нет». Пустая строка означает «нет». В последнем столбце можно записать запрет или"
        " условие: например, «только без отчества» или «не показывать фотографию после 31 августа».",
    )
    _rows(
        made,
        "6. Передача другим",
        (
            "Можно ли передавать эти данные третьим лицам, кроме предоставления доступа к сайту, и на каких условиях",
            LINE,
        ),
    )
    _rows(
        made,
        "7. На какой срок",
        ("Согласие действует с", LINE),
        ("по", LINE),
    )
    _paragraph(
        made,
        "Мне объяснили, что согласие можно не давать, что оно отдельное от других согласий и что я могу в любое время потребовать"
        " прекратить распространение; для этого есть бланк отзыва. Действие согласия прекращается, когда оператор получит"
        " такое требование.",
    )
    _signatures(
        made,
        "Подпись (если человеку 14 лет или больше)",
        "Подпись законного представителя (если человеку нет 18 лет)",
    )
    _note(
        made,
        f"Бланк подготовлен по перечню сведений приказа Роскомнадзора от 24.02.2021 № 18, вариант {VERSION}. Перед использованием"
        " покажите его юристу.",
    )
    return packed(made)


def withdrawal(school: School) -> bytes:
    """The demand to stop dissemination. Source: 152-ФЗ, ст. 10.1."""
    made = new("Требование прекратить распространение персональных данных")
    _paragraph(made, f"Кому: {school.full_name}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph(made, f"Адрес: {_address(school)}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph(made, f"От кого: {LINE}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _heading(made, "Требование", "прекратить распространение персональных данных (отзыв согласия)")
    _paragraph(
        made,
        "На основании статьи 10.1 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» требую прекратить передачу"
        " (распространение, предоставление, доступ) моих персональных данных или данных моего ребёнка, размещённых на сайте"
        f" {school.site or LINE}.",
    )
    _rows(
        made,
        "Чьи данные",
        ("Фамилия, имя, отчество", LINE),
        ("Телефон, почта или почтовый адрес для ответа", LINE),
        ("Если это данные ребёнка: кем вы ему приходитесь", LINE),
        ("Номер или день согласия, если помните", LINE),
    )
    _section(made, "Что прекратить распространять")
    _table(made, (_ALL, *_CATEGORIES[:-2]), ("Сведения", "Прекратить: да или нет"))
    _signatures(made, "Подпись")
    _rows(
        made, "Заполняет школа", ("Получено (день, входящий номер)", LINE), ("Кто принял (должность)", LINE)
    )
    return packed(made)


BLANKS: Mapping[str, Callable[[School], bytes]] = {
    "soglasie-na-rasprostranenie.docx": consent,
    "otzyv-soglasiya.docx": withdrawal,
}
"""Every blank by the name of its file."""

_PURPOSE = "рассказать на сайте школы о наставничестве: о наставниках, их опыте и о том, что получилось у пар и групп"

_CATEGORIES = (
    ("Фамилия, имя, отчество",),
    ("Должность (для детей — роль: «наставник», «наставляемый»)",),
    ("Стаж и квалификационная категория",),
    ("Достижения, награды",),
    ("Слова: отзыв, рассказ о себе",),
    ("Служебные контакты: телефон, почта",),
    ("Фотография",),
    ("Специальные категории (здоровье и другие по статье 10) — школа не размещает",),
    ("Биометрические данные — школа не обрабатывает",),
)
"""What is asked one by one. The last two stand there because the order names them."""
_ALL = ("Всё, что школа распространяет на этом сайте",)


def _heading(made: Document, first: str, second: str) -> None:
    for text, size in ((first.upper(), 14), (second, 12)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)


def _section(made: Document, title: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(title).bold = True


def _rows(made: Document, title: str, *rows: tuple[str, str]) -> None:
    _section(made, title)
    for name, value in rows:
        _paragraph(made, f"{name}: {value}")


def _paragraph(made: Document, text: str) -> Paragraph:
    return made.add_paragraph(text)


def _table(
    made: Document,
    rows: tuple[tuple[str, ...], ...],
    heads: tuple[str, ...] = ("Сведения", "Разрешаю: да или нет", "Запреты и условия"),
) -> None:
    table = made.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for (name,) in rows:
        table.add_row().cells[0].text = name


def _note(made: Document, text: str) -> None:
    run = made.add_paragraph().add_run(text)
    run.italic, run.font.size = True, Pt(10)


def _signatures(made: Document, *whose: str) -> None:
    for one in whose:
        paragraph = made.add_paragraph(
            f"{one}: ____________________ / ______________________________ /   «____» ______________ 20____ г."
        )
        paragraph.paragraph_format.space_before = Pt(10)


def _address(school: School) -> str:
    return (school.contacts.address if school.contacts else None) or LINE


def _pages(school: School) -> str:
    if not school.site:
        return LINE
    base = school.site.rstrip("/")
    return f"{base}/mentors/… (страница наставника), {base}/cases/… (истории пар и групп), {base}/catalogue.json (данные сайта)"
