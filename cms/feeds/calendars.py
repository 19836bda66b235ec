"""iCalendar files (RFC 5545, RFC 7986), as calendar programs subscribe to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar

from cms.feeds.calendar_entries import Document, entries_of

CALENDAR = "text/calendar; charset=utf-8"
PRODUCT = "-//Parent and Carer Involvement hub//Calendar 1.0//EN"
ASK_AGAIN_AFTER = dt.timedelta(hours=6)
END = b"END:VCALENDAR\r\n"
# The rule of the United Kingdom since 1996; earlier dates are not in calendars of what is on.
TIME_ZONE = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/London\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"DTSTART:19960331T010000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"TZNAME:BST\r\n"
    b"TZOFFSETFROM:+0000\r\n"
    b"TZOFFSETTO:+0100\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"DTSTART:19961027T020000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"TZNAME:GMT\r\n"
    b"TZOFFSETFROM:+0100\r\n"
    b"TZOFFSETTO:+0000\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)


def write_entries(document: Document) -> bytes:
    """Return a document's components as text; empty for what has no dates."""
    return b"".join(component.to_ical() for component in entries_of(document))


def write_calendar(name: str, components: Iterable[bytes]) -> bytes:
    """Return a calendar of components that `write_entries` gave."""
    head = Calendar()
    for key, value in {
        "prodid": PRODUCT,
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "name": name,
        "x-wr-calname": name,
        "x-wr-timezone": settings.TIME_ZONE,
        "x-published-ttl": "PT6H",
    }.items():
        head.add(key, value)
    head.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    opening: bytes = head.to_ical().removesuffix(END)
    return opening + TIME_ZONE + b"".join(components) + END
