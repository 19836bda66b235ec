"""The dates of an event as its editor plans them: by rule, added, left out and changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from cms.dates import clock, day, span
from events.date_checks import Faults, Known, check_rows
from events.holidays import Holidays
from events.recurrence import HORIZON, LONDON, instant
from events.statuses import combined

if TYPE_CHECKING:
    from events.event_dates import DateChange
    from events.events import EventPage

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class EventDate:
    """One date of an event; `original` is the wall time by which calendars know it, if its plan has one."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    status: str
    note: str
    original: dt.datetime | None = None
    change: DateChange | None = None

    @property
    def day(self) -> dt.date:
        """Return the local day on which it begins."""
        return self.starts_at.astimezone(LONDON).date()

    # Asked for several times while a document is built.
    @cached_property
    def all_day(self) -> bool:
        """Return whether it takes whole days."""
        return all(edge.astimezone(LONDON).time() == dt.time() for edge in (self.starts_at, self.ends_at))

    @cached_property
    def when(self) -> str:
        """Return its time as people read it."""
        last = self.ends_at - dt.timedelta(seconds=1) if self.all_day else self.ends_at
        return span(self.starts_at, last, self.all_day)


@dataclass(frozen=True)
class Plan:
    """The starts that the rule gives as wall times, and what is made of them; both in order.

    On `taken_days` a usual date gives way to one that is added or moved there.
    """

    rule_starts: list[dt.datetime]
    dates: list[EventDate]
    taken_days: list[dt.date]


@dataclass
class _Slot:
    """A date to be, and at which row of the form its faults belong; none for a usual date."""

    original: dt.datetime
    starts: dt.datetime
    minutes: int
    change: DateChange | None = None
    place: str = ""


def plan(event: EventPage, holidays: Holidays, now: dt.datetime, told_days: set[dt.date]) -> Plan:
    """Return what is planned up to the horizon; `told_days` are those on which it was, as people were told.

    Raises ValidationError for rows that do not fit the event's dates.
    """
    holidays.refuse_unknown(event)
    rule_starts = _rule_starts(event, now)
    until = horizon(event, now)
    known = Known(
        today=now.astimezone(LONDON).date(),
        rule_days={start.date() for start in rule_starts},
        until=until.date() if until else None,
        told_days=told_days,
    )
    check_rows(event, known)
    slots, taken_days = _without_clashes(event, list(_slots(event, rule_starts, holidays)))
    dates = [_date(event, slot) for slot in slots]
    return Plan(rule_starts, sorted(dates, key=lambda date: date.starts_at), taken_days)


def horizon(event: EventPage, now: dt.datetime) -> dt.datetime | None:
    """Return the wall time up to which the dates of an endless rule are known; None for one that ends."""
    recurrence = event.recurrence
    if recurrence is None or recurrence.is_bounded:
        return None
    return max(month_start(now), recurrence.starts_at) + HORIZON


def month_start(now: dt.datetime) -> dt.datetime:
    """Return the first wall time of the month: dates ahead are counted from it, so they hold all month."""
    return dt.datetime.combine(now.astimezone(LONDON).date().replace(day=1), dt.time())


def next_month(start: dt.datetime) -> dt.datetime:
    """Return the first wall time of the month after."""
    return (start + dt.timedelta(days=31)).replace(day=1)


def ends_at(starts: dt.datetime, minutes: int, all_day: bool) -> dt.datetime:
    """Return the instant at which a date is over; whole days end at midnight by the wall clock."""
    if all_day:
        return instant(starts + dt.timedelta(days=max(1, minutes // DAY_MINUTES)))
    return instant(starts) + dt.timedelta(minutes=minutes)


def _rule_starts(event: EventPage, now: dt.datetime) -> list[dt.datetime]:
    recurrence = event.recurrence
    if recurrence is None:
        return [_at(event, event.first_day)] if event.first_day else []
    return list(recurrence.wall_times(horizon(event, now) or dt.datetime.max))


def _at(event: EventPage, on: dt.date, time: dt.time | None = None) -> dt.datetime:
    return dt.datetime.combine(on, time or event.start_time or dt.time())


def _slots(event: EventPage, rule_starts: list[dt.datetime], holidays: Holidays) -> Iterator[_Slot]:
    """Yield the dates that are to be; what an editor has said of a day outweighs that it is a holiday."""
    skipped = {row.day for row in event.skipped_days.all()}
    changes = {row.day: (number, row) for number, row in enumerate(event.date_changes.all())}
    minutes = event.duration_minutes or DAY_MINUTES
    slots = {
        start.date(): _Slot(start, start, minutes) for start in rule_starts if start.date() not in skipped
    }
    for number, extra in enumerate(event.extra_dates.all()):
        start = _at(event, extra.day, extra.start_time)
        slots[extra.day] = _Slot(start, start, minutes, place=f"extra_dates.{number}.day")
    for on, slot in slots.items():
        if on in changes:
            number, slot.change = changes[on]
            slot.place = f"date_changes.{number}.new_day"
            _move(event, slot, slot.change)
        if slot.place or not holidays.covers(event, on):
            yield slot


def _move(event: EventPage, slot: _Slot, change: DateChange) -> None:
    if change.status == "moved":
        time = change.new_start_time or (None if event.all_day else slot.original.time())
        slot.starts = _at(event, change.new_day or change.day, time)
        slot.minutes = change.new_duration_minutes or slot.minutes


def _without_clashes(event: EventPage, slots: list[_Slot]) -> tuple[list[_Slot], list[dt.date]]:
    """Return one date a day, and the days on which a usual one gave way.

    Raises ValidationError where two are planned for one day.
    Where an event leaves out holidays, a usual date gives way instead: a register that is mended later must
    not make an event wrong that was right when it was published.
    """
    faults = Faults()
    taken_days = []
    by_day: dict[dt.date, _Slot] = {}
    for slot in sorted(slots, key=lambda slot: not slot.place):
        on = slot.starts.date()
        other = by_day.setdefault(on, slot)
        if other is slot:
            continue
        taken_days.append(on)
        if slot.place or not event.leaves_out_holidays:
            moved = slot if slot.change and slot.change.status == "moved" else other
            faults.add(
                moved.place,
                f"There is another date on {day(on)} already. Choose another day, or leave that one out.",
            )
    faults.refuse()
    return list(by_day.values()), taken_days


def _date(event: EventPage, slot: _Slot) -> EventDate:
    try:
        starts_at = instant(slot.starts)
        over_at = ends_at(slot.starts, slot.minutes, event.all_day)
    except ValidationError as refused:
        if not slot.place:
            raise
        raise ValidationError({slot.place: refused.messages}) from refused
    change = slot.change
    own = "scheduled" if change is None or change.status == "moved" else change.status
    whole_note = "" if event.status == "scheduled" else event.status_note
    return EventDate(
        starts_at,
        over_at,
        status=combined(own, event.status),
        note=_note(event, slot, change) if change else whole_note,
        original=slot.original,
        change=change,
    )


def _note(event: EventPage, slot: _Slot, change: DateChange) -> str:
    """Return the public note of a change, which says from when a moved date has moved."""
    if slot.starts == slot.original:
        return change.note
    former = day(slot.original.date())
    if not event.all_day:
        former = f"{former}, {clock(slot.original.time())}"
    return f"Moved from {former}. {change.note}"
