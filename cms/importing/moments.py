"""Days, times and instants as spreadsheets and other systems write them; what is not exact is refused."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from cms.dates import clock, day
from cms.importing.rows import RowRefused, quote

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
FIRST_YEAR, LAST_YEAR = 1990, 2100

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
SLASHED_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
WORDED_DAY = re.compile(r"(?:([a-z]+),? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+),? (\d{4})", re.ASCII)
WITHOUT_YEAR = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? ({'|'.join(name[:3] for name in MONTHS)})[a-z]*", re.ASCII
)
AM_PM = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?", re.ASCII)
CLOCK = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?", re.ASCII)
OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$", re.ASCII)


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone by its IANA or Windows name; raises RowRefused for an unknown one."""
    cleaned = name.strip().strip('"')
    # Some calendars put their own address before the name.
    parts = cleaned.split("/")
    candidates = [WINDOWS_TO_OLSON.get(cleaned, cleaned), "/".join(parts[-2:]) if cleaned[:1] == "/" else ""]
    for candidate in filter(None, candidates):
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    raise RowRefused(f"The time zone {quote(name)} is unknown. Use an IANA name such as Europe/London.")


def read_day(text: str) -> dt.date:
    """Return a day such as `2026-07-14`, `14/07/2026` (the day first) or `Tuesday 14 July 2026`."""
    cleaned = " ".join(text.split()).casefold()
    if found := ISO_DAY.fullmatch(cleaned):
        return _date(text, int(found[1]), int(found[2]), int(found[3]))
    if found := SLASHED_DAY.fullmatch(cleaned):
        return _date(text, int(found[3]), int(found[2]), int(found[1]))
    if found := WORDED_DAY.fullmatch(cleaned):
        return _worded(text, found)
    if WITHOUT_YEAR.search(cleaned) or re.fullmatch(r"\d{1,2}[/.]\d{1,2}([/.]\d{2})?", cleaned, re.ASCII):
        raise RowRefused(f"{quote(text)} has no year of four digits. Write such as 2026-07-14.")
    if re.fullmatch(r"\d{5}(\.\d+)?", cleaned, re.ASCII):
        raise RowRefused(f"{quote(text)} is a day as a spreadsheet counts it. Format the column as a date.")
    raise RowRefused(f"{quote(text)} is not a certain day. Write such as 2026-07-14 or 14 July 2026.")


def _worded(text: str, found: re.Match[str]) -> dt.date:
    month = [number for number, name in enumerate(MONTHS, 1) if found[3] in {name, name[:3]}]
    if not month:
        raise RowRefused(f"{quote(text)} names no month. Write such as 14 July 2026.")
    date = _date(text, int(found[4]), month[0], int(found[2]))
    if found[1] and found[1] not in {WEEKDAYS[date.weekday()], WEEKDAYS[date.weekday()][:3]}:
        raise RowRefused(f"{quote(text)} is a {date:%A}. Mend the day or the weekday.")
    return date


def _date(text: str, year: int, month: int, number: int) -> dt.date:
    try:
        date = dt.date(year, month, number)
    except ValueError as error:
        hint = " Days are read as day/month/year." if month > 12 >= number else ""
        raise RowRefused(f"{quote(text)} is a day that does not exist.{hint}") from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RowRefused(f"{quote(text)}: the year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
    return date


def read_time(text: str) -> dt.time:
    """Return a time such as `09:30`, `19:00` or `9:30am`."""
    cleaned = text.strip().casefold()
    if found := AM_PM.fullmatch(cleaned):
        hour = int(found[1])
        if 1 <= hour <= 12:
            return _time(text, hour % 12 + (12 if found[3] == "p" else 0), int(found[2] or 0), 0)
    elif found := CLOCK.fullmatch(cleaned):
        return _time(text, int(found[1]), int(found[2]), int(found[3] or 0))
    elif re.fullmatch(r"\d{1,4}", cleaned, re.ASCII):
        raise RowRefused(f"{quote(text)} is a number and not a certain time. Write such as 09:30 or 7pm.")
    elif re.fullmatch(r"\d[:.]\d{2}", cleaned, re.ASCII):
        raise RowRefused(
            f"{quote(text)} may be morning or evening. Write such as 0{cleaned[0]}:30 or 7:30pm."
        )
    elif re.fullmatch(r"0?\.\d{3,}", cleaned, re.ASCII):
        raise RowRefused(f"{quote(text)} is a time as a spreadsheet counts it. Format the column as a time.")
    raise RowRefused(f"{quote(text)} is not a certain time. Write such as 09:30, 19:00 or 7:30pm.")


def _time(text: str, hour: int, minute: int, second: int) -> dt.time:
    try:
        return dt.time(hour, minute, second)
    except ValueError as error:
        hint = " The last minute of a day is 23:59." if (hour, minute) == (24, 0) else ""
        raise RowRefused(f"{quote(text)} is no time of the day.{hint}") from error


def read_instant(text: str, zone: ZoneInfo | None) -> dt.datetime:
    """Return the instant of a day with a time, and perhaps an offset, in a declared zone."""
    cleaned = " ".join(text.replace(",", " ").split())
    iso = re.fullmatch(
        r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?", cleaned, re.ASCII
    )
    if iso:
        wall = dt.datetime.combine(read_day(iso[1]), read_time(iso[2]))
        return with_offset(text, wall, iso[3], zone) if iso[3] else in_zone(text, wall, zone)
    date, _, time = re.sub(r"(\d) (?=[ap]\.?m)", r"\1", cleaned.casefold()).rpartition(" ")
    # The last word of a day in words is its year.
    if not date or re.fullmatch(r"(19|20)\d{2}|[\d/.-]{8,}", time, re.ASCII):
        raise RowRefused(f"{quote(text)} is not a day with a time. Write such as 2026-07-14 23:59.")
    return in_zone(text, dt.datetime.combine(read_day(date), read_time(time)), zone)


def with_offset(text: str, wall: dt.datetime, offset: str, zone: ZoneInfo | None) -> dt.datetime:
    """Return the instant of a wall time with its offset, which must be UTC's or the zone's at that time."""
    digits = "+0000" if offset == "Z" else offset.replace(":", "")
    delta = dt.timedelta(hours=int(digits[1:3]), minutes=int(digits[3:]))
    signed = -delta if digits[0] == "-" else delta
    if delta >= dt.timedelta(hours=24):
        raise RowRefused(f"{quote(text)} has an offset of a day or more.")
    instant = wall.replace(tzinfo=dt.timezone(signed)).astimezone(dt.UTC)
    local = instant.astimezone(zone) if zone else None
    if local is not None and signed and local.utcoffset() != signed:
        raise RowRefused(
            f"{quote(text)} says {offset}, but in {zone} the clocks stand at {local:%z} then."
            " Mend one of them."
        )
    return instant


def in_zone(text: str, wall: dt.datetime, zone: ZoneInfo | None) -> dt.datetime:
    """Return the instant of a wall time of a zone; raises RowRefused where there is none, or two."""
    if zone is None:
        raise RowRefused(
            f"{quote(text)} is in no time zone. Say in which the times are, such as Europe/London."
        )
    local = wall.replace(tzinfo=zone)
    named = f"{quote(text)}: {clock(wall.time())} on {day(wall.date())} in {zone}"
    if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise RowRefused(f"{named} does not exist: the clocks go forward then.")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise RowRefused(f"{named} happens twice: the clocks go back then. Give the offset with it.")
    return local.astimezone(dt.UTC)
