"""The casebook: all cards of a school and the questions pages ask of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from posixpath import dirname, join, normpath
from typing import Any, TypeVar
from urllib.parse import unquote

from mentoring import russian
from mentoring.addresses import FOLDERS, GENERATED, Old, old, page_of
from mentoring.cards import (
    Card,
    Case,
    Documents,
    Mentor,
    OwnPage,
    Picture,
    Practice,
    Programme,
    Published,
    Roadmap,
    School,
)
from mentoring.cards.documents import Paper
from mentoring.cards.fields import Measurement, Step
from mentoring.cards.roadmap import Section
from mentoring.schedule import Calendar, Schedule, parse
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import Vocabulary

C = TypeVar("C", bound=Card)
Paged = Programme | Roadmap | Case | Practice | Mentor | OwnPage
"""What an author's file with a page of its own holds."""

_parse = lru_cache(maxsize=4096)(parse)  # the same wording stands in many cards and on several pages

_KINDS: Mapping[type[Paged | Picture], str] = {
    Programme: "programmes",
    Roadmap: "roadmaps",
    Case: "cases",
    Practice: "practices",
    Mentor: "mentors",
    Picture: "pictures",
    OwnPage: "own_pages",
}

UNNAMED = School(full_name="Школа", short_name="Школа")
"""Stands in until a school has a `school.yml` that can be read."""


@dataclass(frozen=True)
class Casebook:
    """All cards, the words they use and the days they are seen on."""

    vocabulary: Vocabulary
    as_of: date
    """The day pages and evidence speak of, so that a build can be repeated."""
    today: date
    """The real day: for consents and what is due."""
    school: School = UNNAMED
    documents: Documents = field(default_factory=Documents)
    programmes: tuple[Programme, ...] = ()
    roadmaps: tuple[Roadmap, ...] = ()
    cases: tuple[Case, ...] = ()
    practices: tuple[Practice, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    pictures: tuple[Picture, ...] = ()
    files: frozenset[str] = frozenset()
    """The names of what lies in `cases/files/`."""
    media: frozenset[str] = frozenset()
    """The names of what lies in `cases/media/`, declarations aside."""
    own_pages: tuple[OwnPage, ...] = ()
    """Hand-written pages of `docs/`."""
    docs_files: frozenset[str] = frozenset()
    """What of the files under `docs/` beside the pages may be published as it is, with `/`."""
    unfit: frozenset[str] = frozenset()
    """The author's files, beside cards and pages, that may not stand on a site: `cases/media/a.jpg`."""
    shown_as: Mapping[str, str] = field(default_factory=dict)
    """What each picture is called on the site: `media/uchitel.jpg` is `media/5f0c….jpg`."""
    slugs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The slugs of all files on disk by folder, those of broken cards too."""
    strictures: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What the private register still allows to be told of a mentor, by slug; of others it says nothing."""
    nameless: frozenset[str] = frozenset()
    """The mentors, by slug, who have a card and no page: a role stands in place of each."""
    published: Published = field(default_factory=Published)
    """The addresses of earlier releases."""
    narrowed_from: "Casebook | None" = field(default=None, repr=False, compare=False)
    """The casebook of all cards, where this one holds those of one file."""

    # All cards

    @property
    def cards(self) -> Iterator[Card]:
        yield from (
            *self.programmes,
            *self.roadmaps,
            *self.cases,
            *self.practices,
            *self.mentors,
            *self.pictures,
        )

    def without(self, broken: frozenset[str]) -> "Casebook":
        """Leave out the cards of these files."""
        return self._keeping(lambda card: card.file not in broken)

    def only(self, file: str) -> "Casebook":
        """The cards of one file, while links still find all others: for the rules of a card that is being edited."""
        return replace(
            self._keeping(lambda card: card.file == file),
            own_pages=tuple(page for page in self.own_pages if page.file == file),
            narrowed_from=self,
        )

    @property
    def whole(self) -> "Casebook":
        """All cards: those of every file, where this casebook holds the cards of one."""
        return self.narrowed_from or self

    def with_file(self, file: str, card: Paged | Picture | None) -> "Casebook":
        """Put what a file holds now in the place of what it held; None where it cannot be read."""
        kept = replace(
            self._keeping(lambda old: old.file != file),
            own_pages=tuple(page for page in self.own_pages if page.file != file),
        )
        if card is None:
            return kept
        kind = _KINDS[type(card)]
        changed: dict[str, Any] = {
            kind: tuple(sorted((*getattr(kept, kind), card), key=lambda each: each.file))
        }
        return replace(kept, **changed)

    def knows(self, folder: str, slug: str) -> bool:
        """Whether a link leads to a file, be its card broken or not."""
        return slug in self.slugs.get(folder, ())

    @cached_property
    def own_pages_by_path(self) -> Mapping[str, OwnPage]:
        return {page.path: page for page in self.own_pages}

    @cached_property
    def public(self) -> "Casebook":
        """Only what may stand on the site: published and archived cards."""
        public = self._keeping(lambda card: card.is_public)
        programmes = public.programmes_by_slug
        return replace(public, cases=tuple(case for case in public.cases if case.programme in programmes))

    def _keeping(self, fits: Callable[[Card], bool]) -> "Casebook":
        return replace(
            self,
            programmes=tuple(filter(fits, self.programmes)),
            roadmaps=tuple(filter(fits, self.roadmaps)),
            cases=tuple(filter(fits, self.cases)),
            practices=tuple(filter(fits, self.practices)),
            mentors=tuple(filter(fits, self.mentors)),
            pictures=tuple(filter(fits, self.pictures)),
            narrowed_from=None,
        )

    # Where a link of an author leads

    def target_of(self, file: str, address: str) -> str | None:
        """The page or file, under `docs/`, a relative address leads to: by the files on disk, else by the pages.

        Gives None where there is nothing. A card that is broken or a draft is something.
        """
        address = unquote(address)
        on_disk = normpath(join(dirname(file), address))
        on_site = normpath(join(dirname(page_of(file)), address))
        for page in (page_of(on_disk), on_site):
            if page in self.linkable:
                return page
        return None

    def has_page(self, page: str) -> bool:
        """Whether a page a link leads to is in this casebook: a draft is not in the public one."""
        folder, _, name = page.rpartition("/")
        by_slug: Mapping[str, Mapping[str, Card]] = {
            "programmes": self.programmes_by_slug,
            "roadmaps": self.roadmaps_by_slug,
            "cases": self.cases_by_slug,
            "practices": self.practices_by_slug,
            "mentors": self.mentors_by_slug,
        }
        if page in self.unfit_pages or (folder == "mentors" and name.removesuffix(".md") in self.nameless):
            return False
        if folder == "media" and page not in self.shown_pictures:
            return False
        return page in GENERATED or folder not in by_slug or name.removesuffix(".md") in by_slug[folder]

    @cached_property
    def shown_pictures(self) -> frozenset[str]:
        """The pictures cards of this casebook declare, where their names would put them: `media/zanyatie.jpg`."""
        names = {picture.picture for picture in self.pictures} | {self.school.logo}
        return frozenset(f"media/{name}" for name in names if name)

    @cached_property
    def unfit_pages(self) -> frozenset[str]:
        """Where the files that may not be published would stand."""
        return frozenset(map(page_of, self.unfit))

    @cached_property
    def linkable(self) -> frozenset[str]:
        """Every page and file a link may lead to, those of broken cards and drafts too."""
        cards = (
            f"{site}/{slug}.md"
            for folder, site in FOLDERS.items()
            for slug in self.slugs.get(folder.removeprefix("cases/"), ())
            if site != "media"
        )
        words = (
            f"{kind}/{term.id}.md" for kind in ("forms", "stages") for term in self.vocabulary.terms(kind)
        )
        years = (f"archive/{str(year).replace('/', '-')}.md" for year in self.whole.school_years)
        files = (*(f"files/{name}" for name in self.files), *(f"media/{name}" for name in self.media))
        own = (page.path for page in self.whole.own_pages)
        return frozenset(
            (*GENERATED, *cards, *words, *years, *files, *own, *self.docs_files, *self.unfit_pages)
        )

    # Old addresses

    @property
    def addressed(self) -> Iterator[Paged]:
        """Everything with a file that has a page of its own."""
        yield from self.programmes
        yield from self.roadmaps
        yield from self.cases
        yield from self.practices
        yield from self.mentors
        yield from self.own_pages

    def moved(self, card: Paged) -> list[Old | None]:
        """The old addresses of a card, as they stand there; None for one of another site."""
        page = page_of(card.file)
        return [old(written, page, self.school.site) for written in card.redirect_from]

    # One card by its link

    @cached_property
    def programmes_by_slug(self) -> Mapping[str, Programme]:
        return {card.slug: card for card in self.whole.programmes}

    @cached_property
    def cases_by_slug(self) -> Mapping[str, Case]:
        return {card.slug: card for card in self.whole.cases}

    @cached_property
    def practices_by_slug(self) -> Mapping[str, Practice]:
        return {card.slug: card for card in self.whole.practices}

    @cached_property
    def roadmaps_by_slug(self) -> Mapping[str, Roadmap]:
        return {card.slug: card for card in self.whole.roadmaps}

    @cached_property
    def mentors_by_slug(self) -> Mapping[str, Mentor]:
        return {card.slug: card for card in self.whole.mentors}

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """The documents of the register by their ids."""
        return {paper.id: paper for paper in self.documents.documents}

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """The files, where they stand on the site, whose pictures and scans somebody has looked at."""
        papers = (paper for paper in self.documents.documents if paper.seen and paper.file)
        return frozenset(f"files/{paper.file}" for paper in papers)

    # Cards that belong together

    @cached_property
    def cases_by_programme(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.whole.cases, lambda case: [case.programme])

    @cached_property
    def cases_by_practice(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.whole.cases, lambda case: list(case.practices))

    @cached_property
    def cases_by_form(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.whole.cases, lambda case: [case.form])

    @cached_property
    def cases_by_mentor(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(
            self.whole.cases, lambda case: list(dict.fromkeys(m.mentor for m in case.mentors if m.mentor))
        )

    @cached_property
    def cases_by_year(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.whole.cases, lambda case: [str(year) for year in [self.year_of(case)] if year])

    @cached_property
    def continued(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases that go on with another, by the slug of that other."""
        return _grouped(self.whole.cases, lambda case: [case.continues] if case.continues else [])

    @cached_property
    def roadmaps_by_programme(self) -> Mapping[str, tuple[Roadmap, ...]]:
        return _grouped(self.whole.roadmaps, lambda roadmap: list(roadmap.programmes))

    @cached_property
    def school_years(self) -> list[SchoolYear]:
        """All school years of programmes and roadmaps, the latest first."""
        years = {programme.school_year for programme in self.programmes if programme.school_year}
        years |= {roadmap.school_year for roadmap in self.roadmaps}
        return sorted(years, reverse=True)

    @property
    def current_year(self) -> SchoolYear:
        return SchoolYear.of(self.as_of)

    def year_of(self, case: Case) -> SchoolYear | None:
        """The school year of a case: its own, else the first of its programme."""
        programme = self.programmes_by_slug.get(case.programme)
        return case.school_year or (programme.school_year if programme else None)

    def programmes_of(self, year: SchoolYear) -> list[Programme]:
        return [programme for programme in self.programmes if programme.school_year == year]

    # Words

    def title(self, words: str, value: str | None) -> str:
        return self.vocabulary.title(words, value)

    def may_stand_together(self, case: Case, practice: Practice) -> bool:
        """Whether a case and a practice may name each other.

        Where a practice serves a sensitive role pattern, its link would say of a case what the case does not.
        """
        if not any(self.is_sensitive("role_patterns", pattern) for pattern in practice.role_patterns):
            return True
        own = case.role_pattern
        return own in practice.role_patterns and not self.is_sensitive("role_patterns", own)

    def practices_told_of(self, case: Case) -> list[Practice]:
        """The practices a case used, without those that would give away what it does not say."""
        used = [self.practices_by_slug[slug] for slug in case.practices if slug in self.practices_by_slug]
        return [practice for practice in used if self.may_stand_together(case, practice)]

    def cases_told_of(self, practice: Practice) -> list[Case]:
        """The cases of a practice, without those it would say too much of."""
        return [
            case
            for case in self.cases_by_practice.get(practice.slug, ())
            if self.may_stand_together(case, practice)
        ]

    def role_pattern_of(self, case: Case) -> str:
        """The role pattern as the page of a case may print it: nothing that says of a child what it must not."""
        term = self.vocabulary.get("role_patterns", case.role_pattern)
        return "" if term is None or term.sensitive or term.labels_child else term.title

    def is_sensitive(self, words: str, value: str | None) -> bool:
        """Whether a word may not stand beside a pair; one nobody has looked at counts as sensitive."""
        if not value:
            return False
        term = self.vocabulary.get(words, value)
        return term.sensitive if term else words == "role_patterns"

    # Schedules

    def schedule(
        self, text: str | None, year: SchoolYear | None, until: SchoolYear | None = None
    ) -> Schedule | None:
        """The wording of a schedule as a typed one."""
        return _parse(text, year, until) if text else None

    def item_schedule(self, roadmap: Roadmap, section: Section, item: Step) -> Schedule | None:
        """The schedule of an item: its own wording, or that of its section."""
        return self.schedule(item.schedule or section.schedule, roadmap.school_year, roadmap.until)

    def calendar(
        self, year: SchoolYear, until: SchoolYear | None = None, programme: Programme | None = None
    ) -> Calendar:
        """The days a schedule of that year is measured against."""
        facts = self.school.years.get(str(year))
        terms = tuple((term.start, term.end) for term in facts.terms) if facts else ()
        period = programme.period if programme else None
        return Calendar(year, until, terms, (period.start, period.end) if period else (None, None))

    # Measurements

    def measurements(self, practice: Practice) -> Iterator[tuple[Case | None, Measurement]]:
        """All measurements that count for a practice: its own and those of its cases."""
        for measurement in practice.indicators:
            if measurement.counts:
                yield None, measurement
        for case in self.cases_by_practice.get(practice.slug, ()):
            for measurement in case.indicators:
                if measurement.counts:
                    yield case, measurement


def _grouped(cards: tuple[C, ...], keys: Callable[[C], list[str]]) -> Mapping[str, tuple[C, ...]]:
    groups: dict[str, list[C]] = {}
    for card in cards:
        for key in keys(card):
            groups.setdefault(key, []).append(card)
    return {key: tuple(group) for key, group in groups.items()}


def by_title(card: Programme | Roadmap | Case | Practice | Mentor) -> tuple[tuple[int, ...], str]:
    """The order of a Russian alphabetical list."""
    return russian.sort_key(card.title)
