"""States in the index are those of the store, at every instant and with nothing written in between."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.utils import timezone

from cms.content.models import ContentItem, ContentPeriod
from cms.content.states import EVENT_STATUSES, WINDOW_STATES, in_state, not_archived
from search.engines.chosen import engine
from search.plan import Node, Request
from search.planning import state_node
from tests.factories import ConsultationFactory, EventFactory, consultation_windows
from tests.search.conftest import Ask

START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def found(node: Node) -> set[Any]:
    return {hit.id for hit in engine().search(Request(match=node, limit=500)).hits}


def ids(items: QuerySet[ContentItem]) -> set[Any]:
    return set(items.values_list("id", flat=True))


@pytest.fixture
def many_windows(search_index: Callable[[], int]) -> list[dt.datetime]:
    """Make consultations with one to three windows, and events; return when their states change."""
    chance = random.Random(5)  # noqa: S311, it chooses dates
    with time_machine.travel(START, tick=False):
        for number in range(8):
            edges = sorted(chance.sample(range(1, 400), 2 * (number % 3 + 1)))
            days = [START + dt.timedelta(hours=6 * edge) for edge in edges]
            windows = consultation_windows(*zip(days[::2], days[1::2], strict=True))
            ConsultationFactory(windows=windows)
        EventFactory()
        EventFactory(status="cancelled")
        search_index()
    return sorted({edge for row in ContentPeriod.objects.values_list("starts_at", "ends_at") for edge in row})


def test_states_are_those_of_the_store_around_every_change(many_windows: list[dt.datetime]):
    second = dt.timedelta(seconds=1)
    assert len(many_windows) > 20
    seen = set()
    for edge in many_windows:
        for now in (edge - second, edge, edge + second):
            for state in {*WINDOW_STATES, *EVENT_STATUSES}:
                in_store = ids(ContentItem.objects.filter(in_state(state, now)))
                assert found(state_node(state, now)) == in_store, (state, now)
                seen |= {state} if in_store else set()
    assert {"upcoming", "open", "paused", "closed", "cancelled"} <= seen


def test_a_consultation_closes_in_search_at_its_last_second_with_no_worker(ask: Ask):
    opens, closes = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC), dt.datetime(2030, 6, 30, 22, 59, tzinfo=dt.UTC)
    with time_machine.travel(opens - dt.timedelta(days=9), tick=False) as clock:
        ConsultationFactory(title="Buses", windows=consultation_windows((opens, closes)))
        states = []
        last = closes + dt.timedelta(seconds=59, milliseconds=999)
        for instant in (opens - dt.timedelta(seconds=1), opens, last, closes + dt.timedelta(minutes=1)):
            clock.move_to(instant)
            answer = ask("buses")
            (item,) = answer["items"]
            assert [facet["slug"] for facet in answer["facets"]["state"]] == [item["card"]["state"]]
            assert len(ask("buses", state=item["card"]["state"])["items"]) == 1
            states.append(item["card"]["state"])
    assert states == ["upcoming", "open", "open", "closed"]


def test_what_can_be_acted_on_stands_above_what_is_over(titles: Callable[..., list[str]]):
    with time_machine.travel(START, tick=False):
        for title, first, last in [("Buses then", -90, -60), ("Buses now", -5, 20), ("Buses later", 60, 90)]:
            window = (START + dt.timedelta(days=first), START + dt.timedelta(days=last))
            ConsultationFactory(title=title, windows=consultation_windows(window))
        assert titles("buses") == ["Buses now", "Buses later", "Buses then"]


def test_archived_is_what_the_store_says(titles: Callable[..., list[str]], search_index: Callable[[], int]):
    with time_machine.travel(START, tick=False) as clock:
        EventFactory(title="A drop-in", first_day=dt.date(2030, 2, 1))
        for day in (31, 33):
            clock.move_to(START + dt.timedelta(days=day))
            current = ContentItem.objects.filter(not_archived(timezone.now()), type="event").exists()
            assert bool(titles("drop-in", archived="exclude")) == current
            assert bool(titles("drop-in", archived="only")) != current
