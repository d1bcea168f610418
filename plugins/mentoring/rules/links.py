"""Links between cards, and the files cards speak of."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mentoring import russian
from mentoring.cards import Card, Case, Mentor, Practice, Programme, Roadmap
from mentoring.cards.fields import Filed
from mentoring.casebook import Casebook
from mentoring.problems import Problem
from mentoring.source import Path

Link = tuple[Filed, Path, str, str]
"""A card, the way to the link in it, the folder it points into, the slug."""


def link_missing(book: Casebook) -> Iterator[Problem]:
    """Ссылка ведёт на карточку или документ, которых нет.

    Программа, практика, наставник и документ называются именем файла (у документа — кодом `id` из `documents.yml`).
    Если имя написано с ошибкой, читатель попадёт в никуда, а кейс не появится на странице своей программы.
    Исправьте имя или создайте недостающую карточку.
    """
    for card, way, folder, slug in _links(book):
        known = book.slugs.get(folder)
        if known is None or slug in known:  # None: the register cannot be read, and that has been told
            continue
        near = russian.nearest(slug, known)
        where = "Документа с кодом" if folder == "documents" else "Карточки"
        file = "cases/documents.yml" if folder == "documents" else f"cases/{folder}"
        yield Problem(
            card.at(*way),
            f"{where} «{slug}» нет в {file}.",
            f"Возможно, вы имели в виду `{near}`?"
            if near
            else f"Исправьте имя или создайте `cases/{folder}/{slug}.md`."
            if folder != "documents"
            else "Исправьте код или добавьте документ в `cases/documents.yml`.",
        )


def with_slug(problem: Problem, line: str, book: Casebook) -> Problem:
    """A link written as the title of a card, told with the name of that card's file; any other problem as it is."""
    if problem.rule != "link-not-slug":
        return problem
    written = russian.folded(re.sub(r"^[-\s]*", "", line[problem.place.column - 1 :]).rstrip(",]} "))
    titled: tuple[Programme | Case | Practice | Roadmap | Mentor, ...] = (
        *book.whole.programmes,
        *book.whole.cases,
        *book.whole.practices,
        *book.whole.roadmaps,
        *book.whole.mentors,
    )
    meant = [card for card in titled if written and russian.folded(card.title) == written]
    if len(meant) != 1:
        return problem
    return replace(problem, fix=f"Это название карточки; впишите имя её файла: `{meant[0].slug}`.")


def file_missing(book: Casebook) -> Iterator[Problem]:
    """Названного файла нет в папке.

    Картинки лежат в `cases/media`, бланки и документы — в `cases/files`. Положите файл в нужную папку
    или исправьте его имя: большие и малые буквы различаются.
    """
    for card, way, name, folder in _files(book):
        present = book.media if folder == "cases/media" else book.files
        if name in present:
            continue
        near = russian.nearest(name, present)
        yield Problem(
            card.at(*way),
            f"Файла «{name}» нет в папке {folder}.",
            f"Переименуйте файл `{near}` малыми буквами: `{name}`."
            if near and near != near.lower()
            else f"Возможно, вы имели в виду `{near}`?"
            if near
            else f"Положите файл в папку {folder} или удалите это поле.",
        )


def programme_unpublished(book: Casebook) -> Iterator[Problem]:
    """Кейс опубликован, а его программа — нет.

    Страница кейса показывает программу, к которой он относится. Опубликуйте программу
    (`publication: опубликован`) или верните кейс в черновики.
    """
    for case in book.cases:
        programme = book.programmes_by_slug.get(case.programme)
        if case.is_public and programme and not programme.is_public:
            yield Problem(
                case.at("programme"),
                f"Кейс опубликован, а программа «{programme.title}» — ещё нет.",
                f"Опубликуйте {programme.file} или поставьте кейсу `publication: черновик`.",
            )


def _links(book: Casebook) -> Iterator[Link]:
    for card in book.cards:
        yield from _links_of(card)
    for index, paper in enumerate(book.documents.documents):
        if paper.replaces:
            yield book.documents, ("documents", index, "replaces"), "documents", paper.replaces


def _links_of(card: Card) -> Iterator[Link]:
    match card:
        case Case():
            yield card, ("programme",), "programmes", card.programme
            yield from _one(card, "continues", "pairs", card.continues)
            yield from _many(card, "practices", "practices", card.practices)
            for side, people in (("mentors", card.mentors), ("mentees", card.mentees)):
                for index, person in enumerate(people):
                    if person.mentor:
                        yield card, (side, index, "mentor"), "mentors", person.mentor
            yield from _surveys(card, card.indicators)
        case Programme():
            yield from _one(card, "continues", "programmes", card.continues)
            yield from _many(card, "documents", "documents", card.documents)
            yield from _surveys(card, card.indicators)
        case Roadmap():
            yield from _many(card, "programmes", "programmes", card.programmes)
        case Practice():
            yield from _many(card, "documents", "documents", card.documents)
            for index, tool in enumerate(card.tools):
                if tool.document:
                    yield card, ("tools", index, "document"), "documents", tool.document
            yield from _surveys(card, card.indicators)
        case _:
            pass


def _one(card: Card, field: str, folder: str, slug: str | None) -> Iterator[Link]:
    if slug:
        yield card, (field,), folder, slug


def _many(card: Card, field: str, folder: str, slugs: tuple[str, ...]) -> Iterator[Link]:
    for index, slug in enumerate(slugs):
        yield card, (field, index), folder, slug


def _surveys(card: Card, measurements: tuple[object, ...]) -> Iterator[Link]:
    for index, measurement in enumerate(measurements):
        survey = getattr(measurement, "survey", None)
        if survey:
            yield card, ("indicators", index, "survey"), "documents", survey


def _files(book: Casebook) -> Iterator[tuple[Filed, Path, str, str]]:
    if book.school.logo:
        yield book.school, ("logo",), book.school.logo, "cases/media"
    for index, paper in enumerate(book.documents.documents):
        if paper.file:
            yield book.documents, ("documents", index, "file"), paper.file, "cases/files"
    for practice in book.practices:
        for index, tool in enumerate(practice.tools):
            if tool.file:
                yield practice, ("tools", index, "file"), tool.file, "cases/files"
    for picture in book.pictures:
        yield picture, ("picture",), picture.picture, "cases/media"
    for mentor in book.mentors:
        if mentor.photo:
            yield mentor, ("photo",), mentor.photo, "cases/media"
