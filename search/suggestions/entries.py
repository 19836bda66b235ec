"""What is offered: topics and places that have content, frequent searches, and the titles of items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Count

from cms.content.models import ContentItem, ContentTag
from cms.taxonomies import TAXONOMIES, Area
from search.statistics.frequent import frequent_queries
from search.suggestions.table import Entry, words_of

# The website's own page, on which people search.
PAGE = "/search/"
# Pages that lead to others are found by their names; organisations are items as well.
TITLES_FIRST, TITLES_ARCHIVED = 3, 4


def entries(now: dt.datetime) -> Iterator[Entry]:
    """Yield all that is offered at `now`."""
    used = _used()
    yield from _topics(used)
    yield from _places(used)
    for query in frequent_queries(now):
        yield _entry(query, "query", f"{PAGE}?{urlencode({'q': query})}", "query", (2,))
    yield from _titles(now)


def _used() -> dict[tuple[str, str], int]:
    """Return the number of items by kind and slug."""
    rows = ContentTag.objects.order_by().values_list("kind", "slug").annotate(Count("item"))
    return {(kind, slug): count for kind, slug, count in rows}


def _topics(used: dict[tuple[str, str], int]) -> Iterator[Entry]:
    for model in TAXONOMIES:
        kind = "place" if model is Area else "topic"
        for slug, name in model._default_manager.values_list("slug", "name"):
            if count := used.get((model.kind, slug)):
                path = f"{PAGE}?{urlencode({model.kind: slug})}"
                yield _entry(name, model.kind, path, kind, (0, -count))


def _places(used: dict[tuple[str, str], int]) -> Iterator[Entry]:
    for area in Area.objects.all():
        if (area.kind, area.slug) in used:
            for place in area.place_names:
                yield _entry(place, "place", f"{PAGE}?{urlencode({'q': place})}", "place", (1,))


def _titles(now: dt.datetime) -> Iterator[Entry]:
    rows = ContentItem.objects.values_list(
        "id", "title", "type", "path", "archived_from", "ends_at", "updated_at"
    )
    for content_id, title, type_, path, archived_from, ends_at, updated_at in rows.iterator():
        is_past = bool((archived_from and archived_from <= now) or (ends_at and ends_at <= now))
        order = (TITLES_ARCHIVED if is_past else TITLES_FIRST, -int(updated_at.timestamp()))
        yield Entry(title, type_, path, "item", order, content_id, tuple(words_of(title)))


def _entry(text: str, type_: str, path: str, kind: str, order: tuple[int, ...]) -> Entry:
    return Entry(text, type_, path, kind, order, None, tuple(words_of(text)))
