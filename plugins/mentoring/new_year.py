"""The turn of the school year: what goes on becomes drafts of the new year, what is over goes to the archive."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mentoring import block_yaml
from mentoring.cards import Card, Case, Programme, Roadmap
from mentoring.cards.fields import Step
from mentoring.cards.shape import fields_of
from mentoring.casebook import Casebook
from mentoring.field_text import with_fields
from mentoring.schedule import Kind
from mentoring.school_year import BETWEEN, SchoolYear, follows
from mentoring.source import parse
from mentoring.undoable import Refused

OVER = frozenset({"finished", "stopped"})
"""States of a programme that does not go on."""
ALWAYS = frozenset({"regular"})
"""States of an item that is due in every year."""
DONE = frozenset({"done"})


@dataclass(frozen=True)
class Carried:
    """A card of the new year and the one it goes on with."""

    old: Card
    path: str
    text: str
    told: str
    """What was taken over, for the curator."""


@dataclass(frozen=True)
class Turn:
    """What is to be written, and what somebody has to look at."""

    carried: tuple[Carried, ...]
    archived: tuple[Card, ...]
    stays: tuple[Card, ...]
    """What lasts into the new year as it is."""
    unfinished: tuple[tuple[str, str], ...]
    """Files of the old year, and what is not finished in each."""

    def files(self, texts: Mapping[str, str]) -> Mapping[str, bytes]:
        """The new text of every file; `texts` are the old ones, of those that are archived.

        Raises:
            Refused: a card is written in a way that cannot be edited.
        """
        return {
            **{one.path: one.text.encode() for one in self.carried},
            **{card.file: _archived(card, texts[card.file]).encode() for card in self.archived},
        }


def turn(book: Casebook, year: SchoolYear) -> Turn:
    """Plan the turn to a year.

    Raises:
        Refused: the year before has no cards.
    """
    old = year.previous
    programmes = [card for card in book.programmes if card.school_year and card.school_year <= old]
    programmes = [card for card in programmes if (card.until or card.school_year) == old]
    roadmaps = [card for card in book.roadmaps if (card.until or card.school_year) == old]
    lasting: tuple[Programme | Roadmap, ...] = (*book.programmes, *book.roadmaps)
    stays: list[Card] = [
        card
        for card in lasting
        if card.school_year and card.school_year < year <= (card.until or card.school_year)
    ]
    if not programmes and not roadmaps and not stays:
        last = max((y for y in book.school_years if y < year), default=None)
        more = f" Последний год с карточками — {last}: начните с {last.next}." if last else ""
        raise Refused(f"За {old} учебный год нет ни программ, ни дорожных карт: переводить нечего.{more}")
    going = [
        card
        for card in programmes
        if card.state not in OVER and card.publication != "archive" and card.kind != "model"
    ]
    slugs = {card.slug: _next_slug(card.slug, old, year) for card in going}
    continued = {card.continues: card.slug for card in book.programmes if card.continues}
    carried = [
        _programme(card, slugs[card.slug], year, book)
        for card in going
        if card.slug not in continued and not book.knows("programmes", slugs[card.slug])
    ]
    now = {**{card.slug: card.slug for card in stays}, **slugs, **continued}
    for roadmap in roadmaps:
        slug = _next_slug(roadmap.slug, old, year)
        made = _roadmap(roadmap, slug, year, book, now)
        if made and roadmap.publication != "archive" and not book.knows("roadmaps", slug):
            carried.append(made)
    over: list[Card] = [
        card
        for card in (*programmes, *roadmaps)
        if card.publication == "published" and not (isinstance(card, Programme) and card.kind == "model")
    ]
    return Turn(
        tuple(carried), tuple(over), tuple(stays), tuple(_unfinished(book, programmes, roadmaps, year))
    )


# The new cards


def _programme(card: Programme, slug: str, year: SchoolYear, book: Casebook) -> Carried:
    data = _data(card)
    data["title"] = _titled(card, year)
    data["school_year"] = str(year)
    data["continues"] = card.slug
    data["state"] = "планируется"
    if card.period:
        days = (("start", card.period.start), ("end", card.period.end))
        first, last = card.school_year or year, card.until or card.school_year or year
        since = {"start": first.first, "end": last.first}
        data["period"] = {key: _moved(day, year.first - since[key]) for key, day in days if day}
    for key, lost in _OF_ONE_YEAR.items():
        if key in data:
            data[key] = [_without(one, lost) for one in data[key]]
    for key in ("phases", "stages"):
        if key in data:
            data[key] = [_later(one, card, year, book) for one in data[key]]
    if "documents" in data:
        data["documents"] = [paper for paper in _list(data["documents"]) if _lasts(paper, book)]
    for key in ("approval", "awards", "next_year"):
        data.pop(key, None)
    told = "цель, задачи, этапы и показатели без прошлогодних чисел"
    return Carried(card, f"cases/programmes/{slug}.md", _text(Programme, data, f"{slug}.md", card), told)


def _roadmap(
    card: Roadmap, slug: str, year: SchoolYear, book: Casebook, programmes: Mapping[str, str]
) -> Carried | None:
    """The items that are open and those that come every year, numbered anew; None where there are none."""
    data = _data(card)
    sections: list[Any] = []
    count = 0
    for section, written in zip(card.sections, _list(data.get("sections")), strict=True):
        items = []
        for item, text in zip(section.items, _list(written.get("items")), strict=True):
            if _is_open(item) or _comes_again(card, item, book):
                count += 1
                number = {"number": str(count)} if item.number else {}
                items.append(_later({**_without(text, _OF_ONE_DEED), **number}, card, year, book))
        if items:
            sections.append(_later({**written, "items": items}, card, year, book))
    if not count:
        return None
    data["title"] = _titled(card, year)
    data["school_year"] = str(year)
    data["programmes"] = [programmes[one] for one in card.programmes if one in programmes]
    data["sections"] = sections
    for key in ("until", "intro"):
        data.pop(key, None)
    told = f"мероприятий: {count} — незаконченные и те, что повторяются каждый год"
    return Carried(card, f"cases/roadmaps/{slug}.md", _text(Roadmap, data, f"{slug}.md", card), told)


def _is_open(item: Step) -> bool:
    return item.status not in (DONE | ALWAYS)


def _comes_again(card: Roadmap, item: Step, book: Casebook) -> bool:
    schedule = book.schedule(item.schedule, card.school_year, card.until)
    return item.status in ALWAYS or bool(schedule and (schedule.kind is Kind.RECURRING or schedule.then))


_OF_ONE_DEED = ("status", "done_on", "actual_result", "counts", "mark")
_OF_ONE_YEAR: Mapping[str, tuple[str, ...]] = {
    "results": ("reached",),
    "indicators": ("before", "after", "n", "of", "change", "before_on", "after_on", "note"),
    "participants": ("count",),
    "meetings": ("count",),
    "criteria": ("score",),
    "training": ("count", "schedule"),
}
"""What a programme says of one year only, by field."""
_OF_PUBLICATION = frozenset({"publication", "submitted", "approved", "published_on", "redirect_from"})


def _text(model: type[Card], data: Mapping[str, Any], name: str, old: Card) -> str:
    """The new card in the order of its fields."""
    lines = [f"# Черновик нового года по {old.slug}.md: проверьте сроки, числа и ответственных."]
    for key, _ in fields_of(model):
        if key in data and data[key] not in (None, "", [], {}):
            lines += block_yaml.pair(key, _value(data[key]), 0)
    lines.append("publication: черновик")
    return "\n".join(["---", *lines, "---", ""])


def _value(data: Any) -> block_yaml.Value:
    """What the author wrote, without fields that are empty."""
    if isinstance(data, dict):
        return {key: _value(inner) for key, inner in data.items() if inner not in (None, "", [], {})}
    if isinstance(data, list):
        return [_value(inner) for inner in data if inner not in (None, "", [], {})]
    return str(data)


def _data(card: Card) -> dict[str, Any]:
    data = dict(parse(card.written, card.file).data)
    return {key: value for key, value in data.items() if key not in _OF_PUBLICATION}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data] if data else []


def _without(part: Any, lost: tuple[str, ...]) -> Any:
    return {key: value for key, value in part.items() if key not in lost} if isinstance(part, dict) else part


def _later(part: Any, card: Programme | Roadmap, year: SchoolYear, book: Casebook) -> Any:
    """A part whose schedule names the new year, as far as it names years."""
    text = part.get("schedule") if isinstance(part, dict) else None
    if not isinstance(text, str):
        return part
    schedule = book.schedule(text, card.school_year, card.until)
    day = schedule.first_day or schedule.last_day if schedule else None
    first = SchoolYear.of(day + _TO_SEPTEMBER) if day else card.school_year
    return {**part, "schedule": _shifted(text, year.first - first.first if first else 1)}


def _titled(card: Programme | Roadmap, year: SchoolYear) -> str:
    """The same title with the new year in the place of the card's own; any other year is somebody else's."""
    first = card.school_year or year.previous
    last = (card.until or first).first + 1
    own = {first.first: year.first, last: year.first + 1}

    def later(found: re.Match[str]) -> str:
        since, until = int(found[1]), found[2] or found[3]
        if not until:
            return str(own.get(since, since))
        is_own = (since == first.first and int(until) in {last, last % 100}) or (
            since in {first.first, last - 1} and follows(since, until)
        )
        return str(year) if is_own else found[0]

    return _TITLED.sub(later, card.title)


def _moved(day: date, years: int) -> str:
    """The same day and month so many years later."""
    of_month = min(day.day, 28) if day.month == 2 else day.day
    return f"{of_month:02}.{day.month:02}.{day.year + years}"


def _shifted(text: str, years: int) -> str:
    """The same words so many years later: `2025/26` is `2026/27`, `октябрь 2025` is `октябрь 2026`."""

    def later(found: re.Match[str]) -> str:
        first, sign, second = int(found[1]), found[2], found[3]
        if not second or not follows(first, second):
            return f"{first + years}{found[0][4:]}"
        return f"{first + years}{sign}{(int(second) + years) % 100:02}"

    return _YEARS.sub(later, text)


_TO_SEPTEMBER = timedelta(days=31)
"""What is done in August prepares the year that follows."""
_SHORT = r"(\d\d)(?![.-]?\d)"
"""The second year in two digits: not the day of `2025-20.09.2025`, nor the month of `2025-10-01`."""
_YEARS = re.compile(rf"(?<!\d)(20\d\d)(?:({BETWEEN}){_SHORT})?(?!\d)")
_TITLED = re.compile(rf"(?<!\d)(20\d\d)(?:{BETWEEN}{_SHORT}|\s*{BETWEEN}\s*(20\d\d))?(?!\d)")


def _next_slug(slug: str, old: SchoolYear, year: SchoolYear) -> str:
    was, now = (str(one).replace("/", "-") for one in (old, year))
    if was in slug:
        return slug.replace(was, now)
    return f"{re.sub(r'-20[0-9]{2}(-[0-9]{2})?$', '', slug)}-{now}"


def _lasts(paper: str, book: Casebook) -> bool:
    """Whether a document holds in the next year too: an order and a protocol are of one."""
    found = book.papers.get(paper)
    return found is None or found.kind not in {"order", "protocol"}


# The old ones


def _archived(card: Card, text: str) -> str:
    values: dict[str, block_yaml.Value | None] = {"publication": "архив"}
    if isinstance(card, Programme) and card.state not in OVER:
        values["state"] = "завершена"
    return with_fields(text, values)


def _unfinished(
    book: Casebook, programmes: list[Programme], roadmaps: list[Roadmap], year: SchoolYear
) -> Iterator[tuple[str, str]]:
    """What of the old year somebody still has to finish."""
    for programme in programmes:
        empty = sum(1 for result in programme.results if not result.reached)
        if empty:
            yield programme.file, f"не сказано, что достигнуто: строк {empty}"
    for roadmap in roadmaps:
        count = sum(map(_is_open, roadmap.items))
        if count:
            yield roadmap.file, f"не отмечены выполненными: мероприятий {count}"
    cases: list[Case] = [case for case in book.cases if book.year_of(case) == year.previous]
    for card in (*programmes, *roadmaps, *cases):
        if card.publication in {"draft", "review"}:
            yield (
                card.file,
                "ещё черновик" if card.publication == "draft" else "ещё на согласовании",
            )
    if str(year) not in book.school.years:
        yield "cases/school.yml", f"в `years` нет {year}: впишите четверти и число учеников"
