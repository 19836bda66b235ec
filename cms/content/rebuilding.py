"""Build every document again, in batches that a later run can continue."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from cms.content import log, store
from cms.content.models import Checkpoint, ContentItem
from cms.content.publishing import Publishable, PublishRefused, publishable_models
from cms.content.tree import PageTree

logger = logging.getLogger(__name__)

BATCH = 50
PLACE = "rebuild-content"


def rebuild(now: dt.datetime, on_progress: Callable[[int, int], None]) -> int:
    """Store every public source and withdraw what has none; return how many documents changed.

    Each batch is one transaction that also saves the place, so a run that dies loses at most one batch.
    `on_progress` is given how many sources a batch had, and how many this run has in all. A document that
    can not be built stays as it was, and the log says why.
    """
    done_before = _place()
    changed = done = 0
    todo = [(name, content_id) for name, content_id in _sources() if f"{name} {content_id}" > done_before]
    for start in range(0, len(todo), BATCH):
        batch = todo[start : start + BATCH]
        with transaction.atomic():
            log.hold_publishing_lock()
            changed += _store(batch, now)
            name, content_id = batch[-1]
            Checkpoint.objects.update_or_create(name=PLACE, defaults={"value": f"{name} {content_id}"})
        done += len(batch)
        on_progress(len(batch), len(todo))
    with transaction.atomic():
        log.hold_publishing_lock()
        changed += _withdraw_orphans(now)
        Checkpoint.objects.filter(name=PLACE).delete()
    return changed


def forget_place() -> None:
    """Have the next run begin at the beginning."""
    Checkpoint.objects.filter(name=PLACE).delete()


def _place() -> str:
    checkpoint = Checkpoint.objects.filter(name=PLACE).first()
    return checkpoint.value if checkpoint else ""


def _sources() -> list[tuple[str, UUID]]:
    """Return what is public as label and id, in the order in which places are counted."""
    return sorted(
        (name, source.content_id)
        for name, model in publishable_models().items()
        for source in model.public_sources()
    )


def _store(batch: list[tuple[str, UUID]], now: dt.datetime) -> int:
    tree = PageTree()
    changed = 0
    for name in dict.fromkeys(name for name, _ in batch):
        model: type[Publishable] = publishable_models()[name]
        sources = model.public_by_id([content_id for label, content_id in batch if label == name], tree)
        changed += sum(_is_changed(source, now, tree) for source in sources.values())
    return changed


def _is_changed(source: Publishable, now: dt.datetime, tree: PageTree) -> bool:
    """Store a source's document; return whether it is another one than before."""
    try:
        with transaction.atomic():
            return store.write(source, now, tree) is not None
    except PublishRefused as refused:
        logger.error("%s Its document stays as it was.", refused)
        return False


def _withdraw_orphans(now: dt.datetime) -> int:
    public = {content_id for _, content_id in _sources()}
    stored = ContentItem.objects.values_list("id", flat=True)
    return sum(store.withdraw(content_id, now) for content_id in set(stored) - public)
