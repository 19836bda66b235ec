"""The table of this process: looked at once a second, made anew when the change log has moved on."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cms.content import log
from cms.content.models import ContentChange
from search.suggestions.entries import entries
from search.suggestions.table import Table

logger = logging.getLogger(__name__)

LOOKED_AT_EVERY = dt.timedelta(seconds=1)
# Words, places and searches can change without an item.
LONGEST = dt.timedelta(minutes=5)
# Seconds: what takes longer is made beside the requests, and at most this share of the time.
QUICK, SHARE = 0.05, 20


@dataclass(frozen=True)
class Current:
    """A table with the sequence that it was made for; `hidden` changed since and is not offered."""

    table: Table
    sequence: int
    made_at: dt.datetime
    seconds: float
    looked_at: dt.datetime
    hidden: frozenset[UUID] = frozenset()


_kept: list[Current] = []
_lock = threading.Lock()


def current(now: dt.datetime) -> Current:
    """Return the table as of a second ago at most, but for what is new in a large store."""
    kept = _kept[0] if _kept else None
    if kept is None:
        with _lock:
            return _kept[0] if _kept else _make(now)
    if kept.looked_at <= now < kept.looked_at + LOOKED_AT_EVERY:
        return kept
    sequence = log.latest_sequence()
    if sequence == kept.sequence and kept.made_at <= now < kept.made_at + LONGEST:
        return _keep(replace(kept, looked_at=now))
    if kept.seconds < QUICK:
        with _lock:
            return _make(now)
    return _make_beside(kept, now)


def forget() -> None:
    """Make the table anew the next time."""
    _kept.clear()


def _make(now: dt.datetime) -> Current:
    # Read first: what is published meanwhile is taken in the next time.
    sequence, began = log.latest_sequence(), time.monotonic()
    table = Table(entries(now))
    return _keep(Current(table, sequence, now, time.monotonic() - began, now))


def _make_beside(kept: Current, now: dt.datetime) -> Current:
    """Have a large table made in a thread; until then what was changed or withdrawn is not offered."""
    changed = ContentChange.objects.filter(sequence__gt=kept.sequence).values_list("item", flat=True)
    rested = now >= kept.made_at + dt.timedelta(seconds=kept.seconds * SHARE)
    if rested and _lock.acquire(blocking=False):
        threading.Thread(target=_make_and_release, name="suggestions", daemon=True).start()
    return _keep(replace(kept, looked_at=now, hidden=frozenset(changed)))


def _make_and_release() -> None:
    try:
        _make(timezone.now())
    except Exception:
        # The next second tries again; until then the table stands as it is.
        logger.exception("The suggestions could not be made anew.")
    finally:
        connection.close()
        _lock.release()


def _keep(made: Current) -> Current:
    _kept[:] = [made]
    return made
