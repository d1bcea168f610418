"""The yearly report: a roadmap with what came of it."""

from typing import Any

from mentoring.cards import Roadmap
from mentoring.exports.official import texts
from mentoring.exports.official.request import Request
from mentoring.exports.official.templates import template
from mentoring.exports.word import filled, weight
from mentoring.pages.progress import by_status


def docx(request: Request) -> bytes:
    """Fill the template `roadmap.docx`."""
    roadmap = request.book.roadmaps_by_slug[request.slug]
    return filled(template("roadmap.docx", request), values(roadmap, request), roadmap.title)


def pdf(request: Request) -> bytes:
    """The same as PDF; its layout is ours."""
    from mentoring.exports.official.pdf import compiled

    roadmap = request.book.roadmaps_by_slug[request.slug]
    told = values(roadmap, request)
    columns = [*zip(*(row["cells"] for row in told["rows"] if row["cells"]), strict=True)]
    widths = [weight([head, *cells]) for head, cells in zip(told["heads"], columns, strict=False)]
    return compiled("roadmap.typ", {**told, "widths": widths or [1] * len(told["heads"])}, request.book.as_of)


def values(roadmap: Roadmap, request: Request) -> dict[str, Any]:
    """What a template may ask for; the manual lists it."""
    book = request.book
    heads = texts.heads(roadmap, book)
    columns = [column for column, _ in heads]
    rows = [
        row
        for section in roadmap.sections
        for row in (
            *([{"section": section.title, "cells": []}] if section.title else []),
            *(
                {
                    "section": "",
                    "cells": [
                        texts.cell(column, columns, section, item, book, request.figures)
                        for column in columns
                    ],
                }
                for item in section.items
            ),
        )
    ]
    return {
        "school": book.school.full_name,
        "title": roadmap.title,
        "years": texts.years(roadmap),
        "programmes": [
            book.programmes_by_slug[slug].title
            for slug in roadmap.programmes
            if slug in book.programmes_by_slug
        ],
        "intro": [texts.prose(text) for text in roadmap.intro],
        "done": texts.done(roadmap),
        "states": [{"title": title, "count": count} for title, count in by_status(book, roadmap.items)],
        "heads": [title for _, title in heads],
        "rows": rows,
        "risks": [
            {"number": risk.number or "", "risk": risk.risk or "", "answer": risk.answer or ""}
            for risk in roadmap.risks
        ],
        "about": request.about(),
    }
