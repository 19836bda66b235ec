"""Read documents as of now: stored bytes while they hold, built freshly once time has changed them."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from uuid import UUID

from django.db import connection

from cms.content.builder import build
from cms.content.listing import read_instant
from cms.content.models import ContentItem
from cms.content.publishing import PublishRefused
from cms.content.refresh import load_sources
from cms.content.store import encode
from cms.content.tree import PageTree

logger = logging.getLogger(__name__)

STORED = "SELECT body, etag, updated_at, valid_until, surrogate_keys FROM cms_contentitem WHERE"


@dataclass(frozen=True)
class WholeDocument:
    """An item's document as of now, and what its answer's headers say."""

    body: bytes
    etag: str
    updated_at: dt.datetime
    valid_until: dt.datetime | None
    surrogate_keys: str


@dataclass(frozen=True)
class CurrentDocument(WholeDocument):
    """An item's document as of now, with its card."""

    card: bytes


class StoredRow(Protocol):
    """A row of a query over the store, with an item's card or body."""

    @property
    def id(self) -> UUID: ...

    @property
    def content(self) -> bytes: ...

    @property
    def valid_until(self) -> dt.datetime | None: ...


def stored_row(column: str, value: str) -> Any:
    """Return the row of `STORED` whose id or path, as the database has it, is this one."""
    with connection.cursor() as cursor:
        cursor.execute(f"{STORED} {column} = %s", [value])
        return cursor.fetchone()


def document_at(path: str, now: dt.datetime) -> WholeDocument | None:
    """Return the document at a path as of `now`, None where there is none."""
    row = stored_row("path", path)
    if row is None:
        return None
    body, etag, updated_at, until, surrogate_keys = row
    valid_until = read_instant(until) if until else None
    if valid_until is None or now < valid_until:
        return WholeDocument(bytes(body), etag, read_instant(updated_at), valid_until, surrogate_keys)
    item = ContentItem.objects.filter(path=path).first()
    return current([item], now)[item.id] if item else None


def contents(rows: Sequence[StoredRow], column: Literal["card", "body"], now: dt.datetime) -> list[bytes]:
    """Return the rows' JSON; what time has changed since it was stored is built freshly."""
    expired = {row.id for row in rows if row.valid_until and row.valid_until <= now}
    if not expired:
        return [row.content for row in rows]
    fresh = current(ContentItem.objects.filter(id__in=expired), now)
    return [getattr(fresh[row.id], column) if row.id in fresh else row.content for row in rows]


def current(items: Iterable[ContentItem], now: dt.datetime) -> dict[UUID, CurrentDocument]:
    """Return the documents of items as of `now`; nothing is written.

    Beat stores what time has changed; until then each reader builds the same bytes from the same sources.
    """
    items = list(items)
    expired = [item for item in items if item.valid_until and item.valid_until <= now]
    documents = {item.id: _stored(item) for item in items}
    tree = PageTree()
    sources = load_sources(expired, tree)
    for item in expired:
        source = sources.get(str(item.id))
        if source is None:
            # Its withdrawal is being written at this moment; the stored document was true until then.
            continue
        try:
            built = build(source, now, tree)
        except PublishRefused as refused:
            # One item that an editor has to mend must not take every list that it stands in along.
            logger.warning("%s Its document stays as it was.", refused)
            continue
        changed_at = item.valid_until or now
        card, body, etag = encode(built, changed_at, item.sequence)
        documents[item.id] = CurrentDocument(
            body, etag, changed_at, built.valid_until, item.surrogate_keys, card
        )
    return documents


def _stored(item: ContentItem) -> CurrentDocument:
    return CurrentDocument(
        bytes(item.body), item.etag, item.updated_at, item.valid_until, item.surrogate_keys, bytes(item.card)
    )
