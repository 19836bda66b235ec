"""Every answer of the API on one small site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cms.taxonomies import Theme
from home.models import InformationPage
from home.site_settings import HubSettings, Navigation
from tests.api.addresses import ADDRESSES, LISTS
from tests.api.conftest import Clock, Get, problem
from tests.api.world import NOW, uuid

Items = Callable[..., list[str]]
PAGES = ["home", "page", "toolkit", "example", "event", "consultation", "standard", "dimension"]


def by_path(get: Get, path: str) -> Any:
    return get("/content/by-path", {"path": path})


@pytest.mark.parametrize("name", PAGES)
def test_a_document_has_every_key(get: Get, world: dict[str, Any], as_json: Any, name: str):
    response = by_path(get, world[name].content_path)
    assert response.status_code == 200
    assert response.json() == as_json


@pytest.mark.parametrize("path", ["/services/mender/", "/events/"], ids=["organisation", "index"])
def test_records_and_listing_pages_are_documents_too(get: Get, world: Any, as_json: Any, path: str):
    assert by_path(get, path).json() == as_json


def test_by_id_and_by_path_give_the_same_bytes(get: Get, world: dict[str, Any]):
    by_id = get(f"/content/{uuid(7)}")
    for path in ["/examples/a-parents-panel/", "examples/a-parents-panel", "//examples/a-parents-panel"]:
        assert by_path(get, path).content == by_id.content, path
    assert by_path(get, "/").json()["type"] == "home"


def test_a_withdrawn_item_leaves_a_tombstone(get: Get, world: dict[str, Any], as_json: Any):
    InformationPage.objects.get(pk=world["page"].pk).unpublish()
    response = get(f"/content/{uuid(4)}", x_request_id="a-test-of-tombstones")
    assert problem(response, 410) == as_json
    assert response.headers["Surrogate-Key"].split() == [f"item:{uuid(4)}", "content"]
    assert problem(by_path(get, "/privacy"), 410)["tombstone"]["id"] == str(uuid(4))


def test_a_moved_path_answers_with_its_redirect(get: Get, world: dict[str, Any], as_json: Any):
    page = InformationPage.objects.get(pk=world["page"].pk)
    page.slug = "data"
    page.save_revision().publish()
    response = by_path(get, "/privacy/")
    assert response.status_code == 200
    assert response.json() == as_json
    assert by_path(get, "/data/").json()["path"] == "/data/"


@pytest.mark.parametrize("name", ["content", "documents"])
def test_a_list_shows_everything_that_is_public(get: Get, world: Any, as_json: Any, name: str):
    assert get(f"/{name}").json() == as_json


def test_a_card_is_the_first_part_of_its_document(get: Get, world: Any):
    cards = {card["id"]: card for card in get("/content?limit=100").json()["items"]}
    documents = {document["id"]: document for document in get("/documents?limit=100").json()["items"]}
    assert cards.keys() == documents.keys()
    for id, card in cards.items():
        document = documents[id]
        assert card.keys() < document.keys()
        assert {key: document[key] for key in card if key != "venue"} == {
            key: card[key] for key in card if key != "venue"
        }
        assert document == get(f"/content/{id}").json()


def test_only_the_items_that_are_named(items: Items, world: Any):
    assert items(id=[str(uuid(4)), str(uuid(5)), str(uuid(999))], order="title") == ["A checklist", "Privacy"]


def test_next_is_absolute_and_keeps_host_and_parameters(client: Any, world: Any, settings: Any):
    settings.ALLOWED_HOSTS = ["a.example.org", "b.example.org"]
    query = "type=toolkit&type=event&limit=1&from=2030-01-01&archived=include"
    address = f"/api/v1/content?{query.replace('&from=2030-01-01', '')}"
    for host in ["a.example.org", "b.example.org"]:
        following = client.get(address, headers={"host": host}).json()["next"]
        start, _, terms = following.partition("?")
        assert start == f"http://{host}/api/v1/content"
        assert set(terms.split("&")) > {"type=toolkit", "type=event", "limit=1", "archived=include"}
    secure = client.get(address, secure=True, headers={"host": "a.example.org"}).json()["next"]
    assert secure.startswith("https://a.example.org/")


def write_navigation(world: dict[str, Any], count: int = 1) -> None:
    """Write a navigation of as many entries, each with one below it."""
    below = {"page": world["page"].pk, "title": "Data"}
    entry = {"page": world["toolkit"].pk, "title": "", "children": [below]}
    Navigation.objects.update_or_create(
        pk=1,
        defaults={
            "main": [{"type": "link", "value": entry}] * count,
            "footer": [{"type": "link", "value": {"page": world["page"].pk, "title": ""}}],
        },
    )


@pytest.mark.parametrize("address", LISTS[2:], ids=lambda address: address.strip("/"))
def test_what_stands_around_the_content(get: Get, world: Any, as_json: Any, address: str):
    write_navigation(world)
    HubSettings.objects.create(
        notice_text="Offices are closed on Monday.",
        notice_until=NOW.replace(hour=17),
        contact_email="hub@example.org",
    )
    values = get(address).json()
    if address == "/changes":
        values["changes"] = values["changes"][:2]
    assert values == as_json


def test_nothing_is_written_by_reading(get: Get, world: Any):
    with connection.execute_wrapper(refuse_writing):
        for address in ADDRESSES:
            assert get(address).status_code == 200


def refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.startswith(("SELECT ", "WITH ")), sql
    return execute(sql, params, many, context)


def test_taxonomies_count_what_is_public(get: Get, world: Any, django_assert_num_queries: Any):
    get("/taxonomies")
    with django_assert_num_queries(8):
        themes = get("/taxonomies").json()["themes"]
    assert [(theme["slug"], theme["count"]) for theme in themes] == [("short-breaks", 4)]
    Theme.objects.bulk_create(Theme(name=f"T{n}", slug=f"t{n}") for n in range(20))
    with django_assert_num_queries(8):
        assert len(get("/taxonomies").json()["themes"]) == 21


def test_the_notice_goes_at_its_time(get: Get, world: Any, clock: Clock):
    HubSettings.objects.create(notice_text="Closed today.", notice_until=NOW.replace(minute=1))
    clock.shift(50)
    response = get("/site")
    assert response.json()["notice"]["until"] == "2030-06-03T09:01:00Z"
    assert response.headers["Cache-Control"] == "public, max-age=10"
    clock.shift(10)
    assert get("/site").json()["notice"] is None


def test_navigation_leaves_out_what_is_not_public(get: Get, world: Any, django_assert_num_queries: Any):
    for count in [2, 20]:
        write_navigation(world, count)
        with django_assert_num_queries(5):
            assert len(get("/navigation").json()["main"]) == count
    InformationPage.objects.get(pk=world["page"].pk).unpublish()
    assert get("/navigation").json()["main"][0]["children"] == []
    assert get("/navigation").json()["footer"] == []
