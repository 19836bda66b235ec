"""How people answer a consultation, as values and as text to be copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cms.content.schemas import Related
from cms.dates import moment
from events.consultation_blocks import FORMATS
from events.consultation_documents import AlternativeFormats, WaysToRespond


def how_to_respond(
    title: str, closes_at: dt.datetime, ways: WaysToRespond, formats: AlternativeFormats
) -> str:
    """Return all ways to answer as plain text, one a line."""
    lines = [
        title,
        f"Answer by {moment(closes_at)}.",
        *_named("Online", ways.online),
        *_named("E-mail", ways.email),
        *_named("Phone", ways.phone),
        *_named("Post", ways.post),
        *_named("In person", _sessions(ways)),
        *_named("Other formats and languages", _formats(formats)),
    ]
    return "\n".join(lines)


def _named(name: str, value: str | None) -> Iterable[str]:
    return [f"{name}: {value}"] if value else []


def _sessions(ways: WaysToRespond) -> str:
    events: list[Related] = ways.sessions.events
    if events:
        return "; ".join(event.title for event in events)
    return "ask us where" if ways.sessions.offered else ""


def _formats(formats: AlternativeFormats) -> str:
    names = dict(FORMATS)
    ready = [names[one.format] for one in formats.available if one.available_on]
    later = [names[one.format] for one in formats.available if not one.available_on]
    days = formats.ready_within_working_days
    on_request = f"on request within {days} working days" if days else "on request"
    parts = [", ".join(ready), f"{', '.join(later)} ({on_request})" if later else ""]
    return "; ".join(part for part in parts if part)
