"""Build again what is stale or due, in small transactions that can end at any point."""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from cms.content import log, store
from cms.content.models import ContentItem
from cms.content.publishing import Publishable, publishable_models
from cms.content.tree import PageTree

logger = logging.getLogger(__name__)

BATCH = 50
# An item that could not be built is tried again after this long, or when a source changes again.
RETRY_AFTER = dt.timedelta(minutes=5)
# Sent when many batches are through, for what reads the change log: it would share the processor with them.
refreshed = Signal()
_under_way: ContextVar[bool] = ContextVar("refresh_under_way", default=False)


def is_under_way() -> bool:
    """Return whether this thread builds documents again now, and will say when it is through."""
    return _under_way.get()


def refresh_all() -> int:
    """Build all stale and due documents again, batch by batch; return how many were taken on."""
    total = 0
    before = _under_way.set(True)
    try:
        while count := refresh_batch(timezone.now()):
            total += count
    finally:
        _under_way.reset(before)
        if total:
            refreshed.send(sender=None)
    return total


def refresh_batch(now: dt.datetime, limit: int = BATCH) -> int:
    """Build up to `limit` stale or due items again; return how many were taken on.

    One that can not be built is set aside with its fault, and the rest go on.
    """
    with transaction.atomic():
        log.hold_publishing_lock()
        waiting = Q(fault="") | Q(stale_since__lte=now - RETRY_AFTER)
        items = list(
            ContentItem.objects.due(now)
            .filter(waiting)
            .only("id", "source", "path", "valid_until")
            .order_by("stale_since", "valid_until")[:limit]
        )
        tree = PageTree()
        sources, stored = load_sources(items, tree), store.load(item.id for item in items)
        for item in items:
            with _setting_aside(item, now):
                source = sources.get(str(item.id))
                if source is None:
                    store.withdraw(item.id, now)
                else:
                    store.write(source, now, tree, stored)
    return len(items)


def load_sources(items: list[ContentItem], tree: PageTree) -> dict[str, Publishable]:
    """Return the public sources of items by id, with one load a model; an area that is gone has none."""
    by_model: dict[str, list[ContentItem]] = defaultdict(list)
    for item in items:
        by_model[item.source].append(item)
    found: dict[str, Publishable] = {}
    installed = publishable_models()
    for name in installed.keys() & by_model.keys():
        loaded = installed[name].public_by_id([item.id for item in by_model[name]], tree)
        found.update({str(content_id): source for content_id, source in loaded.items()})
    return found


@contextmanager
def _setting_aside(item: ContentItem, now: dt.datetime) -> Iterator[None]:
    """Take back what fails for one item, and keep its fault with it."""
    try:
        with transaction.atomic():
            yield
    except Exception as fault:
        # One item must not stop the others; what is wrong with it stands in the log and in /readyz.
        logger.exception("The document at %s could not be built again; it stays as it was.", item.path)
        ContentItem.objects.filter(id=item.id).update(
            stale_since=now, fault=str(fault) or type(fault).__name__
        )
