"""One date that is called off, moved or otherwise not as the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cms.content.publishing import PublishRefused
from events.models import ExtraDate, SkippedDay
from events.statuses import STATUS_WORDS, combined
from tests.events.dates import SPRING, WEEKLY, at, change, edit, on, periods, told
from tests.factories import EventFactory
from tests.stored import document

THREE = WEEKLY | {"repeat_count": 3}


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.mark.parametrize("status", ["cancelled", "moved_online", "full", "scheduled"])
def test_a_changed_date_stays_visible_and_says_so(site, status) -> None:
    event = EventFactory(**THREE, date_changes=[change("06-11", status)])
    row = periods(event)[1]
    assert (row.starts_at, row.status, row.note) == (at("2030-06-11 17:30"), status, "The hall is closed.")
    assert document(event)["occurrences"][1] == {
        "starts_at": "2030-06-11T17:30:00Z",
        "ends_at": "2030-06-11T19:00:00Z",
        "when": "Tuesday 11 June 2030, 6:30pm to 8pm",
        "status": status,
        "note": "The hall is closed.",
    }
    assert document(event)["schedule"]["changes"] == [
        {
            "original": "20300611T183000",
            "starts": "20300611T183000",
            "ends": "20300611T200000",
            "status": status,
            "note": "The hall is closed.",
        }
    ]


@pytest.mark.parametrize(
    ("values", "when", "starts", "ends"),
    [
        (
            {"new_day": on("06-13")},
            "Thursday 13 June 2030, 6:30pm to 8pm",
            "20300613T183000",
            "20300613T200000",
        ),
        (
            {"new_start_time": dt.time(10)},
            "Tuesday 11 June 2030, 10am to 11:30am",
            "20300611T100000",
            "20300611T113000",
        ),
        (
            {"new_day": on("06-27"), "new_start_time": dt.time(10), "new_duration_minutes": 30},
            "Thursday 27 June 2030, 10am to 10:30am",
            "20300627T100000",
            "20300627T103000",
        ),
    ],
)
def test_a_moved_date_is_shown_at_its_new_time_and_known_by_its_old(site, values, when, starts, ends) -> None:
    event = EventFactory(**THREE, date_changes=[change("06-11", "moved", **values)])
    moved = [row for row in periods(event) if row.note]
    assert [row.when for row in moved] == [when]
    assert moved[0].note == "Moved from Tuesday 11 June 2030, 6:30pm. The hall is closed."
    assert moved[0].status == "scheduled"
    entry = document(event)["schedule"]["changes"][0]
    assert (entry["original"], entry["starts"], entry["ends"]) == ("20300611T183000", starts, ends)


def test_a_shorter_date_at_its_own_time_has_not_moved(site) -> None:
    shorter = change("06-11", "moved", new_start_time=dt.time(18, 30), new_duration_minutes=30)
    event = EventFactory(**THREE, date_changes=[shorter])
    row = periods(event)[1]
    assert (row.when, row.note) == ("Tuesday 11 June 2030, 6:30pm to 7pm", "The hall is closed.")


def test_the_end_of_an_event_follows_its_last_date(site) -> None:
    event = EventFactory(date_changes=[change("06-04", "moved", new_day=on("06-20"))])
    values = document(event)
    assert (values["starts_at"], values["ends_at"]) == ("2030-06-20T17:30:00Z", "2030-06-20T19:00:00Z")


def test_a_date_can_move_to_the_day_of_one_that_moves_away(site) -> None:
    event = EventFactory(
        **THREE,
        date_changes=[
            change("06-04", "moved", new_day=on("06-11")),
            change("06-11", "moved", new_day=on("06-12")),
        ],
    )
    assert told(event) == ["06-11 18:30", "06-12 18:30", "06-18 18:30"]
    with time_machine.travel(at("2030-06-11 20:00"), tick=False):
        edit(event, summary="Another summary.")
    assert told(event) == ["06-11 18:30", "06-12 18:30", "06-18 18:30"]


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (
            {"date_changes": [change("06-12")]},
            "date_changes.0.day",
            "Wednesday 12 June 2030 is no date of this event. Give the day on which it would have been, or"
            " remove this change.",
        ),
        (
            {"skipped_days": [SkippedDay(day=on("06-11"))], "date_changes": [change("06-11")]},
            "date_changes.0.day",
            "Tuesday 11 June 2030 is no date of this event.",
        ),
        (
            {"date_changes": [change("06-04"), change("06-11"), change("06-11", "full")]},
            "date_changes.2.day",
            "There are two changes for Tuesday 11 June 2030. Keep one.",
        ),
        (
            {"date_changes": [change("06-11", "moved")]},
            "date_changes.0.new_day",
            "Say the new day, the new time or both.",
        ),
        (
            {"date_changes": [change("06-11", "cancelled", new_day=on("06-12"))]},
            "date_changes.0.status",
            "Choose “Moved to another day or time”",
        ),
        (
            {"date_changes": [change("06-11", "moved", new_day=on("06-18"))]},
            "date_changes.0.new_day",
            "There is another date on Tuesday 18 June 2030 already.",
        ),
        (
            {
                "extra_dates": [ExtraDate(day=on("06-13"))],
                "date_changes": [change("06-11", "moved", new_day=on("06-13"))],
            },
            "date_changes.0.new_day",
            "There is another date on Thursday 13 June 2030 already.",
        ),
        (
            {"date_changes": [change("06-11", "moved", new_day=on("10-27"), new_start_time=dt.time(1, 30))]},
            "date_changes.0.new_day",
            "1:30am on Sunday 27 October 2030 happens twice",
        ),
        (
            {
                "start_time": None,
                "date_changes": [change("06-11", "moved", new_start_time=dt.time(9))],
            },
            "date_changes.0.new_start_time",
            "This event takes whole days.",
        ),
        (
            {
                "repeat_count": None,
                "date_changes": [change("06-11", "moved", new_day=dt.date(2033, 6, 7))],
            },
            "date_changes.0.day",
            "Tuesday 7 June 2033 is too far ahead.",
        ),
    ],
)
def test_a_change_that_does_not_fit_is_refused_at_its_place(site, rows, place, message) -> None:
    with pytest.raises(PublishRefused) as refused:
        EventFactory(**THREE | rows)
    assert refused.value.message_dict[place][0].startswith(message)


def test_a_draft_may_be_unfinished(site) -> None:
    event = EventFactory(**THREE, live=False, date_changes=[change("06-12")])
    event.save_revision()
    with pytest.raises(ValidationError, match="is no date of this event"):
        event.occurrences(SPRING)


@pytest.mark.parametrize("own", ["scheduled", "cancelled", "moved_online", "full"])
@pytest.mark.parametrize("whole", list(STATUS_WORDS))
def test_what_is_off_outweighs_what_is_not(own, whole) -> None:
    off = [status for status in (own, whole) if status in {"cancelled", "postponed"}]
    expected = off[0] if off else own if own != "scheduled" else whole
    assert combined(own, whole) == expected
