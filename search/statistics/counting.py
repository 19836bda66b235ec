"""Write the sums of searches down, and forget old ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F

from search.statistics.models import FEWEST, SearchCount, monday
from search.statistics.tally import Row

KEPT = relativedelta(months=13)
# What too few people searched for in a week is forgotten when the week after has begun.
RARE_KEPT = dt.timedelta(weeks=1)
# A flood of made-up searches must not fill the database.
MOST_A_WEEK = 20_000


@transaction.atomic
def add(week: dt.date, rows: Iterable[Row]) -> int:
    """Add numbers to those of a week; return how many searches are new in it."""
    by_query = {row[0]: row for row in rows}
    known = SearchCount.objects.filter(week=week)
    missing = by_query.keys() - set(known.filter(query__in=by_query).values_list("query", flat=True))
    left = max(MOST_A_WEEK - known.count(), 0)
    new = sorted(missing)[:left]
    SearchCount.objects.bulk_create([SearchCount(week=week, query=query) for query in new])
    for query, searches, nothing, clicks, places in by_query.values():
        known.filter(query=query).update(
            searches=F("searches") + searches,
            nothing=F("nothing") + nothing,
            clicks=F("clicks") + clicks,
            places=F("places") + places,
        )
    return len(new)


def purge(today: dt.date) -> int:
    """Delete what is older than is kept, and what too few people searched for; return how many."""
    old, _ = SearchCount.objects.filter(week__lt=today - KEPT).delete()
    over = monday(today) - RARE_KEPT
    rare, _ = SearchCount.objects.filter(week__lt=over, searches__lt=FEWEST).delete()
    return old + rare
