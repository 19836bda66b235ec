"""An editor types days and times as people here write them, and nothing is put in their place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.reliability.browsing import signed_in
from tests.reliability.content import NAME, PASSWORD
from tests.reliability.hub import Hub
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(300)]

# Milliseconds in which a busy machine answers, too.
SLOW = 30_000

MAKE = """
from tests.factories import ConsultationIndexFactory, EventIndexFactory
from users.models import User
User.objects.create_superuser({name!r}, "editor@example.org", {password!r})
print(EventIndexFactory().pk, ConsultationIndexFactory().pk)
"""
DAYS = {
    "9/12/2030": "2030-12-09",
    "09.12.2030": "2030-12-09",
    "2030-12-09": "2030-12-09",
    # What is not certain, or no day at all, stays for the server to refuse.
    "next Tuesday": "next Tuesday",
    "9/12": "9/12",
    "": "",
}
TIMES = {
    "10": "10:00",
    "9.30am": "09:30",
    "2 pm": "14:00",
    "12am": "00:00",
    "18:30": "18:30",
    "noon": "noon",
    "13pm": "13pm",
}
MOMENTS = {"9/12/2030 5pm": "2030-12-09 17:00", "2030-12-09 23:59": "2030-12-09 23:59", "soon": "soon"}


@pytest.fixture
def editor(hub: Hub) -> Iterator[tuple[Page, Hub, list[str]]]:
    parents = hub.script(MAKE.format(name=NAME, password=PASSWORD)).split()[-2:]
    hub.start_all("web")
    with chromium() as browser:
        yield signed_in(browser, hub, "/admin/"), hub, parents


def test_what_is_typed_into_a_day_or_a_time_is_read_or_stays(editor: tuple[Page, Hub, list[str]]) -> None:
    form, hub, (events, consultations) = editor
    form.goto(f"{hub.address}/admin/pages/add/events/eventpage/{events}/")
    expect_read(form, "#id_first_day", DAYS)
    expect_read(form, "#id_start_time", TIMES)
    # The read-back below hears of it as of any change.
    form.fill("#id_first_day", "9/12/2030")
    form.fill("#id_start_time", "2pm")
    form.fill("#id_duration_minutes", "60")
    expect(form.locator("[data-read-back]")).to_contain_text(
        "Monday 9 December 2030, 2pm to 3pm", timeout=SLOW
    )

    form.goto(f"{hub.address}/admin/pages/add/events/consultationpage/{consultations}/")
    expect_read(form, "#id_windows-0-opens_at", MOMENTS)


def expect_read(form: Page, field: str, cases: dict[str, str]) -> None:
    for typed, read in cases.items():
        form.fill(field, typed)
        form.press(field, "Tab")
        expect(form.locator(field)).to_have_value(read, timeout=SLOW)
