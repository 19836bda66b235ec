"""Where wrong links stand, for lists of what is to be done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cms.links.following import follow
from cms.links.models import Link
from cms.links.standing import wrong_links_by_item
from tests.factories import InformationFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2030, 6, 3, 12, tzinfo=dt.UTC)
STATES = {
    "broken": "broken",
    "moved": "moved",
    "parked": "parked",
    "right": "right",
    "failing": "failing",
    "ignored": "broken",
}


def page(slug: str, *names: str) -> None:
    html = "".join(f'<p><a href="https://{name}.example/">x</a></p>' for name in names)
    InformationFactory(slug=slug, body=[("rich_text", html)])


def test_items_come_by_their_worst_link_then_by_how_many(site: Any, django_assert_num_queries: Any):
    page("right", "right", "failing", "ignored")
    page("moved", "moved")
    page("one-broken", "broken", "moved", "moved")
    page("parked", "parked", "moved")
    page("broken-and-more", "moved", "parked", "broken")
    follow(NOW)
    for name, state in STATES.items():
        Link.objects.filter(host=f"{name}.example").update(state=state)
    Link.objects.filter(host="ignored.example").update(ignored_until=NOW + dt.timedelta(days=1))
    with django_assert_num_queries(1):
        found = wrong_links_by_item(NOW)
    assert [(one.path, [link.state for link in one.links]) for one in found] == [
        ("/broken-and-more/", ["broken", "parked", "moved"]),
        ("/one-broken/", ["broken", "moved"]),
        ("/parked/", ["parked", "moved"]),
        ("/moved/", ["moved"]),
    ]
    assert len(wrong_links_by_item(NOW + dt.timedelta(days=1))) == 5
