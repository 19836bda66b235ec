"""Keep the register of links in line with the public documents: only what changed since is read."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cms.content.models import Checkpoint, ContentItem
from cms.links.models import Link, LinkPlace, address_hash, host_of, without_fragment
from cms.links.places import Place, places

BATCH = 50
# Raise it where documents are read differently than before: then all are read again.
READER = 1
CHECKPOINT = f"links:read:{READER}"


def follow(now: dt.datetime) -> int:
    """Read every document that was written since the last time; return how many.

    A withdrawn item has taken its places with it; a link that stands nowhere any more goes.
    """
    total = 0
    while count := _follow_batch(now):
        total += count
    Link.objects.filter(places=None).delete()
    return total


def _follow_batch(now: dt.datetime) -> int:
    checkpoint, _ = Checkpoint.objects.get_or_create(name=CHECKPOINT, defaults={"value": "0"})
    # Without a transaction, which on SQLite would keep editors waiting every minute.
    if not _changed_since(checkpoint).exists():
        return 0
    with transaction.atomic():
        # Two runs at once would both write what is new.
        checkpoint = Checkpoint.objects.select_for_update().get(name=CHECKPOINT)
        rows = list(_changed_since(checkpoint).values_list("id", "sequence", "body")[:BATCH])
        if rows:
            _write({item: places(json.loads(bytes(body))) for item, _, body in rows}, now)
            Checkpoint.objects.filter(pk=checkpoint.pk).update(value=str(rows[-1][1]))
    return len(rows)


def _changed_since(checkpoint: Checkpoint) -> QuerySet[ContentItem]:
    return ContentItem.objects.filter(sequence__gt=int(checkpoint.value)).order_by("sequence")


def _write(found: dict[UUID, list[Place]], now: dt.datetime) -> None:
    """Make the places of items what was found, writing only what differs."""
    # Between reading and now an item may have been withdrawn; its places would point nowhere.
    public = set(ContentItem.objects.filter(id__in=found).values_list("id", flat=True))
    before: dict[UUID, dict[Place, int]] = defaultdict(dict)
    for row in LinkPlace.objects.filter(item__in=found):
        before[row.item_id][Place(row.address, row.part, row.words)] = row.pk
    gone = [
        pk for item, rows in before.items() for place, pk in rows.items() if place not in set(found[item])
    ]
    new = [
        (item, place)
        for item, wanted in found.items()
        for place in wanted
        if item in public and place not in before[item]
    ]
    links = _links((place.address for _, place in new), now)
    LinkPlace.objects.filter(pk__in=gone).delete()
    LinkPlace.objects.bulk_create(
        LinkPlace(
            link_id=links[address_hash(without_fragment(place.address))],
            item_id=item,
            address=place.address,
            part=place.part,
            words=place.words,
        )
        for item, place in new
    )


def _links(addresses: Iterable[str], now: dt.datetime) -> dict[str, int]:
    """Return the rows of addresses by hash; those that are new are checked next."""
    wanted = {address_hash(bare): bare for bare in map(without_fragment, addresses)}
    Link.objects.bulk_create(
        (
            Link(address=address, address_hash=key, host=host_of(address), next_check_at=now)
            for key, address in wanted.items()
        ),
        ignore_conflicts=True,
    )
    return dict(Link.objects.filter(address_hash__in=wanted).values_list("address_hash", "pk"))
