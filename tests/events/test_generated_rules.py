"""Rules of every allowed shape: the hub's dates are recurring-ical-events', and RRULE is read back."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from events.recurrence import Recurrence, instant, read_rule
from tests.events.date_cases import DateCase, calendar
from tests.events.generated_rules import recurrences

YEARS = dt.timedelta(days=3 * 366)
MOST = 200
# The clocks change in this hour; the table of cases says what is made of it.
HOUR_OF_CHANGE = 1


@st.composite
def planned(draw: st.DrawFn) -> tuple[Recurrence, bool, list[dt.datetime]]:
    """Return a rule, whether it is of whole days, and some of its dates to leave out."""
    recurrence, all_day = draw(recurrences()), draw(st.booleans())
    start = recurrence.starts_at
    if all_day:
        start = start.replace(hour=0, minute=0)
    elif start.hour == HOUR_OF_CHANGE:
        start = start.replace(hour=2)
    recurrence = Recurrence(recurrence.rule, start, recurrence.count, recurrence.until)
    first_ones = list(islice(recurrence.wall_times(start + YEARS), MOST))
    return recurrence, all_day, draw(st.lists(st.sampled_from(first_ones), max_size=4, unique=True))


def rrule(recurrence: Recurrence, all_day: bool) -> str:
    """Return the rule as iCalendar has it, its UNTIL a day or an instant."""
    if recurrence.until is None:
        return recurrence.bounded_rule
    last = dt.datetime.combine(recurrence.until, dt.time(23, 59, 59))
    until = f"{last:%Y%m%d}" if all_day else f"{instant(last):%Y%m%dT%H%M%SZ}"
    return f"{recurrence.rule};UNTIL={until}"


def as_case(recurrence: Recurrence, all_day: bool, left_out: list[dt.datetime]) -> DateCase:
    kind, form = (";VALUE=DATE", "%Y%m%d") if all_day else (";TZID=Europe/London", "%Y%m%dT%H%M%S")
    lines = [f"DTSTART{kind}:{recurrence.starts_at:{form}}", f"RRULE:{rrule(recurrence, all_day)}"]
    if left_out:
        lines.append(f"EXDATE{kind}:{','.join(format(start, form) for start in left_out)}")
    return DateCase("generated", tuple(lines), ())


def compare(recurrence: Recurrence, all_day: bool, left_out: list[dt.datetime]) -> None:
    horizon = recurrence.starts_at + YEARS
    starts = [start for start in recurrence.wall_times(horizon) if start not in left_out]
    ours = [start.date() if all_day else instant(start) for start in starts]
    parsed = icalendar.Calendar.from_ical(calendar([as_case(recurrence, all_day, left_out)]))
    day_before = recurrence.starts_at - dt.timedelta(days=1)
    found = recurring_ical_events.of(parsed).between(day_before, horizon + dt.timedelta(seconds=1))
    assert ours == sorted(event.start for event in found)
    again = read_rule(rrule(recurrence, all_day), recurrence.starts_at)
    assert list(again.wall_times(horizon)) == list(recurrence.wall_times(horizon))
    assert (again.count, again.until) == (recurrence.count, recurrence.until)


@settings(max_examples=120, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@example((Recurrence("FREQ=YEARLY", dt.datetime(2024, 2, 29, 10), count=3), False, []))
@example(
    (
        Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", dt.datetime(2026, 4, 5, 10), count=9),
        False,
        [dt.datetime(2026, 4, 13, 10)],
    )
)
@given(planned())
def test_the_dates_are_those_of_recurring_ical_events(rule) -> None:
    compare(*rule)


@pytest.mark.long
@settings(max_examples=1500, suppress_health_check=[HealthCheck.too_slow])
@given(planned())
def test_the_dates_of_many_rules_are_those_of_recurring_ical_events(rule) -> None:
    compare(*rule)
