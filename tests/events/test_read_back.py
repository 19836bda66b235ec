"""What the editor's form is told of its dates before anything is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.dates_panels import NOTHING_YET
from events.models import EventPage
from tests.events.dates import SPRING, WEEKLY, change, edit, on
from tests.factories import EventFactory, SchoolHolidayFactory

FIELDS = "/admin/events/read-back/"
WORDS = "/admin/events/read-words/"
NO_ROWS = {
    f"{rows}-{count}": "0"
    for rows in ("extra_dates", "skipped_days", "date_changes")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}
FORTNIGHTLY = NO_ROWS | {
    "status": "scheduled",
    "first_day": "2030-06-04",
    "start_time": "09:30",
    "duration_minutes": "90",
    "rrule-how_often": "WEEKLY",
    "rrule-interval": "2",
    "rrule-days": ["TU"],
    "repeat_until": "2030-07-14",
    "term_time_only": "on",
}


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def editor(sign_in) -> Client:
    client: Client = sign_in("FIS editors")
    return client


def row(rows: str, **values: str) -> dict[str, str]:
    """Return one new row of the form."""
    return {f"{rows}-TOTAL_FORMS": "1"} | {f"{rows}-0-{name}": value for name, value in values.items()}


def read(client: Client, fields: dict[str, Any]) -> dict[str, Any]:
    answer = client.get(FIELDS, fields)
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_new_event_is_read_back_and_nothing_is_kept(site, editor) -> None:
    SchoolHolidayFactory(first_day=on("06-15"), last_day=on("06-21"))
    answer = read(editor, FORTNIGHTLY)
    assert answer["words"] == "Every second Tuesday at 9:30am, in school terms, until 14 July 2030"
    assert [one["when"] for one in answer["dates"]] == [
        "Tuesday 4 June 2030, 9:30am to 11am",
        "Tuesday 2 July 2030, 9:30am to 11am",
    ]
    assert answer["faults"] == []
    assert not EventPage.objects.exists()


def test_ten_dates_are_read_back_and_how_many_follow(site, editor) -> None:
    answer = read(editor, FORTNIGHTLY | {"term_time_only": "", "repeat_until": "", "repeat_count": "12"})
    assert (len(answer["dates"]), answer["more"]) == (10, 2)


def test_rows_count_as_they_stand_in_the_form(site, editor) -> None:
    SchoolHolidayFactory()
    rows = row("skipped_days", day="2030-06-18") | row("extra_dates", day="2030-06-20", start_time="14:00")
    rows |= row("date_changes", day="2030-07-02", status="cancelled", note="The hall is closed.")
    assert read(editor, FORTNIGHTLY | rows)["dates"] == [
        {"when": "Tuesday 4 June 2030, 9:30am to 11am", "status_words": "", "note": ""},
        {"when": "Thursday 20 June 2030, 2pm to 3:30pm", "status_words": "", "note": ""},
        {
            "when": "Tuesday 2 July 2030, 9:30am to 11am",
            "status_words": "Cancelled",
            "note": "The hall is closed.",
        },
    ]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"first_day": ""}, "Say on which day the event is."),
        ({"duration_minutes": ""}, "Say how long the event takes."),
        ({"duration_minutes": "-90"}, "How long, in minutes: Ensure this value is greater than"),
        ({"repeat_until": "2030-05-01"}, "Until when?: The last day is before the first."),
        ({"repeat_count": "3"}, "Until when?: Give a number of times or a last day, not both."),
        ({"first_day": "31 June"}, "First day: Enter a valid date."),
        (
            {"rrule-interval": "0"},
            "Repeats: “FREQ=WEEKLY;INTERVAL=0;BYDAY=TU” can not be said in plain words.",
        ),
        (
            {"first_day": "2030-03-24", "rrule-interval": "1", "rrule-days": ["SU"], "start_time": "01:30"},
            "1:30am on Sunday 31 March 2030 does not exist: the clocks go forward then.",
        ),
        (
            {"first_day": "2030-10-27", "rrule-how_often": "", "start_time": "01:30", "repeat_until": ""},
            "1:30am on Sunday 27 October 2030 happens twice: the clocks go back then.",
        ),
        (
            row("date_changes", day="2030-06-18", status="moved", new_day="2030-07-02", note="Moved.")
            | {"term_time_only": ""},
            "There is another date on Tuesday 2 July 2030 already.",
        ),
        (row("date_changes", day="2030-06-18", status="cancelled"), "Public note: This field is required."),
        (row("skipped_days", day="2030-06-05"), "Nothing is planned on Wednesday 5 June 2030"),
        ({"date_changes-TOTAL_FORMS": "many"}, "ManagementForm data is missing or has been tampered with."),
    ],
)
def test_what_is_wrong_is_said_in_place_of_dates(site, editor, fields, fault) -> None:
    SchoolHolidayFactory(first_day=on("08-01"), last_day=on("08-31"))
    answer = read(editor, FORTNIGHTLY | fields)
    assert answer["dates"] == []
    assert answer["words"] == ""
    assert [fault for one in answer["faults"] if one.startswith(fault)] == [fault], answer["faults"]


def test_a_usual_date_that_gives_way_is_named(site, editor) -> None:
    SchoolHolidayFactory(first_day=on("08-01"), last_day=on("08-31"))
    moved = row("date_changes", day="2030-06-18", status="moved", new_day="2030-07-02", note="Moved.")
    answer = read(editor, FORTNIGHTLY | moved)
    assert [one["when"][:14] for one in answer["dates"]] == ["Tuesday 4 June", "Tuesday 2 July"]
    assert answer["warnings"] == [
        "Tuesday 2 July 2030 has a usual date, whose place the one that you add or move there takes."
    ]


def test_an_empty_form_says_what_will_stand_here(site, editor) -> None:
    assert read(editor, NO_ROWS)["words"] == NOTHING_YET


def test_holidays_that_are_not_entered_yet_are_named(site, editor) -> None:
    SchoolHolidayFactory()
    answer = read(editor, FORTNIGHTLY)
    assert answer["warnings"][0].startswith("School holidays are entered until Friday 31 May 2030.")


def test_a_draft_that_was_saved_later_than_what_is_public_counts(site, editor) -> None:
    event = EventFactory(**WEEKLY, repeat_count=2)
    event.date_changes = [change("06-11")]
    event.save_revision()
    fields = FORTNIGHTLY | row("date_changes", id="", day="2030-06-18", status="full", note="Full.")
    answer = read(
        editor, fields | {"date_changes-INITIAL_FORMS": "1", "page": event.pk, "term_time_only": ""}
    )
    assert [one["status_words"] for one in answer["dates"]] == ["", "Full", ""]


def test_what_has_begun_is_not_read_back_as_if_it_could_change(site, sign_in) -> None:
    event = EventFactory(**WEEKLY, repeat_count=3)
    with time_machine.travel(dt.datetime(2030, 6, 12, tzinfo=dt.UTC), tick=False):
        edit(event, summary="Half of it is over.")
        fields = FORTNIGHTLY | {"page": event.pk, "start_time": "10:00", "term_time_only": ""}
        assert [one["when"] for one in read(sign_in("FIS editors"), fields)["dates"]] == [
            "Tuesday 18 June 2030, 10am to 11:30am",
            "Tuesday 2 July 2030, 10am to 11:30am",
        ]


@pytest.mark.parametrize("page", ["abc", "²", "999999"])
def test_a_page_that_is_none_is_not_found(site, editor, page) -> None:
    assert editor.get(FIELDS, NO_ROWS | {"page": page}).status_code == 404


def test_nobody_reads_back_an_event_without_signing_in(site) -> None:
    for address in (FIELDS, WORDS):
        assert Client().get(address).status_code == 302


def test_words_fill_in_the_fields_and_leave_alone_what_they_do_not_say(site, editor) -> None:
    phrase = "every second Tuesday at 9:30am for 90 minutes, in school terms, until 14 July 2030"
    answer = editor.get(WORDS, {"words": phrase}).json()
    expected: dict[str, Any] = {name: value for name, value in FORTNIGHTLY.items() if name not in NO_ROWS}
    del expected["status"], expected["first_day"]
    expected |= {"duration_minutes": 90, "term_time_only": True}
    assert {name: str(answer["fields"][name]) for name in expected} == {
        name: str(value) for name, value in expected.items()
    }
    assert "first_day" not in answer["fields"]
    assert answer["fault"] == ""


def test_whole_days_and_a_yearly_day_leave_no_other_time_or_day_behind(site, editor) -> None:
    fields = editor.get(WORDS, {"words": "every year on 5 May, all day"}).json()["fields"]
    assert (fields["first_day"], fields["start_time"], fields["duration_minutes"]) == ("", "", "")


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("usually on Tuesdays", "“usually” is not certain."),
        ("most Mondays", "“most” does not say which ones."),
        ("every Tuesday, time TBC", "“TBC” leaves the date open."),
        ("fortnightly-ish on Tuesdays at 7pm", "“fortnightly-ish” is not exact."),
        ("", "Say when it is."),
    ],
)
def test_words_that_are_not_certain_fill_in_nothing(site, editor, phrase, fault) -> None:
    answer = editor.get(WORDS, {"words": phrase}).json()
    assert answer["fields"] == {}
    assert answer["fault"].startswith(fault)
