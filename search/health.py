"""What `/readyz` says of search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.content.models import ContentChange
from search.engines import SearchUnavailable
from search.engines.chosen import engine
from search.models import SearchFault

# Changes wait this long only if nothing takes them in.
LATE = dt.timedelta(minutes=2)


def search_check(now: dt.datetime) -> dict[str, Any]:
    """Return how far the index is behind the change log."""
    try:
        state = engine().live()
    except SearchUnavailable as unavailable:
        return {"ok": False, "detail": str(unavailable)}
    if state is None:
        return {"ok": False, "detail": "There is no search index yet. The worker builds it."}
    waiting = ContentChange.objects.filter(sequence__gt=state.sequence)
    oldest = waiting.order_by("sequence").values_list("at", flat=True).first()
    seconds = max(round((now - oldest).total_seconds()), 0) if oldest else 0
    return {
        "ok": seconds < LATE.total_seconds(),
        "sequence": state.sequence,
        "waiting": waiting.count(),
        "waiting_seconds": seconds,
        "faults": SearchFault.objects.count(),
    }
