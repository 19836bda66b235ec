"""What becomes of consultations and events that expire: never that their address is gone."""

from __future__ import annotations

import datetime as dt

from events.archive import ArchiveRefused, archive_consultation
from events.consultations import ConsultationPage
from events.events import EventPage


def expire_consultation(page: ConsultationPage, now: dt.datetime) -> str | None:
    """Archive it, once it has closed and its outcome is told; until then it waits."""
    if page.archived_at is not None:
        return "archived before"
    try:
        archive_consultation(page.pk, now)
    except ArchiveRefused:
        return None
    return "archived"


def expire_event(page: EventPage, now: dt.datetime) -> str:
    """Leave it: that an event is past follows from its dates."""
    return "past by its own dates"
