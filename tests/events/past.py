"""Consultations that have closed, for tests of what happens to them then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine

from events.models import ConsultationPage
from tests.factories import ConsultationFactory, consultation_windows

CLOSED = dt.datetime(2028, 6, 30, 22, 59, tzinfo=dt.UTC)
FEEDBACK = dt.date(2028, 8, 1)
# Two years later it is old enough for any setting that tests use.
NOW = dt.datetime(2030, 7, 1, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def past(
    closed: dt.datetime = CLOSED, published: dt.datetime | None = None, **values: Any
) -> ConsultationPage:
    """Return one with feedback, published the day after it closed and after the feedback."""
    after_feedback = dt.datetime.combine(FEEDBACK + DAY, dt.time(), dt.UTC)
    values = {
        "windows": consultation_windows((closed - 29 * DAY, closed)),
        "feedback_published_on": FEEDBACK,
        "we_asked": "How do you get to school?",
    } | values
    with time_machine.travel(published or max(closed + DAY, after_feedback), tick=False):
        page: ConsultationPage = ConsultationFactory(**values)
    return page


def unreported(**values: Any) -> ConsultationPage:
    """Return one that closed without feedback."""
    return past(**{"feedback_published_on": None, "we_asked": ""} | values)
