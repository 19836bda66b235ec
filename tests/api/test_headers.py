"""What caches and browsers are told, the same for every answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.http import parse_http_date

from cms.content.models import ContentItem
from tests.api.addresses import ONE_ITEM, each_address
from tests.api.conftest import Get
from tests.api.world import NOW, uuid

EXPOSED = {"ETag", "Last-Modified", "Surrogate-Key", "X-Request-Id"}


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


@pytest.mark.parametrize("address", ONE_ITEM, ids=["id", "path", "calendar"])
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


def test_long_lists_of_keys_are_cut_where_proxies_would(get: Get, world: Any):
    ContentItem.objects.filter(id=uuid(8)).update(surrogate_keys=" ".join(f"key:{n}" for n in range(200)))
    assert len(get(ONE_ITEM[0]).headers["Surrogate-Key"].split()) == 60
