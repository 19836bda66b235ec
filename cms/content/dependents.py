"""Mark what was built from something that has changed, and wake the worker that builds it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from celery import current_app
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from cms.content import log
from cms.content.models import ContentDependency, ContentItem

REFRESH_TASK = "cms.refresh_content"


def mark_stale(keys: Iterable[str], now: dt.datetime) -> int:
    """Mark every item that depends on one of the keys, in the caller's transaction; return how many.

    The message after the commit only wakes the worker: a sweep takes what a lost message left.
    """
    log.hold_publishing_lock()
    dependent = ContentDependency.objects.filter(key__in=set(keys)).values("item")
    count = ContentItem.objects.filter(id__in=dependent).update(
        stale_since=Coalesce("stale_since", Value(now)), fault=""
    )
    if count:
        _wake_worker_once()
    return count


def mark_all_stale(now: dt.datetime) -> int:
    """Mark every item, as after a change of addresses or of the serializer; return how many."""
    log.hold_publishing_lock()
    count = ContentItem.objects.update(stale_since=Coalesce("stale_since", Value(now)), fault="")
    _wake_worker_once()
    return count


def _wake_worker_once() -> None:
    """Wake the worker after the commit, however many marks a transaction sets."""
    if not any(waiting[1] is wake_worker for waiting in connection.run_on_commit):
        transaction.on_commit(wake_worker, robust=True)


def wake_worker() -> None:
    """Ask the worker to refresh now. By name, as tasks import this package."""
    current_app.send_task(REFRESH_TASK, ignore_result=True)
