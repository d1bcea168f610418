"""Pictures: who is on them is declared, and everybody named there has agreed."""

from collections.abc import Iterator

from mentoring.cards.fields import Filed
from mentoring.casebook import Casebook
from mentoring.privacy.consents import holds
from mentoring.problems import Problem
from mentoring.source import Path

Declared = tuple[Filed, Path, str, tuple[str, ...], str]
"""A card, the way to the declaration in it, who is seen, the mentors, what their consents must cover."""


def picture_without_consent(book: Casebook) -> Iterator[Problem]:
    """На картинке или в скане наставник, согласие которого этого не разрешает.

    Снимок, на котором видно нескольких, публикуют, когда согласны все: одно согласие кончилось — снимок уходит целиком.
    В согласии наставника должна стоять «фотография», а для скана или грамоты внутри документа — «имя».
    Получите согласие, обрежьте снимок или уберите картинку.
    """
    for card, way, _, slugs, what in _declared(book):
        missing = [slug for slug in slugs if not _agrees(slug, what, book)]
        if missing:
            yield Problem(
                card.at(*way, "mentors"),
                f"Нет действующего согласия («{book.title('covers', what)}») у наставников, которых здесь видно"
                f" ({len(missing)} из {len(slugs)}).",
                "Получите согласие и впишите его в карточку наставника или обрежьте снимок и исправьте список.",
                why="Снимок группы публикуют, только когда согласны все, кто на нём.",
                quote=False,
            )


def picture_people_unclear(book: Casebook) -> Iterator[Problem]:
    """Сказано, что на картинке названные наставники, а они не названы, или наоборот.

    Если видно взрослых наставников, напишите `people: названные наставники` и перечислите их карточки в `mentors`.
    Если лиц не видно, оставьте `people: нет людей` или `people: спины или руки`, а список удалите. Лица детей не публикуют.
    """
    for card, way, people, slugs, _ in _declared(book):
        if (people == "mentors") == bool(slugs):
            continue
        said = book.title("people", people)
        yield Problem(
            card.at(*way, "people"),
            f"Сказано «{said}», а наставники {'не перечислены' if not slugs else 'перечислены'}.",
            "Добавьте `mentors: [имя карточки]`."
            if not slugs
            else "Напишите `people: названные наставники` или удалите `mentors`.",
        )


def _declared(book: Casebook) -> Iterator[Declared]:
    for picture in book.pictures:
        yield picture, (), picture.people, picture.mentors, "photo"
    for index, paper in enumerate(book.documents.documents):
        if paper.seen:
            yield book.documents, ("documents", index, "seen"), paper.seen.people, paper.seen.mentors, "name"


def _agrees(slug: str, what: str, book: Casebook) -> bool:
    mentor = book.mentors_by_slug.get(slug)
    return mentor is not None and holds(mentor, what, book)
