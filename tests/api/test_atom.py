"""`/feeds/{type}.atom` as a feed reader sees it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.utils.html import strip_tags
from wagtail.models import PageViewRestriction

from cms.api import kept
from events.models import EventPage
from tests.api.conftest import Clock, Get
from tests.factories import EventFactory, ThemeFactory, ToolkitFactory

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(get: Get) -> Any:
    """Return a function that reads a feed as XML."""

    def feed(address: str) -> ET.Element:
        response = get(address)
        assert response.status_code == 200, response.content
        return ET.fromstring(response.content)  # noqa: S314, our own feed

    return feed


def titles(root: ET.Element) -> list[str]:
    return [text(entry, "title") for entry in root.findall(f"{ATOM}entry")]


def text(element: ET.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    return found.text or ""


def test_what_changed_last_stands_first(feed: Any, site: Any, clock: Clock):
    first = EventFactory(title="First")
    clock.shift(60)
    EventFactory(title="Second")
    ToolkitFactory(title="Of another type")
    root = feed("/feeds/event.atom")
    assert titles(root) == ["Second", "First"]
    assert text(root, "updated") == "2030-06-03T09:01:00+00:00"
    clock.shift(60)
    page = EventPage.objects.get(pk=first.pk)
    page.title = "First again"
    page.save_revision().publish()
    root = feed("/feeds/event.atom")
    assert titles(root) == ["First again", "Second"]
    entry = root.find(f"{ATOM}entry")
    assert text(entry, "id") == f"urn:uuid:{first.content_id}"
    assert text(entry, "published") == "2030-06-03T09:00:00+00:00"
    assert text(entry, "updated") == "2030-06-03T09:02:00+00:00"


def test_drafts_private_pages_and_tombstones_stay_hidden(feed: Any, site: Any, clock: Clock):
    EventFactory(title="Draft", live=False)
    private = EventFactory(title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    EventFactory(title="Withdrawn").unpublish()
    EventFactory(title="Public")
    assert titles(feed("/feeds/event.atom")) == ["Public"]


def test_the_fifty_newest(feed: Any, site: Any, clock: Clock, django_assert_num_queries: Any):
    for number in range(51):
        clock.shift(1)
        ToolkitFactory(title=f"T{number}")
    feed("/feeds/toolkit.atom")
    clock.shift(90)
    with django_assert_num_queries(4):
        found = titles(feed("/feeds/toolkit.atom"))
    assert found == [f"T{number}" for number in range(50, 0, -1)]


def test_the_number_of_queries_does_not_grow(
    feed: Any, site: Any, clock: Clock, django_assert_num_queries: Any
):
    for count in [2, 18]:
        kept.feeds.clear()
        EventFactory.create_batch(count)
        with django_assert_num_queries(4):
            feed("/feeds/event.atom")


def test_a_filter_narrows_it_and_names_it(feed: Any, site: Any, clock: Clock):
    EventFactory(title="Wanted", themes=[ThemeFactory(name="Short breaks")])
    EventFactory(title="Other")
    whole, narrowed = feed("/feeds/event.atom"), feed("/feeds/event.atom?theme=short-breaks")
    assert titles(narrowed) == ["Wanted"]
    assert text(narrowed, "title") == "The hub: event (short breaks)"
    assert text(narrowed, "id") != text(whole, "id")
    category = narrowed.find(f"{ATOM}entry/{ATOM}category")
    assert category is not None
    assert category.get("term") == "Short breaks"


def test_links_and_ids_of_the_feed(feed: Any, site: Any, clock: Clock):
    root = feed("/feeds/event.atom")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://localhost:8000/",
        "self": "http://testserver/api/v1/feeds/event.atom",
    }
    assert text(root, "id").startswith("urn:uuid:")


@pytest.mark.parametrize("words", ["Tom & <b>Jerry</b>", "a\x0bb", "“Curly” – £5 😀", "]]>"])
def test_odd_words_make_no_odd_feed(feed: Any, site: Any, clock: Clock, words: str):
    EventFactory(title=words, summary=words, slug="odd")
    entry = feed("/feeds/event.atom").find(f"{ATOM}entry")
    plain = words.replace("\x0b", " ")
    assert text(entry, "title") == plain
    # As a reader shows it: once as XML, once as HTML.
    shown = text(entry, "summary")
    assert "<b>" not in shown
    assert strip_tags(shown).endswith(plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
