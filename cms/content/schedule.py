"""Publish what is scheduled and see to what has expired, each page by itself; no page loses its address."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, Revision

from cms.checks.outside_forms import refuse_what_blocks
from cms.content import log
from cms.content.models import ScheduleFault
from cms.content.publishing import PublishRefused
from cms.dates import local

logger = logging.getLogger(__name__)

# Given a live page and now, in a transaction: returns what became of it in a word, None where it has to wait.
Expire = Callable[[Any, dt.datetime], str | None]
_expire: dict[str, Expire] = {}


@dataclass
class ScheduleRun:
    """What one run did: `expired` counts pages by what became of them."""

    published: int = 0
    failed: int = 0
    expired: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        expired = "".join(f", {count} {what}" for what, count in sorted(self.expired.items()))
        return f"{self.published} published{expired}, {self.failed} failed."

    @property
    def anything(self) -> bool:
        """Return whether it is worth a line in the log."""
        return bool(self.published or self.failed or self.expired)


def register_expiry(model: type[Page], expire: Expire) -> None:
    """Say what becomes of a model's pages when they expire; each area registers its own."""
    _expire[model._meta.label_lower] = expire


def publish_scheduled(now: dt.datetime) -> ScheduleRun:
    """Publish the revisions whose time has come, then see to the pages that have expired.

    Wagtail's own command lets one bad page stop the rest, and takes an expired page's address away.
    """
    run = ScheduleRun()
    for revision in due_revisions(now):
        try:
            with transaction.atomic():
                # An editor may have published or cancelled it while those before it were published.
                for current in due_revisions(now).select_for_update().filter(pk=revision.pk):
                    refuse_what_blocks(current.as_object(), now)
                    current.publish(log_action="wagtail.publish.scheduled")
                    run.published += 1
        except Exception as fault:
            _keep_fault(revision, fault, now)
            run.failed += 1
    ScheduleFault.objects.filter(revision__approved_go_live_at=None).delete()
    for page in expired_pages(now):
        try:
            with transaction.atomic():
                log.hold_publishing_lock()
                for current in expired_pages(now).filter(pk=page.pk):
                    _see_to(current.specific, now, run)
        except Exception:
            logger.exception("The expired page “%s” could not be seen to.", page.title)
            run.failed += 1
    return run


def _keep_fault(revision: Revision, fault: Exception, now: dt.datetime) -> None:
    """Keep why a page was not published for what needs doing, and log it: every try of one fault once."""
    words = str(fault) if isinstance(fault, PublishRefused) else f"{type(fault).__name__}: {fault}"
    kept, is_new = ScheduleFault.objects.get_or_create(
        revision=revision, defaults={"fault": words, "first_at": now}
    )
    if not is_new and kept.fault == words:
        return
    logger.error("The scheduled page “%s” could not be published.", revision.object_str, exc_info=fault)
    ScheduleFault.objects.filter(pk=kept.pk).update(fault=words)


def due_revisions(now: dt.datetime) -> QuerySet[Revision]:
    """Return the revisions to be published, in the order of their times."""
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by(  # type: ignore[no-any-return]
        "approved_go_live_at", "pk"
    )


def expired_pages(now: dt.datetime) -> QuerySet[Page]:
    """Return the live pages whose last day, from an import or from before it was hidden, has come."""
    return Page.objects.filter(live=True, expire_at__lte=now).order_by(  # type: ignore[no-any-return]
        "expire_at", "pk"
    )


def _see_to(page: Page, now: dt.datetime, run: ScheduleRun) -> None:
    became = _expire.get(page._meta.label_lower, _have_reviewed)(page, now)
    if became is None:
        return
    Page.objects.filter(pk=page.pk).update(expire_at=None)
    logger.info("“%s” has expired: %s.", page.title, became)
    run.expired[became] += 1


def _have_reviewed(page: Page, now: dt.datetime) -> str:
    """Have somebody look at a page of no other kind, which stays where it is."""
    if hasattr(page, "review_by"):
        day = local(page.expire_at).date()
        type(page).objects.filter(pk=page.pk).update(review_by=min(page.review_by or day, day))
    return "left for review"
