"""“Still right”: somebody has looked at a page and found nothing to change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from cms.content.publication import sync_page
from cms.dates import local

LOG_ACTION = "hub.still_right"


@transaction.atomic
def confirm_right(page: Any, by: Any, now: dt.datetime, note: str = "") -> dt.date:
    """Record that a live page is right as it is read now; return the day for the next look at it.

    Readers see the day at once. Drafts stay drafts; the two days are written into them too, so that their
    publication does not take them back.
    """
    today = local(now).date()
    next_on: dt.date = page.next_review(today)
    before = {"reviewed_on": _day(page.reviewed_on), "review_by": _day(page.review_by)}
    after = {"reviewed_on": _day(today), "review_by": _day(next_on)}
    page.reviewed_on, page.review_by = today, next_on
    type(page).objects.filter(pk=page.pk).update(reviewed_on=today, review_by=next_on)
    waiting = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    for revision in page.revisions.filter(waiting):
        revision.content |= after
        revision.save(update_fields=["content"])
    sync_page(page, now)
    log(page, LOG_ACTION, user=by, data={"before": before, "after": after, "note": note}, title=page.title)
    return next_on


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
