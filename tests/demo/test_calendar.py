import datetime as dt

import pytest

from demo.loading.calendar import Calendar
from demo.pack import read_pack


@pytest.fixture(scope="module")
def events():
    return {event.slug: event for event in read_pack().events}


def test_a_window_lasts_from_the_first_minute_to_the_last_by_the_clock_on_the_wall():
    calendar = Calendar(dt.date(2026, 3, 10))

    assert calendar.opens_at(-18).astimezone(dt.UTC) == dt.datetime(2026, 2, 20, 0, 0, tzinfo=dt.UTC)
    assert calendar.closes_at(24).astimezone(dt.UTC) == dt.datetime(2026, 4, 3, 22, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize("load_day", [dt.date(2026, 3, 10) + dt.timedelta(days=n) for n in range(7)])
def test_a_regular_event_starts_on_the_first_day_that_fits(events, load_day):
    calendar = Calendar(load_day)
    event = events["coffee-and-questions-coalville"]
    earliest = load_day + dt.timedelta(days=event.start.day)

    first = calendar.first_day(event)

    assert first.strftime("%a") == "Tue"
    assert earliest <= first < earliest + dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("slug", "first"),
    [
        ("parent-carer-forum-open-evening", dt.date(2025, 12, 31)),
        ("involvement-leads-network", dt.date(2026, 2, 2)),
        ("school-transport-listening-in-blaby", dt.date(2026, 3, 16)),
    ],
)
def test_first_dates_by_hand(events, slug, first):
    assert Calendar(dt.date(2026, 3, 10)).first_day(events[slug]) == first
