"""Compare what is stored with a fresh rendering of its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from cms.content.builder import BuiltDocument, Period, build
from cms.content.models import ContentItem
from cms.content.publishing import Publishable, PublishRefused, publishable_models
from cms.content.store import PERIOD_COLUMNS, columns, is_intact
from cms.content.tree import PageTree

BATCH = 100


@dataclass(frozen=True)
class Difference:
    """Something that the store says otherwise than its sources."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def differences(now: dt.datetime) -> Iterator[Difference]:
    """Yield every difference between the store and the sources, in bounded memory.

    A document that is known to be stale, or that time has changed, counts as different: the worker is behind.
    """
    expected: set[UUID] = set()
    for model in publishable_models().values():
        batch: list[UUID] = []
        for source in model.public_sources():
            expected.add(source.content_id)
            batch.append(source.content_id)
            if len(batch) == BATCH:
                yield from _compare(model, batch, now)
                batch = []
        yield from _compare(model, batch, now)
    for content_id, path in ContentItem.objects.values_list("id", "path").iterator():
        if content_id not in expected:
            yield Difference(path, "it is stored, but its source is not public")


def _compare(model: type[Publishable], ids: list[UUID], now: dt.datetime) -> Iterator[Difference]:
    tree = PageTree()
    items = ContentItem.objects.prefetch_related("tags", "periods", "dependencies").in_bulk(ids)
    for content_id, source in model.public_by_id(ids, tree).items():
        item = items.get(content_id)
        if item is None:
            yield Difference(source.content_path, "it is public, but not stored")
            continue
        try:
            built = build(source, now, tree)
        except PublishRefused as refused:
            yield Difference(item.path, f"it can not be built: {refused}")
            continue
        yield from (Difference(item.path, what) for what in _faults(item, source, built))


def _faults(item: ContentItem, source: Publishable, built: BuiltDocument) -> Iterator[str]:
    if item.digest != built.digest:
        yield "its document differs from what its sources give" + (
            " (known to be stale)" if item.stale_since else ""
        )
    elif not is_intact(item, built):
        yield "its stored bytes or its ETag are not those of its document"
    wrong = [name for name, value in columns(source, built).items() if getattr(item, name) != value]
    if wrong:
        yield f"its row has another {', '.join(wrong)}"
    if {(tag.kind, tag.slug) for tag in item.tags.all()} != built.tags:
        yield "its facets differ"
    periods = [Period(*(getattr(row, column) for column in PERIOD_COLUMNS)) for row in item.periods.all()]
    if tuple(sorted(periods, key=lambda period: (period.starts_at, period.ends_at))) != built.periods:
        yield "its periods differ"
    if {row.key for row in item.dependencies.all()} != built.dependencies:
        yield "what it depends on differs"
    if item.fault:
        yield f"it could not be built: {item.fault}"
