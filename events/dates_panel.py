"""The panel that takes dates in words and reads back to the editor what the fields mean."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.panels import Panel

from events.statuses import STATUS_WORDS

if TYPE_CHECKING:
    from events.events import EventPage

SHOWN = 10


class DatesPanel(Panel):
    """Takes dates in words, and says in words what the fields mean."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/panels/dates.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance.first_day is not None
            return context | {
                "read": read_back(self.instance, timezone.now()) if saved else {},
                "page_id": self.instance.pk or "",
            }


def read_back(event: EventPage, now: dt.datetime) -> dict[str, Any]:
    """Return an event's dates in words: `words`, the next `dates`, how many `more`, and `faults` instead."""
    try:
        event.check_dates()
        occurrences = event.occurrences(now)
    except ValidationError as refused:
        return {"words": "", "dates": [], "more": 0, "faults": refused.messages}
    ahead = [one for one in occurrences.told if one.ends_at > now]
    return {
        "words": event.recurrence_words,
        "dates": [
            {
                "when": one.when,
                "status_words": "" if one.status == "scheduled" else STATUS_WORDS[one.status],
                "note": one.note,
            }
            for one in ahead[:SHOWN]
        ],
        "more": max(0, len(ahead) - SHOWN),
        "faults": [],
    }
