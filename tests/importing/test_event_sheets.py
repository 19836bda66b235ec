"""Events of CSV files: what is read, what words say, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from events.models import EventPage
from tests.factories import ThemeFactory
from tests.importing.bringing import LONDON, bring, draft_of, sheet, table

OPTIONS: dict[str, Any] = {"source": "Library", **LONDON}
FIRST = {"id": "7", "title": "A walk", "first_day": "2027-03-02"}


@pytest.mark.parametrize("name", ["events", "consultations", "practice-examples"])
def test_a_template_can_be_imported_as_it_is(parents, tmp_path, name) -> None:
    file = tmp_path / "template.csv"
    file.write_text(bring(template=name).told)
    report = bring(file, **OPTIONS)
    assert (report.refused, report.code) == ("", 0)
    assert "1 new" in report.told


def test_words_say_how_it_repeats(parents, tmp_path) -> None:
    words = "every second Tuesday at 9:30am for 90 minutes until 13 July 2027, not in school holidays"
    bring(sheet(tmp_path, **FIRST, repeats_in_words=words), **OPTIONS)
    event = draft_of("7")
    assert (event.rrule, event.repeat_until) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", dt.date(2027, 7, 13))
    assert (event.start_time, event.duration_minutes, event.term_time_only) == (dt.time(9, 30), 90, True)


def test_extra_days_and_days_left_out_are_kept(parents, tmp_path) -> None:
    cells = {
        "rule": "FREQ=WEEKLY",
        "times": "4",
        "extra_days": "2027-05-01; 1 June 2027",
        "days_left_out": "9/3/2027",
    }
    bring(sheet(tmp_path, **FIRST, **cells), **OPTIONS)
    event = draft_of("7")
    assert [one.day for one in event.extra_dates.all()] == [dt.date(2027, 5, 1), dt.date(2027, 6, 1)]
    assert [one.day for one in event.skipped_days.all()] == [dt.date(2027, 3, 9)]


def test_headings_of_their_own_are_mapped(parents, tmp_path) -> None:
    file = table(
        tmp_path, ["Ref", "Name", "Date", "Private notes"], ["7", "A walk", "02/03/2027", "ring Robin"]
    )
    mapping = tmp_path / "mapping.txt"
    mapping.write_text("Ref=id\nName=title\nDate=first day\nPrivate notes=-\n")
    report = bring(file, mapping=mapping, **OPTIONS)
    assert report.code == 0
    assert draft_of("7").first_day == dt.date(2027, 3, 2)
    mapping.write_text("Nmae=title\n")
    assert (
        "“Nmae”, which is no heading of the file. Did you mean “name”?"
        in bring(file, mapping=mapping, kind="events", **OPTIONS).refused
    )


def test_text_with_tags_is_cleaned(parents, tmp_path) -> None:
    bring(sheet(tmp_path, **FIRST, description="<p onclick=x>Hello<script>x</script></p>"), **OPTIONS)
    assert draft_of("7").description == "<p>Hello</p>"


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "no year": ({"first_day": "2 March"}, "first day: “2 March” has no year of four digits"),
    "short year": ({"first_day": "02/03/27"}, "has no year of four digits"),
    "month first": ({"first_day": "03/22/2027"}, "Days are read as day/month/year."),
    "wrong weekday": ({"first_day": "Monday 2 March 2027"}, "is a Tuesday"),
    "serial day": ({"first_day": "46448"}, "is a day as a spreadsheet counts it"),
    "octal": ({"start_time": "0930"}, "start time: “0930” is a number and not a certain time"),
    "lost zero": ({"start_time": "930"}, "“930” is a number and not a certain time"),
    "serial time": ({"start_time": "0.395833"}, "is a time as a spreadsheet counts it"),
    "half the day": ({"start_time": "7:30"}, "“7:30” may be morning or evening"),
    "after the day": ({"start_time": "24:00"}, "The last minute of a day is 23:59."),
    "no such time": (
        {"first_day": "2027-03-28", "start_time": "01:30"},
        "does not exist: the clocks go forward",
    ),
    "end first": ({"start_time": "11:00", "end_time": "10:00"}, "It ends before it starts."),
    "end alone": ({"end_time": "10:00"}, "says when it ends, and not when it starts"),
    "usually": ({"repeats_in_words": "usually every Tuesday"}, "“usually” is not certain"),
    "two ends": (
        {"repeats_in_words": "every Tuesday until 1 June 2027", "until": "2027-06-08"},
        "until: the cells say",
    ),
    "fast rule": ({"rule": "FREQ=SECONDLY"}, "FREQ must be DAILY"),
    "end of nothing": ({"until": "2027-06-08"}, "not how it repeats"),
    "not its day": ({"rule": "FREQ=WEEKLY;BYDAY=WE", "times": "3"}, "is not one of the dates of its rule"),
    "odd day out": (
        {"rule": "FREQ=WEEKLY", "times": "3", "days_left_out": "2027-03-10"},
        "is no date of its rule",
    ),
    "unknown theme": (
        {"themes": "shortbreaks"},
        "is not in the list of themes. Did you mean “short-breaks”?",
    ),
    "unknown status": ({"status": "canceled"}, "Did you mean “cancelled”?"),
    "formula": ({"summary": "=HYPERLINK(1)"}, "summary: “=HYPERLINK(1)” begins like a formula"),
    "hidden formula": ({"summary": "-2+3+cmd|' /C calc'!A0"}, "begins like a formula"),
    "bad link": ({"booking_address": "javascript:alert(1)"}, "is not a web address"),
    "too long": ({"town": "x" * 100}, "at most 80 characters (it has 100)"),
    "no number": ({"minutes": "090"}, "minutes: “090” is not a whole number"),
    "no id": ({"id": ""}, "id: It is empty."),
    "no title": ({"title": " "}, "title: It is empty."),
    "long title": ({"title": "x" * 201}, "must have 1 to 200 characters"),
}


@pytest.mark.parametrize(("cells", "reason"), list(REFUSED.values()), ids=list(REFUSED))
def test_what_is_not_certain_is_refused(parents, tmp_path, cells, reason) -> None:
    ThemeFactory(name="Short breaks")
    report = bring(sheet(tmp_path, **FIRST | cells), **OPTIONS)
    assert report.code == 1
    assert "list.csv, line 2: refused" in report.refused
    assert reason in report.refused
    assert not EventPage.objects.exists()


def test_times_need_a_zone_and_whole_days_do_not(parents, tmp_path) -> None:
    assert bring(sheet(tmp_path, **FIRST), source="Library").code == 0
    timed = bring(sheet(tmp_path, **FIRST, start_time="19:00"), source="Library")
    assert "Its times are in no time zone." in timed.refused


def test_a_row_of_another_length_is_refused_with_its_line(parents, tmp_path) -> None:
    file = table(
        tmp_path, ["id", "title", "first day"], ["1", "A walk\nfor all", "2027-03-02"], ["2", "A talk"]
    )
    report = bring(file, **OPTIONS)
    assert "line 4: refused. It has 2 cells, and the headings are 3." in report.refused
    assert "1 new" in report.told
