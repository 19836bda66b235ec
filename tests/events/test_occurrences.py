"""The dates of an event: by rule, added, left out, and under the status of the whole event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import tasks
from cms.content.builder import Period
from cms.content.dependents import mark_stale
from cms.content.publishing import PublishRefused
from cms.content.refresh import refresh_batch
from cms.content.verification import differences
from events.models import ExtraDate, SkippedDay
from events.term_dates import BANK_HOLIDAYS_KEY, TERM_DATES_KEY
from settings.celery import app
from tests.events.dates import SPRING, WEEKLY, at, change, edit, on, periods, told
from tests.factories import EventFactory, SchoolHolidayFactory
from tests.factories.events import BankHolidayFactory
from tests.stored import document, stale_paths, stored

THREE = WEEKLY | {"repeat_count": 3}


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


def test_a_date_is_a_row_that_says_all_a_calendar_shows(site) -> None:
    row = periods(EventFactory())[0]
    assert Period(
        row.starts_at, row.ends_at, row.kind, row.status, row.note, row.when, row.all_day
    ) == Period(
        at("2030-06-04 17:30"),
        at("2030-06-04 19:00"),
        "occurrence",
        "scheduled",
        "",
        "Tuesday 4 June 2030, 6:30pm to 8pm",
        False,
    )


def test_days_are_left_out_and_added(site) -> None:
    event = EventFactory(
        **THREE,
        skipped_days=[SkippedDay(day=on("06-11"))],
        extra_dates=[ExtraDate(day=on("06-13")), ExtraDate(day=on("06-20"), start_time=dt.time(10))],
    )
    assert told(event) == ["06-04 18:30", "06-13 18:30", "06-18 18:30", "06-20 10:00"]
    assert document(event)["ends_at"] == "2030-06-20T10:30:00Z"


def test_several_dates_need_no_rule(site) -> None:
    event = EventFactory(extra_dates=[ExtraDate(day=on("06-30")), ExtraDate(day=on("05-30"))])
    assert told(event) == ["05-30 18:30", "06-04 18:30", "06-30 18:30"]
    assert document(event)["recurrence"] is None
    assert document(event)["schedule"]["extra_dates"] == ["20300530T183000", "20300630T183000"]


def test_whole_days_that_repeat_and_one_that_takes_two(site) -> None:
    event = EventFactory(
        **THREE,
        start_time=None,
        duration_minutes=2880,
        date_changes=[change("06-11", "moved", new_day=on("06-12"), new_duration_minutes=1440)],
    )
    assert [row.when for row in periods(event)] == [
        "Tuesday 4 June 2030 to Wednesday 5 June 2030",
        "Wednesday 12 June 2030",
        "Tuesday 18 June 2030 to Wednesday 19 June 2030",
    ]
    assert periods(event)[1].note == "Moved from Tuesday 11 June 2030. The hall is closed."
    assert all(row.all_day for row in periods(event))


def test_bank_holidays_are_left_out_and_followed(site, refresh) -> None:
    event = EventFactory(**THREE, skip_bank_holidays=True)
    assert len(told(event)) == 3
    holiday = BankHolidayFactory(day=on("06-11"))
    assert stale_paths() == [event.content_path]
    refresh()
    assert told(event) == ["06-04 18:30", "06-18 18:30"]
    assert document(event)["schedule"]["except_dates"] == ["20300611T183000"]
    holiday.delete()
    refresh()
    assert len(told(event)) == 3


def test_what_an_editor_says_of_a_day_outweighs_that_it_is_a_holiday(site) -> None:
    SchoolHolidayFactory(first_day=on("06-01"), last_day=on("06-30"))
    event = EventFactory(
        **(WEEKLY | {"repeat_count": 5}),
        term_time_only=True,
        extra_dates=[ExtraDate(day=on("06-11"))],
        date_changes=[change("06-18", "cancelled")],
    )
    assert told(event) == ["06-11 18:30", "06-18 18:30 cancelled", "07-02 18:30"]


def test_a_register_that_is_corrected_later_makes_no_event_wrong(site, refresh) -> None:
    holiday = SchoolHolidayFactory(first_day=on("06-10"), last_day=on("06-14"))
    SchoolHolidayFactory(first_day=on("07-20"), last_day=on("08-31"))
    event = EventFactory(
        **THREE,
        term_time_only=True,
        extra_dates=[ExtraDate(day=on("06-11"), start_time=dt.time(10))],
        date_changes=[change("06-11", "full", "No places left.")],
    )
    assert told(event) == ["06-04 18:30", "06-11 10:00 full", "06-18 18:30"]
    holiday.delete()
    refresh()
    assert told(event) == ["06-04 18:30", "06-11 10:00 full", "06-18 18:30"]
    assert stale_paths() == []


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (
            {"extra_dates": [ExtraDate(day=on("06-11"))]},
            "extra_dates.0.day",
            "Tuesday 11 June 2030 is a date",
        ),
        (
            {"extra_dates": [ExtraDate(day=on("06-13")), ExtraDate(day=on("06-13"), start_time=dt.time(9))]},
            "extra_dates.0.day",
            "Thursday 13 June 2030 is added twice.",
        ),
        ({"skipped_days": [SkippedDay(day=on("06-12"))]}, "skipped_days.0.day", "Nothing is planned on"),
        (
            {"start_time": None, "extra_dates": [ExtraDate(day=on("06-13"), start_time=dt.time(9))]},
            "extra_dates.0.start_time",
            "This event takes whole days.",
        ),
        (
            {
                "repeat_count": None,
                "skipped_days": [SkippedDay(day=dt.date(2040, 6, 5))],
            },
            "skipped_days.0.day",
            "Tuesday 5 June 2040 is too far ahead.",
        ),
        (
            {"repeat_count": None, "extra_dates": [ExtraDate(day=dt.date(2040, 6, 5))]},
            "extra_dates.0.day",
            "Tuesday 5 June 2040 is too far ahead.",
        ),
        (
            {"extra_dates": [ExtraDate(day=dt.date(2031, 3, 30), start_time=dt.time(1, 30))]},
            "extra_dates.0.day",
            "1:30am on Sunday 30 March 2031 does not exist",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_refused_at_its_place(site, rows, place, message) -> None:
    with pytest.raises(PublishRefused) as refused:
        EventFactory(**THREE | rows)
    assert refused.value.message_dict[place][0].startswith(message)


@pytest.mark.parametrize("status", ["cancelled", "postponed", "moved_online", "full"])
def test_a_status_of_the_whole_event_holds_from_now_on(site, refresh, status) -> None:
    event = EventFactory(**THREE)
    with time_machine.travel(at("2030-06-11 18:00"), tick=False):
        event = edit(event, status=status, status_note="The boiler has failed.")
        assert told(event) == ["06-04 18:30", "06-11 18:30", f"06-18 18:30 {status}"]
        assert [row.note for row in periods(event)] == ["", "", "The boiler has failed."]
        values = document(event)
        assert (values["status"], values["status_note"]) == (status, "The boiler has failed.")
        assert values["next_occurrence"]["starts_at"] == "2030-06-11T17:30:00Z", "it runs at this moment"
    with time_machine.travel(at("2030-06-12 18:00"), tick=False):
        refresh()
        coming = document(event)["next_occurrence"]
        assert (coming is None) == (status in {"cancelled", "postponed"})
        assert document(event)["when"].startswith("Tuesday 18 June")
    with time_machine.travel(at("2030-06-18 18:00"), tick=False):
        event = edit(event, status="scheduled")
        assert told(event)[-1] == f"06-18 18:30 {status}", "it has begun as people were told"


def test_the_next_date_is_one_that_goes_ahead(site) -> None:
    event = EventFactory(**THREE, date_changes=[change("06-04")], booking_days_before=2)
    values = document(event)
    assert values["next_occurrence"]["starts_at"][:10] == "2030-06-11"
    assert values["when"].startswith("Tuesday 11 June 2030")
    assert values["booking"]["deadline"] == "2030-06-09"
    assert [one["status"] for one in values["occurrences"]] == ["cancelled", "scheduled", "scheduled"]


def test_eighteen_months_are_known_and_a_sweep_moves_on_each_month(site) -> None:
    """Nothing is edited and no date ends: the month alone makes the sweep build it again."""
    event = EventFactory(rrule="FREQ=YEARLY", first_day=on("05-20"))
    assert [f"{row.starts_at:%Y-%m-%d}" for row in periods(event)] == ["2030-05-20", "2031-05-20"]
    item = stored(event)
    assert item is not None
    assert item.valid_until == at("2030-04-30 23:00")
    for month, years in {"2030-10-01": 2, "2030-11-01": 3, "2030-12-01": 3}.items():
        with time_machine.travel(at(f"{month} 00:05"), tick=False):
            assert tasks.refresh_content() == 1
            assert len(periods(event)) == years
            assert list(differences(at(f"{month} 00:05"))) == []
    assert "cms.refresh_content" in app.conf.beat_schedule


@pytest.mark.parametrize(
    ("last_of_month", "ahead"), [("2030-08-31", "2032-02-28"), ("2030-11-30", "2032-05-30")]
)
def test_eighteen_months_are_known_on_the_last_day_of_a_month_too(site, last_of_month, ahead) -> None:
    with time_machine.travel(at(f"{last_of_month} 12:00"), tick=False):
        event = EventFactory(rrule="FREQ=DAILY", first_day=dt.date.fromisoformat(last_of_month))
        assert periods(event)[-1].starts_at >= at(f"{ahead} 12:00")


def test_a_batch_reads_the_same_number_of_times_for_two_events_as_for_twenty(site) -> None:
    SchoolHolidayFactory()
    for number in range(20):
        EventFactory(
            **(WEEKLY | {"repeat_count": 9}),
            term_time_only=True,
            skip_bank_holidays=True,
            extra_dates=[ExtraDate(day=on("08-15"))],
            date_changes=[change("06-11", note=f"Note {number}.")],
        )
    reads = []
    for limit in (2, 20):
        mark_stale([TERM_DATES_KEY, BANK_HOLIDAYS_KEY], SPRING)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert refresh_batch(SPRING, limit=limit) == limit
        reads.append(sum(is_a_read(query["sql"]) for query in queries))
    assert reads[0] == reads[1]


def is_a_read(query: str) -> bool:
    """Return whether a query reads: PostgreSQL's lock of each write is a SELECT too."""
    return query.startswith("SELECT") and "pg_advisory" not in query
