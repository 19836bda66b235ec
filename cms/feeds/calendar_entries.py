"""What calendars show of an item: each area registers its own for the types that have dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from icalendar import Event
from icalendar.enums import STATUS

Document = dict[str, Any]
CATEGORIES = ["audiences", "themes", "areas"]

_entries: dict[str, Callable[[Document], list[Event]]] = {}


def register_calendar_entries(document_type: str, entries: Callable[[Document], list[Event]]) -> None:
    """Have calendars show a type; `entries` takes a document and gives its iCalendar components."""
    _entries[document_type] = entries


def calendar_types() -> list[str]:
    """Return the types that have calendar entries."""
    return sorted(_entries)


def entries_of(document: Document) -> list[Event]:
    """Return the components of a document; none for a type without dates."""
    make = _entries.get(document["type"])
    return make(document) if make else []


def entry(
    document: Document,
    *,
    uid: str,
    sequence: int,
    summary: str,
    starts: dt.date,
    ends: dt.date,
    status: STATUS,
    description: list[str],
) -> Event:
    """Return a component with what those of all types have alike; `ends` is the first day or instant after.

    `description` is its paragraphs. Nothing in it depends on when it is asked for.
    """
    updated = dt.datetime.fromisoformat(document["updated_at"])
    paragraphs = [paragraph for paragraph in [*description, document["url"]] if paragraph]
    component = Event.new(
        uid=uid,
        sequence=sequence,
        summary=summary,
        start=starts,
        end=ends,
        status=status,
        description="\n\n".join(paragraphs),
        url=document["url"],
        stamp=updated,
        last_modified=updated,
        created=dt.datetime.fromisoformat(document["first_published_at"]),
    )
    names = [term["name"] for kind in CATEGORIES for term in document[kind]]
    if names:
        component.add("categories", names)
    return component
