"""An editor whose sign-in ends while she types loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.reliability.browsing import press_publish, signed_in
from tests.reliability.content import NAME, PASSWORD
from tests.reliability.hub import Hub
from tests.reliability.test_autosave import MAKE
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(180)]
PATIENCE = 30_000


def test_what_was_typed_stays_until_she_has_signed_in_again(hub: Hub) -> None:
    home = hub.script(MAKE).split()[-1]
    hub.start_all("web")
    with chromium() as browser:
        form = signed_in(browser, hub, f"/admin/pages/add/home/informationpage/{home}/")
        form.locator("#id_title").press_sequentially("Who to ask")
        expect(form.locator("#id_slug")).to_have_value("who-to-ask", timeout=PATIENCE)
        form.context.clear_cookies()
        form.fill("#id_summary", "Services and how to reach them.")
        press_publish(form)
        told = form.locator("[data-signed-out]")
        expect(told).to_contain_text(
            "You have been signed out. All that you typed is still here", timeout=PATIENCE
        )
        expect(form.locator("#id_summary")).to_have_value("Services and how to reach them.")
        with form.context.expect_page() as opened:
            told.get_by_role("link", name="Sign in in another tab").click()
        other = opened.value
        other.fill("#id_username", NAME)
        other.fill("#id_password", PASSWORD)
        with other.expect_event("load"):
            other.click("form button[type=submit]")
        press_publish(form)
        expect(form.get_by_text("Page 'Who to ask' created and published.")).to_be_visible(timeout=PATIENCE)
