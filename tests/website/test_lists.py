"""Lists and their filters, without any script."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import AreaFactory, EventFactory, OrganisationFactory
from website import around

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'card__title"><a[^>]*>([^<]*)<', html)


@pytest.fixture
def events(clock: object, site: object) -> None:
    area = AreaFactory(name="Melton")
    EventFactory(title="With childcare", childcare="yes", areas=[area])
    EventFactory(title="Without", areas=[area])
    EventFactory(title="Elsewhere", childcare="yes", areas=[AreaFactory(name="Blaby")])


@pytest.mark.usefixtures("events")
def test_a_form_narrows_a_list_and_a_chip_widens_it_again(client: Client):
    address = "/events/?area=melton&provision=childcare&attendance=&from="
    assert titles(client, address) == ["With childcare"]
    html = client.get(address).content.decode()
    chips = dict(
        re.findall(r'class="chip" href="([^"]*)"><span class="unseen">Take off [^<]*</span>([^<]*)<', html)
    )
    assert chips == {"?provision=childcare": "Melton", "?area=melton": "Childcare"}
    assert sorted(titles(client, "/events/?area=melton")) == ["With childcare", "Without"]
    assert '<option value="melton" selected>' in html
    assert 'value="childcare" checked' in html
    assert "/api/v1/feeds/event.atom?area=melton&amp;provision=childcare" in html
    assert "/calendar/?area=melton&amp;provision=childcare&amp;type=event" in html


@pytest.mark.usefixtures("events")
def test_what_others_add_to_an_address_changes_nothing(client: Client):
    assert len(titles(client, "/events/?utm_source=newsletter")) == 3


@pytest.mark.usefixtures("clock", "site")
def test_an_empty_list_says_whom_to_ask(client: Client):
    EventFactory(title="In June")
    read = client.get("/events/?from=2031-01-01").content.decode()
    assert "Nothing fits just now" in read
    assert "Take a filter off above" in read


@pytest.mark.usefixtures("clock", "site")
def test_a_long_list_goes_on_and_leads_back(client: Client):
    for number in range(23):
        EventFactory(title=f"Morning {number:02}")
    first = client.get("/events/").content.decode()
    following = re.search(r'class="pager__next" href="([^"]*)"', first)[1]  # type: ignore[index]
    seen = titles(client, "/events/") + titles(client, f"/events/{following.replace('&amp;', '&')}")
    assert sorted(seen) == [f"Morning {number:02}" for number in range(23)]


@pytest.mark.usefixtures("clock", "site")
@pytest.mark.parametrize("address", ["/", "/events/", "/calendar/", "/services/short-breaks-team/"])
def test_more_content_takes_no_more_queries(address: str, client: Client):
    service = OrganisationFactory(name="Short Breaks Team", slug="short-breaks-team")
    # What a process learns once is no part of it.
    EventFactory(organisations=[service])
    client.get(address)
    counts = []
    for number in [2, 18]:
        for _ in range(number):
            EventFactory(organisations=[service])
        around.forget()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
