"""`catalogue.json`: everything public as data, with a version and a published JSON Schema."""

import json
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mentoring.addresses import address
from mentoring.cards import Case, Practice, Programme, Roadmap
from mentoring.cards.documents import Paper
from mentoring.cards.fields import Measurement
from mentoring.casebook import Casebook
from mentoring.pages import Edition
from mentoring.pages.progress import by_status
from mentoring.pages.told import is_about_minors
from mentoring.privacy.consents import named
from mentoring.privacy.counts import cell_of
from mentoring.privacy.small_numbers import MINORS, are_minors, are_too_few, shown

VERSION: Literal[1] = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MeasurementData(_Data):
    """A measurement; figures of fewer than five minors and percentages of fewer than ten people are left out."""

    indicator: str
    before: float | None = None
    after: float | None = None
    change: str | None = None
    n: int | None = Field(None, description="Left out where fewer than five are minors.")
    method: str | None = None
    before_on: date | None = None
    after_on: date | None = None


class CaseData(_Data):
    """A case of a pair or group; children are roles."""

    slug: str
    url: str
    title: str
    kind: str
    programme: str
    school_year: str | None = None
    form: str
    role_pattern: str | None = None
    subject: str | None = None
    direction: str | None = None
    goal: str | None = None
    term: str | None = None
    mode: str | None = None
    bands: list[str] = []
    practices: list[str] = []
    meetings: dict[str, int | None] = {}
    indicators: list[MeasurementData] = []


class ParticipantsData(_Data):
    """A line of participants; `count` is null where it is not said or held back."""

    role: str
    who: str
    form: str | None = None
    band: str | None = None
    count: int | None = None
    held_back: bool = False


class ProgrammeData(_Data):
    """A programme."""

    slug: str
    url: str
    title: str
    kind: str
    state: str | None = None
    forms: list[str]
    role_patterns: list[str]
    school_year: str | None = None
    direction: str | None = None
    cases: list[str]
    participants: list[ParticipantsData]
    indicators: list[MeasurementData]


class RoadmapData(_Data):
    """A roadmap with its counts by status."""

    slug: str
    url: str
    title: str
    school_year: str
    until: str | None = None
    programmes: list[str]
    items: int
    by_status: dict[str, int]


class OutcomeData(_Data):
    """The evidence for one indicator."""

    indicator: str
    level: int
    verdict: str
    difference: float | None = None
    unit: str
    n: int | None = Field(None, description="Left out where it would give a small number of minors away.")
    threats: list[str]


class PracticeData(_Data):
    """A practice with its computed evidence."""

    slug: str
    url: str
    title: str
    forms: list[str]
    role_patterns: list[str]
    term: str | None = None
    level: int = Field(description="0 to 4.")
    level_title: str
    verdict: str | None = None
    resources_band: int | None = Field(None, description="1 to 5.")
    outcomes: list[OutcomeData]
    cases: list[str]
    replications: int
    licence: str | None = None


class MentorData(_Data):
    """An adult mentor whose consent holds."""

    slug: str
    url: str
    name: str


class DocumentData(_Data):
    """A document of the register."""

    id: str
    kind: str
    level: str
    number: str | None = None
    issued_on: date | None = None
    title: str
    status: str | None = None


class SchoolData(_Data):
    """The school."""

    full_name: str
    short_name: str
    kind: str
    place: str | None = None
    site: str | None = None
    demonstration: bool


class Catalogue(_Data):
    """Everything a school publishes about mentoring."""

    schema_version: Literal[1] = VERSION
    as_of: date
    school: SchoolData
    programmes: list[ProgrammeData]
    roadmaps: list[RoadmapData]
    cases: list[CaseData]
    practices: list[PracticeData]
    mentors: list[MentorData]
    documents: list[DocumentData]


def catalogue(edition: Edition) -> bytes:
    """The whole catalogue; words of vocabularies are told by their Russian titles."""
    made = of(edition).model_dump(mode="json", exclude_none=True)
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=False).encode() + b"\n"


def schema(edition: Edition) -> bytes:
    """The JSON Schema of `catalogue.json`."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Catalogue.model_json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def of(edition: Edition) -> Catalogue:
    book = edition.book
    school = book.school
    return Catalogue(
        as_of=book.as_of,
        school=SchoolData(
            full_name=school.full_name,
            short_name=school.short_name,
            kind=book.title("school_kinds", school.kind),
            place=school.place,
            site=school.site,
            demonstration=school.demonstration,
        ),
        programmes=[_programme(programme, edition) for programme in book.programmes],
        roadmaps=[_roadmap(roadmap, edition) for roadmap in book.roadmaps],
        cases=[_case(case, edition) for case in book.cases],
        practices=[_practice(practice, edition) for practice in book.practices],
        mentors=[
            MentorData(slug=mentor.slug, url=_url(edition.path_of(mentor), edition), name=mentor.title)
            for mentor in book.mentors
            if named(mentor.slug, book)
        ],
        documents=[_document(paper, book) for paper in book.documents.documents],
    )


def _programme(programme: Programme, edition: Edition) -> ProgrammeData:
    book = edition.book
    cells = [cell_of(row, book) for row in programme.participants]
    numbers = shown(cells).numbers
    return ProgrammeData(
        slug=programme.slug,
        url=_url(edition.path_of(programme), edition),
        title=programme.title,
        kind=book.title("programme_kinds", programme.kind),
        state=book.title("states", programme.state) or None,
        forms=[book.title("forms", form) for form in programme.forms],
        role_patterns=[book.title("role_patterns", pattern) for pattern in programme.role_patterns],
        school_year=str(programme.school_year) if programme.school_year else None,
        direction=book.title("programme_directions", programme.direction) or None,
        cases=[case.slug for case in book.cases_by_programme.get(programme.slug, ())],
        participants=[
            ParticipantsData(
                role=book.title("participant_roles", row.role),
                who=row.who,
                form=book.title("forms", row.form) or None,
                band=book.title("bands", row.band) or None,
                count=number,
                held_back=row.count is not None and number is None,
            )
            for row, number in zip(programme.participants, numbers, strict=True)
        ],
        indicators=[
            _measurement(m, book, minors=is_about_minors(m, book, programme)) for m in programme.indicators
        ],
    )


def _roadmap(roadmap: Roadmap, edition: Edition) -> RoadmapData:
    return RoadmapData(
        slug=roadmap.slug,
        url=_url(edition.path_of(roadmap), edition),
        title=roadmap.title,
        school_year=str(roadmap.school_year),
        until=str(roadmap.until) if roadmap.until else None,
        programmes=[slug for slug in roadmap.programmes if slug in edition.book.programmes_by_slug],
        items=len(roadmap.items),
        by_status=dict(by_status(edition.book, roadmap.items)),
    )


def _case(case: Case, edition: Edition) -> CaseData:
    book = edition.book
    year = book.year_of(case)
    minors = are_minors(case)
    return CaseData(
        slug=case.slug,
        url=_url(edition.path_of(case), edition),
        title=case.title,
        kind=book.title("pair_kinds", case.kind),
        programme=case.programme,
        school_year=str(year) if year else None,
        form=book.title("forms", case.form),
        role_pattern=book.role_pattern_of(case) or None,
        subject=case.subject,
        direction=book.title("directions", case.direction) or None,
        goal=None if book.is_sensitive("goals", case.goal) else book.title("goals", case.goal) or None,
        term=book.title("terms", case.term) or None,
        mode=book.title("modes", case.mode) or None,
        bands=list(dict.fromkeys(book.title("bands", person.band) for person in case.mentees if person.band)),
        practices=[practice.slug for practice in book.practices_told_of(case)],
        meetings={book.title("meetings", meeting.kind): meeting.count for meeting in case.meetings},
        indicators=[_measurement(m, book, minors=minors) for m in case.indicators],
    )


def _practice(practice: Practice, edition: Edition) -> PracticeData:
    book = edition.book
    found = edition.evidence[practice.slug]
    return PracticeData(
        slug=practice.slug,
        url=_url(edition.path_of(practice), edition),
        title=practice.title,
        forms=[book.title("forms", form) for form in practice.forms],
        role_patterns=[book.title("role_patterns", pattern) for pattern in practice.role_patterns],
        term=book.title("terms", practice.term) or None,
        level=found.number,
        level_title=found.level.title,
        verdict=found.verdict.title if found.verdict else None,
        resources_band=found.resources.band,
        outcomes=[
            OutcomeData(
                indicator=outcome.title,
                level=int(outcome.level.id),
                verdict=outcome.verdict.title,
                difference=None if outcome.difference is None else round(outcome.difference, 2),
                unit=outcome.unit,
                n=outcome.n if outcome.n_least == outcome.n_most else None,
                threats=[threat.title for threat in outcome.threats],
            )
            for outcome in found.outcomes
        ],
        cases=[case.slug for case in book.cases_told_of(practice)],
        replications=len(practice.replications),
        licence=practice.licence,
    )


def _measurement(measurement: Measurement, book: Casebook, *, minors: bool) -> MeasurementData:
    term = book.vocabulary.get("indicators", measurement.indicator)
    few = are_too_few(measurement.n, term.unit if term else "", minors=minors)
    is_small = minors and (measurement.n or 0) < MINORS
    return MeasurementData(
        indicator=book.title("indicators", measurement.indicator),
        before=None if few else measurement.before,
        after=None if few else measurement.after,
        change=book.title("changes", measurement.change) or None,
        n=None if is_small else measurement.n,
        method=book.title("methods", measurement.method) or None,
        before_on=measurement.before_on,
        after_on=measurement.after_on,
    )


def _document(paper: Paper, book: Casebook) -> DocumentData:
    return DocumentData(
        id=paper.id,
        kind=book.title("document_kinds", paper.kind),
        level=book.title("levels", paper.level),
        number=paper.number,
        issued_on=paper.date,
        title=paper.title,
        status=book.title("document_statuses", paper.status) or None,
    )


def _url(path: str, edition: Edition) -> str:
    """Relative to the root of the site."""
    return address(path, edition.directory_urls)
