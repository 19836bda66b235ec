"""What comes first: by the words, the clock, the place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from search.plan import Combined, OneOf
from search.planning import plan
from search.query import Clause, Phrase, Query
from search.weights import WEIGHTS
from tests.factories import AreaFactory, EventFactory, ToolkitFactory

Titles = Callable[..., list[str]]


@pytest.fixture
def soon() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=3)


def test_what_is_soon_gains_by_the_words_that_it_has_and_by_none_that_only_comes_near():
    phrases = Phrase(("park",)), Phrase(("transport",), weight=0.2)
    query = Query(timezone.now(), clauses=(Clause(phrases, same=1, rarity=2.0),), strength=5.0)
    whole: Any = plan(query, frozenset()).request.match
    scored = whole.must[0]
    [by_word] = [part for part in scored.should if isinstance(part, Combined)]
    assert by_word.must == (OneOf("anywhere", frozenset({"park"})),)
    states: Any = by_word.should
    assert [state.score for state in states] == [
        weight * 2.0 * WEIGHTS.title for weight in (WEIGHTS.actionable, WEIGHTS.current, WEIGHTS.past)
    ]


@pytest.mark.django_db
def test_in_a_place_comes_first_what_can_be_gone_to(site: object, soon: dt.date, titles: Titles):
    words: dict[str, Any] = {"areas": [AreaFactory(name="Northmere", places="Millbridge")]}
    EventFactory(title="Open morning in Millbridge", first_day=soon, **words)
    ToolkitFactory(title="Breakfast and more", **words)
    for number in range(16):
        ToolkitFactory(title=f"Another {number}", summary="Breakfast there." if number % 2 else "None.")
    assert titles("breakfast millbridge")[0] == "Open morning in Millbridge"
