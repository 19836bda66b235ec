"""What editors are told of links while they write."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cms.links.models import Link, address_hash
from tests.checks.finding import NOW, event, found, page

pytestmark = pytest.mark.django_db
ADDRESS = "https://a.example/x?y=1&z=2"


@pytest.fixture
def broken() -> Link:
    return Link.objects.create(
        address=ADDRESS, address_hash=address_hash(ADDRESS), host="a.example", state="broken"
    )


@pytest.mark.usefixtures("broken")
def test_a_broken_link_is_found_wherever_it_is():
    body = page(
        ("rich_text", '<p><a href="https://a.example/x?y=1&amp;z=2#part">the form</a></p>'),
        ("link_list", {"title": "", "links": [{"title": "Form", "url": ADDRESS, "description": ""}]}),
    )
    said = f"The link to {ADDRESS} does not work."
    text, in_list = found("broken-links", body)
    assert text == f"body.b1: The link to {ADDRESS}#part does not work."
    assert in_list.startswith("body.b2.links.")
    assert in_list.endswith(f".url: {said}")
    assert found("broken-links", event(booking_url=ADDRESS)) == [f"booking_url: {said}"]


@pytest.mark.parametrize(
    ("state", "count"), [("right", 0), ("failing", 0), ("unclear", 0), ("moved", 0), ("parked", 1)]
)
def test_only_what_readers_can_not_use_is_told(broken: Link, state: str, count: int):
    Link.objects.update(state=state)
    assert len(found("broken-links", event(booking_url=ADDRESS))) == count


def test_what_is_ignored_and_what_is_unknown_is_quiet(broken: Link):
    assert found("broken-links", event(booking_url="https://unknown.example/")) == []
    Link.objects.update(ignored_until=NOW + dt.timedelta(days=1))
    assert found("broken-links", event(booking_url=ADDRESS)) == []


def test_many_links_are_looked_up_at_once(django_assert_num_queries: Any):
    links = "".join(f'<p><a href="https://a{number}.example/">guide {number}</a></p>' for number in range(30))
    one = page(("rich_text", links))
    with django_assert_num_queries(1):
        assert found("broken-links", one) == []
