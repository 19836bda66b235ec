"""Events of iCalendar files: what is read, and what is refused with which reason."""

from __future__ import annotations

import datetime as dt

import pytest

from events.models import EventPage
from tests.factories import AreaFactory, AudienceFactory, ThemeFactory
from tests.importing.bringing import FIXTURES, LONDON, bring, calendar, draft_of

START = "DTSTART;TZID=Europe/London:20270302T093000"
END = "DTEND;TZID=Europe/London:20270302T110000"


def test_a_regular_event_is_read_whole(parents) -> None:
    ThemeFactory(name="Short breaks")
    AudienceFactory(name="Under fives")
    AreaFactory(name="Melton", places="Melbrook\nAsfordby")
    report = bring(FIXTURES / "calendar.ics")
    assert (report.code, report.refused) == (0, "")
    event = draft_of("coffee@library.example")
    assert (event.first_day, event.start_time, event.duration_minutes) == (
        dt.date(2027, 3, 2),
        dt.time(9, 30),
        90,
    )
    assert (event.rrule, event.repeat_until) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", dt.date(2027, 7, 13))
    assert [(one.day, one.start_time) for one in event.extra_dates.all()] == [
        (dt.date(2027, 7, 21), dt.time(14))
    ]
    assert [one.day for one in event.skipped_days.all()] == [dt.date(2027, 3, 30)]
    moved, cancelled = event.date_changes.all()
    assert (moved.day, moved.status, moved.new_day) == (dt.date(2027, 4, 27), "moved", dt.date(2027, 4, 28))
    assert (moved.new_start_time, moved.new_duration_minutes) == (dt.time(10), None)
    assert moved.note == "The hall is being painted. We meet a day later."
    assert (cancelled.day, cancelled.status) == (dt.date(2027, 5, 11), "cancelled")
    assert (event.venue_name, event.venue_address_line) == ("Central Library", "4 High Street")
    assert (event.venue_town, event.venue_postcode) == ("Melbrook", "LE13 1AA")
    assert [theme.slug for theme in event.themes.all()] == ["short-breaks"]
    assert [audience.slug for audience in event.audiences.all()] == ["under-fives"]
    assert "stay for the whole time.</p>" in event.description
    assert "Pushchairs are welcome" in event.description
    assert 'href="https://library.example/coffee"' in event.description
    assert not event.live


def test_nothing_of_the_organizer_or_an_alarm_is_kept(parents) -> None:
    bring(FIXTURES / "calendar.ics")
    text = str(draft_of("coffee@library.example").serializable_data())
    assert "robin" not in text.lower()
    assert "Not for the public" not in text


def test_whole_days_and_utc_are_read(parents) -> None:
    bring(FIXTURES / "calendar.ics")
    days = draft_of("open-day@library.example")
    assert (days.start_time, days.duration_minutes) == (None, 2880)
    evening = draft_of("evening@library.example")
    assert (evening.start_time, evening.duration_minutes, evening.status) == (
        dt.time(18, 30),
        90,
        "cancelled",
    )
    assert (evening.attendance, evening.online_url) == ("online", "https://meet.example/abc")
    assert not evening.online_url_is_public


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20270316", dt.date(2027, 3, 16)),
        ("20270316T093000", dt.date(2027, 3, 16)),
        ("20270316T092959", dt.date(2027, 3, 15)),
        ("20270316T093000Z", dt.date(2027, 3, 16)),
        ("20270615T083000Z", dt.date(2027, 6, 15)),
        ("20270615T082959Z", dt.date(2027, 6, 14)),
    ],
)
def test_until_is_read_in_its_three_forms(parents, tmp_path, until, last) -> None:
    bring(calendar(tmp_path, START, END, f"RRULE:FREQ=WEEKLY;UNTIL={until}"))
    assert draft_of("one@example").repeat_until == last


@pytest.mark.parametrize(
    ("rule", "kept", "count"),
    [
        ("FREQ=WEEKLY;INTERVAL=1;COUNT=4;WKST=SU", "FREQ=WEEKLY", 4),
        ("freq=weekly;byday=tu;count=2", "FREQ=WEEKLY;BYDAY=TU", 2),
        ("FREQ=WEEKLY;BYDAY=TH,TU;COUNT=2", "FREQ=WEEKLY;BYDAY=TU,TH", 2),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", "FREQ=MONTHLY;BYDAY=1TU", 3),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2;COUNT=2", "FREQ=YEARLY", 2),
    ],
)
def test_rules_lose_what_goes_without_saying(parents, tmp_path, rule, kept, count) -> None:
    bring(calendar(tmp_path, START, END, f"RRULE:{rule}"))
    event = draft_of("one@example")
    assert (event.rrule, event.repeat_count) == (kept, count)


REFUSED = {
    "end before start": ([START, "DTEND;TZID=Europe/London:20270302T080000"], "It ends before it starts."),
    "unknown zone": (["DTSTART;TZID=Europe/Lundon:20270302T093000"], "time zone “Europe/Lundon” is unknown"),
    "floating": (["DTSTART:20270302T093000"], "“20270302T093000” is in no time zone"),
    "utc and zone": (["DTSTART;TZID=Europe/London:20270302T093000Z"], "in UTC and in “Europe/London”"),
    "no such time": (["DTSTART;TZID=Europe/London:20270328T013000"], "does not exist: the clocks go forward"),
    "twice": (["DTSTART;TZID=Europe/London:20271031T013000"], "happens twice: the clocks go back"),
    "twice, told in UTC": (["DTSTART:20271031T003000Z"], "happens twice"),
    "no such day": (["DTSTART;VALUE=DATE:20270229"], "“20270229” does not exist"),
    "no date": (["DTSTART:Tuesdays, usually"], "“Tuesdays” is no date such as"),
    "short time": (["DTSTART;TZID=Europe/London:20270302T930"], "is no date such as"),
    "far year": (["DTSTART;VALUE=DATE:00210302"], "must lie between 1990 and 2100"),
    "no start": ([], "It has no DTSTART."),
    "two starts": ([START, START], "DTSTART stands twice."),
    "two ends": ([START, END, "DURATION:PT1H"], "both DTEND and DURATION"),
    "odd length": ([START, "DURATION:PT90S"], "not in whole minutes"),
    "endless length": ([START, "DURATION:P3000000D"], "which is more than a year"),
    "bad length": ([START, "DURATION:an hour"], "is no length such as PT90M"),
    "day and time": ([START, "DTEND;VALUE=DATE:20270303"], "one of DTSTART and DTEND is a day"),
    "tentative": ([START, END, "STATUS:TENTATIVE"], "its date is not certain"),
    "private": ([START, END, "CLASS:PRIVATE"], "It is marked PRIVATE."),
    "every second": ([START, END, "RRULE:FREQ=SECONDLY"], "FREQ must be DAILY"),
    "no interval": ([START, END, "RRULE:FREQ=WEEKLY;INTERVAL=0;COUNT=2"], "can not be said in plain words"),
    "two bounds": ([START, END, "RRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20270601"], "both COUNT and UNTIL"),
    "count of none": ([START, END, "RRULE:FREQ=WEEKLY;COUNT=0"], "is not a number of times"),
    "too many": ([START, END, "RRULE:FREQ=DAILY;COUNT=5000"], "more than 1000 dates"),
    "until before": ([START, END, "RRULE:FREQ=WEEKLY;UNTIL=20270101"], "lies before its first day"),
    "not in the rule": (
        [START, END, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3"],
        "is not one of the dates of its rule",
    ),
    "no rule": ([START, END, "RRULE:every Tuesday"], "is no rule such as"),
    "through the gap": (
        ["DTSTART;TZID=Europe/London:20270314T013000", "RRULE:FREQ=WEEKLY;COUNT=4"],
        "1:30am on Sunday 28 March 2027 does not exist",
    ),
    "utc over a clock change": (
        ["DTSTART:20270302T093000Z", "RRULE:FREQ=WEEKLY;COUNT=9"],
        "not London's all the time",
    ),
    "utc without end": (["DTSTART:20270302T093000Z", "RRULE:FREQ=WEEKLY"], "not London's all the time"),
    "periods": ([START, END, "RDATE;VALUE=PERIOD:20270303T093000Z/PT1H"], "gives periods"),
    "left out at another time": (
        [START, END, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/London:20270309T140000"],
        "leaves out 14:00",
    ),
    "long title": ([START, END, f"COMMENT:x\r\nLOCATION:{'x' * 200}"], "at most 150 characters (it has 200)"),
    "no property": ([START, END, "NONSENSE"], "“NONSENSE” is no line of an iCalendar file"),
}


@pytest.mark.parametrize(("lines", "reason"), list(REFUSED.values()), ids=list(REFUSED))
def test_what_is_not_certain_is_refused(parents, tmp_path, lines, reason) -> None:
    report = bring(calendar(tmp_path, *lines))
    assert report.code == 1
    assert reason.lower() in report.refused.lower()
    assert "one.ics, line 4" in report.refused
    assert not EventPage.objects.exists()


def test_a_floating_time_needs_a_declared_zone(parents, tmp_path) -> None:
    file = calendar(tmp_path, "DTSTART:20270302T093000", around=("X-WR-TIMEZONE:Europe/London",))
    assert "The calendar names Europe/London." in bring(file).refused
    assert bring(file, **LONDON).code == 0
    assert draft_of("one@example").start_time == dt.time(9, 30)


def test_a_time_of_another_zone_is_kept_in_london_s(parents, tmp_path) -> None:
    bring(calendar(tmp_path, "DTSTART;TZID=Romance Standard Time:20270302T093000", "DURATION:PT1H"))
    assert draft_of("one@example").start_time == dt.time(8, 30)


def test_a_zone_that_the_file_describes_wrongly_is_refused(parents, tmp_path) -> None:
    zone: tuple[str, ...] = (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0000",
    )
    zone += ("DTSTART:19700101T000000", "END:STANDARD", "END:VTIMEZONE")
    summer = calendar(tmp_path, "DTSTART;TZID=Europe/London:20270602T093000", around=zone)
    assert "has Europe/London at +0000, but the clocks there stand at +0100" in bring(summer).refused
    winter = calendar(tmp_path, START, around=zone)
    assert bring(winter).code == 0


def test_a_rule_without_end_is_taken_and_never_published_unseen(parents, tmp_path) -> None:
    report = bring(calendar(tmp_path, START, END, "DESCRIPTION:Walk", "RRULE:FREQ=WEEKLY"), publish=True)
    assert "Kept as a draft: It repeats without an end: check that it still takes place." in report.told
    assert not draft_of("one@example").live


def test_a_text_with_an_address_to_write_to_is_not_published_unseen(parents, tmp_path) -> None:
    report = bring(calendar(tmp_path, START, END, "DESCRIPTION:Ask robin@library.example"), publish=True)
    assert "Kept as a draft: The text holds a phone number, an e-mail address" in report.told


def test_a_category_that_is_nearly_known_is_named(parents, tmp_path) -> None:
    ThemeFactory(name="Short breaks")
    report = bring(calendar(tmp_path, START, END, "CATEGORIES:Shortbreaks"))
    assert (
        "“Shortbreaks” is in no list here and is left out. Did you mean “short breaks”?"
        in report.told.replace("short-breaks", "short breaks")
    )


def test_a_changed_date_without_its_event_and_a_task_are_refused(parents, tmp_path) -> None:
    report = bring(
        calendar(
            tmp_path,
            START,
            "RECURRENCE-ID;TZID=Europe/London:20270302T093000",
            around=("BEGIN:VTODO", "UID:t", "END:VTODO"),
        )
    )
    assert "It changes one date of an event that is not in the file." in report.refused
    assert "It is a VTODO and not an event." in report.refused


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "ends in the middle of VEVENT"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "Line 3 ends “VCALENDAR”"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nSUMMARY:late\n", "Line 3 stands outside of a calendar"),
    ],
    ids=["cut off", "crossed", "outside"],
)
def test_a_broken_calendar_is_refused_before_anything_is_written(parents, tmp_path, text, reason) -> None:
    file = tmp_path / "broken.ics"
    file.write_text(text)
    report = bring(file)
    assert report.code == 1
    assert reason in report.refused
    assert "Nothing of it was imported." in report.refused
