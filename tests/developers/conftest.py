from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from search import api, names
from tests.developers.demonstration import demonstration
from tests.servers.browser import chromium


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return where the hub with the demonstration content answers, for all tests of a module."""
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("hub")) as address:
        yield address
    names.forget()
    api.answers.clear()


@pytest.fixture
def hub(loaded: str, db: None) -> str:
    """Return its address; what one test changes is undone afterwards."""
    return loaded


@pytest.fixture
def tab() -> Iterator[Page]:
    """Return a page of a browser of this test."""
    with chromium() as browser:
        yield browser.new_page()
