"""Windows and occurrences with the items that they belong to, in the order in which they begin."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from cms.content.models import ContentPeriod
from cms.content.selection import Selection, day_start

# Of one item two dates can begin together, where one was moved to the day of the other.
ORDER = ["starts_at", "item_id", "ends_at", "status", "note"]


class CalendarPlace(NamedTuple):
    """Where a page ended; the values of ORDER."""

    starts_at: dt.datetime
    item: UUID
    ends_at: dt.datetime
    status: str
    note: str


class CalendarRow(NamedTuple):
    """One line of a calendar: the period, and its item's card as stored."""

    place: CalendarPlace
    kind: str
    when: str
    content: bytes
    valid_until: dt.datetime | None

    @property
    def id(self) -> UUID:
        return self.place.item


def calendar_page(
    selection: Selection, now: dt.datetime, limit: int, after: CalendarPlace | None
) -> list[CalendarRow]:
    """Return up to `limit` rows after a place, in two queries: what has begun by the first day, and the rest.

    Each finds its rows by an index, however many dates there were before and come after.
    """
    periods = selection.periods(now)
    if after is not None:
        periods = periods.filter(_beyond(after), starts_at__gte=after.starts_at)
    if selection.first_day is None:
        return _rows(periods, limit)
    edge = day_start(selection.first_day)
    running = ContentPeriod.objects.filter(starts_at__lt=edge, ends_at__gt=edge).order_by()
    begun = (
        [] if after and after.starts_at >= edge else _rows(periods.filter(id__in=running.values("id")), limit)
    )
    return begun + _rows(periods.filter(starts_at__gte=edge), limit - len(begun))


def _rows(periods: QuerySet[ContentPeriod], limit: int) -> list[CalendarRow]:
    columns = [*ORDER, "kind", "when", "item__card", "item__valid_until"]
    return [
        CalendarRow(CalendarPlace(*values[:5]), values[5], values[6], bytes(values[7]), values[8])
        for values in periods.order_by(*ORDER).values_list(*columns)[:limit]
    ]


def _beyond(place: CalendarPlace) -> Q:
    """Return the condition for what comes after a place."""
    beyond, same = Q(), Q()
    for column, value in zip(ORDER, place, strict=True):
        beyond |= same & Q(**{f"{column}__gt": value})
        same &= Q(**{column: value})
    return beyond
