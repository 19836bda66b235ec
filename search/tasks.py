"""Keep the index up to date; the one process that writes to it is the worker."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Sequence

from celery import shared_task
from django.utils import timezone

from search.engines import IndexBusy, SearchUnavailable
from search.engines.chosen import engine
from search.files.sweep import read_unread
from search.follower import follow
from search.rebuilding import is_usable, rebuild
from search.statistics.counting import add, purge
from search.statistics.tally import COUNT_TASK, Row
from search.waking import FOLLOW_TASK, READ_FILES_TASK, wake_worker

logger = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()
_one_reads = threading.Lock()


@shared_task(name=FOLLOW_TASK)
def follow_changes() -> int:
    """Take in what the change log has; build an index where there is none; return how many changes."""
    if not _one_at_a_time.acquire(blocking=False):
        # The run under way reads the log to its end, or the sweep comes soon after.
        return 0
    try:
        return _follow()
    finally:
        _one_at_a_time.release()


def _follow() -> int:
    chosen = engine()
    try:
        if not is_usable(chosen):
            return rebuild(chosen, timezone.now, lambda done, total: None)
        return follow(chosen, timezone.now)
    except IndexBusy as busy:
        logger.info("%s The next sweep tries again.", busy)
    except SearchUnavailable as unavailable:
        # Readers are served by what stands; `/readyz` shows the lag, and the next sweep goes on from here.
        logger.error("%s", unavailable)
    return 0


@shared_task(name=READ_FILES_TASK)
def read_files() -> int:
    """Read the text of files that have none yet; return how many."""
    if not _one_reads.acquire(blocking=False):
        return 0
    try:
        count = read_unread(timezone.now)
    finally:
        _one_reads.release()
    if count:
        wake_worker()
    return count


@shared_task(name=COUNT_TASK)
def count_searches(week: str, rows: Sequence[Row]) -> int:
    """Add what a process has counted to the numbers of a week, which begins on the day `week`."""
    return add(dt.date.fromisoformat(week), rows)


@shared_task(name="search.purge_counts")
def purge_counts() -> int:
    """Forget the numbers of searches that are kept no longer; return how many."""
    return purge(timezone.localdate())
