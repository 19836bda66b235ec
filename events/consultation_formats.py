"""What a late alternative format asks for: as much time for its readers as everybody else had."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.dates import local
from events.consultation_blocks import FORMATS
from events.consultation_course import Course
from events.consultation_records import ConsultationAction
from events.recurrence import LONDON

if TYPE_CHECKING:
    from events.consultations import ConsultationPage


@dataclass(frozen=True)
class EqualTime:
    """The closing that would give a format's readers the same time; `days` is how late the format came."""

    format: str
    available_on: dt.date
    days: int
    closes_at: dt.datetime


def equal_time_extension(page: ConsultationPage, now: dt.datetime) -> EqualTime | None:
    """Return the extension that the latest format asks for, None where all have had the same time.

    Time is counted in days from the first opening to the closing that was first announced, so that an
    extension that was made for a format already is not asked for again.
    """
    course = Course.of(page)
    late = _latest(page, now)
    if late is None or not course.windows or not _can_be_extended(course, now):
        return None
    name, available_on = late
    days = (available_on - local(course.windows[0].opens_at).date()).days
    first = local(_first_closing(page, course))
    wall_time = first.replace(tzinfo=None) + dt.timedelta(days=days)
    closes_at = wall_time.replace(tzinfo=LONDON).astimezone(dt.UTC)
    if days <= 0 or closes_at <= course.last.closes_at:
        return None
    return EqualTime(dict(FORMATS)[name], available_on, days, closes_at)


def _latest(page: ConsultationPage, now: dt.datetime) -> tuple[str, dt.date] | None:
    today = local(now).date()
    come = [
        (child.value["format"], child.value["available_on"])
        for child in page.formats
        if child.value["available_on"] and child.value["available_on"] <= today
    ]
    return max(come, key=lambda pair: pair[1], default=None)


def _can_be_extended(course: Course, now: dt.datetime) -> bool:
    return course.withdrawn_at is None and now < course.last.ends_at


def _first_closing(page: ConsultationPage, course: Course) -> dt.datetime:
    """Return the closing before the first extension of its last window."""
    action = page.actions.filter(kind=ConsultationAction.Kind.EXTENDED).order_by("at").first()
    if action is None:
        return course.last.closes_at
    return dt.datetime.fromisoformat(action.before["windows"][-1]["closes_at"])
