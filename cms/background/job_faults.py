"""Keep which tasks fail, until each succeeds again: a log line alone is read by nobody who could mend it."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from celery.signals import task_failure, task_success
from django.db import Error, transaction
from django.db.models import F
from django.utils import timezone

from cms.background.models import JobFault

logger = logging.getLogger(__name__)

# Wagtail's own tasks, all under one name: what they leave undone the nightly sweep mends.
LEFT_TO_THE_SWEEP = "cms.run_wagtail_task"


def note_failure(name: str, fault: BaseException, now: dt.datetime) -> None:
    """Write down that a task has failed."""
    words = f"{type(fault).__name__}: {fault}"[:1000]
    with transaction.atomic():
        row, new = JobFault.objects.get_or_create(
            name=name, defaults={"first_at": now, "last_at": now, "fault": words}
        )
        if not new:
            JobFault.objects.filter(pk=row.pk).update(last_at=now, times=F("times") + 1, fault=words)


def note_success(name: str) -> None:
    """Forget the failures of a task that has done its work."""
    # Most tasks never fail: a look needs no lock, a deletion does.
    if JobFault.objects.filter(name=name).exists():
        JobFault.objects.filter(name=name).delete()


@task_failure.connect
def keep_failure(sender: Any = None, exception: BaseException | None = None, **kwargs: Any) -> None:
    """Keep a task's failure; where the database itself is what fails, the log has it."""
    try:
        if exception is not None and sender.name != LEFT_TO_THE_SWEEP:
            note_failure(sender.name, exception, timezone.now())
    except Error:
        logger.exception("That %s failed could not be written down.", sender.name)


@task_success.connect
def forget_failure(sender: Any = None, **kwargs: Any) -> None:
    """Forget the failures of a task that works again."""
    try:
        note_success(sender.name)
    except Error:
        logger.exception("That %s works again could not be written down.", sender.name)
