"""Lists and their filters, without any script."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.world import NOW
from tests.factories import (
    ArchiveIndexFactory,
    AreaFactory,
    ConsultationFactory,
    EventFactory,
    OrganisationFactory,
    consultation_windows,
)
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


def test_days_the_wrong_way_round_are_said_without_the_apis_words(client: Client, events: None):
    answer = client.get("/events/?from=2030-07-02&to=2030-07-01")
    assert answer.status_code == 422
    assert 'id="fault-to">The last day is before the first, 2030-07-02.' in answer.content.decode()


@pytest.fixture
def archive(clock: object, site: object) -> None:
    ArchiveIndexFactory(slug="previous-consultations")
    for title, opens, closes in [
        ("Over the new year", (2027, 12, 1), (2028, 1, 20)),
        ("Of last year", (2029, 3, 1), (2029, 3, 31)),
        ("Until a summer midnight", (2028, 6, 1), (2028, 6, 30)),
    ]:
        windows = consultation_windows(
            (dt.datetime(*opens, tzinfo=dt.UTC), dt.datetime(*closes, tzinfo=dt.UTC))
        )
        ConsultationFactory(title=title, windows=windows, archived_at=NOW)


@pytest.mark.usefixtures("archive")
def test_previous_consultations_are_found_by_year_the_last_to_close_first(client: Client):
    address = "/previous-consultations/"
    assert titles(client, address) == ["Of last year", "Until a summer midnight", "Over the new year"]
    html = client.get(address).content.decode()
    years = re.search(r'<select id="field-year".*?</select>', html, re.DOTALL)
    assert years
    assert re.findall(r'value="(\d+)"', years[0]) == ["2030", "2029", "2028", "2027"]
    assert titles(client, f"{address}?year=2028") == ["Until a summer midnight", "Over the new year"]
    assert titles(client, f"{address}?year=2027") == ["Over the new year"]
    html = client.get(f"{address}?year=2028").content.decode()
    assert '<option value="2028" selected>' in html
    assert "/api/v1/feeds/consultation.atom?archived=only&amp;from=2028-01-01&amp;to=2028-12-31" in html


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("year", ["20x8", "1066", "٢٠٢٨", "2028&year=2027", "-2028"])
def test_what_is_no_year_is_said_at_its_field(client: Client, year: str):
    answer = client.get(f"/previous-consultations/?year={year}")
    assert answer.status_code == 422
    assert 'id="fault-year">Give one year between 1990 and 2199.' in answer.content.decode()


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
