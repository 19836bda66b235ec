"""What three engines make of a date case: the hub's, recurring-ical-events, and ical.js."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import Any

import icalendar
import recurring_ical_events

from events.recurrence import LONDON, instant, read_rule
from tests.calendar_clients import ical_js
from tests.events.date_cases import HORIZON, Date, DateCase, Moment, calendar

LONG_AGO = dt.datetime(1990, 1, 1)


def of_hub(case: DateCase) -> list[Date]:
    """Return what the hub makes of it; raises ValidationError where it refuses."""
    first = wall_time(case.start)
    starts = {first}
    for rule in case.values("RRULE"):
        recurrence = read_rule(rule, first)
        horizon = dt.datetime.max if recurrence.is_bounded else HORIZON
        starts = set(recurrence.wall_times(horizon))
    starts = starts - wall_times(case, "EXDATE") | wall_times(case, "RDATE")
    if case.all_day:
        return [(start.date(), start.date() + length(case)) for start in sorted(starts)]
    ends = [instant(wall_time(text)) for text in case.values("DTEND")]
    if ends:
        return [(instant(first), ends[0])]
    return [(instant(start), instant(start) + length(case)) for start in sorted(starts)]


def wall_time(text: str) -> dt.datetime:
    """Return a day, a local time or an instant of iCalendar as wall time."""
    if text.endswith("Z"):
        return dt.datetime.fromisoformat(text).astimezone(LONDON).replace(tzinfo=None)
    return dt.datetime.fromisoformat(text)


def wall_times(case: DateCase, name: str) -> set[dt.datetime]:
    """Return all times of lines such as EXDATE."""
    return {wall_time(text) for value in case.values(name) for text in value.split(",")}


def length(case: DateCase) -> dt.timedelta:
    """Return how long it takes, nothing where it does not say."""
    [(days, hours, minutes)] = [
        re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", text).groups()  # type: ignore[union-attr]
        for text in case.values("DURATION") or ["P"]
    ]
    return dt.timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))


def of_recurring_ical_events(case: DateCase) -> list[Date]:
    """Return what recurring-ical-events makes of it."""
    parsed = icalendar.Calendar.from_ical(calendar([case]))
    far = HORIZON if case.endless else dt.datetime(2110, 1, 1)
    return [_edges(event) for event in recurring_ical_events.of(parsed).between(LONG_AGO, far)]


def _edges(event: Any) -> Date:
    return _here(event.start), _here(event.end)


def _here(moment: Moment) -> Moment:
    """Return a time that floats as one of the council's zone."""
    if isinstance(moment, dt.datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=LONDON)
    return moment


def of_ical_js(cases: list[DateCase]) -> dict[str, list[Date]]:
    """Return what ical.js makes of them, by name; Node starts once for all."""
    found: dict[str, list[Date]] = defaultdict(list)
    for endless in (True, False):
        far = f"{HORIZON:%Y-%m-%d}" if endless else "2110-01-01"
        chosen = [case for case in cases if case.endless == endless]
        for one in ical_js.occurrences(calendar(chosen), far):
            kind = dt.datetime if "T" in one["starts"] else dt.date
            found[one["uid"]].append(
                (_here(kind.fromisoformat(one["starts"])), _here(kind.fromisoformat(one["ends"])))
            )
    return found
