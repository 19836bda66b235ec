"""Write and withdraw public documents, with their line in the change log, in the caller's transaction."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from cms.content import log
from cms.content.builder import (
    SERIALIZER_VERSION,
    BuiltDocument,
    Period,
    build,
    item_key,
    to_json,
)
from cms.content.dependents import mark_stale
from cms.content.models import ContentChange, ContentDependency, ContentItem, ContentPeriod, ContentTag
from cms.content.publishing import Publishable, PublishRefused, label
from cms.content.schemas import write_instant
from cms.content.tree import PageTree

Event = ContentChange.Event
PERIOD_COLUMNS = [field.name for field in dataclasses.fields(Period)]
LONGEST_PATH: int = ContentItem._meta.get_field("path").max_length or 0


@dataclass(frozen=True)
class Stored:
    """An item with the rows beside it."""

    item: ContentItem
    tags: frozenset[tuple[str, str]]
    keys: frozenset[str]
    periods: tuple[Period, ...]


def load(ids: Iterable[UUID]) -> dict[UUID, Stored]:
    """Return what the store holds of items, in as many queries for one as for many."""
    items = ContentItem.objects.in_bulk(list(ids))
    if not items:
        return {}
    tags: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for item, kind, slug in ContentTag.objects.filter(item__in=items).values_list("item", "kind", "slug"):
        tags[item].add((kind, slug))
    keys: dict[UUID, set[str]] = defaultdict(set)
    for item, key in ContentDependency.objects.filter(item__in=items).values_list("item", "key"):
        keys[item].add(key)
    periods: dict[UUID, list[Period]] = defaultdict(list)
    rows = ContentPeriod.objects.filter(item__in=items).values_list("item", *PERIOD_COLUMNS)
    for item, *period in rows:
        periods[item].append(Period(*period))
    return {
        id: Stored(item, frozenset(tags[id]), frozenset(keys[id]), tuple(periods[id]))
        for id, item in items.items()
    }


def write(
    source: Publishable,
    now: dt.datetime,
    tree: PageTree | None = None,
    stored: dict[UUID, Stored] | None = None,
) -> Event | None:
    """Store the source's document as of `now`; return what was logged, None where its JSON is the same.

    `tree` and `stored` are what a batch has loaded for all its sources. Raises PublishRefused where it can
    not be built.
    """
    log.hold_publishing_lock()
    before = (load([source.content_id]) if stored is None else stored).get(source.content_id)
    built = build(source, now, tree)
    digest = built.digest
    if before is None or before.item.path != source.content_path:
        _refuse_bad_path(source)
    event = None
    if before is None:
        event = _create(source, built, digest, now)
    elif before.item.digest == digest and is_intact(before.item, built):
        _confirm(before, source, built)
    else:
        event = _change(before, source, built, digest, now)
    source.document_stored(built, now)
    return event


def withdraw(content_id: UUID, now: dt.datetime, note: str = "") -> bool:
    """Remove an item from all that is public and log its tombstone; False if it was not public."""
    log.hold_publishing_lock()
    item = ContentItem.objects.filter(id=content_id).first()
    if item is None:
        return False
    tags = frozenset(ContentTag.objects.filter(item=item).values_list("kind", "slug"))
    keys = {item_key(content_id)} | _tag_keys(tags)
    item.delete()
    mark_stale(keys, now)
    log.append(
        Event.WITHDRAWN,
        sequence=log.next_sequence(),
        item=content_id,
        type=item.type,
        path=item.path,
        at=now,
        note=note,
    )
    return True


def encode(built: BuiltDocument, updated_at: dt.datetime, sequence: int) -> tuple[bytes, bytes, str]:
    """Return a document's card, its body and its ETag (without quotes)."""
    changed = {"updated_at": write_instant(updated_at)}
    body = to_json(built.values | changed | {"sequence": sequence})
    card = to_json(built.card_values | changed)
    etag = hashlib.sha256(SERIALIZER_VERSION.encode() + body).hexdigest()[:32]
    return card, body, etag


def is_intact(item: ContentItem, built: BuiltDocument) -> bool:
    """Return whether the stored bytes and their ETag are those that this version writes."""
    return encode(built, item.updated_at, item.sequence) == (bytes(item.card), bytes(item.body), item.etag)


def columns(source: Publishable, built: BuiltDocument) -> dict[str, Any]:
    """Return what stands in an item's row beside its bytes and its place in the log."""
    return {
        "type": source.document_type,
        "source": label(type(source)),
        "path": source.content_path,
        "title": source.content_title,
        "face": built.face,
        "surrogate_keys": " ".join(
            [
                *log.surrogate_keys(source.content_id, source.document_type),
                *sorted(built.dependencies - {item_key(source.content_id)}),
            ]
        ),
        "status": built.status,
        "archived_from": built.archived_from,
        "valid_until": built.valid_until,
        "first_published_at": dt.datetime.fromisoformat(built.values["first_published_at"]),
        "starts_at": min((period.starts_at for period in built.periods), default=None),
        "ends_at": max((period.ends_at for period in built.periods), default=None),
    }


def _refuse_bad_path(source: Publishable) -> None:
    """Refuse an address that is too long, or that another item has, such as an organisation a page's."""
    if len(source.content_path) > LONGEST_PATH:
        fault = f"The whole address is longer than {LONGEST_PATH} characters. Choose a shorter one."
        raise PublishRefused(source.content_title, {"slug": [fault]})
    holder = ContentItem.objects.filter(path=source.content_path).exclude(id=source.content_id).first()
    if holder:
        fault = f"“{holder.title}” has the address {holder.path} already. Choose another."
        raise PublishRefused(source.content_title, {"slug": [fault]})


def _create(source: Publishable, built: BuiltDocument, digest: str, now: dt.datetime) -> Event:
    item = ContentItem(id=source.content_id, source=label(type(source)))
    _fill(item, columns(source, built), digest)
    mark_stale({item_key(item.id)} | _tag_keys(built.tags), now)
    _save(item, built, now, Event.PUBLISHED, insert=True)
    ContentTag.objects.bulk_create(ContentTag(item=item, kind=kind, slug=slug) for kind, slug in built.tags)
    ContentPeriod.objects.bulk_create(_period_rows(item, built.periods))
    ContentDependency.objects.bulk_create(ContentDependency(item=item, key=key) for key in built.dependencies)
    return Event.PUBLISHED


def _change(
    before: Stored, source: Publishable, built: BuiltDocument, digest: str, now: dt.datetime
) -> Event:
    item, face = before.item, before.item.face
    path, was_archived = item.path, _archived(item, item.updated_at)
    _fill(item, columns(source, built), digest)
    changed_tags = before.tags ^ built.tags
    if face != item.face:
        mark_stale({item_key(item.id)} | _tag_keys(before.tags | built.tags), now)
    elif changed_tags:
        mark_stale(_tag_keys(changed_tags), now)
    event = _event(item, path, was_archived, now)
    _save(item, built, now, event, insert=False)
    _sync_rows(before, built)
    return event


def _confirm(before: Stored, source: Publishable, built: BuiltDocument) -> None:
    """Keep the stored bytes: they say what the sources say. What stands beside them may still differ."""
    beside = columns(source, built)
    _fill(before.item, beside, before.item.digest)
    before.item.save(update_fields=[*beside, "stale_since", "fault"])
    _sync_rows(before, built)


def _fill(item: ContentItem, beside: dict[str, Any], digest: str) -> None:
    for name, value in beside.items():
        setattr(item, name, value)
    item.digest = digest
    item.stale_since, item.fault = None, ""


def _save(item: ContentItem, built: BuiltDocument, now: dt.datetime, event: Event, insert: bool) -> None:
    """Take the sequence number and write the row and its log line: the last steps of a publish."""
    item.updated_at = now
    item.sequence = log.next_sequence()
    item.card, item.body, item.etag = encode(built, now, item.sequence)
    item.save(force_insert=insert, force_update=not insert)
    log.append(event, sequence=item.sequence, item=item.id, type=item.type, path=item.path, at=now)


def _event(item: ContentItem, path_before: str, was_archived: bool, now: dt.datetime) -> Event:
    if item.path != path_before:
        return Event.MOVED
    archived = _archived(item, now)
    if archived != was_archived:
        return Event.ARCHIVED if archived else Event.UNARCHIVED
    return Event.UPDATED


def _archived(item: ContentItem, now: dt.datetime) -> bool:
    return item.archived_from is not None and item.archived_from <= now


def _tag_keys(tags: Iterable[tuple[str, str]]) -> set[str]:
    return {f"tag:{kind}:{slug}" for kind, slug in tags}


def _period_rows(item: ContentItem, periods: Iterable[Period]) -> list[ContentPeriod]:
    return [ContentPeriod(item=item, **dataclasses.asdict(period)) for period in periods]


def _sync_rows(before: Stored, built: BuiltDocument) -> None:
    """Make tags, periods and dependencies what the document says, writing only what differs."""
    item = before.item
    gone = before.tags - built.tags
    if gone:
        matches = models.Q()
        for kind, slug in gone:
            matches |= models.Q(kind=kind, slug=slug)
        ContentTag.objects.filter(matches, item=item).delete()
    ContentTag.objects.bulk_create(
        ContentTag(item=item, kind=kind, slug=slug) for kind, slug in built.tags - before.tags
    )
    if before.keys != built.dependencies:
        ContentDependency.objects.filter(item=item, key__in=before.keys - built.dependencies).delete()
        ContentDependency.objects.bulk_create(
            ContentDependency(item=item, key=key) for key in built.dependencies - before.keys
        )
    if before.periods != built.periods:
        ContentPeriod.objects.filter(item=item).delete()
        ContentPeriod.objects.bulk_create(_period_rows(item, built.periods))
