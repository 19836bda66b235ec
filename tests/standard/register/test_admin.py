"""The moderation queue in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from standard.register import moderation
from standard.register.models import Application, RegisterEntry
from tests.standard.register.services import NOW, assessed, make_standard, on_the_register

QUEUE = "/admin/register-applications/"


@pytest.fixture
def application(site) -> Application:
    make_standard()
    return moderation.send(assessed(service_name="=Oak"), "working_to", "Hello <b>", NOW)


def decide(client: Client, application: Application, action: str, words: str = "") -> Any:
    address = f"{QUEUE}inspect/{application.pk}/"
    return client.post(address, {"action": action, "words": words}, follow=True)


def state(application: Application) -> str:
    application.refresh_from_db()
    return application.state


def test_the_queue_its_filters_and_its_export(application, sign_in) -> None:
    client = sign_in("FIS editors")
    assert "=Oak" in client.get(QUEUE).content.decode()
    assert "=Oak" not in client.get(f"{QUEUE}?state__exact=declined").content.decode()
    table = b"".join(client.get(f"{QUEUE}?export=csv").streaming_content).decode()
    assert "'=Oak" in table


def test_an_application_is_read_with_its_history(application, sign_in) -> None:
    page = sign_in("FIS publishers").get(f"{QUEUE}inspect/{application.pk}/").content.decode()
    assert "Hello &lt;b&gt;" in page
    assert "Sent by the service" in page
    assert ">Accept</button>" in page


def test_a_publisher_accepts(application, sign_in) -> None:
    page = decide(sign_in("FIS publishers"), application, "accept").content.decode()
    assert "is on the register, at /register/oak/" in page
    assert state(application) == "accepted"
    assert RegisterEntry.objects.exists()


def test_a_refusal_says_why_and_keeps_the_words(application, sign_in) -> None:
    client = sign_in("FIS publishers")
    assert "Give the reason." in decide(client, application, "decline", " ").content.decode()
    assert state(application) == "waiting"
    assert "kept words" in decide(client, application, "publish", "kept words").content.decode()
    assert "reads why" in decide(client, application, "decline", "Not here.").content.decode()
    again = decide(client, application, "accept").content.decode()
    assert "It is decided: Declined." in again
    assert ">Accept</button>" not in again


def test_editors_see_the_queue_and_decide_nothing(application, sign_in) -> None:
    client = sign_in("FIS editors")
    page = client.get(f"{QUEUE}inspect/{application.pk}/").content.decode()
    assert ">Accept</button>" not in page
    decide(client, application, "accept")
    assert state(application) == "waiting"


def test_a_service_is_taken_off_with_a_reason(site, sign_in) -> None:
    make_standard()
    entry, client = on_the_register(), sign_in("FIS publishers")
    address = f"/admin/register-services/inspect/{entry.pk}/"
    assert "Give the reason." in client.post(address, {"action": "take_off"}).content.decode()
    page = client.post(address, {"action": "take_off", "words": "Closed."}, follow=True).content.decode()
    assert "is off the register" in page
    assert "Closed." in client.get(address).content.decode()
    entry.refresh_from_db()
    assert entry.stepped_down_on is not None
