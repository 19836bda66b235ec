from __future__ import annotations

import pytest

from cms.checks.findings import Finding
from cms.checks.registry import Check, findings_of, register_check, registered_checks
from events.models import EventPage
from home.models import InformationPage
from tests.checks.finding import NOW, event, page


def test_a_name_stands_for_one_check() -> None:
    with pytest.raises(ValueError, match="named headings already"):
        register_check("headings", "Again", lambda draft: [])
    assert len({check.label for check in registered_checks()}) == len(registered_checks())


def test_a_check_is_asked_only_about_its_pages() -> None:
    check = Check("rooms", "Rooms", lambda draft: [], (EventPage,))
    assert check.applies_to(EventPage())
    assert not check.applies_to(InformationPage())


def test_one_reason_answers_the_same_words_in_one_field(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(draft):
        yield Finding("body.1", "It says “here”.", "Say where.")
        yield Finding("body.2", "It says “here”.", "Say where.")
        yield Finding("summary", "It says “here”.", "Say where.")
        yield Finding("title", "It is missing.", "Write it.", blocks=True)

    monkeypatch.setattr("cms.checks.registry._checks", {"here": Check("here", "Here", find)})
    found = findings_of(page(), NOW)
    assert [one.finding.place for one in found] == ["title", "body.1", "summary"]
    assert len({one.fingerprint for one in found}) == 3


def test_a_good_page_has_no_findings(db) -> None:
    assert findings_of(event(), NOW) == []


def test_a_check_that_fails_is_logged_and_shown(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def find(draft):
        raise KeyError("oh")

    monkeypatch.setattr("cms.checks.registry._checks", {"here": Check("here", "Here", find)})
    (one,) = findings_of(page(), NOW)
    assert (one.finding.message, one.finding.blocks) == ("The check “Here” failed.", False)
    assert "KeyError: 'oh'" in caplog.text
