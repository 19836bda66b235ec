"""Follow the change log into the index, from the place that is saved with the index itself."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from cms.content import log
from cms.content.models import ContentChange, ContentItem
from search import documents
from search.documents import IndexDocument
from search.engines import Engine, IndexMissing, Rejected, Writer
from search.files.models import FileText
from search.files.of_items import items_with
from search.fingerprint import fingerprint
from search.models import SearchFault

logger = logging.getLogger(__name__)

BATCH = 200
# An item that could not be indexed is tried again after this long, or when it changes.
RETRY_AFTER = dt.timedelta(minutes=10)


def follow(engine: Engine, now: Callable[[], dt.datetime]) -> int:
    """Bring the live index up to the end of the log; return how many changes were taken in.

    Raises IndexMissing where there is none that this version of the hub can go on with.
    """
    state = engine.live()
    if state is None or state.fingerprint != fingerprint():
        raise IndexMissing("There is no search index that this version of the hub can use.")
    if not (_waiting(state.sequence) or _to_retry(now()) or FileText.objects.waiting().exists()):
        return 0
    with engine.writer(state.version) as writer:
        return catch_up(writer, now)


def catch_up(writer: Writer, now: Callable[[], dt.datetime]) -> int:
    """Take in what the log has after the writer's place, batch by batch."""
    total = 0
    retried = _to_retry(now())
    if retried:
        index(writer, retried, now())
        writer.commit(writer.state.sequence)
    while changes := _changes(writer.state.sequence):
        index(writer, {item for _, item in changes}, now())
        writer.commit(changes[-1][0])
        total += len(changes)
    return total + _take_in_files(writer, now)


def _take_in_files(writer: Writer, now: Callable[[], dt.datetime]) -> int:
    """Index the items again whose files were read since; return how many."""
    total = 0
    while hashes := list(FileText.objects.waiting().values_list("content_hash", flat=True)[:BATCH]):
        began = now()
        total += index(writer, items_with(hashes), began)
        writer.commit(writer.state.sequence)
        FileText.objects.filter(content_hash__in=hashes).update(taken_in_at=began)
    return total


def index(writer: Writer, ids: Iterable[UUID], now: dt.datetime) -> int:
    """Write the items as they are now, and forget those that are gone; return how many are written."""
    ids = set(ids)
    # What is gone from the store now was there in no later state than this one.
    latest = log.latest_sequence()
    items = ContentItem.objects.in_bulk(list(ids))
    sources = documents.read_sources(items)
    built: list[IndexDocument] = []
    rejected: list[Rejected] = []
    for item in items.values():
        try:
            built.append(documents.build(item, sources))
        except Exception as error:
            # Whatever is wrong with one item must not keep the others out.
            logger.exception("%s could not be prepared for search; it is set aside.", item.path)
            rejected.append(Rejected(item.id, f"{type(error).__name__}: {error}"))
    rejected += writer.write(built)
    # What can not be indexed as it is now must not be found as it was.
    gone = dict.fromkeys(ids - items.keys(), latest)
    writer.delete(gone | {one.id: items[one.id].sequence for one in rejected})
    _note(ids, items, rejected, now)
    return len(items) - len(rejected)


def lag(engine: Engine) -> int:
    """Return how many changes the index is behind; raises SearchUnavailable where there is none."""
    state = engine.live()
    if state is None:
        raise IndexMissing("There is no search index yet. It is built by `manage.py rebuild_search`.")
    return ContentChange.objects.filter(sequence__gt=state.sequence).count()


def _changes(after: int) -> list[tuple[int, UUID]]:
    changes = ContentChange.objects.filter(sequence__gt=after).order_by("sequence")
    return list(changes.values_list("sequence", "item")[:BATCH])


def _waiting(after: int) -> bool:
    return ContentChange.objects.filter(sequence__gt=after).exists()


def _to_retry(now: dt.datetime) -> list[UUID]:
    faults = SearchFault.objects.filter(tried_at__lte=now - RETRY_AFTER)
    return list(faults.values_list("item", flat=True)[:BATCH])


def _note(ids: set[UUID], items: dict[UUID, ContentItem], rejected: list[Rejected], now: dt.datetime) -> None:
    """Keep why items could not be indexed, and forget the faults of those that now are."""
    reasons = {one.id: one.reason for one in rejected}
    SearchFault.objects.filter(item__in=ids - reasons.keys()).delete()
    SearchFault.objects.bulk_create(
        [
            SearchFault(
                item=content_id,
                path=items[content_id].path,
                sequence=items[content_id].sequence,
                reason=reason,
                tried_at=now,
            )
            for content_id, reason in reasons.items()
        ],
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["path", "sequence", "reason", "tried_at"],
    )
