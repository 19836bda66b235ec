"""What needs doing in the shared parts: pages to look at again, and work that has failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from cms.background.models import JobFault
from cms.content.models import ContentItem, ScheduleFault
from cms.dates import day, local, moment
from cms.reminders.models import SentReminder
from cms.upkeep.allowed import changeable_pages
from cms.upkeep.due import due_for_review, lateness
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource

# Soon enough to find the time, late enough not to be looked past.
REVIEWS_AHEAD = dt.timedelta(days=14)


def reviews_due(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the pages to look at again that a person may change."""
    today = local(now).date()
    allowed = changeable_pages(user)
    for page in due_for_review(today + REVIEWS_AHEAD, now):
        if page.pk not in allowed:
            continue
        due = page.review_due_on
        yield UpkeepRow(
            key=f"review:{page.translation_key}:{due}",
            title=page.title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reason=f"To be looked at again by {day(due)}, {lateness(due, today)}.",
            harm=Harm.STALE,
            day=due,
            action=UpkeepAction("Still right", reverse("still_right", args=[page.pk]), posts=True),
            item=page.translation_key,
            who=page.reminder_address,
        )


def failed_jobs(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield documents that could not be built again, tasks that failed, and reminders that did not go out."""
    yield from _documents(user)
    if user.has_perm("cms.view_jobfault"):
        yield from _tasks()
    yield from _reminders(user)


def _documents(user: Any) -> Iterator[UpkeepRow]:
    faults = ContentItem.objects.exclude(fault="").values_list("id", "title", "path", "fault", "stale_since")
    found = list(faults)
    if not found:
        return
    pages = dict(
        Page.objects.filter(translation_key__in=[row[0] for row in found]).values_list(
            "translation_key", "pk"
        )
    )
    allowed = changeable_pages(user)
    for item, title, path, fault, since in found:
        if pages.get(item) not in allowed:
            continue
        edit = reverse("wagtailadmin_pages:edit", args=[pages[item]])
        yield UpkeepRow(
            key=f"document:{item}:{fault[:100]}",
            title=title,
            url=edit,
            reason=f"What readers see at {path} is older than the page: it could not be built again. {fault}",
            harm=Harm.BROKEN,
            day=local(since).date() if since else None,
            action=UpkeepAction("Mend it and publish", edit),
            item=item,
        )


def _tasks() -> Iterator[UpkeepRow]:
    for fault in JobFault.objects.all():
        yield UpkeepRow(
            key=f"job:{fault.name}:{fault.first_at.isoformat()}",
            title=fault.name,
            url=reverse("wagtailadmin_home"),
            reason=f"It failed {fault.times_in_words}, last at {local(fault.last_at):%H:%M}: {fault.fault}",
            harm=Harm.BROKEN,
            day=local(fault.first_at).date(),
            action=UpkeepAction("Run it again", reverse("run_job_again", args=[fault.name]), posts=True),
        )


def _reminders(user: Any) -> Iterator[UpkeepRow]:
    """Yield the newest fault for each recipient: one address to mend, however many reminders it stopped."""
    failed = SentReminder.objects.filter(sent_at__isnull=True).exclude(fault="").order_by("due_on", "pk")
    newest = {reminder.recipient: reminder for reminder in failed}
    if not newest or not changeable_pages(user):
        return
    for address, reminder in newest.items():
        where = reverse("wagtailadmin_explore_root")
        if reminder.page_id:
            where = reverse("wagtailadmin_pages:edit", args=[reminder.page_id])
        yield UpkeepRow(
            key=f"reminder:{address}:{reminder.fault[:100]}",
            title=f"E-mail to {address}",
            url=where,
            reason=f"A reminder could not be sent: {reminder.fault}",
            harm=Harm.PROMISE if reminder.page_id else Harm.STALE,
            day=reminder.due_on,
            action=UpkeepAction("Give the page another mailbox", where),
            who=address,
        )


def scheduled_and_not_published(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the pages whose time has come and which something keeps from readers."""
    faults = list(
        ScheduleFault.objects.filter(revision__approved_go_live_at__lte=now)
        .select_related("revision")
        .defer("revision__content")
    )
    if not faults:
        return
    allowed = changeable_pages(user)
    keys = {int(fault.revision.object_id) for fault in faults}
    pages = dict(Page.objects.filter(pk__in=keys & allowed).values_list("pk", "translation_key"))
    for fault in faults:
        key = int(fault.revision.object_id)
        if key not in pages:
            continue
        edit = reverse("wagtailadmin_pages:edit", args=[key]) + "#checks"
        due = local(fault.revision.approved_go_live_at)
        yield UpkeepRow(
            key=f"scheduled:{pages[key]}:{fault.revision_id}:{fault.fault[:100]}",
            title=fault.revision.object_str[:255],
            url=edit,
            reason=f"It was to be published on {moment(due)}, and was not. {fault.fault}",
            harm=Harm.WAITING,
            day=due.date(),
            action=UpkeepAction("Mend it and publish", edit),
            item=pages[key],
        )


SOURCES = [
    UpkeepSource("scheduled", "Scheduled, not published", "time", scheduled_and_not_published),
    UpkeepSource("reviews", "Reviews due", "date", reviews_due),
    UpkeepSource("failed", "Failed jobs", "warning", failed_jobs),
]
