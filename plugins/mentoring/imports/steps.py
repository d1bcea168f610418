"""Rows of a table → items of a plan: the fields of `Step`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards.fields import Step
from mentoring.imports.draft import NOTE, Data
from mentoring.imports.guessing import MONTH, is_month
from mentoring.imports.layouts import Column, Layout
from mentoring.imports.naming import Namer
from mentoring.imports.table import Cell, Line
from mentoring.imports.texts import (
    counts_on,
    cut,
    entries,
    listed,
    markdown,
    mended,
    number_and_rest,
    phrase,
    roles,
)
from mentoring.vocabulary import Vocabulary

TEXT = 500
"""The longest phrase a field holds."""
Cells = Sequence[tuple[Column, Cell]]


@dataclass(frozen=True)
class Maker:
    """Makes items; people are taken out of every text on the way."""

    layout: Layout
    vocabulary: Vocabulary
    namer: Namer
    is_report: bool = False
    """Whether the document tells what was done: a column «Результат» is the actual one then."""

    def item(self, cells: Cells) -> Data:
        """The fields of one row."""
        data: Data = {}
        for column, cell in cells:
            if not is_month(column):
                self.put(data, column, cell.lines)
        self._months(data, [(column, cell) for column, cell in cells if is_month(column)])
        return data

    def _months(self, data: Data, ticked: Cells) -> None:
        """The months a row is ticked in; what is written there instead of a tick is content."""
        if not ticked:
            return
        numbers = [int(column.field.removeprefix(MONTH)) for column, _ in ticked]
        data["schedule"] = data.get("schedule") or _told_months(numbers)
        for number, (_, cell) in zip(numbers, ticked, strict=True):
            text = self.text(cell.lines)
            if re.search(r"[^\W_]{2}", text):
                data.setdefault("content", []).append(f"{russian.MONTHS[number - 1]}: {text}")

    def put(self, data: Data, column: Column, lines: Sequence[Line]) -> None:
        """Put the text of a cell where its column says; what has no field becomes a remark."""
        field = self.field_of(column)
        filler = _FILLERS.get(field)
        if filler is not None:
            filler(self, data, lines)
            return
        if field in _PROSE:
            told = self.namer.clean(markdown(lines))
            data[field] = f"{data[field]}\n\n{told}" if field in data else told
            return
        text = self.text(lines)
        if field in _TEXTS and field not in data:
            kept, rest = cut(text, TEXT)
            data[field] = kept
            if rest:
                remark(data, column.head, rest)
        elif text:
            remark(data, column.head or "столбец без названия", text)

    def field_of(self, column: Column) -> str:
        """The field of a column in this document: a last one without a name is the result of the report."""
        if column.field == "planned_result" and self.is_report and "actual_result" not in self.layout.fields:
            return "actual_result"
        if column.field or column.head:
            return column.field
        is_last = column is self.layout.columns[-1]
        return "actual_result" if is_last and "actual_result" not in self.layout.fields else ""

    def text(self, lines: Sequence[Line], role: str = "участник") -> str:
        return self.namer.clean(phrase(lines), role)

    def posts(self, lines: Sequence[Line]) -> list[str]:
        """The posts of a cell, each once; somebody named without a post is a person in charge."""
        text = "\n".join(
            f"{line.mark if line.mark not in {'-', ''} and not line.text else ''}{line.text}"
            for line in lines
        )
        told = self.namer.clean(text, "ответственный", strict=True)
        return list(dict.fromkeys(_short(post) for post in roles(told)))

    # The fields that are more than one phrase

    def _number(self, data: Data, lines: Sequence[Line]) -> None:
        text = " ".join(line.text or line.mark for line in lines if not line.is_blank)
        data["number"] = re.sub(r"(?<=\d)[.)]+$", "", text.strip())

    def _title(self, data: Data, lines: Sequence[Line]) -> None:
        found = entries(lines, is_one=True)
        if not found:
            return
        first = found[0]
        number = ""
        if "number" not in data:
            mark = first.mark.rstrip(".)")
            number = mark if re.fullmatch(r"\d[\d.]*", mark) and len(found) == 1 else ""
        text = (
            first.text
            if number or first.mark in {"", "-"} or len(found) > 1
            else f"{first.mark} {first.text}"
        )
        if not number and "number" not in data and self.layout.column("number") is None:
            number, text = number_and_rest(text)
        if number:
            data["number"] = number
        inner = [
            one.text.rstrip(" ;") if one.mark in {"", "-"} else f"{one.mark} {one.text}" for one in found[1:]
        ]
        if counts_on([one.mark for one in found[1:]]):
            inner = [one.text.rstrip(" ;") for one in found[1:]]
        kept, more = cut(self.namer.clean(mended(text.rstrip(":") if inner else text)), TEXT)
        data["title"] = kept
        content = [self.namer.clean(one) for one in (*([more] if more else ()), *inner)]
        if content:
            data["content"] = [*content, *data.get("content", [])]

    def _content(self, data: Data, lines: Sequence[Line]) -> None:
        told = [self.namer.clean(one) for one in listed(lines)]
        data["content"] = [*data.get("content", []), *(one for one in told if one)]

    def _direction(self, data: Data, lines: Sequence[Line]) -> None:
        for one in listed(lines):
            kept, rest = cut(self.namer.clean(one), TEXT)
            data.setdefault("direction", []).append(kept)
            if rest:
                remark(data, "Направление", rest)

    def _responsible(self, data: Data, lines: Sequence[Line]) -> None:
        data["responsible"] = [*data.get("responsible", []), *self.posts(lines)]

    def _co_responsible(self, data: Data, lines: Sequence[Line]) -> None:
        data["co_responsible"] = [*data.get("co_responsible", []), *self.posts(lines)]

    def _executors(self, data: Data, lines: Sequence[Line]) -> None:
        text = "\n".join(line.text for line in lines)
        if match := re.search(r"соисполнител[ьи]\s*:?", text, re.I):
            first, rest = text[: match.start()], text[match.end() :]
            first = re.sub(r"исполнител[ьи]\s*:?", "", first, flags=re.I)
        else:
            first, _, rest = text.partition("/")
        self._responsible(data, [Line(one) for one in first.split("\n")])
        if rest.strip():
            self._co_responsible(data, [Line(one) for one in rest.split("\n")])

    def _status(self, data: Data, lines: Sequence[Line]) -> None:
        text = self.text(lines)
        term = self.vocabulary.find("statuses", text)
        if term:
            data["status"] = term.title
        else:
            self._mark(data, lines)

    def _done_on(self, data: Data, lines: Sequence[Line]) -> None:
        text = self.text(lines)
        day = _day(text)
        if day:
            data["done_on"] = day
        elif text and "actual_result" not in self.layout.fields:
            data["actual_result"] = self.namer.clean(
                markdown(lines)
            )  # «Посещено пять уроков»: what was done, not when
        elif text:
            remark(data, "Выполнено", text)

    def _mark(self, data: Data, lines: Sequence[Line]) -> None:
        """A mark of completion; where the plan has no column of dates, the dates stand here."""
        text = self.text(lines)
        if not text:
            return
        kept, rest = cut(text, TEXT)
        data["mark"] = f"{data['mark']}; {kept}" if "mark" in data else kept
        if rest:
            remark(data, "Отметка о выполнении", rest)
        if "schedule" not in self.layout.fields:
            data["schedule"] = kept
        else:
            if day := _day(text):
                data["done_on"] = day
            if term := self.vocabulary.find("statuses", text):
                data["status"] = term.title

    def _assessment(self, data: Data, lines: Sequence[Line]) -> None:
        """There is no field for a mark of a mentor: it stands with the result it is about."""
        if text := self.namer.clean(markdown(lines)):
            told = f"Оценка наставника: {text}"
            data["actual_result"] = f"{data['actual_result']}\n\n{told}" if "actual_result" in data else told


def ordered(item: Data) -> Data:
    """The fields of an item in the order of the manual."""
    return {name: item[name] for name in (NOTE, *Step.model_fields) if name in item}


def remark(data: Data, head: str, text: str) -> None:
    data.setdefault(NOTE, []).append(f"{head}: {text}")


def goes_on(item: Data, rest: Data) -> None:
    """Put the rest of a row that a page cut into the item it belongs to."""
    for field, value in rest.items():
        old = item.get(field)
        if old is None:
            item[field] = value
        elif isinstance(old, list):
            head, *tail = value
            if field in {"responsible", "co_responsible"}:
                item[field] = roles(f"{', '.join(old)}\n{', '.join(value)}")
            elif field == "content" and head[:1].islower() and not old[-1].endswith((".", ";")):
                item[field] = [*old[:-1], f"{old[-1]} {head}", *tail]
            else:
                item[field] = [*old, *value]
        elif field in _PROSE:
            is_list = bool(re.match(r"- |\d+\. ", value) and re.match(r"- |\d+\. ", old.rpartition("\n")[2]))
            item[field] = f"{old}\n{value}" if is_list else f"{old}\n\n{value}"
        else:
            item[field] = f"{old} {value}"


def _told_months(numbers: Sequence[int]) -> str:
    """«сентябрь–ноябрь, март»: months one after another are a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] % 12 + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [(russian.MONTHS[run[0] - 1], russian.MONTHS[run[-1] - 1]) for run in runs]
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in names)


def _day(text: str) -> str:
    """A day as cards write it; empty where the text is no single day."""
    try:
        return f"{russian.parse_day(text):%d.%m.%Y}"
    except ValueError:
        return ""


def _short(post: str) -> str:
    return cut(post, TEXT)[0]


_PROSE = frozenset({"planned_result", "criteria", "actual_result"})
_TEXTS = frozenset({"schedule", "activity_form", "document", "risk", "prevention"})
_FILLERS: Mapping[str, Callable[[Maker, Data, Sequence[Line]], None]] = {
    "number": Maker._number,
    "title": Maker._title,
    "content": Maker._content,
    "direction": Maker._direction,
    "responsible": Maker._responsible,
    "co_responsible": Maker._co_responsible,
    "executors": Maker._executors,
    "status": Maker._status,
    "done_on": Maker._done_on,
    "mark": Maker._mark,
    "assessment": Maker._assessment,
}
