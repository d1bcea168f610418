"""Who takes part in a case: pair or group, form, role pattern, words."""

from collections.abc import Iterator

from mentoring import russian
from mentoring.cards import Card, Practice, Programme
from mentoring.casebook import Casebook
from mentoring.problems import Problem
from mentoring.source import Path
from mentoring.vocabulary import suggestion

_FREE_WORDS = (
    ("goal", "goals"),
    ("direction", "directions"),
    ("term", "terms"),
    ("mode", "modes"),
    ("kind_of_mentoring", "kinds"),
)


def pair_of_many(book: Casebook) -> Iterator[Problem]:
    """В карточке «пара», а людей больше двух.

    Пара — один наставник и один наставляемый. Если с одной из сторон людей больше, это группа:
    поставьте `kind: группа`.
    """
    for case in book.cases:
        if case.kind != "pair":
            continue
        for side, people in (("mentors", case.mentors), ("mentees", case.mentees)):
            many = next((index for index, person in enumerate(people) if (person.count or 0) > 1), None)
            if many is not None or len(people) > 1:
                way = (side, many, "count") if many is not None else (side, 1)
                yield Problem(
                    case.at(*way),
                    "В карточке стоит «пара», а участников больше двух.",
                    "Поставьте `kind: группа` или оставьте по одному участнику с каждой стороны.",
                )
                break


def form_not_of_programme(book: Casebook) -> Iterator[Problem]:
    """Форма кейса не значится среди форм его программы.

    Кейс попал не в ту программу, или форму забыли назвать в программе. Исправьте одно из двух.
    """
    for case in book.cases:
        programme = book.programmes_by_slug.get(case.programme)
        if programme and programme.forms and case.form not in programme.forms:
            forms = russian.listed([f"«{book.title('forms', form)}»" for form in programme.forms])
            yield Problem(
                case.at("form"),
                f"Форма «{book.title('forms', case.form)}» не значится в программе «{programme.title}»: там {forms}.",
                f"Исправьте форму или программу в этой карточке, либо допишите форму в {programme.file}.",
            )


def role_pattern_unknown(book: Casebook) -> Iterator[Problem]:
    """Ролевой модели нет в списке.

    Школа может вводить свои варианты, но программа должна знать, не говорит ли вариант о здоровье или трудностях ребёнка.
    Пока варианта нет в словаре, на странице кейса он не печатается. Добавьте его в `cases/vocabulary.yml`, в список
    `role_patterns`, с полями `id`, `title`, `form` и, если нужно, `sensitive: да`.
    """
    titles = [term.title for term in book.vocabulary.terms("role_patterns")]
    for card, way, pattern in _role_patterns(book):
        if book.vocabulary.get("role_patterns", pattern):
            continue
        near = russian.nearest(pattern, titles)
        yield Problem(
            card.at(*way),
            f"Ролевой модели «{pattern}» нет в списке.",
            suggestion(pattern, near)
            if near
            else "Добавьте её в `cases/vocabulary.yml`, в список `role_patterns`.",
        )


def word_almost_known(book: Casebook) -> Iterator[Problem]:
    """Слово почти совпало со словом из списка.

    Поле принимает и своё слово, но это похоже на описку: тогда кейс не попадёт в нужный отбор. Исправьте слово
    или оставьте, если так и задумано.
    """
    for case in book.cases:
        for field, words in _FREE_WORDS:
            value = getattr(case, field)
            if not value or book.vocabulary.get(words, value):
                continue
            near = russian.nearest(value, [term.title for term in book.vocabulary.terms(words)])
            if near and abs(len(near) - len(value)) <= 4:
                yield Problem(
                    case.at(field),
                    f"Слова «{value}» в поле `{field}` нет в списке.",
                    suggestion(value, near),
                )


def _role_patterns(book: Casebook) -> Iterator[tuple[Card, Path, str]]:
    for case in book.cases:
        if case.role_pattern:
            yield case, ("role_pattern",), case.role_pattern
    cards: tuple[Programme | Practice, ...] = (*book.programmes, *book.practices)
    for card in cards:
        for index, pattern in enumerate(card.role_patterns):
            yield card, ("role_patterns", index), pattern
    for programme in book.programmes:
        for index, row in enumerate(programme.participants):
            if row.role_pattern:
                yield programme, ("participants", index, "role_pattern"), row.role_pattern
