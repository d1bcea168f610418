"""The gate: what may be told of whom, by the consents in force and what has been reviewed; the stricter holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from mentoring.cards import Register, Reviewed
from mentoring.casebook import Casebook
from mentoring.privacy import ner
from mentoring.privacy.clean import Clean
from mentoring.privacy.consents import State, entries_of, holds, of_entry, of_mentor
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.forms import Person, person_of
from mentoring.privacy.looking import look
from mentoring.privacy.names import People


@dataclass(frozen=True)
class Gate:
    """Everybody who is declared, and what a text may say of them."""

    book: Casebook
    register: Register
    reviewed: Reviewed
    clean: Clean = field(default_factory=Clean, repr=False, compare=False)
    """What was looked at by an earlier run."""
    _looked: dict[tuple[str, str], list[Finding]] = field(default_factory=dict, repr=False, compare=False)
    """What was found in a piece of text before: cards and pages repeat themselves."""

    @cached_property
    def _reviewed_files(self) -> frozenset[str]:
        return frozenset(one.file for one in self.reviewed.harmless)

    @cached_property
    def people(self) -> People:
        """The persons of the private register and of the mentors' cards."""
        persons = [
            Person(taken.id, taken.surname, taken.name, taken.patronymic, entry.aliases)
            for entry in self.register.people
            for taken in [person_of(entry.name, f"register:{entry.id}")]
        ]
        persons += [person_of(mentor.title, f"mentor:{mentor.slug}") for mentor in self.book.mentors]
        return _remembered(tuple(persons))

    def look(self, text: str, file: str = "") -> list[Finding]:
        """What a text gives away and may not; `file` is the author's file, for what was reviewed there."""
        where = (
            file if not file or file in self._reviewed_files else "-"
        )  # all files without a review are alike
        found = self._looked.get((text, where))
        if found is None:
            mark = self.clean.mark(where, text)
            found = [] if self.clean.knows(mark) else self._look(text, file)
            if not found:
                self.clean.add(mark)
            self._looked[text, where] = found
        return found

    def anew(self) -> "Gate":
        """The same gate that knows of no earlier look."""
        return Gate(self.book, self.register, self.reviewed)

    @cached_property
    def state(self) -> str:
        """Everything that a look depends on beside the text: in other words, what must be the same for the same verdict."""
        contacts = self.book.school.contacts
        return repr(
            (
                self.people.persons,
                sorted(self._allowed.items()),
                [one.phrase for one in self.reviewed.public],
                [(one.phrase, one.file) for one in self.reviewed.harmless],
                sorted(self.own_contacts),
                contacts.address if contacts else "",
                self._terms,
            )
        )

    def _look(self, text: str, file: str) -> list[Finding]:
        masked = self.masked(text, file)
        twice = (
            bool(file) and ner.is_installed()
        )  # a finished page says what the files said, and is ten times as long
        found = look(masked, self.people, self.own_contacts, twice=twice)
        if masked != text:  # a review never silences a declared person
            found += [
                one
                for one in look(text, self.people, self.own_contacts)
                if one.kind is FindingKind.DECLARED and one not in found
            ]
        return [one for one in found if not self._may_stand(one)]

    def _may_stand(self, finding: Finding) -> bool:
        return finding.kind is FindingKind.DECLARED and self._allowed.get(finding.person, False)

    @cached_property
    def _allowed(self) -> Mapping[str, bool]:
        """Whether each declared person may be named; of two entries for one name the stricter holds."""
        on = max(self.book.as_of, self.book.today)
        site = self.book.school.site
        allowed = {f"register:{entry.id}": entry.allows("name", site, on) for entry in self.register.people}
        allowed |= {
            f"mentor:{mentor.slug}": mentor.is_public and holds(mentor, "name", self.book)
            for mentor in self.book.mentors
        }
        by_name: dict[tuple[str, str, str], list[str]] = {}
        for person in self.people.persons:
            by_name.setdefault((person.surname, person.name, person.patronymic), []).append(person.id)
        for same in by_name.values():
            strict = all(allowed[identity] for identity in same)
            allowed |= dict.fromkeys(same, strict)
        return allowed

    def persons_of(self, path: str) -> frozenset[str]:
        """The declared persons a mentor's own card is about: its mentor, and the same person in the register."""
        return self._by_card.get(path, frozenset())

    @cached_property
    def _by_card(self) -> Mapping[str, frozenset[str]]:
        return {
            mentor.file: frozenset(
                (
                    f"mentor:{mentor.slug}",
                    *(f"register:{entry.id}" for entry in entries_of(mentor.title, self.register.people)),
                )
            )
            for mentor in self.book.mentors
        }

    def is_one(self, person: str, other: str) -> bool:
        """Whether two declared persons are one: an entry of the register and the card of the same mentor."""
        return person == other or any({person, other} <= both for both in self._by_card.values())

    def has_ended(self, person: str) -> bool:
        """Whether a declared person had a consent that has run out or been revoked."""
        return person in self._ended

    @cached_property
    def _ended(self) -> frozenset[str]:
        over = {State.EXPIRED, State.REVOKED}
        ended = {
            f"register:{entry.id}" for entry in self.register.people if of_entry(entry, self.book) in over
        }
        ended |= {
            f"mentor:{mentor.slug}" for mentor in self.book.mentors if of_mentor(mentor, self.book) in over
        }
        for persons in self._by_card.values():
            if persons & ended:
                ended |= persons
        return frozenset(ended)

    @cached_property
    def own_contacts(self) -> frozenset[str]:
        """The school's own telephones (ten digits) and mail, which may stand anywhere."""
        school = self.book.school
        places = [place for place in (school.contacts, school.curator) if place]
        told = [value for place in places for value in (place.phone, place.email) if value]
        digits = [re.sub(r"\D", "", value.split("доб")[0])[-10:] for value in told if "@" not in value]
        return frozenset((*(value.lower() for value in told), *digits))

    def masked(self, text: str, file: str) -> str:
        """Blank out what may stand: sensitive words of the vocabulary itself, reviewed phrases."""
        phrases = [one.phrase for one in self.reviewed.public]
        phrases += [one.phrase for one in self.reviewed.harmless if not file or one.file == file]
        contacts = self.book.school.contacts
        own = [contacts.address] if contacts and contacts.address else []
        for phrase in (*self._terms, *own):
            if phrase in text:
                text = text.replace(phrase, " " * len(phrase))
        for phrase in phrases:
            text = _spelled(phrase).sub(lambda match: " " * len(match[0]), text)
        return text

    @cached_property
    def _terms(self) -> tuple[str, ...]:
        """The federal names of role patterns and forms: a list that says «ОВЗ» speaks of nobody."""
        terms = self.book.vocabulary.terms("role_patterns")
        words = {word for term in terms for word in (term.title, *term.aliases) if term.sensitive}
        return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=2)
def _remembered(persons: tuple[Person, ...]) -> People:
    """The same people keep the words they have judged: a preview builds again and again."""
    return People(persons)


@lru_cache(maxsize=10_000)
def _spelled(phrase: str) -> re.Pattern[str]:
    """The exact words of a phrase, whatever lines, spaces and mark-up a page puts between them."""
    between = r"(?:[\s*_~`]|&nbsp;|</?(?:a|b|i|em|strong|span)\b[^<>]*>)+"
    words = re.split(r"[\s*_~`]+", phrase.strip("*_~` "))
    return re.compile(rf"(?<!\w){between.join(map(re.escape, words))}(?!\w)")
