from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cms.api.vocabulary import vocabulary
from tests.api.conftest import clock, stored
from tests.developers.conftest import hub, loaded, tab
from tests.website.world import complete
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
