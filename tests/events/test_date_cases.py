"""Each date case of the tables: the hub and two libraries that share no code give the dates as written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.core.exceptions import ValidationError

from cms.dates import local
from events.windows import OpenTime, state
from tests.events.date_cases import CASES, Date, DateCase, calendar
from tests.events.date_engines import of_hub, of_ical_js, of_recurring_ical_events

ALL = [case for cases in CASES.values() for case in cases]
WRITTEN = [case for case in ALL if case.dates and not case.asked]
REFUSED = [case for case in ALL if case.refused]
WINDOWS = [case for case in ALL if any("open" in asked for asked in case.asked)]
TODAY = [case for case in ALL if case.asked and case not in WINDOWS]


def named(cases: list[DateCase]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


@pytest.fixture(scope="module")
def by_ical_js() -> Callable[[DateCase], list[Date]]:
    found = of_ical_js([case for case in ALL if not case.refused or case.dates])
    return lambda case: found[case.name]


def test_there_are_as_many_as_were_asked_for_and_each_has_its_name() -> None:
    assert len(ALL) >= 150
    assert len({case.name for case in ALL}) == len(ALL)
    assert len(WRITTEN) + len(REFUSED) + len(WINDOWS) + len(TODAY) >= len(ALL)


@named([case for case in WRITTEN if not case.refused])
def test_the_hub_gives_the_dates_as_written(case: DateCase) -> None:
    assert case.shown(of_hub(case)) == case.dates


@named(REFUSED)
def test_the_hub_says_why_it_refuses(case: DateCase) -> None:
    with pytest.raises(ValidationError) as refused:
        of_hub(case)
    assert case.refused in refused.value.messages[0]


@named(WRITTEN)
def test_recurring_ical_events_gives_the_dates_as_written(case: DateCase) -> None:
    is_same = case.shown(of_recurring_ical_events(case)) == case.dates
    assert is_same == ("recurring-ical-events" not in case.others), of_recurring_ical_events(case)


@named(WRITTEN)
def test_ical_js_gives_the_dates_as_written(case: DateCase, by_ical_js) -> None:
    is_same = case.shown(by_ical_js(case)) == case.dates
    assert is_same == ("ical.js" not in case.others), by_ical_js(case)


@named(WINDOWS)
def test_a_window_is_open_at_the_second_in_all_three(case: DateCase, by_ical_js) -> None:
    # The edges, as `between` of recurring-ical-events is an hour off for one that spans a clock change.
    [(opens, closes)] = of_hub(case)
    [theirs], [js] = of_recurring_ical_events(case), by_ical_js(case)
    assert isinstance(opens, dt.datetime)
    assert isinstance(closes, dt.datetime)
    for asked in case.asked:
        at, _, said = asked.partition(" ")
        now = dt.datetime.fromisoformat(at)
        is_open = said == "open"
        assert (state([OpenTime(opens, closes)], now, False, False) == "open") == is_open, asked
        assert (theirs[0] <= now < theirs[1]) == is_open, asked
        assert (js[0] <= now < js[1]) == is_open, asked


@named(TODAY)
def test_today_is_the_day_that_it_is_here(case: DateCase, by_ical_js) -> None:
    [asked] = case.asked
    at, _, said = asked.partition(" ")
    today = dt.datetime.strptime(said, "%a %d %b %Y").date()
    assert local(dt.datetime.fromisoformat(at)).date() == today
    parsed = recurring_ical_events.of(icalendar.Calendar.from_ical(calendar([case])))
    assert case.shown([(event.start, event.end) for event in parsed.at(today)]) == case.dates
    for dates in (of_hub(case), by_ical_js(case)):
        assert case.shown([date for date in dates if _day(date) == today]) == case.dates


def _day(date: Date) -> dt.date:
    starts = date[0]
    return starts.astimezone(ZoneInfo("Europe/London")).date() if isinstance(starts, dt.datetime) else starts
