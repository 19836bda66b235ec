"""What `/readyz` says of search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.content.models import ContentChange
from search.engines import IndexState, SearchUnavailable
from search.engines.chosen import engine
from search.models import SearchFault

# Changes wait this long only if nothing takes them in.
LATE = dt.timedelta(minutes=2)
# By which the lag is still known while the engine is away.
_last_seen: list[IndexState] = []


def search_check(now: dt.datetime) -> dict[str, Any]:
    """Return how far the index is behind the change log."""
    try:
        state = engine().live()
    except SearchUnavailable as unavailable:
        lag = _lag(_last_seen[0], now) if _last_seen else {}
        return {**lag, "ok": False, "detail": str(unavailable)}
    if state is None:
        return {"ok": False, "detail": "There is no search index yet. The worker builds it."}
    _last_seen[:] = [state]
    return {**_lag(state, now), "faults": SearchFault.objects.count()}


def _lag(state: IndexState, now: dt.datetime) -> dict[str, Any]:
    waiting = ContentChange.objects.filter(sequence__gt=state.sequence)
    oldest = waiting.order_by("sequence").values_list("at", flat=True).first()
    seconds = max(round((now - oldest).total_seconds()), 0) if oldest else 0
    return {
        "ok": seconds < LATE.total_seconds(),
        "sequence": state.sequence,
        "waiting": waiting.count(),
        "waiting_seconds": seconds,
    }
