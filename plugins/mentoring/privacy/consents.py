"""Consents to dissemination: what may be told of whom, where and until when; of card and register the stricter holds."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from mentoring.cards import Mentor
from mentoring.cards.mentor import Consent
from mentoring.cards.register import Entry, PersonConsent, Register
from mentoring.casebook import Casebook
from mentoring.privacy.forms import Person, person_of


class State(StrEnum):
    """How a consent stands on a day."""

    NONE = "none"
    FUTURE = "future"
    OTHER_SITE = "other-site"
    EXPIRED = "expired"
    REVOKED = "revoked"
    VALID = "valid"

    @property
    def told(self) -> str:
        return _TITLES[self]


_TITLES = {
    State.NONE: "согласия нет",
    State.FUTURE: "ещё не началось",
    State.OTHER_SITE: "дано для другого сайта",
    State.EXPIRED: "истекло",
    State.REVOKED: "отозвано",
    State.VALID: "действует",
}


def day(book: Casebook) -> date:
    """The day a consent must hold on: the later of the build's and the real one."""
    return max(book.as_of, book.today)


def of_mentor(mentor: Mentor, book: Casebook) -> State:
    """How the consent in a mentor's own card stands, whatever the register says."""
    consent = mentor.consent
    return _state(consent, book.school.site, day(book), consent.revoked_on if consent else None)


def of_entry(entry: Entry, book: Casebook) -> State:
    return _state(entry.consent, book.school.site, day(book), entry.revoked_on)


def _state(
    consent: Consent | PersonConsent | None, site: str | None, on: date, revoked_on: date | None
) -> State:
    if revoked_on and revoked_on <= on:
        return State.REVOKED
    if consent is None:
        return State.NONE
    if consent.date > on:
        return State.FUTURE
    if consent.until and consent.until < on:
        return State.EXPIRED
    if site is not None and consent.site.rstrip("/") != site.rstrip("/"):
        return State.OTHER_SITE
    return State.VALID


def holds(mentor: Mentor, what: str, book: Casebook) -> bool:
    """Whether the consent of a mentor covers this on this site, on the later of both days, by card and by register."""
    consent = mentor.consent
    if consent is None or what not in consent.covers or of_mentor(mentor, book) is not State.VALID:
        return False
    return what in book.strictures.get(mentor.slug, consent.covers)


def named(slug: str | None, book: Casebook) -> Mentor | None:
    """The published mentor whose name may stand on a page, or None: then the role stands there."""
    mentor = book.mentors_by_slug.get(slug or "")
    return mentor if mentor and mentor.is_public and holds(mentor, "name", book) else None


def strictures(book: Casebook, register: Register) -> Mapping[str, frozenset[str]]:
    """What the private register still allows of the mentors it knows too, by slug of the card."""
    found: dict[str, frozenset[str]] = {}
    for mentor in book.mentors:
        for entry in entries_of(mentor.title, register.people):
            covers = entry.consent.covers if entry.consent else ()
            allowed = frozenset(covers if of_entry(entry, book) is State.VALID else ())
            found[mentor.slug] = found.get(mentor.slug, allowed) & allowed
    return found


def nameless(book: Casebook) -> frozenset[str]:
    """The mentors, by slug, who have a card and no page: nobody may be told who they are."""
    return frozenset(mentor.slug for mentor in book.mentors if named(mentor.slug, book) is None)


def entries_of(name: str, people: Iterable[Entry]) -> list[Entry]:
    """The entries that may speak of somebody of this name; a patronymic that one of them leaves out parts nobody."""
    person = person_of(name, "")
    return [entry for entry in people if is_same(person, person_of(entry.name, ""))]


def is_same(one: Person, other: Person) -> bool:
    if not one.surname or one.surname != other.surname:
        return False
    parts = ((one.name, other.name), (one.patronymic, other.patronymic))
    return all(left == right for left, right in parts if left and right)
