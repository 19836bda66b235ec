"""Rules of regular events: their dates, their words, and what is refused."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from events.recurrence import LONDON, SHAPES, Recurrence, check_rule, instant, words

FAR = dt.datetime(2100, 1, 1)


def dates(rule: str, start: dt.datetime, number: int = 4, **bounds: object) -> list[str]:
    recurrence = Recurrence(rule, start, **bounds)  # type: ignore[arg-type]
    return [f"{time:%a %-d %b %Y %H:%M}" for time in islice(recurrence.wall_times(FAR), number)]


@pytest.mark.parametrize(
    ("rule", "start", "expected", "said"),
    [
        (
            "FREQ=WEEKLY;BYDAY=WE",
            dt.datetime(2026, 4, 1, 9, 30),
            ["Wed 1 Apr 2026 09:30", "Wed 8 Apr 2026 09:30"],
            "Every Wednesday at 9:30am",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            dt.datetime(2026, 4, 7, 12),
            ["Tue 7 Apr 2026 12:00", "Tue 21 Apr 2026 12:00"],
            "Every second Tuesday at midday",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1WE",
            dt.datetime(2026, 4, 29, 18),
            ["Wed 29 Apr 2026 18:00", "Wed 27 May 2026 18:00"],
            "The last Wednesday of every month at 6pm",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE",
            dt.datetime(2026, 4, 1, 18),
            ["Wed 1 Apr 2026 18:00", "Wed 3 Jun 2026 18:00"],
            "The first Wednesday of every second month at 6pm",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
            dt.datetime(2026, 4, 14, 18),
            ["Tue 14 Apr 2026 18:00", "Tue 14 Jul 2026 18:00"],
            "The second Tuesday of every 3 months at 6pm",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            dt.datetime(2026, 8, 3, 10),
            ["Mon 3 Aug 2026 10:00", "Mon 2 Nov 2026 10:00"],
            "The first weekday of every 3 months at 10am",
        ),
        (
            "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1",
            dt.datetime(2026, 5, 31, 10),
            ["Sun 31 May 2026 10:00", "Sun 28 Jun 2026 10:00"],
            "The last Saturday or Sunday of every month at 10am",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            dt.datetime(2026, 4, 15, 10),
            ["Wed 15 Apr 2026 10:00", "Fri 15 May 2026 10:00"],
            "The day 15 of every month at 10am",
        ),
        (
            "FREQ=DAILY",
            dt.datetime(2026, 4, 1, 10),
            ["Wed 1 Apr 2026 10:00", "Thu 2 Apr 2026 10:00"],
            "Every day at 10am",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR",
            dt.datetime(2026, 4, 6, 10),
            ["Mon 6 Apr 2026 10:00", "Fri 10 Apr 2026 10:00"],
            "Every 3 weeks on Monday and Friday at 10am",
        ),
        (
            "FREQ=YEARLY",
            dt.datetime(2026, 4, 6, 10),
            ["Mon 6 Apr 2026 10:00", "Tue 6 Apr 2027 10:00"],
            "Every year at 10am",
        ),
    ],
)
def test_dates_and_words(rule, start, expected, said) -> None:
    assert dates(rule, start, 2) == expected
    assert words(Recurrence(rule, start), term_time_only=False) == said


def test_words_say_what_bounds_it() -> None:
    start = dt.datetime(2026, 4, 7, 9, 30)
    weekly = "FREQ=WEEKLY;BYDAY=TU"
    assert words(Recurrence(weekly, start, count=6), True) == (
        "Every Tuesday at 9:30am, in school terms, 6 times"
    )
    until = Recurrence(weekly, start, until=dt.date(2026, 7, 14))
    assert words(until, False, all_day=True) == "Every Tuesday, until 14 July 2026"


def test_a_number_of_times_and_a_last_day_end_it() -> None:
    start = dt.datetime(2026, 4, 7, 18, 30)
    assert len(dates("FREQ=WEEKLY;BYDAY=TU", start, 99, count=6)) == 6
    last = dates("FREQ=WEEKLY;BYDAY=TU", start, 99, until=dt.date(2026, 4, 21))[-1]
    assert last == "Tue 21 Apr 2026 18:30", "the last day is itself included"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("every Tuesday", "is not a rule"),
        ("FREQ=", "is not a rule"),
        ("FREQ=HOURLY", "FREQ must be"),
        ("BYDAY=TU", "FREQ must be"),
        ("FREQ=SECONDLY;INTERVAL=1", "FREQ must be"),
        ("FREQ=WEEKLY;INTERVAL=0", "plain words"),
        ("FREQ=WEEKLY;INTERVAL=-1", "plain words"),
        ("FREQ=WEEKLY;COUNT=3", "plain words"),
        ("FREQ=WEEKLY;UNTIL=20270101", "plain words"),
        ("FREQ=WEEKLY;BYDAY=2TU", "plain words"),
        ("FREQ=WEEKLY;BYDAY=XX", "plain words"),
        ("FREQ=DAILY;BYDAY=MO", "plain words"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "plain words"),
        ("FREQ=MONTHLY;BYMONTH=9;BYDAY=1TU", "plain words"),
        ("FREQ=MONTHLY;BYDAY=TU", "plain words"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "plain words"),
        ("FREQ=MONTHLY;BYDAY=+1TU", "plain words"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "plain words"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "plain words"),
        ("FREQ=MONTHLY;BYSETPOS=1", "plain words"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1", "plain words"),
    ],
)
def test_a_rule_that_is_none_or_that_words_can_not_say_is_refused(rule, why) -> None:
    with pytest.raises(ValidationError) as refused:
        check_rule(rule)
    assert why in refused.value.message_dict["rrule"][0]


DAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(sorted(SHAPES)))
    shape = draw(st.sampled_from(SHAPES[frequency]))
    parts = [f"FREQ={frequency}"]
    for name, pattern in shape.items():
        if name == "BYSETPOS" or draw(st.booleans()) or "BYSETPOS" in shape:
            parts.append(f"{name}={draw(st.from_regex(pattern, fullmatch=True))}")
    return ";".join(parts)


@given(rules(), st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1)))
def test_every_rule_that_is_accepted_has_dates_and_words(rule, start) -> None:
    check_rule(rule)
    recurrence = Recurrence(rule, start.replace(microsecond=0))
    first = next(recurrence.wall_times(dt.datetime.max))
    assert first >= recurrence.starts_at
    said = words(recurrence, term_time_only=False)
    assert said.startswith(("Every ", "The "))
    assert "None" not in said


def test_a_bounded_rule_with_too_many_dates_is_refused() -> None:
    recurrence = Recurrence("FREQ=DAILY", dt.datetime(2026, 4, 1, 10), count=1001)
    with pytest.raises(ValidationError, match="more than 1000 dates"):
        list(recurrence.wall_times(FAR))


def test_an_endless_rule_never_becomes_too_long() -> None:
    recurrence = Recurrence("FREQ=DAILY", dt.datetime(2020, 1, 1, 10))
    assert len(list(recurrence.wall_times(dt.datetime(2026, 1, 1)))) > 2000


def test_wall_time_is_kept_over_the_clock_changes() -> None:
    winter, summer = instant(dt.datetime(2026, 3, 28, 10)), instant(dt.datetime(2026, 3, 30, 10))
    assert (winter.hour, summer.hour) == (10, 9)
    assert {time.astimezone(LONDON).hour for time in (winter, summer)} == {10}


@pytest.mark.parametrize(
    ("wall_time", "why"),
    [
        (
            dt.datetime(2026, 3, 29, 1, 30),
            "1:30am on Sunday 29 March 2026 does not exist: the clocks go forward",
        ),
        (dt.datetime(2026, 3, 29, 1, 0), "does not exist"),
        (
            dt.datetime(2026, 10, 25, 1, 30),
            "1:30am on Sunday 25 October 2026 happens twice: the clocks go back",
        ),
        (dt.datetime(2026, 10, 25, 1, 0), "happens twice"),
    ],
)
def test_times_on_clock_change_nights_are_never_guessed(wall_time, why) -> None:
    with pytest.raises(ValidationError) as refused:
        instant(wall_time)
    assert why in refused.value.message_dict["start_time"][0]


@pytest.mark.parametrize(
    ("wall_time", "hour"),
    [
        (dt.datetime(2026, 3, 29, 0, 59), 0),
        (dt.datetime(2026, 3, 29, 2, 0), 1),
        (dt.datetime(2026, 10, 25, 0, 59), 23),
        (dt.datetime(2026, 10, 25, 2, 0), 2),
    ],
)
def test_times_beside_the_clock_change_are_what_they_say(wall_time, hour) -> None:
    assert instant(wall_time).hour == hour
