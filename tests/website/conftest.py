from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from cms.api.vocabulary import vocabulary
from tests.api.conftest import clock, stored
from tests.developers.conftest import hub, loaded, tab
from tests.servers.browser import chromium
from tests.website.served import Answers
from tests.website.world import PATHS, complete
from website import around

__all__ = ["clock", "hub", "loaded", "tab"]


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    """Forget what a process keeps between requests."""
    vocabulary.forget()
    around.forget()
    yield
    around.forget()


@pytest.fixture(scope="module")
def stored_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    with stored(django_db_blocker, complete) as world:
        yield world


@pytest.fixture
def world(clock: Any, stored_world: dict[str, Any], db: None) -> dict[str, Any]:
    """Return the pages of a small site with one of each kind; it is made once for all tests of a module."""
    return stored_world


@pytest.fixture(scope="module")
def answered() -> Answers:
    """Keep what a module's first test was answered."""
    return {}


@pytest.fixture
def answers(answered: Answers, world: dict[str, Any], request: pytest.FixtureRequest) -> Answers:
    """Return every kind of page as it was answered; they are asked for once for all tests of a module."""
    if not answered:
        request.getfixturevalue("search_index")
        request.getfixturevalue("settings").DEBUG = True
        responses = {name: Client().get(path) for name, path in PATHS.items()}
        answered.update(
            {name: (one.status_code, one.text, dict(one.headers)) for name, one in responses.items()}
        )
    return answered


@pytest.fixture
def browser(answers: Any) -> Iterator[Browser]:
    """Return a browser that starts once all pages are there."""
    with chromium() as browser:
        yield browser
