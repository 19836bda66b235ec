"""Start, answer, share, report and delete an assessment as a caller of the API does."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.dates import local
from standard.assessments.models import Assessment, Link
from standard.models import StandardIndexPage
from tests.standard.conftest import CODES, Ask

TODAY = str(local(timezone.now()).date())


def put(ask: Ask, token: str, code: str, **values: Any) -> Any:
    return ask("PUT", f"/assessments/{token}/answers/{code}", {"level": None} | values)


def secret(url: str) -> str:
    return url.split("/assess/")[1].split("/")[0]


def test_start_answers_the_links_once_and_keeps_no_secret(start, ask) -> None:
    started = start()
    assert set(started) == {"token", "edit_url", "read_url", "standard", "expires_on"}
    assert len(started["token"]) == 27
    assert started["edit_url"] == f"http://localhost:8000/assess/{started['token']}/"
    assert started["standard"] == "1.0"
    stored = json.dumps(list(Link.objects.values()), default=str)
    assert started["token"] not in stored
    assert secret(started["read_url"]) not in stored
    read = ask("GET", f"/assessments/{started['token']}").json()
    assert (read["service_name"], read["role"], read["state"]) == ("Sunny Nursery", "owner", "in_progress")
    assert read["areas"] == [{"slug": "charnwood", "name": "Charnwood"}]
    assert [part["title"] for part in read["dimensions"]] == ["Commitment", "Reach"]


@pytest.mark.parametrize(
    ("values", "parameter"),
    [
        ({"service_name": "a\0b"}, "service_name"),
        ({"service_name": " "}, "service_name"),
        ({"service_name": "x" * 151}, "service_name"),
        ({"service_kind": "circus"}, "service_kind"),
        ({"areas": ["atlantis"]}, "areas"),
        ({"areas": "charnwood"}, "areas"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_start_that_can_not_be_is_told_which_field(current_standard, ask, values, parameter) -> None:
    service = {"service_name": "Sunny", "service_kind": "childcare", "areas": []}
    response = ask("POST", "/assessments", service | values)
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, parameter)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("method", "address", "body", "parameter"),
    [
        ("PATCH", "", {"service_name": "a\0b"}, "service_name"),
        ("PATCH", "", {"areas": ["a\0b"]}, "areas"),
        ("PUT", "/answers/1.1", {"level": 1, "note": "a\0b"}, "note"),
        ("POST", "/evidence", {"code": "1.1", "day": "2026-06-01", "text": "a\0b"}, "text"),
        ("POST", "/plan", {"what": "a\x07b"}, "what"),
        ("POST", "/links", {"kind": "colleague", "label": "a\0b"}, "label"),
        ("POST", "/register", {"recognition": "working_to", "words": "\x9f"}, "words"),
    ],
)
def test_what_no_database_takes_is_named(token, ask, method, address, body, parameter) -> None:
    response = ask(method, f"/assessments/{token}{address}", body)
    assert response.status_code == 422, response.content
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]


def test_a_code_with_a_control_character_is_none(token, ask) -> None:
    assert put(ask, token, "%00", level=1).status_code == 422


def test_a_note_may_have_lines(token, ask) -> None:
    note = "First.\r\n\tSecond."
    assert put(ask, token, "1.1", level=1, note=note).status_code == 200
    assert (
        ask("GET", f"/assessments/{token}").json()["dimensions"][0]["statements"][0]["answer"]["note"] == note
    )


@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", "/plan"), ("GET", "/plan.ics"), ("GET", "/report.csv"), ("GET", "/links"), ("DELETE", "")],
)
def test_an_unknown_parameter_is_named(token, ask, method, address) -> None:
    response = ask(method, f"/assessments/{token}{address}?bogus=1")
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "bogus")
    assert Assessment.objects.exists()


def test_without_a_standard_nothing_is_started(current_standard, ask) -> None:
    StandardIndexPage.objects.update(status="draft")
    service = {"service_name": "Sunny", "service_kind": "childcare", "areas": []}
    assert ask("POST", "/assessments", service).status_code == 503


def test_an_answer_is_kept_and_says_what_it_makes(token, ask) -> None:
    saved = put(ask, token, "1.2", level=2, note=" From the plan ")
    values = saved.json()
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"1"')
    assert values["answer"]["note"] == "From the plan"
    assert values["counts_as"] == 1
    assert values["why"] == "1.2 is at 2 but has no dated evidence: counts as 1."
    assert values["progress"] == {"answered": 1, "statements": 4}
    assert put(ask, token, "1.2", level=3).json()["answer"]["note"] == "From the plan"
    detail = ask("GET", f"/assessments/{token}").json()["dimensions"][0]["statements"][1]
    assert (detail["answer"]["level"], [one["level"] for one in detail["earlier"]]) == (3, [2])


def test_the_second_of_two_sees_both_and_loses_nothing(token, ask) -> None:
    put(ask, token, "1.1", level=1, note="First")
    changed = put(ask, token, "1.1", level=2, note="Second")
    refused = ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 0, "note": "Third"}, if_match='"1"')
    problem = refused.json()
    assert (refused.status_code, refused.headers["ETag"]) == (412, '"2"')
    assert problem["yours"] == {"level": 0, "not_applicable_reason": "", "note": "Third"}
    assert (problem["current"]["level"], problem["current"]["note"]) == (2, "Second")
    again = ask(
        "PUT", f"/assessments/{token}/answers/1.1", {"level": 0}, if_match=changed.json()["answer"]["etag"]
    )
    assert again.status_code == 200
    earlier = ask("GET", f"/assessments/{token}").json()["dimensions"][0]["statements"][0]["earlier"]
    assert [one["note"] for one in earlier] == ["Second", "First"]
    assert ask("PUT", f"/assessments/{token}/answers/1.2", {"level": 0}, if_match='"0"').status_code == 200
    assert ask("PUT", f"/assessments/{token}/answers/1.2", {"level": 1}, if_match='"0"').status_code == 412
    assert ask("PUT", f"/assessments/{token}/answers/1.2", {"level": 1}, if_match="odd").status_code == 412
    seen = '"0", W/"1"'
    assert ask("PUT", f"/assessments/{token}/answers/1.2", {"level": 1}, if_match=seen).status_code == 200
    assert ask("PUT", f"/assessments/{token}/answers/1.2", {"level": 2}, if_match=seen).status_code == 412


def test_the_same_answer_sent_twice_is_one(token, ask) -> None:
    first, second = (put(ask, token, "1.1", level=1) for _ in range(2))
    assert first.headers["ETag"] == second.headers["ETag"]


@pytest.mark.parametrize(
    ("code", "body", "parameter"),
    [
        ("1.1", {"level": 4}, "level"),
        ("1.1", {"level": "2"}, "level"),
        ("1.1", {"level": True}, "level"),
        ("1.1", {}, "level"),
        ("1.1", {"level": 1, "not_applicable_reason": "Both"}, "not_applicable_reason"),
        ("1.1", {"level": 1, "note": "x" * 5001}, "note"),
        ("9.9", {"level": 1}, "code"),
        ("1.2", {"level": None, "not_applicable_reason": "A second"}, "not_applicable_reason"),
        ("1.1", "{", "body"),
    ],
)
def test_an_answer_that_can_not_be_is_told_why(token, ask, code, body, parameter) -> None:
    assert put(ask, token, "1.3", not_applicable_reason="We have no plan.").status_code == 200
    response = ask("PUT", f"/assessments/{token}/answers/{code}", body)
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, parameter)
    assert ask("GET", f"/assessments/{token}").json()["progress"]["answered"] == 1


def test_a_level_takes_the_place_of_a_reason(token, ask) -> None:
    put(ask, token, "1.3", not_applicable_reason="We have no plan.")
    assert put(ask, token, "1.3", level=1).json()["answer"]["not_applicable_reason"] == ""
    assert put(ask, token, "1.1", not_applicable_reason="No page.").status_code == 200


def test_too_large_and_of_another_type(token, client: Client, ask) -> None:
    address = f"/api/v1/assessments/{token}/answers/1.1"
    large = ask("PUT", f"/assessments/{token}/answers/1.1", json.dumps({"level": 1, "note": "x" * 5_000_000}))
    assert large.status_code == 413
    assert client.put(address, "level=1", content_type="text/plain").status_code == 415


def test_it_is_finished_with_the_last_answer_and_stays_so(token, ask) -> None:
    with time_machine.travel("2026-11-28T10:00:00Z", tick=False):
        for code in CODES:
            put(ask, token, code, level=1)
    with time_machine.travel("2026-12-28T10:00:00Z", tick=False):
        put(ask, token, "1.1", level=0)
        read = ask("GET", f"/assessments/{token}").json()
    assert (read["state"], read["finished_on"], read["due_on"]) == ("finished", "2026-11-28", "2027-11-28")
    assert (read["lapses_on"], read["expires_on"]) == ("2027-12-28", None)


def evidence(ask: Ask, token: str, **values: Any) -> Any:
    return ask("POST", f"/assessments/{token}/evidence", {"code": "1.1", "day": TODAY} | values)


def test_evidence_lifts_what_a_level_counts_as(token, ask) -> None:
    put(ask, token, "1.1", level=3)
    added = evidence(ask, token, text="Notes of the meeting")
    assert (added.status_code, added.json()["kind"]) == (201, "text")
    evidence(ask, token, url="https://www.example.org/page", is_parents_view=True)
    statement = ask("GET", f"/assessments/{token}").json()["dimensions"][0]["statements"][0]
    assert (statement["counts_as"], statement["why"], len(statement["evidence"])) == (3, "", 2)
    assert ask("DELETE", f"/assessments/{token}/evidence/{added.json()['id']}").status_code == 204
    assert ask("DELETE", f"/assessments/{token}/evidence/{added.json()['id']}").status_code == 404


def test_evidence_sent_twice_is_kept_once(token, ask, start) -> None:
    known = str(uuid4())
    assert (
        evidence(ask, token, text="Notes", id=known).json()
        == evidence(ask, token, text="Notes", id=known).json()
    )
    assert evidence(ask, start()["token"], text="Notes", id=known).status_code == 422


@pytest.mark.parametrize(
    ("values", "parameter"),
    [
        ({"day": "2999-01-01", "text": "Notes"}, "day"),
        ({"day": "1066-10-14", "text": "Notes"}, "day"),
        ({"day": "soon", "text": "Notes"}, "day"),
        ({"text": "Notes", "url": "https://www.example.org"}, "text"),
        ({}, "text"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://me:secret@example.org/"}, "url"),
        ({"text": "x" * 5001}, "text"),
        ({"code": "9.9", "text": "Notes"}, "code"),
    ],
)
def test_evidence_that_can_not_be_is_told_why(token, ask, values, parameter) -> None:
    response = evidence(ask, token, **values)
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, parameter)


def test_colleagues_answer_readers_read_and_a_link_taken_back_opens_nothing(start, ask) -> None:
    started = start()
    token, reader = started["token"], secret(started["read_url"])
    made = ask("POST", f"/assessments/{token}/links", {"kind": "colleague", "label": "Sam"}).json()
    assert put(ask, made["token"], "1.1", level=1).json()["answer"]["changed_by"] == "colleague Sam"
    assert put(ask, reader, "1.1", level=1).status_code == 403
    assert ask("GET", f"/assessments/{reader}/report").status_code == 200
    for other in [made["token"], reader]:
        assert ask("DELETE", f"/assessments/{other}").status_code == 403
        assert ask("GET", f"/assessments/{other}/links").status_code == 403
        assert ask("GET", f"/assessments/{other}/everything.zip").status_code == 403
    listed = ask("GET", f"/assessments/{token}/links").json()["items"]
    assert [(one["kind"], one["label"]) for one in listed] == [
        ("owner", ""),
        ("reader", ""),
        ("colleague", "Sam"),
    ]
    assert ask("DELETE", f"/assessments/{token}/links/{made['id']}").status_code == 204
    assert ask("GET", f"/assessments/{made['token']}").status_code == 404
    owner = listed[0]["id"]
    assert ask("DELETE", f"/assessments/{token}/links/{owner}").status_code == 404


def test_a_replaced_link_opens_nothing(token, ask) -> None:
    made = ask("POST", f"/assessments/{token}/replacement").json()
    assert ask("GET", f"/assessments/{token}").status_code == 404
    assert ask("GET", f"/assessments/{made['token']}").json()["role"] == "owner"


def test_what_it_is_about_can_be_changed(token, ask) -> None:
    changed = ask(
        "PATCH", f"/assessments/{token}", {"service_name": "Sunny", "reminders_to": "me@example.org"}
    )
    values = changed.json()
    assert (values["service_name"], values["service_kind"]) == ("Sunny", "childcare")
    assert (values["reminders_to"], len(values["areas"])) == ("me@example.org", 1)
    assert ask("PATCH", f"/assessments/{token}", {"reminders_to": "x"}).status_code == 422
    assert ask("PATCH", f"/assessments/{token}", {"reminders_to": ""}).json()["reminders_to"] == ""


def test_evidence_is_of_its_day_in_the_council_zone(token, ask) -> None:
    with time_machine.travel("2026-07-01T23:30:00Z", tick=False):
        assert evidence(ask, token, text="Notes", day="2026-07-02").status_code == 201
