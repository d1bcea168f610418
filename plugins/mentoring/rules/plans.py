"""Schedules, periods and numbers of plans and roadmaps."""

import re
from collections.abc import Iterator

from mentoring.cards import Card, Roadmap
from mentoring.casebook import Casebook
from mentoring.problems import Place, Problem
from mentoring.school_year import SchoolYear
from mentoring.source import Path


def schedule_doubtful(book: Casebook) -> Iterator[Problem]:
    """Срок записан так, что его нельзя поставить на шкалу времени.

    Два тире подряд, невозможный год, конец раньше начала или месяц без года. Срок печатается как написан,
    но стоит в полосе «без точной даты». Исправьте запись или оставьте, если так в приказе.
    """
    for card, way, text, year, until in _schedules(book):
        schedule = book.schedule(text, year, until)
        if schedule and schedule.doubtful:
            yield Problem(
                card.at(*way),
                f"Срок «{text}» вызывает сомнение: {schedule.doubt[:1].lower()}{schedule.doubt[1:]}",
                "Уточните запись; если так стоит в приказе, оставьте: срок напечатается, но без места на шкале.",
            )


def days_reversed(book: Casebook) -> Iterator[Problem]:
    """Конец раньше начала.

    Перепутаны даты или не тот год. Исправьте одну из дат.
    """
    for programme in book.programmes:
        period = programme.period
        if period and period.start and period.end and period.end < period.start:
            yield _reversed(programme, ("period", "end"))
    for mentor in book.mentors:
        consent = mentor.consent
        if consent and consent.until and consent.until < consent.date:
            yield _reversed(mentor, ("consent", "until"))


def number_twice(book: Casebook) -> Iterator[Problem]:
    """Номер мероприятия повторяется.

    В настоящих документах так бывает, и программа печатает номера как есть. Но по номеру на строку ссылаются приказы
    и отчёты. Исправьте номер или оставьте, если так в приказе.
    """
    for roadmap in book.roadmaps:
        seen: dict[str, int] = {}
        for number, place in _numbers(roadmap):
            if number in seen:
                yield Problem(
                    place,
                    f"Номер «{number}» уже стоит в строке {seen[number]}.",
                    "Исправьте номер, если это описка.",
                )
            seen.setdefault(number, place.line)


def number_skipped(book: Casebook) -> Iterator[Problem]:
    """В номерах мероприятий пропуск.

    Чаще всего строка потерялась при копировании из приказа или образца. Сверьте с документом: верните строку
    или оставьте, если пропуск стоит и там.
    """
    for roadmap in book.roadmaps:
        everywhere = {number for number, _ in _numbers(roadmap)}
        last = 0
        for number, place in _numbers(roadmap):
            if not re.fullmatch("[1-9][0-9]{0,3}", number):
                continue
            missing = [
                str(skipped) for skipped in range(last + 1, int(number)) if str(skipped) not in everywhere
            ]
            if last and missing:
                yield Problem(
                    place,
                    f"После номера {last} идёт {number}: пропуск.",
                    "Сверьте с документом, не потеряна ли строка.",
                )
            last = int(number)


def year_missing(book: Casebook) -> Iterator[Problem]:
    """У программы нет учебного года.

    Без года нельзя прочитать сроки вроде «октябрь» и поставить программу в архив. Год не нужен только описанию модели
    (`kind: описание модели`).
    """
    for programme in book.programmes:
        if programme.school_year is None and programme.kind != "model":
            yield Problem(
                programme.at("title"),
                f"У программы «{programme.title}» не указан учебный год.",
                "Добавьте `school_year: 2026/27`; если это порядок на все годы — `kind: описание модели`.",
            )


def _reversed(card: Card, way: Path) -> Problem:
    return Problem(card.at(*way), "Конец раньше начала.", "Исправьте одну из двух дат.")


def _schedules(book: Casebook) -> Iterator[tuple[Card, Path, str, SchoolYear | None, SchoolYear | None]]:
    for roadmap in book.roadmaps:
        for number, section in enumerate(roadmap.sections):
            if section.schedule:
                yield (
                    roadmap,
                    ("sections", number, "schedule"),
                    section.schedule,
                    roadmap.school_year,
                    roadmap.until,
                )
            for index, item in enumerate(section.items):
                if item.schedule:
                    way: Path = ("sections", number, "items", index, "schedule")
                    yield roadmap, way, item.schedule, roadmap.school_year, roadmap.until
    for case in book.cases:
        for index, step in enumerate(case.plan):
            if step.schedule:
                yield case, ("plan", index, "schedule"), step.schedule, book.year_of(case), None
    for programme in book.programmes:
        for field in ("phases", "stages"):
            for index, phase in enumerate(getattr(programme, field)):
                if phase.schedule and programme.school_year:
                    end = programme.period.end if programme.period else None
                    until = SchoolYear.of(end) if end else None
                    yield programme, (field, index, "schedule"), phase.schedule, programme.school_year, until


def _numbers(roadmap: Roadmap) -> Iterator[tuple[str, Place]]:
    for section, part in enumerate(roadmap.sections):
        for index, item in enumerate(part.items):
            if item.number:
                yield item.number, roadmap.at("sections", section, "items", index, "number")
