"""The quarterly information: what was due in three months, how it stands, and what has changed since they began."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentoring import russian
from mentoring.cards import Roadmap
from mentoring.cards.fields import Step
from mentoring.casebook import Casebook
from mentoring.exports.official import texts
from mentoring.exports.official.request import Quarter, Request, quarter_before
from mentoring.exports.official.templates import template
from mentoring.exports.official.workbook import Sheet, book_of
from mentoring.exports.word import filled
from mentoring.pages.placing import Placed, happenings, placed

HEADS = (
    "№",
    "Мероприятие",
    "Срок",
    "Ответственные",
    "Состояние",
    "Что сделано",
    "Что изменилось с начала квартала",
)


@dataclass(frozen=True)
class Row:
    """An item that belongs to the quarter."""

    roadmap: Roadmap
    cells: tuple[str, ...]


def docx(request: Request) -> bytes:
    """Fill the template `quarter.docx`."""
    return filled(template("quarter.docx", request), values(request), f"Информация за {_quarter(request)}")


def xlsx(request: Request) -> bytes:
    rows = tuple((row.roadmap.title, *row.cells) for row in _rows(request))
    return book_of(
        (Sheet(f"{_quarter(request)}", ("Дорожная карта", *HEADS), rows),),
        request,
        f"Информация за {_quarter(request)}",
    )


def values(request: Request) -> dict[str, Any]:
    rows = list(_rows(request))
    roadmaps = list(dict.fromkeys(row.roadmap.title for row in rows))
    changed = sum(bool(row.cells[-1]) for row in rows)
    items = russian.count(len(rows), "мероприятие", "мероприятия", "мероприятий")
    return {
        "school": request.book.school.full_name,
        "quarter": str(_quarter(request)),
        "summary": f"К кварталу относится {items}, изменения — у {changed}."
        if rows
        else "В опубликованных дорожных картах мероприятий этого квартала нет.",
        "heads": list(HEADS),
        "roadmaps": [
            {"title": title, "rows": [list(row.cells) for row in rows if row.roadmap.title == title]}
            for title in roadmaps
        ],
        "compared": "Сравниваются сегодняшние карточки и те, какими они были до начала квартала."
        if request.before
        else "Версии карточек до начала квартала нет: изменения видны только по дням выполнения.",
        "about": request.about(),
    }


def _quarter(request: Request) -> Quarter:
    return request.quarter or quarter_before(request.book.as_of)


def _rows(request: Request) -> Iterator[Row]:
    book, quarter = request.book, _quarter(request)
    for roadmap in book.roadmaps:
        before = _before(roadmap, request.before)
        for at in placed(roadmap, book, late=False):
            changes = "; ".join(_changes(at.item, before, quarter, book))
            if changes or _falls(at, quarter):
                told = {
                    column: texts.cell(column, ["content"], at.section, at.item, book, request.figures)
                    for column in ("title", "responsible", "actual_result")
                }
                yield Row(
                    roadmap,
                    (
                        at.item.number or "",
                        told["title"],
                        at.wording,
                        told["responsible"],
                        at.state.word,
                        told["actual_result"],
                        changes,
                    ),
                )


def _falls(at: Placed, quarter: Quarter) -> bool:
    """Whether its dates touch the quarter."""
    return any(first <= quarter.last and quarter.first <= last for (first, last), _ in happenings(at))


def _before(roadmap: Roadmap, book: Casebook | None) -> dict[str, Step] | None:
    """The items as they were, by what they are known by; None where there was no such roadmap."""
    old = book.roadmaps_by_slug.get(roadmap.slug) if book else None
    return {_key(item): item for item in old.items} if old else None


def _key(item: Step) -> str:
    return item.id or f"{item.number} {item.title}"


def _changes(item: Step, before: dict[str, Step] | None, quarter: Quarter, book: Casebook) -> Iterator[str]:
    if item.done_on and quarter.first <= item.done_on <= quarter.last:
        yield f"выполнено {item.done_on:%d.%m.%Y}"
    if before is None:
        return
    old = before.get(_key(item))
    if old is None:
        yield "появилось"
        return
    if old.status != item.status and old.done_on == item.done_on:
        was, now = (book.title("statuses", each.status or "no-report") for each in (old, item))
        yield f"было «{was}», стало «{now}»"
    if old.schedule != item.schedule:
        yield f"срок был «{old.schedule or 'не указан'}»"
    if item.actual_result and old.actual_result != item.actual_result:
        yield "дополнен результат"
