"""The change log: numbers in commit order, and the lock that makes them so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, transaction

from cms.content.models import ContentChange

Given = ParamSpec("Given")
Made = TypeVar("Made")
# Any constant that nothing else on the server locks by.
PUBLISHING_LOCK = 7_205_411


def hold_publishing_lock() -> None:
    """Make this transaction the only one that builds or marks documents, until it ends.

    A document read from its sources before another transaction commits a change to them would miss that
    change and its mark. On SQLite the IMMEDIATE transaction is that lock already.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The content store is written in a transaction only.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING_LOCK])


def under_publishing_lock(change: Callable[Given, Made]) -> Callable[Given, Made]:
    """Run a change in a transaction that holds the publishing lock before it reads or writes anything.

    All that publish take it first, so that none waits for a page's row of another that waits for the lock.
    """

    @wraps(change)
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with transaction.atomic():
            hold_publishing_lock()
            return change(*args, **kwargs)

    return wrapped


def next_sequence() -> int:
    """Return the next number of the log; call it last, it serialises publishing on the counter's row."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cms_contentcounter SET value = value + 1 WHERE id = 1 RETURNING value")
        row = cursor.fetchone()
    if row is None:
        raise RuntimeError("The counter of the change log is missing. Run `manage.py migrate`.")
    return int(row[0])


def latest_sequence() -> int:
    """Return the number of the newest change, 0 for an empty log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cms_contentcounter WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def append(
    event: ContentChange.Event,
    *,
    sequence: int,
    item: UUID,
    type: str,
    path: str,
    at: dt.datetime,
    note: str = "",
) -> None:
    """Add a line to the log."""
    ContentChange.objects.create(
        sequence=sequence,
        event=event,
        item=item,
        type=type,
        path=path,
        at=at,
        note=note,
        surrogate_keys=surrogate_keys(item, type),
    )


def surrogate_keys(item: UUID, type: str) -> list[str]:
    """Return the keys that a cache purges when this item changes: itself, its type's lists, every list."""
    return [f"item:{item}", f"type:{type}", "content"]
