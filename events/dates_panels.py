"""The panels that take dates in words, and that read back to the editor what the fields mean."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.dates import day
from events.statuses import STATUS_WORDS

if TYPE_CHECKING:
    from events.events import EventPage

SHOWN = 10
NOTHING_YET = "Fill in the first day and the time: the dates are read back here before you save."


class DatesInWordsPanel(Panel):
    """Takes dates in words and fills in the fields below it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/panels/dates_in_words.html"


class ReadBackPanel(Panel):
    """Says in words what the fields above it mean."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/panels/read_back.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "read": read_back(self.instance, timezone.now()),
                "page_id": self.instance.pk or "",
            }


def read_back(event: EventPage, now: dt.datetime) -> dict[str, Any]:
    """Return an event's dates in words.

    They are `words` for the rule, the next `dates`, how many `more` there are, `warnings` such as of holidays
    that are not entered yet, and `faults` instead of all these.
    """
    if event.first_day is None and not event.rrule:
        return shown(NOTHING_YET)
    try:
        event.check_dates()
        occurrences = event.occurrences(now)
    except ValidationError as refused:
        return shown(faults=refused.messages)
    ahead = [one for one in occurrences.told if one.ends_at > now]
    dates = [
        {
            "when": one.when,
            "status_words": "" if one.status == "scheduled" else STATUS_WORDS[one.status],
            "note": one.note,
        }
        for one in ahead[:SHOWN]
    ]
    return shown(
        event.recurrence_words or ("" if ahead else "All dates of this event are over."),
        dates=dates,
        more=len(ahead) - len(dates),
        warnings=[
            *(
                f"{day(taken)} has a usual date, whose place the one that you add or move there takes."
                for taken in occurrences.taken_days
            ),
            *event.holidays.warnings(event, occurrences.told[-1].day),
        ],
    )


def shown(words: str = "", **values: Any) -> dict[str, Any]:
    """Return what the panel shows, with nothing where nothing is given."""
    return {"words": words, "dates": [], "more": 0, "warnings": [], "faults": []} | values
