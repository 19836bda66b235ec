"""Every kind of page in a real browser: axe finds nothing, and nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Route

from tests.servers.browser import chromium
from tests.website.world import PATHS

pytestmark = [pytest.mark.long, pytest.mark.browser]
ADDRESS = "http://localhost:8000"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.fixture
def answers(
    world: dict[str, Any], search_index: Any, settings: Any
) -> dict[str, tuple[int, str, dict[str, str]]]:
    """Return status, page and headers by name; a browser's event loop would keep Django from the database."""
    settings.DEBUG = True
    found = {}
    for name, path in PATHS.items():
        response = Client().get(path)
        found[name] = (response.status_code, response.content.decode(), dict(response.headers))
    return found


@pytest.fixture
def browser(answers: Any) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(scheme: Any, screen: str, answers: dict[str, Any], browser: Browser):
    context = browser.new_context(color_scheme=scheme, **SCREENS[screen])
    tab = context.new_page()
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if "Security" in message.text else None)
    tab.route("**/*", lambda route: serve(route, answers))
    wrong = {}
    for name in PATHS:
        tab.goto(f"{ADDRESS}/{name}")
        # It runs from outside the page, so the page's own policy has to let it in.
        found = Axe().run(tab, options=RULES).response["violations"]
        if found:
            wrong[name] = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
        wider = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wider > 0:
            wrong.setdefault(name, []).append(("wider than the screen", [f"{wider}px"]))
    context.close()
    assert wrong == {}
    assert refused == []


def serve(route: Route, answers: dict[str, Any]) -> None:
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
