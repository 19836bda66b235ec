"""Search: a text and filters become a query, the engine's hits become current cards with highlights."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from cms.content.models import ContentItem
from cms.content.reading import current
from search import documents, facets, names
from search.engines import Engine
from search.highlights import Highlight, Phrases, best_passages, mark, wanted
from search.plan import Hit
from search.planning import plan
from search.query import Query

# As much of an id as tells the items of a few pages apart.
SHOWN = 8


@dataclass(frozen=True)
class Found:
    """One item of an answer."""

    id: UUID
    card: bytes
    highlight: Highlight
    promoted: bool
    valid_until: dt.datetime | None


@dataclass(frozen=True)
class Answer:
    """What a query found; `facets` are numbers of items by kind and slug."""

    items: list[Found]
    total: int
    facets: facets.Counts


def search(query: Query, engine: Engine, words: names.Names, shown: frozenset[str] = frozenset()) -> Answer:
    """Return what a query finds, as of its `now`; raises SearchUnavailable.

    `shown` are the beginnings of ids that stood on pages before.
    """
    asked = plan(query, words.countywide)
    response = engine.search(asked.request)
    hits = {hit.id: hit for hit in response.hits if hit.id.hex[:SHOWN] not in shown}
    promoted = query.promoted if query.offset == 0 else ()
    ids = [*promoted, *(content_id for content_id in hits if content_id not in query.promoted)]
    stored = ContentItem.objects.defer("body").in_bulk(ids)
    items = [stored[content_id] for content_id in ids if content_id in stored]
    expired = [item.id for item in items if item.valid_until and item.valid_until <= query.now]
    fresh = current(ContentItem.objects.filter(id__in=expired), query.now) if expired else {}
    phrases = wanted(query)
    found = []
    for item in items:
        now = fresh.get(item.id, item)
        found.append(
            Found(
                id=item.id,
                card=bytes(now.card),
                highlight=_highlight(item, hits.get(item.id), phrases),
                promoted=item.id in query.promoted,
                valid_until=now.valid_until,
            )
        )
    return Answer(found, response.total, facets.count(response, asked, words.areas))


def _highlight(item: ContentItem, hit: Hit | None, phrases: Phrases) -> Highlight:
    """Return a hit's texts; words that were taken out of an item do not come from an index that is behind."""
    kept = documents.read_stored(hit.stored) if hit and hit.sequence == item.sequence else None
    title, summary, passages = kept or documents.stored_of(item)
    return Highlight(mark(title, phrases), mark(summary, phrases), best_passages(passages, phrases))
