"""A service joins the register by the link of its assessment, answers, and steps down."""

from __future__ import annotations

from typing import Any

import pytest

from standard.register import moderation
from standard.register.models import Application, RegisterEntry
from tests.factories import UserFactory
from tests.standard.conftest import Ask
from tests.standard.register.services import NOW


@pytest.fixture
def token(start: Any) -> str:
    return str(start()["token"])


def register(ask: Ask, token: str, method: str = "GET", body: Any = None, part: str = "") -> Any:
    return ask(method, f"/assessments/{token}/register{part}", body)


def test_from_sending_it_in_to_stepping_down(ask, token, client) -> None:
    assert register(ask, token).json() == {"entry": None, "application": None}
    sent = register(ask, token, "POST", {"recognition": "working_to", "words": "Hello"})
    assert sent.status_code == 201
    assert sent["Cache-Control"] == "private, no-store"
    assert (sent.json()["entry"], sent.json()["application"]["state"]) == (None, "waiting")

    user, application = UserFactory(username="Ms Secret"), Application.objects.get()
    moderation.ask(application, user, "Which Sunny?", NOW)
    read = register(ask, token).json()["application"]
    assert [(step["what"], step["words"]) for step in read["steps"]] == [
        ("sent", "Hello"),
        ("asked", "Which Sunny?"),
    ]
    assert "Secret" not in str(read)

    answered = register(ask, token, "POST", {"words": "The one in Oadby."}, "/answer").json()
    assert answered["application"]["state"] == "waiting"
    application.refresh_from_db()
    moderation.accept(application, user, application.sent_at)
    entry = register(ask, token).json()["entry"]
    assert entry["url"].endswith("/register/sunny-nursery/")
    assert client.get(entry["badge_path"]).status_code == 200

    assert register(ask, token, "DELETE").status_code == 204
    assert client.get(entry["badge_path"]).status_code == 410
    assert register(ask, token).json()["entry"] is None
    assert register(ask, token, "DELETE").status_code == 404


def test_what_is_not_decided_is_taken_back(ask, token) -> None:
    register(ask, token, "POST", {"recognition": "working_to"})
    assert register(ask, token, "DELETE").status_code == 204
    assert register(ask, token).json()["application"]["state"] == "withdrawn"
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"recognition": "meets"}, "Answer every statement first"),
        ({"recognition": "best"}, "Input should be 'working_to' or 'meets'"),
        ({"recognition": "working_to", "words": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_can_not_be_sent_in_is_told_why(ask, token, body, why) -> None:
    refused = register(ask, token, "POST", body)
    assert refused.status_code == 422
    assert why in refused.json()["errors"][0]["message"]
    assert not Application.objects.exists()


def test_sending_it_in_twice_is_refused_kindly(ask, token) -> None:
    register(ask, token, "POST", {"recognition": "working_to"})
    again = register(ask, token, "POST", {"recognition": "working_to"})
    assert (again.status_code, Application.objects.count()) == (422, 1)
    assert again.json()["detail"] == "You have sent this in already. We are looking at it."


def test_only_the_owners_link_joins_or_leaves(ask, token) -> None:
    shared = ask("POST", f"/assessments/{token}/links", {"kind": "colleague"}).json()
    other = shared["url"].split("/assess/")[1].split("/")[0]
    assert register(ask, other).status_code == 200
    assert register(ask, other, "POST", {"recognition": "working_to"}).status_code == 403
    assert register(ask, other, "DELETE").status_code == 403
    assert register(ask, "wrong", "POST", {"recognition": "working_to"}).status_code == 404
