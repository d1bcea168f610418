"""What a curator should look at again in a plan that was read."""

import re
from collections.abc import Iterator, Sequence

from mentoring import russian
from mentoring.imports.draft import Data
from mentoring.schedule import Kind, parse
from mentoring.school_year import SchoolYear


def about_numbers(items: Sequence[Data]) -> Iterator[str]:
    """Numbers that repeat or are skipped: they stay as they are."""
    told = [str(item["number"]) for item in items if item.get("number")]
    twice = sorted({number for number in told if told.count(number) > 1}, key=russian.sort_key)
    whole = [int(number) for number in told if number.isdecimal()]
    if twice and len(set(told)) * 2 > len(told):
        yield f"Номера повторяются: {russian.listed(twice)}. Они оставлены, как в документе."
    missed = [str(number) for number in range(1, max(whole, default=0)) if number not in whole]
    if missed and len(missed) <= 5 and len(whole) > 3 and len(whole) == len(told):
        yield f"Пропущены номера: {russian.listed(missed)}."


def about_taken(items: Sequence[Data]) -> Iterator[str]:
    """Where words were taken out: they are marked there."""
    told = [
        str(item.get("number") or f"«{str(item.get('title', ''))[:40]}»")
        for item in items
        if re.search(r"\[[^\[\]]* убран[аоы]?\]", str(item))
    ]
    if told:
        yield f"Убранные слова помечены квадратными скобками, мероприятия: {', '.join(told)}."


def about_dates(items: Sequence[Data], first: SchoolYear, until: SchoolYear | None) -> Iterator[str]:
    """Dates that were not understood: they are printed as they are, and do not stand on the timeline."""
    doubtful: list[str] = []
    count = 0
    for item in items:
        if text := item.get("schedule"):
            count += 1
            schedule = parse(text, first, until)
            if schedule.doubtful or schedule.kind is Kind.UNKNOWN:
                doubtful.append(str(item.get("number") or item.get("title", ""))[:40])
    if doubtful:
        yield f"Сроков {count}, из них программа не поняла {len(doubtful)} (мероприятия: {', '.join(doubtful)}). Слова остались, как в документе."
