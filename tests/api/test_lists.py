from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from cms.api import kept
from events.models import EventPage
from home.models import InformationPage
from tests.api.conftest import Clock, Get, problem
from tests.api.world import NOW
from tests.factories import (
    AreaFactory,
    ConsultationFactory,
    EventFactory,
    InformationFactory,
    OrganisationFactory,
    ThemeFactory,
    ToolkitFactory,
    consultation_windows,
)

Items = Callable[..., list[str]]


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


def test_drafts_private_pages_and_tombstones_stay_hidden(items: Items, get: Get, site: Any):
    InformationFactory(title="Draft", live=False)
    private = InformationFactory(title="Private")
    InformationFactory(title="Below", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    InformationFactory(title="Withdrawn").unpublish()
    for name in ["/content", "/documents"]:
        assert items(name, archived="include") == ["Have a say"]
    assert get("/content").json()["total"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?type=toolkit&type=event&theme=noise&area=oadby&provision=childcare&attendance=online",
        "?from=2030-01-01&to=2031-01-01&state=scheduled&archived=include&updated_since=2020-01-01T00:00:00Z",
        "?order=title&organisation=team&archived=only",
    ],
)
def test_the_number_of_queries_does_not_grow(get: Get, site: Any, django_assert_num_queries: Any, query: str):
    values = {
        "themes": [ThemeFactory(name="Noise")],
        "areas": [AreaFactory(name="Oadby")],
        "organisations": [OrganisationFactory(name="Team")],
        "childcare": "yes",
        "attendance": "online",
    }
    get("/content?theme=noise")
    for count in [2, 18]:
        kept.answers.clear()
        EventFactory.create_batch(count, **values)
        with django_assert_num_queries(4):
            assert get(f"/content{query}").status_code == 200
        # The total of the same filters is known by now.
        with django_assert_num_queries(3):
            assert get(f"/documents{query}").status_code == 200


def test_a_page_that_is_kept_costs_one_query(get: Get, site: Any, django_assert_num_queries: Any):
    first = get("/content").content
    with django_assert_num_queries(1):
        assert get("/content").content == first


def consult(title: str, *windows: tuple[dt.datetime, dt.datetime], **values: Any) -> None:
    ConsultationFactory(title=title, windows=consultation_windows(*windows), **values)


def test_the_state_follows_from_windows_and_the_clock(items: Items, site: Any, clock: Clock):
    day = dt.timedelta(days=1)
    consult("Upcoming", (NOW + day, NOW + 2 * day))
    consult("Open", (NOW - day, NOW + day))
    consult("Paused", (NOW - 3 * day, NOW - 2 * day), (NOW + day, NOW + 2 * day))
    consult("Closed", (NOW - 3 * day, NOW - day))
    reported = {"feedback_published_on": dt.date(2030, 6, 1), "we_asked": "What?"}
    consult("Reported", (NOW - 3 * day, NOW - day), **reported)
    consult("Reported, open again", (NOW - 3 * day, NOW - day), (NOW, NOW + day), **reported)
    consult("Withdrawn", (NOW - day, NOW + day), withdrawn_at=NOW)
    EventFactory(title="Full", status="full")
    expected = {
        "upcoming": {"Upcoming"},
        "open": {"Open", "Reported, open again"},
        "paused": {"Paused"},
        "closed": {"Closed"},
        "reported": {"Reported"},
        "withdrawn": {"Withdrawn"},
        "full": {"Full"},
        "scheduled": set(),
    }
    assert {state: set(items(state=state)) for state in expected} == expected
    assert set(items(state=["open", "full"])) == {"Open", "Reported, open again", "Full"}


def test_a_consultation_is_open_to_its_last_second(get: Get, site: Any, clock: Clock):
    consult("Open", (NOW, utc(2030, 6, 30, 22, 59)))
    for moment, state, most in [
        (utc(2030, 6, 30, 22, 58, 30), "open", 60),
        (utc(2030, 6, 30, 22, 59, 58), "open", 2),
        (utc(2030, 6, 30, 22, 59, 59), "open", 1),
        (utc(2030, 6, 30, 23, 0, 0), "closed", 60),
    ]:
        clock.move_to(moment)
        response = get("/content?type=consultation")
        assert response.json()["items"][0]["state"] == state
        assert response.headers["Cache-Control"] == f"public, max-age={most}"
        assert get(f"/content?state={state}").json()["total"] == 1


def test_within_the_last_second_nothing_is_cached(get: Get, site: Any, clock: Clock):
    consult("Open", (NOW, utc(2030, 6, 30, 22, 59)))
    clock.move_to(utc(2030, 6, 30, 22, 59, 59).replace(microsecond=500_000))
    assert get("/content").headers["Cache-Control"] == "no-cache"


def test_an_event_is_archived_at_its_exact_end(items: Items, site: Any, clock: Clock):
    EventFactory(title="Once")
    EventFactory(title="Weekly", rrule="FREQ=WEEKLY;BYDAY=TU", repeat_count=2)
    end = utc(2030, 6, 4, 19)
    clock.move_to(end - dt.timedelta(seconds=1))
    assert set(items(type="event")) == {"Once", "Weekly"}
    assert items(type="event", archived="only") == []
    clock.move_to(end)
    assert items(type="event") == ["Weekly"]
    assert items(type="event", archived="only") == ["Once"]
    assert set(items(type="event", archived="include")) == {"Once", "Weekly"}


def test_what_time_has_changed_is_built_freshly_and_not_stored(get: Get, site: Any, clock: Clock):
    page = EventFactory(title="Once")
    clock.move_to(utc(2030, 6, 4, 19))
    before = page.content_id
    card = get("/content?type=event&archived=only").json()["items"][0]
    document = get(f"/content/{before}")
    assert card["archived"] is document.json()["archived"] is True
    assert get("/changes").json()["latest"] == document.json()["sequence"]
    assert document.headers["Last-Modified"] == "Tue, 04 Jun 2030 19:00:00 GMT"


def test_an_item_that_can_not_be_built_again_does_not_take_its_list_along(get: Get, site: Any, clock: Clock):
    page = EventFactory(title="Broken", rrule="FREQ=WEEKLY;BYDAY=TU", repeat_count=2)
    EventPage.objects.filter(pk=page.pk).update(duration_minutes=None)
    clock.move_to(utc(2030, 6, 4, 19))
    assert get("/content?type=event").json()["items"][0]["title"] == "Broken"
    assert get(f"/content/{page.content_id}").status_code == 200


DAY_CASES = [
    # In June 11:30pm UTC is half past midnight of the next day in London.
    ("late", utc(2030, 6, 10, 23, 30), "2030-06-11", "2030-06-11", True),
    ("late", utc(2030, 6, 10, 23, 30), "2030-06-10", "2030-06-10", False),
    # The clocks go forward on 31 March 2030 and back on 27 October.
    ("spring", utc(2030, 3, 31, 22, 30), "2030-03-31", "2030-03-31", True),
    ("spring", utc(2030, 3, 31, 23, 30), "2030-03-31", "2030-03-31", False),
    ("spring", utc(2030, 3, 31, 0, 0), "2030-03-31", None, True),
    ("autumn", utc(2030, 10, 27, 23, 30), "2030-10-27", "2030-10-27", True),
    ("autumn", utc(2030, 10, 26, 23, 30), "2030-10-27", "2030-10-27", True),
    ("autumn", utc(2030, 10, 26, 22, 30), "2030-10-27", "2030-10-27", False),
    ("autumn", utc(2030, 10, 28, 0, 0), None, "2030-10-27", False),
]


@pytest.mark.parametrize(("title", "starts_at", "first", "last", "found"), DAY_CASES)
def test_days_are_the_councils(
    items: Items, site: Any, title: str, starts_at: dt.datetime, first: str, last: str, found: bool
):
    consult(title, (starts_at, starts_at + dt.timedelta(minutes=9)))
    days = {name: day for name, day in [("from", first), ("to", last)] if day}
    assert items(archived="include", **days) == ([title] if found else [])


def test_both_days_are_included_and_any_overlap_counts(items: Items, site: Any, clock: Clock):
    consult("June", (utc(2030, 6, 1, 8), utc(2030, 6, 30, 22, 59)))
    EventFactory(title="Twice", first_day=dt.date(2030, 6, 4), rrule="FREQ=WEEKLY;INTERVAL=2", repeat_count=2)
    ToolkitFactory(title="Timeless")
    assert set(items(from_="2030-06-04", to="2030-06-04")) == {"June", "Twice"}
    assert items(from_="2030-06-11", to="2030-06-11") == ["June"]
    assert set(items(from_="2030-06-18")) == {"June", "Twice"}
    assert items(from_="2030-06-30") == ["June"]
    assert items(from_="2030-07-01") == []
    assert items(to="2030-06-01") == ["June"]
    assert items(to="2030-05-31") == []


def test_what_was_updated_since(items: Items, site: Any, clock: Clock):
    clock.shift(60)
    page = InformationFactory(title="New")
    assert items(updated_since="2030-06-03T09:01:00Z") == ["New"]
    assert items(updated_since="2030-06-03T10:01:00+01:00") == ["New"]
    assert items(updated_since="2030-06-03T09:01:01Z") == []
    clock.shift(60)
    InformationPage.objects.get(pk=page.pk).save_revision().publish()
    assert items(updated_since="2030-06-03T09:01:01Z") == []
    assert len(items(updated_since="0001-01-01T00:00:00Z")) == 2


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=2030-06-31", "from"),
        ("from=1700000000", "from"),
        ("from=2030-6-1", "from"),
        ("from=0001-01-01", "from"),
        ("from=9999-12-31", "from"),
        ("from=٢٠٣٠-06-01", "from"),
        ("from=2030-06-02&to=2030-06-01", "to"),
        ("from=2030-06-02&to=2030-06-01&limit=x", "to"),
        ("to=", "to"),
        ("updated_since=2030-06-01", "updated_since"),
        ("updated_since=2030-06-01T00:00:00", "updated_since"),
        ("updated_since=2030-06-01T00:00:00+00:00", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since"),
        ("updated_since=1700000000", "updated_since"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=5.0", "limit"),
        ("limit=1_0", "limit"),
        ("limit=-1", "limit"),
        (f"limit={'9' * 5000}", "limit"),
        ("limit=", "limit"),
        ("limit=5&limit=6", "limit"),
        ("order=newest", "order"),
        ("archived=yes", "archived"),
        ("id=1", "id"),
        ("id=", "id"),
        ("theme=", "theme"),
        ("theme=%F0%9F%8D%B0", "theme"),
        ("theme=%FF", "theme"),
        ("theme=%ED%A0%80", "theme"),
        ("theme=short-breaks'%20OR%201=1", "theme"),
        ("&".join(["theme=short-breaks"] * 51), "theme"),
        ("cursor=", "cursor"),
        ("from_=2030-06-01", "from_"),
        ("TYPE=event", "TYPE"),
        ("%7B0%7D=1", "{0}"),
        ("type={0}", "type"),
    ],
)
def test_a_malformed_parameter_is_named(get: Get, site: Any, query: str, parameter: str):
    ThemeFactory(name="Short breaks")
    for name in ["content", "documents"]:
        found = problem(get(f"/{name}?{query}"), 422)
        assert parameter in {fault["parameter"] for fault in found["errors"]}
        assert all(len(fault["value"]) <= 200 for fault in found["errors"])


def test_a_thousand_faults_are_answered_shortly_and_soon(
    get: Get, site: Any, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(8):
        words = problem(get("/content?" + "&".join(f"theme=x{number}" for number in range(49))), 422)
    assert len(words["errors"]) == 49
    names = problem(get("/content?" + "&".join(f"n{number}=1" for number in range(900))), 422)
    assert len(names["errors"]) == 50


def test_a_kept_list_goes_when_anything_is_published(get: Get, site: Any):
    before = get("/content")
    InformationFactory(title="New")
    after = get("/content")
    assert after.json()["total"] == before.json()["total"] + 1
    assert after.headers["ETag"] != before.headers["ETag"]


def test_large_answers_are_not_kept():
    store: kept.RecentlyUsed[str, str] = kept.RecentlyUsed(160, len)
    store.keep("large", "x" * 11)
    assert store.get("large") is None
    for number in range(24):
        store.keep(str(number), "x" * 10)
    assert store.get("7") is None
    assert store.get("8") == "x" * 10
    store.keep("8", "y")
    store.keep("24", "x" * 9)
    assert store.get("9") == "x" * 10
