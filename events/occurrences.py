"""The dates of one event, as its document and the calendar tell them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from cms.content.builder import DocumentBuilder, Period
from cms.dates import span
from events.event_documents import Occurrence, Schedule
from events.recurrence import HORIZON, LONDON, instant

if TYPE_CHECKING:
    from events.events import EventPage

SHOWN = 12
DAY_MINUTES = 24 * 60
OFF = {"cancelled", "postponed"}


@dataclass(frozen=True)
class Occurrences:
    """Starts and ends (first instant after) in order; `endless` where the rule goes on past the horizon."""

    spans: list[tuple[dt.datetime, dt.datetime]]
    all_day: bool
    endless: bool

    @classmethod
    def of(
        cls, event: EventPage, holidays: Iterable[tuple[dt.date, dt.date]], now: dt.datetime
    ) -> Occurrences:
        """Return an event's dates up to the horizon; raises ValidationError where there is none."""
        wall_times = [
            start
            for start in _wall_times(event, now)
            if not any(first <= start.date() <= last for first, last in holidays)
        ]
        if not wall_times:
            raise ValidationError(
                {"first_day": "No date is left: the rule and its exceptions leave out them all."}
            )
        minutes = event.duration_minutes or DAY_MINUTES
        spans = [_span(start, minutes, event.all_day) for start in wall_times]
        recurrence = event.recurrence
        return cls(spans, event.all_day, endless=recurrence is not None and not recurrence.is_bounded)

    def record(self, build: DocumentBuilder, status: str) -> None:
        """Note periods, when the event is over, and when its document reads differently next."""
        build.periods = [Period(start, end, status=status) for start, end in self.spans]
        build.archived_from = None if self.endless else self.spans[-1][1]
        build.changes_at(min((end for _, end in self.spans if end > build.now), default=None))
        if self.endless:
            build.changes_at(instant(next_month(month_start(build.now))))

    def values(self, now: dt.datetime, status: str) -> dict[str, Any]:
        """Return what the document says of the dates."""
        ahead = [span for span in self.spans if span[1] > now]
        shown = ahead[:SHOWN] or self.spans[-SHOWN:]
        occurrences = [self._value(start, end, status) for start, end in shown]
        over = not ahead and not self.endless
        return {
            "when": occurrences[-1].when if over else occurrences[0].when,
            "next_occurrence": occurrences[0] if ahead and status not in OFF else None,
            "occurrences": occurrences,
            "starts_at": self.spans[0][0],
            "ends_at": None if self.endless else self.spans[-1][1],
            "archived": over,
        }

    def schedule(self, event: EventPage) -> Schedule:
        """Return what calendars need to know of the dates."""
        recurrence = event.recurrence
        starts = self.spans[0][0].astimezone(LONDON)
        minutes = event.duration_minutes or DAY_MINUTES
        return Schedule(
            uid=str(event.content_id),
            sequence=0,
            time_zone="Europe/London",
            all_day=self.all_day,
            starts=f"{starts:%Y%m%d}" if self.all_day else f"{starts:%Y%m%dT%H%M%S}",
            duration=f"P{max(1, minutes // DAY_MINUTES)}D" if self.all_day else f"PT{minutes}M",
            rule=recurrence.bounded_rule if recurrence else None,
            except_dates=[],
            extra_dates=[],
            changes=[],
        )

    def next_day(self, now: dt.datetime) -> dt.date | None:
        """Return the local day of the next date, None when all are over."""
        ahead = [start for start, end in self.spans if end > now]
        return ahead[0].astimezone(LONDON).date() if ahead else None

    def _value(self, start: dt.datetime, end: dt.datetime, status: str) -> Occurrence:
        last = end - dt.timedelta(seconds=1) if self.all_day else end
        return Occurrence(
            starts_at=start, ends_at=end, when=span(start, last, self.all_day), status=status, note=""
        )


def _wall_times(event: EventPage, now: dt.datetime) -> list[dt.datetime]:
    if event.first_day is None:
        return []
    first = dt.datetime.combine(event.first_day, event.start_time or dt.time())
    recurrence = event.recurrence
    if recurrence is None:
        return [first]
    if recurrence.is_bounded:
        return list(recurrence.wall_times(dt.datetime.max))
    return list(recurrence.wall_times(max(month_start(now), first) + HORIZON))


def month_start(now: dt.datetime) -> dt.datetime:
    """Return the first wall time of the month: dates ahead are counted from it, so they hold all month."""
    return dt.datetime.combine(now.astimezone(LONDON).date().replace(day=1), dt.time())


def next_month(start: dt.datetime) -> dt.datetime:
    """Return the first wall time of the month after."""
    return (start + dt.timedelta(days=31)).replace(day=1)


def _span(start: dt.datetime, minutes: int, all_day: bool) -> tuple[dt.datetime, dt.datetime]:
    """Return instants; whole days end at midnight by the wall clock, others after running time."""
    begins = instant(start)
    if all_day:
        return begins, instant(start + dt.timedelta(days=max(1, minutes // DAY_MINUTES)))
    return begins, begins + dt.timedelta(minutes=minutes)
