"""Orders and cursors over one small set of content."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api import kept
from practice.models import ToolkitPage
from tests.api.conftest import Clock, Get, problem, stored
from tests.api.walking import ORDERS, walk
from tests.api.world import NOW
from tests.factories import ConsultationFactory, EventFactory, ToolkitFactory, consultation_windows

Items = Callable[..., list[str]]
HOUR = dt.timedelta(hours=1)
LATER = NOW + 9 * HOUR


@pytest.fixture(scope="module")
def stored_some(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with stored(django_db_blocker, make_some):
        yield


@pytest.fixture
def some(clock: Clock, stored_some: None, db: None) -> None:
    """Have things that happen soon, later, now, and things without a date, made an hour apart."""
    clock.move_to(LATER)


def make_some() -> None:
    hours = (NOW + HOUR * number for number in range(99))
    for number, title in enumerate(["Zebra", "apple", "Étude", "Mango"]):
        with time_machine.travel(next(hours), tick=False):
            ToolkitFactory(title=title)
        with time_machine.travel(next(hours), tick=False):
            EventFactory(title=f"Event {number}", first_day=dt.date(2030, 6, 20 - number))
    days = [NOW + dt.timedelta(days=number) for number in range(100)]
    ConsultationFactory(title="Closes first", windows=consultation_windows((NOW, days[2])))
    ConsultationFactory(title="Opens later", windows=consultation_windows((days[9], days[99])))


@pytest.mark.parametrize("address", ["/content?limit=3", "/documents?limit=3", "/calendar?limit=1"])
def test_every_process_answers_with_one_etag_until_something_changes(
    get: Get, some: None, clock: Clock, address: str
):
    def etag() -> str:
        kept.answers.clear()
        kept.feeds.clear()
        answer = get(address)
        assert answer.json()["next"]
        return str(answer["ETag"])

    first = etag()
    clock.shift(dt.timedelta(minutes=70))
    assert etag() == first
    clock.shift(dt.timedelta(days=3))
    assert etag() != first


def test_by_relevance_what_is_next_comes_first_and_then_the_newest(items: Items, some: None):
    assert items(type=["event", "consultation", "toolkit"]) == [
        "Closes first",
        "Opens later",
        "Event 3",
        "Event 2",
        "Event 1",
        "Event 0",
        "Mango",
        "Étude",
        "apple",
        "Zebra",
    ]


@pytest.mark.django_db
def test_what_is_over_comes_by_its_end_and_not_by_when_its_page_was_made(
    items: Items, get: Get, clock: Clock
):
    weeks_ago = {
        "Closed in spring": 20,
        "Closed last week": 1,
        "Closed in winter": 30,
        "Closed long ago": 200,
    }
    for title, ago in weeks_ago.items():
        clock.shift(HOUR)
        closes = NOW - ago * dt.timedelta(weeks=1)
        ConsultationFactory(title=title, windows=consultation_windows((closes - 9 * HOUR, closes)))
    assert items(state="closed", archived="include") == [
        "Closed last week",
        "Closed in spring",
        "Closed in winter",
        "Closed long ago",
    ]
    whole = walk(get, "/content?state=closed&archived=include")
    assert walk(get, "/content?state=closed&archived=include&limit=1") == whole


def test_other_orders(items: Items, get: Get, some: None):
    assert items(type="toolkit", order="published") == ["Mango", "Étude", "apple", "Zebra"]
    assert sorted(items(type="toolkit", order="title")) == sorted(["Mango", "Étude", "apple", "Zebra"])
    assert items(type="event", order="title") == ["Event 0", "Event 1", "Event 2", "Event 3"]
    page = ToolkitPage.objects.get(title="Zebra")
    page.title = "Zebras"
    page.save_revision().publish()
    assert items(type="toolkit", order="updated")[0] == "Zebras"
    assert items(type="toolkit", order="published")[-1] == "Zebras"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 3])
def test_pages_make_up_the_list(get: Get, some: None, order: str, limit: int):
    whole = walk(get, f"/content?order={order}&limit=100")
    assert len(whole) == len(set(whole)) == 14
    assert walk(get, f"/content?order={order}&limit={limit}") == whole
    assert walk(get, f"/documents?order={order}&limit={limit}") == whole


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_while_content_changes(get: Get, some: None, clock: Clock, order: str):
    before = walk(get, f"/content?order={order}&limit=100")
    left = list(ToolkitPage.objects.all())
    changed: list[str] = []

    def change() -> None:
        if not left:
            return
        clock.shift(HOUR)
        number = len(changed)
        ToolkitFactory(title=f"New {number}")
        EventFactory(title=f"New event {number}", first_day=dt.date(2030, 6, 5 + number))
        page = left.pop()
        changed.append(page.title)
        if number % 2:
            page.unpublish()
        else:
            page.summary = f"Changed {number}"
            page.save_revision().publish()

    found = walk(get, f"/content?order={order}&limit=3", between=change)
    assert len(changed) >= 3
    assert len(found) == len(set(found))
    unchanged = [title for title in before if title not in changed]
    assert [title for title in found if title in unchanged] == unchanged


def test_pages_hold_while_time_passes(get: Get, some: None, clock: Clock):
    before = walk(get, "/content?limit=100")
    found = walk(get, "/content?limit=3", between=lambda: clock.shift(dt.timedelta(days=6)))
    assert found == before


def test_the_total_stays_exact_on_every_page(get: Get, some: None):
    page = get("/content?limit=5").json()
    assert page["total"] == 14
    following = get(page["next"].partition("/api/v1")[2]).json()
    assert following["total"] == 14


def next_cursor(get: Get, query: str) -> str:
    following = get(f"/content?{query}").json()["next"]
    cursor: str = dict(parse_qsl(urlsplit(following).query))["cursor"]
    return cursor


@pytest.mark.parametrize(
    "other", ["order=updated", "order=title", "type=event", "archived=include", "from=2030-06-01"]
)
def test_a_cursor_of_another_list_is_refused(get: Get, some: None, other: str):
    cursor = next_cursor(get, "limit=1")
    assert get(f"/content?limit=50&cursor={cursor}").status_code == 200
    found = problem(get(f"/content?cursor={cursor}&{other}"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == ["cursor"]


def decoded(cursor: str) -> list[Any]:
    values: list[Any] = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    return values


def encoded(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


ODD: list[Any] = [
    None,
    True,
    5,
    -1,
    2,
    1.5,
    10**400,
    "",
    "x",
    [],
    {},
    "0001-01-01T00:00:00+23:59",
    "0001-01-01T00:00:00+00:00",
    ["\ud800"],
    "9999-12-31T23:59:59-23:59",
    "2030-01-01",
    "\x00",
    "\ud800",
    "é" * 300,
    "00000000000000000000000000000000",
]


LISTS = [*(f"/content?limit=1&order={order}" for order in ORDERS), "/calendar?limit=1"]


@pytest.mark.parametrize("address", LISTS)
def test_a_cursor_with_an_odd_part_is_never_a_fault_of_ours(get: Get, some: None, address: str):
    good = decoded(parse_qs(urlsplit(get(address).json()["next"]).query)["cursor"][0])
    for place in range(len(good)):
        for value in ODD:
            values = [*good[:place], value, *good[place + 1 :]]
            response = get(f"{address}&cursor={encoded(values)}")
            assert response.status_code in {200, 422}, (place, value, response.content)
            if response.status_code == 422:
                assert problem(response, 422)["errors"][0]["parameter"] == "cursor"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=8,
)
TAMPERED = st.one_of(
    st.text(max_size=60),
    st.binary(max_size=200).map(lambda content: base64.urlsafe_b64encode(content).decode()),
    JSON_VALUES.map(encoded),
    st.integers(1, 2800).map(lambda depth: base64.urlsafe_b64encode(b"[" * depth).decode()),
)


@pytest.fixture
def walked(get: Get, some: None) -> Callable[[str, str], Any]:
    """Return a function that asks for the page at a cursor."""

    def ask(order: str, cursor: str) -> Any:
        return get("/content", {"order": order, "cursor": cursor})

    return ask


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(cursor=TAMPERED, order=st.sampled_from(ORDERS))
def test_a_cursor_that_was_made_up_is_refused(walked: Callable[[str, str], Any], cursor: str, order: str):
    assert walked(order, cursor).status_code == 422


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(data=st.data(), order=st.sampled_from(ORDERS))
def test_a_cursor_that_was_tampered_with_never_breaks(
    walked: Callable[[str, str], Any], get: Get, data: st.DataObject, order: str
):
    values = decoded(next_cursor(get, f"limit=1&order={order}"))
    place = data.draw(st.integers(0, 4))
    values[place] = data.draw(JSON_VALUES | st.datetimes().map(str) | st.uuids().map(str))
    assert walked(order, encoded(values)).status_code in {200, 422}
