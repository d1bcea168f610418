"""Roadmaps: the list, and the page of each with its timeline, table and risks; it is the yearly report too."""

from collections.abc import Iterator

from markupsafe import Markup

from mentoring import russian
from mentoring.cards import Roadmap
from mentoring.cards.fields import Step, Tally
from mentoring.cards.roadmap import Section
from mentoring.casebook import Casebook
from mentoring.pages import calendar, months, timeline
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.placing import Placed, placed, states
from mentoring.pages.progress import by_status
from mentoring.privacy.counts import tally_cell
from mentoring.privacy.small_numbers import one

_OWN_RESULT = ("status", "actual_result")


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    if not book.roadmaps:
        return
    ordered = sorted(
        book.roadmaps, key=lambda roadmap: (-roadmap.school_year.first, russian.sort_key(roadmap.title))
    )
    yield edition.page(
        "roadmaps/index.md",
        "Дорожные карты",
        "roadmaps.md.jinja",
        description="Дорожные карты наставничества: что, когда и кем делается.",
        roadmaps=[(roadmap, len(roadmap.items), by_status(book, roadmap.items)) for roadmap in ordered],
        has_calendar=calendar.is_told(book),
    )
    for roadmap in book.roadmaps:
        yield of_roadmap(roadmap, edition)


def of_roadmap(roadmap: Roadmap, edition: Edition) -> Page:
    book = edition.book
    path = edition.path_of(roadmap)
    here = Here(edition, path)
    columns = columns_of(roadmap)
    items = placed(roadmap, book, late=edition.preview)
    plan, now = months.plan(items), book.as_of.replace(day=1)
    years = f"{roadmap.school_year}" + (f" – {roadmap.until}" if roadmap.until else "")
    return edition.page(
        path,
        roadmap.title,
        "roadmap.md.jinja",
        hide=("navigation",),
        source=roadmap,
        description=f"План и итоги: {len(roadmap.items)} мероприятий, {years} учебный год.",
        roadmap=roadmap,
        years=years,
        programmes=[
            book.programmes_by_slug[slug] for slug in roadmap.programmes if slug in book.programmes_by_slug
        ],
        states=states(items),
        done=_done(roadmap),
        ahead=calendar.ahead_of(roadmap, edition),
        plan=plan,
        past=[month for month in plan.months if month.first < now],
        coming=[month for month in plan.months if month.first >= now],
        columns=[(column, book.title("columns", column)) for column in columns],
        sections=[
            (section, [_row(section, item, columns, here) for item in section.items], is_open)
            for section, is_open in _opened(roadmap, items)
        ],
        timeline=timeline.of(roadmap, items, book),
        total=len(roadmap.items),
        downloads=[one for one in edition.downloads if one.of == path],
    )


def _done(roadmap: Roadmap) -> str:
    """«Выполнено 19 из 35 мероприятий, ещё 6 выполняются регулярно»."""
    done = sum(item.status == "done" for item in roadmap.items)
    regular = sum(item.status == "regular" for item in roadmap.items)
    of_all = f"выполнено {done} из {russian.count(len(roadmap.items), 'мероприятия', 'мероприятий', 'мероприятий')}"
    verb = russian.plural(regular, "выполняется", "выполняются", "выполняются")
    return f"{of_all}, ещё {regular} {verb} регулярно" if regular else of_all


_MANY = 60
"""Of a longer roadmap only the sections at work are unfolded."""


def _opened(roadmap: Roadmap, items: list[Placed]) -> Iterator[tuple[Section, bool]]:
    """The sections with items, and whether each is unfolded at first."""
    going = {id(item.section) for item in items if item.state.mark == "going"}
    for number, section in enumerate(each for each in roadmap.sections if each.items):
        yield section, len(items) <= _MANY or id(section) in going or (not going and not number)


def columns_of(roadmap: Roadmap) -> list[str]:
    """The columns of the school's own document; plan and fact stand side by side wherever there is a fact."""
    columns = list(roadmap.columns)
    for column in _OWN_RESULT:
        if column not in columns and any(getattr(item, column) for item in roadmap.items):
            columns.append(column)
    return columns


def _row(section: Section, item: Step, columns: list[str], here: Here) -> list[Markup]:
    return [_cell(column, columns, section, item, here) for column in columns]


def _cell(column: str, columns: list[str], section: Section, item: Step, here: Here) -> Markup:
    book = here.edition.book
    escape = Markup("{}").format
    match column:
        case "title":
            return escape(item.title) + (Markup("") if "content" in columns else _list(item.content, here))
        case "content":
            return _list(item.content, here)
        case "schedule":
            return escape(item.schedule or section.schedule or "")
        case "responsible" | "co_responsible" | "direction":
            return escape(russian.listed(getattr(item, column)))
        case "status":
            return escape(book.title("statuses", item.status or "no-report"))
        case "done_on":
            return escape(russian.day(item.done_on) if item.done_on else "")
        case "actual_result":
            return here.prose(item.actual_result) + _counts(item.counts, book)
        case "planned_result" | "criteria":
            return here.prose(getattr(item, column))
        case _:
            return escape(getattr(item, column) or "")


def _list(items: tuple[str, ...], here: Here) -> Markup:
    if not items:
        return Markup("")
    return (
        Markup("<ul>")
        + Markup("").join(Markup("<li>{}</li>").format(here.phrase(item)) for item in items)
        + Markup("</ul>")
    )


def _counts(counts: tuple[Tally, ...], book: Casebook) -> Markup:
    """Counts by goal, direction and so on; a blank is told as a blank."""
    if not counts:
        return Markup("")
    rows = Markup("").join(
        Markup("<li>{}: {}</li>").format(counted(tally, book), one(tally_cell(tally, book)))
        for tally in counts
    )
    return Markup('<ul class="m-counts">{}</ul>').format(rows)


def counted(tally: Tally, book: Casebook) -> str:
    lists = {
        "goal": "goals",
        "direction": "directions",
        "form": "forms",
        "meeting": "meetings",
        "role": "participant_roles",
    }
    term = book.vocabulary.find(lists.get(tally.by, ""), tally.of)
    return term.title if term else tally.of
