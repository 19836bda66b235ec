from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.api import kept
from cms.content.refresh import refresh_batch
from home.models import HomePage
from search import api, best_bets, names
from search.engines.chosen import engine
from search.engines.elasticsearch import ElasticsearchEngine, connection
from search.follower import follow
from search.rebuilding import rebuild
from search.statistics.tally import tally
from search.suggestions import current
from tests.factories import UserFactory
from tests.factories.pages import home_page
from tests.servers import needed
from tests.servers.elasticsearch import elasticsearch
from tests.template_database import use_template

use_template()

# How long one example takes says nothing on a busy machine.
hypothesis.settings.register_profile("hub", deadline=None)
hypothesis.settings.load_profile("hub")

ON_ELASTICSEARCH = os.environ.get("SEARCH_URL", "").startswith("http")


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Forget what a process keeps between requests: after a rollback its sequence numbers come again."""
    yield
    kept.answers.clear()
    kept.feeds.clear()
    kept.totals.clear()
    best_bets.forget()
    current.forget()
    tally.forget()
    cache.clear()


@pytest.fixture
def site(db: None) -> HomePage:
    """Return the home page of the one site; factories make the index pages that they need below it."""
    return home_page()


@pytest.fixture
def refresh(db: None) -> Callable[[], int]:
    """Return what a worker does when it is woken: build all stale and due documents again."""

    def refresh() -> int:
        total = 0
        while count := refresh_batch(timezone.now()):
            total += count
        return total

    return refresh


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[str]:
    """Return the address of an Elasticsearch: that of SEARCH_URL, or one of the tests' own."""
    if ON_ELASTICSEARCH:
        yield os.environ["SEARCH_URL"]
        return
    with needed(elasticsearch) as address:
        yield address


@pytest.fixture
def elasticsearch_address(elasticsearch_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return a SEARCH_URL of a test's own on an Elasticsearch."""
    # A machine that runs many tests at once is slower than readers should wait for.
    monkeypatch.setattr(connection, "SECONDS_TO_READ", 20)
    with own_index(elasticsearch_server) as address:
        yield address


@contextmanager
def own_index(server: str) -> Iterator[str]:
    """Give a SEARCH_URL that nobody else has on an Elasticsearch; its indexes go in the end."""
    address = f"{server}/test-{uuid4().hex[:12]}"
    yield address
    remaining = ElasticsearchEngine(address)
    for state in remaining.versions():
        remaining.remove(state.version)


@pytest.fixture
def either_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a SEARCH_URL of a test's own: a folder, or an index where SEARCH_URL is an Elasticsearch."""
    if ON_ELASTICSEARCH:
        return str(request.getfixturevalue("elasticsearch_address"))
    return f"tantivy://{tmp_path}/search"


@pytest.fixture(scope="module")
def module_search_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give a SEARCH_URL that the tests of a module share."""
    if not ON_ELASTICSEARCH:
        yield f"tantivy://{tmp_path_factory.mktemp('module')}/search"
        return
    with own_index(request.getfixturevalue("elasticsearch_server")) as address:
        yield address


@pytest.fixture
def search_address(either_address: str) -> str:
    """Return a SEARCH_URL of a test's own; tests of one engine have another one in its place."""
    return either_address


@pytest.fixture
def search_index(db: None, settings: Any, search_address: str) -> Iterator[Callable[[], int]]:
    """Have a search index of its own; return what takes in all that was published since."""
    settings.SEARCH_URL = search_address
    rebuild(engine(), timezone.now, lambda done, total: None)
    yield lambda: follow(engine(), timezone.now)
    names.forget()
    api.answers.clear()


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Client]:
    """Return a function that gives a browser of somebody in a group, such as `FIS editors`."""

    def sign_in(group: str) -> Client:
        client = Client()
        client.force_login(UserFactory(group=group))
        return client

    return sign_in


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse tests that empty the database when they end: others in the process need its migrated rows.

    Where SEARCH_URL is an Elasticsearch, leave out the tests to which that makes no difference.
    """
    _refuse_emptying(items)
    if ON_ELASTICSEARCH:
        alike = [item for item in items if "either_address" not in getattr(item, "fixturenames", [])]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if item not in alike]


def _refuse_emptying(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if "transactional_db" in getattr(item, "fixturenames", []) or (
            marker and marker.kwargs.get("transaction")
        ):
            raise pytest.UsageError(
                f"{item.nodeid} would empty the database. Take a copy: tests/reliability."
            )
