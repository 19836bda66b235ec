"""Make and update the pages of an import, each row in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.content.log import hold_publishing_lock
from cms.importing import page_values
from cms.importing.models import ImportedListing
from cms.importing.plan import Action, Import, Judgement, Outcome, outcome, refused
from cms.importing.rows import FileRefused, Row
from cms.pages import BasePage


def apply(wanted: Import) -> Iterator[Outcome]:
    """Write each row and yield what was done with it."""
    parent_of(wanted)
    for row in wanted.rows():
        yield _write(wanted, row) if isinstance(row, Row) else refused(row)


def parent_of(wanted: Import) -> Page:
    """Return the page below which the import makes pages; raises FileRefused where there is none."""
    for model in wanted.importer.model.allowed_parent_page_models():
        parent = model.objects.order_by("path").first()
        if parent is not None:
            return parent
    raise FileRefused("The page below which these belong is missing. Run `manage.py prepare_site`.")


@transaction.atomic
def _write(wanted: Import, row: Row) -> Outcome:
    # Two imports of one file at once would both find nothing and both make the page.
    hold_publishing_lock()
    judgement = wanted.judge(row)
    told = outcome(row, judgement)
    if judgement.page is None or not judgement.values:
        return told
    page = judgement.page
    if judgement.action == Action.NEW:
        revision = _add(wanted, row, page)
    elif judgement.fields:
        revision = page.save_revision(user=wanted.user, clean=False, log_action=True)
    else:
        revision = None
    _remember(wanted, row, judgement, page)
    told = replace(told, page_id=page.pk)
    return _published(wanted, row, page, revision, told) if revision and wanted.publish else told


def _add(wanted: Import, row: Row, page: BasePage) -> Revision:
    page.owner = wanted.user
    page.first_published_at = row.first_published_at
    if not slugify(page.title):
        page.slug = f"listing-{page_values.digest(type(page), {'id': row.source_id})[:12]}"
    parent_of(wanted).add_child(instance=page)
    log(instance=page, action="wagtail.create", user=wanted.user, content_changed=True)
    return page.save_revision(user=wanted.user, clean=False)


def _remember(wanted: Import, row: Row, judgement: Judgement, page: BasePage) -> None:
    ImportedListing.objects.update_or_create(
        source=wanted.source,
        source_id=row.source_id,
        defaults={
            "page_id": page.pk,
            "digest": page_values.digest(type(page), judgement.values),
            "values": judgement.values,
            "imported_at": wanted.choices.now,
        },
    )


def _published(wanted: Import, row: Row, page: BasePage, revision: Revision, told: Outcome) -> Outcome:
    """Publish what was written, or say why it stays a draft."""
    reasons = list(row.holds)
    before = Page.objects.get(pk=page.pk)
    if told.action == Action.CHANGED and not before.live and before.last_published_at is not None:
        reasons.append("An editor took the page down.")
    if told.action == Action.CHANGED and before.live and _had_draft(before, revision):
        reasons.append("An editor's draft waits on the page.")
    if not reasons:
        try:
            with transaction.atomic():
                revision.publish(user=wanted.user)
            return replace(told, published=True)
        except ValidationError as fault:
            reasons.append(str(fault) if hasattr(fault, "title") else " ".join(fault.messages))
    why = [one for one in told.why if one not in row.holds]
    return replace(told, why=(*why, f"Kept as a draft: {' '.join(reasons)}"))


def _had_draft(page: Page, revision: Revision) -> bool:
    """Return whether the revision before this one was not the public one."""
    earlier = page.revisions.exclude(pk=revision.pk).order_by("-created_at", "-id").first()
    return earlier is not None and earlier.pk != page.live_revision_id
