"""The dates of an imported event: its rule as the hub keeps it, in Europe/London, checked date by date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from cms.dates import day, span
from cms.importing.moments import LAST_YEAR, in_zone
from cms.importing.rows import RowRefused
from events.recurrence import HORIZON, LONDON, Recurrence, instant, words

DAY_MINUTES = 24 * 60
LONGEST_MINUTES = 366 * DAY_MINUTES
ENDLESS = "It repeats without an end: check that it still takes place."


@dataclass(frozen=True)
class Dates:
    """When an event is, by the wall clock of the zone in which its source says so."""

    start: dt.datetime
    zone: ZoneInfo
    all_day: bool
    minutes: int | None
    rule: str = ""
    count: int | None = None
    until: dt.date | None = None

    @property
    def london_start(self) -> dt.datetime:
        """Return the first start by London's clock; raises RowRefused where that is none or two."""
        return self.start if self.all_day else london(self.start, self.zone)

    def wall_times(self) -> list[dt.datetime]:
        """Return all starts by London's clock, as far as they are known ahead; raises RowRefused."""
        check_length(self.minutes)
        first = self.london_start
        if not self.rule:
            return [first]
        found = _expanded(self, first)
        if not found or found[0] != first:
            raise RowRefused(
                f"Its first day, {day(first.date())}, is not one of the dates of its rule, {self.rule}."
            )
        if found[-1].year > LAST_YEAR:
            raise RowRefused(f"It goes on past the year {LAST_YEAR}. End it earlier.")
        for start in found:
            _refuse_impossible(start, self.all_day)
        if self.zone != LONDON and not self.all_day:
            self._refuse_other_hours(found)
        return found

    def values(self) -> dict[str, Any]:
        """Return the values of the page's fields."""
        start = self.london_start
        return {
            "first_day": start.date().isoformat(),
            "start_time": None if self.all_day else start.time().isoformat(),
            "duration_minutes": self.minutes,
            "rrule": self.rule,
            "repeat_count": self.count,
            "repeat_until": self.until.isoformat() if self.until else None,
        }

    @property
    def is_endless(self) -> bool:
        return bool(self.rule) and self.count is None and self.until is None

    def in_words(self) -> str:
        """Return what the preview shows, so that a person can see a wrong day."""
        start = self.london_start
        minutes = self.minutes or (DAY_MINUTES if self.all_day else 0)
        if self.rule:
            said = words(Recurrence(self.rule, start, self.count, self.until), False, self.all_day)
            return f"{said}, from {day(start.date())}"
        begins = instant(start)
        last = begins + dt.timedelta(minutes=minutes) - dt.timedelta(seconds=1 if self.all_day else 0)
        return span(begins, last, self.all_day)

    def _refuse_other_hours(self, found: list[dt.datetime]) -> None:
        """Refuse a rule of another zone whose dates would lie at other hours here."""
        theirs = Recurrence(self.rule, self.start, self.count, None)
        if (
            self.is_endless
            or [
                london(start, self.zone)
                for start, _ in zip(theirs.wall_times(dt.datetime.max), found, strict=False)
            ]
            != found
        ):
            raise RowRefused(
                f"It repeats by the clock of {self.zone}, which is not London's all the time. Give its times"
                " with TZID=Europe/London."
            )


def _expanded(dates: Dates, first: dt.datetime) -> list[dt.datetime]:
    horizon = first + HORIZON if dates.is_endless else dt.datetime.max
    try:
        return list(Recurrence(dates.rule, first, dates.count, dates.until).wall_times(horizon))
    except ValidationError as error:
        raise RowRefused(*error.messages) from error


def _refuse_impossible(start: dt.datetime, all_day: bool) -> None:
    if all_day:
        return
    try:
        instant(start)
    except ValidationError as error:
        raise RowRefused(*error.messages) from error


def london(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return London's wall time at a wall time of a zone; raises RowRefused where either is none or two."""
    local = in_zone(f"{wall:%Y-%m-%d %H:%M}", wall, zone).astimezone(LONDON).replace(tzinfo=None)
    _refuse_impossible(local, all_day=False)
    return local


def check_length(minutes: int | None) -> None:
    """Raise RowRefused for an event of more than a year."""
    if minutes and minutes > LONGEST_MINUTES:
        raise RowRefused(f"It takes {minutes:,} minutes, which is more than a year.")


def running_minutes(start: dt.datetime, end: dt.datetime) -> int | None:
    """Return how long it takes between instants, None where it ends as it starts; raises RowRefused."""
    seconds = int((end - start).total_seconds())
    if seconds < 0:
        raise RowRefused("It ends before it starts.")
    if seconds % 60:
        raise RowRefused("It does not take whole minutes.")
    return seconds // 60 or None
