"""What makes a card fit to publish: one module a theme, every rule a function from the casebook to problems.

The Russian docstring of a rule is its page in the curators' manual: what is wrong, why it matters, what to do.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from mentoring.casebook import Casebook
from mentoring.problems import Problem, Severity
from mentoring.rules import bodies
from mentoring.rules.documents import (
    ages_not_sum,
    best_without_measurement,
    blank_unfilled,
    day_in_future,
    day_outside_programme,
    document_out_of_force,
    organisation_foreign,
    result_empty,
    school_kind_foreign,
    title_of_other_form,
    year_not_in_school,
)
from mentoring.rules.links import file_missing, link_missing, programme_unpublished
from mentoring.rules.listings import listing_empty, listing_wrong
from mentoring.rules.measurements import figures_for_few, measurement_days_reversed, measurement_incomplete
from mentoring.rules.moves import address_gone, redirect_elsewhere, redirect_taken
from mentoring.rules.participants import (
    form_not_of_programme,
    pair_of_many,
    role_pattern_unknown,
    word_almost_known,
)
from mentoring.rules.people import (
    approval_before_submission,
    approval_by_author,
    approval_missing,
    consent_missing,
    consent_not_in_force,
    consent_too_narrow,
    submission_missing,
)
from mentoring.rules.pictures import picture_people_unclear, picture_without_consent
from mentoring.rules.plans import days_reversed, number_skipped, number_twice, schedule_doubtful, year_missing
from mentoring.rules.rarity import described_rare, participants_rare

Rule = Callable[[Casebook], Iterator[Problem]]

ERRORS: tuple[Rule, ...] = (
    link_missing,
    file_missing,
    programme_unpublished,
    figures_for_few,
    measurement_days_reversed,
    pair_of_many,
    form_not_of_programme,
    consent_missing,
    picture_without_consent,
    picture_people_unclear,
    approval_by_author,
    approval_before_submission,
    described_rare,
    participants_rare,
    days_reversed,
    redirect_taken,
    redirect_elsewhere,
    listing_wrong,
)
"""Rules whose problems hold the card back."""

WARNINGS: tuple[Rule, ...] = (
    schedule_doubtful,
    role_pattern_unknown,
    word_almost_known,
    measurement_incomplete,
    consent_not_in_force,
    consent_too_narrow,
    approval_missing,
    submission_missing,
    number_twice,
    number_skipped,
    year_missing,
    year_not_in_school,
    ages_not_sum,
    organisation_foreign,
    school_kind_foreign,
    title_of_other_form,
    day_outside_programme,
    day_in_future,
    result_empty,
    document_out_of_force,
    blank_unfilled,
    best_without_measurement,
    address_gone,
    listing_empty,
)
"""Rules whose problems hold nothing back."""


def check(book: Casebook) -> Iterator[Problem]:
    """Run every rule, and sign each problem with the name of its rule."""
    yield from bodies.slips(book)
    for severity, rules in ((Severity.ERROR, ERRORS), (Severity.WARNING, WARNINGS)):
        for rule in rules:
            for problem in rule(book):
                yield replace(problem, rule=name(rule), severity=severity)


def name(rule: Rule) -> str:
    """The permanent name of a rule: `consent_missing` is told as `consent-missing`."""
    return rule.__name__.replace("_", "-")
