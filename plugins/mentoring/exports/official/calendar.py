"""The calendar of the school: everything with dates in its roadmaps."""

from mentoring.exports.calendars import calendar
from mentoring.exports.official.request import Request
from mentoring.pages.dates import of_roadmaps


def ics(request: Request) -> bytes:
    title = f"Наставничество. {request.book.school.short_name}"
    found = of_roadmaps(request.book.roadmaps, request.edition)
    return calendar(title, found, request.edition, request.about())
