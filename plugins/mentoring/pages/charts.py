"""Charts: a table whose rows carry a bar, and a sentence that says what they show.

The numbers are those the tables print: what is held back has its words and no bar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentoring import evidence, russian
from mentoring.casebook import Casebook
from mentoring.pages.edition import Edition, Here
from mentoring.pages.progress import StageNow
from mentoring.privacy.counts import cell_of
from mentoring.privacy.small_numbers import Cell, shown
from mentoring.school_year import SchoolYear
from mentoring.vocabulary import Term

_SIDES = {"mentor": "Наставники", "mentee": "Наставляемые"}

FULL = 1000
"""The length of a whole bar: widths are per mille."""


@dataclass(frozen=True)
class Bar:
    """One row: what it is about, its number in words, and how long its bar is."""

    label: str
    words: str
    width: int | None
    """None where no number may be shown."""
    kind: str = ""
    """Colours the bar: `done`, `confirmed`, `not-confirmed`, `not-enough`, `described`."""
    href: str = ""
    group: str = ""
    """Rows of one group stand together under its name."""


@dataclass(frozen=True)
class Chart:
    """A figure: its name, what it shows in a sentence, its rows."""

    title: str
    sentence: str
    label_head: str
    words_head: str
    bars: tuple[Bar, ...]


def participants(book: Casebook, side: Term) -> Chart | None:
    """How many people stood on one side, by school year and form, as the programmes say."""
    cells: dict[tuple[SchoolYear, str], list[Cell]] = {}
    for programme in book.programmes:
        for row in programme.participants:
            if row.role == side.id and programme.school_year:
                form = book.title("forms", row.form) or "форма не указана"
                cells.setdefault((programme.school_year, form), []).append(cell_of(row, book))
    rows = [
        (year, form, shown(found))
        for (year, form), found in sorted(cells.items(), key=lambda entry: (entry[0][0], entry[0][1]))
    ]
    sums = [
        sum(number or 0 for number in told.numbers) if told.total.isdigit() else None for _, _, told in rows
    ]
    if not any(sums):
        return None
    most = max(number for number in sums if number is not None)
    year, form, _ = rows[sums.index(most)]
    return Chart(
        _SIDES.get(side.id, side.title),
        f"Больше всего — {most}: «{form}», {year} учебный год. "
        "Человек, который участвует в двух программах, посчитан в каждой.",
        "Форма",
        "Сколько",
        tuple(
            Bar(
                form,
                told.total,
                None if number is None else _share(number, most),
                group=f"{year} учебный год",
            )
            for (year, form, told), number in zip(rows, sums, strict=True)
        ),
    )


def progress(stages: Sequence[StageNow], year: SchoolYear, here: Here) -> Chart | None:
    """How far each stage has come: items done of all its items."""
    planned = [stage for stage in stages if stage.total]
    if not planned:
        return None
    finished = sum(stage.done == stage.total for stage in planned)
    items, done = sum(stage.total for stage in planned), sum(stage.done for stage in planned)
    return Chart(
        f"Этапы {year} учебного года",
        f"Этапов пройдено целиком: {finished} из {len(planned)}. "
        f"Мероприятий дорожных карт выполнено или выполняется регулярно: {done} из {items}.",
        "Этап",
        "Выполнено",
        tuple(
            Bar(
                stage.stage.title,
                f"{stage.done} из {stage.total}, {stage.state}" if stage.total else stage.state,
                _share(stage.done, stage.total) if stage.total else None,
                "done",
                here.link(f"stages/{stage.stage.id}.md"),
            )
            for stage in stages
        ),
    )


def practices_by_evidence(edition: Edition, here: Here) -> Chart | None:
    """How many practices stand at each level of evidence."""
    practices = edition.book.practices
    if not practices:
        return None
    levels = [edition.evidence[practice.slug].number for practice in practices]
    measured = sum(bool(edition.evidence[practice.slug].outcomes) for practice in practices)
    confirmed = sum(edition.evidence[practice.slug].verdict_id == "confirmed" for practice in practices)
    counted = [levels.count(int(level.id)) for level in evidence.LEVELS]
    return Chart(
        "Практики по доказанности",
        f"Польза измерена у {measured} из {russian.count(len(practices), 'практики', 'практик', 'практик')}, "
        f"подтвердилась у {confirmed}."
        if measured
        else "Пользу пока не измеряли: это описания опыта.",
        "Уровень",
        "Практик",
        tuple(
            Bar(f"{level.id} — {level.title}", str(number), _share(number, max(counted)), "confirmed")
            for level, number in reversed(list(zip(evidence.LEVELS, counted, strict=True)))
        ),
    )


def scale(values: Iterable[float | None], unit: str) -> float:
    """What a whole bar stands for: a hundred per cent, else the largest value; 0 where no bar can be drawn."""
    known = [value for value in values if value is not None]
    if not known or min(known) < 0:
        return 0
    return max([100.0, *known]) if "%" in unit or "процент" in unit else max(known)


def length(value: float | None, whole: float) -> int | None:
    """How long the bar of a value is, per mille; None where there is nothing to draw."""
    return None if value is None or whole <= 0 else round(value / whole * FULL)


def _share(number: int, of: int) -> int:
    return round(number / of * FULL) if of else 0
