"""The dates of one event, as its document and the calendar tell them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from cms.content.builder import DocumentBuilder, Period
from cms.dates import day
from events.event_documents import Occurrence, Schedule
from events.history import begun, published_rows, with_history
from events.holidays import Holidays
from events.plan import EventDate, month_start, next_month, plan
from events.recurrence import instant
from events.schedules import schedule
from events.statuses import OFF

if TYPE_CHECKING:
    from events.events import EventPage

SHOWN = 12


@dataclass(frozen=True)
class Occurrences:
    """The dates that people are told, in order; `endless` where the rule goes on past the horizon.

    On `taken_days` a usual date gives way to one that is added or moved there.
    """

    told: list[EventDate]
    rule_starts: list[dt.datetime]
    taken_days: list[dt.date]
    endless: bool

    @classmethod
    def of(cls, event: EventPage, holidays: Holidays, now: dt.datetime) -> Occurrences:
        """Return an event's dates up to the horizon; raises ValidationError where there is none."""
        rows = published_rows(event)
        past = begun(rows, now)
        planned = plan(event, holidays, now, {date.day for date in past})
        told = with_history(event, planned.dates, past, now) if rows else planned.dates
        if not told:
            _refuse_without_dates(planned.dates)
        recurrence = event.recurrence
        endless = recurrence is not None and not recurrence.is_bounded
        return cls(told, planned.rule_starts, planned.taken_days, endless)

    @property
    def ends_at(self) -> dt.datetime:
        """Return the instant at which the last known date is over."""
        return max(date.ends_at for date in self.told)

    def record(self, build: DocumentBuilder) -> None:
        """Note periods, when the event is over, and when its document reads differently next."""
        build.periods = [_period(date) for date in self.told]
        build.archived_from = None if self.endless else self.ends_at
        build.changes_at(min((date.ends_at for date in self._ahead(build.now)), default=None))
        if self.endless:
            build.changes_at(instant(next_month(month_start(build.now))))

    def values(self, now: dt.datetime) -> dict[str, Any]:
        """Return what the document says of the dates."""
        ahead = self._ahead(now)
        coming = self.next(now)
        shown = [_value(date) for date in ahead[:SHOWN] or self.told[-SHOWN:]]
        return {
            "when": (coming or (ahead or self.told[-1:])[0]).when,
            "next_occurrence": _value(coming) if coming else None,
            "occurrences": shown,
            "starts_at": self.told[0].starts_at,
            "ends_at": None if self.endless else self.ends_at,
            "archived": not ahead and not self.endless,
        }

    def schedule(self, event: EventPage) -> Schedule:
        """Return what calendars need to know of the dates."""
        return schedule(event, self.rule_starts, self.told)

    def next(self, now: dt.datetime) -> EventDate | None:
        """Return the next date that goes ahead, also while it runs."""
        return next((date for date in self._ahead(now) if date.status not in OFF), None)

    def _ahead(self, now: dt.datetime) -> list[EventDate]:
        return [date for date in self.told if date.ends_at > now]


def _refuse_without_dates(planned: list[EventDate]) -> None:
    fault = "No date is left: the rule and its exceptions leave out them all."
    if planned:
        fault = (
            f"{day(planned[-1].day)} has passed, and people were told of another date. A date can be moved"
            " to a day that is still to come."
        )
    raise ValidationError({"first_day": fault})


def _period(date: EventDate) -> Period:
    return Period(
        date.starts_at,
        date.ends_at,
        kind="occurrence",
        status=date.status,
        note=date.note,
        when=date.when,
        all_day=date.all_day,
    )


def _value(date: EventDate) -> Occurrence:
    return Occurrence(
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        when=date.when,
        status=date.status,
        note=date.note,
    )
