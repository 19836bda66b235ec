"""States that follow from periods and the clock, as conditions on stored items."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from cms.content.models import ContentPeriod

# What is stored of an item with windows; the rest of its state follows from the clock.
AWAITING, REPORTED, WITHDRAWN = "awaiting", "reported", "withdrawn"
# The last window ended in a pause, and the next is not known.
PAUSED = "paused"
WINDOW_STATES = ["upcoming", "open", "paused", "closed", "reported", "withdrawn"]
EVENT_STATUSES = ["scheduled", "cancelled", "postponed", "moved_online", "full"]


def _period(condition: Q) -> Exists:
    return Exists(ContentPeriod.objects.filter(condition, item=OuterRef("pk")))


def in_state(state: str, now: dt.datetime) -> Q:
    """Return the condition for a state of WINDOW_STATES or a status of EVENT_STATUSES at `now`."""
    if state in EVENT_STATUSES or state == WITHDRAWN:
        return Q(status=state)
    running = Q(status__in=[AWAITING, REPORTED, PAUSED])
    is_open = _period(Q(starts_at__lte=now, ends_at__gt=now))
    opens_later = _period(Q(starts_at__gt=now))
    conditions = {
        "upcoming": Q(starts_at__gt=now),
        "open": Q(is_open),
        "paused": Q(starts_at__lte=now) & ~Q(is_open) & (Q(opens_later) | Q(status=PAUSED)),
        "closed": Q(status=AWAITING, ends_at__lte=now),
        "reported": Q(status=REPORTED, ends_at__lte=now),
    }
    return running & conditions[state]


def not_archived(now: dt.datetime) -> Q:
    """Return the condition for what is not archived at `now`."""
    return Q(archived_from__isnull=True) | Q(archived_from__gt=now)
