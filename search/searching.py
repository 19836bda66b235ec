"""Search: a text and filters become a query, the engine's hits become current cards with highlights."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from cms.content.listing import SOONEST, Place, page
from cms.content.models import ContentItem
from cms.content.reading import contents
from cms.content.selection import Selection
from search import facets, names
from search.documents import Stored, read_stored, stored_of
from search.engines import Engine
from search.files.finding import FoundIn, found_in
from search.highlights import Highlight, Marker
from search.plan import Hit, OneOf, Request
from search.planning import Asked, plan
from search.query import Query

# As much of an id as tells the items of a few pages apart.
SHOWN = 8
# Years and excluded words of a list without words: the index finds them, the store puts them in order.
MOST_NARROWED = 5_000


@dataclass(frozen=True)
class Found:
    """One item of an answer."""

    id: UUID
    card: bytes
    highlight: Highlight
    promoted: bool
    # The file that says what the page does not.
    file: FoundIn | None


@dataclass(frozen=True)
class Card:
    """A hit's row in the store."""

    id: UUID
    content: bytes
    valid_until: dt.datetime | None
    sequence: int


@dataclass(frozen=True)
class Answer:
    """What a query found; `facets` are numbers of items by kind and slug.

    `sure` says how many have so much of the words that they answer them. `last` is where a list that goes by
    dates and not by words went on, None at its end.
    """

    items: list[Found]
    total: int
    sure: int
    facets: facets.Counts
    last: Place | None = None


def nothing() -> Answer:
    """Return the answer to what nothing answers."""
    return Answer([], 0, 0, {kind: {} for kind in facets.KINDS})


def search(query: Query, engine: Engine, words: names.Names, shown: frozenset[str] = frozenset()) -> Answer:
    """Return what a query with words finds, best first, as of its `now`; raises SearchUnavailable.

    `shown` are the beginnings of ids that stood on pages before.
    """
    asked = plan(query, words.countywide)
    response = engine.search(asked.request)
    hits = {hit.id: hit for hit in response.hits if hit.id.hex[:SHOWN] not in shown}
    cards = _cards(list(hits))
    counts = facets.count(response, asked, words.areas)
    return Answer(_found(cards, hits, query), response.total, response.counted[-1], counts)


def browse(query: Query, engine: Engine, words: names.Names, after: Place | None) -> Answer:
    """Return what a query without words finds: soonest to happen or close first, then newest, as lists do."""
    asked = plan(query, words.countywide)
    selection: Selection | None = query.filters.selection
    if query.filters.years or query.excluded:
        selection = _narrowed(query, engine, asked)
    rows = page(selection, SOONEST, query.now, query.limit + 1, after, "card") if selection else []
    cards = [Card(row.id, row.content, row.valid_until, row.sequence) for row in rows[: query.limit]]
    of_these = OneOf("id", frozenset(str(card.id) for card in cards))
    response = engine.search(replace(asked.request, match=of_these, limit=query.limit, offset=0))
    hits = {hit.id: hit for hit in response.hits}
    counts = facets.count(response, asked, words.areas)
    # Every item has one type.
    total = sum(count for tag, count in response.tagged[0].items() if tag.startswith("type:"))
    last = rows[query.limit - 1].place if len(rows) > query.limit else None
    return Answer(_found(cards, hits, query), total, total, counts, last)


def _narrowed(query: Query, engine: Engine, asked: Asked) -> Selection | None:
    """Return a selection of what the index alone can tell apart; None where that is nothing."""
    response = engine.search(Request(match=asked.request.tagged[0], limit=MOST_NARROWED))
    ids = frozenset(hit.id for hit in response.hits)
    return replace(query.filters.selection, ids=ids) if ids else None


def _found(cards: list[Card], hits: dict[UUID, Hit], query: Query) -> list[Found]:
    texts, marker = _texts(cards, hits), Marker(query)
    files = found_in(query, texts)
    return [
        Found(
            card.id,
            content,
            _highlight(texts[card.id], files.get(card.id), marker),
            promoted=card.id in query.promoted,
            file=files.get(card.id),
        )
        for card, content in zip(cards, contents(cards, "card", query.now), strict=True)
    ]


def _cards(ids: list[UUID]) -> list[Card]:
    """Return those of the items that are public now, in their order."""
    rows = ContentItem.objects.filter(id__in=ids).values_list("id", "card", "valid_until", "sequence")
    found = {row[0]: Card(row[0], bytes(row[1]), *row[2:]) for row in rows}
    return [found[content_id] for content_id in ids if content_id in found]


def _texts(cards: list[Card], hits: dict[UUID, Hit]) -> dict[UUID, Stored]:
    """Return what items show; words that were taken out do not come from an index that is behind."""
    found: dict[UUID, Stored] = {}
    for card in cards:
        hit = hits.get(card.id)
        stored = read_stored(hit.stored) if hit and hit.sequence == card.sequence else None
        if stored:
            found[card.id] = stored
    others = [card.id for card in cards if card.id not in found]
    if others:
        found |= {item.id: stored_of(item) for item in ContentItem.objects.filter(id__in=others)}
    return found


def _highlight(stored: Stored, file: FoundIn | None, marker: Marker) -> Highlight:
    passages = file.passages if file else stored.passages
    return Highlight(marker.mark(stored.title), marker.mark(stored.summary), marker.best_passages(passages))
