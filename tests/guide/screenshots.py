"""Draw the editors' guide's pictures from a running demonstration: `make screenshots`, beside `make run`.

One page is submitted for the picture of a review; after it, its words are published again as they were.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import shutil
import sys
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from cms.dates import DAYS, MONTHS
from tests.website.screenshots import IMAGES, keep

# Milliseconds in which a busy machine answers, too.
SLOW = 30_000
# Of the accounts that `make run` makes and prints.
PASSWORD = "demonstration"
# Checks find nothing in it, so that it can be submitted; and it does not change from day to day.
EXAMPLE = "Parents train new social workers in their first fortnight"
# Typing scrolls a long text sideways, and the whole form with it, and what is drawn late moves the fields;
# true once all stays where it should.
SHOW = """field => {
  let moved = false;
  for (let around = field.parentElement; around; around = around.parentElement) {
    moved = moved || around.scrollLeft !== 0;
    around.scrollLeft = 0;
  }
  const off = field.getBoundingClientRect().top - 270;
  field.closest("main").scrollBy({ top: off, behavior: "instant" });
  return !moved && Math.abs(off) < 2;
}"""
WIDE: Any = {"width": 1280, "height": 900}


def signed_in(browser: Browser, site: str, name: str) -> Page:
    tab = browser.new_page(viewport=WIDE)
    tab.set_default_timeout(SLOW)
    tab.goto(f"{site}/admin/login/")
    tab.fill("#id_username", name)
    tab.fill("#id_password", PASSWORD)
    with tab.expect_event("load"):
        tab.click("form button[type=submit]")
    return tab


def first_event(site: str) -> str:
    """Return the title of the first event that the public list has."""
    with urlopen(f"{site}/api/v1/content?type=event&limit=1", timeout=30) as answer:  # noqa: S310
        return str(json.load(answer)["items"][0]["title"])


def edit_address(tab: Page, site: str, title: str) -> str:
    """Return the address of the form of a page."""
    tab.goto(f"{site}/admin/pages/search/?q={title}", wait_until="networkidle")
    link = tab.get_by_role("link", name=title, exact=False).first
    return f"{site}{link.get_attribute('href')}"


def never_save(tab: Page) -> None:
    """Keep the form from saving what is typed for a picture; the checks are asked all the same."""

    def decide(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    tab.route("**/edit/*", decide)
    tab.route("**/edit/", decide)


def open_form(tab: Page, address: str) -> None:
    tab.goto(address, wait_until="networkidle")
    expect_drawn(tab, ".checks")
    # What Wagtail opens over the form, and its list of fields, would hide what the picture is about.
    tab.keyboard.press("Escape")


def expect_drawn(tab: Page, part: str) -> None:
    """Wait for the menu, which scripts draw, and for what the picture is about."""
    expect(tab.get_by_role("link", name="What needs doing").first).to_be_visible(timeout=SLOW)
    expect(tab.locator(part).first).to_be_visible(timeout=SLOW)


def page_form(tab: Page, site: str) -> bytes:
    open_form(tab, edit_address(tab, site, EXAMPLE))
    return tab.screenshot()


def checks(tab: Page, site: str) -> bytes:
    never_save(tab)
    open_form(tab, edit_address(tab, site, first_event(site)))
    day = dt.date.fromisoformat(tab.input_value("#id_first_day"))
    wrong = DAYS[(day.weekday() + 1) % 7]
    tab.fill("#id_summary", f"Join us on {wrong} {day.day} {MONTHS[day.month - 1]}, with or without an EHCP.")
    expect(tab.locator("[data-contentpath=summary] .check-note").first).to_be_visible(timeout=SLOW)
    tab.locator(".checks summary").click()
    tab.set_viewport_size({"width": 1280, "height": 1150})
    return tab.screenshot()


def dates(tab: Page, site: str) -> bytes:
    never_save(tab)
    open_form(tab, edit_address(tab, site, first_event(site)))
    words = "every second Tuesday, 9:30am to 11am, in school terms, until 14 July 2027"
    field = tab.get_by_label("Say it in words")
    field.fill(words)
    tab.get_by_role("button", name="Fill in the fields").click()
    expect(tab.get_by_text("The fields below are filled in.")).to_be_visible(timeout=SLOW)
    tab.set_viewport_size({"width": 1280, "height": 1060})
    field.blur()
    tab.wait_for_function(SHOW, arg=field.element_handle(), polling=500)
    return tab.screenshot()


def upkeep(tab: Page, site: str) -> bytes:
    tab.set_viewport_size({"width": 1280, "height": 700})
    tab.goto(f"{site}/admin/upkeep/", wait_until="networkidle")
    expect_drawn(tab, ".upkeep-list")
    return tab.screenshot()


def review(tab: Page, site: str) -> bytes:
    """Submit a change as the editor, draw what the publisher sees of it, and take it back."""
    address = edit_address(tab, site, EXAMPLE)
    open_form(tab, address)
    before = tab.input_value("#id_summary")
    tab.fill("#id_summary", "Parents with an EHCP planned the room with us, and more of them came back.")
    tab.locator(".checks summary").click()
    rows = tab.locator(".checks__row").filter(has_text="EHCP")
    expect(rows.first).to_be_visible(timeout=SLOW)
    rows.first.locator("[data-check-reason]").fill("Every parent here knows it.")
    choose(tab, "^Submit to ")
    publisher = signed_in(tab.context.browser, site, "publisher")  # type: ignore[arg-type]
    open_form(publisher, address)
    picture = publisher.screenshot()
    choose(publisher, "^Cancel workflow")
    open_form(publisher, address)
    publisher.fill("#id_summary", before)
    choose(publisher, "^Publish")
    publisher.close()
    return picture


def choose(tab: Page, pattern: str) -> None:
    """Choose from the menu beside “Save draft”, and wait until it is done."""
    tab.get_by_role("button", name="More actions").click()
    with tab.expect_event("load"):
        tab.get_by_role("button", name=re.compile(pattern)).click()
    expect(tab.locator(".messages .success")).to_be_visible(timeout=SLOW)


PICTURES: dict[str, Callable[[Page, str], bytes]] = {
    "page": page_form,
    "checks": checks,
    "dates": dates,
    "upkeep": upkeep,
    "review": review,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="http://localhost:8000", help="where `make run` answers")
    parser.add_argument("--only", choices=PICTURES, help="draw one of them")
    given: Any = parser.parse_args()
    program = shutil.which("chromium") or sys.exit("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, draw in PICTURES.items():
            if given.only in (None, name):
                target = IMAGES / f"editor-{name}.webp"
                tab = signed_in(browser, given.site.rstrip("/"), "editor")
                print(f"{target.name}: {keep(draw(tab, given.site.rstrip('/')), target) / 1000:.0f} kB")
                tab.close()
        browser.close()


if __name__ == "__main__":
    main()
