"""Links to the hub's own pages, judged by what is public."""

from __future__ import annotations

from typing import Any

import pytest

from cms.links.own import missing_paths, own_path
from tests.checks.finding import event, found, page
from tests.factories import EventFactory, InformationFactory

OURS = "https://hub.example.org"


@pytest.fixture(autouse=True)
def _ours(site: Any, settings: Any) -> None:
    settings.PUBLIC_SITE_URL = OURS


def said(*links: str) -> list[str]:
    body = page(("rich_text", "".join(f"<p>See {link}.</p>" for link in links)))
    return found("own-links", body)


def test_a_chosen_page_that_readers_can_not_see_or_that_is_gone_is_found() -> None:
    public, draft = EventFactory(), InformationFactory(title="Soon", live=False)
    link = '<a linktype="page" id="{}">this page</a>'.format
    assert said(link(public.pk)) == []
    assert said(link(draft.pk)) == [
        "body.b1: The link “this page” leads to “Soon”, which readers can not see."
    ]
    assert said(link(999_999)) == ["body.b1: The link “this page” leads to a page that was deleted."]


def test_a_typed_address_of_ours_is_looked_up() -> None:
    there = EventFactory(slug="coffee")
    link = '<a href="{}">this page</a>'.format
    assert said(link(f"{OURS}/events/coffee/"), link("/events/coffee#when"), link(f"{OURS}/")) == []
    none = f"{OURS}/events/cofee/"
    assert said(link(none)) == [f"body.b1: The link to {none} leads to no public page of the hub."]
    assert len(said(link("/events/cofee/"))) == 1
    there.unpublish()
    assert len(said(link(f"{OURS}/events/coffee/"))) == 1
    assert found("own-links", event(booking_url=none)) == [
        f"booking_url: The link to {none} leads to no public page of the hub."
    ]


def test_an_old_address_leads_on_to_the_new_one() -> None:
    moved = EventFactory(slug="coffee")
    moved.slug = "tea"
    moved.save_revision().publish()
    assert said(f'<a href="{OURS}/events/coffee/">tea</a>') == []


def test_a_page_taken_back_at_the_top_is_missing_and_others_pages_are_left_alone() -> None:
    gone = InformationFactory(slug="privacy")
    gone.unpublish()
    assert missing_paths({"/privacy/", "/bins/", "/search/"}) == {"/privacy/"}
    assert own_path("https://other.example/x/") == ""
    assert own_path(f"{OURS}/a%20b?c=d#e") == "/a b/"
    assert own_path("https://[") == ""


def test_many_links_cost_two_queries(django_assert_max_num_queries: Any) -> None:
    EventFactory(slug="coffee")
    links = [f'<a href="{OURS}/events/coffee/?number={number}">one</a>' for number in range(20)]
    with django_assert_max_num_queries(2):
        assert said(*links) == []
