"""A table of measures → the card of a roadmap."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mentoring import russian
from mentoring.imports import doubts, risks
from mentoring.imports.draft import NOTE, Account, Data, Draft, Wishes, slug_of, spent, years_in
from mentoring.imports.guessing import is_month
from mentoring.imports.heads import Heads, is_stemmed
from mentoring.imports.layouts import Column, Layout, Row, Sort
from mentoring.imports.naming import Namer
from mentoring.imports.prose import body_of, intro_of, title_of, years_told
from mentoring.imports.steps import Maker, goes_on, ordered
from mentoring.imports.table import Cell, Line, Paper
from mentoring.imports.texts import cut, listed, mended, number_and_rest
from mentoring.schedule import parse
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import Vocabulary


@dataclass
class _Section:
    title: str = ""
    stages: list[str] = field(default_factory=list)
    schedule: str = ""
    items: list[Data] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_data(self) -> Data:
        return {
            NOTE: self.notes, "title": self.title, "stages": self.stages, "schedule": self.schedule,
            "items": [ordered(item) for item in self.items],
        }  # fmt: skip


def is_of_roadmap(layout: Layout) -> bool:
    """Whether a table can be a plan: it says what is done, and when, by whom or to what end."""
    fields = layout.fields
    says = any(map(is_month, layout.columns)) or bool(fields & _SAYING)
    return bool(fields & {"title", "content"}) and says and not {"mentor", "mentee"} <= fields


def made(
    paper: Paper,
    layouts: Sequence[tuple[Layout, str]],
    heads: Heads,
    vocabulary: Vocabulary,
    namer: Namer,
    wishes: Wishes,
) -> tuple[Draft, Account]:
    """The card of a document; the layouts are its tables of one kind, each with the heading it stood under."""
    account = Account()
    title, told = title_of(paper, layouts[0][0].above, _TITLE, wishes.name, layouts[0][0].table)
    is_report = bool(re.search(r"отч[её]т", title, re.I))
    maker = Maker(layouts[0][0], vocabulary, namer, is_report)
    sections: list[_Section] = []
    for layout, heading in layouts:
        if heading and len(layouts) > 1:
            sections.append(_section(namer.clean(heading), vocabulary))
        _read(layout, maker, sections, account)
    for section in sections:
        for item in section.items:
            _status(item, vocabulary)
    if not any("schedule" in layout.fields for layout, _ in layouts):
        for section in sections:
            _dated(section)
    items = [item for section in sections for item in section.items]
    of_plan = risks.of_whole(items)
    columns = _columns(maker, sections)
    intro = intro_of(paper, layouts[0][0].table, told)
    first, until = _years(
        (title, *(line.text for line in told), *years_told(paper, layouts[0][0].table)), sections, wishes
    )
    data: Data = {
        "title": namer.clean(title)[:250],
        "school_year": str(first),
        "until": str(until) if until else "",
        "programmes": wishes.programmes_of(first),
        "columns": [column for column in columns if not (of_plan and column in {"risk", "prevention"})],
        "risks": [*of_plan, *risks.told_in_tables(paper, heads, namer)],
        "intro": [namer.clean(line.text) for line in intro],
        "sections": [
            section.as_data() for section in sections if section.items or section.title or section.notes
        ],
    }
    account.columns = [
        (column.head or f"(без названия, {number}-й)", _told(maker, column, heads))
        for number, column in enumerate(layouts[0][0].columns, 1)
    ]
    guessed = [_told(maker, column, heads) for column in layouts[0][0].columns if column.is_guessed]
    if guessed:
        account.notes.append(
            f"Узнаны не по названию, а по содержанию столбцов: {russian.listed(guessed)}. Проверьте."
        )
    account.items = len(items)
    account.sections = sum(bool(section.title) for section in sections)
    account.notes += doubts.about_numbers(items)
    account.notes += doubts.about_taken(items)
    account.notes += doubts.about_dates(items, first, until)
    if not data["programmes"]:
        account.todo.append("`programmes` — какой программе служит карта (имя её файла без `.md`).")
    body = body_of(
        paper,
        [*(layout.table for layout, _ in layouts), *risks.tables(paper, heads)],
        (*told, *intro),
        namer,
    )
    return Draft("roadmaps", slug_of(data["title"], str(first)), spent(data), body), account


def _told(maker: Maker, column: Column, heads: Heads) -> str:
    found = maker.field_of(column)
    return heads.title("schedule" if is_month(column) else found) if found else ""


def _status(item: Data, vocabulary: Vocabulary) -> None:
    """A result that is a known state and nothing else: «Программа не завершена»."""
    term = vocabulary.find("statuses", item.get("actual_result", ""))
    if term and "status" not in item:
        item["status"] = term.title


# Rows


def _read(layout: Layout, maker: Maker, sections: list[_Section], account: Account) -> None:
    """Put the rows of a table into sections."""
    maker = Maker(layout, maker.vocabulary, maker.namer, maker.is_report)
    stage: Cell | None = None
    rows = list(layout.rows())
    counts_stages = _counts_stages(rows)
    for row in rows:
        account.rows[row.sort] += 1
        account.cells += len(
            {id(cell) for _, cell in row.cells if cell.row + layout.table.first_row == row.number}
        )
        if row.sort is Sort.SECTION:
            sections.append(_section(maker.text(row.title), maker.vocabulary))
            stage = None
        elif row.sort is Sort.GOES_ON:
            goes_on(sections[-1].items[-1], maker.item(row.cells))
        elif row.sort is Sort.ITEM:
            stage = _add(row, stage, maker, sections, counts_stages)


def _counts_stages(rows: Sequence[Row]) -> bool:
    """Whether the numbers of a table are those of its stages: they begin where a stage begins, and not at every item."""
    told = [{column.field: cell for column, cell in row.cells} for row in rows if row.sort is Sort.ITEM]
    merged = any(
        {"stage", "number"} <= set(cells) and cells["stage"].rows == cells["number"].rows > 1
        for cells in told
    )
    lone = [cells for cells in told if not {"stage", "number"} & set(cells)]
    alike = all(("stage" in cells) == ("number" in cells) for cells in told)
    return merged or (bool(lone) and alike and any("stage" in cells for cells in told))


def _add(
    row: Row, stage: Cell | None, maker: Maker, sections: list[_Section], counts_stages: bool
) -> Cell | None:
    """Add the items of a row; give the cell of the stage it belongs to."""
    cells = {column.field: cell for column, cell in row.cells}
    own = cells.get("stage")
    shared: list[str] = []
    if own is not None and own is not stage and (stage is None or own.text != stage.text):
        number = cells.get("number")
        is_its = counts_stages or _is_list(cells, maker.layout)
        sections.append(_section(_staged(own, number if is_its else None, maker), maker.vocabulary))
        stage = own
    elif not sections:
        sections.append(_Section())
    section = sections[-1]
    if own is not None:
        shared.append("stage")
        if counts_stages or _is_list(cells, maker.layout):
            shared.append("number")
    rest = tuple((column, cell) for column, cell in row.cells if column.field not in shared)
    if own is not None and _is_list(cells, maker.layout):
        _split(rest, maker, section)
    else:
        item = maker.item(rest)
        if not item.get("title"):
            item = _titled(item, section)
        if item:
            section.items.append(item)
    return stage


def _staged(stage: Cell, number: Cell | None, maker: Maker) -> str:
    """The title of a stage, with its number where that stood beside it."""
    title = maker.text(stage.lines)
    if number is None or number.is_empty or re.match(r"[\dIVXLХ]+[.)\s]", title):
        return title
    return f"{number.text.rstrip('.')}. {title}"


def _is_list(cells: dict[str, Cell], layout: Layout) -> bool:
    """Whether the row is the stage itself, and one cell lists what is done in it."""
    if layout.column("title") and layout.column("content"):
        return False
    listing = cells.get("title") or cells.get("content")
    stage = cells.get("stage")
    return listing is not None and stage is not None and stage.rows == 1 and len(listed(listing.lines)) > 1


def _split(cells: Sequence[tuple[Column, Cell]], maker: Maker, section: _Section) -> None:
    """One item for each entry of the list; the dates are the section's, the other cells are said of each."""
    listing = next(cell for column, cell in cells if column.field in {"title", "content"})
    around = [(column, cell) for column, cell in cells if cell is not listing]
    schedule = [(column, cell) for column, cell in around if column.field == "schedule"]
    if schedule and not section.items:
        section.schedule = maker.text(schedule[0][1].lines)
        around = [pair for pair in around if pair not in schedule]
    head = Column("title", "", 0, 0)
    shared = maker.item(around)
    for text in listed(listing.lines):
        number, rest = number_and_rest(text)
        item: Data = {"number": number} if number else {}
        maker.put(item, head, [Line(rest.rstrip(" .;,"))])
        section.items.append({**item, **copy.deepcopy(shared)})
        shared.pop(NOTE, None)  # a remark is written once


def _titled(item: Data, section: _Section) -> Data:
    """An item whose title stands in another column: the first thing it says."""
    if item.get("content"):
        head, *tail = item["content"]
        return {
            **{key: value for key, value in item.items() if key == "number"},
            "title": head,
            **item,
            "content": tail,
        }
    for name in ("activity_form", "planned_result", "actual_result", "document", "criteria", "mark"):
        if name in item:
            text = str(item[name]).partition("\n")[0][:500]
            return {"title": text, **item}
    if section.items and set(item) <= {
        NOTE,
        "schedule",
        "responsible",
        "co_responsible",
        "number",
        "direction",
    }:
        goes_on(section.items[-1], item)
        return {}
    return {"title": "Мероприятие без названия", **item} if item else {}


def _section(title: str, vocabulary: Vocabulary) -> _Section:
    kept, rest = cut(mended(title), 500)
    return _Section(kept, stages_of(kept, vocabulary), notes=[rest] if rest else [])


def _dated(section: _Section) -> None:
    """Read the dates that a section tells in its title: «I. Знакомство (сентябрь-октябрь 2026)»."""
    match = re.search(r"\(([^()]+)\)\s*$", section.title)
    if match and not section.schedule and parse(match[1]).has_date:
        section.schedule = match[1]


def stages_of(title: str, vocabulary: Vocabulary) -> list[str]:
    """The federal stage a heading tells, by any of its names; none where it tells none or several."""
    glued = russian.folded(title).replace(" ", "")
    found = {
        term.title
        for term in vocabulary.terms("stages")
        for text in (term.title, *term.aliases)
        if is_stemmed(text, title) or (len(text) > 12 and russian.folded(text).replace(" ", "") in glued)
    }
    return list(found) if len(found) == 1 else []


# What belongs to the whole


def _has(sections: Sequence[_Section], name: str) -> bool:
    return any(name in item for section in sections for item in section.items)


def _columns(maker: Maker, sections: Sequence[_Section]) -> list[str]:
    """The columns of the document in its order, as far as the card knows them."""
    found: list[str] = []
    tells_done = (  # words stand where days were wanted
        "actual_result" not in maker.layout.fields
        and _has(sections, "actual_result")
        and not _has(sections, "done_on")
    )
    for column in maker.layout.columns:
        name = maker.field_of(column)
        if name == "executors":
            found += ["responsible", "co_responsible"]
        elif name == "assessment" or (name == "done_on" and tells_done):
            found.append("actual_result")
        elif name == "mark" and "schedule" not in maker.layout.fields:
            found += ["schedule", "mark"]
        elif is_month(column):
            found.append("schedule")
        elif name == "content" and maker.layout.column("title") is None:
            found.append("title")
        elif name and name not in {"stage", *_OF_PAIRS}:
            found.append(name)
    filled = {name for section in sections for item in section.items for name in item}
    if "number" in filled and "number" not in found:
        found.insert(0, "number")
    elif "number" not in filled and "number" in found:
        found.remove("number")  # the numbers were those of the stages
    known = {term.id for term in maker.vocabulary.terms("columns")}
    return [name for name in dict.fromkeys(found) if name in known]


def _years(
    texts: Sequence[str], sections: Sequence[_Section], wishes: Wishes
) -> tuple[SchoolYear, SchoolYear | None]:
    """The school years a plan is for: told in the title, in the words around it, or by its dates."""
    for text in (*texts, wishes.name):
        if found := years_in(text):
            return found
    days = []
    for section in sections:
        for text in (section.schedule, *(item.get("schedule", "") for item in section.items)):
            schedule = parse(text) if re.search(r"20\d\d|\d\.\d\d", text) else None
            if schedule is not None and not schedule.doubtful and schedule.first_day:
                days.append(SchoolYear.of(schedule.first_day))
    return (max(set(days), key=days.count) if days else wishes.school_year), None


_TITLE = re.compile(
    r"циклограмм|календар|график|дорожн\w+ карт|план\b|план[\s-]график|отч[её]т\b|мероприят", re.I
)
_SAYING = frozenset(
    {
        "schedule",
        "responsible",
        "executors",
        "planned_result",
        "document",
        "stage",
        "mark",
        "actual_result",
        "done_on",
        "criteria",
        "status",
        "activity_form",
    }
)
_OF_PAIRS = frozenset(
    {
        "mentor",
        "mentee",
        "form",
        "role_pattern",
        "subject",
        "goal",
        "request",
        "term",
        "mode",
        "order",
        "band",
        "kind",
    }
)
