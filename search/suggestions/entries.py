"""What is offered: topics and places that have content, frequent searches, and the titles of items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from django.db.models import Count

from cms.content.models import ContentItem, ContentTag
from cms.taxonomies import TAXONOMIES, Area, Theme
from search.analysis import terms
from search.statistics.frequent import frequent_queries
from search.suggestions.table import Entry, words_of
from search.synonyms import SynonymRule
from search.understanding.places import POSTCODES
from search.understanding.topics import called

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
        names = dict(model._default_manager.values_list("slug", "name"))
        others = [*_synonyms(names), *(called(names) if model is Theme else _postcodes(model))]
        found = [(name, slug, (0, -used.get((model.kind, slug), 0))) for slug, name in names.items()]
        # By its own name before by what it is called as well, of which the likeliest stand first.
        found += [(words, slug, (1, number)) for number, (words, slug) in enumerate(others)]
        for words, slug, order in found:
            if (model.kind, slug) in used:
                path = f"{PAGE}?{urlencode({model.kind: slug})}"
                yield _entry(names[slug], model.kind, path, kind, order, found_by=words)


def _synonyms(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what editors have said means the same as one of the names, with its slug."""
    slugs = {tuple(terms(name)): slug for slug, name in names.items()}
    for rule in SynonymRule.objects.filter(kind=SynonymRule.Kind.EQUIVALENT):
        lines = rule.lines("words")
        for slug in {slugs[found] for line in lines if (found := tuple(terms(line))) in slugs}:
            yield from ((line, slug) for line in lines)


def _postcodes(model: type) -> Iterable[tuple[str, str]]:
    """Return the postcode districts of the areas that there are, with their slugs."""
    if model is not Area:
        return ()
    areas = set(Area.objects.values_list("slug", flat=True))
    return ((one, slug) for one, slugs in POSTCODES.items() for slug in slugs if slug in areas)


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


def _entry(
    text: str, type_: str, path: str, kind: str, order: tuple[int, ...], found_by: str | None = None
) -> Entry:
    return Entry(text, type_, path, kind, order, None, tuple(words_of(found_by or text)))
