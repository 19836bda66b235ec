"""Consultations and case studies of CSV and of GOV.UK's JSON."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from events.models import ConsultationPage
from tests.factories import InvolvementLevelFactory, OrganisationFactory
from tests.importing.bringing import FIXTURES, LONDON, bring, draft_of, sheet

OPTIONS: dict[str, Any] = {"source": "Old website", **LONDON}
FIRST = {"id": "c1", "title": "Crossings", "opens": "2025-05-06 09:00", "closes": "2025-06-30 23:59"}
OUTCOME = FIXTURES / "consultation_outcome.json"


def changed(path: Any, **details: Any) -> Any:
    """Write the outcome with other details, and other facts of the item under `item`."""
    item = json.loads(OUTCOME.read_text())
    item |= details.pop("item", {})
    item["details"] |= details
    file = path / "item.json"
    file.write_text(json.dumps(item))
    return file


def test_a_past_one_comes_with_its_outcome(parents, tmp_path) -> None:
    InvolvementLevelFactory(name="Asked")
    cells = {
        "you_said": "Slow the cars\nMove the bus stop",
        "we_did": "done: A crossing at the school\nnot possible: Another bus stop | why: No room",
        "feedback_published_on": "30/9/2025",
        "we_asked": "Where?",
        "level_of_involvement": "asked",
        "first_published": "2025-05-01T12:00:00+01:00",
    }
    assert bring(sheet(tmp_path, **FIRST, **cells), **OPTIONS).code == 0
    page = draft_of("c1")
    [window] = page.windows.all()
    assert window.opens_at == dt.datetime(2025, 5, 6, 8, tzinfo=dt.UTC)
    assert window.ends_at == dt.datetime(2025, 6, 30, 23, tzinfo=dt.UTC)
    assert [child.value for child in page.you_said] == ["Slow the cars", "Move the bus stop"]
    assert [child.value["status"] for child in page.we_did] == ["done", "not_possible"]
    assert page.we_did[1].value["why"] == "No room"
    assert page.involvement_level.slug == "asked"
    assert page.first_published_at == dt.datetime(2025, 5, 1, 11, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"closes": "2025-05-01 09:00"}, "It closes at 9am on Thursday 1 May 2025, before it opens"),
        ({"closes": "30 June 2025"}, "is not a day with a time"),
        ({"closes": "30 June 11:59 pm"}, "has no year of four digits"),
        ({"opens": "2025-05-06T09:00:00+02:00"}, "in Europe/London the clocks stand at +0100 then"),
        ({"closes": "2025-10-26 01:30"}, "happens twice"),
        ({"closes": "2025-07-01 00:00"}, "Midnight leaves open which day is meant"),
        ({"we_did": "We moved it"}, "does not say what became of it"),
        ({"we_did": "not possible: Another bus stop"}, "We did: "),
        ({"e-mail": "someone"}, "is not an e-mail address"),
    ],
)
def test_what_is_not_certain_is_refused(parents, tmp_path, cells, reason) -> None:
    report = bring(sheet(tmp_path, **FIRST | cells), **OPTIONS)
    assert report.code == 1
    assert reason in report.refused
    assert not ConsultationPage.objects.exists()


def test_gov_uk_s_outcome_is_read(parents) -> None:
    OrganisationFactory(name="Parks team")
    report = bring(OUTCOME)
    assert report.code == 0
    page = draft_of("0b9a4f0e-6a52-4d8f-9d35-7c2f1a5be001")
    [window] = page.windows.all()
    assert window.opens_at == dt.datetime(2025, 4, 22, 11, tzinfo=dt.UTC)
    assert window.closes_at == dt.datetime(2025, 6, 17, 22, 45, tzinfo=dt.UTC)
    assert page.first_published_at == dt.datetime(2025, 4, 20, 10, 44, 19, tzinfo=dt.UTC)
    assert [child.value for child in page.you_said] == [
        "Most people wanted swings:",
        "near the homes",
        "in the shade",
    ]
    assert (page.we_asked, page.feedback_published_on) == (
        "Should every new estate have somewhere to play?",
        dt.date(2025, 11, 3),
    )
    assert not page.we_did
    assert "<h2>What was decided</h2><p>Every estate of 20 homes" in page.description
    assert (page.online_url, page.response_email) == ("https://answers.example/play", "play@answers.example")
    assert page.response_post == "Play spaces, 1 Long Lane, Melbrook, LE13 1AA"
    assert [one.slug for one in page.organisations.all()] == ["parks-team"]
    assert "The organisation “Ministry of Swings” is not known here" in report.told


def test_its_text_is_cleaned_and_what_is_dropped_is_told(parents) -> None:
    report = bring(OUTCOME)
    html = draft_of("0b9a4f0e-6a52-4d8f-9d35-7c2f1a5be001").description
    assert "<h2>Why we asked</h2>" in html
    assert "<strong>without</strong>" in html
    assert '<a href="https://www.gov.uk/guidance/play">' in html
    assert '<a href="https://files.example/plan.pdf">The plan</a>' in html
    assert not any(word in html for word in ("javascript", "alert", "<table", "<img", "div"))
    assert "Dropped from the text: a link that leads nowhere, table, script, img." in report.told


def test_an_outcome_is_not_published_before_somebody_says_what_was_done(parents) -> None:
    report = bring(OUTCOME, publish=True)
    assert "Kept as a draft: The outcome says what was decided and not what was done" in report.told


def test_offsets_that_disagree_are_refused_and_utc_is_told(parents) -> None:
    report = bring(FIXTURES / "call_for_evidence.json")
    assert "closing_date is told in UTC; in London that is 23:59." in report.told
    assert "says +01:00, but in Europe/London the clocks stand at +0000 then." in report.refused
    html = draft_of("0b9a4f0e-6a52-4d8f-9d35-7c2f1a5be002").description
    assert '<a href="https://www.gov.uk/uploads/map.pdf">Map of routes</a>' in html


def test_a_withdrawn_one_comes_with_its_notice(parents, tmp_path) -> None:
    notice = {"explanation": "<p>A newer one asks the same.</p>", "withdrawn_at": "2025-05-12T09:52:00Z"}
    bring(changed(tmp_path, item={"withdrawn_notice": notice}))
    page = draft_of("0b9a4f0e-6a52-4d8f-9d35-7c2f1a5be001")
    assert page.withdrawn_at == dt.datetime(2025, 5, 12, 9, 52, tzinfo=dt.UTC)
    assert [(one.on, one.text) for one in page.notices.all()] == [
        (dt.date(2025, 5, 12), "A newer one asks the same.")
    ]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"closing_date": None}, "It has no closing_date."),
        ({"opening_date": "2025-06-18T00:00:00+01:00"}, "It closes at 11:45pm"),
        ({"opening_date": 20250422}, "opening_date is no text"),
        ({"body": 7}, "body is no text"),
        ({"body": [{"content_type": "text/govspeak", "content": "x"}]}, "body has no HTML"),
        ({"item": {"locale": "cy"}}, "It is in the language “cy”"),
        ({"item": {"title": ""}}, "It has no title."),
        ({"item": {"content_id": None}}, "It has no content_id."),
    ],
)
def test_items_that_lack_something_are_refused(parents, tmp_path, facts, reason) -> None:
    report = bring(changed(tmp_path, **facts))
    assert report.code == 1
    assert reason in report.refused


def test_a_case_study_is_told_in_our_parts(parents) -> None:
    report = bring(FIXTURES / "case_study.json")
    page = draft_of("0b9a4f0e-6a52-4d8f-9d35-7c2f1a5be004")
    assert page.problem == "<p>Nobody came in the evening.</p>"
    assert page.what_we_did == "<p>We stood at the gate.</p><h2>Who paid</h2><p>Nobody.</p>"
    assert page.what_changed == "<p>Meetings start at nine.</p>"
    assert page.year is None
    assert "Nothing says: what families said, what we learned." in report.told
    assert "Its picture is not brought" in report.told


def test_dates_that_families_have_read_are_not_rewritten(parents, tmp_path) -> None:
    cells = {"description": "Where?", "promised_feedback_on": "2025-09-30"}
    assert "new, published" in bring(sheet(tmp_path, **FIRST, **cells), publish=True, **OPTIONS).told
    later = FIRST | cells | {"closes": "2025-07-31 23:59"}
    report = bring(sheet(tmp_path, **later), publish=True, **OPTIONS)
    assert "Kept as a draft: “Crossings” was not published. Windows: The window" in report.told
    [window] = ConsultationPage.objects.get().windows.all()
    assert window.closes_at == dt.datetime(2025, 6, 30, 22, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["title", "content_id"])
@pytest.mark.parametrize("text", ["\ud800", "a\0b"], ids=["half a character", "zero"])
def test_what_is_no_text_is_refused(parents, tmp_path, name, text) -> None:
    report = bring(changed(tmp_path, item={name: text}))
    assert report.code == 1
    assert "Nothing of it was imported." in report.refused
