"""Consents to dissemination: which mentor may be named, and where."""

from datetime import date

from mentoring.cards import Mentor
from mentoring.casebook import Casebook


def holds(mentor: Mentor, what: str, book: Casebook) -> bool:
    """Whether the consent of a mentor covers this on this site, on the later of both days."""
    consent = mentor.consent
    if consent is None or what not in consent.covers:
        return False
    on = max(book.as_of, book.today)
    return in_force(mentor, on) and (
        book.school.site is None or consent.site.rstrip("/") == book.school.site.rstrip("/")
    )


def in_force(mentor: Mentor, on: date) -> bool:
    consent = mentor.consent
    return consent is not None and consent.date <= on and (consent.until is None or on <= consent.until)


def named(slug: str | None, book: Casebook) -> Mentor | None:
    """The published mentor whose name may stand on a page, or None: then the role stands there."""
    mentor = book.mentors_by_slug.get(slug or "")
    return mentor if mentor and mentor.is_public and holds(mentor, "name", book) else None
