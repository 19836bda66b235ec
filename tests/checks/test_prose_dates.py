from __future__ import annotations

import datetime as dt

import pytest

from cms.checks.draft import Passage
from cms.checks.prose_dates.checking import in_passage
from cms.checks.prose_dates.reading import read_dates
from cms.checks.prose_dates.stated import StatedDays, stated_days
from cms.checks.registry import findings_of
from events.models import ConsultationPage, ConsultationWindow, EventPage
from tests.checks import date_texts
from tests.checks.finding import NOW, event, found, story

TEXTS = {
    "event": (date_texts.EVENT_WRONG, date_texts.EVENT_RIGHT),
    "consultation": (date_texts.CONSULTATION_WRONG, date_texts.CONSULTATION_RIGHT),
    "story": (date_texts.STORY_WRONG, date_texts.STORY_RIGHT),
}


def weekly() -> EventPage:
    return event(
        rrule="FREQ=WEEKLY;BYDAY=TU",
        repeat_count=3,
        booking_deadline=dt.date(2030, 5, 28),
        booking_required=True,
    )


def consultation() -> ConsultationPage:
    return ConsultationPage(
        title="Buses",
        windows=[
            ConsultationWindow(
                opens_at=dt.datetime(2030, 4, 30, 23, tzinfo=dt.UTC),
                closes_at=dt.datetime(2030, 6, 14, 22, 59, tzinfo=dt.UTC),
            )
        ],
        promised_feedback_on=dt.date(2030, 7, 12),
        decision_day=dt.date(2030, 6, 25),
    )


def stated() -> dict[str, StatedDays]:
    return {
        "event": stated_days(weekly(), NOW),
        "consultation": stated_days(consultation(), NOW),
        "story": StatedDays(),
    }


def is_faulty(text: str, days: StatedDays) -> bool:
    return any(in_passage(Passage("description", "prose", text), days))


def test_texts_that_are_right_and_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    days = stated()
    missed, false_alarms, found_wrong = [], [], 0
    for kind, (wrong, right) in TEXTS.items():
        missed += [text for text in wrong if not is_faulty(text, days[kind])]
        found_wrong += sum(is_faulty(text, days[kind]) for text in wrong)
        false_alarms += [text for text in right if is_faulty(text, days[kind])]
    texts = sum(len(wrong) + len(right) for wrong, right in TEXTS.values())
    precision = found_wrong / (found_wrong + len(false_alarms))
    recall = found_wrong / (found_wrong + len(missed))
    with capsys.disabled():
        print(f"\nDates in {texts} texts: precision {precision:.3f}, recall {recall:.3f}")
    assert texts >= 120
    assert false_alarms == []
    assert missed == []


def test_what_is_wrong_is_said_with_what_is_right() -> None:
    page = weekly()
    page.description = "<p>Join us on <b>Wednesday 4 June</b> at the library.</p>"
    assert found("prose-dates", page) == [
        "description: The text says “Wednesday 4 June”, but 4 June 2030 is a Tuesday."
    ]
    (date,) = [one for one in findings_of(page, NOW) if one.check == "prose-dates"]
    assert date.finding.advice == "Mend the weekday or the date: Wednesday is 29 May or 5 June."
    page.description = "<p>Join us on 13 June.</p>"
    (date,) = [one for one in findings_of(page, NOW) if one.check == "prose-dates"]
    assert date.finding.message == "The text says “13 June”, which is no date of this page."
    assert date.finding.advice.startswith("Its dates are Tuesday 4 June 2030, Tuesday 11 June 2030, ")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Monday 30 December to Friday 3 January 2031", [(30, 12, 2030, 0), (3, 1, 2031, 4)]),
        ("9-11 April 2026", [(9, 4, 2026, None), (11, 4, 2026, None)]),
        ("Tuesdays 9 and 16 April", [(9, 4, None, 1), (16, 4, None, 1)]),
        ("Room 4, 9 April", [(9, 4, None, None)]),
        ("9/4, 24/7, 1.5, 10:30, £9 April is not", []),
        ("every Tuesday 9 April", [(9, 4, None, None)]),
    ],
)
def test_dates_are_read_only_where_they_are_certain(
    text: str, read: list[tuple[int, int, int | None, int | None]]
):
    assert [(one.day, one.month, one.year, one.weekday) for one in read_dates(text)] == read


def test_a_draft_without_dates_is_not_held_against_any() -> None:
    assert found("prose-dates", event(first_day=None, description="<p>Join us on 13 June.</p>")) == []
    assert found("prose-dates", story(problem="<p>On Monday 9 April 2030 nobody came.</p>")) != []
