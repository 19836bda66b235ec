"""Dates beside the rule: added, left out, and those that a RECURRENCE-ID changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.dates import day
from cms.importing.rows import RowRefused, quote
from events.importing.calendar_files import Property
from events.importing.calendar_times import Zones, minutes_of, moments
from events.importing.dates import Dates, check_length, running_minutes

LONGEST_NOTE = 300


def extra_dates(given: list[Property], start: Any, zones: Zones) -> list[dict[str, Any]]:
    """Return the dates of RDATE, with their time where it is not the usual one."""
    found = {}
    for moment in [moment for one in given for moment in moments(one, zones)]:
        if moment.is_day != start.is_day:
            raise RowRefused("RDATE and DTSTART are of two kinds, days and times.")
        wall = moment.london
        time = None if start.is_day or wall.time() == start.london.time() else wall.time().isoformat()
        if wall != start.london:
            found[wall] = {"day": wall.date().isoformat(), "start_time": time}
    return [found[wall] for wall in sorted(found)]


def skipped_days(
    given: list[Property], walls: list[dt.datetime], zones: Zones
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the days of EXDATE, and a note for one that is no date of the rule."""
    times = {wall.date(): wall.time() for wall in walls}
    found, notes = set(), []
    for moment in [moment for one in given for moment in moments(one, zones)]:
        wall = moment.london
        if wall.date() not in times:
            notes.append(f"EXDATE leaves out {day(wall.date())}, which is no date of the rule.")
        elif not moment.is_day and wall.time() != times[wall.date()]:
            raise RowRefused(
                f"EXDATE leaves out {wall:%H:%M} on {day(wall.date())}, when it is at another time."
            )
        else:
            found.add(wall.date())
    return [{"day": one.isoformat()} for one in sorted(found)], notes


def date_change(
    properties: dict[str, list[Property]],
    walls: list[dt.datetime],
    extra: list[dict[str, Any]],
    dates: Dates,
    zones: Zones,
) -> dict[str, Any]:
    """Return the change of one date, with its public note; raises RowRefused."""
    was = properties["RECURRENCE-ID"][0]
    if "RANGE" in was.parameters:
        raise RowRefused("RECURRENCE-ID changes all dates from one on, which is not read. Give two events.")
    [before] = moments(was, zones)
    change: dict[str, Any] = {
        "day": _known_day(before.london, before.is_day, walls, extra).isoformat(),
        "status": "scheduled",
        "new_day": None,
        "new_start_time": None,
        "new_duration_minutes": None,
        "note": _text(properties, "COMMENT")[:LONGEST_NOTE],
    }
    if _text(properties, "STATUS").upper() == "CANCELLED":
        return change | {"status": "cancelled", "note": change["note"] or "Called off."}
    if "DTSTART" in properties:
        change |= _moved(properties, before.london, dates, zones)
    place = _text(properties, "LOCATION")
    note = change["note"] or (f"This time at {place}"[:LONGEST_NOTE] if place else "")
    return change | {"note": note or ("Moved." if change["status"] == "moved" else "As planned.")}


def _moved(
    properties: dict[str, list[Property]], before: dt.datetime, dates: Dates, zones: Zones
) -> dict[str, Any]:
    [start] = moments(properties["DTSTART"][0], zones)
    if start.is_day != dates.all_day:
        raise RowRefused(f"The date of {day(before.date())} changes between whole days and times.")
    after = start.london
    minutes = dates.minutes
    if "DTEND" in properties:
        [end] = moments(properties["DTEND"][0], zones)
        minutes = running_minutes(start.instant, end.instant)
    elif "DURATION" in properties:
        minutes = minutes_of(properties["DURATION"][0].value)
    check_length(minutes)
    if after == before and minutes == dates.minutes:
        return {}
    return {
        "status": "moved",
        "new_day": after.date().isoformat() if after.date() != before.date() else None,
        "new_start_time": after.time().isoformat() if after.time() != before.time() else None,
        "new_duration_minutes": minutes if minutes != dates.minutes else None,
    }


def _known_day(
    wall: dt.datetime, is_day: bool, walls: list[dt.datetime], extra: list[dict[str, Any]]
) -> dt.date:
    known = {start.date() for start in walls} if is_day else set(walls)
    added = {dt.date.fromisoformat(one["day"]) for one in extra}
    if (wall.date() if is_day else wall) not in known and wall.date() not in added:
        raise RowRefused(f"It changes {quote(day(wall.date()))}, which is no date of its rule.")
    return wall.date()


def _text(properties: dict[str, list[Property]], name: str) -> str:
    return " ".join(properties[name][0].text.split()) if properties.get(name) else ""
