"""The personalised programme of a pair with its plan: roles instead of names, room to write what stays on paper."""

from typing import Any

from mentoring.cards import Case
from mentoring.exports.official import texts
from mentoring.exports.official.request import Request
from mentoring.exports.official.templates import template
from mentoring.exports.word import filled
from mentoring.pages.told import participant

_BLANK = {"title": "", "schedule": "", "planned": "", "actual": ""}
"""A row to write in by hand, where the card has no plan yet."""


def docx(request: Request) -> bytes:
    """Fill the template `pair.docx`."""
    case = request.book.cases_by_slug[request.slug]
    return filled(
        template("pair.docx", request), values(case, request), f"Персонализированная программа. {case.title}"
    )


def values(case: Case, request: Request) -> dict[str, Any]:
    """What a template may ask for; the manual lists it."""
    book = request.book
    programme = book.programmes_by_slug.get(case.programme)
    alone = case.kind == "pair"
    return {
        "school": book.school.full_name,
        "title": case.title,
        "programme": programme.title if programme else "",
        "year": str(book.year_of(case) or ""),
        "form": book.title("forms", case.form),
        "pattern": book.role_pattern_of(case),
        "mentors": [participant(person, book, alone=alone) for person in case.mentors],
        "mentees": [participant(person, book, alone=alone) for person in case.mentees],
        "goal": "" if book.is_sensitive("goals", case.goal) else book.title("goals", case.goal),
        "request": texts.prose(case.request),
        "subject": case.subject or "",
        "term": book.title("terms", case.term),
        "mode": book.title("modes", case.mode),
        "order": _order(case),
        "plan": [
            {
                "title": "\n".join(part for part in (item.title, texts.lines(item.content)) if part),
                "schedule": item.schedule or "",
                "planned": texts.prose(item.planned_result),
                "actual": texts.prose(item.actual_result),
            }
            for item in case.plan
        ]
        or [_BLANK] * 5,
        "meetings": [
            {
                "kind": book.title("meetings", each.kind),
                "count": "" if each.count is None else str(each.count),
            }
            for each in case.meetings
        ],
        "about": request.about(),
    }


def _order(case: Case) -> str:
    if not case.order:
        return ""
    number = f"№ {case.order.number}" if case.order.number else ""
    day = f"от {case.order.date:%d.%m.%Y}" if case.order.date else ""
    return " ".join(part for part in (case.order.title or "приказ", number, day) if part)
