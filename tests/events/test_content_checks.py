"""What checks say of an event by its own fields."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.finding import event, found


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"venue_name": "", "venue_town": ""}, ["venue_town"]),
        ({"venue_name": "", "venue_town": " ", "attendance": "hybrid"}, ["venue_town"]),
        ({"venue_name": ""}, ["venue_name"]),
        ({}, []),
        ({"venue_name": "", "venue_address_line": "12 Mill Lane"}, []),
        ({"venue_name": "", "venue_town": "", "attendance": "online"}, []),
        ({"venue_name": "", "venue_town": "", "attendance": "phone"}, []),
        ({"venue_name": "", "venue_town": "", "status": "cancelled"}, []),
        ({"venue_name": "", "venue_town": "", "status": "moved_online"}, []),
    ],
)
def test_an_event_to_which_people_come_says_where(values: dict[str, Any], place: list[str]) -> None:
    assert [one.partition(":")[0] for one in found("place-said", event(**values))] == place
