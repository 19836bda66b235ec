"""How often an event's time, place or status changed, which calendars ask for as SEQUENCE.

What is compared is a hash of them, with the day up to which it counts the dates: dates that only come into
sight as time passes are no change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cms.content.builder import Period, sha256
from cms.content.schemas import write_instant
from events.event_dates import CalendarRevision
from events.plan import horizon
from events.recurrence import LONDON

if TYPE_CHECKING:
    from events.events import EventPage

HASH_LENGTH = 48
# The fields of a document that are compared.
COMPARED = {"status", "attendance", "venue", "online", "schedule"}


def sequence(event: EventPage, values: dict[str, Any], periods: Iterable[Period], now: dt.datetime) -> int:
    """Return the number for a document and its periods, from what was stored last; nothing is written."""
    stored = _stored(event)
    if stored is None:
        return 0
    up_to = min(_up_to(event, now), stored.signature.partition("-")[0])
    return stored.sequence + (signature(values, periods, up_to) != stored.signature)


def keep(event: EventPage, values: dict[str, Any], periods: Iterable[Period], now: dt.datetime) -> None:
    """Keep the number of a document that was just stored."""
    kept = {
        "signature": signature(values, periods, _up_to(event, now)),
        "sequence": values["schedule"]["sequence"],
    }
    stored = _stored(event)
    if stored is None:
        event.calendar_revision = CalendarRevision.objects.create(page=event, **kept)
    elif {name: getattr(stored, name) for name in kept} != kept:
        stored.signature, stored.sequence = kept["signature"], kept["sequence"]
        stored.save()


def signature(values: dict[str, Any], periods: Iterable[Period], up_to: str) -> str:
    """Return the hash of time, place and status in a document, up to a day such as 20310601."""
    schedule, online = values["schedule"], values["online"]
    counted = [
        [write_instant(period.starts_at), write_instant(period.ends_at), period.status]
        for period in sorted(set(periods), key=lambda period: period.starts_at)
        if period.starts_at.astimezone(LONDON).date().isoformat().replace("-", "") < up_to
    ]
    place = [values["attendance"], values["venue"], online and online["url"]]
    time = [schedule["rule"], schedule["all_day"], schedule["extra_dates"], counted]
    return f"{up_to}-{sha256([values['status'], place, time])[:HASH_LENGTH]}"


def _up_to(event: EventPage, now: dt.datetime) -> str:
    """Return the day before which all dates are known."""
    return f"{horizon(event, now) or dt.datetime.max:%Y%m%d}"


def _stored(event: EventPage) -> CalendarRevision | None:
    return getattr(event, "calendar_revision", None)
