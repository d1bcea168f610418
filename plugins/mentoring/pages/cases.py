"""Cases: the list of all and the page of each."""

from collections.abc import Iterator

from markupsafe import Markup

from mentoring import russian
from mentoring.cards import Case
from mentoring.cards.fields import Step
from mentoring.cards.pair import Participant
from mentoring.casebook import Casebook
from mentoring.pages import catalogues
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import case_card, measurement_rows, participant, plain
from mentoring.privacy.consents import named
from mentoring.privacy.small_numbers import are_minors


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    if not book.cases:
        return
    yield from catalogues.pages(
        catalogues.cases(edition),
        edition,
        "cases.md.jinja",
        "Что делали наставнические пары и группы и что у них вышло.",
    )
    for case in book.cases:
        yield of_case(case, edition)


def of_case(case: Case, edition: Edition) -> Page:
    book = edition.book
    path = edition.path_of(case)
    here = Here(edition, path)
    return edition.page(
        path,
        case.title,
        "case.md.jinja",
        source=case,
        description=plain(case.request or case.body or case.title),
        case=case,
        programme=book.programmes_by_slug.get(case.programme),
        role_pattern=book.role_pattern_of(case),
        goal="" if book.is_sensitive("goals", case.goal) else book.title("goals", case.goal),
        mentors=_people(case.mentors, case, here),
        mentees=_people(case.mentees, case, here),
        year_beside=_year_beside_title(case, book),
        formal=[(label, value) for label, value in _formal(case, book) if value],
        plan_columns=_plan_columns(case.plan),
        measurements=measurement_rows(case.indicators, book, minors=are_minors(case)),
        hide=("navigation",),
        practices=book.practices_told_of(case),
        before=book.cases_by_slug.get(case.continues or ""),
        after=book.continued.get(case.slug, ()),
        alike=[
            case_card(found.card, edition, here, found.reasons)
            for found in edition.related_cases.get(case.slug, ())
        ],
    )


def _people(people: tuple[Participant, ...], case: Case, here: Here) -> Markup:
    """The sides of a pair: a mentor with a valid consent by name, everybody else by role."""
    told = []
    for person in people:
        words = participant(person, here.edition.book, alone=case.kind == "pair")
        mentor = named(person.mentor, here.edition.book)
        if mentor:
            words = Markup('<a href="{}">{}</a>, {}').format(here.card(mentor), mentor.title, words)
        told.append(Markup("{}").format(words))
    return Markup("; ").join(told)


def _plan_columns(plan: tuple[Step, ...]) -> list[str]:
    """The columns that at least one row fills, in the order people expect."""
    columns = ("schedule", "responsible", "planned_result", "actual_result", "status")
    return [column for column in columns if any(getattr(step, column) for step in plan)]


def _year_beside_title(case: Case, book: Casebook) -> str:
    """The school year of a case, unless the title of its programme says it already."""
    year, programme = book.year_of(case), book.programmes_by_slug.get(case.programme)
    return "" if year is None or (programme and str(year) in programme.title) else str(year)


def _formal(case: Case, book: Casebook) -> Iterator[tuple[str, str]]:
    """What an inspector looks for and a reader does not."""
    yield "Направление", book.title("directions", case.direction)
    yield "Вид", book.title("kinds", case.kind_of_mentoring)
    yield "Срок", book.title("terms", case.term)
    yield "Режим", book.title("modes", case.mode)
    yield "Номер в приказе", case.number or ""
    if case.order:
        number = russian.numbered(case.order.number) if case.order.number else ""
        day = f"от {russian.day(case.order.date)}" if case.order.date else ""
        yield "Закреплена приказом", f"{number} {day}".strip()
