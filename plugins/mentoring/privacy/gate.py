"""The gate: what may be told of whom, by the consents in force and what has been reviewed; the stricter holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mentoring.cards import Mentor, Register, Reviewed
from mentoring.casebook import Casebook
from mentoring.privacy.consents import holds
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
        return People(tuple(persons))

    def look(self, text: str, file: str = "") -> list[Finding]:
        """What a text gives away and may not; `file` is the author's file, for what was reviewed there."""
        where = (
            file if not file or file in self._reviewed_files else "-"
        )  # all files without a review are alike
        found = self._looked.get((text, where))
        if found is None:
            found = self._looked[text, where] = self._look(text, file)
        return found

    def _look(self, text: str, file: str) -> list[Finding]:
        masked = self._masked(text, file)
        found = look(masked, self.people, self.own_contacts)
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

    @cached_property
    def own_contacts(self) -> frozenset[str]:
        """The school's own telephones (ten digits) and mail, which may stand anywhere."""
        school = self.book.school
        places = [place for place in (school.contacts, school.curator) if place]
        told = [value for place in places for value in (place.phone, place.email) if value]
        digits = [re.sub(r"\D", "", value.split("доб")[0])[-10:] for value in told if "@" not in value]
        return frozenset((*(value.lower() for value in told), *digits))

    def _masked(self, text: str, file: str) -> str:
        """Blank out what may stand: sensitive words of the vocabulary itself, reviewed phrases."""
        phrases = [one.phrase for one in self.reviewed.public]
        phrases += [one.phrase for one in self.reviewed.harmless if not file or one.file == file]
        contacts = self.book.school.contacts
        own = [contacts.address] if contacts and contacts.address else []
        for phrase in (*phrases, *self._terms, *own):
            if phrase in text:
                text = text.replace(phrase, " " * len(phrase))
        return text

    @cached_property
    def _terms(self) -> tuple[str, ...]:
        """The federal names of role patterns and forms: a list that says «ОВЗ» speaks of nobody."""
        terms = self.book.vocabulary.terms("role_patterns")
        words = {word for term in terms for word in (term.title, *term.aliases) if term.sensitive}
        return tuple(sorted(words, key=len, reverse=True))


def mentor_file(finding: Finding, mentors: Mapping[str, Mentor]) -> str:
    """The card of the mentor a finding names; empty for a person of the register."""
    kind, _, slug = finding.person.partition(":")
    return mentors[slug].file if kind == "mentor" and slug in mentors else ""
