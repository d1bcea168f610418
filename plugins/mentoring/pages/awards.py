"""Awards, expert opinions, publications and training: what others saw, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentoring import russian
from mentoring.cards import Case, Practice, Programme
from mentoring.cards.fields import Award
from mentoring.casebook import Casebook
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry, newest_first


@dataclass(frozen=True)
class Event:
    """Something that happened to a programme, a case or a practice."""

    day: date | None
    kind: str
    title: str
    line: str
    href: str
    """An address outside the site; empty for none."""
    card: Entry


@dataclass(frozen=True)
class Lesson:
    """How mentors of a programme were prepared; the numbers of people stand on the programme's page."""

    title: str
    line: str
    schedule: str
    card: Entry


def pages(edition: Edition) -> Iterator[Page]:
    here = Here(edition, "awards.md")
    events = list(_events(edition.book, here))
    lessons = list(_lessons(edition.book, here))
    if not events and not lessons:
        return
    dated = sorted((event for event in events if event.day), key=_latest_first)
    undated = sorted(
        (event for event in events if not event.day), key=lambda event: russian.sort_key(event.title)
    )
    yield edition.page(
        here.path,
        "Награды и события",
        "awards.md.jinja",
        description="Награды, публикации, экспертизы и обучение наставников.",
        dated=dated,
        undated=undated,
        lessons=lessons,
    )


def _latest_first(event: Event) -> tuple[int, tuple[tuple[int, ...], str]]:
    return -(event.day or date.min).toordinal(), russian.sort_key(event.title)


def _events(book: Casebook, here: Here) -> Iterator[Event]:
    cards: tuple[Programme | Case | Practice, ...] = (*book.programmes, *book.cases, *book.practices)
    for card in cards:
        entry = Entry(here.card(card), card.title)
        for award in card.awards:
            yield Event(award.date, "награда", award.title, _award_line(award, book), "", entry)
        if isinstance(card, Practice):
            for expertise in card.expertise:
                title = f"{_capital(expertise.by)}, {expertise.organisation}"
                yield Event(expertise.date, "экспертиза", title, "", "", entry)
            for publication in card.publications:
                yield Event(
                    publication.date, "публикация", publication.title, "", publication.link or "", entry
                )


def _award_line(award: Award, book: Casebook) -> str:
    level = book.title("levels", award.level)
    words = (
        f"номинация «{award.nomination}»" if award.nomination else "",
        award.to or "",
        f"{level} уровень" if level else "",
        award.document or "",
    )
    return "; ".join(word for word in words if word)


def _lessons(book: Casebook, here: Here) -> Iterator[Lesson]:
    for programme in sorted(book.programmes, key=newest_first):
        year = str(programme.school_year or "")
        entry = Entry(here.card(programme), programme.title)
        for training in programme.training:
            hours = russian.count(training.hours, "час", "часа", "часов") if training.hours else ""
            line = "; ".join(word for word in (training.who, hours, training.by) if word)
            yield Lesson(training.title, line, training.schedule or year, entry)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
