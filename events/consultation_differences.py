"""What a change of a course means in plain words: for editors before it, for the public after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cms.dates import moment
from events.consultation_course import Course, CourseWindow
from events.consultation_records import ConsultationAction

Kind = ConsultationAction.Kind


@dataclass(frozen=True)
class Difference:
    """One thing that changes, as it is before and after."""

    what: str
    before: str
    after: str


def differences(before: Course, after: Course) -> list[Difference]:
    """Return what differs, window by window."""
    old = {window.id: window for window in before.windows}
    found: list[Difference] = []
    for number, window in enumerate(after.windows, 1):
        place = f"Window {number} " if len(after.windows) > 1 else ""
        found.extend(_of_window(place, old.get(window.id), window))
    if before.is_paused_on != after.is_paused_on:
        known, unknown = "–", "Not known yet"
        pair = (unknown, known) if before.is_paused_on else (known, unknown)
        found.append(Difference("The day it opens again", *pair))
    if before.withdrawn_at != after.withdrawn_at:
        found.append(Difference("Withdrawn", _moment(before.withdrawn_at), _moment(after.withdrawn_at)))
    return found


def _of_window(place: str, old: CourseWindow | None, new: CourseWindow) -> list[Difference]:
    pairs = [
        ("opens", old.opens_at if old else None, new.opens_at),
        ("closes", old.closes_at if old else None, new.closes_at),
    ]
    return [
        Difference(f"{place}{what}".capitalize(), _moment(was), moment(will))
        for what, was, will in pairs
        if was != will
    ]


def _moment(instant: dt.datetime | None) -> str:
    return moment(instant) if instant else "–"


def notices(kind: Kind, before: Course, after: Course, note: str) -> list[str]:
    """Return what the public is told: the change with the editor's note, then any further changes."""
    first, *others = SAY[kind](before, after)
    return [f"{first} {note}", *others]


def _extension(before: Course, after: Course) -> list[str]:
    return [f"Extended. It closes at {moment(after.last.closes_at)}, not at {moment(before.last.closes_at)}."]


def _pause(before: Course, after: Course) -> list[str]:
    old = {window.id: window for window in before.windows}
    ended = next(one for one in after.windows if one.id in old and old[one.id].closes_at != one.closes_at)
    later = next((one for one in after.windows if one.opens_at >= ended.ends_at), None)
    if later is None:
        again = "The day it opens again is not known yet."
    else:
        again = f"It opens again at {moment(later.opens_at)}, until {moment(later.closes_at)}."
    return [f"Paused after {moment(ended.closes_at)}. {again}"]


def _reopening(before: Course, after: Course) -> list[str]:
    new = next(window for window in after.windows if window.id not in {one.id for one in before.windows})
    return [f"Open again from {moment(new.opens_at)} until {moment(new.closes_at)}."]


def _withdrawal(before: Course, after: Course) -> list[str]:
    return ["Withdrawn."]


def _corrections(before: Course, after: Course) -> list[str]:
    old = {window.id: window for window in before.windows}
    said = []
    for window in after.windows:
        was = old[window.id]
        for verb, wrong, right in (
            ("opens", was.opens_at, window.opens_at),
            ("closes", was.closes_at, window.closes_at),
        ):
            if wrong != right:
                said.append(f"Corrected: it {verb} at {moment(right)}, not at {moment(wrong)}.")
    if before.withdrawn_at and not after.withdrawn_at:
        said.append("Corrected: it is not withdrawn.")
    return said


SAY = {
    Kind.EXTENDED: _extension,
    Kind.PAUSED: _pause,
    Kind.REOPENED: _reopening,
    Kind.WITHDRAWN: _withdrawal,
    Kind.CORRECTED: _corrections,
}
COURSE_KINDS = list(SAY)
