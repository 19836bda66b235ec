"""Times, rules and lengths as iCalendar writes them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import vDuration

from cms.importing.moments import in_zone, zone_named
from cms.importing.rows import RowRefused, quote
from events.importing.calendar_files import Property
from events.importing.dates import london
from events.recurrence import DAYS, LONDON

UTC = ZoneInfo("UTC")
STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?", re.ASCII)
LONGEST_RULE = 500


@dataclass(frozen=True)
class Zones:
    """What is known of time zones: what the person declared, and what the file says of its own."""

    declared: ZoneInfo | None
    calendar: str
    offsets: dict[str, set[str]]


@dataclass(frozen=True)
class Moment:
    """A day, or a time of the wall clock of a zone."""

    wall: dt.datetime
    zone: ZoneInfo
    is_day: bool

    @property
    def instant(self) -> dt.datetime:
        """Return the instant; for a day that of its beginning in UTC, which serves to count days."""
        return (
            self.wall.replace(tzinfo=dt.UTC) if self.is_day else in_zone(str(self.wall), self.wall, self.zone)
        )

    @property
    def london(self) -> dt.datetime:
        """Return the wall time of London."""
        return self.wall if self.is_day else london(self.wall, self.zone)


def moments(given: Property, zones: Zones) -> list[Moment]:
    """Return the days or times of a property, which may hold several."""
    if given.parameters.get("VALUE", "").upper() == "PERIOD":
        raise RowRefused(f"{given.name} gives periods, which are not read. Give dates.")
    return [_moment(text.strip(), given, zones) for text in given.value.split(",")]


def _moment(text: str, given: Property, zones: Zones) -> Moment:
    found = STAMP.fullmatch(text)
    if not found:
        raise RowRefused(f"{given.name}: {quote(text)} is no date such as 20260714T183000.")
    try:
        wall = dt.datetime(*(int(part or 0) for part in found.groups()[:6]))  # type: ignore[arg-type]
    except ValueError as error:
        raise RowRefused(f"{given.name}: {quote(text)} does not exist.") from error
    if not 1990 <= wall.year <= 2100:
        raise RowRefused(f"{given.name}: the year of {quote(text)} must lie between 1990 and 2100.")
    if found[4] is None:
        return Moment(wall, LONDON, True)
    moment = Moment(wall, _zone(text, given, zones, found[7] is not None), False)
    _check_offset(moment, given, zones)
    return moment


def _zone(text: str, given: Property, zones: Zones, is_utc: bool) -> ZoneInfo:
    name = given.parameters.get("TZID", "")
    if is_utc and name:
        raise RowRefused(f"{given.name}: {quote(text)} is in UTC and in {quote(name)}. Leave one out.")
    if is_utc:
        return UTC
    if name:
        return zone_named(name)
    if zones.declared is None:
        hint = f" The calendar names {zones.calendar}." if zones.calendar else ""
        raise RowRefused(f"{given.name}: {quote(text)} is in no time zone. Say in which the times are.{hint}")
    return zones.declared


def _check_offset(moment: Moment, given: Property, zones: Zones) -> None:
    """Refuse a time whose zone the file itself describes in another way than the world does."""
    told = zones.offsets.get(given.parameters.get("TZID", ""), set())
    local = moment.instant.astimezone(moment.zone)
    if told and f"{local:%z}" not in told:
        raise RowRefused(
            f"{given.name}: the file has {given.parameters['TZID']} at {' or '.join(sorted(told))}, but the"
            f" clocks there stand at {local:%z} on that day."
        )


def minutes_of(text: str) -> int | None:
    """Return the minutes of a DURATION, None for no length; raises RowRefused."""
    try:
        length = vDuration.from_ical(text)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError) as error:
        raise RowRefused(f"DURATION: {quote(text)} is no length such as PT90M.") from error
    seconds = length.total_seconds()
    if seconds < 0 or seconds % 60:
        raise RowRefused(f"DURATION: {quote(text)} is negative or not in whole minutes.")
    return int(seconds) // 60 or None


def read_rule(text: str, start: Moment) -> tuple[str, int | None, dt.date | None]:
    """Return a rule as the hub keeps it, with its count or last day apart; raises RowRefused."""
    named: dict[str, str] = {}
    for part in text.upper().strip().rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in named or len(text) > LONGEST_RULE:
            raise RowRefused(f"RRULE: {quote(text)} is no rule such as FREQ=WEEKLY;BYDAY=TU.")
        named[name] = value
    count, until = named.pop("COUNT", None), named.pop("UNTIL", None)
    if count and until:
        raise RowRefused("RRULE: it has both COUNT and UNTIL. Keep one.")
    if count and not re.fullmatch(r"[1-9]\d{0,3}", count, re.ASCII):
        raise RowRefused(f"RRULE: COUNT={count} is not a number of times from 1 to 9999.")
    _drop_what_goes_without_saying(named, start.london)
    rule = ";".join(f"{name}={value}" for name, value in named.items())
    return rule, int(count) if count else None, _until(until, start) if until else None


def _drop_what_goes_without_saying(named: dict[str, str], first: dt.datetime) -> None:
    """Leave out parts that repeat the start or change nothing, so that the rule can be said in words."""
    if named.get("INTERVAL") == "1":
        del named["INTERVAL"]
    # Where a week begins only matters to several days of every second week.
    if "INTERVAL" not in named or "," not in named.get("BYDAY", ""):
        named.pop("WKST", None)
    if named.get("FREQ") == "YEARLY":
        same = {"BYMONTH": str(first.month), "BYMONTHDAY": str(first.day)}
        if {name: named.get(name) for name in same} == same:
            del named["BYMONTH"], named["BYMONTHDAY"]
    days = named.get("BYDAY", "").split(",")
    if set(days) <= set(DAYS):
        named["BYDAY"] = ",".join(code for code in DAYS if code in days)


def _until(text: str, start: Moment) -> dt.date:
    """Return the last day on which it can be, from any of the three forms of UNTIL."""
    found = STAMP.fullmatch(text)
    if not found:
        raise RowRefused(f"RRULE: UNTIL={text} is no date.")
    try:
        wall = dt.datetime(*(int(part or 0) for part in found.groups()[:6]))  # type: ignore[arg-type]
    except ValueError as error:
        raise RowRefused(f"RRULE: UNTIL={text} does not exist.") from error
    if not 1990 <= wall.year <= 2100:
        raise RowRefused(f"RRULE: the year of UNTIL={text} must lie between 1990 and 2100.")
    if found[4] is None or start.is_day:
        last = wall
    else:
        zone = UTC if found[7] else start.zone
        local = wall.replace(tzinfo=zone).astimezone(LONDON).replace(tzinfo=None)
        # A date later on the day than UNTIL says is no date any more.
        last = local if local.time() >= start.london.time() else local - dt.timedelta(days=1)
    if last.date() < start.london.date():
        raise RowRefused(f"RRULE: UNTIL={text} lies before its first day.")
    return last.date()
