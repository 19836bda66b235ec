"""Start, answer, share, report and delete an assessment as a caller of the API does."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.dates import local
from cms.indicators import Indicator
from standard.assessments.models import Assessment, Link, RateCount
from standard.models import StandardIndexPage
from tests.factories import IndicatorFactory, PracticeExampleFactory, ToolkitFactory
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


def test_the_link_is_mailed_and_the_address_not_kept(token, ask) -> None:
    assert ask("POST", f"/assessments/{token}/mail", {"to": "manager@example.org"}).status_code == 204
    assert f"/assess/{token}/" in mail.outbox[0].body
    assert b"manager@example.org" not in ask("GET", f"/assessments/{token}/everything.zip").content
    read = ask("GET", f"/assessments/{token}").json()
    assert read["reminders_to"] == ""
    assert ask("POST", f"/assessments/{token}/mail", {"to": "nobody"}).status_code == 422


def test_what_it_is_about_can_be_changed(token, ask) -> None:
    changed = ask(
        "PATCH", f"/assessments/{token}", {"service_name": "Sunny", "reminders_to": "me@example.org"}
    )
    values = changed.json()
    assert (values["service_name"], values["service_kind"]) == ("Sunny", "childcare")
    assert (values["reminders_to"], len(values["areas"])) == ("me@example.org", 1)
    assert ask("PATCH", f"/assessments/{token}", {"reminders_to": "x"}).status_code == 422
    assert ask("PATCH", f"/assessments/{token}", {"reminders_to": ""}).json()["reminders_to"] == ""


def test_a_plan_and_its_days(token, ask) -> None:
    step = {"what": "Write the page", "code": "1.1", "owner_role": "Manager", "due_on": "2027-01-15"}
    added = ask("POST", f"/assessments/{token}/plan", step | {"parents_part": "Three read it"}).json()
    ask("POST", f"/assessments/{token}/plan", {"what": "No day yet"})
    calendar = ask("GET", f"/assessments/{token}/plan.ics")
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20270115" in calendar.content
    assert calendar.content.count(b"BEGIN:VEVENT") == 1
    done = ask("PUT", f"/assessments/{token}/plan/{added['id']}", step | {"status": "done"}).json()
    assert (done["status"], done["parents_part"]) == ("done", "")
    assert [one["what"] for one in ask("GET", f"/assessments/{token}/plan").json()["items"]] == [
        "Write the page",
        "No day yet",
    ]
    assert b"BEGIN:VEVENT" not in ask("GET", f"/assessments/{token}/plan.ics").content
    assert ask("DELETE", f"/assessments/{token}/plan/{added['id']}").status_code == 204
    assert ask("PUT", f"/assessments/{token}/plan/{added['id']}", step).status_code == 404
    for wrong in [{"what": ""}, {"what": "x", "due_on": "1066-01-01"}, {"what": "x", "code": "9.9"}]:
        assert ask("POST", f"/assessments/{token}/plan", wrong).status_code == 422


def test_the_report_suggests_who_does_it_well(token, ask, refresh) -> None:
    indicator = Indicator.objects.get(code="1.1")
    example = PracticeExampleFactory(title="How we wrote it", indicators=[indicator])
    ToolkitFactory(title="A draft of one", live=False, indicators=[indicator])
    put(ask, token, "1.1", level=0)
    put(ask, token, "1.2", level=1)
    put(ask, token, "1.3", not_applicable_reason="We have no plan.")
    report = ask("GET", f"/assessments/{token}/report").json()
    part = report["dimensions"][0]
    assert (part["level"], [one["why"] for one in part["held_back_by"]]) == (0, ["1.1 is at 0."])
    assert part["parents"] == {"responses": 0, "needed": 5, "levels": [], "gaps": []}
    assert [one["code"] for one in report["quick_wins"]] == ["1.1", "1.2"]
    assert report["quick_wins"][0]["suggestions"] == [str(example.content_id)]
    assert [card["title"] for card in report["suggestions"]] == ["How we wrote it"]
    assert report["previous"] is None
    table = ask("GET", f"/assessments/{token}/report.csv").content.decode("utf-8-sig")
    assert table.splitlines()[1].split(",")[:7] == ["1", "Commitment", "0", "1.1", "Statement 1.1", "0", "0"]
    file = ask("GET", f"/assessments/{token}/report.json")
    assert file.json() == report
    assert file.headers["Content-Disposition"] == 'attachment; filename="report.json"'


def test_again_after_a_year(token, ask) -> None:
    with time_machine.travel("2026-11-28T10:00:00Z", tick=False):
        for code in CODES:
            put(ask, token, code, level=2)
            ask(
                "POST", f"/assessments/{token}/evidence", {"code": code, "day": "2026-06-01", "text": "Notes"}
            )
        for step in [{"what": "Open"}, {"what": "Done", "status": "done"}]:
            ask("POST", f"/assessments/{token}/plan", step)
    with time_machine.travel("2027-12-10T10:00:00Z", tick=False):
        assert ask("GET", f"/assessments/{token}").json()["state"] == "due"
        started = ask("POST", f"/assessments/{token}/again").json()
        new = started["token"]
        assert ask("POST", f"/assessments/{token}/again").status_code == 409
        read = ask("GET", f"/assessments/{new}").json()
        statement = read["dimensions"][0]["statements"][0]
        assert (statement["answer"], statement["last_time"]["level"]) == (None, 2)
        assert [one["is_old"] for one in statement["evidence"]] == [True]
        assert (read["state"], read["progress"]["answered"]) == ("in_progress", 0)
        for code in CODES:
            put(ask, new, code, level=2)
        report = ask("GET", f"/assessments/{new}/report").json()
        assert report["previous"]["changes"][0] == {"code": "1", "before": 2, "now": 1}
        assert [one["what"] for one in ask("GET", f"/assessments/{new}/plan").json()["items"]] == ["Open"]


def test_a_new_version_of_the_standard_scores_no_old_assessment(token, ask) -> None:
    put(ask, token, "2.1", level=1)
    IndicatorFactory(version="2.0", code="2.1")
    IndicatorFactory(version="2.0", code="2.2")
    StandardIndexPage.objects.update(status="superseded")
    read = ask("GET", f"/assessments/{token}").json()
    assert (read["standard"], read["dimensions"][1]["level"]) == ("1.0", 1)
    assert put(ask, token, "2.1", level=0).status_code == 200


def test_the_owner_takes_all_and_deletes_all(token, ask, client: Client) -> None:
    put(ask, token, "1.1", level=2, note="Only for us")
    put(ask, token, "1.1", level=1)
    file = SimpleUploadedFile("minutes.txt", b"Minutes of the meeting")
    upload = {"code": "1.1", "day": TODAY, "file": file}
    assert client.post(f"/api/v1/assessments/{token}/evidence", upload).status_code == 201
    ask("POST", f"/assessments/{token}/parent-links", {})
    packed = zipfile.ZipFile(io.BytesIO(ask("GET", f"/assessments/{token}/everything.zip").content))
    values = json.loads(packed.read("assessment.json"))
    assert (values["service_name"], values["answers"][0]["note"]) == ("Sunny Nursery", "Only for us")
    assert values["earlier_answers"][0]["level"] == 2
    assert packed.read(packed.namelist()[1]) == b"Minutes of the meeting"
    assert ask("DELETE", f"/assessments/{token}").status_code == 204
    assert ask("GET", f"/assessments/{token}").status_code == 404
    kept = [model for model in apps.get_app_config("standard").get_models() if not issubclass(model, Page)]
    left = {model.__name__: model._default_manager.count() for model in kept if model is not RateCount}
    assert set(left.values()) == {0}, left


def test_evidence_is_of_its_day_in_the_council_zone(token, ask) -> None:
    with time_machine.travel("2026-07-01T23:30:00Z", tick=False):
        assert evidence(ask, token, text="Notes", day="2026-07-02").status_code == 201
