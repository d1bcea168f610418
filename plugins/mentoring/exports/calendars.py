"""The calendar of each programme, for a phone or a mail program: iCalendar."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from mentoring.addresses import address
from mentoring.pages import Asset, Edition
from mentoring.pages.dates import Event, events, path_of


def calendars(edition: Edition) -> Iterator[Asset]:
    """A file for every programme whose roadmaps have dates."""
    for programme in edition.book.programmes:
        found = events(programme, edition)
        if found:
            yield Asset(path_of(programme), calendar(programme.title, found, edition))


def calendar(title: str, found: list[Event], edition: Edition, about: Sequence[str] = ()) -> bytes:
    """A calendar of whole days. Source: RFC 5545; RFC 7986, 5.1 for its name, 5.2 for what is said of it."""
    import icalendar  # its time zones take a while to import

    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//mkdocs-mentoring//RU")
    for key in ("name", "x-wr-calname"):
        made.add(key, icalendar.vText(title))  # of itself it writes them without escapes
    if about:
        made.add("description", icalendar.vText(" ".join(about)))
    site = edition.book.school.site
    for event in found:
        entry = icalendar.Event()
        entry.add("uid", digest(f"{site} {event.key}"))
        entry.add("dtstamp", midnight(edition.book.as_of))
        entry.add("dtstart", event.first)
        entry.add("dtend", event.last + timedelta(days=1))  # exclusive
        entry.add("summary", event.title)
        entry.add("description", _description(event))
        entry.add("transp", "TRANSPARENT")  # whoever has the plan is not busy for it
        if site:
            page = address(edition.path_of(event.roadmap), edition.directory_urls)
            entry.add("url", f"{site.rstrip('/')}/{page}")
        made.add_component(entry)
    content: bytes = made.to_ical()
    return content


def _description(event: Event) -> str:
    told = [f"Срок по плану: {event.wording}", f"Дорожная карта: {event.roadmap.title}"]
    if event.responsible:
        told.append(f"Ответственные: {', '.join(event.responsible)}")
    return "\n".join(told)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def digest(text: str) -> str:
    """A name for an event, of consonants only: digits could pass for a number, `@` for an address, «…ski» for a surname of a person."""
    return hashlib.sha256(text.encode()).hexdigest()[:32].translate(_LETTERS)


_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmpqrtvwx")
