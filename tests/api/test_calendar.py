"""`/calendar`: dates of events and windows of consultations, right to the second."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from cms.api import kept
from cms.content.models import ContentPeriod
from events.models import EventPage
from tests.api.conftest import Clock, Get, problem
from tests.api.walking import walk
from tests.api.world import NOW
from tests.factories import (
    AreaFactory,
    ConsultationFactory,
    EventFactory,
    OrganisationFactory,
    ThemeFactory,
    ToolkitFactory,
    consultation_windows,
)

Titles = Callable[..., list[str]]
WEEKLY = {"rrule": "FREQ=WEEKLY;BYDAY=TU"}
DAY = dt.timedelta(days=1)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


@pytest.fixture
def dates(get: Get) -> Callable[..., list[str]]:
    """Return a function that gives title and start of each line, such as `A drop-in 06-04`."""

    def dates(**parameters: Any) -> list[str]:
        response = get("/calendar", {name.rstrip("_"): value for name, value in parameters.items()})
        assert response.status_code == 200, response.content
        return [f"{item['card']['title']} {item['starts_at'][5:10]}" for item in response.json()["items"]]

    return dates


def test_drafts_private_pages_and_tombstones_stay_hidden(dates: Titles, site: Any, clock: Clock):
    EventFactory(title="Draft", live=False)
    private = EventFactory(title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    EventFactory(title="Withdrawn").unpublish()
    EventFactory(title="Public")
    assert dates(from_="2030-01-01") == ["Public 06-04"]


def test_the_number_of_queries_does_not_grow(
    get: Get, site: Any, clock: Clock, django_assert_num_queries: Any
):
    theme, area = ThemeFactory(name="Noise"), AreaFactory(name="Oadby")
    get("/calendar?theme=noise&area=oadby")
    for count in [2, 18]:
        kept.feeds.clear()
        EventFactory.create_batch(count, themes=[theme], areas=[area])
        for query in ["", "?theme=noise&area=oadby&from=2030-06-01&to=2030-06-30&state=scheduled"]:
            with django_assert_num_queries(5):
                assert get(f"/calendar{query}").status_code == 200
            with django_assert_num_queries(1):
                assert get(f"/calendar{query}").status_code == 200


def test_days_are_the_councils_and_both_included(dates: Titles, site: Any, clock: Clock):
    EventFactory(title="Weekly", **WEEKLY, repeat_count=4)
    # Half past midnight of the 11th in London.
    late = (utc(2030, 6, 10, 23, 30), utc(2030, 6, 10, 23, 40))
    ConsultationFactory(title="Night", windows=consultation_windows(late))
    assert dates(from_="2030-06-11", to="2030-06-11") == ["Night 06-10", "Weekly 06-11"]
    assert dates(from_="2030-06-10", to="2030-06-10") == []
    assert dates(from_="2030-06-12", to="2030-06-18") == ["Weekly 06-18"]


def test_without_from_it_begins_today(dates: Titles, site: Any, clock: Clock):
    EventFactory(title="Weekly", **WEEKLY, repeat_count=4)
    clock.move_to(utc(2030, 6, 11, 22))
    assert dates() == ["Weekly 06-11", "Weekly 06-18", "Weekly 06-25"]
    assert dates(to="2030-06-18") == ["Weekly 06-11", "Weekly 06-18"]
    # The 12th has begun in London.
    clock.move_to(utc(2030, 6, 11, 23))
    assert dates() == ["Weekly 06-18", "Weekly 06-25"]
    assert dates(from_="2030-06-01") == [f"Weekly 06-{day}" for day in ["04", "11", "18", "25"]]


def test_an_answer_for_today_ends_at_midnight(get: Get, site: Any, clock: Clock):
    clock.move_to(utc(2030, 6, 11, 22, 59, 50))
    assert get("/calendar").headers["Cache-Control"] == "public, max-age=10"


def test_what_is_over_is_found_by_its_day_and_what_was_put_away_when_asked_for(
    dates: Titles, site: Any, clock: Clock
):
    EventFactory(title="Weekly", **WEEKLY, repeat_count=2)
    EventFactory(title="Once")
    window = consultation_windows((utc(2030, 6, 1, 8), utc(2030, 6, 5, 22, 59)))
    ConsultationFactory(title="Kept", windows=window)
    ConsultationFactory(title="Put away", windows=window, archived_at=NOW)
    june = {"from_": "2030-06-01", "to": "2030-06-30"}
    clock.move_to(utc(2030, 6, 9, 9))
    common = ["Once 06-04", "Weekly 06-04", "Weekly 06-11"]
    assert sorted(dates(**june)) == ["Kept 06-01", *common]
    assert sorted(dates(**june, archived="include")) == [
        "Kept 06-01",
        *common[:1],
        "Put away 06-01",
        *common[1:],
    ]
    assert sorted(dates(**june, archived="only")) == ["Once 06-04", "Put away 06-01"]


def test_a_consultation_closes_at_its_second_with_nothing_running(get: Get, site: Any, clock: Clock):
    clock.move_to(NOW - DAY)
    ConsultationFactory(windows=consultation_windows((NOW, utc(2030, 6, 30, 22, 59))))
    for moment, status, state in [
        (NOW - dt.timedelta(seconds=1), "upcoming", "upcoming"),
        (NOW, "open", "open"),
        (utc(2030, 6, 30, 22, 59, 59), "open", "open"),
        (utc(2030, 6, 30, 23), "closed", "closed"),
    ]:
        clock.move_to(moment)
        (item,) = get("/calendar?from=2030-06-01").json()["items"]
        assert (item["kind"], item["status"], item["card"]["state"]) == ("window", status, state)
        assert item["when"] == "Monday 3 June 2030, 10am to Sunday 30 June 2030, 11:59pm"
        assert item["ends_at"] == "2030-06-30T23:00:00Z"
        assert get(f"/calendar?from=2030-06-01&state={state}").json()["total"] == 1


def test_a_withdrawn_consultation_says_so(get: Get, site: Any, clock: Clock):
    ConsultationFactory(withdrawn_at=NOW)
    (item,) = get("/calendar").json()["items"]
    assert item["status"] == item["card"]["state"] == "withdrawn"


def test_all_filters_of_the_list_narrow_it(get: Get, site: Any, clock: Clock):
    EventFactory(
        title="Wanted",
        themes=[ThemeFactory(name="Noise")],
        organisations=[OrganisationFactory(name="Team")],
        attendance="online",
        childcare="yes",
    )
    EventFactory(title="Other")
    ToolkitFactory(title="Timeless")
    for query in ["theme=noise", "organisation=team", "attendance=online", "provision=childcare"]:
        answer = get(f"/calendar?{query}").json()
        assert [item["card"]["title"] for item in answer["items"]] == ["Wanted"], query
        assert answer["total"] == 1
    assert get("/calendar?type=event").json()["total"] == 2
    assert get("/calendar?type=toolkit").json()["items"] == []


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_follow_each_other_while_content_changes(get: Get, site: Any, clock: Clock, limit: int):
    pages = [EventFactory(title=f"E{number}", **WEEKLY, repeat_count=3) for number in range(3)]
    ConsultationFactory(title="C")
    expected = [
        (item["starts_at"], item["card"]["id"]) for item in get("/calendar?limit=100").json()["items"]
    ]
    assert len(expected) == 10
    assert expected == sorted(expected)

    def edit() -> None:
        clock.shift(1)
        for page in pages:
            EventPage.objects.get(pk=page.pk).save_revision().publish()

    address = f"/calendar?limit={limit}"
    assert walk(get, address, edit, key="starts_at") == [start for start, _ in expected]


def test_two_dates_of_one_event_at_one_time_are_two_lines(get: Get, site: Any, clock: Clock):
    page = EventFactory()
    period = ContentPeriod.objects.get(item=page.content_id)
    ContentPeriod.objects.create(
        item=period.item,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        status="scheduled",
        note="Moved here from Monday.",
    )
    assert len(walk(get, "/calendar?limit=1", key="note")) == 2


def test_a_cursor_of_another_calendar_is_refused(get: Get, site: Any, clock: Clock):
    EventFactory.create_batch(2)
    following = get("/calendar?limit=1").json()["next"]
    cursor = following.partition("cursor=")[2].partition("&")[0]
    for address in [f"/calendar?type=event&cursor={cursor}", f"/content?cursor={cursor}"]:
        assert problem(get(address), 422)["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=2030-06-31", "from"),
        ("from=2030-06-02&to=2030-06-01", "to"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("order=title", "order"),
        ("theme=noize", "theme"),
        ("cursor=x", "cursor"),
        ("until=2030-06-01", "until"),
    ],
)
def test_a_malformed_parameter_is_named(get: Get, site: Any, query: str, parameter: str):
    found = problem(get(f"/calendar?{query}"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == [parameter]
