"""Every kind of page in a real browser: axe finds nothing, and nothing is wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.website.served import ADDRESS, Answers, serve
from tests.website.world import PATHS

pytestmark = [pytest.mark.long, pytest.mark.browser]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(scheme: Any, screen: str, answers: Answers, browser: Browser):
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
