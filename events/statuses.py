"""How an event stands, and how one of its dates stands under it."""

from __future__ import annotations

EVENT_STATUSES = [
    ("scheduled", "Going ahead"),
    ("cancelled", "Cancelled"),
    ("postponed", "Postponed"),
    ("moved_online", "Moved online"),
    ("full", "Full"),
]
STATUS_WORDS = dict(EVENT_STATUSES)
# Nothing happens at the time that was told.
OFF = frozenset({"cancelled", "postponed"})


def combined(own: str, whole: str) -> str:
    """Return the status of a date from its own and that of the whole event."""
    if own == "cancelled" or whole == "scheduled":
        return own
    if whole in OFF or own == "scheduled":
        return whole
    return own
