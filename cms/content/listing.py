"""Pages of a selection, in an order that stays the same while content changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from cms.content.models import ContentItem, ContentPeriod
from cms.content.selection import Selection

Column = Literal["card", "body"]
SOONEST = "relevance_date"
ORDERS = {"updated": "updated_at", "published": "first_published_at", "title": "title"}
# When what is not ahead was: last month's consultation is newer than last year's, whenever its page was made.
DATED = Coalesce("ends_at", "first_published_at")


@dataclass(frozen=True)
class Place:
    """Where a page ended: the part of the order, the item's rank in it, and the item."""

    part: int
    rank: str
    id: UUID


@dataclass(frozen=True)
class Row:
    """One item of a page, as stored."""

    place: Place
    source: str
    content: bytes
    valid_until: dt.datetime | None
    sequence: int

    @property
    def id(self) -> UUID:
        return self.place.id


@dataclass(frozen=True)
class Part:
    """Items with their rank; an order has one part, or two where ranks mean two things."""

    ranked: QuerySet[Any]
    descending: bool

    def after(self, place: Place, timed: bool) -> Part:
        """Return what comes after a place of this part."""
        rank: Any = read_instant(place.rank) if timed else place.rank
        beyond = Q(rank__lt=rank) if self.descending else Q(rank__gt=rank)
        return Part(self.ranked.filter(beyond | Q(rank=rank, id__gt=place.id)), self.descending)

    def first(self, limit: int) -> QuerySet[Any]:
        rank = F("rank").desc() if self.descending else F("rank").asc()
        return self.ranked.order_by(rank, "id")[:limit]


def page(
    selection: Selection, order: str, now: dt.datetime, limit: int, after: Place | None, column: Column
) -> list[Row]:
    """Return up to `limit` rows after a place, in one query.

    `relevance_date` puts first what happens or closes next, soonest first, then the rest, newest first: by
    when it ended, or by when it was published where it has no dates.
    `now` is the first page's, so that later pages continue the same order.
    """
    found, params = "", ()
    matching = selection.matching(now)
    if order == SOONEST:
        # Found once, not once for each part.
        sql, params = matching.values("id").query.sql_with_params()
        found = f"WITH found AS MATERIALIZED ({sql}) "
        matching = ContentItem.objects.order_by().filter(id__in=RawSQL("SELECT id FROM found", ()))
    parts = list(enumerate(_parts(matching, order, now)))
    if after is not None:
        current = parts[after.part][1].after(after, timed=order != "title")
        parts = [(after.part, current), *parts[after.part + 1 :]]
    selects: list[str] = []
    for number, part in parts:
        sql, values = part.first(limit).query.sql_with_params()
        selects.append(f"SELECT {number} AS part, p{number}.id, p{number}.rank FROM ({sql}) p{number}")  # noqa: S608
        params += values
    # The database sorts the whole page, as only it knows how it compares titles.
    ranks = [
        f"CASE WHEN page.part = {number} THEN page.rank END {'DESC' if part.descending else 'ASC'}"
        for number, part in parts
    ]
    # Only names of our own columns and Django's own SQL stand in this text; values are parameters.
    columns = f"page.part, page.rank, item.id, item.source, item.{column}, item.valid_until, item.sequence"
    sql = (
        f"{found}SELECT {columns} "  # noqa: S608
        f"FROM ({' UNION ALL '.join(selects)}) page JOIN cms_contentitem item ON item.id = page.id "
        f"ORDER BY page.part, {', '.join(ranks)}, page.id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, limit])
        return [_row(values) for values in cursor.fetchall()]


def _parts(items: QuerySet[ContentItem], order: str, now: dt.datetime) -> list[Part]:
    if order != SOONEST:
        ranked = items.values("id").annotate(rank=F(ORDERS[order]))
        return [Part(ranked, descending=order != "title")]
    ahead = ContentPeriod.objects.filter(ends_at__gt=now, item=OuterRef("pk"))
    edge = Case(When(periods__starts_at__gt=now, then="periods__starts_at"), default="periods__ends_at")
    soon = items.filter(periods__ends_at__gt=now).values("id").annotate(rank=Min(edge))
    rest = items.exclude(Exists(ahead)).values("id").annotate(rank=DATED)
    return [Part(soon, descending=False), Part(rest, descending=True)]


def _row(values: tuple[Any, ...]) -> Row:
    part, rank, content_id, source, content, valid_until, sequence = values
    item = content_id if isinstance(content_id, UUID) else UUID(content_id)
    until = read_instant(valid_until) if valid_until else None
    return Row(Place(part, str(rank), item), source, bytes(content), until, sequence)


def read_instant(value: str | dt.datetime) -> dt.datetime:
    """Return an instant as a database driver gives it: SQLite's are text in UTC without a zone."""
    instant = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)
