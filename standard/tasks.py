"""What runs by itself for assessments; each task can run twice, or die half-way, without harm."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from standard.assessments import housekeeping, limits
from standard.parents.views import forget_traces

logger = logging.getLogger(__name__)


@shared_task(name="standard.remind_services")
def remind_services() -> int:
    """Send the reminders that services asked for; return how many."""
    now = timezone.now()
    sent = [
        housekeeping.remind_of_due(now),
        housekeeping.remind_of_steps(now),
        housekeeping.warn_of_removal(now),
    ]
    if any(sent):
        logger.info("Reminded of %s assessments and %s steps, warned of %s removals.", *sent)
    return sum(sent)


@shared_task(name="standard.remove_untouched")
def remove_untouched() -> int:
    """Delete unfinished assessments that nobody has touched for 12 months; return how many."""
    count = housekeeping.remove_untouched(timezone.now())
    if count:
        logger.info("Deleted %s unfinished assessments that nobody had touched for 12 months.", count)
    return count


@shared_task(name="standard.forget_callers")
def forget_callers() -> int:
    """Forget which phones answered over 24 hours ago, and counts that no limit looks at; return how many."""
    now = timezone.now()
    return forget_traces(now) + limits.forget(now)
