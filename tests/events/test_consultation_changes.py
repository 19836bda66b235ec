"""What each action makes of a course, and what it refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from events import consultation_changes as changes
from events.consultation_course import Course, CourseWindow
from events.consultation_differences import Difference, Kind, differences, notices

# Wall times in summer: from 9am to 11:59pm.
OPENS = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC)
CLOSES = dt.datetime(2030, 6, 8, 22, 59, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
BEFORE, DURING, AFTER = OPENS - DAY, OPENS + DAY, CLOSES + DAY
LATER = CLOSES + 14 * DAY
COURSE = Course((CourseWindow(1, OPENS, CLOSES, ""),))
WITHDRAWN = Course(COURSE.windows, withdrawn_at=DURING)
PAUSED_ON = changes.paused(COURSE, "A flood.", DURING)
TWICE = COURSE.with_new_window(LATER, LATER + 7 * DAY - 9 * dt.timedelta(hours=1), "")


def spans(course: Course) -> list[tuple[dt.datetime, dt.datetime]]:
    return [(window.opens_at, window.closes_at) for window in course.windows]


@pytest.mark.parametrize("now", [BEFORE, DURING, CLOSES + MINUTE - dt.timedelta(seconds=1)], ids=str)
def test_an_extension_moves_the_closing_until_it_has_closed(now) -> None:
    after = changes.extended(COURSE, LATER, "More time.", now)
    assert spans(after) == [(OPENS, LATER)]
    assert after.last.note == "More time."


def test_an_extension_moves_the_last_of_several_closings() -> None:
    after = changes.extended(TWICE, LATER + 10 * DAY, "More time.", DURING)
    assert spans(after) == [(OPENS, CLOSES), (LATER, LATER + 10 * DAY)]


def test_a_second_extension_keeps_the_first_note_while_both_fit() -> None:
    once = changes.extended(COURSE, CLOSES + DAY, "Easy Read was late.", DURING)
    assert (
        changes.extended(once, LATER, "So was Audio.", DURING).last.note
        == "Easy Read was late. So was Audio."
    )
    assert changes.extended(once, LATER, "x" * 290, DURING).last.note == "x" * 290


def test_a_pause_at_once_takes_effect_at_the_turn_of_the_minute() -> None:
    now = DURING + dt.timedelta(seconds=23)
    after = changes.paused(COURSE, "A flood.", now)
    assert spans(after) == [(OPENS, DURING)]
    assert after.paused_since == DURING + MINUTE
    assert (after.state(now), after.state(DURING + MINUTE)) == ("open", "paused")
    assert after.when(AFTER) == "Paused. The day it opens again is not known yet"


def test_a_pause_on_the_minute_is_at_once() -> None:
    assert PAUSED_ON.state(DURING) == "paused"
    assert PAUSED_ON.state(DURING - dt.timedelta(seconds=1)) == "open"


def test_a_pause_with_a_known_end_keeps_the_former_closing() -> None:
    after = changes.paused(COURSE, "A flood.", DURING, opens_again_at=DURING + 2 * DAY)
    assert spans(after) == [(OPENS, DURING - MINUTE), (DURING + 2 * DAY, CLOSES)]
    assert (after.paused_since, after.last.note) == (None, "A flood.")


def test_a_pause_may_begin_later_and_give_time_back() -> None:
    after = changes.paused(COURSE, ".", DURING, DURING + DAY, DURING + 3 * DAY, LATER)
    assert spans(after) == [(OPENS, DURING + DAY), (DURING + 3 * DAY, LATER)]
    assert after.state(DURING) == "open"


def test_a_pause_before_a_later_window_ends_with_it() -> None:
    after = changes.paused(TWICE, ".", DURING)
    assert after.paused_since is None
    assert after.when(AFTER).startswith("Paused. Opens again at 11:59pm on Saturday 22 June 2030")


@pytest.mark.parametrize(("course", "now"), [(COURSE, AFTER), (PAUSED_ON, AFTER)], ids=["closed", "paused"])
def test_opening_again_adds_a_window_and_keeps_the_others(course, now) -> None:
    after = changes.reopened(course, LATER, "We heard late.", now + dt.timedelta(seconds=5))
    assert spans(after) == [*spans(course), (now + MINUTE, LATER)]
    assert after.paused_since is None
    assert after.state(now + MINUTE) == "open"


def test_opening_again_may_be_on_a_later_day() -> None:
    after = changes.reopened(COURSE, LATER, ".", AFTER, AFTER + DAY)
    assert after.when(AFTER) == "Paused. Opens again at 11:59pm on Monday 10 June 2030"


def test_withdrawing_changes_no_window() -> None:
    after = changes.withdrawn(COURSE, DURING)
    assert spans(after) == spans(COURSE)
    assert after.state(DURING) == "withdrawn"


def test_a_correction_may_change_the_past_and_take_back_a_withdrawal() -> None:
    after = changes.corrected(WITHDRAWN, [(OPENS - DAY, CLOSES + DAY)], not_withdrawn=True)
    assert spans(after) == [(OPENS - DAY, CLOSES + DAY)]
    assert after.withdrawn_at is None


def test_a_correction_of_a_pause_leaves_it_paused() -> None:
    after = changes.corrected(PAUSED_ON, [(OPENS, DURING + DAY)])
    assert after.state(AFTER) == "paused"
    assert after.is_paused_on


REFUSALS: dict[str, tuple[Callable[[], Course], str]] = {
    "extend to the same": (
        lambda: changes.extended(COURSE, CLOSES, "", DURING),
        "closes at 11:59pm on Saturday 8 June",
    ),
    "extend to sooner": (
        lambda: changes.extended(COURSE, CLOSES - DAY, "", DURING),
        "choose a later closing",
    ),
    "extend to midnight": (lambda: changes.extended(COURSE, LATER + MINUTE, "", DURING), "enter 23:59"),
    "extend what has closed": (lambda: changes.extended(COURSE, LATER, "", CLOSES + MINUTE), "Use “Re-open”"),
    "extend what is paused": (lambda: changes.extended(PAUSED_ON, LATER, "", DURING), "It is paused"),
    "extend what is withdrawn": (lambda: changes.extended(WITHDRAWN, LATER, "", DURING), "withdrawn at"),
    "pause before it opens": (lambda: changes.paused(COURSE, "", BEFORE), "not open"),
    "pause when it has closed": (lambda: changes.paused(COURSE, "", AFTER), "not open"),
    "pause what is withdrawn": (lambda: changes.paused(WITHDRAWN, "", DURING), "withdrawn at"),
    "pause in the past": (lambda: changes.paused(COURSE, "", DURING, DURING - 2 * MINUTE), "That is past"),
    "pause in the opening minute": (
        lambda: changes.paused(COURSE, "", OPENS, OPENS),
        "would close before it opens",
    ),
    "pause after it closes": (lambda: changes.paused(COURSE, "", DURING, CLOSES), "anyway"),
    "pause with half an end": (lambda: changes.paused(COURSE, "", DURING, closes_at=LATER), "opens again"),
    "pause past its closing": (
        lambda: changes.paused(COURSE, "", DURING, opens_again_at=LATER),
        "before it opens again",
    ),
    "pause into a window": (
        lambda: changes.paused(TWICE, "", DURING, opens_again_at=LATER - DAY, closes_at=LATER),
        "overlap",
    ),
    "pause that opens first": (
        lambda: changes.paused(COURSE, "", DURING, DURING + DAY, DURING + DAY),
        "overlap",
    ),
    "open what is open": (lambda: changes.reopened(COURSE, LATER, "", DURING), "use “Extend”"),
    "open what will open": (lambda: changes.reopened(TWICE, LATER, "", AFTER), "still ahead"),
    "open what is withdrawn": (lambda: changes.reopened(WITHDRAWN, LATER, "", AFTER), "withdrawn at"),
    "open in the past": (lambda: changes.reopened(COURSE, LATER, "", AFTER, AFTER - MINUTE), "That is past"),
    "open a few seconds ago": (
        lambda: changes.reopened(COURSE, LATER, "", AFTER + dt.timedelta(seconds=5), AFTER),
        "That is past",
    ),
    "open and close at once": (lambda: changes.reopened(COURSE, AFTER, "", AFTER), "before it opens"),
    "open to midnight": (lambda: changes.reopened(COURSE, LATER + MINUTE, "", AFTER), "enter 23:59"),
    "withdraw twice": (lambda: changes.withdrawn(WITHDRAWN, AFTER), "withdrawn at"),
    "correct nothing": (lambda: changes.corrected(COURSE, [(OPENS, CLOSES)]), "Nothing is different"),
    "correct too many": (lambda: changes.corrected(COURSE, []), "adds none"),
    "correct into an overlap": (
        lambda: changes.corrected(TWICE, [(OPENS, LATER), (LATER, LATER + DAY)]),
        "overlap",
    ),
    "correct to midnight": (lambda: changes.corrected(COURSE, [(OPENS, CLOSES + MINUTE)]), "enter 23:59"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_can_not_be_is_refused_and_says_why(case) -> None:
    attempt, why = REFUSALS[case]
    with pytest.raises(ValidationError) as refused:
        attempt()
    assert why in " ".join(refused.value.messages)


def test_an_editor_is_shown_what_differs() -> None:
    after = changes.extended(COURSE, LATER, ".", DURING)
    assert differences(COURSE, after) == [
        Difference("Closes", "11:59pm on Saturday 8 June 2030", "11:59pm on Saturday 22 June 2030")
    ]
    assert differences(COURSE, PAUSED_ON)[-1] == Difference("The day it opens again", "–", "Not known yet")
    assert differences(COURSE, changes.withdrawn(COURSE, DURING)) == [
        Difference("Withdrawn", "–", "9am on Sunday 2 June 2030")
    ]


def test_the_public_is_told_both_dates() -> None:
    extended = changes.extended(COURSE, LATER, ".", DURING)
    assert notices(Kind.EXTENDED, COURSE, extended, "Easy Read was late.") == [
        "Extended. It closes at 11:59pm on Saturday 22 June 2030, not at 11:59pm on Saturday 8 June 2030."
        " Easy Read was late."
    ]
    again = changes.paused(COURSE, ".", DURING, opens_again_at=DURING + DAY)
    assert notices(Kind.PAUSED, COURSE, again, "A flood.") == [
        "Paused after 8:59am on Sunday 2 June 2030. It opens again at 9am on Monday 3 June 2030, until"
        " 11:59pm on Saturday 8 June 2030. A flood."
    ]
    corrected = changes.corrected(COURSE, [(OPENS - DAY, CLOSES - DAY)])
    assert notices(Kind.CORRECTED, COURSE, corrected, "A slip.") == [
        "Corrected: it opens at 9am on Friday 31 May 2030, not at 9am on Saturday 1 June 2030. A slip.",
        "Corrected: it closes at 11:59pm on Friday 7 June 2030, not at 11:59pm on Saturday 8 June 2030.",
    ]
