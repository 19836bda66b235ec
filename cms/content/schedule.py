"""Publish what is scheduled, each page by itself."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from wagtail.models import Revision

logger = logging.getLogger(__name__)


def publish_scheduled(now: dt.datetime) -> tuple[int, int]:
    """Publish the revisions whose time has come; return how many were published and how many failed.

    Wagtail's own command lets one bad page stop the rest.
    """
    published = failed = 0
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    for revision in due:
        try:
            with transaction.atomic():
                # An editor may have published or cancelled it while those before it were published.
                still_due = Revision.objects.select_for_update().filter(
                    pk=revision.pk, approved_go_live_at__lte=now
                )
                for current in still_due:
                    current.publish(log_action="wagtail.publish.scheduled")
                    published += 1
        except Exception:
            logger.exception("The scheduled page “%s” could not be published.", revision.object_str)
            failed += 1
    return published, failed
