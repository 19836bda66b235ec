"""Times that editors enter for the nights on which the clocks change."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from events.wall_times import WallTimeField, explain


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        ("2030-03-31 01:30", "1:30am on Sunday 31 March 2030 does not exist: the clocks go forward then."),
        ("2030-10-27 01:30", "1:30am on Sunday 27 October 2030 happens twice: the clocks go back then."),
    ],
)
def test_a_time_that_is_none_or_two_is_explained(entered, why) -> None:
    with pytest.raises(ValidationError) as refused:
        WallTimeField().clean(entered)
    assert refused.value.messages == [f"{why} Choose another time."]


@pytest.mark.parametrize(
    ("entered", "instant"),
    [
        ("2030-03-31 00:59", dt.datetime(2030, 3, 31, 0, 59, tzinfo=dt.UTC)),
        ("2030-03-31 02:00", dt.datetime(2030, 3, 31, 1, 0, tzinfo=dt.UTC)),
        ("2030-10-27 00:59", dt.datetime(2030, 10, 26, 23, 59, tzinfo=dt.UTC)),
        ("2030-10-27 02:00", dt.datetime(2030, 10, 27, 2, 0, tzinfo=dt.UTC)),
    ],
)
def test_other_times_are_the_councils(entered, instant) -> None:
    assert WallTimeField().clean(entered) == instant


def test_words_are_words_still() -> None:
    with pytest.raises(ValidationError, match="valid date/time"):
        WallTimeField().clean("usually at noon")


def test_an_ordinary_time_has_nothing_to_explain() -> None:
    with pytest.raises(ValueError, match="one instant"):
        explain(dt.datetime(2030, 6, 1, 12))
