"""Edit events as an editor does, and read what people are told of their dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.content.models import ContentPeriod
from cms.dates import local
from events.models import DateChange, EventPage

SPRING = dt.datetime(2030, 4, 1, 12, tzinfo=dt.UTC)
WEEKLY = {"rrule": "FREQ=WEEKLY;BYDAY=TU"}


def on(text: str) -> dt.date:
    """Return a day of 2030 from such as `06-04`."""
    return dt.date.fromisoformat(f"2030-{text}")


def at(text: str) -> dt.datetime:
    """Return the UTC instant of such as `2030-06-04 17:30`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def change(
    day: str, status: str = "cancelled", note: str = "The hall is closed.", **values: Any
) -> DateChange:
    """Return a change of one date."""
    return DateChange(day=on(day), status=status, note=note, **values)


def edit(event: EventPage, **values: Any) -> EventPage:
    """Publish an event with other values; return it as the database has it."""
    page = EventPage.objects.get(pk=event.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def periods(event: EventPage) -> list[ContentPeriod]:
    """Return the stored dates of an event in order."""
    return list(ContentPeriod.objects.filter(item=event.content_id).order_by("starts_at"))


def told(event: EventPage) -> list[str]:
    """Return each stored date such as `06-04 18:30`, with its status where it is not as usual."""
    return [
        f"{local(row.starts_at):%m-%d %H:%M}" + (f" {row.status}" if row.status != "scheduled" else "")
        for row in periods(event)
    ]
