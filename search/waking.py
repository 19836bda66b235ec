"""Wake the worker when something was published, so that it is found within a second."""

from __future__ import annotations

from typing import Any

from celery import current_app
from django.db import connection, transaction

from cms.content.refresh import is_under_way

FOLLOW_TASK = "search.follow_changes"
READ_FILES_TASK = "search.read_files"


def wake_after_commit(**kwargs: Any) -> None:
    """Have the worker woken once after the commit, however many changes a transaction logs.

    Not while many documents are built again, which would take twice as long beside it: it is woken then.
    """
    if not is_under_way() and not any(waiting[1] is wake_worker for waiting in connection.run_on_commit):
        transaction.on_commit(wake_worker, robust=True)


def wake_worker(**kwargs: Any) -> None:
    """Ask the worker to follow the log now. By name, as tasks import this package."""
    current_app.send_task(FOLLOW_TASK, ignore_result=True)
