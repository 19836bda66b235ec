"""What was typed into the assessment's forms survives a connection that is lost, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.website.test_assessment_journey import PATIENCE, browser, hub, phone, start, stored_hub

__all__ = ["browser", "hub", "stored_hub"]
pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(400)]
LOST = "There is no connection"


def wait_for(tab: Page, heading: str) -> None:
    expect(tab.locator("h1")).to_contain_text(heading, timeout=PATIENCE)


def test_an_answer_survives_a_lost_connection(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=True)
    base = start(tab, hub)
    tab.goto(f"{base}statement/1.1/")
    saved = tab.locator("[data-save]")
    tab.context.set_offline(True)
    tab.locator('input[name="level"][value="2"]').check()
    expect(saved).to_contain_text(LOST, timeout=PATIENCE)
    tab.context.set_offline(False)
    expect(saved).to_contain_text("Saved at", timeout=PATIENCE)
    expect(saved).to_contain_text("has no dated evidence: counts as 1")

    tab.context.set_offline(True)
    tab.locator('input[name="level"][value="3"]').check()
    tab.get_by_label("A note for yourselves").fill("Typed on the bus")
    tab.get_by_role("button", name="Save and go on").click()
    expect(saved).to_contain_text(LOST, timeout=PATIENCE)
    wait_for(tab, "1.1")
    tab.context.set_offline(False)
    # The button that was pressed goes on by itself.
    wait_for(tab, "1.2")
    tab.goto(f"{base}statement/1.1/")
    expect(tab.locator('input[name="level"][value="3"]')).to_be_checked()
    expect(tab.get_by_label("A note for yourselves")).to_have_value("Typed on the bus")


def test_a_note_that_is_still_typed_survives_a_page_that_ends(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=True)
    base = start(tab, hub)
    tab.goto(f"{base}statement/1.1/")
    tab.get_by_label("A note for yourselves").press_sequentially("Ask the cook")
    tab.reload()
    expect(tab.get_by_label("A note for yourselves")).to_have_value("Ask the cook")
    expect(tab.locator("[data-save]")).to_contain_text("Saved at", timeout=PATIENCE)


def test_a_form_is_sent_once_the_hub_answers(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=True)
    base = start(tab, hub)
    tab.goto(f"{base}plan/")
    tab.get_by_label("What will you do?").fill("Ask five families")
    tab.context.set_offline(True)
    tab.get_by_role("button", name="Add it").click()
    expect(tab.locator("[data-lost]")).to_contain_text(LOST, timeout=PATIENCE)
    expect(tab.get_by_label("What will you do?")).to_have_value("Ask five families")
    tab.context.set_offline(False)
    tab.get_by_role("button", name="Add it").dblclick()
    expect(tab.locator(".card__title")).to_have_text(["Ask five families"], timeout=PATIENCE)


def test_what_was_kept_does_not_write_over_somebody_else(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=True)
    base = start(tab, hub)
    tab.goto(f"{base}statement/1.1/")
    tab.context.set_offline(True)
    tab.locator('input[name="level"][value="2"]').check()
    expect(tab.locator("[data-save]")).to_contain_text(LOST, timeout=PATIENCE)
    other = phone(browser, javascript=False)
    other.goto(f"{base}statement/1.1/")
    other.locator('input[name="level"][value="1"]').check()
    other.get_by_role("button", name="Save and go on").click()
    wait_for(other, "1.2")
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.context.set_offline(False)
    tab.reload()
    expect(tab.locator("[data-save]")).to_contain_text("Somebody has changed this", timeout=PATIENCE)
    tab.get_by_role("button", name="Save and go on").click()
    expect(tab.locator("#conflict")).to_be_visible(timeout=PATIENCE)
    expect(tab.locator('input[name="level"][value="2"]')).to_be_checked()
