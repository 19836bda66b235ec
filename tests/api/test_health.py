from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from cms.background.models import Heartbeat
from cms.content.models import ContentItem
from tests.api.conftest import Clock
from tests.api.world import NOW
from tests.factories import InformationFactory


def test_the_process_is_there_even_without_a_database(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"
    assert client.head("/healthz").content == b""


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_only_reading_is_allowed(client: Client, address: str):
    response = client.post(address)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_without_worker_and_beat_readers_are_served(client: Client, site: Any, clock: Clock, as_json: Any):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == as_json


def test_a_document_that_waits_too_long_shows(client: Client, site: Any, clock: Clock):
    InformationFactory()
    ContentItem.objects.update(stale_since=NOW - dt.timedelta(minutes=3), fault="")
    follower = client.get("/readyz").json()["checks"]["follower"]
    assert (follower["ok"], follower["stale"], follower["stale_seconds"]) == (False, 2, 180)


def test_without_the_database_nothing_is_served(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("host db.internal is down")

    with monkeypatch.context() as patches:
        patches.setattr("cms.api.health._migrated", False)
        patches.setattr(connection, "cursor", broken)
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unready",
        "checks": {"database": {"ok": False, "detail": "OperationalError"}},
    }


def test_a_migration_that_waits_is_named(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cms.api.health._migrated", False)
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *args: ["one", "two"]
    )
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "2 migrations wait" in response.json()["checks"]["migrations"]["detail"]


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic token-of-tests", "Bearer é"])
def test_metrics_are_not_there_for_others(client: Client, site: Any, settings: Any, given: str):
    settings.METRICS_TOKEN = "token-of-tests"
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_metrics_count_what_to_watch(client: Client, site: Any, settings: Any, clock: Clock):
    settings.METRICS_TOKEN = "token-of-tests"
    InformationFactory()
    response = client.get("/metrics", headers={"authorization": "Bearer token-of-tests"})
    lines = response.content.decode().splitlines()
    assert 'hub_content_items{type="page"} 1.0' in lines
    assert "hub_content_stale 0.0" in lines
    assert any(line.startswith("hub_change_sequence ") for line in lines)
    assert response.headers["Cache-Control"] == "no-store"


def test_the_number_of_queries_does_not_grow(
    client: Client, site: Any, settings: Any, django_assert_max_num_queries: Any
):
    settings.METRICS_TOKEN = "token-of-tests"
    client.get("/readyz")
    for count in [2, 18]:
        for _ in range(count):
            InformationFactory()
        with django_assert_max_num_queries(7):
            client.get("/readyz")
        with django_assert_max_num_queries(7):
            client.get("/metrics", headers={"authorization": "Bearer token-of-tests"})
    assert Heartbeat.objects.count() == 0
