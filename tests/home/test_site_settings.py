"""The notice in `/site`: there from one instant to another, whatever else runs or not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from home.site_settings import HubSettings

pytestmark = pytest.mark.django_db
# Across the night on which clocks go back: an hour later by the clock is two hours later.
FROM, UNTIL = "2030-10-27T00:30:00Z", "2030-10-27T01:30:00Z"


@pytest.mark.parametrize(
    ("at", "shown", "max_age"),
    [
        ("2030-10-26T23:00:00Z", False, "public, max-age=60"),
        ("2030-10-27T00:29:30Z", False, "public, max-age=30"),
        ("2030-10-27T00:29:59.500Z", False, "no-cache"),
        (FROM, True, "public, max-age=60"),
        ("2030-10-27T01:29:59Z", True, "public, max-age=1"),
        (UNTIL, False, "public, max-age=60"),
    ],
)
@pytest.mark.usefixtures("site")
def test_the_notice_is_there_from_its_first_instant_to_its_last(
    client: Client, at: str, shown: bool, max_age: str
):
    HubSettings.objects.create(notice_text="Closed.", notice_from=FROM, notice_until=UNTIL)
    with time_machine.travel(at, tick=False):
        response = client.get("/api/v1/site")
    expected = {"text": "Closed.", "level": "information", "until": UNTIL}
    assert response.json()["notice"] == (expected if shown else None)
    assert response.headers["Cache-Control"] == max_age


@pytest.mark.usefixtures("site")
def test_a_notice_without_instants_stays_until_it_is_taken_away(client: Client):
    hub = HubSettings.objects.create(notice_text="Closed.")
    assert client.get("/api/v1/site").json()["notice"]["until"] is None
    hub.notice_text = ""
    hub.save()
    assert client.get("/api/v1/site").json()["notice"] is None


def test_a_notice_that_would_go_before_it_comes_is_refused():
    at = dt.datetime(2030, 6, 3, tzinfo=dt.UTC)
    with pytest.raises(ValidationError, match="would go away before it appears"):
        HubSettings(notice_text="Closed.", notice_from=at, notice_until=at).clean()


@pytest.mark.usefixtures("site")
def test_administrators_write_it_in_the_councils_time(sign_in: Any):
    browser = sign_in("Administrators")
    page = "/admin/settings/home/hubsettings/1/"
    HubSettings.objects.create(pk=1)
    sent = {"description": "A hub.", "notice_text": "Closed.", "notice_level": "important"}
    times = {"notice_from": "2030-06-03 09:00", "notice_until": "2030-06-03 08:00"}
    assert b"would go away before it appears" in browser.post(page, {**sent, **times}).content
    assert browser.post(page, {**sent, **times, "notice_until": "2030-06-04 17:30"}).status_code == 302
    hub = HubSettings.objects.get()
    assert (hub.notice_from, hub.notice_until) == (
        dt.datetime(2030, 6, 3, 8, tzinfo=dt.UTC),
        dt.datetime(2030, 6, 4, 16, 30, tzinfo=dt.UTC),
    )
