"""What each action makes of a consultation's course, and whether it may; nothing is stored here.

An action takes effect at the turn of a minute, as windows open and close by the minute. What lies before
that is past and stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError

from cms.dates import moment
from events.consultation_course import Course, CourseWindow, check_windows, in_order, refuse_midnight
from events.windows import MINUTE, to_minute

LONGEST_WINDOW_NOTE = 300


def turn_of_minute(now: dt.datetime) -> dt.datetime:
    """Return the first full minute from now on."""
    return to_minute(now) if now == to_minute(now) else to_minute(now) + MINUTE


def extended(course: Course, closes_at: dt.datetime, note: str, now: dt.datetime) -> Course:
    """Return the course with its last closing moved to a later minute; raises ValidationError."""
    _refuse_withdrawn(course)
    last = course.last
    if now >= last.ends_at:
        what = "It is paused" if course.is_paused_on else f"It closed at {moment(last.closes_at)}"
        raise ValidationError(f"{what}, so there is nothing to extend. Use “Re-open”.")
    if to_minute(closes_at) <= last.closes_at:
        raise ValidationError(
            {
                "closes_at": f"It closes at {moment(last.closes_at)} already. An extension gives more time:"
                " choose a later closing. If the date was typed wrong, use “Correct a mistake”."
            }
        )
    refuse_midnight(closes_at, "closes_at")
    changed = course.with_window(last, closes_at=to_minute(closes_at), note=_joined(last.note, note))
    return replace(changed, paused_since=None)


def paused(
    course: Course,
    note: str,
    now: dt.datetime,
    last_minute: dt.datetime | None = None,
    opens_again_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
) -> Course:
    """Return the course with its open window ended; raises ValidationError.

    It ends with `last_minute`, which still counts, or else at once. Where `opens_again_at` is known, a
    window follows from then to `closes_at`, or else to the closing that the open one had.
    """
    window = _open_window(course, now)
    last = _last_minute(window, now) if last_minute is None else to_minute(last_minute)
    if last < turn_of_minute(now) - MINUTE:
        raise ValidationError({"last_minute": "That is past. A pause begins now or later."})
    if last >= window.closes_at:
        raise ValidationError({"last_minute": f"It closes at {moment(window.closes_at)} anyway."})
    refuse_midnight(last, "last_minute")
    if closes_at is not None and opens_again_at is None:
        raise ValidationError({"opens_again_at": "Say when it opens again, or leave both empty."})
    changed = course.with_window(window, closes_at=last)
    check_windows(changed.windows, "last_minute")
    if opens_again_at is not None:
        return _with_window_after(changed, opens_again_at, closes_at or window.closes_at, note)
    if course.last == window:
        changed = replace(changed, paused_since=last + MINUTE)
    return changed


def _open_window(course: Course, now: dt.datetime) -> CourseWindow:
    _refuse_withdrawn(course)
    for window in course.windows:
        if window.opens_at <= now < window.ends_at:
            return window
    raise ValidationError(
        f"It is not open, so there is nothing to pause. What people read now: “{course.when(now)}”."
    )


def _last_minute(window: CourseWindow, now: dt.datetime) -> dt.datetime:
    return max(turn_of_minute(now) - MINUTE, window.opens_at + MINUTE)


def _with_window_after(course: Course, opens_at: dt.datetime, closes_at: dt.datetime, note: str) -> Course:
    if to_minute(closes_at) <= to_minute(opens_at):
        raise ValidationError(
            {
                "closes_at": f"It would close at {moment(closes_at)}, before it opens again at"
                f" {moment(opens_at)}. Give a later closing."
            }
        )
    refuse_midnight(closes_at, "closes_at")
    changed = course.with_new_window(opens_at, closes_at, note)
    check_windows(changed.windows, "opens_again_at")
    return changed


def reopened(
    course: Course, closes_at: dt.datetime, note: str, now: dt.datetime, opens_at: dt.datetime | None = None
) -> Course:
    """Return the course with one more window, from `opens_at` or else at once; raises ValidationError."""
    _refuse_withdrawn(course)
    state = course.state(now)
    if state == "open":
        raise ValidationError("It is open. To give more time, use “Extend”.")
    if now < course.last.opens_at:
        raise ValidationError(
            f"It opens at {moment(course.last.opens_at)} already. To open it sooner, change that window in"
            " the page itself, as it is still ahead."
        )
    start = turn_of_minute(now) if opens_at is None else to_minute(opens_at)
    if start < turn_of_minute(now):
        raise ValidationError({"opens_at": "That is past. Leave it empty to open it at once."})
    if to_minute(closes_at) <= start:
        raise ValidationError({"closes_at": f"It would close before it opens at {moment(start)}."})
    refuse_midnight(closes_at, "closes_at")
    changed = course.with_new_window(start, closes_at, note)
    check_windows(changed.windows, "opens_at")
    return replace(changed, paused_since=None)


def withdrawn(course: Course, now: dt.datetime) -> Course:
    """Return the course as withdrawn now; raises ValidationError."""
    _refuse_withdrawn(course)
    return replace(course, withdrawn_at=now.replace(microsecond=0))


def corrected(
    course: Course,
    times: Sequence[tuple[dt.datetime, dt.datetime]],
    not_withdrawn: bool = False,
) -> Course:
    """Return the course with its windows' true dates, in the order of its windows; raises ValidationError.

    With `not_withdrawn` it was withdrawn by mistake.
    """
    if len(times) != len(course.windows):
        raise ValidationError("A correction gives each window its true dates and adds none.")
    true = [
        replace(window, opens_at=to_minute(opens_at), closes_at=to_minute(closes_at))
        for window, (opens_at, closes_at) in zip(course.windows, times, strict=True)
    ]
    check_windows(true)
    for before, after in zip(course.windows, true, strict=True):
        if after.closes_at != before.closes_at:
            refuse_midnight(after.closes_at, "windows")
    changed = replace(course, windows=in_order(true))
    if course.is_paused_on:
        changed = replace(changed, paused_since=changed.last.ends_at)
    if not_withdrawn:
        changed = replace(changed, withdrawn_at=None)
    if changed == course:
        raise ValidationError("Nothing is different. Change the date that is wrong.")
    return changed


def _refuse_withdrawn(course: Course) -> None:
    if course.withdrawn_at:
        raise ValidationError(
            f"It was withdrawn at {moment(course.withdrawn_at)}. If that was wrong, use “Correct a mistake”."
        )


def _joined(old: str, new: str) -> str:
    both = f"{old} {new}".strip()
    return both if len(both) <= LONGEST_WINDOW_NOTE else new
