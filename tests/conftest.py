from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.api import kept
from cms.content.refresh import refresh_batch
from home.models import HomePage
from search import api, names
from search.engines.chosen import engine
from search.follower import follow
from search.rebuilding import rebuild
from tests.factories import UserFactory
from tests.factories.pages import home_page
from tests.template_database import use_template

use_template()


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Forget what a process keeps between requests: after a rollback its sequence numbers come again."""
    yield
    kept.answers.clear()
    kept.feeds.clear()
    kept.totals.clear()
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


@pytest.fixture
def search_index(db: None, settings: Any, tmp_path: Path) -> Iterator[Callable[[], int]]:
    """Have a search index in a folder of its own; return what takes in all that was published since."""
    settings.SEARCH_URL = f"tantivy://{tmp_path}/search"
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that empty the database when they end: others in the process need its migrated rows."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if "transactional_db" in getattr(item, "fixturenames", []) or (
            marker and marker.kwargs.get("transaction")
        ):
            raise pytest.UsageError(
                f"{item.nodeid} would empty the database. Take a copy: tests/reliability."
            )
