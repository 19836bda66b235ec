from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def search_index(site: Any, search_index: Callable[[], int]) -> Callable[[], int]:
    """Have a search index of a site; return what takes in all that was published since."""
    return search_index


@pytest.fixture
def ask(search_index: Callable[[], int], client: Client) -> Ask:
    """Return a function that takes in what was published, and gives the answer to a text and filters."""

    def ask(q: str = "", **filters: Any) -> dict[str, Any]:
        search_index()
        query = urlencode({"q": q, **filters}, doseq=True)
        response = client.get(f"/api/v1/search?{query}")
        assert response.status_code == 200, response.content
        return dict(response.json())

    return ask


@pytest.fixture
def titles(ask: Ask) -> Callable[..., list[str]]:
    """Return a function that gives the titles that are found, best first."""
    return lambda q="", **filters: [item["card"]["title"] for item in ask(q, **filters)["items"]]
