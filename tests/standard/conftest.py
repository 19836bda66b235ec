from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import stored
from tests.factories import AreaFactory, DimensionFactory, IndicatorFactory, StandardIndexFactory
from tests.factories.pages import home_page

API = "/api/v1"
CODES = ["1.1", "1.2", "1.3", "2.1"]
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def stored_standard(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with stored(django_db_blocker, make_standard):
        yield


@pytest.fixture
def current_standard(stored_standard: None, db: None) -> None:
    """Have a standard of two parts and four statements, made once for all tests of a module."""


def make_standard() -> None:
    home_page()
    StandardIndexFactory(version="1.0")
    DimensionFactory(code="1", title="Commitment")
    DimensionFactory(code="2", title="Reach")
    for code in CODES:
        for_parents = "Parents see 1.1" if code == "1.1" else ""
        IndicatorFactory(
            code=code, title=f"Statement {code}", quick_win=f"Ask about {code}.", for_parents=for_parents
        )
    AreaFactory(name="Charnwood", slug="charnwood")


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that sends JSON to an address below `/api/v1`."""

    def ask(method: str, address: str, body: Any = None, **headers: str) -> Any:
        content = "" if body is None else body if isinstance(body, str | bytes) else json.dumps(body)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.generic(
            method, f"{API}{address}", content, content_type="application/json", headers=names
        )

    return ask


@pytest.fixture
def start(current_standard: None, ask: Ask) -> Callable[..., dict[str, Any]]:
    """Return a function that starts an assessment and gives what was answered."""

    def start(**values: Any) -> dict[str, Any]:
        service = {"service_name": "Sunny Nursery", "service_kind": "childcare", "areas": ["charnwood"]}
        response = ask("POST", "/assessments", service | values)
        assert response.status_code == 201, response.content
        started: dict[str, Any] = response.json()
        return started

    return start


@pytest.fixture
def token(start: Callable[..., dict[str, Any]]) -> str:
    """Return the owner's secret of a new assessment."""
    return str(start()["token"])
