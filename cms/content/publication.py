"""Bring the store in line with pages: one page, or all at and below a page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from cms.content import log, store
from cms.content.models import ContentChange
from cms.content.publishing import publishable_models
from cms.content.tree import PageTree

BATCH = 100


def sync_page(page: Page, now: dt.datetime, as_saved: bool = False) -> None:
    """Store a page's document as the database has the page now, or withdraw it if it is not public.

    `as_saved` says that the page was read and saved under the publishing lock, so that nothing of it has to
    be read again. A changed path takes all below it along.
    """
    with transaction.atomic(savepoint=False):
        log.hold_publishing_lock()
        model = publishable_models().get(page.specific_class._meta.label_lower)
        if model is None:
            return
        tree = PageTree()
        source = page.public_as_saved(tree) if as_saved else None
        if source is None:
            source = model.public_by_id([page.translation_key], tree).get(page.translation_key)
        if source is None:
            store.withdraw(page.translation_key, now)
        elif store.write(source, now, tree) == ContentChange.Event.MOVED:
            sync_pages(page.get_descendants(), now)


def sync_pages(pages: Iterable[Page], now: dt.datetime) -> None:
    """Store or withdraw each of the pages, in batches."""
    with transaction.atomic():
        log.hold_publishing_lock()
        tree = PageTree()
        by_model: dict[str, list[UUID]] = defaultdict(list)
        for page in pages:
            by_model[page.specific_class._meta.label_lower].append(page.translation_key)
        for name, ids in by_model.items():
            if name in publishable_models():
                _sync(name, ids, now, tree)


def _sync(name: str, ids: list[UUID], now: dt.datetime, tree: PageTree) -> None:
    model = publishable_models()[name]
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        sources = model.public_by_id(some, tree)
        for content_id in some:
            if content_id in sources:
                store.write(sources[content_id], now, tree)
            else:
                store.withdraw(content_id, now)
