"""What a publish may not do to what families have read already, in the form and outside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from cms.content.publishing import PublishRefused
from events.consultation_fresh_start import start_over
from events.models import ConsultationNotice, ConsultationPage, FeedbackUpdate
from tests.factories import ConsultationFactory, consultation_windows
from tests.stored import document

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
OPENS = dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC)
CLOSES = dt.datetime(2030, 6, 8, 22, 59, tzinfo=dt.UTC)
AHEAD, FINALLY = CLOSES + 10 * DAY, CLOSES + 20 * DAY
DURING, AFTER = OPENS + DAY, CLOSES + DAY
REPORTED_ON = dt.date(2030, 7, 1)
LATE = dt.datetime(2030, 8, 1, 12, tzinfo=dt.UTC)
WAYS = {"we_asked": "How is it?", "feedback_published_on": REPORTED_ON}


@pytest.fixture
def consultation(site: Any) -> ConsultationPage:
    """Return one with a window that begins and one that stays ahead."""
    with time_machine.travel(OPENS - DAY, tick=False):
        page: ConsultationPage = ConsultationFactory(
            windows=consultation_windows((OPENS, CLOSES), (AHEAD, FINALLY))
        )
    return page


@pytest.fixture
def reported(site: Any) -> ConsultationPage:
    """Return one with feedback and an update to it, as it stands later."""
    with time_machine.travel(LATE - DAY, tick=False):
        page: ConsultationPage = ConsultationFactory(
            windows=consultation_windows((OPENS, CLOSES)),
            feedback_updates=[FeedbackUpdate(on=dt.date(2030, 7, 20), text="The buses run.")],
            **WAYS,
        )
    return page


def publish(page: ConsultationPage, now: dt.datetime) -> None:
    with time_machine.travel(now, tick=False):
        page.save_revision().publish()


def refusal(page: ConsultationPage, now: dt.datetime, field: str = "windows") -> str:
    """Return why publishing is refused, and check that nothing was."""
    before = document(page)
    with pytest.raises(PublishRefused) as refused:
        publish(page, now)
    assert document(page) == before
    assert set(refused.value.message_dict) == {field}
    return " ".join(refused.value.message_dict[field])


def first_window(page: ConsultationPage, **values: Any) -> ConsultationPage:
    """Change the first window in memory."""
    rows = list(page.windows.all())
    for name, value in values.items():
        setattr(rows[0], name, value)
    page.windows = rows
    return page


CHANGES = [{"opens_at": OPENS + MINUTE}, {"closes_at": CLOSES + DAY}, {"note": "Another note."}]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
@pytest.mark.parametrize(
    ("now", "action"), [(OPENS, "“Extend”"), (DURING, "“Pause”"), (AFTER, "“Re-open”")], ids=str
)
def test_a_window_that_has_begun_stays(consultation, change, now, action) -> None:
    said = refusal(first_window(consultation, **change), now)
    assert "from 9am on Saturday 1 June 2030 to 11:59pm on Saturday 8 June 2030 has begun" in said
    assert action in said
    assert "“Correct a mistake”" in said


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_a_window_ahead_is_edited_freely(consultation, change) -> None:
    publish(first_window(consultation, **change), OPENS - dt.timedelta(hours=1))
    assert document(consultation)["windows"][0] != document(consultation)["windows"][1]


def test_a_window_that_has_begun_is_not_removed_and_one_ahead_may_be(consultation) -> None:
    begun, ahead = consultation.windows.all()
    consultation.windows = [ahead]
    assert "has begun" in refusal(consultation, DURING)
    consultation.windows = [begun]
    publish(consultation, DURING)
    assert len(document(consultation)["windows"]) == 1


def test_no_window_is_made_up_in_the_past(consultation) -> None:
    consultation.windows = [
        *consultation.windows.all(),
        *consultation_windows((OPENS - 9 * DAY, OPENS - DAY)),
    ]
    assert "can not open in the past, at 9am on Thursday 23 May 2030" in refusal(consultation, DURING)


def test_a_window_ahead_is_not_moved_into_the_past(consultation) -> None:
    begun, ahead = consultation.windows.all()
    ahead.opens_at = AFTER - MINUTE
    consultation.windows = [begun, ahead]
    # “Re-open” is not offered while a window is ahead.
    assert "To open it at once, choose the next minute" in refusal(consultation, AFTER)


def test_a_window_in_the_past_after_the_last_closing_is_for_reopening(consultation) -> None:
    late = consultation.windows.all()[1].closes_at + DAY
    consultation.windows = [*consultation.windows.all(), *consultation_windows((late - MINUTE, late + DAY))]
    assert "To open it now use “Re-open”" in refusal(consultation, late)


def test_seconds_that_a_form_does_not_show_are_no_change(site) -> None:
    with time_machine.travel(OPENS - DAY, tick=False):
        page = ConsultationFactory(windows=consultation_windows((OPENS + dt.timedelta(seconds=7), CLOSES)))
    publish(first_window(page, opens_at=OPENS), DURING)


def test_a_new_closing_is_not_at_midnight(consultation) -> None:
    begun, ahead = consultation.windows.all()
    ahead.closes_at = FINALLY + MINUTE
    consultation.windows = [begun, ahead]
    assert "Midnight leaves open which day is meant" in refusal(consultation, DURING)


@pytest.mark.parametrize(
    ("notices", "refused"),
    [
        ([], True),
        ([("2030-05-31", "Extended, for no reason.")], True),
        ([("2030-05-30", "Extended.")], True),
        ([("2030-06-02", "More to come."), ("2030-05-31", "Extended.")], False),
    ],
    ids=["removed", "another text", "another day", "added"],
)
def test_a_public_note_on_a_change_stays_and_others_are_added(site, notices, refused) -> None:
    def row(on: str, text: str) -> ConsultationNotice:
        return ConsultationNotice(on=dt.date.fromisoformat(on), text=text)

    with time_machine.travel(OPENS - DAY, tick=False):
        page = ConsultationFactory(
            windows=consultation_windows((OPENS, CLOSES)), notices=[row("2030-05-31", "Extended.")]
        )
    page.notices = [row(*one) for one in notices]
    if refused:
        assert "Add another" in refusal(page, DURING, "notices")
    else:
        publish(page, DURING)
        assert len(document(page)["notices"]) == 2


def test_other_parts_are_edited_while_it_runs(consultation) -> None:
    consultation.decision_what = "Which bus"
    publish(consultation, DURING)
    assert document(consultation)["decision"]["what"] == "Which bus"


def test_what_was_never_true_may_start_over(consultation) -> None:
    consultation.windows = consultation_windows((OPENS - 3 * DAY, CLOSES - 3 * DAY))
    start_over(consultation.pk)
    publish(consultation, DURING)
    assert document(consultation)["opens_at"] == "2030-05-29T08:00:00Z"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("feedback_published_on", dt.date(2030, 7, 2)),
        ("feedback_published_on", None),
        ("we_asked", "How was it?"),
        ("you_said", [("voice", "By car.")]),
        ("we_did", [("deed", {"action": "More buses", "status": "in_progress", "why": ""})]),
    ],
)
def test_published_feedback_is_not_overwritten(reported, field, value) -> None:
    setattr(reported, field, value)
    if value is None:
        reported.feedback_updates = []
        with pytest.raises(PublishRefused, match="add an update"):
            publish(reported, LATE)
        return
    assert "add an update" in refusal(reported, LATE, field)


def test_an_update_is_added_and_dated(reported) -> None:
    reported.feedback_updates = [
        *reported.feedback_updates.all(),
        FeedbackUpdate(on=dt.date(2030, 8, 1), text="All done."),
    ]
    publish(reported, LATE)
    assert document(reported)["feedback"]["updates"] == [
        {"on": "2030-07-20", "text": "The buses run."},
        {"on": "2030-08-01", "text": "All done."},
    ]


@pytest.mark.parametrize(
    ("updates", "why"),
    [
        ([], "stays as it is"),
        ([("2030-07-21", "The buses run.")], "stays as it is"),
        ([("2030-07-20", "The buses ran.")], "stays as it is"),
        ([("2030-07-20", "The buses run."), ("2030-08-02", "Soon.")], "in the future"),
    ],
    ids=["removed", "another day", "another text", "in the future"],
)
def test_updates_that_are_public_stay(reported, updates, why) -> None:
    reported.feedback_updates = [
        FeedbackUpdate(on=dt.date.fromisoformat(on), text=text) for on, text in updates
    ]
    assert why in refusal(reported, LATE, "feedback_updates")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"promised_feedback_on": None}, "promised_feedback_on"),
        (WAYS | {"feedback_published_on": dt.date(2030, 8, 2)}, "feedback_published_on"),
        (WAYS | {"we_asked": ""}, "we_asked"),
        (WAYS | {"you_said": []}, "you_said"),
        (WAYS | {"we_did": []}, "we_did"),
        ({"feedback_updates": [FeedbackUpdate(on=REPORTED_ON, text="Done.")]}, "feedback_updates"),
    ],
    ids=["no promise", "to come", "not asked", "nothing said", "nothing done", "update first"],
)
def test_what_is_incomplete_is_not_published(site, values, field) -> None:
    with time_machine.travel(LATE, tick=False), pytest.raises(PublishRefused) as refused:
        ConsultationFactory(**values)
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    "values", [{"no_feedback_reason": "Too few answers."}, WAYS], ids=["reason", "feedback"]
)
def test_feedback_or_a_reason_stands_for_the_promise(site, values) -> None:
    with time_machine.travel(LATE, tick=False):
        page = ConsultationFactory(promised_feedback_on=None, **values)
    assert document(page)["promised_feedback_on"] is None


def test_a_gap_that_was_published_once_does_not_stop_an_action(consultation) -> None:
    ConsultationPage.objects.update(promised_feedback_on=None)
    publish(ConsultationPage.objects.get(), DURING)
    assert document(consultation)["promised_feedback_on"] is None
