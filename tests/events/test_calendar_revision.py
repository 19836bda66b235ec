"""SEQUENCE grows when time, place or status change, and for nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cms.content.rebuilding import rebuild
from cms.content.verification import differences
from events.models import CalendarRevision, EventPage, ExtraDate, SkippedDay
from tests.events.dates import SPRING, WEEKLY, at, change, edit, on
from tests.factories import ConsultationFactory, EventFactory, SchoolHolidayFactory
from tests.stored import document


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


def sequence(event: EventPage) -> int:
    number: int = document(event)["schedule"]["sequence"]
    assert CalendarRevision.objects.get(page=event.pk).sequence == number
    return number


@pytest.mark.parametrize(
    "values",
    [
        {"start_time": dt.time(10)},
        {"duration_minutes": 60},
        {"first_day": on("06-11")},
        {"repeat_until": on("12-31")},
        {"rrule": ""},
        {"start_time": None},
        {"status": "cancelled"},
        {"attendance": "hybrid"},
        {"venue_name": "Library"},
        {"venue_postcode": "LE1 1AA"},
        {"online_url": "https://meet.example.org/", "online_url_is_public": True},
        {"extra_dates": [ExtraDate(day=on("06-13"))]},
        {"skipped_days": [SkippedDay(day=on("06-11"))]},
        {"date_changes": [change("06-11")]},
        {"date_changes": [change("06-11", "moved", new_start_time=dt.time(10))]},
    ],
    ids=lambda values: "-".join(str(value) for value in values) if isinstance(values, dict) else None,
)
def test_a_change_that_calendars_show_counts_once(site, values) -> None:
    event = EventFactory(**WEEKLY, venue_town="Ashby")
    assert sequence(event) == 0
    edit(event, **values)
    assert sequence(event) == 1
    edit(event, summary="In other words.")
    assert sequence(event) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Another title"},
        {"description": "<p>Other words.</p>"},
        {"status_note": "Bring a coat."},
        {"online_note": "We send a link."},
        {"online_url": "https://meet.example.org/"},
        {"cost": "Free"},
        {"slug": "elsewhere"},
        {"date_changes": [change("06-11", "scheduled", "Bring a coat.")]},
        {"booking_deadline": on("06-01")},
    ],
    ids=lambda values: "-".join(values) if isinstance(values, dict) else None,
)
def test_words_do_not_count(site, values) -> None:
    event = EventFactory(**WEEKLY)
    before = document(event)["schedule"]["uid"]
    event = edit(event, **values)
    assert sequence(event) == 0
    assert document(event)["schedule"]["uid"] == before


def test_holidays_count_where_they_take_a_date_away(site, refresh) -> None:
    SchoolHolidayFactory(first_day=on("12-20"), last_day=on("12-31"))
    event = EventFactory(**WEEKLY, term_time_only=True)
    SchoolHolidayFactory(first_day=on("06-12"), last_day=on("06-13"))
    refresh()
    assert sequence(event) == 0
    SchoolHolidayFactory(first_day=on("06-10"), last_day=on("06-14"))
    refresh()
    assert sequence(event) == 1
    with time_machine.travel(at("2031-01-10 12:00"), tick=False):
        SchoolHolidayFactory(first_day=on("10-21"), last_day=on("10-25"))
        refresh()
        assert sequence(event) == 1, "it takes away dates that are over, and those stay"


def test_time_and_rebuilding_do_not_count(site, refresh) -> None:
    SchoolHolidayFactory(first_day=dt.date(2031, 12, 20), last_day=dt.date(2032, 1, 4))
    event = EventFactory(
        **WEEKLY, term_time_only=True, date_changes=[change("06-11", "moved", new_day=on("06-13"))]
    )
    # A season each: both clock changes and two turns of the year lie between them.
    for month in range(0, 24, 4):
        now = SPRING + dt.timedelta(days=30 * month, hours=month % 7)
        with time_machine.travel(now, tick=False):
            refresh()
            rebuild(now, lambda done, total: None)
            assert sequence(event) == 0
            assert [one for one in differences(now) if one.path == event.content_path] == []


def test_a_change_counts_after_the_horizon_has_moved(site, refresh) -> None:
    event = EventFactory(**WEEKLY)
    with time_machine.travel(at("2030-09-10 12:00"), tick=False):
        edit(event, skipped_days=[SkippedDay(day=dt.date(2031, 12, 2))])
        assert sequence(event) == 1
        refresh()
        assert sequence(event) == 1


def test_it_goes_on_after_the_event_was_unpublished(site) -> None:
    event = EventFactory(**WEEKLY)
    edit(event, venue_name="Library")
    EventPage.objects.get(pk=event.pk).unpublish()
    edit(event, summary="In other words.")
    assert sequence(event) == 1
    edit(event, venue_name="Town hall")
    assert sequence(event) == 2


def test_what_an_event_refers_to_does_not_count(site, refresh) -> None:
    consultation: Any = ConsultationFactory()
    event = EventFactory(related_consultation=consultation)
    consultation.title = "Another title"
    consultation.save_revision().publish()
    refresh()
    assert document(event)["related_consultation"]["title"] == "Another title"
    assert sequence(event) == 0
    assert list(differences(timezone.now())) == []
