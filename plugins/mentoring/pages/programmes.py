"""Programmes: the list by school year and form, and the page of each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mentoring.cards import Case, Programme, Roadmap
from mentoring.casebook import Casebook, by_title
from mentoring.pages import calendar, catalogues, dates
from mentoring.pages.edition import Edition
from mentoring.pages.page import Page
from mentoring.pages.progress import by_status
from mentoring.pages.told import is_about_minors, measurement_row, mentees_line, plain
from mentoring.privacy.counts import cell_of, tally_cell
from mentoring.privacy.small_numbers import Cell, one, shown


@dataclass(frozen=True)
class ParticipantRow:
    """One line of the table of participants, small numbers already held back."""

    role: str
    who: str
    form: str
    pattern: str
    age: str
    count: str


@dataclass(frozen=True)
class PairRow:
    """A case as a row of its programme's table."""

    case: Case
    mentees: str
    schedules: tuple[tuple[str, str], ...]
    """The title and the wording of each phase of its plan."""


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    if not book.programmes:
        return
    yield from catalogues.pages(
        catalogues.programmes(edition),
        edition,
        "programmes.md.jinja",
        "Программы наставничества школы по учебным годам и формам.",
    )
    for programme in book.programmes:
        yield of_programme(programme, edition)


def of_programme(programme: Programme, edition: Edition) -> Page:
    book = edition.book
    path = edition.path_of(programme)
    cases = sorted(book.cases_by_programme.get(programme.slug, ()), key=by_title)
    roadmaps = book.roadmaps_by_programme.get(programme.slug, ())
    return edition.page(
        path,
        programme.title,
        "programme.md.jinja",
        source=programme,
        description=plain(programme.gist or programme.goal or programme.title),
        programme=programme,
        participants=_participants(programme, book),
        held_back=any(cell_of(row, book).is_small for row in programme.participants),
        meetings=_meetings(programme, cases, book),
        goals=_goals(programme, roadmaps, book),
        hide=("navigation",),
        measurements=[
            measurement_row(m, book, minors=is_about_minors(m, book, programme)) for m in programme.indicators
        ],
        pairs=[_pair_row(case, book) for case in cases],
        roadmaps=[(roadmap, len(roadmap.items), by_status(book, roadmap.items)) for roadmap in roadmaps],
        ahead=calendar.ahead(edition, programme),
        calendar=dates.path_of(programme) if dates.events(programme, edition) else "",
        criteria=_criteria(programme),
        papers=[book.papers[slug] for slug in programme.documents if slug in book.papers],
        before=book.programmes_by_slug.get(programme.continues or ""),
        after=[other for other in book.programmes if other.continues == programme.slug],
        personal=[case for case in cases if case.plan],
    )


def _participants(programme: Programme, book: Casebook) -> list[tuple[str, list[ParticipantRow], str]]:
    """The table of each side with its total: small numbers and what gives them away are held back."""
    tables = []
    for role in book.vocabulary.terms("participant_roles"):
        rows = [row for row in programme.participants if row.role == role.id]
        if not rows:
            continue
        told = shown([cell_of(row, book) for row in rows])
        tables.append(
            (
                role.title,
                [
                    ParticipantRow(
                        role.title,
                        row.who,
                        book.title("forms", row.form),
                        book.title("role_patterns", row.role_pattern),
                        book.title("bands", row.band) or row.ages or "",
                        count,
                    )
                    for row, count in zip(rows, told.cells, strict=True)
                ],
                told.total if len(rows) > 1 else "",
            )
        )
    return tables


def _meetings(programme: Programme, cases: list[Case], book: Casebook) -> list[tuple[str, str, str]]:
    """Meetings by kind: what the programme says, and what its cases add up to; blanks are shown."""
    said: dict[str, str] = {}
    for meeting in programme.meetings:
        if meeting.kind:
            said[meeting.kind] = "не сказано" if meeting.count is None else str(meeting.count)
    summed: Counter[str] = Counter()
    blank: set[str] = set()
    for case in cases:
        for pair_meeting in case.meetings:
            if pair_meeting.count is None:
                blank.add(pair_meeting.kind)
            else:
                summed[pair_meeting.kind] += pair_meeting.count
    kinds = [term.id for term in book.vocabulary.terms("meetings")]
    kinds += [kind for kind in (*said, *summed, *blank) if kind not in kinds]
    rows = []
    for kind in dict.fromkeys(kinds):
        if kind in said or kind in summed or kind in blank:
            total = str(summed[kind]) if kind in summed else "не сказано" if kind in blank else "—"
            if kind in summed and kind in blank:
                total += ", не у всех сказано"
            rows.append((book.title("meetings", kind), said.get(kind, "—"), total))
    return rows


def _goals(programme: Programme, roadmaps: tuple[Roadmap, ...], book: Casebook) -> list[tuple[str, str]]:
    """Counts by goal, as the programme or the items of its roadmaps say; a blank is not a zero."""
    rows: dict[str, Cell] = {}
    for meeting in programme.meetings:
        if meeting.goal:
            rows[meeting.goal] = Cell(meeting.count)
    for roadmap in roadmaps:
        for item in roadmap.items:
            for tally in item.counts:
                if tally.by == "goal":
                    term = book.vocabulary.find("goals", tally.of)
                    rows.setdefault(term.id if term else tally.of, tally_cell(tally, book))
    return [(book.title("goals", goal), one(cell)) for goal, cell in rows.items()]


def _criteria(programme: Programme) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for criterion in programme.criteria:
        score = (
            "не оценивали"
            if criterion.score is None
            else f"{criterion.score}" + (f" из {criterion.of}" if criterion.of else "")
        )
        groups.setdefault(criterion.group or "", []).append((criterion.title, score))
    return list(groups.items())


def _pair_row(case: Case, book: Casebook) -> PairRow:
    schedules = tuple((step.title, step.schedule or "срок не указан") for step in case.plan)
    return PairRow(case, mentees_line(case, book), schedules)
