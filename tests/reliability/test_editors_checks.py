"""An editor with only her rights makes seven mistakes, mends five and explains two; a publisher approves."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.dates import DAYS, MONTHS
from tests.reliability.browsing import expect_accessible, signed_in
from tests.reliability.content import PASSWORD
from tests.reliability.hub import Hub
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(400)]

MAKE = f"""
from tests.factories import EventIndexFactory, UserFactory
for name, group in [("editor", "FIS editors"), ("publisher", "FIS publishers")]:
    user = UserFactory(username=name, group=group)
    user.set_password({PASSWORD!r})
    user.save()

print(EventIndexFactory().pk)
"""
TOLD = """
from cms.checks.models import CheckOverride
from cms.checks.overrides import LOG_ACTION
from wagtail.models import PageLogEntry
import json
print(json.dumps({
    "page": PageLogEntry.objects.filter(action=LOG_ACTION).first().page_id,
    "reasons": sorted(CheckOverride.objects.values_list("check_name", "reason", "user__username")),
    "history": PageLogEntry.objects.filter(action=LOG_ACTION).count(),
}))
"""
# Milliseconds in which a busy machine answers, too.
SLOW = 30_000
LONG = "It is " + "very " * 35 + "good."
ABBREVIATION = "The abbreviation “EHCP” is not explained."
SENTENCE = "A sentence has 38 words"


def said(day: dt.date, weekday: str) -> str:
    return f"{weekday} {day.day} {MONTHS[day.month - 1]} {day.year}"


def field(form: Page, name: str) -> Locator:
    return form.locator(f"[data-contentpath={name}]").first


def note(form: Page, name: str, words: str) -> Locator:
    """Return what a check says at a field."""
    return field(form, name).locator(".check-note").filter(has_text=words)


def write(form: Page, name: str, words: str) -> None:
    """Replace a rich text."""
    text = field(form, name).locator("[contenteditable=true]")
    text.click()
    form.keyboard.press("Control+A")
    form.keyboard.press("Delete")
    form.keyboard.type(words)


def choose(form: Page, name: str) -> None:
    """Choose from the menu beside “Save draft”, and wait for the page that follows."""
    form.keyboard.press("Escape")
    form.get_by_role("button", name="More actions").click()
    with form.expect_event("load", timeout=SLOW):
        form.get_by_role("button", name=name).click()


def explain(form: Page, words: str, reason: str) -> None:
    row = form.locator(".checks__row").filter(has_text=words)
    row.get_by_label("Keep it as it is, because").fill(reason)


def make_mistakes(form: Page, day: dt.date) -> None:
    wrong_day = DAYS[(day.weekday() + 1) % 7]
    form.locator("#id_title").press_sequentially("Coffee and talk")
    form.fill("#id_summary", f"Join us on {said(day, wrong_day)}.")
    write(
        form, "description", f"Bring your EHCP. See https://example.org/map or ask jo.shah@gmail.com. {LONG}"
    )
    form.fill("#id_first_day", day.isoformat())
    form.fill("#id_start_time", "18:30")
    form.fill("#id_duration_minutes", "90")


def see_mistakes(form: Page, day: dt.date) -> None:
    """All seven are said where they are, before anything is sent."""
    # Of a meeting on the screen nobody is asked for a room, and only where people must book, how.
    expect(field(form, "venue_town")).to_be_visible()
    expect(field(form, "booking_url")).to_be_hidden()
    form.select_option("#id_attendance", "online")
    expect(field(form, "venue_town")).to_be_hidden()
    expect(field(form, "online_note")).to_be_visible()
    form.select_option("#id_attendance", "in_person")
    expect(note(form, "venue_town", "Nothing says in which town or village it is.")).to_be_visible(
        timeout=SLOW
    )
    form.fill("#id_venue_name", "Village hall")
    form.fill("#id_venue_town", "Shepley")
    form.check("#id_booking_required")
    expect(field(form, "booking_url")).to_be_visible()
    for name, words in [
        ("summary", f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {DAYS[day.weekday()]}."),
        ("description", "The text shows the web address https://example.org/map."),
        ("description", "jo.shah@gmail.com looks like the address of one person."),
        ("description", ABBREVIATION),
        ("description", SENTENCE),
        ("safety_lead_role", "It is not said who answers for safety on the day."),
        ("childcare", "Nothing is said about access"),
    ]:
        expect(note(form, name, words)).to_be_visible(timeout=SLOW)
    expect(form.locator(".check-note")).to_have_count(7)


def see_once(form: Page) -> None:
    """What the refused form says at a field is not said there by the checks, too."""
    expect(form.locator(".check-note").first).to_be_visible(timeout=SLOW)
    expect(field(form, "safety_lead_role").locator(".error-message")).to_have_count(1)
    expect(field(form, "safety_lead_role").locator(".check-note")).to_have_count(0)


def mend_five(form: Page, day: dt.date) -> None:
    form.fill("#id_summary", f"Join us on {said(day, DAYS[day.weekday()])}.")
    write(form, "description", f"Bring your EHCP, or ask us for one. {LONG}")
    form.fill("#id_safety_lead_role", "Family hub manager")
    expect(field(form, "safety_lead_role").locator(".error-message")).to_have_count(0, timeout=SLOW)
    form.select_option("#id_step_free", "yes")
    expect(form.locator(".check-note")).to_have_count(2, timeout=SLOW)


def submit(form: Page) -> None:
    choose(form, "Submit to Check before publishing")


def ask_for_changes(review: Page, comment: str) -> None:
    review.keyboard.press("Escape")
    review.get_by_role("button", name="More actions").click()
    review.get_by_role("button", name="Request changes").click()
    review.locator(".modal textarea").fill(comment)
    with review.expect_event("load", timeout=SLOW):
        review.locator(".modal button[type=submit]").click()


def approve(review: Page) -> None:
    review.keyboard.press("Escape")
    review.get_by_role("button", name="More actions").click()
    with review.expect_event("load", timeout=SLOW):
        review.get_by_role("button", name="Approve and Publish", exact=True).click()


def public(hub: Hub) -> dict[str, Any]:
    """Return the document that everyone gets."""
    status, _, body = hub.ask("/api/v1/content/by-path?path=/events/coffee-and-talk/")
    assert status == 200, body
    document: dict[str, Any] = json.loads(body)
    return document


def test_seven_mistakes_from_the_draft_to_the_public_page(hub: Hub) -> None:
    index = hub.script(MAKE).split()[-1]
    hub.start_all("web")
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
    with chromium() as browser:
        form = signed_in(browser, hub, f"/admin/pages/add/events/eventpage/{index}/", "editor")
        make_mistakes(form, day)
        see_mistakes(form, day)
        form.locator(".checks summary").click()
        expect_accessible(form, ".checks", ".check-note")
        submit(form)
        expect(form.get_by_text("Childcare: Nothing is said about access").first).to_be_attached()
        see_once(form)
        mend_five(form, day)
        submit(form)
        expect(form.get_by_text("2 warnings need to be mended, or a reason why")).to_be_visible(timeout=SLOW)
        explain(form, ABBREVIATION, "Every parent here knows it.")
        explain(form, SENTENCE, "It is a quotation.")
        submit(form)
        expect(form.get_by_text("submitted for moderation")).to_be_visible(timeout=SLOW)
        told = json.loads(hub.script(TOLD))
        assert told["reasons"] == [
            ["abbreviations", "Every parent here knows it.", "editor"],
            ["long-sentences", "It is a quotation.", "editor"],
        ]
        assert told["history"] == 2

        address = f"/admin/pages/{told['page']}/edit/"
        review = signed_in(browser, hub, address, "publisher")
        expect(review.get_by_text("The page is new: nothing of it is public yet.")).to_be_visible()
        expect(review.locator(".review").get_by_text("It is a quotation.")).to_be_visible()
        ask_for_changes(review, "Please begin at 7pm.")

        form.goto(f"{hub.address}{address}")
        form.fill("#id_start_time", "19:00")
        choose(form, "Resubmit")
        review.goto(f"{hub.address}{address}")
        approve(review)
        assert public(hub)["when"].endswith(", 7pm to 8:30pm")

        form.goto(f"{hub.address}{address}")
        form.fill("#id_duration_minutes", "60")
        submit(form)
        review.goto(f"{hub.address}{address}")
        changes = review.locator(".review__changes")
        expect(changes).to_have_text(re.compile(r"How long, in minutes\s+60 \(before: 90\)\s*"))
        expect_accessible(review, ".review", ".checks")
        approve(review)
        review.goto(f"{hub.address}/admin/events/use-again/{told['page']}/")
        expect_accessible(review)
    document = public(hub)
    assert document["when"].endswith(", 7pm to 8pm")
    assert document["summary"] == f"Join us on {said(day, DAYS[day.weekday()])}."
    assert "quotation" not in json.dumps(document)
