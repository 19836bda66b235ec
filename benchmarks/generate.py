"""Fill a copy of the demonstration's store with many items: `python -m benchmarks.generate 100000`."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import django
from django.db import connection, models, transaction
from tqdm import tqdm

django.setup()

from cms.content.models import (  # noqa: E402
    ContentCounter,
    ContentDependency,
    ContentItem,
    ContentPeriod,
    ContentTag,
)
from cms.organisations import Organisation  # noqa: E402

TYPES = ["practice-example", "toolkit", "event", "consultation"]
SEED = 20_261_122
BATCH = 2_000
# A made-up service has this many items: the most that a filter of the measurement matches.
OF_ONE_SERVICE = 1_000
FAR = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
# Copies spread over four weeks, as the pack's own days are relative to the day it was loaded for.
SPREAD_DAYS = 28


@dataclass
class Template:
    """One real item with its rows, to be copied under other names."""

    item: ContentItem
    tags: list[tuple[str, str]]
    periods: list[ContentPeriod]
    keys: list[str]


def templates() -> list[Template]:
    """Return the demonstration's items; services come from this module instead."""
    items = ContentItem.objects.filter(type__in=TYPES).order_by("path")
    return [
        Template(
            item,
            [tag for tag in item.tags.values_list("kind", "slug") if tag[0] != "organisation"],
            list(item.periods.all()),
            list(item.dependencies.values_list("key", flat=True)),
        )
        for item in items.prefetch_related("periods")
    ]


def service(number: int) -> str:
    return f"bench-service-{number:03}"


def rows(template: Template, number: int, content_id: UUID) -> Iterator[models.Model]:
    """Yield the rows of one copy."""
    old = template.item
    shift = dt.timedelta(days=number % SPREAD_DAYS)
    path = f"{old.path.rstrip('/')}-{number}/"
    changed = {str(old.id): str(content_id), old.path: path, old.title: f"{old.title} {number}"}
    published = old.first_published_at - dt.timedelta(minutes=number)
    values = {field.attname: getattr(old, field.attname) for field in ContentItem._meta.concrete_fields}
    item = ContentItem(
        **values
        | {
            "id": content_id,
            "path": path,
            "title": f"{old.title[:240]} {number}",
            "card": replaced(bytes(old.card), changed),
            "body": replaced(bytes(old.body), changed),
            "etag": content_id.hex,
            "digest": content_id.hex,
            "surrogate_keys": old.surrogate_keys.replace(str(old.id), str(content_id)),
            # A copy has no page from which a document of its time could be built.
            "valid_until": FAR if old.valid_until else None,
            "archived_from": old.archived_from and old.archived_from + shift,
            "sequence": number + 1,
            "stale_since": None,
            "first_published_at": published,
            "updated_at": published,
            "starts_at": old.starts_at and old.starts_at + shift,
            "ends_at": old.ends_at and old.ends_at + shift,
        }
    )
    yield item
    for kind, slug in [*template.tags, ("organisation", service(number // OF_ONE_SERVICE))]:
        yield ContentTag(item=item, kind=kind, slug=slug)
    for period in template.periods:
        yield ContentPeriod(
            item=item,
            starts_at=period.starts_at + shift,
            ends_at=period.ends_at + shift,
            status=period.status,
            note=period.note,
            kind=period.kind,
            when=period.when,
            all_day=period.all_day,
        )
    for key in template.keys:
        yield ContentDependency(item=item, key=key)


def replaced(content: bytes, changed: dict[str, str]) -> bytes:
    for old, new in changed.items():
        content = content.replace(old.encode(), new.encode())
    return content


@transaction.atomic
def save(batch: list[models.Model]) -> None:
    for model in [ContentItem, ContentTag, ContentPeriod, ContentDependency]:
        model._default_manager.bulk_create([row for row in batch if type(row) is model])


def generate(count: int) -> None:
    """Add `count` items, the same ones each time; the first ones are the same for every count."""
    chance = random.Random(SEED)  # noqa: S311, it makes names
    services = [service(number) for number in range((count - 1) // OF_ONE_SERVICE + 1)]
    Organisation.objects.bulk_create(Organisation(name=slug, slug=slug) for slug in services)
    patterns = templates()
    batch: list[models.Model] = []
    for number in tqdm(range(count), desc=f"{count} items", disable=None):
        content_id = UUID(int=chance.getrandbits(128), version=4)
        batch.extend(rows(patterns[number % len(patterns)], number, content_id))
        if len(batch) >= BATCH:
            save(batch)
            batch = []
    save(batch)
    ContentCounter.objects.update(value=count + len(patterns) * 10)


if __name__ == "__main__":
    generate(int(sys.argv[1]))
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
