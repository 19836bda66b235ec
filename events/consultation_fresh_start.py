"""Forget the past of a consultation that was never true."""

from __future__ import annotations

from events.archive_facts import NEVER_ARCHIVED
from events.consultation_differences import COURSE_KINDS
from events.consultation_keeping import FACTS
from events.models import ConsultationAction, ConsultationPage, ConsultationWindow, FeedbackUpdate


def start_over(page_id: int) -> None:
    """Forget a consultation's past, in the transaction that publishes it anew.

    For content whose dates are not what families were told, such as a demonstration that moves with its day.
    """
    for rows in (ConsultationWindow, FeedbackUpdate):
        rows.objects.filter(page=page_id).delete()
    ConsultationAction.objects.filter(page=page_id, kind__in=COURSE_KINDS).delete()
    forgotten = dict.fromkeys([*FACTS, "feedback_published_on"])
    ConsultationPage.objects.filter(pk=page_id).update(**forgotten, **NEVER_ARCHIVED)
