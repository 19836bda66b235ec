"""Which public items link where: it follows what is published, changed and withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.links.following import follow
from cms.links.models import Link, LinkPlace, known
from cms.links.places import Place, places
from tests.factories import EventFactory, InformationFactory, OrganisationFactory, ToolkitFactory

NOW = dt.datetime(2030, 6, 3, 12, tzinfo=dt.UTC)


def published(*addresses: str, **values: Any) -> Any:
    html = "".join(f'<p>See <a href="{address}">more {n}</a>.</p>' for n, address in enumerate(addresses))
    return InformationFactory(body=[("rich_text", html)], **values)


def change(page: Any, *addresses: str) -> None:
    html = "".join(f'<p><a href="{address}">more</a></p>' for address in addresses)
    page.body = [("rich_text", html)]
    page.save_revision().publish()


def addresses() -> list[str]:
    return list(Link.objects.values_list("address", flat=True))


class TestPlaces:
    def test_text_fields_and_lists_are_read(self):
        document = {
            "body": [
                {
                    "type": "rich_text",
                    "value": {"html": '<p><a href="https://a.example/?x=1&amp;y=2">the <b>form</b></a>'},
                },
                {
                    "type": "link_list",
                    "value": {"links": [{"title": "Help", "url": "HTTPS://B.example/a#b"}]},
                },
            ],
            "website": "http://c.example",
            "resources": [{"title": "A film", "kind": "video", "url": "https://d.example/film"}],
        }
        assert places(document) == [
            Place("https://a.example/?x=1&y=2", "body", "the form"),
            Place("HTTPS://B.example/a#b", "body", "Help"),
            Place("http://c.example", "website", ""),
            Place("https://d.example/film", "resources", "A film"),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Read http://a.example for more",
            '<a href="mailto:a@example.org">write</a>',
            '<a href="/events/">ours</a> <a>none</a>',
            "http://localhost:8000/events/",
            '<a href="http://localhost:8000/media/1">a file of ours</a>',
            "ftp://a.example",
        ],
    )
    def test_words_and_our_own_addresses_are_not(self, text: str):
        assert places({"body": [{"text": text}], "summary": text}) == []

    def test_what_repeats_the_rest_is_not_read(self):
        address = "https://a.example/"
        assert (
            places({"structured_data": {"sameAs": address}, "url": address, "image": {"url": address}}) == []
        )


@pytest.mark.django_db
class TestFollow:
    def test_links_come_change_and_go_with_the_page(self, site: Any):
        page = published("https://a.example/", "https://b.example/x#part", "https://b.example/x")
        follow(NOW)
        assert addresses() == ["https://a.example/", "https://b.example/x"]
        b = Link.objects.get(address="https://b.example/x")
        assert [(place.address, place.part, place.words) for place in b.places.all()] == [
            ("https://b.example/x#part", "body", "more 1"),
            ("https://b.example/x", "body", "more 2"),
        ]
        assert (b.host, b.state, b.next_check_at) == ("b.example", "waiting", NOW)
        Link.objects.filter(pk=b.pk).update(state="right")
        change(page, "https://b.example/x", "https://c.example/")
        assert follow(NOW) == 1
        assert addresses() == ["https://b.example/x", "https://c.example/"]
        assert Link.objects.get(pk=b.pk).state == "right"
        page.unpublish()
        follow(NOW)
        assert addresses() == []

    def test_a_link_stays_while_one_page_has_it(self, site: Any):
        one, two = published("https://a.example/"), published("https://a.example/")
        follow(NOW)
        with_pages: Any = Link.objects.with_pages().get()
        assert with_pages.pages == 2
        one.delete()
        follow(NOW)
        assert addresses() == ["https://a.example/"]
        change(two)
        follow(NOW)
        assert addresses() == []

    def test_every_kind_of_item_is_read(self, site: Any):
        EventFactory(booking_url="https://book.example/")
        ToolkitFactory(
            resources=[("resource", {"title": "A guide", "kind": "link", "url": "https://guide.example/"})]
        )
        OrganisationFactory(website="https://org.example")
        InformationFactory(live=False, body=[("rich_text", '<a href="https://draft.example/">x</a>')])
        follow(NOW)
        assert addresses() == ["https://book.example/", "https://guide.example/", "https://org.example"]

    def test_what_has_not_changed_is_not_read_again(self, site: Any, connection_queries: Any):
        published("https://a.example/")
        follow(NOW)
        with connection_queries as queries:
            assert follow(NOW) == 0
        assert len(queries) == 3

    def test_many_items_take_as_many_queries_as_few(self, site: Any, connection_queries: Any):
        counts = []
        follow(NOW)
        for number in (2, 8):
            for page in range(number):
                published(f"https://a{number}.example/{page}", f"https://b{number}.example/{page}")
            with connection_queries as queries:
                assert follow(NOW) >= number
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_one_that_was_withdrawn_while_it_was_read_leaves_nothing(
        self, site: Any, monkeypatch: pytest.MonkeyPatch
    ):
        page = published("https://a.example/")
        genuine = places

        def withdrawing(document: dict[str, Any]) -> list[Place]:
            if page.live and document["id"] == str(page.content_id):
                page.unpublish()
            return genuine(document)

        monkeypatch.setattr("cms.links.following.places", withdrawing)
        follow(NOW)
        assert not LinkPlace.objects.exists()
        assert addresses() == []

    def test_what_is_known_is_given_by_address(self, site: Any):
        published("https://a.example/x")
        follow(NOW)
        found = known(["https://a.example/x#part", "https://a.example/x", "https://b.example/"])
        assert set(found) == {"https://a.example/x#part", "https://a.example/x"}


@pytest.fixture
def connection_queries() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)
