"""An editor's journey in a browser: copy how to respond, extend a consultation, read what is public."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.reliability.hub import Hub
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(300)]

NAME, PASSWORD = "publisher", "a-password-for-these-tests"
MAKE = f"""
import datetime as dt, json
from django.utils import timezone
from cms.dates import local, moment
from tests.factories import ConsultationFactory, UserFactory, consultation_windows
person = UserFactory(username={NAME!r}, group="FIS publishers")
person.set_password({PASSWORD!r})
person.save()
day = dt.timedelta(days=1)
midday = local(timezone.now()).replace(hour=12, minute=0, second=0, microsecond=0)
opens, closes = midday - 12 * day, (midday + 12 * day).replace(hour=23, minute=59)
late = ("format", {{"format": "easy-read", "available_on": (midday - 2 * day).date()}})
page = ConsultationFactory(
    title="Getting to school", windows=consultation_windows((opens, closes)), formats=[late],
    online_url="https://survey.example.org/",
)
print(json.dumps([page.pk, str(page.content_id), moment(closes), moment(closes + 10 * day)]))
"""


@pytest.fixture
def tab() -> Iterator[Page]:
    """Return a page of a browser that lets the admin use the clipboard."""
    with chromium() as browser:
        yield browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


def test_a_publisher_extends_a_consultation_whose_easy_read_came_late(hub: Hub, tab: Page) -> None:
    key, item, closes, later = json.loads(hub.script(MAKE))
    # What was collected before may be older than the admin's styles.
    hub.manage("collectstatic", "--noinput", "--verbosity=0")
    hub.start_all("web")
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{hub.address}/admin/login/?next=/admin/pages/{key}/edit/")
    tab.fill("#id_username", NAME)
    tab.fill("#id_password", PASSWORD)
    tab.click("button[type=submit]")

    tab.click("text=Copy how to respond")
    tab.get_by_text("Copied.", exact=True).wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert f"Answer by {closes}.\nOnline: https://survey.example.org/" in copied

    tab.click("text=Extend it to then")
    tab.fill("[name=note]", "Easy Read came late.")
    tab.click("text=Show what will change")
    shown = tab.inner_text("table")
    assert closes in shown
    assert later in shown
    assert json.loads(hub.ask(f"/api/v1/content/{item}")[2])["closes"] == closes

    tab.click("text=Publish this change now")
    tab.get_by_text(f"now says: Open until {later}.").wait_for()
    assert tab.locator("text=Extend it to then").count() == 0
    document = json.loads(hub.ask(f"/api/v1/content/{item}")[2])
    assert document["closes"] == later
    assert document["notices"][0]["text"].endswith(f"not at {closes}. Easy Read came late.")
    assert faults == []
