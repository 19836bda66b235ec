"""ical.js as the tests use it: from a locked install, with changed dates, and missed aloud."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from tests.calendar_clients import ical_js

MOVED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:weekly
SEQUENCE:2
SUMMARY:Drop-in
DTSTAMP:20260101T000000Z
DTSTART:20260407T083000Z
DTEND:20260407T093000Z
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:weekly
SEQUENCE:3
SUMMARY:Cancelled: Drop-in
STATUS:CANCELLED
DTSTAMP:20260101T000000Z
RECURRENCE-ID:20260414T083000Z
DTSTART:20260414T083000Z
DTEND:20260414T093000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_changed_date_takes_the_place_of_the_usual_one() -> None:
    found = ical_js.occurrences(MOVED.replace("\n", "\r\n"), "2027-01-01")
    assert [(one["starts"], one["status"], one["sequence"], one["summary"]) for one in found] == [
        ("2026-04-07T08:30:00Z", None, 2, "Drop-in"),
        ("2026-04-14T08:30:00Z", "CANCELLED", 3, "Cancelled: Drop-in"),
        ("2026-04-21T08:30:00Z", None, 2, "Drop-in"),
    ]


def test_what_is_no_calendar_is_an_error_and_not_an_empty_one() -> None:
    with pytest.raises(AssertionError, match="did not end"):
        ical_js.occurrences("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "2027-01-01")


def test_without_node_the_test_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="node is not installed: apt-get install nodejs npm"):
        ical_js.occurrences(MOVED, "2027-01-01")


def test_the_lock_file_names_no_other_host_and_one_package_with_its_hash() -> None:
    lock = json.loads((ical_js.HERE / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert list(packages) == ["node_modules/ical.js"]
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert urlsplit(package.get("resolved", "")).hostname in {None, "registry.npmjs.org"}
