from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Clock, Get
from tests.api.walking import ORDERS, walk
from tests.factories import EventFactory, InformationFactory, ToolkitFactory

Items = Callable[..., list[str]]


def test_a_regular_event_stands_where_its_next_date_is(items: Items, site: Any, clock: Clock):
    EventFactory(title="Weekly", rrule="FREQ=WEEKLY", repeat_count=3)
    EventFactory(title="Once", first_day=dt.date(2030, 6, 8))
    assert items(type="event") == ["Weekly", "Once"]
    clock.move_to(dt.datetime(2030, 6, 4, 19, tzinfo=dt.UTC))
    assert items(type="event") == ["Once", "Weekly"]


@pytest.mark.parametrize("order", ORDERS)
def test_items_of_the_same_rank_are_neither_lost_nor_doubled(get: Get, site: Any, clock: Clock, order: str):
    for number in range(7):
        ToolkitFactory(title="The same", slug=f"same-{number}")
        EventFactory(title="The same", slug=f"same-{number}")
    found = walk(get, f"/content?order={order}&limit=2", key="id")
    assert len(found) == len(set(found)) == get("/content").json()["total"] == 17


@pytest.mark.parametrize("title", ["Ж" * 255, "😀" * 250, 'Tab\tand "quote" \\', "x" * 255])
def test_any_title_can_end_a_page(get: Get, site: Any, title: str):
    InformationFactory(title=title, slug="one", draft_title="x")
    InformationFactory(title="zzz" + title[:200], slug="two")
    found = walk(get, "/content?order=title&limit=1")
    assert len(found) == 3
    assert title in found
