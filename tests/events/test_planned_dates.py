"""An event page plans the same dates as the tables have, with its extra dates and skipped days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from events.event_dates import ExtraDate, SkippedDay
from events.events import EventPage
from events.holidays import Holidays
from events.plan import plan
from events.recurrence import LONDON, read_rule
from tests.events.date_cases import CASES, Date, DateCase
from tests.events.date_engines import length, wall_time, wall_times

# What a page refuses as a slip of its editor, where iCalendar passes over it.
SLIPS = {
    "leaving out what is no date changes nothing": "Nothing is planned on Wednesday 15 April 2026",
    "a date added that the rule has stays one": "is a date of this event already",
    "several dates without a rule, the first among them": "is a date of this event already",
}
PLANNED = [
    case
    for cases in CASES.values()
    for case in cases
    if case.dates and not (case.asked or case.refused or case.endless or case.values("DTEND"))
]
LONG_AGO = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


def page_of(case: DateCase) -> EventPage:
    """Return a page with the dates of a case, which is in no tree."""
    first = wall_time(case.start)
    rules = [read_rule(text, first) for text in case.values("RRULE")]
    rows: dict[str, Any] = {
        "extra_dates": [
            ExtraDate(day=extra.date(), start_time=None if case.all_day else extra.time())
            for extra in sorted(wall_times(case, "RDATE"))
        ],
        "skipped_days": [SkippedDay(day=skipped.date()) for skipped in sorted(wall_times(case, "EXDATE"))],
        "date_changes": [],
    }
    return EventPage(
        first_day=first.date(),
        start_time=None if case.all_day else first.time(),
        duration_minutes=length(case) // dt.timedelta(minutes=1) or 60,
        rrule=rules[0].rule if rules else "",
        repeat_count=rules[0].count if rules else None,
        repeat_until=rules[0].until if rules else None,
        **rows,
    )


def planned(case: DateCase) -> list[Date]:
    """Return the starts and ends of the page's dates; the end is the start where the case says no length."""
    dates = plan(page_of(case), Holidays(), LONG_AGO, set()).dates
    if case.all_day:
        return [(date.day, date.ends_at.astimezone(LONDON).date()) for date in dates]
    return [(date.starts_at, date.ends_at if length(case) else date.starts_at) for date in dates]


@pytest.mark.parametrize("case", PLANNED, ids=[case.name for case in PLANNED])
def test_a_page_has_the_dates_as_written(case: DateCase, db: None) -> None:
    if case.name in SLIPS:
        with pytest.raises(ValidationError, match=SLIPS[case.name]):
            planned(case)
    else:
        assert case.shown(planned(case)) == case.dates
