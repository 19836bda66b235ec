"""Cursors: where the next page of a list begins, with the instant at which its first page was read."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from cms.api.filters import ListQuery, PagedQuery
from cms.api.parameters import fault
from cms.api.problems import not_understood
from cms.content.builder import to_json
from cms.content.calendar import CalendarPlace
from cms.content.listing import Place, read_instant

# relevance_date has two: what is ahead, and the rest.
PARTS = {"relevance_date": 2}
# What a list computes from the instant reaches some years around it.
YEARS = range(2000, 2200)

Found = TypeVar("Found")


def fingerprint(query: PagedQuery) -> str:
    """Return what a cursor must fit: the list without its size and place."""
    content = query.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def write_cursor(query: PagedQuery, now: dt.datetime, place: list[Any]) -> str:
    """Return where the next page begins, with the first page's `now`."""
    values = [fingerprint(query), now.isoformat(), *place]
    return base64.urlsafe_b64encode(to_json(values)).decode().rstrip("=")


def read_cursor(query: PagedQuery, read_place: Callable[..., Found]) -> tuple[dt.datetime, Found]:
    """Return the first page's `now` and the place; raises Problem for what is not this list's cursor.

    `read_place` takes the values that `write_cursor` was given, and raises ValueError for others.
    """
    cursor = query.cursor or ""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        print_, now, *place = values
        started = _started(str(now))
        is_this_lists = print_ == fingerprint(query)
        found = read_place(*place) if is_this_lists else None
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise not_understood(
            [fault("cursor", cursor, "It is not a cursor. Follow `next` as it is.")]
        ) from error
    if found is None:
        raise not_understood(
            [fault("cursor", cursor, "It belongs to a list with other filters. Start again without it.")]
        )
    return started, found


def list_place(query: ListQuery) -> Callable[[Any, Any, Any], Place]:
    """Return how a list reads its place."""

    def read(part: Any, rank: Any, item: Any) -> Place:
        place = Place(int(part), _rank(str(rank), query.order), UUID(str(item)))
        if place.part not in range(PARTS.get(query.order, 1)):
            raise ValueError("The order has no such part.")
        return place

    return read


def calendar_place(starts_at: Any, item: Any, ends_at: Any, status: Any, note: Any) -> CalendarPlace:
    """Return a calendar's place."""
    starts, ends = (read_instant(str(edge)).astimezone(dt.UTC) for edge in (starts_at, ends_at))
    return CalendarPlace(starts, UUID(str(item)), ends, _text(str(status)), _text(str(note)))


def _started(written: str) -> dt.datetime:
    """Return when a first page was read; raises ValueError or OverflowError for when none can have been."""
    started = read_instant(written).astimezone(dt.UTC)
    if started.year not in YEARS:
        raise ValueError("No list was read then.")
    return started


def _rank(rank: str, order: str) -> str:
    """Return a rank that databases take; raises ValueError or OverflowError for another."""
    if order != "title":
        return read_instant(rank).astimezone(dt.UTC).isoformat()
    return _text(rank)


def _text(text: str) -> str:
    """Return a text that databases take; raises ValueError for another."""
    # A lone surrogate can not be encoded, and PostgreSQL's text has no NUL.
    if b"\x00" in text.encode():
        raise ValueError("A text has no NUL.")
    return text
