"""Parents rate a service without a name, and are shown together or not at all."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from standard.parents.models import ParentsTrace, ParentsView
from standard.parents.results import together
from standard.parents.views import forget_traces
from tests.standard.conftest import Ask


@pytest.fixture
def parents_token(token, ask) -> str:
    return str(
        ask("POST", f"/assessments/{token}/parent-links", {"label": "Sheet in the hall"}).json()["token"]
    )


def rate(ask: Ask, parents_token: str, number: int, ratings: dict[str, int], id: str | None = None) -> Any:
    """Rate as the parent of a number, who has an address of its own."""
    body = {"ratings": ratings, "id": id}
    address = f"203.0.113.{number}"
    return ask("PUT", f"/parent-views/{parents_token}", body, X_Forwarded_For=address, User_Agent="Phone")


def parents_of(ask: Ask, token: str) -> dict[str, Any]:
    values: dict[str, Any] = ask("GET", f"/assessments/{token}/report").json()["dimensions"][0]["parents"]
    return values


def test_a_parent_is_asked_in_everyday_words(parents_token, ask) -> None:
    asked = ask("GET", f"/parent-views/{parents_token}").json()
    assert (asked["service_name"], len(asked["choices"])) == ("Sunny Nursery", 4)
    assert asked["dimensions"][0]["statements"][0] == {"code": "1.1", "text": "Parents see 1.1"}
    assert asked["dimensions"][0]["statements"][1] == {"code": "1.2", "text": "Statement 1.2"}
    assert "level" not in json.dumps(asked)


def test_nothing_is_shown_before_five_and_gaps_are_flagged_then(token, parents_token, ask) -> None:
    ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 3})
    ask("PUT", f"/assessments/{token}/answers/1.2", {"level": 2})
    for number in range(4):
        assert rate(ask, parents_token, number, {"1.1": 1, "1.2": 1}).json()["status"] == "counted"
    assert parents_of(ask, token) == {"responses": 4, "needed": 1, "levels": [], "gaps": []}
    rate(ask, parents_token, 4, {"1.1": 3})
    found = parents_of(ask, token)
    # Four of five said something of 1.2: too few.
    said = {"asked": "Parents see 1.1", "says": "Now and then"}
    assert found["levels"] == [{"code": "1.1", "level": 1, **said}]
    assert found["gaps"] == [{"code": "1.1", "service": 3, "parents": 1}]


def test_the_middle_answer_counts_and_never_a_mean() -> None:
    assert together([{"1.1": level} for level in [0, 0, 0, 3, 3]]).levels == {"1.1": 0}
    assert together([{"1.1": level} for level in [0, 1, 2, 3, 3, 3]]).levels == {"1.1": 2}
    assert together([{"1.1": 3}] * 4).levels == {}


def test_a_second_answer_from_a_phone_is_held_until_the_service_looks(token, parents_token, ask) -> None:
    rate(ask, parents_token, 1, {"1.1": 1})
    second = rate(ask, parents_token, 1, {"1.1": 3}).json()
    assert second["status"] == "held"
    assert parents_of(ask, token)["responses"] == 1
    held = ask("GET", f"/assessments/{token}/parent-links").json()["held"]
    assert held == [{"id": second["id"], "given_on": held[0]["given_on"], "held_for": "repeat"}]
    settled = ask("PUT", f"/assessments/{token}/parent-views/{second['id']}", {"status": "counted"})
    assert settled.json()["status"] == "counted"
    assert parents_of(ask, token)["responses"] == 2


def test_a_second_answer_by_another_link_is_held_too(token, parents_token, ask) -> None:
    rate(ask, parents_token, 1, {"1.1": 3})
    first = ask("GET", f"/assessments/{token}/parent-links").json()["items"][0]
    ask("DELETE", f"/assessments/{token}/parent-links/{first['id']}")
    other = ask("POST", f"/assessments/{token}/parent-links", {}).json()["token"]
    assert rate(ask, other, 1, {"1.1": 3}).json()["status"] == "held"
    assert rate(ask, other, 2, {"1.1": 3}).json()["status"] == "counted"


def test_an_answer_that_was_not_held_can_not_be_left_out(token, parents_token, ask) -> None:
    view = rate(ask, parents_token, 1, {"1.1": 0}).json()
    assert (
        ask("PUT", f"/assessments/{token}/parent-views/{view['id']}", {"status": "left_out"}).status_code
        == 404
    )


def test_sent_again_with_its_id_it_changes_and_adds_none(token, parents_token, ask) -> None:
    known = str(uuid4())
    for level in [1, 2]:
        assert rate(ask, parents_token, 1, {"1.1": level}, known).json() == {
            "id": known,
            "status": "counted",
        }
    assert ParentsView.objects.get().ratings == {"1.1": 2}
    other = ask("POST", f"/assessments/{token}/parent-links", {}).json()["token"]
    assert rate(ask, other, 2, {"1.1": 2}, known).status_code == 422


def test_a_burst_is_held(parents_token, ask) -> None:
    statuses = [rate(ask, parents_token, number, {"1.1": 1}).json()["status"] for number in range(17)]
    assert statuses == ["counted"] * 15 + ["held"] * 2


def test_who_answered_is_forgotten_after_a_day(parents_token, ask) -> None:
    with time_machine.travel("2026-11-28T10:00:00Z", tick=False) as clock:
        rate(ask, parents_token, 1, {"1.1": 1})
        trace = ParentsTrace.objects.get()
        assert "203.0.113.1" not in json.dumps([trace.digest, *ParentsView.objects.values()], default=str)
        clock.shift(24 * 3600)
        assert forget_traces(trace.at.replace(day=29)) == 1
        assert rate(ask, parents_token, 1, {"1.1": 1}).json()["status"] == "counted"


@pytest.mark.parametrize(
    "body",
    [
        {"ratings": {}},
        {"ratings": {"1.1": 4}},
        {"ratings": {"1.1": "2"}},
        {"ratings": {"9.9": 1}},
        {"ratings": {"1.1": None}},
        {"name": "Me"},
    ],
)
def test_ratings_that_can_not_be_are_refused(parents_token, ask, body) -> None:
    assert ask("PUT", f"/parent-views/{parents_token}", body).status_code == 422
    assert not ParentsView.objects.exists()


def test_a_link_closes_or_is_taken_back_and_answers_stay(token, parents_token, ask) -> None:
    rate(ask, parents_token, 1, {"1.1": 1})
    link = ask("GET", f"/assessments/{token}/parent-links").json()["items"][0]
    assert (link["label"], "token" in link) == ("Sheet in the hall", False)
    last_hour = timezone.make_aware(dt.datetime.fromisoformat(f"{link['closes_on']}T23:00:00"))
    with time_machine.travel(last_hour, tick=False) as clock:
        assert rate(ask, parents_token, 2, {"1.1": 1}).status_code == 200
        clock.shift(3600)
        assert rate(ask, parents_token, 3, {"1.1": 1}).status_code == 410
    assert ask("DELETE", f"/assessments/{token}/parent-links/{link['id']}").status_code == 204
    assert ask("GET", f"/parent-views/{parents_token}").status_code == 404
    assert parents_of(ask, token)["responses"] == 2


def test_the_links_of_service_and_parents_open_nothing_of_each_other(token, parents_token, ask) -> None:
    assert ask("GET", f"/assessments/{parents_token}").status_code == 404
    assert ask("GET", f"/parent-views/{token}").status_code == 404


def test_a_parent_lifts_a_statement_to_level_three(token, parents_token, ask) -> None:
    ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 3})
    day = ask("GET", f"/assessments/{token}").json()["started_at"][:10]
    ask("POST", f"/assessments/{token}/evidence", {"code": "1.1", "day": day, "text": "Notes"})
    rate(ask, parents_token, 1, {"1.1": 0})
    statement = ask("GET", f"/assessments/{token}").json()["dimensions"][0]["statements"][0]
    assert statement["counts_as"] == 3
