"""The shape of every feed on one small site, and what all of them refuse."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from syrupy.assertion import SnapshotAssertion

from cms.api.fast_lane import FastLane
from tests.api.addresses import FEEDS
from tests.api.callers import asked
from tests.api.conftest import Get, problem
from tests.api.world import uuid

TEXTS = ["/calendar.ics", "/feeds/event.atom", "/open-data/consultation.csv", f"/content/{uuid(10)}.ics"]
NAMES = ["calendar", "atom", "csv", "one"]
each_text = pytest.mark.parametrize("address", TEXTS, ids=NAMES)


@each_text
def test_the_shape_of_a_file(get: Get, world: Any, snapshot: SnapshotAssertion, address: str):
    assert get(address).content.decode().splitlines() == snapshot


@pytest.mark.parametrize(
    "address",
    ["/calendar?from=2030-06-01", "/open-data/consultation.csv-metadata.json"],
    ids=["calendar", "dictionary"],
)
def test_the_shape_of_json(get: Get, world: Any, as_json: Any, address: str):
    assert get(address).json() == as_json


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/calendar.ics", "text/calendar; charset=utf-8"),
        (f"/content/{uuid(10)}.ics", "text/calendar; charset=utf-8"),
        ("/feeds/event.atom", "application/atom+xml; charset=utf-8"),
        ("/open-data/event.csv", "text/csv; charset=utf-8; header=present"),
        ("/open-data/event.csv-metadata.json", "application/csvm+json"),
    ],
    ids=[*NAMES, "dictionary"],
)
@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "text/calendar", "application/rss+xml"])
def test_programs_get_the_file_whatever_they_accept(
    get: Get, world: Any, address: str, content_type: str, accept: str
):
    response = get(address, accept=accept)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type


def test_files_have_names(get: Get, world: Any):
    named = {
        "/calendar.ics": 'inline; filename="calendar.ics"',
        f"/content/{uuid(10)}.ics": 'inline; filename="a-drop-in.ics"',
        "/open-data/event.csv": 'attachment; filename="event.csv"',
    }
    for address, disposition in named.items():
        assert get(address).headers["Content-Disposition"] == disposition


@pytest.mark.parametrize("address", FEEDS, ids=lambda address: address.strip("/").replace("/", "-"))
def test_a_feed_is_made_once(get: Get, world: Any, address: str, django_assert_max_num_queries: Any):
    first = get(address).content
    with django_assert_max_num_queries(2):
        assert get(address).content == first


@pytest.mark.parametrize(
    "address", ["/feeds/events.atom", "/open-data/events.csv", "/open-data/x.csv-metadata.json"]
)
def test_an_unknown_type_is_not_found(get: Get, world: Any, address: str):
    found = problem(get(address), 404)
    assert ("Did you mean “event”?" in found["detail"]) is ("events" in address)


@pytest.mark.parametrize("address", ["/calendar.ics", "/feeds/event.atom", "/open-data/event.csv"])
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("theme=short-brakes", "theme"),
        ("from=2030-02-30", "from"),
        ("limit=5", "limit"),
        ("cursor=x", "cursor"),
    ],
)
def test_a_malformed_parameter_is_named(get: Get, world: Any, address: str, query: str, parameter: str):
    found = problem(get(f"{address}?{query}"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == [parameter]


def test_a_type_is_not_asked_for_twice(get: Get, world: Any):
    found = problem(get("/feeds/event.atom?type=toolkit"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == ["type"]


@pytest.mark.parametrize(
    ("number", "status"), [(5, 404), (14, 410), (999, 404)], ids=["toolkit", "withdrawn", "unknown"]
)
def test_one_item_without_dates_or_without_a_page(get: Get, world: Any, number: int, status: int):
    problem(get(f"/content/{uuid(number)}.ics"), status)


def test_a_file_that_is_asked_for_first_names_no_other_answer(world: Any, one_connection: None):
    lane = FastLane(WSGIHandler())
    assert "Content-Disposition" in asked(lane, f"/api/v1/content/{uuid(10)}.ics")[1]
    assert "Content-Disposition" not in asked(lane, f"/api/v1/content/{uuid(10)}")[1]


def test_a_calendar_line_carries_the_card_of_the_list(get: Get, world: Any):
    cards = {card["id"]: card for card in get("/content?limit=100").json()["items"]}
    items = get("/calendar?from=2030-06-01").json()["items"]
    assert len(items) == 4
    assert all(item["card"] == cards[item["card"]["id"]] for item in items)


def test_a_feed_of_nothing_is_whole_and_always_the_same(get: Get, world: Any):
    feed = get("/feeds/toolkit.atom?archived=only")
    root = ET.fromstring(feed.content)  # noqa: S314, our own feed
    assert root.find("{http://www.w3.org/2005/Atom}updated") is not None
    assert root.find("{http://www.w3.org/2005/Atom}entry") is None
    assert len(get("/open-data/toolkit.csv?archived=only").content.decode().splitlines()) == 1
