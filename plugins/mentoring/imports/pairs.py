"""A table of pairs → a draft of a case for each; nobody's name goes further than the table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentoring import russian
from mentoring.imports.draft import NOTE, Account, Data, Draft, Wishes, slug_of, spent, years_in
from mentoring.imports.heads import Heads
from mentoring.imports.layouts import Column, Layout, Row, Sort
from mentoring.imports.naming import Namer
from mentoring.imports.prose import title_of
from mentoring.imports.sides import band_in, form_in, form_of, needing, pattern_in, roles_only, side_of
from mentoring.imports.steps import remark
from mentoring.imports.table import Cell, Paper
from mentoring.imports.texts import Entry, cut, entries, phrase, split
from mentoring.privacy.sensitive import charge
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import Vocabulary


def is_of_pairs(layout: Layout) -> bool:
    """Whether a table is about pairs: it has both sides of them."""
    return {"mentor", "mentee"} <= layout.fields


@dataclass
class _Making:
    layout: Layout
    heads: Heads
    vocabulary: Vocabulary
    namer: Namer
    account: Account
    form: str
    programme: str
    year: SchoolYear
    taken: set[str]
    """The slugs of the drafts made so far, of every table of the document."""
    pattern: str = ""
    """What the section above says of the pairs under it."""

    def title(self, name: str, identity: str) -> str:
        return self.vocabulary.title(name, identity)


def made(
    paper: Paper,
    layouts: Sequence[Layout],
    heads: Heads,
    vocabulary: Vocabulary,
    namer: Namer,
    wishes: Wishes,
) -> tuple[list[Draft], Account]:
    """A draft of each pair of a document."""
    account = Account()
    title, _ = title_of(
        paper, layouts[0].above, re.compile("пар|наставни", re.I), wishes.name, layouts[0].table
    )
    year = (
        next(
            (
                found[0]
                for text in (title, *(line.text for line in paper.lines), wishes.name)
                if (found := years_in(text))
            ),
            None,
        )
        or _year_of_dates(layouts)
        or wishes.school_year
    )
    form = wishes.form or form_in(" ".join((title, *(line.text for line in paper.lines))), vocabulary)
    programme = wishes.programme_of(year)
    form = form or wishes.forms.get(programme, "")
    drafts: list[Draft] = []
    taken: set[str] = set()
    for layout in layouts:
        making = _Making(layout, heads, vocabulary, namer, account, form, programme, year, taken)
        drafts += _drafts(making)
    account.columns = [
        (column.head or f"(без названия, {number}-й)", heads.title(column.field) if column.field else "")
        for number, column in enumerate(layouts[0].columns, 1)
    ]
    account.items = len(drafts)
    if not programme:
        account.todo.append(
            "`programme` — имя файла программы, в которой работают пары (или повторите с `--programme`)."
        )
    if not all(draft.data.get("form") for draft in drafts):
        account.todo.append("`form` — форма наставничества: в таблице её нет (или повторите с `--form`).")
    account.todo.append("`title` — название кейса словами о деле, а не о людях: в таблице его нет.")
    return drafts, account


def _drafts(making: _Making) -> Iterator[Draft]:
    mentor: Cell | None = None
    for row in making.layout.rows():
        making.account.rows[row.sort] += 1
        making.account.cells += len(row.cells)
        if row.sort is Sort.SECTION:
            making.pattern = phrase(row.title)
            making.form = form_in(making.pattern, making.vocabulary) or making.form
        elif row.sort in {Sort.ITEM, Sort.GOES_ON}:
            cells = {column.field: cell for column, cell in row.cells}
            if "mentor" not in cells and mentor is not None and "mentee" in cells:
                row = Row(row.sort, row.number, ((_column(making.layout, "mentor"), mentor), *row.cells))
            mentor = cells.get("mentor", mentor)
            yield _draft(row, making)


def _column(layout: Layout, field: str) -> Column:
    found = layout.column(field)
    assert found is not None  # `is_of_pairs` has seen to it
    return found


def _draft(row: Row, making: _Making) -> Draft:
    vocabulary, namer = making.vocabulary, making.namer
    cells = {column.field: cell for column, cell in reversed(row.cells)}
    form = form_in(cells["form"].text, vocabulary) if "form" in cells else making.form
    if "activity_form" in cells and not form:
        form = form_in(cells["activity_form"].text, vocabulary)
    data: Data = {
        "title": "",
        "number": cells["number"].text.rstrip(".") if "number" in cells else "",
        "kind": "",
    }
    data |= {"programme": making.programme, "school_year": str(making.year), "form": form}
    pattern = pattern_in(
        cells["role_pattern"].text if "role_pattern" in cells else making.pattern, vocabulary
    )
    form = form or form_of(pattern, vocabulary)
    data |= {"form": form, "role_pattern": pattern}
    plan = [dict(step) for step in _plan(row, making, data)]
    mentors = _side(cells.get("mentor"), cells.get("mentor_post"), "mentor", form, making)
    mentees = _side(cells.get("mentee"), cells.get("mentee_post"), "mentee", form, making)
    _band(mentees, cells, making)
    data |= {"mentors": mentors, "mentees": mentees}
    said = f"{cells['mentee'].text if 'mentee' in cells else ''} {making.pattern}"
    if not data["role_pattern"] and charge(said):
        data["role_pattern"] = needing(form, vocabulary)
    data["plan"] = plan
    for column, cell in row.cells:
        _plain_field(data, column, cell, making)
    data["kind"] = making.title("pair_kinds", _kind(cells.get("kind"), mentors, mentees, vocabulary))
    data["title"] = _title(data, mentors, mentees)
    _without_charge(data, namer)
    slug = slug_of(data["title"] if data["number"] else f"{data['title']} {row.number}", str(making.year))
    while slug in making.taken:
        slug = f"{slug}-2"
    making.taken.add(slug)
    order = (
        "title",
        "number",
        "kind",
        "programme",
        "school_year",
        "form",
        "role_pattern",
        "subject",
        "direction",
        "goal",
        "request",
        "term",
        "mode",
        "order",
        "mentors",
        "mentees",
        "plan",
    )
    data = {name: data.get(name) for name in (NOTE, *order)} | {
        key: value for key, value in data.items() if key not in order and key != NOTE
    }
    return Draft("pairs", slug, spent(data))


def _without_charge(data: Data, namer: Namer) -> None:
    """Take what tells of a child's health, register or family out of the fields that a page prints first."""
    for field in ("goal", "subject", "direction", "request"):
        if kind := charge(str(data.get(field) or "")):
            namer.taken[kind] += 1
            remark(data, "Цель" if field == "goal" else "Запрос", "[сведения о ребёнке убраны]")
            data[field] = ""
    if charge(data["title"]):
        data["title"] = data["title"].partition(":")[0]


# The sides


def _side(cell: Cell | None, post: Cell | None, side: str, form: str, making: _Making) -> list[Data]:
    """The participants of a side of a row."""
    text = "\n".join(line.text for line in cell.lines) if cell else ""
    found = side_of(text, side, form, making.namer)
    told = roles_only(making.namer.without(phrase(post.lines))) if post is not None else ""
    return [{**found, "role": told} if told else found]


def _band(mentees: list[Data], cells: dict[str, Cell], making: _Making) -> None:
    text = " ".join(cells[name].text for name in ("band", "mentee", "mentee_post") if name in cells)
    bare = re.search(r"(?<!\d)(1[01]|[1-9])(?!\d)", cells["band"].text) if "band" in cells else None
    band = band_in(text, making.vocabulary) or (
        band_in(f"{bare[1]} класс", making.vocabulary) if bare else ""
    )
    if band and mentees:
        mentees[0]["band"] = band


def _kind(cell: Cell | None, mentors: list[Data], mentees: list[Data], vocabulary: Vocabulary) -> str:
    term = vocabulary.find("pair_kinds", cell.text) if cell else None
    if term:
        return term.id
    counts = [int(one.get("count") or 0) for one in (*mentors, *mentees)]
    is_many = any(count > 1 for count in counts) or any(
        re.search(r"(?:ики|ели|еты|ти|оги)$", one["role"].split(" ")[0]) or one["role"].startswith("классные")
        for one in (*mentors, *mentees)
    )
    return "group" if is_many else "pair"


def _title(data: Data, mentors: list[Data], mentees: list[Data]) -> str:
    """What the case is about, as far as the table says; the curator gives it a better one."""
    about = data.get("subject") or data.get("direction") or data.get("goal") or ""
    about = re.split(r"[.;,]", str(about))[0][:80].strip(' «»"')
    kind = "Группа" if data["kind"] == "группа" else "Пара"
    number = f" {data['number']}" if data["number"] else ""
    return (
        f"{kind}{number}: {about}"
        if about
        else f"{kind}{number}: {mentors[0]['role']} и {mentees[0]['role']}"
    )


# What they do


def _plan(row: Row, making: _Making, data: Data) -> Iterator[Data]:
    """Three phases, each with what is done in it and the dates that stand behind it."""
    step: Data | None = None
    for column, cell in row.cells:
        if column.field.startswith("phase_"):
            if step is not None:
                yield step
            step = {
                "title": making.heads.title(column.field),
                "stages": [making.title("stages", _STAGES[column.field])],
            }
            content = list(_content(cell, making, data))
            if content:
                step["content"] = content
        elif column.field == "schedule" and step is not None:
            step["schedule"] = cut(making.namer.clean(phrase(cell.lines), "участник"), 500)[0]
    if step is not None:
        yield step


def _content(cell: Cell, making: _Making, data: Data) -> Iterator[str]:
    """The actions of a phase; its goal, form and term go to the fields of the case."""
    for entry in entries(cell.lines):
        text = making.namer.clean(entry.text, "участник")
        if match := re.match(r"цел[ьи](?: наставничества)?\s*[:–—-]\s*", text, re.I):
            data.setdefault("goal", _words("goals", text[match.end() :].rstrip("."), making, 200, data))
            _subject(data, text)
            continue
        if match := re.match(r"форм[аы](?: работы)?\s*[:–—-]\s*", text, re.I):
            left = [
                part
                for part in re.split(r"\s*[,;]\s*", text[match.end() :].rstrip("."))
                if not _mode(part, making, data)
            ]
            text = ", ".join(left)
        if text.strip(" .;"):
            yield from (part for one in split(text) for part in _sentences(Entry(one, entry.mark)))


def _sentences(entry: Entry) -> list[str]:
    parts = re.split(r"(?<=[а-яё»)]{2})\.\s+(?=[А-ЯЁ])", entry.text)
    return [part.strip(" .;") for part in parts if part.strip(" .;")]


def _subject(data: Data, goal: str) -> None:
    """«… по предмету «иностранный язык»»: what stands in quotes."""
    if match := re.search(r"(?:предмет\w*|направлени\w*)\s*«(.+?)»(?=\s|[.,;]|$)", goal):
        data.setdefault("subject" if "предмет" in match[0] else "direction", match[1][:200])


def _mode(text: str, making: _Making, data: Data) -> bool:
    """Whether a phrase names a mode, a term or a form of the vocabulary."""
    for name, field in (
        ("modes", "mode"),
        ("terms", "term"),
        ("kinds", "kind_of_mentoring"),
        ("forms", "form"),
    ):
        for told in (
            text,
            re.sub(r"\s*(?:наставничество|работа|форма)$", "", text),
            text.replace("форма", "работа"),
        ):
            if term := making.vocabulary.find(name, told):
                if not data.get(field):
                    data[field] = term.title
                return True
    return False


def _plain_field(data: Data, column: Column, cell: Cell, making: _Making) -> None:
    """A column that is a field of the case as it stands, or a remark."""
    field = column.field
    if field in _TAKEN or field.startswith("phase_"):
        return
    text = making.namer.clean(phrase(cell.lines), "участник")
    if field == "schedule" and any(one.field.startswith("phase_") for one in making.layout.columns):
        return
    if field in {"goal", "direction", "term", "mode", "kind_of_mentoring"} and not data.get(field):
        data[field] = _words(
            {"term": "terms", "mode": "modes", "kind_of_mentoring": "kinds"}.get(field, f"{field}s"),
            text,
            making,
            200,
            data,
        )
    elif field in {"subject", "request"} and not data.get(field):
        data[field] = cut(text, 500)[0]
    elif field == "order" and (order := _order(text)):
        data["order"] = order
    elif field in {"title", "content"}:
        steps = [{"title": cut(making.namer.clean(one.text), 500)[0]} for one in entries(cell.lines)]
        data["plan"] = [*data.get("plan", []), *steps]
    elif field == "schedule" and text:
        data["plan"] = data.get("plan") or [{"title": "Работа пары"}]
        data["plan"][0]["schedule"] = cut(text, 500)[0]
    elif field in {"planned_result", "actual_result", "mark"} and text:
        data["plan"] = data.get("plan") or [{"title": "Работа пары"}]
        data["plan"][-1][field] = text
    elif text and charge(text):
        making.namer.taken["health"] += 1
        remark(data, column.head or "столбец без названия", "[сведения о ребёнке убраны]")
    elif text:
        remark(data, column.head or "столбец без названия", text)


def _words(name: str, text: str, making: _Making, longest: int, data: Data) -> str:
    """A word of the vocabulary, or the author's own, no longer than the field holds."""
    term = making.vocabulary.find(name, text)
    if term:
        return term.title
    kept, rest = cut(text, longest)
    if rest:
        remark(data, "Цель" if name == "goals" else name, rest)
    return kept


def _order(text: str) -> Data:
    """«приказ № 118-о от 12.10.2025» taken apart."""
    number = re.search(r"№\s*([\w/-]+)", text)
    day = re.search(r"\d{1,2}\.\d{1,2}\.\d{4}", text)
    order: Data = {}
    if number:
        order["number"] = number[1]
    if day:
        try:
            order["date"] = f"{russian.parse_day(day[0]):%d.%m.%Y}"
        except ValueError:
            return {}
    return order


def _year_of_dates(layouts: Sequence[Layout]) -> SchoolYear | None:
    """The school year most dates of the table are in."""
    told = [
        match
        for layout in layouts
        for row in layout.rows()
        for column, cell in row.cells
        if column.field == "schedule"
        for match in re.finditer(r"(сентябр|октябр|ноябр|декабр)?[^\d,;]{0,12}(20\d\d)", cell.text.lower())
    ]
    years = [int(match[2]) if match[1] else int(match[2]) - 1 for match in told]
    return SchoolYear(max(set(years), key=years.count)) if years else None


_TAKEN = frozenset(
    {"number", "mentor", "mentee", "mentor_post", "mentee_post", "band", "form", "role_pattern", "kind", ""}
) - {""}
_STAGES = {"phase_first": "matching", "phase_main": "work", "phase_last": "closing"}
