"""What is searched for often enough to be offered to others."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, F, Sum
from django.utils import timezone

from search.statistics.models import SearchCount, monday

WEEKS = 12
# Over the weeks together, and in so many of them at least: one evening's joke is no habit.
OFTEN, IN_WEEKS = 20, 2
MOST = 500


def frequent_queries(now: dt.datetime) -> list[str]:
    """Return what many people searched for of late and most of them found, the most frequent first."""
    first = monday(timezone.localtime(now).date()) - dt.timedelta(weeks=WEEKS)
    counts = SearchCount.objects.shown().filter(week__gte=first).order_by().values("query")
    often = counts.annotate(sum=Sum("searches"), weeks=Count("week"), failed=Sum("nothing")).filter(
        sum__gte=OFTEN, weeks__gte=IN_WEEKS, failed__lt=F("sum") / 2
    )
    return list(often.order_by("-sum", "query").values_list("query", flat=True)[:MOST])
