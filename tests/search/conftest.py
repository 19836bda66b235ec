from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from search.query import Filters
from search.understanding import Knowledge, Understood, understand
from tests.search.vocabulary import NOW, known_words

Ask = Callable[..., dict[str, Any]]
Understand = Callable[..., Understood]


@pytest.fixture
def known() -> Knowledge:
    """Return a small vocabulary and lists of words, without rules."""
    return known_words()


@pytest.fixture
def read(known: Knowledge) -> Understand:
    """Return a function that gives what a text is understood as."""

    def read(text: str, **more: Any) -> Understood:
        return understand(text, NOW, known, filters=Filters(), **more)

    return read


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
