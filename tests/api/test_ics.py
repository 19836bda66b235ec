"""Calendar files as three parsers read them: the same dates as the store has."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import recurring_ical_events
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from cms.api import kept
from cms.content.models import ContentPeriod
from cms.dates import local
from events.models import ConsultationPage, DateChange, EventPage, ExtraDate, SkippedDay
from tests.api.conftest import Clock, Get
from tests.api.world import NOW
from tests.calendar_clients.ical_js import occurrences as ical_js
from tests.factories import (
    AreaFactory,
    ConsultationFactory,
    EventFactory,
    SchoolHolidayFactory,
    consultation_windows,
)

HORIZON = dt.date(2031, 6, 1)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


def events_of(get: Get, address: str = "/calendar.ics") -> list[Any]:
    return list(Calendar.from_ical(get(address).content).events)


def summaries(get: Get, address: str = "/calendar.ics") -> list[str]:
    return [str(event["SUMMARY"]) for event in events_of(get, address)]


def stored(page: EventPage) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return the dates that the store has until the horizon, cancelled ones too."""
    periods = ContentPeriod.objects.filter(item=page.content_id, starts_at__date__lt=HORIZON)
    return sorted(periods.values_list("starts_at", "ends_at"))


def by_recurring_ical_events(content: bytes) -> list[Any]:
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(dt.date(2030, 1, 1), HORIZON)
    return sorted((event["DTSTART"].dt, event["DTEND"].dt) for event in found)


def by_ical_js(content: bytes) -> list[tuple[str, str]]:
    found = ical_js(content.decode(), HORIZON.isoformat())
    return sorted((one["starts"], one["ends"]) for one in found)


RULES: dict[str, dict[str, Any]] = {
    "once": {},
    "weekly, over the clock change": {"rrule": "FREQ=WEEKLY;BYDAY=TU"},
    "so many times": {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "repeat_count": 9},
    "until a day": {"rrule": "FREQ=WEEKLY;BYDAY=TU", "repeat_until": dt.date(2030, 11, 5)},
    "last Wednesday": {"rrule": "FREQ=MONTHLY;BYDAY=-1WE", "first_day": dt.date(2030, 6, 26)},
    "last weekday": {
        "rrule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "first_day": dt.date(2030, 6, 28),
    },
    "in terms": {"rrule": "FREQ=WEEKLY;BYDAY=TU", "term_time_only": True, "repeat_count": 20},
    "whole days": {
        "rrule": "FREQ=WEEKLY;INTERVAL=8",
        "start_time": None,
        "duration_minutes": 2880,
        "repeat_until": dt.date(2031, 1, 31),
    },
    "other dates": {
        "rrule": "FREQ=WEEKLY;BYDAY=TU",
        "repeat_count": 6,
        "extra_dates": [ExtraDate(day=dt.date(2030, 6, 14)), ExtraDate(day=dt.date(2030, 12, 24))],
        "skipped_days": [SkippedDay(day=dt.date(2030, 6, 18))],
        "date_changes": [
            DateChange(day=dt.date(2030, 6, 11), status="cancelled", note="The hall is closed."),
            DateChange(
                day=dt.date(2030, 6, 25), status="moved", new_day=dt.date(2030, 6, 27), note="Two days later."
            ),
        ],
    },
}


@pytest.mark.parametrize("values", RULES.values(), ids=RULES)
def test_other_parsers_find_the_dates_of_the_store(get: Get, site: Any, clock: Clock, values: dict[str, Any]):
    SchoolHolidayFactory(first_day=dt.date(2030, 7, 10), last_day=dt.date(2030, 9, 1))
    page = EventFactory(**values)
    expected = stored(page)
    assert expected
    content = get(f"/content/{page.content_id}.ics").content
    if page.start_time is None:
        days = [(local(start).date(), local(end).date()) for start, end in expected]
        assert by_recurring_ical_events(content) == days
        assert by_ical_js(content) == [(str(start), str(end)) for start, end in days]
        return
    assert by_recurring_ical_events(content) == expected
    written = [tuple(edge.strftime("%Y-%m-%dT%H:%M:%SZ") for edge in span) for span in expected]
    assert by_ical_js(content) == written


def test_a_cancelled_date_and_a_moved_one_say_so(get: Get, site: Any, clock: Clock):
    page = EventFactory(title="Group", **RULES["other dates"])
    main, cancelled, moved = events_of(get, f"/content/{page.content_id}.ics")
    assert main["STATUS"] == "CONFIRMED"
    assert (cancelled["STATUS"], cancelled["SUMMARY"]) == ("CANCELLED", "Cancelled: Group")
    assert cancelled["DESCRIPTION"].startswith("The hall is closed.")
    assert cancelled["RECURRENCE-ID"].dt.isoformat() == "2030-06-11T18:30:00+01:00"
    assert (moved["STATUS"], moved["DTSTART"].dt.isoformat()) == ("CONFIRMED", "2030-06-27T18:30:00+01:00")
    assert {event["UID"] for event in [main, cancelled, moved]} == {str(page.content_id)}


@pytest.mark.parametrize(
    ("status", "said", "summary"),
    [
        ("scheduled", "CONFIRMED", "Group"),
        ("cancelled", "CANCELLED", "Cancelled: Group"),
        ("postponed", "TENTATIVE", "Postponed: Group"),
        ("moved_online", "CONFIRMED", "Moved online: Group"),
        ("full", "CONFIRMED", "Full: Group"),
    ],
)
def test_a_whole_event_says_its_status(
    get: Get, site: Any, clock: Clock, status: str, said: str, summary: str
):
    page = EventFactory(
        title="Group",
        status=status,
        status_note="Ring us.",
        venue_name="Library",
        venue_town="",
        online_note="By link",
    )
    (event,) = events_of(get, f"/content/{page.content_id}.ics")
    assert (event["STATUS"], event["SUMMARY"]) == (said, summary)
    assert event["DESCRIPTION"].startswith("Ring us.")
    assert event["LOCATION"] == ("By link" if status == "moved_online" else "Library")


def test_the_uid_stays_and_the_sequence_grows(get: Get, site: Any, clock: Clock):
    page = EventFactory(title="Group")
    (before,) = events_of(get, f"/content/{page.content_id}.ics")
    page.slug, page.status = "renamed", "cancelled"
    clock.shift(60)
    page.save_revision().publish()
    (after,) = events_of(get, f"/content/{page.content_id}.ics")
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt - before["LAST-MODIFIED"].dt == dt.timedelta(minutes=1)
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt


def test_each_closing_of_a_consultation_is_a_day_of_its_own(get: Get, site: Any, clock: Clock):
    windows = consultation_windows(
        (NOW, utc(2030, 6, 10, 22, 59)), (utc(2030, 7, 1, 8), utc(2030, 7, 5, 16, 0))
    )
    page = ConsultationFactory(title="Buses", windows=windows)
    first, second = events_of(get, f"/content/{page.content_id}.ics")
    assert [str(first["SUMMARY"]), str(second["SUMMARY"])] == ["Closes for now: Buses", "Closes: Buses"]
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (dt.date(2030, 6, 10), dt.date(2030, 6, 11))
    assert second["DTSTART"].dt == dt.date(2030, 7, 5)
    assert "Answers count until 5pm on Friday 5 July 2030." in second["DESCRIPTION"]
    assert first["UID"] != second["UID"]
    ConsultationPage.objects.filter(pk=page.pk).update(withdrawn_at=NOW)
    ConsultationPage.objects.get(pk=page.pk).save_revision().publish()
    for before, after in zip([first, second], events_of(get, f"/content/{page.content_id}.ics"), strict=True):
        assert (after["STATUS"], after["SUMMARY"]) == ("CANCELLED", "Withdrawn: Buses")
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_feed_keeps_what_is_over_for_three_months(get: Get, site: Any, clock: Clock):
    EventFactory(title="June")
    EventFactory(title="Weekly", rrule="FREQ=WEEKLY;BYDAY=TU")
    for day, expected in [(dt.date(2030, 9, 4), {"June", "Weekly"}), (dt.date(2030, 9, 5), {"Weekly"})]:
        clock.move_to(dt.datetime.combine(day, dt.time(9), dt.UTC))
        assert set(summaries(get)) == expected
    assert set(summaries(get, "/calendar.ics?from=2030-06-01")) == {"June", "Weekly"}
    assert summaries(get, "/calendar.ics?from=2030-06-04&to=2030-06-04&archived=only") == ["June"]


def test_drafts_private_pages_and_tombstones_stay_hidden(get: Get, site: Any, clock: Clock):
    EventFactory(title="Draft", live=False)
    private = EventFactory(title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    EventFactory(title="Withdrawn").unpublish()
    ConsultationFactory(title="Put away", archived_at=NOW)
    EventFactory(title="Public")
    assert summaries(get) == ["Public"]


def test_one_feed_for_each_area(get: Get, site: Any, clock: Clock):
    EventFactory(title="Here", areas=[AreaFactory(name="North West")])
    EventFactory(title="Elsewhere")
    calendar: Any = Calendar.from_ical(get("/calendar.ics?area=north-west").content)
    assert [str(event["SUMMARY"]) for event in calendar.events] == ["Here"]
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "The hub: north west"
    assert list(calendar.events[0]["CATEGORIES"].cats) == ["North West"]


def test_the_number_of_queries_does_not_grow(
    get: Get, site: Any, clock: Clock, django_assert_num_queries: Any
):
    get("/calendar.ics?type=event")
    for count in [2, 18]:
        kept.feeds.clear()
        EventFactory.create_batch(count)
        with django_assert_num_queries(4):
            assert get("/calendar.ics").status_code == 200
        # Each item's text is in memory by now.
        with django_assert_num_queries(3):
            assert get("/calendar.ics?type=event").status_code == 200
        with django_assert_num_queries(1):
            assert get("/calendar.ics").status_code == 200


def test_no_cache_keeps_it_past_the_end_of_a_date(get: Get, site: Any, clock: Clock):
    page = EventFactory(title="Twice", rrule="FREQ=WEEKLY;BYDAY=TU", repeat_count=2)
    before = get(f"/content/{page.content_id}.ics")
    assert before.headers["Cache-Control"] == "public, max-age=60"
    clock.move_to(utc(2030, 6, 4, 19) - dt.timedelta(seconds=5))
    assert get(f"/content/{page.content_id}.ics").headers["Cache-Control"] == "public, max-age=5"


def test_lines_are_folded_and_end_as_rfc_5545_has_it(get: Get, site: Any, clock: Clock):
    EventFactory(title="Straße, café; “quoted” \\ 😀 " + "long " * 30, slug="odd")
    content = get("/calendar.ics").content
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    (event,) = events_of(get)
    assert event["SUMMARY"].startswith("Straße, café; “quoted” \\ 😀 long")
