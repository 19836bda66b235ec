"""An assessment on a phone, from its start to its plan, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(400)]
# As wide as a phone, and as a screen of 1,280 pixels at 400 %.
PHONE = ViewportSize(width=320, height=640)
PATIENCE = 30_000
STATEMENTS = 24


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def phone(browser: Browser, javascript: bool, name: str = "Phone") -> BrowserContext:
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript, user_agent=name)
    context.set_default_timeout(PATIENCE)
    return context


def check(tab: Page, heading: str) -> None:
    """Wait for a page by its heading; nothing on it is wider than the screen, and axe finds nothing."""
    expect(tab.locator("h1")).to_contain_text(heading, timeout=PATIENCE)
    assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, heading
    found = Axe().run(tab).response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found] == [], heading


def made_address(tab: Page, hub: str) -> str:
    """Return the address that is shown this once, on the hub that the test asks."""
    address = tab.locator("[data-made]").get_attribute("href") or ""
    assert address
    return address.replace(settings.PUBLIC_SITE_URL, hub)


def start(tab: Page, hub: str) -> str:
    """Start an assessment and return its address."""
    tab.goto(f"{hub}/assess/")
    check(tab, "Check how your service")
    tab.get_by_label("Name of your service").fill("Sunny Nursery")
    tab.get_by_label("What kind").select_option("childcare")
    tab.get_by_label("Charnwood").check()
    tab.get_by_role("button", name="Start").click()
    check(tab, "Sunny Nursery")
    return tab.url.partition("?")[0]


def answer_all(tab: Page) -> None:
    tab.get_by_role("link", name="Begin with 1.1").click()
    for number in range(1, STATEMENTS + 1):
        expect(tab.locator(".kicker")).to_contain_text(f"{number} of {STATEMENTS}", timeout=PATIENCE)
        if number == 1:
            check(tab, "1.1")
        tab.locator(f'input[name="level"][value="{number % 4}"]').check()
        tab.get_by_role("button", name="Save and go on").click()
    check(tab, "Report of Sunny Nursery")


def five_parents(browser: Browser, address: str, javascript: bool) -> None:
    for number in range(5):
        context = phone(browser, javascript, f"Phone {number}")
        tab = context.new_page()
        tab.goto(address)
        if not number:
            check(tab, "How does Sunny Nursery involve you?")
        for question in tab.locator("fieldset").all()[:3]:
            question.get_by_label("Always").check()
        tab.get_by_role("button", name="Send my answers").click()
        expect(tab.locator("h1")).to_have_text("Thank you", timeout=PATIENCE)
        context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_from_the_start_to_the_plan(hub: str, browser: Browser, javascript: bool) -> None:
    first = phone(browser, javascript).new_page()
    base = start(first, hub)
    answer_all(first)
    first.context.close()

    tab = phone(browser, javascript, "Another").new_page()
    tab.goto(base)
    check(tab, "Sunny Nursery")
    expect(tab.locator(".lead")).to_contain_text(f"{STATEMENTS} of {STATEMENTS}")
    tab.get_by_role("link", name="Parents", exact=True).click()
    tab.get_by_label("Where will it be?").fill("In the hall")
    tab.get_by_role("button", name="Make it").click()
    check(tab, "Ask parents")
    five_parents(browser, made_address(tab, hub), javascript)

    tab.goto(f"{base}report/")
    check(tab, "Report of")
    expect(tab.locator("main")).to_contain_text("5 parents answered")
    expect(tab.locator("main")).to_contain_text("parents say 3")
    tab.get_by_role("link", name="Put it into the plan").first.click()
    tab.get_by_label("By when?").fill("2027-01-15")
    tab.get_by_role("button", name="Add it").click()
    expect(tab.locator("main")).to_contain_text("By 15 January 2027", timeout=PATIENCE)
    check(tab, "Plan")
    tab.get_by_role("link", name="Links", exact=True).click()
    check(tab, "Who can open this")
    tab.get_by_label("Only read").check()
    tab.get_by_role("button", name="Make a link").click()
    expect(tab.locator("[data-made]")).to_be_visible(timeout=PATIENCE)
    reader = phone(browser, javascript, "Reader").new_page()
    reader.goto(made_address(tab, hub))
    check(reader, "Report of Sunny Nursery")


def test_an_answer_survives_a_lost_connection(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=True).new_page()
    base = start(tab, hub)
    tab.goto(f"{base}statement/1.1/")
    saved = tab.locator("[data-save]")
    tab.context.set_offline(True)
    tab.locator('input[name="level"][value="2"]').check()
    expect(saved).to_contain_text("There is no connection", timeout=PATIENCE)
    tab.context.set_offline(False)
    expect(saved).to_contain_text("Saved at", timeout=PATIENCE)
    expect(saved).to_contain_text("has no dated evidence: counts as 1")
    tab.reload()
    expect(tab.locator('input[name="level"][value="2"]')).to_be_checked()


def test_the_keyboard_alone_is_enough(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=False).new_page()
    base = start(tab, hub)
    tab.goto(f"{base}statement/1.1/")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "level":
            break
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator(".saved")).to_have_text("1.1 is saved.", timeout=PATIENCE)
    tab.goto(f"{base}statement/1.1/")
    expect(tab.locator('input[name="level"][value="1"]')).to_be_checked()
