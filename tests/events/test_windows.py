"""States of consultations: the document and SQL agree, whatever the windows and the clock."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.content.models import ContentItem, ContentPeriod
from cms.content.selection import Selection
from cms.content.states import AWAITING, PAUSED, REPORTED, WINDOW_STATES, WITHDRAWN
from events import windows
from events.windows import OpenTime

START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def minutes(number: int) -> dt.datetime:
    return START + dt.timedelta(minutes=number)


@st.composite
def window_sets(draw: st.DrawFn) -> list[OpenTime]:
    """Windows in order that never overlap; two may touch."""
    edges = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    times = [OpenTime(minutes(first), minutes(last)) for first, last in pairs if first < last]
    return times or [OpenTime(minutes(10), minutes(20))]


def store(times: list[OpenTime], status: str) -> ContentItem:
    """Store an item with these windows, as the builder would."""
    content_id = uuid.uuid4()
    item = ContentItem.objects.create(
        id=content_id,
        type="consultation",
        source="events.consultationpage",
        path=f"/{content_id}/",
        title="Getting to school",
        card=b"{}",
        body=b"{}",
        etag="",
        digest="",
        face="",
        surrogate_keys="",
        status=status,
        sequence=1,
        first_published_at=START,
        updated_at=START,
        starts_at=min(time.starts_at for time in times),
        ends_at=max(time.ends_at for time in times),
    )
    ContentPeriod.objects.bulk_create(
        ContentPeriod(item=item, starts_at=time.starts_at, ends_at=time.ends_at) for time in times
    )
    return item


class StatesTest(TestCase):
    @settings(max_examples=60)
    @given(window_sets(), st.sampled_from([AWAITING, REPORTED, WITHDRAWN, PAUSED]), st.integers(-1, 41))
    def test_sql_and_python_agree(self, times: list[OpenTime], status: str, at: int) -> None:
        item = store(times, status)
        now = minutes(at)
        said = windows.state(times, now, status == WITHDRAWN, status == REPORTED, status == PAUSED)
        found = [
            state
            for state in WINDOW_STATES
            if Selection(states=frozenset({state})).matching(now).filter(id=item.id).exists()
        ]
        assert found == [said]

    @settings(max_examples=60)
    @given(window_sets(), st.integers(-1, 40), st.integers(1, 10))
    def test_nothing_changes_before_the_next_change(self, times: list[OpenTime], at: int, later: int) -> None:
        now = minutes(at)
        change = windows.next_change(times, now)
        then = now + dt.timedelta(minutes=later)
        if change is None or then < change:
            for moment in (now, then):
                assert windows.state(times, moment, False, False) == windows.state(times, now, False, False)
            assert windows.relevant(times, then) == windows.relevant(times, now)
        else:
            before = change - dt.timedelta(microseconds=1)
            assert windows.relevant(times, before) == windows.relevant(times, now)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("upcoming", "Opens at 8am on Saturday 1 June 2030"),
        ("open", "Open until 11:59pm on Sunday 30 June 2030"),
        ("paused", "Paused. Opens again at 8am on Saturday 1 June 2030"),
        ("closed", "Closed at 11:59pm on Sunday 30 June 2030"),
        ("reported", "Closed at 11:59pm on Sunday 30 June 2030. Results are out"),
        ("withdrawn", "Withdrawn"),
    ],
)
def test_words(state, words) -> None:
    window = OpenTime(
        dt.datetime(2030, 6, 1, 7, tzinfo=dt.UTC), dt.datetime(2030, 6, 30, 23, 0, tzinfo=dt.UTC)
    )
    assert windows.when(state, window) == words


def test_what_opens_as_a_day_begins_opens_on_that_day() -> None:
    opens, closes = (
        dt.datetime(2030, 5, 31, 23, tzinfo=dt.UTC),
        dt.datetime(2030, 6, 30, 22, 59, tzinfo=dt.UTC),
    )
    window = OpenTime(opens, closes + windows.MINUTE)
    assert windows.when("upcoming", window) == "Opens on Saturday 1 June 2030"
    assert windows.when("paused", window) == "Paused. Opens again on Saturday 1 June 2030"
    assert windows.between(opens, closes) == "Saturday 1 June 2030 until 11:59pm on Sunday 30 June 2030"
    nine = opens + dt.timedelta(hours=9)
    assert windows.between(nine, closes) == "Saturday 1 June 2030, 9am to Sunday 30 June 2030, 11:59pm"


def test_a_pause_without_an_end_says_so() -> None:
    window = OpenTime(minutes(0), minutes(10))
    assert windows.when("paused", window, True) == "Paused. The day it opens again is not known yet"
    assert windows.when("open", window, True).startswith("Open until")


@pytest.mark.parametrize(
    ("paused_since", "paused_on"), [(None, False), (10, True), (9, False), (11, True)], ids=str
)
def test_a_pause_ends_with_the_next_window(paused_since, paused_on) -> None:
    since = None if paused_since is None else minutes(paused_since)
    assert windows.is_paused_on([OpenTime(minutes(0), minutes(10))], since) is paused_on
    assert not windows.is_paused_on(
        [OpenTime(minutes(0), minutes(10)), OpenTime(minutes(20), minutes(30))], since
    )
