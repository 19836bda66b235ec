"""The relative days of the pack as dates in Europe/London."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from demo.pack.events import EventEntry
from events.recurrence import LONDON, Recurrence

LAST_MINUTE = dt.time(23, 59)


@dataclass(frozen=True)
class Calendar:
    """Counts days from the load day."""

    load_day: dt.date

    def day(self, number: int) -> dt.date:
        """Return the date of a relative day."""
        return self.load_day + dt.timedelta(days=number)

    def opens_at(self, number: int) -> dt.datetime:
        """Return the first instant of a relative day."""
        return dt.datetime.combine(self.day(number), dt.time(), LONDON)

    def closes_at(self, number: int) -> dt.datetime:
        """Return the last minute of a relative day."""
        return dt.datetime.combine(self.day(number), LAST_MINUTE, LONDON)

    def first_day(self, event: EventEntry) -> dt.date:
        """Return the date of an event, or the first date from its day on that fits its rule."""
        first = self.day(event.start.day)
        if event.recurrence is None or event.start.snap_to is None:
            return first
        series = Recurrence(event.recurrence.rrule, dt.datetime.combine(first, event.start.time))
        return next(series.wall_times(dt.datetime.max)).date()
