"""What the index holds of an item: its words, its facts and the passages that hits show."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from cms.content.models import ContentItem, ContentPeriod, ContentTag
from cms.taxonomies import Area
from search import texts, timing
from search.analysis import GAP, capitals, composed, initials, surfaces, terms
from search.files.of_items import ItemFile, files_of_items
from search.instants import seconds

TERMS = ["audiences", "themes", "areas", "age_ranges", "organisations"]


@dataclass(frozen=True)
class IndexDocument:
    """One item as engines store it; all words in it are terms already."""

    id: UUID
    sequence: int
    # Of each field of `search.weights.FIELDS`, its terms with spaces between.
    fields: Mapping[str, str]
    # The whole title's terms in one.
    exact_title: str
    # Every term of all fields, as most questions are only whether an item has it somewhere.
    anywhere: frozenset[str]
    # Words as people type them, for spelling and suggestions.
    words: frozenset[str]
    # Words that stand in capital letters, as they stand, and the initials of names.
    capitals: frozenset[str]
    # Facets such as `theme:short-breaks`, with `type:`, `status:` and `year:`.
    tags: frozenset[str]
    # Days of the council's on which a window or an occurrence is, as `day_number` gives them.
    days: tuple[int, ...]
    # What is so of it when, by `search.timing`.
    during: frozenset[str]
    # In seconds.
    updated_at: int
    # Kept as it is for hits.
    stored: str


@dataclass(frozen=True)
class Sources:
    """What documents of a batch are built from, read at once."""

    tags: Mapping[UUID, list[tuple[str, str]]]
    periods: Mapping[UUID, list[timing.Period]]
    places: Mapping[str, list[str]]
    files: Mapping[UUID, list[ItemFile]]


def read_sources(ids: Iterable[UUID]) -> Sources:
    """Return what stands beside the items, in as many queries for one as for many."""
    ids = list(ids)
    tags, periods = defaultdict(list), defaultdict(list)
    for item, kind, slug in ContentTag.objects.filter(item__in=ids).values_list("item", "kind", "slug"):
        tags[item].append((kind, slug))
    rows = ContentPeriod.objects.filter(item__in=ids).order_by()
    for item, starts_at, ends_at in rows.values_list("item", "starts_at", "ends_at"):
        periods[item].append((starts_at, ends_at))
    places = {area.slug: area.place_names for area in Area.objects.all()}
    return Sources(tags, periods, places, files_of_items(ids))


def build(item: ContentItem, sources: Sources) -> IndexDocument:
    """Return an item's document for the index; raises where the stored JSON is none."""
    document: dict[str, Any] = json.loads(bytes(item.body))
    title, summary = composed(document["title"]), composed(document["summary"])
    found = texts.texts_of(document)
    names = _names(document, sources)
    parts = {
        "title": [title],
        "summary": [summary],
        "headings": found.headings,
        "names": names,
        "body": found.passages,
        "resources": found.resources,
    }
    files = sources.files.get(item.id, [])
    said = [passage for file in files for passage in file.passages]
    analysed = {field: [" ".join(terms(part)) for part in values] for field, values in parts.items()}
    analysed["files"] = [joined for _, joined in said]
    of_files = [text for text, _ in said]
    everything = "\n".join(part for values in [*parts.values(), of_files] for part in values)
    periods = sources.periods.get(item.id, [])
    return IndexDocument(
        id=item.id,
        sequence=item.sequence,
        fields={field: f" {GAP} ".join(values) for field, values in analysed.items()},
        exact_title=analysed["title"][0],
        anywhere=frozenset(term for values in analysed.values() for part in values for term in part.split())
        - {GAP},
        words=frozenset(surfaces(everything)),
        capitals=frozenset(
            word
            for part in (title, summary, *names, *found.passages, *of_files)
            for word in capitals(part) | initials(part)
        ),
        tags=_tags(item, document, sources),
        days=tuple(sorted({day for period in periods for day in _days(*period)})),
        during=frozenset(timing.blocks(item, periods)),
        updated_at=seconds(item.updated_at),
        stored=Stored(
            title,
            summary,
            list(zip(found.passages, analysed["body"], strict=True)),
            [str(file.uuid) for file in files],
        ).written(),
    )


class Stored(NamedTuple):
    """What hits show of an item; a passage is its text and its terms with spaces between."""

    title: str
    summary: str
    passages: Sequence[Sequence[str]]
    # The UUIDs of the files that were read.
    files: Sequence[str] = ()

    def written(self) -> str:
        """Return it as engines keep it."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))


def read_stored(text: str) -> Stored | None:
    """Return what `written` gave; None for what another version of the hub wrote otherwise."""
    try:
        return Stored(*json.loads(text))
    except (ValueError, TypeError):
        return None


def stored_of(item: ContentItem) -> Stored:
    """Return what hits show of an item as it is now, where the index is behind."""
    document = json.loads(bytes(item.body))
    passages = texts.texts_of(document).passages
    analysed = [" ".join(terms(passage)) for passage in passages]
    return Stored(
        composed(document["title"]),
        composed(document["summary"]),
        list(zip(passages, analysed, strict=True)),
    )


def day_number(day: dt.date) -> int:
    """Return a day as a number that grows with it, such as 20260408."""
    return day.year * 10_000 + day.month * 100 + day.day


def _names(document: dict[str, Any], sources: Sources) -> list[str]:
    """Return the words by which the item is classified, with the places in its areas."""
    names = [term["name"] for key in TERMS for term in document[key]]
    if level := document["involvement_level"]:
        names.append(level["name"])
    names += [f"{one['code']} {one['title']}" for one in document["indicators"]]
    names += [place for area in document["areas"] for place in sources.places.get(area["slug"], [])]
    return names


def _tags(item: ContentItem, document: dict[str, Any], sources: Sources) -> frozenset[str]:
    tags = {f"{kind}:{slug}" for kind, slug in sources.tags.get(item.id, [])}
    tags.add(f"type:{item.type}")
    if item.status:
        tags.add(f"status:{item.status}")
    return frozenset(tags | {f"year:{year}" for year in _years(item, document, sources)})


def _years(item: ContentItem, document: dict[str, Any], sources: Sources) -> set[int]:
    """Return the years that an item belongs to: its own, those of its dates, or that of its publication."""
    if isinstance(document.get("year"), int):
        return {document["year"]}
    days = {day for period in sources.periods.get(item.id, []) for day in _days(*period)}
    if days:
        return {day // 10_000 for day in days}
    return {timezone.localtime(item.first_published_at).year}


def _days(starts_at: dt.datetime, ends_at: dt.datetime) -> Iterable[int]:
    """Yield each day of the council's that a period, whose end is the first instant after it, touches."""
    day = timezone.localtime(starts_at).date()
    last = timezone.localtime(ends_at - dt.timedelta(microseconds=1)).date()
    while day <= last:
        yield day_number(day)
        day += dt.timedelta(days=1)
