"""The calendar of the school: everything with dates in its roadmaps."""

from mentoring.exports.calendars import calendar
from mentoring.exports.official.order import Order
from mentoring.pages.dates import events


def ics(order: Order) -> bytes:
    found = {
        event.key: event for programme in order.book.programmes for event in events(programme, order.edition)
    }
    ordered = sorted(found.values(), key=lambda event: (event.first, event.last, event.key))
    title = f"Наставничество. {order.book.school.short_name}"
    return calendar(title, ordered, order.edition, order.about())
