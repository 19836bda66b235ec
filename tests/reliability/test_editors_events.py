"""An editor makes a regular event in a browser, reads its dates back before saving, and calls one off."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from cms.dates import day
from tests.reliability.browsing import publish, signed_in
from tests.reliability.content import NAME, PASSWORD
from tests.reliability.hub import Hub
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(300)]

MAKE = """
import datetime as dt
from tests.factories import EventIndexFactory, SchoolHolidayFactory
from users.models import User
User.objects.create_superuser({name!r}, "editor@example.org", {password!r})
holiday = dt.date.fromisoformat({holiday!r})
SchoolHolidayFactory(name="Half term", first_day=holiday, last_day=holiday)

print(EventIndexFactory().pk)
"""
FORTNIGHT = dt.timedelta(weeks=2)
TUESDAY = 1
# Milliseconds in which a preview is drawn on a busy machine, too.
SLOW = 30_000


@dataclass(frozen=True)
class Plan:
    """A Tuesday some weeks ahead and those that follow each second week; the third is in the holidays."""

    tuesdays: list[dt.date]

    def when(self, number: int) -> str:
        return f"{day(self.tuesdays[number])}, 9:30am to 11am"


@pytest.fixture
def plan() -> Plan:
    today = dt.datetime.now(dt.UTC).date()
    first = today + dt.timedelta(days=14 + (TUESDAY - today.weekday()) % 7)
    return Plan([first + number * FORTNIGHT for number in range(6)])


@pytest.fixture
def form(hub: Hub, plan: Plan) -> Iterator[Page]:
    """Return a browser in which an editor has signed in and begun a new event."""
    holiday = plan.tuesdays[2].isoformat()
    printed = hub.script(MAKE.format(name=NAME, password=PASSWORD, holiday=holiday))
    hub.start_all("web")
    with chromium() as browser:
        yield signed_in(browser, hub, f"/admin/pages/add/events/eventpage/{printed.split()[-1]}/")


def test_a_fortnightly_event_in_term_time_is_read_back_published_and_one_date_called_off(
    hub: Hub, plan: Plan, form: Page
):
    errors: list[str] = []
    form.on("pageerror", lambda error: errors.append(str(error)))
    read = form.locator("[data-read-back]")
    dates = read.locator("[data-list] li")
    form.locator("#id_title").press_sequentially("Coffee and a chat")
    expect(form.locator("#id_slug")).to_have_value("coffee-and-a-chat")
    form.fill("#id_summary", "A drop-in for parents.")
    form.locator("[contenteditable=true]").first.fill("Come along.")

    # What is not certain is not taken; what is certain fills in the form.
    words = form.get_by_label("Say it in words")
    words.fill("usually every second Tuesday at 9:30am")
    words.press("Enter")
    expect(form.get_by_role("alert").filter(has_text="“usually” is not certain")).to_be_visible()
    last = plan.tuesdays[5]
    words.fill(f"every second Tuesday, 9:30am to 11am, in school terms, until {last.day} {last:%B %Y}")
    words.press("Enter")
    expect(form.get_by_text("The fields below are filled in. Now give the first day.")).to_be_visible()
    form.get_by_label("First day").fill(plan.tuesdays[0].isoformat())
    expect(read).to_contain_text(
        f"Every second Tuesday at 9:30am, in school terms, until {last.day} {last:%B %Y}"
    )
    expect(dates).to_have_text([plan.when(number) for number in (0, 1, 3, 4, 5)])

    # Without the facts that parents need, nothing is published.
    publish(form)
    for what in ["It is not said who answers for safety on the day.", "Nothing is said about access"]:
        expect(form.get_by_text(what).first).to_be_visible()
    assert public_events(hub) == []
    expect(dates).to_have_text([plan.when(number) for number in (0, 1, 3, 4, 5)])
    form.get_by_label("Who answers for safety on the day").fill("Family hub manager")
    form.fill("#id_venue_name", "Village hall")
    form.fill("#id_venue_town", "Shepley")
    form.get_by_label("Step-free access").select_option("Yes")
    publish(form)
    [event] = public_events(hub)
    assert [one["when"] for one in hub.document(event)["occurrences"]] == [
        plan.when(number) for number in (0, 1, 3, 4, 5)
    ]

    # One date is called off, with a note that people read.
    form.get_by_role("link", name="Edit", exact=True).first.click()
    form.get_by_role("button", name="Add change").click()
    form.get_by_role("textbox", name="Which date").fill(plan.tuesdays[3].isoformat())
    form.get_by_label("What changes").select_option("Called off")
    expect(form.get_by_label("New day")).to_be_hidden()
    change = form.locator("#id_date_changes-0-note")
    change.fill("The hall is closed.")
    called_off = f"{plan.when(3)} (Cancelled): The hall is closed."
    expect(dates).to_have_text([plan.when(0), plan.when(1), called_off, plan.when(4), plan.when(5)])
    assert [one["status"] for one in hub.document(event)["occurrences"]] == ["scheduled"] * 5
    publish(form)
    told = {one["when"]: (one["status"], one["note"]) for one in hub.document(event)["occurrences"]}
    assert told == {plan.when(number): ("scheduled", "") for number in (0, 1, 4, 5)} | {
        plan.when(3): ("cancelled", "The hall is closed.")
    }
    assert in_calendar(hub, event) == {plan.tuesdays[3]: "CANCELLED"}

    see_draft(hub, form, event)
    assert errors == []


def see_draft(hub: Hub, form: Page, event: str) -> None:
    """See a draft as readers would, while it is typed; nobody else sees it."""
    form.get_by_role("link", name="Edit", exact=True).first.click()
    form.set_viewport_size({"width": 1400, "height": 900})
    form.get_by_role("button", name="Toggle preview").click()
    shown = form.frame_locator("iframe.w-preview__iframe:not(.w-preview__proxy)")
    expect(shown.locator("h1")).to_have_text("Coffee and a chat", timeout=SLOW)
    # Wagtail takes what is typed in the first seconds for what the form held before.
    for typed in ["Tea", "Tea and a", "Tea and a chat"]:
        form.wait_for_timeout(2_500)
        form.locator("#id_title").fill(typed)
    expect(shown.locator("h1")).to_have_text("Tea and a chat", timeout=SLOW)
    for device, width in [("mobile", 375), ("desktop", 1280)]:
        form.get_by_label(f"Preview in {device} size").check(force=True)
        expect(shown.locator("html")).to_have_js_property("clientWidth", width, timeout=SLOW)
    form.get_by_label("Preview mode").select_option("search")
    expect(shown.locator(".hit h2")).to_have_text("Tea and a chat", timeout=SLOW)
    assert hub.document(event)["title"] == "Coffee and a chat"


def public_events(hub: Hub) -> list[str]:
    """Return the ids of the events that are public."""
    return [item["id"] for item in json.loads(hub.ask("/api/v1/content?type=event")[2])["items"]]


def in_calendar(hub: Hub, event: str) -> dict[dt.date, str]:
    """Return the status of each date that a calendar shows apart from the rule."""
    calendar = Calendar.from_ical(hub.ask(f"/api/v1/content/{event}.ics")[2].decode())
    return {
        entry.decoded("recurrence-id").date(): str(entry["STATUS"])
        for entry in calendar.walk("VEVENT")
        if "RECURRENCE-ID" in entry
    }
