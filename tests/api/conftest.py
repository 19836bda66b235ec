from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from cms.api.vocabulary import vocabulary
from tests.api.world import NOW, make_world

Clock = time_machine.Traveller
Get = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_words_known() -> None:
    """Forget the words of another test, which a process reads once."""
    vocabulary.forget()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Stop the clock at NOW; the test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def stored_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    with stored(django_db_blocker, make_world) as world:
        yield world


@pytest.fixture
def world(clock: Clock, stored_world: dict[str, Any], db: None) -> dict[str, Any]:
    """Return the pages of a small site; it is made once for all tests of a module."""
    return stored_world


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the end of a request from closing the connection of the test, as Django's own client does."""
    for signal in [request_started, request_finished]:
        signal.disconnect(close_old_connections)
    yield
    for signal in [request_started, request_finished]:
        signal.connect(close_old_connections)


@pytest.fixture
def get(client: Client, db: None) -> Get:
    """Return a function that gets an address below `/api/v1` through Django."""

    def get(address: str, parameters: Any = None, **headers: str) -> Any:
        return client.get(f"/api/v1{address}", parameters, headers=headers)

    return get


@pytest.fixture
def items(get: Get) -> Callable[..., list[str]]:
    """Return a function that gives the titles of a list in its order."""

    def items(address: str = "/content", **parameters: Any) -> list[str]:
        response = get(address, {name.rstrip("_"): value for name, value in parameters.items()})
        assert response.status_code == 200, response.content
        return [item["title"] for item in response.json()["items"]]

    return items


@pytest.fixture
def as_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return a snapshot kept as JSON."""
    return snapshot.use_extension(JSONSnapshotExtension)


@contextmanager
def stored(django_db_blocker: Any, make: Callable[[], Any]) -> Iterator[Any]:
    """Make content at NOW that is there for all tests of a module, and is gone after them."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        with time_machine.travel(NOW, tick=False):
            made = make()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def problem(response: Any, status: int) -> dict[str, Any]:
    """Return a problem's JSON, having checked that it is one in full."""
    assert response.status_code == status, response.content[:500]
    assert response.headers["Content-Type"] == "application/problem+json"
    values: dict[str, Any] = json.loads(response.content)
    assert set(values) >= {"type", "title", "status", "detail", "errors", "request_id"}
    assert values["status"] == status
    assert values["request_id"] == response.headers["X-Request-Id"]
    for fault in values["errors"]:
        assert set(fault) == {"parameter", "value", "message", "did_you_mean"}
    return values
