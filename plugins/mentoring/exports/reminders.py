"""The curator's own calendar: what is due, as iCalendar; it is never a part of the site."""

from collections.abc import Sequence
from datetime import date, timedelta

from mentoring.due import Due
from mentoring.exports.calendars import digest, midnight


def calendar(found: Sequence[Due], name: str, today: date) -> bytes:
    """A calendar of whole days, each with an alarm on the day before. Source: RFC 5545."""
    import icalendar  # its time zones take a while to import

    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//mkdocs-mentoring//RU")
    for key in ("name", "x-wr-calname"):
        made.add(key, icalendar.vText(name))  # of itself it writes them without escapes
    for one in found:
        day = max(one.on, today)
        late = f"Просрочено с {one.on:%d.%m.%Y}. " if one.is_late else ""
        entry = icalendar.Event()
        entry.add("uid", digest(f"{one.kind} {one.what} {one.where} {one.on}"))
        entry.add("dtstamp", midnight(today))
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(days=1))  # exclusive
        entry.add("summary", f"{late}{one.what}")
        about = "\n".join(text for text in (one.note, one.where) if text)
        if about:
            entry.add("description", about)
        entry.add("transp", "TRANSPARENT")
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.what)
        alarm.add("trigger", timedelta(days=-1))
        entry.add_component(alarm)
        made.add_component(entry)
    content: bytes = made.to_ical()
    return content
