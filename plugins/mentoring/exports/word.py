"""Word files: filled from a template a methodologist can edit, and packed so that the same content gives the same bytes."""

import io
import math
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Emu, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

DAY = datetime(2021, 9, 1)
"""When every file was made, as it says of itself: the same content gives the same bytes."""


class TemplateSpoilt(Exception):
    """A template that cannot be filled; the message says why, in the words of its library."""


def filled(template: bytes, values: Mapping[str, Any], title: str) -> bytes:
    """Fill a template: `{{ name }}`, `{%tr for … %}` as in docxtpl. A text is never read as code or as markup.

    Raises:
        TemplateSpoilt: no Word file, a slip in its tags, or a name that does not exist.
    """
    from docxtpl import DocxTemplate  # takes a while to import

    try:
        made = DocxTemplate(io.BytesIO(template))
        made.render(dict(values), SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    except (TemplateError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise TemplateSpoilt(str(error)) from error
    assert made.docx is not None  # render has opened it
    for table in made.docx.tables:
        _fit(table, made.docx)
    describe(made.docx, title)
    return packed(made.docx)


def _fit(table: Table, made: Document) -> None:
    """Give columns room by what stands in them, where a template could not know how many there would be."""
    grid = table._tbl.tblGrid.gridCol_lst
    if len({column.w for column in grid}) > 1 or len(grid) < 3:
        return  # somebody set them
    rows = [row for row in table._tbl.tr_lst if len(row.tc_lst) == len(grid)]
    if not rows:
        return
    weights = [weight(" ".join(row.tc_lst[place].itertext()) for row in rows) for place in range(len(grid))]
    page = made.sections[0]
    room = (page.page_width or Cm(21)) - (page.left_margin or 0) - (page.right_margin or 0)
    for place, share in enumerate(weights):
        width = Emu(int(room * share / sum(weights)))
        grid[place].w = width
        for row in rows:
            row.tc_lst[place].width = width


def weight(texts: Iterable[str]) -> float:
    """How much room a column wants: its longest word must fit, and a long text should not become a tower."""
    return max(
        max(max(map(len, text.split()), default=0) * 1.15 + 2, math.sqrt(min(len(text), 600)) * 1.6, 4.0)
        for text in texts
    )


def new(title: str, *, wide: bool = False) -> Document:
    """An empty paper of the office: A4, Times New Roman 12, no author."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = made.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.paragraph_format.space_after = Pt(4)
    describe(made, title)
    return made


def describe(made: Document, title: str) -> None:
    """Say what a file is and leave out who made it and when."""
    about = made.core_properties
    about.title, about.language, about.author, about.last_modified_by = title, "ru-RU", "", ""
    about.comments = about.keywords = about.subject = about.category = ""
    about.created = about.modified = DAY
    about.revision = 1


def packed(made: Document) -> bytes:
    """The file with its parts in one order and on one day: Word's own packing writes the clock into every part."""
    relations = made.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]  # a picture of an empty page, which the template of the library carries
    whole = io.BytesIO()
    made.save(whole)
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(part, source.read(name))
    return out.getvalue()
