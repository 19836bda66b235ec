"""Dates as the public was told of them: what has begun is never rewritten by an edit of the rule.

The rows are written with each stored document and mirror its periods. A building reads of them only those
that have begun, so it gives the same before and after they are written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from cms.content.builder import Period
from cms.dates import day
from events.event_dates import PublishedDate
from events.plan import EventDate
from events.statuses import STATUS_WORDS, combined

if TYPE_CHECKING:
    from events.event_dates import DateChange
    from events.events import EventPage

KEPT = ["ends_at", "status", "note"]


def published_rows(event: EventPage) -> list[PublishedDate]:
    """Return what the public was last told; nothing for an event that was never published."""
    return list(event.published_dates.all()) if event.pk else []


def begun(rows: Iterable[PublishedDate], now: dt.datetime) -> list[EventDate]:
    """Return the dates among the rows that have begun."""
    return [
        EventDate(row.starts_at, row.ends_at, row.status, row.note) for row in rows if row.starts_at <= now
    ]


def with_history(
    event: EventPage, planned: list[EventDate], past: list[EventDate], now: dt.datetime
) -> list[EventDate]:
    """Return the dates that have begun as they were, then those planned from now on.

    A change that was made since can mark a past date, with its note; its time stays. On a day that has had
    its date no other follows.
    """
    by_start = {date.starts_at: date for date in planned}
    changes = {row.day: (number, row) for number, row in enumerate(event.date_changes.all())}
    dates = []
    for date in past:
        plan = by_start.get(date.starts_at)
        if plan is None and date.day in changes:
            number, change = changes[date.day]
            _refuse_late_move(change, f"date_changes.{number}.new_day")
            plan = replace(date, status=change.status, note=change.note, change=change)
        dates.append(_as_marked(date, plan))
    days = {date.day for date in past}
    ahead = [date for date in planned if date.starts_at > now and date.day not in days]
    return dates + ahead


def keep(event: EventPage, periods: Iterable[Period]) -> None:
    """Make the rows what was just told, writing only what differs."""
    rows = {row.starts_at: row for row in published_rows(event)}
    told = {period.starts_at: period for period in periods}
    gone = [row.pk for start, row in rows.items() if start not in told]
    new = [
        PublishedDate(page=event, starts_at=start, **_kept(period))
        for start, period in told.items()
        if start not in rows
    ]
    changed = []
    for start, row in rows.items():
        if start in told and _kept(row) != _kept(told[start]):
            for name, value in _kept(told[start]).items():
                setattr(row, name, value)
            changed.append(row)
    if gone:
        PublishedDate.objects.filter(pk__in=gone).delete()
    PublishedDate.objects.bulk_create(new)
    PublishedDate.objects.bulk_update(changed, KEPT)
    if gone or new:
        # A batch has loaded them with the page, which may be stored once more.
        getattr(event, "_prefetched_objects_cache", {}).pop("published_dates", None)


def forget(page_id: int) -> None:
    """Forget what the public was told, as of a demonstration whose dates move with the day of loading.

    The number of its calendar revision stays, as calendars that took the event know that. The next document
    that is stored replaces the store's rows.
    """
    PublishedDate.objects.filter(page=page_id).delete()


def _kept(source: PublishedDate | Period) -> dict[str, object]:
    return {name: getattr(source, name) for name in KEPT}


def _refuse_late_move(change: DateChange, place: str) -> None:
    if change.status == "moved":
        raise ValidationError(
            {
                place: f"The date on {day(change.day)} has begun, so it can not be moved any more. Call it"
                " off with a note instead, and add the new date."
            }
        )


def _as_marked(date: EventDate, plan: EventDate | None) -> EventDate:
    """Return a past date with what a change says of it, unless that was known when it began."""
    if plan is None:
        return date
    date = replace(date, original=plan.original)
    change = plan.change
    if change is None:
        return date
    own = "scheduled" if change.status == "moved" else change.status
    known = date.note.endswith(change.note) and date.status in {
        combined(own, whole) for whole in STATUS_WORDS
    }
    return date if known else replace(date, status=own, note=plan.note)
