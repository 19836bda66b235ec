"""What a list asks for, as a queryset over the store."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.content.models import ContentItem, ContentPeriod, ContentTag
from cms.content.states import in_state, not_archived
from cms.taxonomies import Area

# The kinds with the most words: each of theirs stands for few items.
NARROWEST_FIRST = ["organisation", "indicator", "theme", "audience"]


@dataclass(frozen=True)
class Selection:
    """A list's filters: values of one kind widen, kinds narrow. Days are the council's, both included."""

    ids: frozenset[UUID] = frozenset()
    types: frozenset[str] = frozenset()
    facets: frozenset[tuple[str, frozenset[str]]] = frozenset()
    states: frozenset[str] = frozenset()
    archived: str = "exclude"
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    updated_since: dt.datetime | None = None

    def fingerprint(self) -> bytes:
        """Return sixteen bytes that stand for these filters and no others, whatever order they came in."""
        filters = [_in_order(getattr(self, field.name)) for field in fields(self)]
        return hashlib.blake2b("\n".join(filters).encode(), digest_size=16).digest()

    def words(self) -> list[str]:
        """Return the words of its filters as people read them."""
        slugs = [*sorted(self.types)]
        for _, values in sorted(self.facets, key=lambda facet: facet[0]):
            slugs += sorted(values)
        return [slug.replace("-", " ").replace("_", " ") for slug in [*slugs, *sorted(self.states)]]

    def matching(self, now: dt.datetime) -> QuerySet[ContentItem]:
        """Return the items that the filters let through at `now`."""
        items = ContentItem.objects.order_by()
        if self.ids:
            items = items.filter(id__in=self.ids)
        if self.types:
            items = items.filter(type__in=self.types)
        if self.facets:
            items = items.filter(id__in=self._tagged().values("item"))
        if self.states:
            items = items.filter(_any(in_state(state, now) for state in sorted(self.states)))
        if self.archived != "include":
            current = not_archived(now)
            items = items.filter(current if self.archived == "exclude" else ~current)
        if self.updated_since:
            items = items.filter(updated_at__gte=self.updated_since)
        return self._overlapping(items)

    def _tagged(self) -> QuerySet[ContentTag]:
        """Return a tag of each item that every kind lets through, from the index of tags alone.

        One kind leads, and the others are looked up for what it lets through, so that a narrow one among
        them makes the whole quick however many items there are.
        """
        lead, *others = [_tags(kind, slugs) for kind, slugs in sorted(self.facets, key=_width)]
        for tags in others:
            lead = lead.filter(Exists(tags.filter(item=OuterRef("item"))))
        return lead

    def periods(self, now: dt.datetime) -> QuerySet[ContentPeriod]:
        """Return the windows and occurrences of a calendar at `now`.

        Its days say what is past, so `archived` hides no date of an event that is over: only the windows of
        a consultation that was put away.
        """
        periods = self._between()
        if self.archived == "exclude":
            kept = ContentItem.objects.filter(not_archived(now), pk=OuterRef("item"))
            periods = periods.filter(Q(kind=ContentPeriod.Kind.OCCURRENCE) | Exists(kept))
        elif self.archived == "only":
            periods = periods.filter(item__archived_from__lte=now)
        unbounded = replace(self, archived="include", first_day=None, last_day=None)
        if unbounded != Selection(archived="include"):
            periods = periods.filter(item__in=unbounded.matching(now).values("id"))
        return periods

    def _overlapping(self, items: QuerySet[ContentItem]) -> QuerySet[ContentItem]:
        if self.first_day is None and self.last_day is None:
            return items
        return items.filter(id__in=self._between().values("item"))

    def _between(self) -> QuerySet[ContentPeriod]:
        periods = ContentPeriod.objects.order_by()
        if self.first_day is not None:
            periods = periods.filter(ends_at__gt=day_start(self.first_day))
        if self.last_day is not None:
            periods = periods.filter(starts_at__lt=day_start(self.last_day + dt.timedelta(days=1)))
        return periods


def day_start(day: dt.date) -> dt.datetime:
    """Return the first instant of a day of the council's."""
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())


def _tags(kind: str, slugs: frozenset[str]) -> QuerySet[ContentTag]:
    return ContentTag.objects.filter(kind=kind, slug__in=_widened(kind, slugs))


def _width(facet: tuple[str, frozenset[str]]) -> tuple[int, int, str]:
    kind, slugs = facet
    rank = NARROWEST_FIRST.index(kind) if kind in NARROWEST_FIRST else len(NARROWEST_FIRST)
    return rank, len(slugs), kind


def _widened(kind: str, slugs: frozenset[str]) -> Any:
    """Return the slugs to look for: countywide content answers for every area."""
    if kind != Area.kind:
        return slugs
    return Area.objects.filter(Q(slug__in=slugs) | Q(covers_all=True)).order_by().values("slug")


def _any(conditions: Iterable[Q]) -> Q:
    union = Q()
    for condition in conditions:
        union |= condition
    return union


def _in_order(value: Any) -> str:
    """Return a value as text that is the same for equal sets."""
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(map(_in_order, value)))}}}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_in_order, value))})"
    return repr(value)
