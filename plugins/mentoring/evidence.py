"""The strength of a practice: computed from measurements, never declared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import resources
from typing import Any

from mentoring import russian
from mentoring.cards import Case, Practice
from mentoring.cards.fields import Measurement
from mentoring.casebook import Casebook
from mentoring.privacy.small_numbers import FEW, MINORS, are_minors
from mentoring.school_year import SchoolYear
from mentoring.source import parse_yaml

EFFECT_FROM = 5
"""The least pooled number of people at which a difference is shown."""
SHARE_FROM = 10
"""The least pooled number of people at which a share in per cent is shown."""


@dataclass(frozen=True)
class Rule:
    """A level, a threat, a verdict or a band, as a reader is told of it."""

    id: str
    title: str
    condition: str


@dataclass(frozen=True)
class Outcome:
    """What a practice did to one indicator, over all its measurements."""

    indicator: str
    title: str
    unit: str
    unit_forms: tuple[str, ...]
    level: Rule
    ground: Rule
    """The level before threats were taken off."""
    threats: tuple[Rule, ...]
    verdict: Rule
    improved: int
    """How many measurements improved."""
    others: int
    """How many stayed or became worse."""
    n: int
    """People in all measurements together; judged by, and not printed: see `people`."""
    n_least: int
    n_most: int
    """Between these stands the number a reader is told: small numbers of minors count as 1 to 4."""
    cases: int
    """Pairs, groups or years measured."""
    difference: float | None
    """After minus before: the mean weighted by n, or the sum for an indicator that is a sum; None where it may not be shown."""
    is_total: bool
    """Whether the indicator is a sum over a group, such as projects, and not a mean per person."""
    figured: int
    """People in the measurements with figures: those the difference rests on."""
    band: int | None
    """1 to 5 by the indicator's step, in the direction that is better; None where nothing may be shown."""
    step: float | None

    @property
    def people(self) -> str:
        """How many people were measured, as it may be told: `12`, `от 9 до 12`, `менее 5`."""
        if self.n_least == self.n_most:
            return str(self.n_least)
        return FEW if self.n_most < MINORS else f"от {self.n_least} до {self.n_most}"

    @property
    def effect(self) -> str:
        """The difference as people read it, or a dash."""
        if self.difference is None:
            return "—"
        sign = "+" if self.difference > 0 else ""
        unit = russian.plural_of(self.difference, self.unit_forms) if len(self.unit_forms) == 3 else self.unit
        digits = 2 if abs(self.difference) < 1 else 1
        return f"{sign}{russian.decimal(self.difference, digits)} {unit}".strip()


@dataclass(frozen=True)
class Resources:
    """What a practice costs: hours of mentors and money."""

    hours: float | None
    money: int | None
    band: int | None
    """1 (almost nothing) to 5; None where neither hours nor money are said."""


@dataclass(frozen=True)
class Evidence:
    """How strongly a practice is supported."""

    outcomes: tuple[Outcome, ...]
    resources: Resources
    described: Rule

    @cached_property
    def best(self) -> Outcome | None:
        """The outcome with the highest level; of equals, the one with more people."""
        return max(
            self.outcomes, key=lambda outcome: (int(outcome.level.id), outcome.n, outcome.title), default=None
        )

    @property
    def level(self) -> Rule:
        """The level of the best outcome; measured but weakened to nothing is told apart from not measured."""
        if self.best is None:
            return self.described
        return self.best.level if self.best.level.id != "0" else WEAKENED

    @property
    def verdict(self) -> Rule | None:
        return self.best.verdict if self.best else None

    @property
    def verdict_id(self) -> str:
        """The id of the verdict; empty where nothing was measured."""
        return self.best.verdict.id if self.best else ""

    @property
    def number(self) -> int:
        return int(self.level.id)


@dataclass(frozen=True)
class _Found:
    """One measurement and where it comes from."""

    measurement: Measurement
    source: str
    """The pair, group, year or school; measurements of one source are not a repetition of each other."""
    is_small: bool
    """Whether fewer than five minors were measured: their number is printed nowhere."""


def of(practice: Practice, book: Casebook) -> Evidence:
    """Judge a practice by the measurements of its own card and of its public cases."""
    return Evidence(
        tuple(
            sorted(
                _outcomes(practice, book),
                key=lambda outcome: (-int(outcome.level.id), russian.sort_key(outcome.title)),
            )
        ),
        _resources(practice),
        LEVELS[0],
    )


def _outcomes(practice: Practice, book: Casebook) -> Iterator[Outcome]:
    found: dict[str, list[_Found]] = {}
    for case, measurement in book.measurements(practice):
        found.setdefault(measurement.indicator, []).append(_found(case, measurement, book))
    for indicator, measurements in found.items():
        yield _outcome(indicator, measurements, practice, book)


def _outcome(indicator: str, found: Sequence[_Found], practice: Practice, book: Casebook) -> Outcome:
    term = book.vocabulary.get("indicators", indicator)
    better = term.better if term else "больше"
    replicated = any(
        m.counts
        for replication in practice.replications
        for m in replication.indicators
        if m.indicator == indicator
    )
    compared = any(_is_outside(e.organisation, practice, book) for e in practice.expertise) or any(
        c.indicator in (None, indicator) for c in practice.comparison
    )
    ground = _ground(len({one.source for one in found}), replicated, compared)
    threats = tuple(_threats(found, book))
    improved = sum(_improved(one.measurement, better) for one in found)
    n = sum(one.measurement.n or 0 for one in found)
    small = sum(one.is_small for one in found)
    told = sum(one.measurement.n or 0 for one in found if not one.is_small)
    level = max(0, ground - len(threats))
    is_share = term is not None and "%" in term.unit
    is_total = term is not None and term.total
    difference = _difference(found, SHARE_FROM if is_share else EFFECT_FROM, is_total) if level else None
    step = term.step if term and not is_total else None
    return Outcome(
        indicator=indicator,
        title=term.title if term else indicator,
        unit=term.unit if term else "",
        unit_forms=term.unit_forms if term else (),
        level=LEVELS[level],
        ground=LEVELS[ground],
        threats=threats,
        verdict=VERDICTS[_verdict(improved, len(found), n)],
        improved=improved,
        others=len(found) - improved,
        n=n,
        n_least=told + small,
        n_most=told + small * (MINORS - 1),
        cases=len({one.source for one in found}),
        difference=difference,
        is_total=is_total,
        figured=sum(one.measurement.n or 0 for one in found if _has_figures(one.measurement)),
        band=_band(difference, step, better),
        step=step,
    )


def _ground(sources: int, replicated: bool, compared: bool) -> int:
    """The level before threats: each row of the table needs the rows above it."""
    if sources < 2:
        return 1
    if compared:
        return 4
    return 3 if replicated else 2


def _threats(found: Sequence[_Found], book: Casebook) -> Iterator[Rule]:
    """What weakens all measurements of an outcome at once."""
    measurements = [one.measurement for one in found]
    if sum(m.n or 0 for m in measurements) < EFFECT_FROM:
        yield THREATS["few-people"]
    if all(m.method == "self-assessment" for m in measurements):
        yield THREATS["self-assessment"]
    if not any(m.how or m.survey for m in measurements):
        yield THREATS["method-not-described"]
    if all(m.after_on and _years_after(m.after_on, 5) < book.as_of for m in measurements):
        yield THREATS["old"]


def _years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _is_outside(organisation: str, practice: Practice, book: Casebook) -> bool:
    """Whether an organisation is neither this school nor the one whose practice it is."""
    school = book.school
    own = (
        school.short_name,
        school.full_name,
        school.second_name and school.second_name.text,
        practice.organisation,
    )
    return _plain_name(organisation) not in {_plain_name(name) for name in own if name}


def _plain_name(organisation: str) -> str:
    """A name without quotes and the form of ownership: «МБОУ «Заречная школа»» is `заречная школа`."""
    plain = russian.folded(re.sub("[«»\"“”„']", "", organisation))
    return re.sub(r"^[мгкчрф][а-я]{0,3}оу ", "", plain)


def _verdict(improved: int, measurements: int, n: int) -> str:
    if measurements == 1 and n < EFFECT_FROM:
        return "not-enough"
    return "confirmed" if improved > measurements - improved else "not-confirmed"


def _improved(measurement: Measurement, better: str) -> bool:
    if measurement.before is not None and measurement.after is not None:
        gain = measurement.after - measurement.before
        return gain > 0 if better == "больше" else gain < 0
    return measurement.change == "improved"


def _difference(found: Sequence[_Found], least: int, is_total: bool) -> float | None:
    """The mean of the differences weighted by people, or their sum; None where people are fewer than `least`."""
    figures = [
        (m.after - m.before, m.n or 0)
        for m in (one.measurement for one in found)
        if m.before is not None and m.after is not None
    ]
    people = sum(n for _, n in figures)
    if people < least:
        return None
    return sum(gain for gain, _ in figures) if is_total else sum(gain * n for gain, n in figures) / people


def _has_figures(measurement: Measurement) -> bool:
    return measurement.before is not None and measurement.after is not None


def _band(difference: float | None, step: float | None, better: str) -> int | None:
    if difference is None or step is None:
        return None
    gain = difference if better == "больше" else -difference
    return max(1, min(5, 1 + int(gain / step + 1e-9)))


def _found(case: Case | None, measurement: Measurement, book: Casebook) -> _Found:
    term = book.vocabulary.get("indicators", measurement.indicator)
    minors = are_minors(case) if case else term.minors if term else True
    return _Found(measurement, _source(case, measurement), minors and (measurement.n or 0) < MINORS)


def _source(case: Case | None, measurement: Measurement) -> str:
    year = SchoolYear.of(measurement.after_on) if measurement.after_on else ""
    return f"{case.slug if case else ''} {year}"


def _resources(practice: Practice) -> Resources:
    said = [load.hours_a_week for load in practice.load if load.mentor]
    hours = sum(said) if said else None
    money = practice.costs.money if practice.costs else None
    if hours is None and money is None:
        return Resources(None, None, None)
    by_hours = next((row.band for row in RESOURCES if (hours or 0) <= row.hours), 5)
    by_money = next((row.band for row in RESOURCES if (money or 0) <= row.money), 5)
    return Resources(hours, money, max(by_hours, by_money))


@dataclass(frozen=True)
class ResourceBand:
    """The most hours a week and roubles a year of a band."""

    band: int
    title: str
    hours: float
    money: int


def _data() -> dict[str, Any]:
    text = resources.files("mentoring").joinpath("data/evidence.yml").read_text("utf-8")
    return dict(parse_yaml(text, "evidence.yml").data)


_DATA = _data()
LEVELS = tuple(Rule(**row) for row in _DATA["levels"])
WEAKENED = Rule(**_DATA["weakened"])
"""Stands in the place of level 0 where something was measured and its weaknesses took the level."""
THREATS = {row["id"]: Rule(**row) for row in _DATA["threats"]}
VERDICTS = {row["id"]: Rule(**row) for row in _DATA["verdicts"]}
EFFECT_TITLES = {int(row["band"]): row["title"] for row in _DATA["effect"]}
RESOURCES = tuple(
    ResourceBand(int(row["band"]), row["title"], float(row["hours"]), int(row["money"]))
    for row in _DATA["resources"]
)
