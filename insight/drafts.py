"""Drafts: a person's own that wait to be finished, and others' that wait to be approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState, get_default_page_content_type

from cms.dates import day, local
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource


def own_drafts(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the pages that a person was the last to change and has not published or submitted."""
    submitted = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(), object_id=OuterRef("key")
    )
    pages = (
        Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
        .annotate(key=Cast("pk", CharField()))
        .exclude(Exists(submitted))
        .select_related("latest_revision")
        .defer("latest_revision__content")
    )
    for page in pages:
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        changed = local(page.latest_revision_created_at).date()
        state = "Readers see an earlier state of it." if page.live else "Readers do not see it yet."
        yield UpkeepRow(
            key=f"draft:{page.translation_key}:{page.latest_revision_id}",
            title=page.draft_title or page.title,
            url=edit,
            reason=f"Your draft of {day(changed)}. {state}",
            harm=Harm.OWN,
            day=changed,
            action=UpkeepAction("Finish it", edit),
            item=page.translation_key if page.live else None,
        )


def waiting_for_approval(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield what others have submitted and a person may approve."""
    states = list(
        TaskState.objects.reviewable_by(user)
        .select_related("revision", "workflow_state__requested_by")
        .defer("revision__content")
    )
    pages = Page.objects.in_bulk({int(state.revision.object_id) for state in states if _of_page(state)})
    for state in states:
        page = pages.get(int(state.revision.object_id)) if _of_page(state) else None
        if page is None:
            continue
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        by = state.workflow_state.requested_by
        since = local(state.started_at).date()
        yield UpkeepRow(
            key=f"approval:{page.translation_key}:{state.revision_id}",
            title=page.draft_title or page.title,
            url=edit,
            reason=f"{(by and by.get_full_name()) or by or 'Somebody'} submitted it on {day(since)}.",
            harm=Harm.WAITING,
            day=since,
            action=UpkeepAction("Check it", edit),
            item=page.translation_key,
        )


def _of_page(state: TaskState) -> bool:
    return bool(state.revision.base_content_type_id == get_default_page_content_type().pk)


SOURCES = [
    UpkeepSource("drafts", "My drafts", "edit", own_drafts),
    UpkeepSource("approvals", "Waiting for approval", "clipboard-list", waiting_for_approval),
]
