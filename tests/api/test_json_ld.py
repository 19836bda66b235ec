"""`structured_data` of documents: true of their dates, in the words of schema.org."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.api.conftest import Clock
from tests.api.world import NOW
from tests.factories import (
    ConsultationFactory,
    EventFactory,
    EventIndexFactory,
    InformationFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ToolkitFactory,
    consultation_windows,
)
from tests.stored import document

SCHEMA = "https://schema.org/"


def data(source: Any) -> dict[str, Any]:
    values: dict[str, Any] = document(source)["structured_data"]
    assert values["@context"] == "https://schema.org"
    return values


@pytest.mark.parametrize(
    ("factory", "kind"),
    [
        (EventFactory, "Event"),
        (ConsultationFactory, "CreativeWork"),
        (PracticeExampleFactory, "Article"),
        (ToolkitFactory, "CreativeWork"),
        (InformationFactory, "WebPage"),
        (EventIndexFactory, "CollectionPage"),
        (OrganisationFactory, "GovernmentOrganization"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_every_type_has_its_word(site: Any, clock: Clock, factory: Any, kind: str):
    source = factory()
    values = data(source)
    assert values["@type"] == kind
    assert values["name"] == source.content_title
    assert values["url"] == f"http://localhost:8000{source.content_path}"
    page = values if kind.endswith("Page") else values["mainEntityOfPage"]
    steps = page["breadcrumb"]["itemListElement"]
    assert steps[0]["item"] == "http://localhost:8000/"
    assert steps[-1]["item"] == values["url"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("school", "School"), ("health", "Organization"), ("council", "GovernmentOrganization")],
)
def test_kinds_of_organisations(site: Any, clock: Clock, slug: str, kind: str):
    hidden = OrganisationFactory(organisation_kind=slug, website="https://example.org", phone="0116 1")
    values = data(hidden)
    assert (values["@type"], values["sameAs"]) == (kind, "https://example.org")
    assert "telephone" not in values
    hidden.contact_is_public = True
    hidden.save()
    assert data(hidden)["telephone"] == "0116 1"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("scheduled", "EventScheduled"),
        ("full", "EventScheduled"),
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
        ("moved_online", "EventMovedOnline"),
    ],
)
def test_the_status_of_an_event(site: Any, clock: Clock, status: str, word: str):
    values = data(EventFactory(status=status, status_note="Ring us.", venue_name="Library"))
    assert values["eventStatus"] == SCHEMA + word
    kinds = [place["@type"] for place in values["location"]]
    assert kinds == (["VirtualLocation"] if status == "moved_online" else ["Place"])


@pytest.mark.parametrize(
    ("attendance", "word", "places"),
    [
        ("in_person", "OfflineEventAttendanceMode", ["Place"]),
        ("online", "OnlineEventAttendanceMode", ["Place", "VirtualLocation"]),
        ("hybrid", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_how_people_take_part(site: Any, clock: Clock, attendance: str, word: str, places: list[str]):
    page = EventFactory(
        attendance=attendance,
        venue_name="Library",
        venue_town="Oadby",
        online_url="https://example.org/secret",
    )
    values = data(page)
    assert values["eventAttendanceMode"] == SCHEMA + word
    assert [place["@type"] for place in values["location"]] == places
    assert "secret" not in str(values)


def test_the_next_date_and_the_schedule(site: Any, clock: Clock):
    values = data(
        EventFactory(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", repeat_until=dt.date(2030, 11, 5), capacity=20)
    )
    assert (values["startDate"], values["endDate"]) == ("2030-06-04T17:30:00Z", "2030-06-04T19:00:00Z")
    assert values["maximumAttendeeCapacity"] == 20
    assert values["eventSchedule"] == {
        "@type": "Schedule",
        "startDate": "2030-06-04",
        "endDate": "2030-11-05",
        "startTime": "18:30:00",
        "duration": "PT90M",
        "repeatFrequency": "P2W",
        "byDay": [f"{SCHEMA}Tuesday"],
        "scheduleTimezone": "Europe/London",
    }


@pytest.mark.parametrize(
    ("rrule", "day", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=-1WE", dt.date(2030, 6, 26), ["-1WE"]),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", dt.date(2030, 6, 11), ["2TU"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", dt.date(2030, 6, 28), None),
    ],
)
def test_a_rule_that_schema_org_can_not_say_is_left_out(
    site: Any, clock: Clock, rrule: str, day: dt.date, expected: list[str] | None
):
    schedule = data(EventFactory(rrule=rrule, first_day=day)).get("eventSchedule")
    assert (schedule and schedule["byDay"]) == expected


def test_whole_days_are_days(site: Any, clock: Clock):
    values = data(EventFactory(start_time=None, duration_minutes=2880))
    assert (values["startDate"], values["endDate"]) == ("2030-06-04", "2030-06-05")


@pytest.mark.parametrize(
    ("cost", "free"),
    [
        ("Free", True),
        ("Free, with one hot drink", True),
        ("", False),
        ("£3", False),
        ("Free for members, £3 for others", False),
        ("Freephone only", False),
    ],
)
def test_only_what_is_surely_free_is_said_to_be(site: Any, clock: Clock, cost: str, free: bool):
    values = data(EventFactory(cost=cost))
    assert ("isAccessibleForFree" in values) is ("offers" in values) is free


def test_a_consultation_says_when_and_where_to_answer(site: Any, clock: Clock):
    window = consultation_windows((NOW, dt.datetime(2030, 6, 30, 22, 59, tzinfo=dt.UTC)))
    values = data(ConsultationFactory(windows=window, online_url="https://example.org/answer"))
    assert values["creativeWorkStatus"] == "open"
    assert values["temporalCoverage"] == "2030-06-03T09:00:00Z/2030-06-30T22:59:59Z"
    assert values["potentialAction"]["target"] == "https://example.org/answer"
    clock.shift(-60)
    later = data(ConsultationFactory(windows=consultation_windows((NOW, NOW + dt.timedelta(days=1)))))
    assert "potentialAction" not in later


def test_nothing_is_null_or_empty(site: Any, clock: Clock):
    for source in [EventFactory(), ConsultationFactory(), ToolkitFactory()]:
        assert all(value not in (None, "", [], {}) for value in data(source).values())
