"""What stops a consultation from being published: a past that would be rewritten, a promise left empty."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from cms.dates import day, local, moment
from events.consultation_course import Course, CourseWindow, refuse_midnight

if TYPE_CHECKING:
    from events.consultations import ConsultationPage

Faults = dict[str, str]
FEEDBACK = {
    "feedback_published_on": "The day on which feedback was published stays as it is.",
    "we_asked": "What was asked is published and stays.",
    "you_said": "What families said is published and stays.",
    "we_did": "What was done is published and stays.",
}


def incomplete(page: ConsultationPage, now: dt.datetime) -> Faults:
    """Return by field what is missing or can not be true."""
    return _promise(page) | _feedback(page, now)


def _promise(page: ConsultationPage) -> Faults:
    if page.promised_feedback_on or page.feedback_published_on or page.no_feedback_reason:
        return {}
    return {
        "promised_feedback_on": "Say by which day families hear what came of it, or why they never will"
        " (“No feedback reason”)."
    }


def _feedback(page: ConsultationPage, now: dt.datetime) -> Faults:
    if page.feedback_published_on is None:
        if page.feedback_updates.all():
            return {"feedback_updates": "Publish the feedback first. Updates are added to it."}
        return {}
    faults: Faults = {}
    if page.feedback_published_on > local(now).date():
        faults["feedback_published_on"] = (
            f"{day(page.feedback_published_on)} is still to come. Give the day on which it is published."
        )
    needed = {
        "we_asked": "Say what was asked.",
        "you_said": "Say what families said.",
        "we_did": "Say what was done about it, or why it is not possible.",
    }
    return faults | {field: why for field, why in needed.items() if not getattr(page, field)}


def rewritten(page: ConsultationPage, live: ConsultationPage, now: dt.datetime) -> Faults:
    """Return by field what would change in what has happened already, as compared with the live page."""
    if not live.windows.all():
        # It starts over: nothing of it has happened.
        return {}
    faults = _course(page, live, now) | _notices(page, live)
    if live.feedback_published_on:
        for field, why in FEEDBACK.items():
            if _plain(page, field) != _plain(live, field):
                faults[field] = f"{why} To tell families more, add an update below it."
        faults |= _updates(page, live, now)
    return faults


def _course(page: ConsultationPage, live: ConsultationPage, now: dt.datetime) -> Faults:
    ours, theirs = Course.of(page), Course.of(live)
    begun, kept = _begun(theirs, now), _begun(ours, now)
    for window in begun:
        if window.public not in {one.public for one in kept}:
            return {"windows": _begun_refusal(window, now)}
    public = {one.public for one in begun}
    for window in kept:
        if window.public not in public:
            return {
                "windows": f"A window can not open in the past, at {moment(window.opens_at)}."
                f" {_how_to_open(theirs, now)}; to mend a mistake in past dates use “Correct a mistake”."
            }
    return _new_closings(ours, theirs)


def _how_to_open(live: Course, now: dt.datetime) -> str:
    # “Re-open” is for what has closed: it is not offered before the last window has begun.
    if live.windows and now < live.last.opens_at:
        return "To open it at once, choose the next minute"
    return "To open it now use “Re-open”"


def _begun(course: Course, now: dt.datetime) -> list[CourseWindow]:
    return [window for window in course.windows if window.opens_at <= now]


def _begun_refusal(window: CourseWindow, now: dt.datetime) -> str:
    dates = f"from {moment(window.opens_at)} to {moment(window.closes_at)}"
    if now < window.ends_at:
        actions = "To give more time use “Extend”, to stop for a while “Pause”, to end it “Withdraw”"
    else:
        actions = "To take answers again use “Re-open”"
    return (
        f"The window {dates} has begun and families have read its dates, so it stays as it was."
        f" {actions}; to mend a mistake in its dates use “Correct a mistake”. You find them under “Course of"
        " the consultation”."
    )


def _new_closings(ours: Course, theirs: Course) -> Faults:
    known = {window.closes_at for window in theirs.windows}
    try:
        for window in ours.windows:
            if window.closes_at not in known:
                refuse_midnight(window.closes_at, "windows")
    except ValidationError as midnight:
        return {"windows": " ".join(midnight.messages)}
    return {}


def _notices(page: ConsultationPage, live: ConsultationPage) -> Faults:
    ours = [(notice.on, notice.text) for notice in page.notices.all()]
    if all((notice.on, notice.text) in ours for notice in live.notices.all()):
        return {}
    return {
        "notices": "A public note on a change is part of the record and stays as it is. Add another below it."
    }


def _updates(page: ConsultationPage, live: ConsultationPage, now: dt.datetime) -> Faults:
    ours = [(update.on, update.text) for update in page.feedback_updates.all()]
    theirs = [(update.on, update.text) for update in live.feedback_updates.all()]
    if any(update not in ours for update in theirs):
        return {"feedback_updates": "An update that is published stays as it is. Add another."}
    if any(on > local(now).date() for on, _ in ours):
        return {"feedback_updates": "An update can not be dated in the future."}
    return {}


def _plain(page: ConsultationPage, field: str) -> Any:
    value = getattr(page, field)
    return value.get_prep_value() if field == "you_said" or field == "we_did" else value
