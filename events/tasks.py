"""The tasks of consultations; each can run twice, or die half-way, without harm."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from events.archive import archive_due, without_outcome
from events.promises import send_reminders

logger = logging.getLogger(__name__)


@shared_task(name="events.archive_consultations")
def archive_consultations() -> int:
    """Archive all consultations that are due; return how many."""
    run = archive_due(timezone.now, lambda done: None, logger.warning)
    waiting = without_outcome(timezone.now()).count()
    logger.info(
        "Archiving: %s archived, %s failed, %s files missing, %s wait for their outcome.",
        run.archived,
        run.failed,
        run.missing_files,
        waiting,
    )
    return run.archived


@shared_task(name="events.send_reminders")
def remind_of_promises() -> int:
    """Send the reminders of promised feedback that are due; return how many went out."""
    run = send_reminders(timezone.now)
    logger.info(
        "Reminders of promised feedback: %s sent, %s failed, %s name nobody.",
        run.sent,
        run.failed,
        run.nobody,
    )
    return run.sent
