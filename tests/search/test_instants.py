"""Stretches as blocks: an instant is in a stretch exactly where one of its terms stands there."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from search.instants import END, Stretch, blocks_at, blocks_of, joined

some_second = st.integers(0, END - 1) | st.integers(1_900_000_000, 1_900_000_100)
stretches = st.lists(st.tuples(some_second, some_second).map(lambda pair: Stretch(*sorted(pair))), max_size=4)


def at(second: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=second)


@given(stretches, some_second)
def test_terms_say_whether_a_stretch_holds_an_instant(parts: list[Stretch], second: int):
    holds = any(part.start <= second < part.end for part in parts)
    assert bool(set(blocks_of("open", parts)) & blocks_at("open", at(second))) == holds


@given(stretches)
def test_a_stretch_takes_few_terms_and_each_once(parts: list[Stretch]):
    terms = list(blocks_of("open", parts))
    assert len(terms) == len(set(terms)) <= 66 * len(parts)


@given(stretches)
def test_an_instant_has_one_term_at_most(parts: list[Stretch]):
    for part in parts:
        if part.start < part.end:
            assert len(set(blocks_of("open", parts)) & blocks_at("open", at(part.start))) == 1


def test_ends_are_exact_to_the_second():
    terms = set(blocks_of("open", [Stretch(100, 200)]))
    held = [second for second in (99, 100, 199, 200) if terms & blocks_at("open", at(second))]
    assert held == [100, 199]


def test_a_fraction_of_a_second_belongs_to_its_second():
    just_before = at(200) - dt.timedelta(microseconds=1)
    assert set(blocks_of("open", [Stretch(100, 200)])) & blocks_at("open", just_before)


def test_other_names_are_other_times():
    assert not set(blocks_of("open", [Stretch()])) & blocks_at("paused", at(5))


def test_stretches_that_touch_are_one():
    assert joined([Stretch(5, 9), Stretch(1, 3), Stretch(3, 6)]) == [Stretch(1, 9)]
