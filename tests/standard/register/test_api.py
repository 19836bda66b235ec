"""`/register` and its badges, as callers read them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from cms.api.vocabulary import vocabulary
from standard.register import moderation
from standard.register.models import RegisterEntry
from tests.factories import AreaFactory, DimensionFactory
from tests.standard.register.services import NOW, assessed, make_standard, on_the_register

AFTER = NOW + dt.timedelta(days=366)


@pytest.fixture(autouse=True)
def _services(site) -> Any:
    vocabulary.forget()
    with time_machine.travel(NOW, tick=False):
        make_standard()
        on_the_register(service_name="Oak", areas=[AreaFactory(name="Harborough")])
        on_the_register("meets", service_name="Elm & <Ash>", service_kind="library")
        yield


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == status, response.content
    return response


def titles(client: Client, query: str = "") -> list[str]:
    return [one["title"] for one in get(client, f"/register{query}").json()["items"]]


def entry(name: str = "Oak") -> RegisterEntry:
    return RegisterEntry.objects.get(service_name=name)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Elm & <Ash>", "Oak"]),
        ("?area=harborough", ["Oak"]),
        ("?service_kind=library&service_kind=school", ["Elm & <Ash>"]),
        ("?recognition=meets", ["Elm & <Ash>"]),
        ("?recognition=meets&service_kind=childcare", []),
        ("?archived=only", []),
    ],
)
def test_filters_of_the_register(client, query, expected) -> None:
    assert titles(client, query) == expected


def test_the_register_goes_on_page_by_page(client) -> None:
    first = get(client, "/register?limit=1").json()
    assert (first["total"], len(first["items"])) == (2, 1)
    assert client.get(first["next"]).json()["items"][0]["title"] == "Oak"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?recognition=met", "There is no recognition “met”."),
        ("?theme=sleep", "There is no such parameter."),
        ("?limit=0", "Input should be greater than or equal to 1."),
    ],
)
def test_what_the_register_does_not_take_is_named(client, query, why) -> None:
    assert get(client, f"/register{query}", 422).json()["errors"][0]["message"] == why


def test_a_lapsed_entry_stays_and_says_so_by_the_clock_alone(client) -> None:
    with time_machine.travel(AFTER, tick=False):
        assert titles(client, "?archived=only") == ["Oak"]
        assert titles(client, "?archived=exclude") == ["Elm & <Ash>"]
        read = get(client, f"/content/{entry().content_id}").json()
        assert read["lapsed"]
        assert get(client, f"/register/{entry().content_id}/badge").json()["label"] == (
            "Lapsed on 3 June 2031"
        )
        assert b"Lapsed on 3 June 2031" in get(client, f"/register/{entry().content_id}/badge.svg").content


def test_a_badge_is_a_drawing_that_says_what_it_is(client) -> None:
    response = get(client, f"/register/{entry('Elm & <Ash>').content_id}/badge.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "script-src" not in response["Content-Security-Policy"]
    drawing = ElementTree.fromstring(response.content)  # noqa: S314, it is our own
    assert drawing.attrib["role"] == "img"
    assert drawing[0].text == "Elm & <Ash>: Meets the standard until 2 July 2031"
    assert drawing.attrib["aria-label"] == drawing[0].text
    assert not [one for one in drawing.iter() if one.tag.endswith("script")]


def test_no_cache_keeps_a_badge_past_its_last_day(client) -> None:
    address = f"/register/{entry().content_id}/badge.svg"
    with time_machine.travel(dt.datetime(2031, 6, 3, 22, 59, 30, tzinfo=dt.UTC), tick=False):
        assert get(client, address)["Cache-Control"] == "public, max-age=30"


def test_what_a_badge_says_leads_to_its_proof(client) -> None:
    facts = get(client, f"/register/{entry('Elm & <Ash>').content_id}/badge").json()
    assert facts["verify_url"].endswith("/register/elm-ash/")
    assert facts["svg_url"] == f"http://testserver/api/v1/register/{facts['id']}/badge.svg"
    assert facts["name"] == "Elm & <Ash>"
    assert [level["level"] for level in facts["levels"]] == [2, 2]


def test_the_badge_of_a_service_that_stepped_down_is_gone(client) -> None:
    gone = entry()
    moderation.step_down(gone, None, "", NOW)
    assert get(client, f"/register/{gone.content_id}/badge.svg", 410).json()["tombstone"]["type"] == (
        "register-entry"
    )


def test_what_is_no_service_has_no_badge(client) -> None:
    part = DimensionFactory(code="9")
    assert "no such service" in get(client, f"/register/{part.content_id}/badge.svg", 404).json()["detail"]


def test_nothing_of_a_waiting_application_is_public(client) -> None:
    moderation.send(assessed(service_name="Secretly"), "working_to", "Private words", NOW)
    for address in (
        "/register",
        "/content?archived=include",
        "/documents",
        "/changes",
        "/open-data/register-entry.csv",
    ):
        assert b"Secretly" not in get(client, address).content
        assert b"Private words" not in get(client, address).content


def test_the_table_of_the_register(client) -> None:
    table = get(client, "/open-data/register-entry.csv").content.decode()
    assert "Elm & <Ash>" in table
    assert json.loads(get(client, "/content?type=register-entry").content)["total"] == 2
