"""An editor who works in a browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.reliability.content import NAME, PASSWORD
from tests.reliability.hub import Hub

# What Wagtail's own editor breaks, measured on a page without anything of ours.
OF_WAGTAIL = {"aria-input-field-name", "label", "target-size", "landmark-unique"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def signed_in(browser: Browser, hub: Hub, path: str, name: str = NAME, password: str = PASSWORD) -> Page:
    """Return a page of the admin at `path`, tall enough that Wagtail's bar hides nothing."""
    tab = browser.new_page(viewport={"width": 1280, "height": 4000})
    tab.goto(f"{hub.address}/admin/login/?next={path}")
    tab.fill("#id_username", name)
    tab.fill("#id_password", password)
    with tab.expect_event("load"):
        tab.click("form button[type=submit]")
    return tab


def press_publish(form: Page) -> None:
    """Choose “Publish” from the menu beside “Save draft”, and do not wait."""
    form.keyboard.press("Escape")
    form.get_by_role("button", name="More actions").click()
    form.get_by_role("button", name="Publish", exact=True).click()


def publish(form: Page) -> None:
    """Publish, and wait for the page that follows."""
    with form.expect_event("load"):
        press_publish(form)


def expect_accessible(view: Page, *ours: str) -> None:
    """Nothing of ours breaks a rule of axe, and the view none that Wagtail's own does not break."""
    wrong = Axe().run(view, options=RULES).response["violations"]
    assert {one["id"] for one in wrong} <= OF_WAGTAIL, [(one["id"], one["nodes"][0]["html"]) for one in wrong]
    for part in ours:
        inside = Axe().run(view, context=part, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in inside] == []
