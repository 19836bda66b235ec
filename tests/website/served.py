"""Pages that a browser gets from memory: its event loop would keep Django from the database."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from playwright.sync_api import Route

ADDRESS = "http://localhost:8000"
# By name: status, page and headers.
Answers = dict[str, tuple[int, str, dict[str, str]]]


def serve(route: Route, answers: Answers) -> None:
    """Answer with a page by its name, or with a static file."""
    path = route.request.url.removeprefix(ADDRESS)
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        route.fulfill(path=str(found)) if found else route.abort()
    elif path.strip("/") in answers:
        _, body, headers = answers[path.strip("/")]
        # A browser shows its own page for an error without words; the status is tested elsewhere.
        route.fulfill(status=200, body=body, headers=headers)
    else:
        route.abort()
