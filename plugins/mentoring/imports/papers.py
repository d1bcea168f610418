"""A file → drafts of cards: opened, read, its table chosen, its people taken out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mentoring.imports import case, grid, pairs, programme, roadmap, sheets
from mentoring.imports.draft import Account, Draft, Wishes
from mentoring.imports.guessing import told, understood
from mentoring.imports.heads import Heads
from mentoring.imports.layouts import Column, Layout, Sort
from mentoring.imports.mentions import Look
from mentoring.imports.naming import Namer
from mentoring.imports.opening import Refused, opened
from mentoring.imports.table import Line, Paper, Table
from mentoring.vocabulary import Vocabulary


@dataclass
class Read:
    """What a document gives."""

    drafts: list[Draft]
    account: Account
    namer: Namer


@dataclass(frozen=True)
class School:
    """What the reading asks of the school: its words, its eye for people."""

    vocabulary: Vocabulary
    heads: Heads
    parts: Heads
    look: Look = field(repr=False)
    last_look: Look | None = field(default=None, repr=False)
    """How a whole new file is looked at in the end: also by the network of the extra `ner`, which is slow."""


def read(content: bytes, name: str, kind: str, school: School, wishes: Wishes) -> Read:
    """Make drafts of a document; `kind` is one of `KINDS`.

    Raises:
        Refused: it cannot be read, or holds nothing of the kind.
    """
    package = opened(content, name)
    paper = sheets.paper(package) if package.kind == "xlsx" else grid.paper(package)
    namer = Namer(school.look)
    namer.learn(_texts(paper))
    result = KINDS[kind](paper, school, namer, wishes)
    account = result.account
    account.notes += paper.notes
    if package.links:
        account.notes.append(
            f"В файле есть связи с другими файлами и страницами ({package.links}): программа по ним не ходит."
            " Если чего-то не хватает, вставьте это обычным текстом."
        )
    if paper.pictures:
        account.notes.append(f"Картинки не взяты ({paper.pictures}): кто на них, программа не видит.")
    return result


def _roadmap(paper: Paper, school: School, namer: Namer, wishes: Wishes) -> Read:
    found = _chosen(paper, school.heads, roadmap.is_of_roadmap, wishes, "дорожной карты")
    draft, account = roadmap.made(paper, found, school.heads, school.vocabulary, namer, wishes)
    return Read([draft], account, namer)


def _pairs(paper: Paper, school: School, namer: Namer, wishes: Wishes) -> Read:
    found = _chosen(paper, school.heads, pairs.is_of_pairs, wishes, "пар")
    drafts, account = pairs.made(
        paper, [layout for layout, _ in found], school.heads, school.vocabulary, namer, wishes
    )
    return Read(drafts, account, namer)


def _programme(paper: Paper, school: School, namer: Namer, wishes: Wishes) -> Read:
    draft, account = programme.made(paper, school.heads, school.parts, school.vocabulary, namer, wishes)
    return Read([draft], account, namer)


def _case(paper: Paper, school: School, namer: Namer, wishes: Wishes) -> Read:
    draft, account = case.made(paper, school.heads, school.parts, school.vocabulary, namer, wishes)
    return Read([draft], account, namer)


KINDS: Mapping[str, Callable[[Paper, School, Namer, Wishes], Read]] = {
    "roadmap": _roadmap,
    "programme": _programme,
    "pairs": _pairs,
    "case": _case,
}
"""What a document can be read as."""

FOLDERS: Mapping[str, str] = {
    "roadmap": "roadmaps",
    "programme": "programmes",
    "pairs": "pairs",
    "case": "pairs",
}
"""Where the cards of each kind lie."""


def _chosen(
    paper: Paper, heads: Heads, fits: Callable[[Layout], bool], wishes: Wishes, of_what: str
) -> list[tuple[Layout, str]]:
    """The tables of one layout, each with the heading it stands under.

    Raises:
        Refused: there is none, or there are several that are not one.
    """
    found = list(_recognised(paper, heads, fits, told)) or list(_recognised(paper, heads, fits, understood))
    if wishes.table:
        tables = paper.tables
        if not 1 <= wishes.table <= len(tables):
            raise Refused(
                "no-such-table", f"Таблицы {wishes.table} в документе нет: всего таблиц — {len(tables)}.",
                "Назовите другой номер после `--table`.",
            )  # fmt: skip
        found = [one for one in found if one[0].table is tables[wishes.table - 1]]
    if not found:
        raise _nothing(paper, of_what)
    if len({layout.signature for layout, _ in found}) > 1:
        listed = "; ".join(
            f"{_place(paper, layout.table)} — строк {_count(layout)}, столбцы: {', '.join(column.head for column in layout.columns if column.head)}"
            for layout, _ in found
        )
        raise Refused(
            "tables-differ",
            f"В документе несколько разных таблиц, похожих на таблицу {of_what}: {listed}.",
            "Скажите, какую взять: `--table` и её номер. Потом повторите с другим номером.",
        )
    return found


def _recognised(
    paper: Paper, heads: Heads, fits: Callable[[Layout], bool], by: Callable[[Table, Heads], Layout | None]
) -> Iterator[tuple[Layout, str]]:
    """The tables that fit; one without a head right after such a table goes on with it."""
    heading, last = "", None
    for block in paper.blocks:
        if isinstance(block, Line):
            if block.text:
                heading = block.text if block.level or block.is_bold or len(block.text) < _HEADING else ""
                last = None
            continue
        layout = by(block, heads)
        if layout is not None and fits(layout):
            yield layout, heading
            last, heading = layout, ""
        elif last is not None and layout is None and _is_rest(block, last):
            yield Layout(block, 0, _moved(last, block)), ""
        else:
            last = None


def _is_rest(table: Table, before: Layout) -> bool:
    return any(len(table.cells(row)) == len(before.columns) for row in range(len(table.rows)))


def _moved(before: Layout, table: Table) -> tuple[Column, ...]:
    row = next(row for row in range(len(table.rows)) if len(table.cells(row)) == len(before.columns))
    return tuple(
        Column(column.field, column.head, cell.column, cell.column + cell.columns)
        for column, cell in zip(before.columns, table.cells(row), strict=True)
    )


def _count(layout: Layout) -> int:
    return sum(row.sort is Sort.ITEM for row in layout.rows())


def _place(paper: Paper, table: Table) -> str:
    if table.name:
        return f"лист {paper.tables.index(table) + 1}"
    return f"таблица {paper.tables.index(table) + 1}"


def _nothing(paper: Paper, of_what: str) -> Refused:
    if not paper.tables and paper.objects:
        return Refused(
            "table-is-object",
            "Таблица вставлена в документ объектом (чаще всего из Excel): её строк в самом документе нет.",
            "Откройте объект двойным щелчком, скопируйте ячейки и вставьте обычной таблицей — или дайте программе сам файл Excel.",
        )
    if not paper.tables and paper.pictures:
        return Refused(
            "table-is-picture",
            "Таблицы в документе нет, есть картинка: букв на ней программа не видит.",
            "Найдите документ, с которого она снята, или наберите таблицу заново.",
        )
    if not paper.tables:
        return Refused(
            "no-table",
            f"В документе нет ни одной таблицы, поэтому строк {of_what} в нём не найти.",
            "Если это положение или программа, повторите с `--as programme`. Если план записан списком, сделайте из него"
            " таблицу: «Мероприятие», «Сроки», «Ответственные».",
        )
    return Refused(
        "no-roadmap" if "карт" in of_what else "no-pairs",
        f"Таблицы {of_what} в документе не видно: таблиц — {len(paper.tables)}, но ни одна шапка не знакома.",
        "Проверьте, что в первых строках таблицы стоят названия столбцов («Мероприятие», «Сроки», «Ответственные»; у пар —"
        " «Наставник», «Наставляемый»). Свои названия впишите в cases/vocabulary.yml, список `heads`.",
    )


def _texts(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            for row in range(len(block.rows)):
                yield from (line.text for cell in block.own(row) for line in cell.lines)


_HEADING = 120
