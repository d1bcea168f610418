"""Which cases and practices are alike, and in what: for the reader who wants another of the kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mentoring import russian
from mentoring.cards import Case, Practice
from mentoring.casebook import Casebook

C = TypeVar("C", Case, Practice)

Features = Mapping[tuple[str, str], str]
"""What a card has, by kind and value, and how a reader is told that another has it too."""

_WEIGHTS = {
    "practice": 4,
    "subject": 3,
    "goal": 2,
    "pattern": 2,
    "direction": 1,
    "band": 1,
    "form": 1,
    "term": 1,
}
_LEAST = 3
"""The same form alone makes no two cards alike."""
_CANDIDATES = 40
"""How many cards are weighed for each, those first that share what is rare."""


@dataclass(frozen=True)
class Related(Generic[C]):
    """A card like another one, and why, in words, the weightiest first."""

    card: C
    reasons: tuple[str, ...]


def cases(book: Casebook) -> "Alike[Case]":
    """The cases like each case, by its slug; what it may not say of itself is no reason either."""
    told = [case for case in book.cases if case.publication != "archive"]
    return Alike(told, lambda case: _of_case(case, book), _is_continued)


def practices(book: Casebook) -> "Alike[Practice]":
    """The practices like each practice, by its slug."""
    return Alike(list(book.practices), lambda practice: _of_practice(practice, book))


def _of_case(case: Case, book: Casebook) -> Features:
    features = {
        ("practice", practice.slug): f"та же практика: «{practice.title}»"
        for practice in book.practices_told_of(case)
    }
    if case.subject:
        features["subject", russian.folded(case.subject)] = f"то же дело: {case.subject}"
    if case.goal and not book.is_sensitive("goals", case.goal):
        features["goal", case.goal] = f"та же цель: {book.title('goals', case.goal)}"
    pattern = book.role_pattern_of(case)
    if pattern:
        features["pattern", pattern] = f"те же роли: {pattern}"
    for person in case.mentees:
        if person.band:
            features["band", person.band] = f"та же ступень: {book.title('bands', person.band)}"
    features["form", case.form] = f"та же форма: {book.title('forms', case.form)}"
    return features


def _of_practice(practice: Practice, book: Casebook) -> Features:
    features: dict[tuple[str, str], str] = {}
    for pattern in practice.role_patterns:
        features["pattern", pattern] = f"те же роли: {book.title('role_patterns', pattern)}"
    for form in practice.forms:
        features["form", form] = f"та же форма: {book.title('forms', form)}"
    if practice.direction:
        features["direction", practice.direction] = (
            f"то же направление: {book.title('directions', practice.direction)}"
        )
    if practice.term:
        features["term", practice.term] = f"тот же срок: {book.title('terms', practice.term)}"
    return features


class Alike(Mapping[str, tuple[Related[C], ...]]):
    """The cards like each card, weighed when somebody asks: the preview of one page asks for one card.

    Each is weighed against those that share something rare with it; all against all would be too slow.
    """

    def __init__(
        self,
        cards: Sequence[C],
        features_of: Callable[[C], Features],
        is_told_anyway: Callable[[C, C], bool] = lambda _, __: False,
        most: int = 3,
    ) -> None:
        self._cards: dict[str, C] = {card.slug: card for card in cards}
        self._features = {card.slug: features_of(card) for card in cards}
        self._sharing: dict[tuple[str, str], list[C]] = {}
        for card in cards:
            for key in self._features[card.slug]:
                self._sharing.setdefault(key, []).append(card)
        self._is_told_anyway: Callable[[C, C], bool] = is_told_anyway
        self._most = most

    def __getitem__(self, slug: str) -> tuple[Related[C], ...]:
        card, own = self._cards[slug], self._features[slug]
        candidates: dict[str, C] = {}
        for key in sorted(own, key=lambda key: (len(self._sharing[key]), key)):
            for other in self._sharing[key]:
                if len(candidates) >= _CANDIDATES:
                    break
                if other.slug != slug:
                    candidates.setdefault(other.slug, other)
        weighed = sorted(
            (-sum(_WEIGHTS[key[0]] for key in own if key in self._features[near]), near)
            for near in candidates
        )
        found = (
            Related(candidates[near], _reasons(own, self._features[near]))
            for weight, near in weighed[: self._most]
            if -weight >= _LEAST
        )
        return tuple(other for other in found if not self._is_told_anyway(card, other.card))

    def __iter__(self) -> Iterator[str]:
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._cards)


def _reasons(own: Features, other: Features) -> tuple[str, ...]:
    shared = sorted((key for key in own if key in other), key=lambda key: (-_WEIGHTS[key[0]], key))
    return tuple(own[key] for key in shared)


def _is_continued(case: Case, other: Case) -> bool:
    """The page of a case names what went before and after it anyway."""
    return other.slug == case.continues or other.continues == case.slug
