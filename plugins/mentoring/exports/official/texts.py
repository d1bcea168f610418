"""Cards in the plain words of an office document."""

import re

from mentoring import russian
from mentoring.cards import Roadmap
from mentoring.cards.fields import Step, Tally
from mentoring.cards.roadmap import Section
from mentoring.casebook import Casebook
from mentoring.exports.official.request import Figures
from mentoring.pages.roadmaps import columns_of, counted
from mentoring.privacy.counts import tally_cell

_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_PAIRED = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}\s+")


def prose(text: str | None) -> str:
    """An author's Markdown without its marks, line by line; a lone sign is the author's own."""
    lines = (_plain(line) for line in (text or "").splitlines())
    return "\n".join(line for line in lines if line)


def _plain(line: str) -> str:
    told = _HEADING.sub("", _LINK.sub(r"\1", line.strip()))
    return " ".join(_PAIRED.sub(r"\2", _PAIRED.sub(r"\2", told)).split())


def lines(texts: tuple[str, ...]) -> str:
    """Texts one under another; numbered, where there are several."""
    if len(texts) < 2:
        return prose(texts[0]) if texts else ""
    return "\n".join(f"{number}. {prose(text)}" for number, text in enumerate(texts, 1))


def heads(roadmap: Roadmap, book: Casebook) -> list[tuple[str, str]]:
    """The columns of the school's own document, with those of the results: field and title."""
    return [(column, book.title("columns", column)) for column in columns_of(roadmap)]


def cell(
    column: str, columns: list[str], section: Section, item: Step, book: Casebook, figures: Figures
) -> str:
    """One cell of a roadmap."""
    match column:
        case "title":
            content = "" if "content" in columns else lines(item.content)
            return "\n".join(part for part in (item.title, content) if part)
        case "content":
            return lines(item.content)
        case "schedule":
            return item.schedule or section.schedule or ""
        case "responsible" | "co_responsible" | "direction":
            return ", ".join(getattr(item, column))
        case "status":
            return book.title("statuses", item.status or "no-report")
        case "done_on":
            return f"{item.done_on:%d.%m.%Y}" if item.done_on else ""
        case "actual_result":
            told = [_tally(tally, book, figures) for tally in item.counts]
            return "\n".join(part for part in (prose(item.actual_result), *told) if part)
        case "planned_result" | "criteria":
            return prose(getattr(item, column))
        case _:
            return str(getattr(item, column) or "")


def _tally(tally: Tally, book: Casebook, figures: Figures) -> str:
    return f"{counted(tally, book)}: {figures.one(tally_cell(tally, book))}"


def years(roadmap: Roadmap) -> str:
    until = f" – {roadmap.until}" if roadmap.until else ""
    return f"{roadmap.school_year}{until}"


def done(roadmap: Roadmap) -> str:
    """«Выполнено 19 из 35 мероприятий»."""
    done = sum(item.status == "done" for item in roadmap.items)
    whole = russian.count(len(roadmap.items), "мероприятия", "мероприятий", "мероприятий")
    return f"Выполнено {done} из {whole}."
