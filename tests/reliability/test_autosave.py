"""Publishing while Wagtail still saves what was typed last."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from playwright.sync_api import APIResponse, Error, Page, Route, expect

from tests.reliability.browsing import press_publish, signed_in
from tests.reliability.content import NAME, PASSWORD
from tests.reliability.hub import Hub
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(180)]

MAKE = f"""
from tests.factories.pages import home_page
from users.models import User
User.objects.create_superuser({NAME!r}, "editor@example.org", {PASSWORD!r})
print(home_page().pk)
"""


class Held:
    """A draft that the hub has saved, whose answer is still on its way to the browser."""

    def __init__(self, form: Page, address: str) -> None:
        self.saved: list[tuple[Route, APIResponse]] = []
        form.route(address, self._hold)

    def _hold(self, route: Route) -> None:
        if "application/json" in route.request.headers["accept"] and not self.saved:
            self.saved.append((route, route.fetch()))
        else:
            route.continue_()

    def arrive(self) -> None:
        [(route, answer)] = self.saved
        # The browser no longer wants it where it has gone to another page.
        with suppress(Error):
            route.fulfill(response=answer)


def test_a_page_published_while_its_draft_is_saved_is_made_once(hub: Hub):
    home = hub.script(MAKE).split()[-1]
    hub.start_all("web")
    with chromium() as browser:
        form = signed_in(browser, hub, f"/admin/pages/add/home/informationpage/{home}/")
        held = Held(form, "**/admin/pages/add/**")
        form.locator("#id_title").press_sequentially("Who to ask")
        form.fill("#id_summary", "Services and how to reach them.")
        expect(form.locator("#id_slug")).to_have_value("who-to-ask")
        # In its first seconds Wagtail takes what is typed for what was there.
        while not held.saved:
            form.locator("#id_summary").press_sequentially("!")
            form.wait_for_timeout(1000)
        press_publish(form)
        held.arrive()
        expect(form.get_by_text("Page 'Who to ask' has been published.")).to_be_visible()
    found = json.loads(hub.ask("/api/v1/content?type=page")[2])["items"]
    assert [item["title"] for item in found if item["title"] == "Who to ask"] == ["Who to ask"]
