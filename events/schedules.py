"""An event's dates in the values of RFC 5545, from which calendars work them out by themselves.

What a calendar works out are the dates that people are told, past ones too: a date of the rule on which
nothing is, or was, is an exception, and one that the rule no longer gives is an extra date. Only past dates
before the rule's present start stay outside, as no date of a calendar entry comes before its first.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from events.event_documents import DateChange, Schedule
from events.plan import DAY_MINUTES, EventDate, ends_at
from events.recurrence import LONDON

if TYPE_CHECKING:
    from events.events import EventPage


def schedule(event: EventPage, rule_starts: list[dt.datetime], dates: list[EventDate]) -> Schedule:
    """Return what calendars need to know of the dates; its `sequence` is filled in by whoever knows it."""
    known = _known(event, rule_starts, dates)
    minutes = event.duration_minutes or DAY_MINUTES
    rule = event.recurrence.bounded_rule if event.recurrence else None
    if rule and event.all_day:
        # UNTIL is a day where the start is one.
        rule = rule.removesuffix("T235959")
    by_rule = set(rule_starts)
    write = _day if event.all_day else _wall_time
    return Schedule(
        uid=str(event.content_id),
        sequence=0,
        time_zone=str(LONDON),
        all_day=event.all_day,
        starts=write(rule_starts[0]),
        duration=f"P{max(1, minutes // DAY_MINUTES)}D" if event.all_day else f"PT{minutes}M",
        rule=rule,
        except_dates=[write(start) for start in rule_starts if start not in known],
        extra_dates=[write(start) for start in sorted(known) if start not in by_rule],
        changes=[
            DateChange(
                original=write(original),
                starts=write(_local(date.starts_at)),
                ends=write(_local(date.ends_at)),
                status=date.status,
                note=date.note,
            )
            for original, date in sorted(known.items())
            if _differs(event, original, date)
        ],
    )


def _known(
    event: EventPage, rule_starts: list[dt.datetime], dates: list[EventDate]
) -> dict[dt.datetime, EventDate]:
    """Return the dates by the wall times under which calendars know them."""
    known = {}
    for date in dates:
        if date.original is not None:
            known[date.original] = date
        elif date.all_day or not event.all_day:
            start = _local(date.starts_at)
            if start >= rule_starts[0]:
                known[start] = date
    return known


def _differs(event: EventPage, original: dt.datetime, date: EventDate) -> bool:
    """Return whether a date is not what the schedule alone would say of it."""
    note = "" if event.status == "scheduled" else event.status_note
    if _local(date.starts_at) != original or (date.status, date.note) != (event.status, note):
        return True
    return date.ends_at != ends_at(original, event.duration_minutes or DAY_MINUTES, event.all_day)


def _local(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(LONDON).replace(tzinfo=None)


def _wall_time(time: dt.datetime) -> str:
    return f"{time:%Y%m%dT%H%M%S}"


def _day(time: dt.datetime) -> str:
    return f"{time:%Y%m%d}"
