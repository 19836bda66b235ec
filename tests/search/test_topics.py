"""What an answer without a hit names instead."""

from __future__ import annotations

from tests.factories import EventFactory, ThemeFactory
from tests.search.conftest import Ask

SLEEP = {"slug": "sleep-at-night", "name": "Sleep at night"}
BREAKS = {"slug": "short-breaks", "name": "Short breaks"}


def test_the_nearest_topics_come_first_and_then_the_fullest(ask: Ask):
    sleep, breaks = ThemeFactory(name="Sleep at night"), ThemeFactory(name="Short breaks")
    ThemeFactory(name="Brakes of prams")
    EventFactory(title="One", themes=[sleep])
    for title in ["Two", "Three"]:
        EventFactory(title=title, themes=[breaks])
    assert ask("xylophone")["topics"] == [BREAKS, SLEEP]
    assert ask("xylophone", exact="true", without="theme:sleep-at-night", attendance="phone")["topics"]
    nearest = ask("asleepp xylophone", exact="true")
    assert (nearest["total"], nearest["topics"]) == (0, [SLEEP, BREAKS])
    assert ask("two")["topics"] == []
