"""Excel files that run nothing: every text is written as a text, whatever it begins with."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mentoring.exports.official.request import Request
from mentoring.exports.word import DAY

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: a head and rows of the same length."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def book_of(sheets: Sequence[Sheet], request: Request, title: str) -> bytes:
    """Write sheets, and a last one that says what they are, of what day, and what was held back."""
    import xlsxwriter  # takes a while to import

    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    made.set_properties({"created": DAY})
    head = made.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF2"}
    )
    text = made.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = made.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "border": 1})
    about = Sheet(
        "О файле",
        ("О файле",),
        tuple((line,) for line in (title, request.book.school.full_name, *request.about())),
    )
    for sheet in (*sheets, about):
        page = made.add_worksheet(sheet.title[:31])
        for column, title in enumerate(sheet.heads):
            page.write_string(0, column, title, head)
            page.set_column(column, column, _width(title, (row[column] for row in sheet.rows)))
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row):
                if value is None or value == "":
                    page.write_blank(number, column, None, text)
                elif isinstance(value, str):
                    page.write_string(number, column, value, text)
                elif isinstance(value, date):
                    page.write_datetime(number, column, datetime.combine(value, datetime.min.time()), day)
                else:
                    page.write_number(number, column, value, text)
        page.freeze_panes(1, 0)
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
        page.set_header("&L" + _escaped(request.book.school.short_name) + "&R" + _escaped(title))
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    made.close()
    return out.getvalue()


def _escaped(text: str) -> str:
    """A text in the head of a printed page, where `&` is a command; it has 255 signs at most."""
    return text.replace("&", "&&")[:100]


def _width(title: str, values: Iterable[Value]) -> float:
    """In characters: as wide as its longest line, within what a page bears."""
    longest = max((len(line) for value in values for line in str(value or "").splitlines()), default=0)
    return min(max(longest + 2, len(title) + 4, 9), 40)
