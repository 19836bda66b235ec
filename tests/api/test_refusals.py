"""What is refused, each time as a problem that says why."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client

from tests.api.addresses import ADDRESSES, each_address
from tests.api.conftest import Get, problem
from tests.api.world import uuid


def test_an_id_takes_no_parameters(get: Get, world: dict[str, Any]):
    found = problem(get(f"/content/{uuid(7)}?fields=title"), 422)
    assert found["errors"][0]["parameter"] == "fields"


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


@pytest.mark.parametrize("address", ["/content/%00", "/taxonomies%0a", "/open-data/a%00b.csv"])
def test_an_address_with_a_control_character_is_none(get: Get, site: Any, address: str):
    assert "control character" in problem(get(address), 404)["detail"]


def test_a_body_in_pieces_is_not_taken_for_an_empty_one(client: Client, site: Any):
    response = client.post(
        "/api/v1/search/clicks",
        b'{"q": "bus"}',
        content_type="application/json",
        headers={"transfer-encoding": "chunked", "content-length": ""},
    )
    assert "Content-Length" in problem(response, 411)["detail"]


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


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_the_api_without_its_slash_is_no_address(client: Client, world: Any, settings: Any, method: str):
    settings.DEBUG = True
    client.raise_request_exception = False
    problem(client.generic(method, "/api/v1"), 404)


def test_a_host_that_is_not_ours_is_refused(client: Client, world: Any):
    problem(client.get("/api/v1/content", headers={"host": "evil.example.org"}), 400)


def test_problems_are_json_that_says_what_to_do(get: Get, world: Any, as_json: Any):
    response = get("/content?theme=short-brakes&limit=200", x_request_id="a-test-of-problems")
    assert json.loads(response.content) == as_json
