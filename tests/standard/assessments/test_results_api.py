"""The report, the plan, the next year, and all of it taken away: as a caller of the API meets them."""

from __future__ import annotations

import io
import json
import zipfile

import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Page

from cms.indicators import Indicator
from standard.assessments.models import RateCount
from standard.models import StandardIndexPage
from tests.factories import IndicatorFactory, PracticeExampleFactory, ToolkitFactory
from tests.standard.assessments.test_api import TODAY, put
from tests.standard.conftest import CODES


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
