"""Lists in the author's text: what is written wrong in them, and those that show nothing."""

from collections.abc import Iterator

from mentoring import listings
from mentoring.cards import Card, OwnPage
from mentoring.casebook import Casebook
from mentoring.facets import Known
from mentoring.problems import Problem

Found = tuple[Card | OwnPage, listings.Line]


def listing_wrong(book: Casebook) -> Iterator[Problem]:
    r"""Строка-список написана не так.

    Строка `[список: кейсы; форма: учитель – ученик]` ставит на страницу список карточек. Слово, которого программа
    не знает, она не угадывает: список показал бы не то, о чём говорит текст вокруг него. Исправьте слово,
    на которое показывает сообщение. Если это не список, а ваши слова в скобках, поставьте перед скобкой знак `\`.
    """
    for card, line in _found(book):
        for fault in line.faults:
            yield Problem(card.at_text(line.number, fault.column), fault.what, fault.fix)


def listing_empty(book: Casebook) -> Iterator[Problem]:
    """В список ничего не попало.

    Слова написаны верно, но опубликованных карточек с ними нет; прошлогодние карточки в архиве в списки не попадают.
    Читатель увидит «Пока таких нет». Ослабьте условие, опубликуйте карточку или удалите строку.
    """
    public = Known(book.whole.public)
    for card, line in _found(book):
        if not line.faults and not listings.chosen(line.listing, public):
            yield Problem(
                card.at_text(line.number, 1),
                "В этот список пока ничего не попало.",
                "Уберите одно из условий, опубликуйте подходящую карточку или удалите строку.",
            )


def _found(book: Casebook) -> Iterator[Found]:
    known = Known(book.whole)
    written: tuple[Card | OwnPage, ...] = (*book.cards, *book.own_pages)
    for card in written:
        for line in listings.lines(card.body, known):
            yield card, line
