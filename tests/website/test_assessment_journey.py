"""An assessment on a phone, from its start to the badge on the register, with and without JavaScript."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect
from pypdf import PdfReader

from demo.pack import CONTENT
from home.models import HomePage
from standard.register.models import RegisterIndexPage
from tests.developers.demonstration import served
from tests.factories import AreaFactory, DimensionFactory, IndicatorFactory, StandardIndexFactory, UserFactory
from tests.factories.pages import home_page
from tests.servers.browser import chromium
from tests.servers.throwaway import free_port

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(400)]
PACK = CONTENT / "standard.json"
# As wide as a phone, and as a screen of 1,280 pixels at 400 %.
PHONE = ViewportSize(width=320, height=640)
PATIENCE = 30_000
SCRIPTED = "with scripts"
STATEMENTS = 24
SERVICE = "Sunny Nursery"
PASSWORD = "demonstration"


def make_hub() -> None:
    """Make the pack's standard, the register, an area and somebody who decides."""
    standard = json.loads(PACK.read_text())
    home_page()
    StandardIndexFactory(title=standard["title"], version="1.0")
    for part in standard["dimensions"]:
        DimensionFactory(code=part["code"], title=part["title"], slug=part["slug"])
        for one in part["indicators"]:
            IndicatorFactory(
                code=one["code"],
                title=one["statement"],
                quick_win=one["quick_win"],
                for_parents=one["for_parents"],
                **{f"level_{level}": text for level, text in one["levels"].items()},
            )
    AreaFactory(name="Charnwood", slug="charnwood")
    # The longest words of the demonstration, which two columns have no room for on a narrow phone.
    AreaFactory(name="North West Leicestershire")
    index = RegisterIndexPage(title="The register", slug="register", summary="Who has adopted the standard.")
    HomePage.objects.get().add_child(instance=index)
    index.save_revision().publish()
    moderator = UserFactory(username="moderator", is_superuser=True)
    moderator.set_password(PASSWORD)
    moderator.save()


@pytest.fixture(scope="module")
def stored_hub(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    port = free_port()
    address = f"http://localhost:{port}"
    with django_db_blocker.unblock(), ExitStack() as stack:
        stack.enter_context(override_settings(HUB_URL=address))
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        make_hub()
        stack.enter_context(served(port))
        yield address


@pytest.fixture
def hub(stored_hub: str, db: None) -> str:
    """Return the hub's address; what one test changes is undone afterwards."""
    return stored_hub


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def opened(browser: Browser, **values: Any) -> BrowserContext:
    """Open a browser of its own, with the style sheets and scripts that the test's server does not have."""
    context = browser.new_context(**values)
    context.set_default_timeout(PATIENCE)
    context.route("**/static/**", give_static)
    return context


def phone(browser: Browser, javascript: bool, name: str = "Phone") -> Page:
    agent = f"{name} {SCRIPTED if javascript else 'without'}"
    return opened(browser, viewport=PHONE, java_script_enabled=javascript, user_agent=agent).new_page()


def give_static(route: Route) -> None:
    found = finders.find(route.request.url.partition("/static/")[2].partition("?")[0])
    route.fulfill(path=str(found)) if found else route.abort()


def check(tab: Page, heading: str) -> None:
    """Wait for a page by its heading; nothing on it is wider than the screen, and axe finds nothing.

    Axe is a script itself; without scripts the pages are the same but for what scripts add.
    """
    expect(tab.locator("h1")).to_contain_text(heading, timeout=PATIENCE)
    # The words are there before the styles are.
    tab.wait_for_load_state("load")
    assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, heading
    if tab.evaluate("navigator.userAgent").endswith(SCRIPTED):
        found = Axe().run(tab).response["violations"]
        assert [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found] == [], (
            heading
        )


def made_address(tab: Page, hub: str) -> str:
    """Return the address that is shown this once, on the hub that the test asks."""
    address = tab.locator("[data-made]").get_attribute("href") or ""
    assert address
    return address.replace(settings.PUBLIC_SITE_URL, hub)


def start(tab: Page, hub: str) -> str:
    """Start an assessment and return its address."""
    tab.goto(f"{hub}/assess/")
    check(tab, "Check how your service")
    tab.get_by_label("Name of your service").fill(SERVICE)
    tab.get_by_label("What kind").select_option("childcare")
    tab.get_by_label("Charnwood").check()
    tab.get_by_role("button", name="Start").click()
    check(tab, SERVICE)
    return tab.url.partition("?")[0]


def answer_all(tab: Page) -> None:
    tab.get_by_role("link", name="Begin with 1.1").click()
    for number in range(1, STATEMENTS + 1):
        expect(tab.locator(".kicker")).to_contain_text(f"{number} of {STATEMENTS}", timeout=PATIENCE)
        if number == 1:
            check(tab, "1.1")
        tab.locator(f'input[name="level"][value="{number % 4}"]').check()
        tab.get_by_role("button", name="Save and go on").click()
    check(tab, f"Report of {SERVICE}")


def five_parents(browser: Browser, address: str, javascript: bool) -> None:
    for number in range(5):
        tab = phone(browser, javascript, f"Phone {number}")
        tab.goto(address)
        if not number:
            check(tab, f"How does {SERVICE} involve you?")
        for question in tab.locator("fieldset").all()[:3]:
            question.get_by_label("Always").check()
        tab.get_by_role("button", name="Send my answers").click()
        expect(tab.locator("h1")).to_have_text("Thank you", timeout=PATIENCE)
        if not number:
            check(tab, "Thank you")
        tab.context.close()


def read_report(tab: Page, base: str) -> None:
    """Read what parents say, take the report away, and put a step into the plan."""
    tab.goto(f"{base}report/")
    check(tab, "Report of")
    expect(tab.locator("main")).to_contain_text("5 parents answered")
    expect(tab.locator("main")).to_contain_text("parents say 3")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download as PDF").click()
    pdf = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert pdf.metadata is not None
    assert (download.value.suggested_filename, pdf.metadata.title) == ("report.pdf", f"Report of {SERVICE}")
    tab.get_by_role("link", name="Put it into the plan").first.click()
    tab.get_by_label("By when?").fill("2027-01-15")
    tab.get_by_role("button", name="Add it").click()
    expect(tab.locator("main")).to_contain_text("By 15 January 2027", timeout=PATIENCE)
    check(tab, "Plan")


def join(tab: Page) -> None:
    tab.get_by_role("link", name="Register", exact=True).click()
    check(tab, "The register")
    tab.get_by_label("Working to the Standard").check()
    tab.get_by_role("button", name="Send it in").click()
    expect(tab.locator("main")).to_contain_text("is looking at it", timeout=PATIENCE)


def accept(browser: Browser, hub: str) -> None:
    """Accept what was sent in, as somebody of the Family Information Service does in the admin."""
    tab = opened(browser, viewport=ViewportSize(width=1280, height=800)).new_page()
    tab.goto(f"{hub}/admin/register-applications/")
    tab.locator("[name=username]").fill("moderator")
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("[name=password]").press("Enter")
    tab.get_by_role("link", name="Inspect", exact=False).first.click()
    tab.get_by_role("button", name="Accept").click()
    expect(tab.locator(".messages")).to_contain_text("is on the register", timeout=PATIENCE)
    tab.context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_from_the_start_to_the_badge(hub: str, browser: Browser, javascript: bool) -> None:
    first = phone(browser, javascript)
    base = start(first, hub)
    answer_all(first)
    first.context.close()

    tab = phone(browser, javascript, "Another")
    tab.goto(base)
    check(tab, SERVICE)
    expect(tab.locator(".lead")).to_contain_text(f"{STATEMENTS} of {STATEMENTS}")
    tab.get_by_role("link", name="Parents", exact=True).click()
    tab.get_by_label("Where will it be?").fill("In the hall")
    tab.get_by_role("button", name="Make it").click()
    # The page that it was pressed on has the same heading.
    expect(tab.locator("[data-made]")).to_be_visible(timeout=PATIENCE)
    check(tab, "Ask parents")
    five_parents(browser, made_address(tab, hub), javascript)
    read_report(tab, base)

    join(tab)
    accept(browser, hub)
    tab.reload()
    check(tab, "The register")
    badge = tab.get_by_role("img", name="Your badge: Working to the Standard")
    expect(badge).to_have_js_property("naturalWidth", 320)
    tab.goto(f"{hub}/register/sunny-nursery/")
    check(tab, SERVICE)

    tab.goto(f"{base}share/")
    check(tab, "Who can open this")
    tab.get_by_label("Only read").check()
    tab.get_by_role("button", name="Make a link").click()
    expect(tab.locator("[data-made]")).to_be_visible(timeout=PATIENCE)
    reader = phone(browser, javascript, "Reader")
    reader.goto(made_address(tab, hub))
    check(reader, f"Report of {SERVICE}")


def reach(tab: Page, wanted: str) -> None:
    """Press the tabulator until what is wanted has the focus."""
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"The keyboard does not reach {wanted} at {tab.url}")


def test_the_keyboard_alone_is_enough(hub: str, browser: Browser) -> None:
    tab = phone(browser, javascript=False)
    tab.goto(f"{hub}/assess/")
    reach(tab, "#service_name")
    tab.keyboard.type(SERVICE)
    reach(tab, "#service_kind")
    tab.keyboard.type("Childcare")
    reach(tab, "main button")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text(SERVICE, timeout=PATIENCE)
    reach(tab, "main a[href*='statement/1.1/']")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_contain_text("1.1", timeout=PATIENCE)
    reach(tab, "[name=level]")
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator(".saved")).to_have_text("1.1 is saved.", timeout=PATIENCE)
    tab.go_back()
    expect(tab.locator("h1")).to_contain_text("1.1", timeout=PATIENCE)
    tab.reload()
    expect(tab.locator('input[name="level"][value="1"]')).to_be_checked(timeout=PATIENCE)
