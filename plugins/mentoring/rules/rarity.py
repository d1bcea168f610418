"""Small groups: a child described so that few in the school fit, a count that gives newcomers away."""

import re
from collections.abc import Iterator, Mapping

from mentoring.cards.pair import Participant
from mentoring.cards.school import YearFacts
from mentoring.casebook import Casebook
from mentoring.privacy import counts
from mentoring.privacy.small_numbers import MINORS, SENSITIVE, is_minor
from mentoring.problems import Problem, Severity
from mentoring.school_year import SchoolYear


def described_rare(book: Casebook) -> Iterator[Problem]:
    """По роли и ступени в кейсе узнают ребёнка: таких в школе слишком мало.

    Имени в кейсе нет, но если в школе трое десятиклассников, «ученица 10 класса» — это уже одна из них. Описанию должны
    подходить не меньше пяти учеников школы, а там, где речь о трудностях, — не меньше десяти. Числа программа берёт из поля
    `years` файла `cases/school.yml`. Назовите роль общо («ученик»), уберите класс или ступень.
    """
    for case in book.cases:
        facts = _facts(book, book.year_of(case))
        if facts is None:
            continue
        sensitive = any(
            (term := book.vocabulary.get(words, value)) is not None and term.sensitive
            for words, value in (("role_patterns", case.role_pattern), ("goals", case.goal))
        )
        limit = SENSITIVE if sensitive else MINORS
        sides = (("mentees", case.mentees), ("mentors", case.mentors))
        for side, people in sides:
            for index, person in enumerate(people):
                if not is_minor(person):
                    continue
                fitting = _fitting(person, facts, book)
                if fitting is not None and fitting < limit:
                    yield Problem(
                        case.at(side, index, "band") if person.band else case.at(side, index, "role"),
                        f"Такому описанию в школе подходит меньше {limit} учеников: ребёнка узнают и без имени.",
                        _advice(person),
                        why="Имя можно не назвать и всё-таки сказать, кто это.",
                        quote=False,
                    )


def participants_rare(book: Casebook) -> Iterator[Problem]:
    """В программе рядом стоят ступень и чувствительная ролевая модель, а таких учеников в школе мало.

    Если на ступени меньше десяти учеников, слова о трудностях рядом с ней говорят о каждом из них. Уберите ступень или
    ролевую модель из этой строки: общее число участников можно оставить.
    """
    for programme in book.programmes:
        facts = _facts(book, programme.school_year)
        for index, row in enumerate(programme.participants):
            if facts is None or not (row.minors and row.band and row.role_pattern):
                continue
            size = _bands(facts, book).get(row.band)
            if size is not None and size < SENSITIVE and book.is_sensitive("role_patterns", row.role_pattern):
                yield Problem(
                    programme.at("participants", index, "band"),
                    f"На этой ступени меньше {SENSITIVE} учеников, а рядом стоит ролевая модель о трудностях.",
                    "Удалите `band` или `role_pattern` этой строки.",
                    why="Слово о трудностях рядом с малой ступенью говорит о каждом её ученике.",
                    quote=False,
                )


def counts_differ_little(book: Casebook, before: Mapping[str, int]) -> Iterator[Problem]:
    """Tell of counts whose change since the last release is itself a small number; the numbers are not told."""
    for one, _ in counts.differing(book, before):
        yield Problem(
            one.place,
            f"Это число отличается от прошлого выпуска меньше чем на {one.limit}: по разнице видно, сколько детей пришло или ушло.",
            "Оставьте прежнее число до конца года или сотрите его, пока разница не станет больше.",
            why="Два выпуска сравнивают: за «было 18, стало 20» стоят двое, и их знают в лицо.",
            rule="count-differs-little",
            severity=Severity.ERROR if one.sensitive else Severity.WARNING,
            quote=False,
        )


def _facts(book: Casebook, year: SchoolYear | None) -> YearFacts | None:
    return book.school.years.get(str(year)) if year else None


def _bands(facts: YearFacts, book: Casebook) -> dict[str, int]:
    """How many pupils each band has, by its id."""
    found = ((book.vocabulary.find("bands", name), size) for name, size in facts.ages.items())
    return {term.id: size for term, size in found if term}


def _fitting(person: Participant, facts: YearFacts, book: Casebook) -> int | None:
    """About how many pupils fit the words of a role; None where the school has not said how many it has.

    A class named in the role is one of the classes of its band; a word for a girl or a boy is half of them.
    """
    grade = _grade(person.role)
    band = person.band or _band_of(grade)
    size = _bands(facts, book).get(band) if band else facts.pupils
    if size is None:
        return None
    if grade and band:
        first, _, last = band.partition("-")
        size //= int(last) - int(first) + 1
    if _SEX.search(person.role.lower()):
        size //= 2
    return size


def _grade(role: str) -> int | None:
    text = role.lower()
    if found := re.search(r"\b(1[01]|[1-9])\s*(?:-?\s*(?:го|й|ого|м)\s*)?класс", text):
        return int(found[1])
    return next((grade for stem, grade in _GRADES if re.search(rf"\b{stem}классни", text)), None)


def _band_of(grade: int | None) -> str | None:
    return next((band for band, last in _BANDS if grade <= last), None) if grade else None


_BANDS = (("1-4", 4), ("5-7", 7), ("8-9", 9), ("10-11", 11))
_GRADES = (
    *(("перво", 1), ("второ", 2), ("третье", 3), ("четверо", 4), ("пяти", 5), ("шести", 6), ("семи", 7)),
    *(("восьми", 8), ("девяти", 9), ("десяти", 10), ("одиннадцати", 11)),
)
_SEX = re.compile(
    r"\b(?:учениц|девоч|девуш|мальчик|юнош|школьниц|гимназистк|лицеистк|воспитанниц)|\w+классниц"
)
"""Words that say whether it is a girl or a boy; «ученик» and «пятиклассник» are said of both."""


def _advice(person: Participant) -> str:
    if _grade(person.role):
        return "Уберите класс из роли: «ученик»; ступень скажет поле `band`, если на ней учеников достаточно."
    if _SEX.search(person.role.lower()):
        return "Назовите роль без пола: «ученик», «ребёнок»; если и тогда учеников мало, удалите `band`."
    return "Удалите `band`; роль назовите общо: «ученик»."
