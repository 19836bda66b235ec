"""What a calendar works out of an event's schedule are the dates that people are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar

from cms.content.models import ContentPeriod
from events.models import EventPage, ExtraDate, SkippedDay
from tests.events.dates import SPRING, WEEKLY, at, change, edit, on, periods
from tests.factories import EventFactory, SchoolHolidayFactory
from tests.factories.events import BankHolidayFactory
from tests.stored import document

FOUR = WEEKLY | {"repeat_count": 4}
LONDON = ZoneInfo("Europe/London")
# What one date says: its instants, its status and its note.
Date = tuple[dt.datetime, dt.datetime, str, str]


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


def entry(schedule: dict[str, Any], times: list[str], status: str, note: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{schedule['uid']}",
        *times,
        f"X-STATUS:{status}",
        f"X-NOTE:{note}",
        "END:VEVENT",
    ]


def calendar(values: dict[str, Any]) -> Calendar:
    """Return the schedule of a document as an iCalendar file, with the zone that the library knows."""
    schedule = values["schedule"]
    kind = ";VALUE=DATE" if schedule["all_day"] else ";TZID=Europe/London"
    times = [f"DTSTART{kind}:{schedule['starts']}", f"DURATION:{schedule['duration']}"]
    if schedule["rule"]:
        times.append(f"RRULE:{in_utc(schedule['rule'])}")
    for name, key in {"EXDATE": "except_dates", "RDATE": "extra_dates"}.items():
        times += [f"{name}{kind}:{date}" for date in schedule[key]]
    lines = entry(schedule, times, values["status"], values["status_note"] if off(values) else "")
    for one in schedule["changes"]:
        times = [
            f"{name}{kind}:{one[key]}"
            for name, key in {"RECURRENCE-ID": "original", "DTSTART": "starts", "DTEND": "ends"}.items()
        ]
        lines += entry(schedule, times, one["status"], one["note"])
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *lines, "END:VCALENDAR", ""]
    return Calendar.from_ical("\r\n".join(text))


def off(values: dict[str, Any]) -> bool:
    return bool(values["status"] != "scheduled")


def in_utc(rule: str) -> str:
    """Return a rule with an UNTIL that is an instant, as calendars ask where starts have a zone."""
    head, found, until = rule.partition("UNTIL=")
    if not found or "T" not in until:
        return rule
    wall = dt.datetime.strptime(until, "%Y%m%dT%H%M%S").replace(tzinfo=LONDON)
    return f"{head}UNTIL={wall.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def instant(value: dt.date) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time(), LONDON)
    return value.astimezone(dt.UTC)


def worked_out(event: EventPage, since: dt.datetime) -> list[Date]:
    """Return what recurring-ical-events makes of the stored schedule, up to the last known date."""
    last = max(row.starts_at for row in periods(event))
    found = recurring_ical_events.of(calendar(document(event))).between(since, last + dt.timedelta(days=1))
    dates = [
        (instant(one.start), instant(one.end), str(one["X-STATUS"]), str(one["X-NOTE"])) for one in found
    ]
    return sorted(date for date in dates if date[0] <= last)


def told(event: EventPage, since: dt.datetime) -> list[Date]:
    return [date(row) for row in periods(event) if row.ends_at > since]


def date(row: ContentPeriod) -> Date:
    return row.starts_at, row.ends_at, row.status, row.note


CASES: dict[str, dict[str, Any]] = {
    "one evening": {},
    "several dates": {"extra_dates": [ExtraDate(day=on("06-30")), ExtraDate(day=on("05-30"))]},
    "one evening that moved": {"date_changes": [change("06-04", "moved", new_day=on("06-20"))]},
    "weekly for ever": WEEKLY,
    "weekly from a day that is not one of it": WEEKLY | {"first_day": on("06-06"), "repeat_count": 5},
    "every second week from a day after": {
        "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "first_day": on("06-05"),
        "repeat_until": on("09-30"),
    },
    "last Wednesday": {"rrule": "FREQ=MONTHLY;BYDAY=-1WE", "repeat_until": dt.date(2031, 4, 30)},
    "the 31st": {"rrule": "FREQ=MONTHLY;BYMONTHDAY=31", "repeat_count": 6},
    "first weekday, each third month": {
        "rrule": "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "repeat_count": 5,
    },
    "across both clock changes": {"rrule": "FREQ=DAILY", "repeat_until": dt.date(2031, 4, 3)},
    "in school terms": WEEKLY | {"repeat_until": on("10-01"), "term_time_only": True},
    "in school terms for ever, without bank holidays": WEEKLY
    | {"term_time_only": True, "skip_bank_holidays": True},
    "everything at once": WEEKLY
    | {
        "repeat_until": on("08-20"),
        "term_time_only": True,
        "skipped_days": [SkippedDay(day=on("06-11"))],
        "extra_dates": [ExtraDate(day=on("06-13"), start_time=dt.time(9)), ExtraDate(day=on("05-01"))],
        "date_changes": [
            change("06-13", "full"),
            change("06-18", "cancelled"),
            change(
                "06-25", "moved", new_day=on("06-27"), new_start_time=dt.time(20), new_duration_minutes=45
            ),
            change("07-02", "scheduled", "Bring a coat."),
            change("05-01", "moved", new_start_time=dt.time(8)),
        ],
    },
    "whole days": {"start_time": None, "duration_minutes": None, "rrule": "FREQ=DAILY", "repeat_count": 3},
    "whole days over a clock change": {
        "start_time": None,
        "duration_minutes": 2880,
        "rrule": "FREQ=WEEKLY;BYDAY=SA",
        "first_day": on("10-05"),
        "repeat_until": on("11-30"),
        "skipped_days": [SkippedDay(day=on("10-19"))],
        "extra_dates": [ExtraDate(day=on("10-23"))],
        "date_changes": [change("11-02", "moved", new_day=on("11-03")), change("11-09", "cancelled")],
    },
    "a cancelled series": FOUR | {"status": "cancelled", "status_note": "No staff."},
    "online, and one date full": FOUR | {"status": "moved_online", "date_changes": [change("06-11", "full")]},
    "over midnight": FOUR | {"start_time": dt.time(23), "duration_minutes": 180},
}


@pytest.mark.parametrize("values", CASES.values(), ids=CASES.keys())
def test_all_dates_are_worked_out(site, values) -> None:
    SchoolHolidayFactory(first_day=on("07-01"), last_day=on("07-12"))
    SchoolHolidayFactory(first_day=on("05-27"), last_day=on("06-07"))
    BankHolidayFactory(day=on("08-27"))
    event = EventFactory(**values)
    assert worked_out(event, SPRING) == told(event, SPRING)


EDITS: dict[str, dict[str, Any]] = {
    "another time": {"start_time": dt.time(10)},
    "every day": {"rrule": "FREQ=DAILY", "repeat_count": 30},
    "shorter": {"duration_minutes": 30},
    "cancelled": {"status": "cancelled", "status_note": "No staff."},
    "ends earlier": {"repeat_count": 2},
    "past date marked": {"date_changes": [change("06-11", "cancelled", "Nobody came.")]},
    "earlier start": {"first_day": on("05-07"), "repeat_count": 12},
}


@pytest.mark.parametrize("values", EDITS.values(), ids=EDITS.keys())
def test_past_dates_are_worked_out_as_they_were(site, values) -> None:
    event = EventFactory(**FOUR)
    with time_machine.travel(at("2030-06-18 18:00"), tick=False):
        event = edit(event, **values)
        assert worked_out(event, SPRING) == told(event, SPRING)


@pytest.mark.parametrize(
    ("values", "outside"),
    [
        pytest.param({"first_day": on("07-02")}, 3, id="later start"),
        pytest.param({"start_time": None, "duration_minutes": None}, 3, id="whole days now"),
        pytest.param({"rrule": "FREQ=WEEKLY;BYDAY=TH", "repeat_count": 8}, 1, id="another weekday"),
    ],
)
def test_past_dates_that_a_calendar_can_not_know_stay_outside(site, values, outside) -> None:
    """Those before the start of the present rule, and times among whole days."""
    event = EventFactory(**FOUR)
    with time_machine.travel(at("2030-06-18 20:00"), tick=False):
        event = edit(event, **values)
        assert worked_out(event, SPRING) == told(event, SPRING)[outside:]


def test_the_anchor_is_the_first_date_of_the_rule_though_nothing_is_on_it(site) -> None:
    event = EventFactory(**FOUR, first_day=on("06-05"), skipped_days=[SkippedDay(day=on("06-11"))])
    schedule = document(event)["schedule"]
    assert (schedule["starts"], schedule["except_dates"]) == ("20300611T183000", ["20300611T183000"])
    assert (schedule["rule"], schedule["duration"]) == ("FREQ=WEEKLY;BYDAY=TU;COUNT=4", "PT90M")


@pytest.mark.parametrize(
    ("start", "rule"), [(None, "FREQ=DAILY;UNTIL=20300607"), (dt.time(9), "FREQ=DAILY;UNTIL=20300607T235959")]
)
def test_the_end_of_a_rule_is_of_the_kind_of_its_start(site, start, rule) -> None:
    event = EventFactory(start_time=start, rrule="FREQ=DAILY", repeat_until=on("06-07"))
    assert document(event)["schedule"]["rule"] == rule
