"""Read a list page by page."""

from __future__ import annotations

from collections.abc import Callable

from tests.api.conftest import Get

ORDERS = ["relevance_date", "updated", "published", "title"]


def walk(get: Get, address: str, between: Callable[[], None] = lambda: None, key: str = "title") -> list[str]:
    """Return a value of each item on all pages of a list, doing something between each two pages."""
    values = []
    following: str | None = address
    while following:
        page = get(following).json()
        values += [item[key] for item in page["items"]]
        following = page["next"] and page["next"].partition("/api/v1")[2]
        if following:
            between()
    return values
