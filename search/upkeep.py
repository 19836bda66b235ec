"""What needs doing for search: what found nothing, and items that it can not find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Sum
from django.urls import reverse
from wagtail.permission_policies import ModelPermissionPolicy

from cms.dates import local
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource
from search.best_bets import BestBet
from search.models import SearchFault
from search.statistics.models import SearchCount, monday

WEEKS = 4
# More than anybody mends in a week; the report of searches has them all.
MOST = 50


def found_nothing(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield what several people have lately searched for in vain, the most frequent first."""
    if not ModelPermissionPolicy(BestBet).user_has_any_permission(user, ["add", "change"]):
        return
    since = monday(local(now).date()) - dt.timedelta(weeks=WEEKS - 1)
    counts = (
        SearchCount.objects.shown()
        .filter(week__gte=since, nothing__gt=0)
        .values("query")
        .annotate(times=Sum("nothing"), last=Max("week"))
        .order_by("-times", "query")
    )
    mended = {query for bet in BestBet.objects.all() for query in bet.queries.splitlines()}
    for count in counts[:MOST]:
        query = count["query"]
        if query in mended:
            continue
        bet = f"{reverse('wagtailsnippets_search_bestbet:add')}?{urlencode({'queries': query})}"
        times = "once" if count["times"] == 1 else f"{count['times']} times"
        yield UpkeepRow(
            key=f"search:{query}:{count['last']}",
            title=query,
            url=f"{reverse('searches_report')}?{urlencode({'show': 'nothing'})}",
            reason=f"It found nothing {times} in the last {WEEKS} weeks.",
            harm=Harm.UNFOUND,
            day=count["last"],
            action=UpkeepAction("Add a best bet", bet),
        )


def not_indexed(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the items that could not be put into the index."""
    if not user.has_perm("search.view_searchfault"):
        return
    for fault in SearchFault.objects.all():
        url = reverse("search-faults_modeladmin_inspect", args=[fault.pk])
        yield UpkeepRow(
            key=f"unindexed:{fault.item}:{fault.sequence}",
            title=fault.path,
            url=url,
            reason=f"Search can not find it: {fault.reason}",
            harm=Harm.BROKEN,
            day=local(fault.tried_at).date(),
            action=UpkeepAction("See what is wrong", url),
        )


SOURCES = [
    UpkeepSource("failed", "Failed jobs", "warning", not_indexed),
    UpkeepSource("searches", "Searches that found nothing", "search", found_nothing),
]
