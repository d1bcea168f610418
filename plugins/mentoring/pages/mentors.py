"""Adult mentors who agreed to be named: the list and the page of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards import Mentor
from mentoring.casebook import Casebook, by_title
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import case_cards, current
from mentoring.privacy.consents import holds, named


@dataclass(frozen=True)
class MentorCard:
    """A mentor in the list."""

    href: str
    title: str
    post: str
    line: str


def pages(edition: Edition) -> Iterator[Page]:
    mentors = known(edition.book)
    if not mentors:
        return
    here = Here(edition, "mentors/index.md")
    yield edition.page(
        here.path,
        "Наставники",
        "mentors.md.jinja",
        description="Наставники школы: кто они и с чем помогут.",
        mentors=[_card(mentor, edition.book, here) for mentor in current(mentors)],
    )
    for mentor in mentors:
        yield of_mentor(mentor, edition)


def known(book: Casebook) -> list[Mentor]:
    """The published mentors whose consent holds today, in alphabetical order."""
    return sorted((mentor for mentor in book.mentors if named(mentor.slug, book)), key=by_title)


def may_show_photo(mentor: Mentor, book: Casebook) -> bool:
    """Whether the photograph of a mentor stands on the mentor's page: a page there is, and the consent covers it."""
    return named(mentor.slug, book) is not None and holds(mentor, "photo", book)


def _photo(mentor: Mentor, book: Casebook, here: Here) -> str:
    """Where the photograph stands from here; empty where it may not be shown."""
    shown = book.shown_as.get(f"media/{mentor.photo}")
    return here.link(shown) if shown and may_show_photo(mentor, book) else ""


def _card(mentor: Mentor, book: Casebook, here: Here) -> MentorCard:
    return MentorCard(here.card(mentor), mentor.title, _post(mentor, book), "; ".join(mentor.competences))


def of_mentor(mentor: Mentor, edition: Edition) -> Page:
    book = edition.book
    here = Here(edition, edition.path_of(mentor))
    may_tell = {what.id for what in book.vocabulary.terms("covers") if holds(mentor, what.id, book)}
    years = mentor.experience_years
    cases = sorted(book.cases_by_mentor.get(mentor.slug, ()), key=by_title)
    return edition.page(
        here.path,
        mentor.title,
        "mentor.md.jinja",
        source=mentor,
        description=f"Наставник: {_post(mentor, book)}." if _post(mentor, book) else "Наставник школы.",
        mentor=mentor,
        photo=_photo(mentor, book, here),
        post=_post(mentor, book),
        experience=russian.count(years, "год", "года", "лет") if years and "experience" in may_tell else "",
        category=mentor.category if "experience" in may_tell else "",
        achievements=mentor.achievements if "achievements" in may_tell else (),
        about=mentor.about if "quote" in may_tell else "",
        tells_story="quote" in may_tell,
        mentor_types=russian.listed([book.title("mentor_types", kind) for kind in mentor.mentor_types]),
        cases=case_cards(cases, edition, here),
    )


def _post(mentor: Mentor, book: Casebook) -> str:
    """Post and subject, as far as the consent covers them; «учитель физики» already says «физика»."""
    if not holds(mentor, "post", book):
        return ""
    post = mentor.post or mentor.role
    subject = mentor.subject or ""
    is_said = russian.folded(subject)[:5] in russian.folded(post)
    return post if not subject or is_said else f"{post}, {subject}"
