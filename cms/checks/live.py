"""Ask the checks about what readers see, in batches, and keep what they find for what needs doing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from cms.checks.findings import Found
from cms.checks.models import PageFindings
from cms.checks.registry import findings_of, harm_of, is_asked_of_live
from cms.content.models import ContentItem

# A page takes some 30 ms: a run that is done every minute leaves the worker free for readers.
BATCH = 20
# Dates pass and links break, so what was right is asked again each day.
AGAIN_AFTER = dt.timedelta(hours=20)


def check_live_pages(now: dt.datetime) -> int:
    """Check the live pages that were published since, or not asked for a day, the longest waiting first.

    Return how many; at most a batch, so that the rest waits for the next run.
    """
    PageFindings.objects.exclude(page__live=True).delete()
    waiting = list(_waiting(now)[:BATCH])
    for page in waiting:
        found = _found(page.specific, now)
        PageFindings.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "checked_at": now,
                "worst": min((harm_of(one.check) for one in found), default=None),
                "found": [_kept(one) for one in sorted(found, key=lambda one: harm_of(one.check))],
            },
        )
    return len(waiting)


def _waiting(now: dt.datetime) -> QuerySet[Page]:
    """Return the pages whose turn it is; what is archived stays as it was, a copy follows its original."""
    archived = ContentItem.objects.filter(archived_from__lte=now)
    public = ContentItem.objects.values("id")
    pages = Page.objects.filter(live=True, alias_of=None, translation_key__in=public)
    turn = (
        Q(findings=None)
        | Q(findings__checked_at__lt=F("last_published_at"))
        | Q(findings__checked_at__lte=now - AGAIN_AFTER)
    )
    return (  # type: ignore[no-any-return]
        pages.exclude(translation_key__in=archived.values("id"))
        .filter(turn)
        .order_by(F("findings__checked_at").asc(nulls_first=True), "pk")
    )


def _found(page: Any, now: dt.datetime) -> list[Found]:
    return [one for one in findings_of(page, now) if is_asked_of_live(one.check)]


def _kept(one: Found) -> dict[str, str]:
    return {"check": one.check, "fingerprint": one.fingerprint, "message": one.finding.message}
