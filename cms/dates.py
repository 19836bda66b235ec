"""Days and times as people read them, in the council's zone and the style of GOV.UK."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

# Not by `strftime`, which takes most of the time in which an event with many dates is built.
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


def local(instant: dt.datetime) -> dt.datetime:
    """Return the instant as wall-clock time of the council."""
    return timezone.localtime(instant)


def day(date: dt.date) -> str:
    """Return such as `Tuesday 8 April 2026`."""
    return f"{DAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]} {date.year}"


def plain_day(date: dt.date) -> str:
    """Return such as `8 April 2026`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def clock(time: dt.time) -> str:
    """Return such as `6:30pm`, `6pm`, `midday`; midnight is `12am`, as "midnight" leaves the day open."""
    if (time.hour, time.minute) == (12, 0):
        return "midday"
    hour = time.hour % 12 or 12
    minutes = f":{time.minute:02d}" if time.minute else ""
    return f"{hour}{minutes}{'am' if time.hour < 12 else 'pm'}"


def moment(instant: dt.datetime) -> str:
    """Return such as `11:59pm on Tuesday 8 April 2026`."""
    at = local(instant)
    return f"{clock(at.time())} on {day(at.date())}"


def span(starts_at: dt.datetime, ends_at: dt.datetime, all_day: bool = False) -> str:
    """Return such as `Tuesday 8 April 2026, 6:30pm to 8pm`, naming both days where they differ."""
    first, last = local(starts_at), local(ends_at)
    if all_day:
        if first.date() == last.date():
            return day(first.date())
        return f"{day(first.date())} to {day(last.date())}"
    if first.date() == last.date():
        return f"{day(first.date())}, {clock(first.time())} to {clock(last.time())}"
    return f"{day(first.date())}, {clock(first.time())} to {day(last.date())}, {clock(last.time())}"
