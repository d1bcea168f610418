"""Everybody who is declared and how their consent stands: for the curator's own terminal, and for what runs out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.cards.register import Entry, Register
from mentoring.casebook import Casebook
from mentoring.privacy.consents import State, day, entries_of, of_entry, of_mentor

SOON = 60
"""Days ahead in which a consent that ends is told."""
ADULT = 18


@dataclass(frozen=True)
class Standing:
    """One person, in the register or with a card."""

    id: str
    """The code of the entry, or the slug of the card."""
    where: str
    """The card, or how the register is called."""
    name: str
    role: str
    """What may be told without the name."""
    state: State
    until: date | None
    adult_on: date | None = None
    """The day a minor comes of age and signs alone; None for adults."""

    def runs_out(self, on: date) -> date | None:
        """The first day that asks something of the curator: the last of the consent, or coming of age."""
        days = [self.until] if self.until and self.state in {State.VALID, State.EXPIRED} else []
        days += [self.adult_on] if self.adult_on and self.adult_on >= on and self.state is State.VALID else []
        return min(days, default=None)


def standings(book: Casebook, register: Register, called: str) -> Iterator[Standing]:
    """Tell of the register first, then of the mentors' cards, each in its own order.

    Who stands in both is told once, as the stricter of the two says.
    """
    on = day(book)
    cards = {
        entry.id: mentor for mentor in book.mentors for entry in entries_of(mentor.title, register.people)
    }
    for entry in register.people:
        state, until = of_entry(entry, book), entry.consent.until if entry.consent else None
        card = cards.get(entry.id)
        if card is not None:
            of_card = (of_mentor(card, book), card.consent.until if card.consent else None)
            state, until = min((state, until), of_card, key=_how_strict)
        yield Standing(
            entry.id,
            f"{called}, {card.file}" if card else called,
            entry.name,
            card.role if card else "несовершеннолетний" if is_minor(entry, on) else "взрослый",
            state,
            until,
            _adult_on(entry) if is_minor(entry, on) else None,
        )
    told = {mentor.slug for mentor in cards.values()}
    for mentor in book.mentors:
        if mentor.slug in told:
            continue
        consent = mentor.consent
        yield Standing(
            mentor.slug,
            mentor.file,
            mentor.title,
            mentor.role,
            of_mentor(mentor, book),
            consent.until if consent else None,
        )


def _how_strict(standing: tuple[State, date | None]) -> tuple[int, date]:
    state, until = standing
    return _FROM_THE_STRICTEST.index(state), until or date.max


_FROM_THE_STRICTEST = (
    State.REVOKED,
    State.EXPIRED,
    State.NONE,
    State.OTHER_SITE,
    State.FUTURE,
    State.VALID,
)


def due(people: Iterator[Standing], on: date, days: int) -> list[tuple[date, Standing]]:
    """Those whose consent has run out or will within so many days, the nearest first."""
    last = on + timedelta(days)
    found = [(end, person) for person in people if (end := person.runs_out(on)) and end <= last]
    return sorted(found, key=lambda pair: (pair[0], pair[1].where, pair[1].id))


def is_minor(entry: Entry, on: date) -> bool:
    age = entry.age(on)
    return entry.minor if age is None else age < ADULT


def _adult_on(entry: Entry) -> date | None:
    born = entry.born
    if born is None:
        return None
    leap = (born.month, born.day) == (2, 29)
    return date(born.year + ADULT, 3, 1) if leap else born.replace(year=born.year + ADULT)
