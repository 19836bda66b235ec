"""Ask one check about a page that is not saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.checks.registry import findings_of
from events.models import EventPage
from home.models import InformationPage
from practice.models import PracticeExamplePage

# In June 2030 the 4th is a Tuesday.
NOW = dt.datetime(2030, 5, 1, 12, tzinfo=dt.UTC)


def found(check: str, page: Any, now: dt.datetime = NOW) -> list[str]:
    """Return `place: message` of all that a check finds."""
    return [
        f"{one.finding.place}: {one.finding.message}" for one in findings_of(page, now) if one.check == check
    ]


def event(**values: Any) -> EventPage:
    """Return an event of Tuesday 4 June 2030 that is not saved and has nothing wrong."""
    return EventPage(
        **{
            "title": "A drop-in",
            "slug": "a-drop-in",
            "summary": "Come for five minutes or the full hour.",
            "description": "<p>Pushchairs are welcome.</p>",
            "first_day": dt.date(2030, 6, 4),
            "start_time": dt.time(18, 30),
            "duration_minutes": 90,
            "safety_lead_role": "Family hub manager",
            "step_free": "yes",
            "venue_name": "Village hall",
            "venue_town": "Shepley",
            **values,
        }
    )


def story(**values: Any) -> PracticeExamplePage:
    return PracticeExamplePage(title="A panel", slug="a-panel", summary="What parents asked for.", **values)


def page(*blocks: tuple[str, Any]) -> InformationPage:
    """Return a page with a body of these blocks, whose ids are b1, b2 and so on."""
    made = InformationPage(title="Help", slug="help", summary="How to get help.")
    raw = [
        {"type": kind, "id": f"b{number}", "value": value}
        for number, (kind, value) in enumerate(blocks, start=1)
    ]
    made.body = made._meta.get_field("body").to_python(raw)
    return made
