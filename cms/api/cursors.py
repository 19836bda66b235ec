"""Cursors: where the next page of a list begins, with the instant at which its first page was read."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from uuid import UUID

from cms.api.filters import ListQuery
from cms.api.parameters import fault
from cms.api.problems import not_understood
from cms.content.builder import to_json
from cms.content.listing import Place, read_instant

# relevance_date has two: what is ahead, and the rest.
PARTS = {"relevance_date": 2}


def fingerprint(query: ListQuery) -> str:
    """Return what a cursor must fit: the list without its size and place."""
    content = query.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def write_cursor(query: ListQuery, now: dt.datetime, place: Place) -> str:
    """Return where the next page begins, with the first page's `now`."""
    values = [fingerprint(query), now.isoformat(), place.part, place.rank, place.id.hex]
    return base64.urlsafe_b64encode(to_json(values)).decode().rstrip("=")


def read_cursor(query: ListQuery) -> tuple[dt.datetime, Place]:
    """Return the first page's `now` and the place; raises Problem for what is not this list's cursor."""
    cursor = query.cursor or ""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        print_, now, part, rank, item = values
        started = read_instant(str(now)).astimezone(dt.UTC)
        place = Place(int(part), _rank(str(rank), query.order), UUID(str(item)))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise not_understood(
            [fault("cursor", cursor, "It is not a cursor. Follow `next` as it is.")]
        ) from error
    if print_ != fingerprint(query) or place.part not in range(PARTS.get(query.order, 1)):
        raise not_understood(
            [fault("cursor", cursor, "It belongs to a list with other filters. Start again without it.")]
        )
    return started, place


def _rank(rank: str, order: str) -> str:
    """Return a rank that databases take; raises ValueError or OverflowError for another."""
    if order != "title":
        return read_instant(rank).astimezone(dt.UTC).isoformat()
    # A lone surrogate can not be encoded, and PostgreSQL's text has no NUL.
    if b"\x00" in rank.encode():
        raise ValueError("A title has no NUL.")
    return rank
