"""The text of a programme → its card: known parts become fields, all others stand in the body."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from mentoring import russian
from mentoring.cards.programme import Programme
from mentoring.imports import pairs, roadmap
from mentoring.imports.draft import NOTE, Account, Data, Draft, Wishes, slug_of, spent, years_in
from mentoring.imports.heads import Heads
from mentoring.imports.layouts import Layout, Sort, recognised
from mentoring.imports.naming import Namer
from mentoring.imports.parts import Part, as_body, parts_of
from mentoring.imports.prose import title_of
from mentoring.imports.sides import form_in
from mentoring.imports.table import Line, Paper, Table
from mentoring.imports.texts import cut, entries, listed, markdown, number_and_rest, phrase
from mentoring.vocabulary import Vocabulary


def made(
    paper: Paper, heads: Heads, parts: Heads, vocabulary: Vocabulary, namer: Namer, wishes: Wishes
) -> tuple[Draft, Account]:
    """The card of a programme."""
    account = Account()
    title, told = title_of(paper, (), re.compile(r"программ|положение|модель", re.I), wishes.name)
    found = list(parts_of(paper, told, parts))
    text = " ".join(line.text for line in paper.lines)
    data: Data = {"title": namer.clean(title)[:250]}
    form = wishes.form or form_in(f"{title} {text[:4000]}", vocabulary)
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


# Parts


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
    body += as_body(part, namer)


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
    """The role patterns a text names, of the made's own form."""
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


def _account(account: Account, data: Data, found: Sequence[Part], fields: Mapping[str, object]) -> None:
    known = [part.title for part in found if part.field in _PROGRAMME]
    account.sections = len(known)


_DASH_BEFORE_DATE = re.compile(
    r"\s+[–—-]\s+(?=(?:с |до )?(?:[а-я]+\s*20\d\d|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))", re.I
)
_HEAD_LINES = 40
_ACT = re.compile(r"утвержд\w+|согласован\w*|рассмотрен\w*|принят\w*", re.I)
_ACTS = (
    ("утвержд", "утверждено"),
    ("согласован", "согласовано"),
    ("рассмотрен", "рассмотрено"),
    ("принят", "принято"),
)
