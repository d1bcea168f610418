"""Measurements: what may be told in figures, and what is a measurement at all."""

from collections.abc import Iterator

from mentoring import russian
from mentoring.cards import Card, Case, Practice, Programme
from mentoring.cards.fields import Measurement
from mentoring.casebook import Casebook
from mentoring.privacy.small_numbers import MINORS, are_minors
from mentoring.problems import Problem


def figures_for_few(book: Casebook) -> Iterator[Problem]:
    """В кейсе стоят цифры, хотя измерено меньше пяти детей.

    «Было 3, стало 4» у одного ученика — это его оценки. Пока измерено меньше пяти детей, кейс говорит только,
    стало ли лучше: `change: улучшилось`, `без изменений` или `ухудшилось`. Поля `before`, `after` и `target` удалите.
    Если детей пять или больше, допишите, сколько: `n: 12`.
    """
    for case in book.cases:
        if not are_minors(case):
            continue
        for index, measurement in enumerate(case.indicators):
            figure = next(
                (name for name in _FIGURES if getattr(measurement, name) is not None),
                None,
            )
            if not (figure and _is_few(measurement)):
                continue
            change = "вместо цифр напишите `change: улучшилось` (или `без изменений`, `ухудшилось`)."
            if measurement.n is None:
                n = "не сказано, сколько детей измерено"
                fix = f"Если их пять или больше, допишите сколько, например `n: 12`; если меньше, {change}"
            else:
                n = "измерено меньше пяти детей"
                fix = change[:1].upper() + change[1:]
            yield Problem(
                case.at("indicators", index, figure),
                f"В показателе {index + 1} стоят цифры, а {n}.",
                fix,
                why="По цифрам одного-двух учеников узнают их оценки.",
                quote=False,
            )


def measurement_days_reversed(book: Casebook) -> Iterator[Problem]:
    """Второе измерение раньше первого.

    Чаще всего даты перепутаны местами или в одной из них не тот год. Исправьте `before_on` или `after_on`.
    """
    for card, index, measurement in _measurements(book):
        if measurement.before_on and measurement.after_on and measurement.after_on <= measurement.before_on:
            yield Problem(
                card.at("indicators", index, "after_on"),
                f"Измерение «стало» ({russian.day(measurement.after_on)}) не позже измерения «было»"
                f" ({russian.day(measurement.before_on)}).",
                "Исправьте одну из дат: `before_on` — первое измерение, `after_on` — второе.",
            )


def measurement_incomplete(book: Casebook) -> Iterator[Problem]:
    """Показатель не считается измерением: чего-то не хватает.

    Чтобы показатель вошёл в доказательства практики, нужны «было» и «стало» (или `change`), число измеренных `n`,
    способ `method` и даты обоих измерений. Без них он печатается, но уровень доказанности не поднимает.
    """
    for card, index, measurement in _measurements(book):
        if isinstance(card, Case) and are_minors(card) and _is_few(measurement) and _has_figures(measurement):
            continue  # one slip, one problem: `figures_for_few` tells of it
        lacks = list(measurement.lacks)
        if lacks:
            title = book.title("indicators", measurement.indicator)
            yield Problem(
                card.at("indicators", index, "indicator"),
                f"Показатель «{title}» не считается измерением: нет {russian.listed(lacks)}.",
                "Допишите недостающее; если этого никто не записал, оставьте как есть.",
            )


_FIGURES = ("before", "after", "target")


def _has_figures(measurement: Measurement) -> bool:
    return any(getattr(measurement, name) is not None for name in _FIGURES)


def _is_few(measurement: Measurement) -> bool:
    """Whether those measured may be too few for figures; where nobody said how many, they may."""
    return measurement.n is None or measurement.n < MINORS


def _measurements(book: Casebook) -> Iterator[tuple[Card, int, Measurement]]:
    for card in book.cards:
        if isinstance(card, Case | Programme | Practice):
            for index, measurement in enumerate(card.indicators):
                yield card, index, measurement
