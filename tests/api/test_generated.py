"""Requests that schemathesis makes up from the OpenAPI document, against the whole WSGI application."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from settings.wsgi import application

REFUSED = [404, 405, 406, 410, 414, 422]
# A word or a range of days can have the right form and still be refused.
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": [200, 304, *REFUSED]},
        "negative_data_rejection": {"expected-statuses": REFUSED},
    }
}
CHECKED = [HealthCheck.filter_too_much, HealthCheck.too_slow]
ENDPOINTS = [
    "/content",
    "/documents",
    "/content/by-path",
    "/content/{content_id}",
    "/content/{content_id}.ics",
    "/calendar",
    "/calendar.ics",
    "/feeds/{document_type}.atom",
    "/open-data/{document_type}.csv",
    "/open-data/{document_type}.csv-metadata.json",
    "/changes",
    "/search",
    "/search/suggest",
    "/redirects",
    "/taxonomies",
    "/site",
    "/navigation",
    "/preview/{token}",
    "/register",
    "/register/{content_id}/badge.svg",
    "/register/{content_id}/badge",
    "/standard",
    "/standard/{version}",
    "/standard/{version}.pdf",
]
# What callers write has tests of its own.
WRITTEN = ["/search/clicks"]
PRIVATE = ("/api/v1/assessments", "/api/v1/parent-views")
# Nothing is forbidden where nothing can be given.
TAKE_PARAMETERS = ENDPOINTS[:14]
each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS)


@pytest.fixture
def schema(world: Any, search_index: Any, one_connection: None) -> Any:
    config = schemathesis.Config.from_dict(CONFIG)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


def make_up(schema: Any, endpoint: str, mode: GenerationMode, examples: int) -> None:
    """Ask an endpoint for what its description allows, or what it forbids, and check every answer."""
    operation = schema[f"/api/v1{endpoint}"]["GET"]

    @settings(max_examples=examples, suppress_health_check=CHECKED, database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


def test_every_endpoint_is_asked(schema: Any):
    public = [path for path in schema if not path.startswith(PRIVATE)]
    assert sorted(public) == sorted(f"/api/v1{endpoint}" for endpoint in [*ENDPOINTS, *WRITTEN])


@each_endpoint
def test_what_the_description_allows(schema: Any, endpoint: str):
    make_up(schema, endpoint, GenerationMode.POSITIVE, 15)


@pytest.mark.parametrize("endpoint", TAKE_PARAMETERS)
def test_what_the_description_forbids(schema: Any, endpoint: str):
    make_up(schema, endpoint, GenerationMode.NEGATIVE, 15)


@pytest.mark.long
@each_endpoint
def test_what_the_description_allows_at_length(schema: Any, endpoint: str):
    make_up(schema, endpoint, GenerationMode.POSITIVE, 300)


@pytest.mark.long
@pytest.mark.parametrize("endpoint", TAKE_PARAMETERS)
def test_what_the_description_forbids_at_length(schema: Any, endpoint: str):
    make_up(schema, endpoint, GenerationMode.NEGATIVE, 300)
