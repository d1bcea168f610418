"""The text of a programme or of a case → its card: known parts become fields, all others stand in the body."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from mentoring import russian
from mentoring.cards.programme import Programme
from mentoring.imports import pairs, roadmap
from mentoring.imports.draft import NOTE, Account, Data, Draft, Wishes, slug_of, spent, years_in
from mentoring.imports.heads import Heads, plain
from mentoring.imports.layouts import Layout, Sort, recognised
from mentoring.imports.naming import Namer
from mentoring.imports.prose import is_idle, table_as_list, title_of
from mentoring.imports.steps import Maker, goes_on, ordered
from mentoring.imports.table import Line, Paper, Table
from mentoring.imports.texts import cut, entries, listed, markdown, number_and_rest, phrase
from mentoring.privacy.sensitive import charge
from mentoring.vocabulary import Vocabulary


@dataclass
class Part:
    """What stands under one heading."""

    field: str
    """Of `parts` in the vocabulary; empty for a heading it does not know."""
    title: str
    level: int = 2
    blocks: list[Line | Table] = dataclass_field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [block for block in self.blocks if isinstance(block, Line)]


def programme(
    paper: Paper, heads: Heads, parts: Heads, vocabulary: Vocabulary, namer: Namer, wishes: Wishes
) -> tuple[Draft, Account]:
    """The card of a programme."""
    account = Account()
    title, told = title_of(paper, (), re.compile(r"программ|положение|модель", re.I), wishes.name)
    found = list(_parts(paper, told, parts))
    text = " ".join(line.text for line in paper.lines)
    data: Data = {"title": namer.clean(title)[:250]}
    form = wishes.form or pairs.form_in(f"{title} {text[:4000]}", vocabulary)
    data["forms"] = [form] if form else []
    data["role_patterns"] = _patterns(text, form, vocabulary)
    years = next((one for each in (title, text[:1500], text, wishes.name) if (one := years_in(each))), None)
    data["school_year"] = str(years[0]) if years else ""
    data["approval"] = list(_approval(paper, namer))
    body: list[str] = []
    for part in found:
        _into_programme(part, data, body, heads, vocabulary, namer, account)
    account.items = len(found)
    _account(account, data, found, Programme.model_fields)
    if not data["school_year"]:
        account.todo.append("`school_year` — учебный год: в документе его нет.")
    if not data["forms"]:
        account.todo.append("`forms` — форма наставничества: в тексте она не названа.")
    ordered_data = {name: data[name] for name in (NOTE, *Programme.model_fields) if name in data}
    return Draft(
        "programmes", slug_of(data["title"], data["school_year"]), spent(ordered_data), "\n\n".join(body)
    ), account


def case(
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
    form = wishes.form or pairs.form_in(
        known.get("form", "") or known.get("activity_form", "") or f"{title} {text[:4000]}", vocabulary
    )
    data["form"] = form
    pattern = vocabulary.find("role_patterns", known.get("role_pattern", ""))
    data["role_pattern"] = pattern.title if pattern else ""
    for name in ("mentor", "mentee"):
        said = known.get(name) or known.get(f"{name}_post", "")
        data[f"{name}s"] = [
            {**pairs.side_of(said, name, form, namer), "band": pairs.band_in(said, vocabulary)}
        ]
    body: list[str] = []
    plan: list[Data] = []
    for part in _parts(paper, told, parts):
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


# Parts


def _parts(paper: Paper, title: Sequence[Line], parts: Heads) -> Iterator[Part]:
    """The text cut at its headings; «Цель: …» in one line is a heading with a text."""
    taken = {id(line) for line in title}
    part = Part("", "")
    for block in paper.blocks:
        if isinstance(block, Table):
            part.blocks.append(block)
            continue
        if id(block) in taken or is_idle(block.text):
            continue
        heading, rest = _heading(block, parts)
        if heading:
            if part.blocks or part.title:
                yield part
            part = Part(parts.field(heading), heading, min(block.level + 1, 4) if block.level else 2)
            if rest:
                part.blocks.append(Line(rest))
        elif not (part.field == "contents" or _PAGE.search(block.text)):
            part.blocks.append(block)
    if part.blocks or part.title:
        yield part


def _heading(line: Line, parts: Heads) -> tuple[str, str]:
    """The heading a line is, without its number, and what follows a colon; empty where it is none."""
    _, text = number_and_rest(line.text)
    text = re.sub(r"^[IVX]+\.\s*", "", text)
    before, colon, after = text.partition(":")
    if colon and len(before) < _LABEL and parts.exact.get(plain(before)):
        return before.strip(), after.strip()
    bare = text.rstrip(" .:")
    if line.level or parts.exact.get(plain(bare)):
        return bare, ""
    if line.is_bold and len(text) < _HEADING and not text.endswith((".", ";", ",")) and not line.mark:
        return bare, ""
    return "", ""


def _into_programme(
    part: Part,
    data: Data,
    body: list[str],
    heads: Heads,
    vocabulary: Vocabulary,
    namer: Namer,
    account: Account,
) -> None:
    """Put a part into its field; what has none goes to the body."""
    if part.field == "contents":
        return
    tables = [block for block in part.blocks if isinstance(block, Table)]
    for table in tables:
        layout = recognised(table, heads)
        if layout is not None and {"stage"} <= layout.fields and "schedule" not in layout.fields:
            data["stages"] = [*data.get("stages", []), *_stages(layout, vocabulary, namer)]
            part.blocks.remove(table)
        elif layout is not None and roadmap.is_of_roadmap(layout):
            count = sum(row.sort is Sort.ITEM for row in layout.rows())
            account.notes.append(
                f"В документе есть таблица плана (строк — {count}): её возьмёт `--as roadmap`."
            )
            part.blocks.remove(table)
        elif layout is not None and pairs.is_of_pairs(layout):
            account.notes.append("В документе есть таблица пар: её возьмёт `--as pairs`.")
            part.blocks.remove(table)
    filler = _PROGRAMME.get(part.field)
    if filler is not None and part.lines:
        filler(part, data, namer)
        part.blocks = [block for block in part.blocks if isinstance(block, Table)]
        if not part.blocks:
            return
    body += _as_body(part, namer)


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
        body += _as_body(part, namer)


def _as_body(part: Part, namer: Namer) -> list[str]:
    """A part as Markdown under its heading; who is described by name is not described."""
    told: list[str] = []
    waiting: list[Line] = []
    described = 0
    for block in (*part.blocks, None):
        if isinstance(block, Line):
            if part.field == "people":
                if namer.count(block.text):
                    described = _PORTRAIT
                elif described and not block.mark and block.text.endswith("."):
                    described -= 1
                    namer.taken["portrait"] += 1
                    continue
                else:
                    described = 0
            waiting.append(block)
            continue
        if text := markdown(waiting):
            told.append(namer.clean(text))
        waiting = []
        if block is not None:
            told.append(namer.clean(table_as_list(block)))
    told = [text for text in told if text]
    head = [f"{'#' * part.level} {namer.clean(part.title)}"] if part.title and told else []
    return [*head, *told]


# Fields of a programme


def _goal(part: Part, data: Data, namer: Namer) -> None:
    data.setdefault("goal", namer.clean(markdown(part.lines)))


def _goal_and_tasks(part: Part, data: Data, namer: Namer) -> None:
    """«Цель: … Задачи: …» under one heading."""
    index = next(
        (
            number
            for number, line in enumerate(part.lines)
            if re.match(r"(?:основные )?задачи", line.text, re.I)
        ),
        len(part.lines),
    )
    goal = [
        Line(re.sub(r"^цел[ьи][^:–-]{0,30}[:–-]\s*", "", line.text, flags=re.I), line.mark)
        for line in part.lines[:index]
    ]
    if any(line.text for line in goal):
        data.setdefault("goal", namer.clean(markdown(goal)))
    tasks = [
        Line(re.sub(r"^(?:основные )?задачи[^:]{0,30}:\s*", "", line.text, flags=re.I), line.mark)
        for line in part.lines[index:]
    ]
    if any(line.text for line in tasks):
        data["tasks"] = [namer.clean(one) for one in listed(tasks) if one]


def _listed_in(name: str) -> Callable[[Part, Data, Namer], None]:
    def fill(part: Part, data: Data, namer: Namer) -> None:
        longest = 20_000 if name == "tasks" else 500
        data[name] = [
            *data.get(name, []),
            *(cut(namer.clean(one), longest)[0] for one in listed(part.lines) if one),
        ]

    return fill


def _results(part: Part, data: Data, namer: Namer) -> None:
    data["results"] = [{"planned": cut(namer.clean(one), 500)[0]} for one in listed(part.lines)]


def _resources(part: Part, data: Data, namer: Namer) -> None:
    data["resources"] = [{"title": cut(namer.clean(one), 500)[0]} for one in listed(part.lines)]


def _criteria(part: Part, data: Data, namer: Namer) -> None:
    """Criteria under the line that names their group."""
    group = ""
    found: list[Data] = []
    for entry in entries(part.lines):
        text = cut(namer.clean(entry.text.rstrip(" ;.")), 500)[0]
        if not entry.mark and entry.text.endswith(":"):
            group = text.rstrip(":")
        elif entry.mark:
            found.append({"group": group, "title": text})
        else:
            found.append({"title": text})
    data["criteria"] = found


def _phases(part: Part, data: Data, namer: Namer) -> None:
    """«I этап: запуск программы, сентябрь 2022 года»."""
    found: list[Data] = []
    for entry in entries(part.lines):
        text = namer.clean(entry.text.rstrip(" ;."))
        match = re.match(
            r"((?:[IVX]+|\d|перв\w+|втор\w+|трет\w+)[\s-]*этап\w*)\s*[:–—-]\s*(.+)",
            number_and_rest(text)[1],
            re.I,
        )
        if match:
            title, comma, schedule = match[2].partition(", ")
            if not comma:
                title, _, schedule = _DASH_BEFORE_DATE.sub(", ", match[2], count=1).partition(", ")
            found.append({"title": f"{match[1]}: {title}"[:500], "schedule": schedule[:500]})
        elif found:
            found[-1].setdefault("actions", []).append(text)
        else:
            found.append({"title": cut(text, 500)[0]})
    data["phases"] = found


_PROGRAMME: Mapping[str, Callable[[Part, Data, Namer], None]] = {
    "goal": _goal,
    "goal_and_tasks": _goal_and_tasks,
    "tasks": _listed_in("tasks"),
    "results": _results,
    "principles": _listed_in("principles"),
    "methods": _listed_in("methods"),
    "resources": _resources,
    "target_group": _listed_in("target_group"),
    "criteria": _criteria,
    "phases": _phases,
    "next_year": _listed_in("next_year"),
}


def _stages(layout: Layout, vocabulary: Vocabulary, namer: Namer) -> list[Data]:
    """The table «Этапы · Мероприятия · Результат»."""
    found: list[Data] = []
    for row in layout.rows():
        if row.sort not in {Sort.ITEM, Sort.GOES_ON}:
            continue
        cells = {column.field: cell for column, cell in row.cells}
        title = namer.clean(phrase(cells["stage"].lines)) if "stage" in cells else ""
        actions = cells.get("title") or cells.get("content")
        result = next(
            (cells[name] for name in ("planned_result", "document", "actual_result") if name in cells), None
        )
        stage: Data = {
            "title": cut(title, 500)[0],
            "stages": roadmap.stages_of(title, vocabulary),
            "actions": [namer.clean(one) for one in listed(actions.lines)] if actions else [],
            "result": cut(namer.clean(phrase(result.lines)), 500)[0] if result else "",
        }
        if title or not found:
            found.append({**stage, "title": stage["title"] or "Этап"})
        else:  # a row that a page cut
            found[-1]["actions"] += stage["actions"]
            found[-1]["result"] = f"{found[-1]['result']} {stage['result']}".strip()[:500]
    return found


def _patterns(text: str, form: str, vocabulary: Vocabulary) -> list[str]:
    """The role patterns a text names, of the programme's own form."""
    folded = russian.folded(text)
    of_form = vocabulary.find("forms", form)
    return [
        term.title
        for term in vocabulary.terms("role_patterns")
        if of_form and term.form == of_form.id and russian.folded(term.title) in folded
    ]


def _approval(paper: Paper, namer: Namer) -> Iterator[Data]:
    """Who approved a document: the act, the post, the number and the day; never the name."""
    groups: list[list[Line]] = [[block for block in paper.blocks if isinstance(block, Line)][:_HEAD_LINES]]
    for table in paper.tables[:2]:
        groups += [list(cell.lines) for row in range(min(3, len(table.rows))) for cell in table.own(row)]
    for lines in groups:
        for number, line in enumerate(lines):
            match = _ACT.match(line.text)
            if match is None:
                continue
            told: list[str] = [line.text[match.end() :]]
            for after in lines[number + 1 : number + 5]:
                if _ACT.match(after.text) or after.level:
                    break
                told.append(after.text)
            act = _act(match[0].lower(), " ".join(told), namer)
            if len(act) > 1:
                yield act


def _act(word: str, text: str, namer: Namer) -> Data:
    act: Data = {"act": next(told for stem, told in _ACTS if word.startswith(stem))}
    if day := re.search(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}»?\s+[а-я]+\s+20\d\d", text):
        try:
            act["date"] = f"{russian.parse_day(day[0].replace('»', '')):%d.%m.%Y}"
        except ValueError:
            act.pop("date", None)
    if paper := re.search(r"(протокол|приказ|распоряжение)[^№]{0,25}№\s*([\w/-]+)", text, re.I):
        act["document"] = f"{paper[1].lower()} № {paper[2]}"
    clean = namer.clean(re.sub(r"_{2,}|/|«_*»", " ", text), "")
    if post := re.search(
        r"(?:зам(?:\.|еститель) )?директор\w*(?: по [А-ЯЁа-яё-]+)?|заведующ\w+|педагогическ\w+ совет\w*|методическ\w+ совет\w*|совет\w* родителей|председател\w+ [а-я ]{3,40}",
        clean,
        re.I,
    ):
        act["post"] = post[0].lower().replace("увр", "УВР").replace("по вр", "по ВР").strip()
    return act


# A plan of a pair


def _passport(paper: Paper, heads: Heads) -> tuple[dict[str, str], set[int]]:
    """What is told of a pair line by line or in a table of two columns: «Форма: …», «Ролевая модель | …»."""
    known: dict[str, str] = {}
    taken: set[int] = set()
    for block in paper.blocks:
        if isinstance(block, Line):
            before, colon, after = block.text.partition(":")
            if not colon:
                before, colon, after = block.text.partition(" – ")
            field_ = heads.field(before) if colon and len(before) < _LABEL else ""
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


def _account(account: Account, data: Data, found: Sequence[Part], fields: Mapping[str, object]) -> None:
    known = [part.title for part in found if part.field in _PROGRAMME]
    account.sections = len(known)


_DASH_BEFORE_DATE = re.compile(
    r"\s+[–—-]\s+(?=(?:с |до )?(?:[а-я]+\s*20\d\d|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))", re.I
)
_PORTRAIT = 3
"""How many paragraphs behind somebody's name may describe that somebody."""
_LABEL = 60
_HEADING = 120
_HEAD_LINES = 40
_PAGE = re.compile(r"(?:\.{3,}|\s)\s*\d{1,3}(?:\s?[-–]\s?\d{1,3})?$")
_ACT = re.compile(r"утвержд\w+|согласован\w*|рассмотрен\w*|принят\w*", re.I)
_ACTS = (
    ("утвержд", "утверждено"),
    ("согласован", "согласовано"),
    ("рассмотрен", "рассмотрено"),
    ("принят", "принято"),
)
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
