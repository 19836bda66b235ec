"""Rules of regular events: their dates, their words, and what is refused."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from events.recurrence import LONDON, Recurrence, check_rule, instant, read_rule, words
from tests.events.generated_rules import rules

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
            "The second Tuesday of every third month at 6pm",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            dt.datetime(2026, 8, 3, 10),
            ["Mon 3 Aug 2026 10:00", "Mon 2 Nov 2026 10:00"],
            "The first weekday of every third month at 10am",
        ),
        (
            "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1",
            dt.datetime(2026, 5, 31, 10),
            ["Sun 31 May 2026 10:00", "Sun 28 Jun 2026 10:00"],
            "The last of the Saturdays and Sundays of every month at 10am",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            dt.datetime(2026, 4, 15, 10),
            ["Wed 15 Apr 2026 10:00", "Fri 15 May 2026 10:00"],
            "The 15th of every month at 10am",
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
            "Every third week on Monday and Friday at 10am",
        ),
        (
            "FREQ=YEARLY",
            dt.datetime(2026, 4, 6, 10),
            ["Mon 6 Apr 2026 10:00", "Tue 6 Apr 2027 10:00"],
            "Every year on 6 April at 10am",
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
        "Every Tuesday at 9:30am, in school terms, 6 times, counting those left out"
    )
    until = Recurrence(weekly, start, until=dt.date(2026, 7, 14))
    assert words(until, False, all_day=True) == "Every Tuesday, until 14 July 2026"
    assert words(until, True, skip_bank_holidays=True) == (
        "Every Tuesday at 9:30am, in school terms, not on bank holidays, until 14 July 2026"
    )
    assert words(Recurrence(weekly, start, count=1), False) == "Every Tuesday at 9:30am, 1 time"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY;INTERVAL=2", "Every second day"),
        ("FREQ=DAILY;INTERVAL=12", "Every 12th day"),
        ("FREQ=WEEKLY", "Every Wednesday"),
        ("FREQ=WEEKLY;INTERVAL=2", "Every second Wednesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "Every second week on Monday and Friday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "Every third week on Friday"),
        ("FREQ=WEEKLY;BYDAY=FR,MO,WE,FR", "Every Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"),
        ("FREQ=MONTHLY", "The 29th of every month, where there is one"),
        ("FREQ=MONTHLY;BYMONTHDAY=28", "The 28th of every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "The 31st of every month, where there is one"),
        ("FREQ=MONTHLY;INTERVAL=23;BYMONTHDAY=2", "The 2nd of every 23rd month"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "The first and third Monday of every month"),
        ("FREQ=MONTHLY;BYDAY=-1FR,1MO", "The first Monday and last Friday of every month"),
        ("FREQ=MONTHLY;BYDAY=5TU", "The fifth Tuesday of every month, where there is one"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=5", "The fifth Tuesday of every month, where there is one"),
        ("FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=5", "The fifth of the Tuesdays and Wednesdays of every month"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "The last weekday of every month"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", "The last day of every month"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=2", "The 2nd of every month"),
        ("FREQ=YEARLY", "Every year on 29 February, where there is one"),
        ("FREQ=YEARLY;INTERVAL=2", "Every second year on 29 February, where there is one"),
    ],
)
def test_words_of_every_shape_of_rule(rule, said) -> None:
    leap_day = Recurrence(rule, dt.datetime(2040, 2, 29))
    assert words(leap_day, False, all_day=True) == said


def test_a_start_at_the_first_minute_says_which_day_it_belongs_to() -> None:
    said = words(Recurrence("FREQ=DAILY", dt.datetime(2026, 4, 7)), False)
    assert said == "Every day at 12am, the start of the day"


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


@given(rules(), st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1)))
def test_every_rule_that_is_accepted_has_dates_and_words(rule, start) -> None:
    check_rule(rule)
    recurrence = Recurrence(rule, start.replace(microsecond=0))
    first = next(recurrence.wall_times(dt.datetime.max), None)
    assume(first is not None)
    assert first is not None
    assert first >= recurrence.starts_at
    said = words(recurrence, term_time_only=False)
    assert said.startswith(("Every ", "The "))
    assert "None" not in said


@pytest.mark.parametrize(
    ("text", "rule", "count", "until"),
    [
        ("freq=weekly;count=3", "FREQ=WEEKLY", 3, None),
        ("FREQ=WEEKLY;UNTIL=20260421;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU", None, dt.date(2026, 4, 21)),
        ("FREQ=WEEKLY;UNTIL=20260421T083000Z", "FREQ=WEEKLY", None, dt.date(2026, 4, 21)),
        ("FREQ=WEEKLY;UNTIL=20260421T082959Z", "FREQ=WEEKLY", None, dt.date(2026, 4, 20)),
        ("FREQ=WEEKLY;BYDAY=TU;WKST=SU", "FREQ=WEEKLY;BYDAY=TU", None, None),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=7", "FREQ=YEARLY", None, None),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", None, None),
    ],
)
def test_an_rrule_is_read(text, rule, count, until) -> None:
    start = dt.datetime(2026, 4, 7, 9, 30)
    assert read_rule(text, start) == Recurrence(rule, start, count, until)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20260421", "not by both"),
        ("FREQ=WEEKLY;COUNT=0", "COUNT=0 is not a number"),
        ("FREQ=WEEKLY;COUNT=many", "COUNT=MANY is not a number"),
        ("FREQ=WEEKLY;UNTIL=21/04/2026", "UNTIL=21/04/2026 is neither"),
        ("FREQ=WEEKLY;UNTIL=20260231", "UNTIL=20260231 is neither"),
        ("FREQ=MINUTELY", "FREQ must be"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=7", "plain words"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "plain words"),
        ("every Tuesday", "is not a rule"),
    ],
)
def test_an_rrule_that_is_not_certain_is_refused(text, why) -> None:
    with pytest.raises(ValidationError) as refused:
        read_rule(text, dt.datetime(2026, 4, 7, 9, 30))
    assert why in refused.value.message_dict["rrule"][0]


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
