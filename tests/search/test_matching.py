"""What words match."""

from __future__ import annotations

from itertools import product

import pytest

from search.matching import MOST_WAYS, ways_to_say


def test_what_says_enough_alone_needs_nothing_beside_it():
    assert ways_to_say(3, (4, 1, 2)) == [(0,), (1, 2)]
    assert ways_to_say(2, (4, 2)) == [(0,), (1,)]
    assert ways_to_say(7, (4, 1, 2)) == [(0, 1, 2)]


def test_what_all_together_do_not_say_has_no_way():
    assert ways_to_say(8, (4, 1, 2)) == []


@pytest.mark.parametrize("says", [(4, 1, 2), (1, 1, 1, 1), (3, 3, 2, 1), (4, 4, 4, 1, 1)])
def test_the_ways_are_met_just_where_enough_is_said(says: tuple[int, ...]):
    for much in range(1, sum(says) + 1):
        ways = ways_to_say(much, says)
        for has in product([False, True], repeat=len(says)):
            said = sum(one for one, there in zip(says, has, strict=True) if there)
            assert any(all(has[place] for place in way) for way in ways) == (said >= much)


def test_among_many_clauses_a_few_ways_are_found_soon():
    ways = ways_to_say(83, [1] * 166)
    assert len(ways) == MOST_WAYS + 1
    assert {len(way) for way in ways} == {83}
