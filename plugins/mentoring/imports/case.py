"""The story or the plan of one pair → the card of a case."""

import re
from collections.abc import Iterator

from mentoring.imports import roadmap
from mentoring.imports.draft import NOTE, Account, Data, Draft, Wishes, slug_of, spent, years_in
from mentoring.imports.heads import Heads
from mentoring.imports.layouts import Layout, Sort, recognised
from mentoring.imports.naming import Namer
from mentoring.imports.parts import LABEL, Part, as_body, parts_of
from mentoring.imports.prose import title_of
from mentoring.imports.sides import band_in, form_in, side_of
from mentoring.imports.steps import Maker, goes_on, ordered
from mentoring.imports.table import Line, Paper, Table
from mentoring.imports.texts import cut, listed, markdown
from mentoring.privacy.sensitive import charge
from mentoring.vocabulary import Vocabulary


def made(
    paper: Paper, heads: Heads, parts: Heads, vocabulary: Vocabulary, namer: Namer, wishes: Wishes
) -> tuple[Draft, Account]:
    """The card of a case of one pair: a story, or the plan of its work."""
    account = Account()
    title, told = title_of(paper, (), re.compile(r"кейс|опыт|практик|план|истори|эссе", re.I), wishes.name)
    text = " ".join(line.text for line in paper.lines)
    years = next((one for each in (title, text, wishes.name) if (one := years_in(each))), None)
    data: Data = {
        "title": namer.clean(title)[:250],
        "kind": "группа" if re.search(r"\bгрупп[аеуы]\b", title, re.I) else "пара",
    }
    programme = wishes.programme_of(years[0] if years else None)
    data |= {"programme": programme, "school_year": str(years[0]) if years else ""}
    known, left = _passport(paper, heads)
    form = wishes.form or form_in(
        known.get("form", "") or known.get("activity_form", "") or f"{title} {text[:4000]}", vocabulary
    )
    form = form or wishes.forms.get(programme, "")
    data["form"] = form
    pattern = vocabulary.find("role_patterns", known.get("role_pattern", ""))
    data["role_pattern"] = pattern.title if pattern else ""
    for name in ("mentor", "mentee"):
        said = known.get(name) or known.get(f"{name}_post", "")
        data[f"{name}s"] = [{**side_of(said, name, form, namer), "band": band_in(said, vocabulary)}]
    body: list[str] = []
    plan: list[Data] = []
    for part in parts_of(paper, told, parts):
        part.blocks = [block for block in part.blocks if id(block) not in left]
        for table in [block for block in part.blocks if isinstance(block, Table)]:
            layout = recognised(table, heads)
            if layout is not None and roadmap.is_of_roadmap(layout):
                plan += _plan(layout, vocabulary, namer, account, heads)
                part.blocks.remove(table)
        _into_case(part, data, body, namer)
    data["plan"] = plan
    account.items = len(plan)
    if not programme:
        account.todo.append("`programme` — имя файла программы (или повторите с `--programme`).")
    if not form:
        account.todo.append("`form` — форма наставничества (или повторите с `--form`).")
    return Draft(
        "pairs", slug_of(data["title"], data["school_year"]), spent(data), "\n\n".join(body)
    ), account


def _into_case(part: Part, data: Data, body: list[str], namer: Namer) -> None:
    if part.field in {"goal", "request"} and part.lines and part.field not in data:
        text = namer.clean(markdown(part.lines))
        if charge(text):
            namer.taken["health"] += 1
            data.setdefault(NOTE, []).append(f"{part.title}: [сведения о ребёнке убраны]")
            return
        kept, rest = cut(text, 200 if part.field == "goal" else 20_000)
        data[part.field] = kept
        if rest:
            body.append(f"## {part.title}\n\n{rest}")
    elif part.field in {"reflection", "products"} and part.lines:
        data[part.field] = [namer.clean(one)[:500] for one in listed(part.lines)]
    else:
        body += as_body(part, namer)


def _passport(paper: Paper, heads: Heads) -> tuple[dict[str, str], set[int]]:
    """What is told of a pair line by line or in a table of two columns: «Форма: …», «Ролевая модель | …»."""
    known: dict[str, str] = {}
    taken: set[int] = set()
    for block in paper.blocks:
        if isinstance(block, Line):
            before, colon, after = block.text.partition(":")
            if not colon:
                before, colon, after = block.text.partition(" – ")
            field_ = heads.field(before) if colon and len(before) < LABEL else ""
            if field_ in _OF_PAIR and after.strip():
                known.setdefault(field_, after.strip())
                taken.add(id(block))
        elif block.width == 2:
            rows = [block.own(row) for row in range(len(block.rows))]
            found = {heads.field(row[0].text): row[1].text for row in rows if len(row) == 2}
            if len(set(found) & _OF_PAIR) >= 2:
                known |= {name: text for name, text in found.items() if name in _OF_PAIR}
                taken.add(id(block))
    return known, taken


def _plan(
    layout: Layout, vocabulary: Vocabulary, namer: Namer, account: Account, heads: Heads
) -> Iterator[Data]:
    """The items of a pair's plan; a section becomes the direction of the items under it."""
    maker = Maker(layout, vocabulary, namer)
    account.columns = [
        (column.head, heads.title(maker.field_of(column)) if maker.field_of(column) else "")
        for column in layout.columns
    ]
    section = ""
    items: list[Data] = []
    for row in layout.rows():
        account.rows[row.sort] += 1
        if row.sort is Sort.SECTION:
            section = maker.text(row.title)
        elif row.sort is Sort.GOES_ON and items:
            goes_on(items[-1], maker.item(row.cells))
        elif row.sort is Sort.ITEM:
            item = maker.item(tuple(one for one in row.cells if one[0].field != "stage"))
            item.setdefault("title", "Мероприятие без названия")
            if section:
                item.setdefault("direction", []).append(section)
            items.append(item)
    yield from map(ordered, items)


_OF_PAIR = frozenset(
    {
        "form",
        "activity_form",
        "role_pattern",
        "mentor",
        "mentor_post",
        "mentee",
        "mentee_post",
        "term",
        "subject",
    }
)
