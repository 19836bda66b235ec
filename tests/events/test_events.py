"""Events: their dates in the document, and when it reads differently."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from cms.content.builder import build
from cms.content.publishing import PublishRefused
from cms.content.tree import PageTree
from cms.content.verification import differences
from events.models import EventPage
from tests.factories import ConsultationFactory, EventFactory, SchoolHolidayFactory
from tests.stored import document, log_of, stale_paths, stored

SPRING = dt.datetime(2030, 4, 1, 12, tzinfo=dt.UTC)


def built(event: EventPage, now: dt.datetime) -> dict[str, Any]:
    """Return an event's document as of a moment."""
    source = EventPage.public_by_id([event.content_id], PageTree())[event.content_id]
    return build(source, now).values


@pytest.fixture(autouse=True)
def _spring() -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield


def test_one_evening(site) -> None:
    event = EventFactory(venue_name="Library", venue_town="Ashby", booking_required=True, cost="Free")
    values = document(event)
    assert values["when"] == "Tuesday 4 June 2030, 6:30pm to 8pm"
    assert (values["starts_at"], values["ends_at"]) == ("2030-06-04T17:30:00Z", "2030-06-04T19:00:00Z")
    assert [one["starts_at"] for one in values["occurrences"]] == ["2030-06-04T17:30:00Z"]
    assert values["next_occurrence"] == values["occurrences"][0]
    assert (values["recurrence"], values["archived"]) == (None, False)
    item = stored(event)
    assert item is not None
    assert item.valid_until == item.archived_from == dt.datetime(2030, 6, 4, 19, tzinfo=dt.UTC)


def test_the_card_names_the_town_only(site) -> None:
    event = EventFactory(venue_name="Library", venue_town="Ashby", venue_postcode="LE1 1AA")
    item = stored(event)
    assert item is not None
    assert b'"venue":{"town":"Ashby"}' in bytes(item.card)
    assert document(event)["venue"]["postcode"] == "LE1 1AA"


def test_it_is_over_at_the_very_instant_at_which_it_ends(site) -> None:
    event = EventFactory()
    end = dt.datetime(2030, 6, 4, 19, tzinfo=dt.UTC)
    assert not built(event, end - dt.timedelta(seconds=1))["archived"]
    over = built(event, end)
    assert over["archived"]
    assert over["next_occurrence"] is None
    assert over["when"] == "Tuesday 4 June 2030, 6:30pm to 8pm"
    assert len(over["occurrences"]) == 1


def test_the_api_agrees_at_that_instant_and_writes_nothing(site, refresh) -> None:
    event = EventFactory()
    before = stored(event)
    client = Client()
    with time_machine.travel(dt.datetime(2030, 6, 4, 19, tzinfo=dt.UTC), tick=False):
        assert client.get(f"/api/v1/content/{event.content_id}").json()["archived"]
        assert client.get("/api/v1/content", {"type": "event"}).json()["total"] == 0
        only = client.get("/api/v1/content", {"type": "event", "archived": "only"}).json()
        assert [item["archived"] for item in only["items"]] == [True]
        after = stored(event)
        assert before is not None
        assert after is not None
        assert after.etag == before.etag
        refresh()
        assert log_of(event.content_id) == ["published", "archived"]
        assert list(differences(dt.datetime.now(dt.UTC))) == []


def test_a_regular_event_shows_its_next_twelve_dates(site) -> None:
    event = EventFactory(rrule="FREQ=WEEKLY;BYDAY=TU")
    values = document(event)
    assert len(values["occurrences"]) == 12
    assert values["ends_at"] is None
    assert values["recurrence"] == {"rule": "FREQ=WEEKLY;BYDAY=TU", "words": "Every Tuesday at 6:30pm"}
    later = built(event, dt.datetime(2030, 6, 11, 18, 59, 59, tzinfo=dt.UTC))
    assert later["next_occurrence"]["starts_at"] == "2030-06-11T17:30:00Z"
    after = built(event, dt.datetime(2030, 6, 11, 19, tzinfo=dt.UTC))
    assert after["next_occurrence"]["starts_at"] == "2030-06-18T17:30:00Z"


def test_a_bounded_event_ends(site) -> None:
    event = EventFactory(rrule="FREQ=WEEKLY;BYDAY=TU", repeat_count=3)
    values = document(event)
    assert [one["starts_at"][:10] for one in values["occurrences"]] == [
        "2030-06-04",
        "2030-06-11",
        "2030-06-18",
    ]
    assert values["ends_at"] == "2030-06-18T19:00:00Z"
    assert values["recurrence"]["rule"] == "FREQ=WEEKLY;BYDAY=TU;COUNT=3"
    assert built(event, dt.datetime(2030, 6, 18, 19, tzinfo=dt.UTC))["archived"]


def test_term_time_leaves_out_holidays_and_follows_them(site, refresh) -> None:
    SchoolHolidayFactory(first_day=dt.date(2030, 7, 20), last_day=dt.date(2030, 8, 31))
    event = EventFactory(
        rrule="FREQ=WEEKLY;BYDAY=TU", repeat_count=3, first_day=dt.date(2030, 5, 21), term_time_only=True
    )
    days = [one["starts_at"][:10] for one in document(event)["occurrences"]]
    assert days == ["2030-05-21", "2030-05-28", "2030-06-04"]
    holiday = SchoolHolidayFactory()
    assert stale_paths() == [event.content_path]
    refresh()
    assert [one["starts_at"][:10] for one in document(event)["occurrences"]] == ["2030-05-21", "2030-06-04"]
    holiday.delete()
    refresh()
    assert len(document(event)["occurrences"]) == 3


def test_an_event_without_a_date_left_is_refused(site) -> None:
    SchoolHolidayFactory(first_day=dt.date(2030, 6, 1), last_day=dt.date(2030, 6, 30))
    with pytest.raises(PublishRefused, match="No date is left"):
        EventFactory(term_time_only=True)


@pytest.mark.parametrize(
    ("minutes", "when", "ends_at"),
    [
        (None, "Tuesday 4 June 2030", "2030-06-04T23:00:00Z"),
        (1440, "Tuesday 4 June 2030", "2030-06-04T23:00:00Z"),
        (2880, "Tuesday 4 June 2030 to Wednesday 5 June 2030", "2030-06-05T23:00:00Z"),
    ],
)
def test_whole_days(site, minutes, when, ends_at) -> None:
    event = EventFactory(start_time=None, duration_minutes=minutes)
    values = document(event)
    assert values["when"] == when
    assert (values["starts_at"], values["ends_at"]) == ("2030-06-03T23:00:00Z", ends_at)


def test_a_whole_day_on_which_the_clocks_change_ends_at_its_midnight(site) -> None:
    event = EventFactory(start_time=None, duration_minutes=1440, first_day=dt.date(2030, 10, 27))
    values = document(event)
    assert (values["starts_at"], values["ends_at"]) == ("2030-10-26T23:00:00Z", "2030-10-28T00:00:00Z")


def test_a_time_that_the_clock_change_takes_away_is_refused_with_the_reason(site) -> None:
    with pytest.raises(PublishRefused) as refused:
        EventFactory(title="Night walk", first_day=dt.date(2031, 3, 30), start_time=dt.time(1, 30))
    assert str(refused.value) == (
        "“Night walk” was not published. Start time: 1:30am on Sunday 30 March 2031 does not exist:"
        " the clocks go forward then."
    )


def test_one_bad_night_of_a_series_is_refused_too(site) -> None:
    with pytest.raises(PublishRefused, match="happens twice"):
        EventFactory(rrule="FREQ=WEEKLY;BYDAY=SU", start_time=dt.time(1, 30), first_day=dt.date(2030, 10, 6))


@pytest.mark.long
@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", dt.date(2029, 1, 2)),
        ("FREQ=YEARLY", dt.date(2029, 6, 4)),
        ("FREQ=DAILY", dt.date(2030, 2, 1)),
    ],
)
def test_an_endless_event_is_right_all_through_a_month(site, refresh, rule, first) -> None:
    """Dates come into sight as time passes: the document, its periods and its `valid_until` agree."""
    event = EventFactory(rrule=rule, first_day=first)
    for days in (0, 5, 6, 8, 29, 30, 31):
        now = SPRING + dt.timedelta(days=days, hours=days % 11)
        with time_machine.travel(now, tick=False):
            item = stored(event)
            assert item is not None
            if item.valid_until is not None and item.valid_until <= now:
                refresh()
            found = [str(one) for one in differences(now) if one.path == event.content_path]
            assert found == [], now


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_an_event_that_is_off_has_no_next_date(site, status) -> None:
    event = EventFactory(status=status)
    assert document(event)["next_occurrence"] is None
    assert document(event)["occurrences"][0]["status"] == status
    found = Client().get("/api/v1/content", {"state": status}).json()
    assert [item["id"] for item in found["items"]] == [str(event.content_id)]


def test_what_parents_need_is_a_facet(site) -> None:
    event = EventFactory(childcare="yes", hearing_loop="on_request", step_free="no", attendance="hybrid")
    item = stored(event)
    assert item is not None
    assert set(item.tags.values_list("kind", "slug")) == {
        ("provision", "childcare"),
        ("provision", "hearing_loop"),
        ("attendance", "hybrid"),
    }


def test_the_address_to_join_is_shown_only_where_it_is_public(site) -> None:
    event = EventFactory(online_url="https://meet.example.org/secret", online_note="We send a link.")
    assert document(event)["online"] == {"note": "We send a link.", "url": None}
    event.online_url_is_public = True
    event.save_revision().publish()
    assert document(event)["online"]["url"] == "https://meet.example.org/secret"


def test_booking_ends_before_each_date(site) -> None:
    event = EventFactory(rrule="FREQ=WEEKLY;BYDAY=TU", booking_days_before=2)
    assert document(event)["booking"]["deadline"] == "2030-06-02"
    assert built(event, dt.datetime(2030, 6, 4, 19, tzinfo=dt.UTC))["booking"]["deadline"] == "2030-06-09"


def test_the_consultation_of_an_event_is_named_while_it_is_public(site, refresh) -> None:
    consultation = ConsultationFactory(title="Getting to school")
    event = EventFactory(related_consultation=consultation)
    assert document(event)["related_consultation"]["title"] == "Getting to school"
    consultation.unpublish()
    refresh()
    assert document(event)["related_consultation"] is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rrule": "FREQ=HOURLY"}, "rrule"),
        ({"rrule": "FREQ=DAILY", "repeat_count": 2, "repeat_until": dt.date(2031, 1, 1)}, "repeat_until"),
        ({"rrule": "FREQ=DAILY", "repeat_until": dt.date(2029, 1, 1)}, "repeat_until"),
    ],
)
def test_what_does_not_go_together_is_refused_at_its_field(db, values, field) -> None:
    event = EventPage(title="A drop-in", slug="a", first_day=dt.date(2030, 6, 4), **values)
    with pytest.raises(ValidationError) as refused:
        event.clean()
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"safety_lead_role": ""}, "safety_lead_role", "It is not said who answers for safety"),
        ({"step_free": ""}, "childcare", "Nothing is said about access"),
        ({"booking_deadline": dt.date(2030, 6, 5)}, "booking_deadline", "Booking would end after the event."),
        ({"duration_minutes": None}, "duration_minutes", "Say how long the event takes."),
        ({"term_time_only": True}, "term_time_only", "No school holidays are entered"),
    ],
)
def test_what_people_must_know_is_asked_for_before_they_are_told(site, values, field, message) -> None:
    draft = EventFactory(live=False, **values)
    with pytest.raises(PublishRefused) as refused:
        draft.save_revision().publish()
    assert list(refused.value.message_dict) == [field]
    assert refused.value.message_dict[field][0].startswith(message)
    assert stored(draft) is None
