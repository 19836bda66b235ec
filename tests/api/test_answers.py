"""Every answer of the API on one small site: its JSON, its headers, and what it refuses."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.http import parse_http_date

from cms.content.models import ContentItem
from cms.taxonomies import Theme
from home.models import InformationPage
from home.site_settings import HubSettings, Navigation
from tests.api.conftest import Clock, Get, problem
from tests.api.world import NOW, uuid

Items = Callable[..., list[str]]
PAGES = ["home", "page", "toolkit", "example", "event", "consultation", "standard", "dimension"]
LISTS = ["/content", "/documents", "/changes", "/site", "/navigation", "/taxonomies", "/redirects"]
ONE_ITEM = [f"/content/{uuid(8)}", "/content/by-path?path=/consultations/getting-to-school/"]
ADDRESSES = [*LISTS, *ONE_ITEM, "/openapi.json", "/docs"]
EXPOSED = {"ETag", "Last-Modified", "Surrogate-Key", "X-Request-Id"}
NAMES = [address.partition("?")[0].strip("/").replace("/", "-") for address in ADDRESSES]
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=NAMES)


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


def test_an_id_takes_no_parameters(get: Get, world: dict[str, Any]):
    found = problem(get(f"/content/{uuid(7)}?fields=title"), 422)
    assert found["errors"][0]["parameter"] == "fields"


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


def test_a_list_names_every_fault_at_once(get: Get, world: Any):
    query = "theme=short-brakes&theme=short-breaks&tpe=event&limit=0&from=2030-02-30&order=titel&state=opne"
    found = problem(get(f"/content?{query}&limit=5"), 422)
    near = {fault["parameter"]: fault["did_you_mean"] for fault in found["errors"]}
    assert near == {
        "theme": "short-breaks",
        "tpe": "type",
        "limit": None,
        "from": None,
        "order": "title",
        "state": "open",
    }
    assert "theme" in found["detail"]


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


@each_address
def test_every_answer_says_what_caches_and_browsers_need(get: Get, world: Any, address: str):
    headers = get(address).headers
    assert headers["ETag"].startswith('"')
    assert headers["ETag"].endswith('"')
    assert headers["Vary"] == "Accept"
    assert headers["Surrogate-Key"]
    assert headers["X-Request-Id"]
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert set(headers["Access-Control-Expose-Headers"].split(", ")) == EXPOSED
    assert headers["Cache-Control"] == ("no-cache" if address == "/changes" else "public, max-age=60")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert headers["Content-Security-Policy"]
    assert ("Last-Modified" in headers) == (address in ONE_ITEM)
    assert "Set-Cookie" not in headers


@each_address
def test_what_the_caller_has_already_costs_no_body(get: Get, world: Any, address: str):
    whole = get(address)
    etag = whole.headers["ETag"]
    for given in [etag, f"W/{etag}", f'"other", {etag}', "*"]:
        response = get(address, if_none_match=given)
        assert response.status_code == 304, given
        assert response.content == b""
        assert "Content-Length" not in response.headers
        assert "Content-Type" not in response.headers
        for name in ["ETag", "Cache-Control", "Vary", "Surrogate-Key", "Access-Control-Allow-Origin"]:
            assert response.headers[name] == whole.headers[name]
    for given in ['"other"', etag.strip('"'), "", "garbage"]:
        assert get(address, if_none_match=given).status_code == 200, given


@pytest.mark.parametrize("address", ONE_ITEM, ids=["id", "path"])
def test_an_item_says_when_it_changed(get: Get, world: Any, address: str):
    changed = get(address).headers["Last-Modified"]
    assert parse_http_date(changed) == NOW.timestamp()
    assert get(address, if_modified_since=changed).status_code == 304
    assert get(address, if_modified_since="Mon, 03 Jun 2030 08:59:59 GMT").status_code == 200
    assert get(address, if_modified_since="yesterday").status_code == 200
    assert get(address, if_modified_since=changed, if_none_match='"other"').status_code == 200


@each_address
def test_head_is_get_without_its_body(client: Client, world: Any, address: str):
    for headers in [{}, {"if-none-match": "*"}]:
        whole = client.get(f"/api/v1{address}", headers=headers)
        head = client.head(f"/api/v1{address}", headers=headers)
        assert head.status_code == whole.status_code
        assert head.content == b""
        assert {name: value for name, value in head.headers.items() if name != "X-Request-Id"} == {
            name: value for name, value in whole.headers.items() if name != "X-Request-Id"
        }


def test_head_of_what_is_missing(client: Client, world: Any):
    head = client.head("/api/v1/content/by-path?path=/nothing/")
    assert (head.status_code, head.content) == (404, b"")


@each_address
def test_a_browser_elsewhere_may_read(client: Client, world: Any, address: str):
    response = client.options(
        f"/api/v1{address}",
        headers={"origin": "https://example.org", "access-control-request-method": "GET"},
    )
    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (
        response.headers["Allow"] == response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    )
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_but_reading_is_allowed(client: Client, world: Any, method: str):
    for address in ADDRESSES:
        response = client.generic(method.upper(), f"/api/v1{address}")
        problem(response, 405)
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("text/html, application/*;q=0.8", 200),
        ("TEXT/HTML,*/*;q=0.1", 200),
        ("application/problem+json", 200),
        ("", 200),
        ("text/html", 406),
        ("image/*", 406),
        ("application/json;q=0", 406),
        ("*/*; Q=0.0", 406),
        ("nonsense", 406),
        (",;=", 406),
        ("application/xml, application/json;q=0.1", 200),
    ],
)
def test_who_takes_json_gets_it(get: Get, world: Any, accept: str, status: int):
    response = get("/content", accept=accept)
    assert response.status_code == status
    assert response.headers["Vary"] == "Accept"
    assert get("/docs", accept=accept).status_code == 200


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abc-DEF_123", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("short", False),
        ("with space", False),
        ("line\nbreak1", False),
        ("é" * 10, False),
    ],
)
def test_a_request_keeps_its_id_if_it_is_well_formed(get: Get, world: Any, given: str, kept: bool):
    for address in ["/content", "/nothing"]:
        chosen = get(address, x_request_id=given).headers["X-Request-Id"]
        assert (chosen == given) is kept
        assert 8 <= len(chosen) <= 64


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/content/",
        "/content/1",
        "/contents",
        "/",
        "/content//",
        "/%00",
        "/%F0%9F%8D%B0",
        "/%FF",
        "/../x",
    ],
)
def test_an_address_where_nothing_is(get: Get, world: Any, address: str):
    problem(get(address), 404)


def test_addresses_beside_the_version_are_problems_too(client: Client, world: Any):
    problem(client.get("/api/v2/content"), 404)
    problem(client.get("/api/"), 404)


@each_address
def test_a_long_query_is_refused(get: Get, world: Any, address: str):
    join = "&" if "?" in address else "?"
    found = problem(get(f"{address}{join}x={'y' * 10_000}"), 414)
    assert "8000" in found["detail"]


def test_a_long_name_is_not_repeated(get: Get, world: Any):
    values = problem(get(f"/content?{'x' * 7_000}=1"), 422)
    assert len(json.dumps(values)) < 1_000


@each_address
@pytest.mark.parametrize(
    "query", ["nul=%00", "path=/%00/", "%00=1", "theme=a%0Ab", "cursor=%7F", "since=%C2%85", "x=\x00"]
)
def test_control_characters_are_refused(get: Get, world: Any, address: str, query: str):
    found = problem(get(f"{address}{'&' if '?' in address else '?'}{query}"), 422)
    assert len(found["errors"]) >= 1


@each_address
def test_an_unknown_parameter_is_named(get: Get, world: Any, address: str):
    if address == "/docs":
        pytest.skip("People follow links to pages, and links carry what campaigns add.")
    found = problem(get(f"{address}{'&' if '?' in address else '?'}utm_source=x&utm_source=y"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == ["utm_source"]


@each_address
def test_a_fault_of_ours_shows_nothing_but_the_request_id(
    get: Get, world: Any, address: str, monkeypatch: Any, caplog: pytest.LogCaptureFixture
):
    def broken(*args: Any) -> None:
        raise RuntimeError("secret words of the inside")

    monkeypatch.setattr("django.utils.timezone.now", broken)
    caplog.set_level(logging.ERROR)
    response = get(address, x_request_id="quote-this-one")
    values = problem(response, 500)
    assert values["request_id"] == "quote-this-one"
    assert "secret" not in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "secret words of the inside" in caplog.text


def test_a_fault_in_middleware_is_a_problem_too(client: Client, world: Any, monkeypatch: Any, settings: Any):
    settings.DEBUG = True
    client.raise_request_exception = False

    def broken(*args: Any) -> None:
        raise RuntimeError("secret words of the inside")

    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware.process_request", broken)
    response = client.get("/api/v1/content")
    problem(response, 500)
    assert "secret" not in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client: Client, world: Any):
    problem(client.get("/api/v1/content", headers={"host": "evil.example.org"}), 400)


def test_nothing_is_written_by_reading(get: Get, world: Any):
    with connection.execute_wrapper(refuse_writing):
        for address in ADDRESSES:
            assert get(address).status_code == 200


def refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.startswith(("SELECT ", "WITH ")), sql
    return execute(sql, params, many, context)


def test_long_lists_of_keys_are_cut_where_proxies_would(get: Get, world: Any):
    ContentItem.objects.filter(id=uuid(8)).update(surrogate_keys=" ".join(f"key:{n}" for n in range(200)))
    assert len(get(ONE_ITEM[0]).headers["Surrogate-Key"].split()) == 60


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


def test_problems_are_json_that_says_what_to_do(get: Get, world: Any, as_json: Any):
    response = get("/content?theme=short-brakes&limit=200", x_request_id="a-test-of-problems")
    assert json.loads(response.content) == as_json
