"""How long the calendar of a month and a calendar file of 500 events take, in one process; prints JSON."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from statistics import median

import django

django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.api import kept  # noqa: E402

TIMES = 7
# Of every four items of a made-up service one is an event.
FEED = "/api/v1/calendar.ics?type=event&organisation=bench-service-000&organisation=bench-service-001"


def forget_answers() -> None:
    """Forget what a change anywhere makes out of date."""
    for store in (kept.answers, kept.feeds, kept.totals):
        store.clear()


def forget_all() -> None:
    """Forget what a process has read so far, each item's part of a file too."""
    forget_answers()
    kept.components.clear()


def milliseconds(address: str, before: Callable[[], None] = lambda: None) -> float:
    """Return the median of a processor's time for an answer."""
    client, taken = Client(), []
    for _ in range(TIMES):
        before()
        start = time.process_time()
        response = client.get(address)
        taken.append((time.process_time() - start) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}: {response.content[:300]!r}")
    return median(taken)


def month() -> str:
    """Return the address of next month's calendar, with the most lines of a page."""
    first = (timezone.localdate().replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return f"/api/v1/calendar?from={first}&to={last}&limit=100"


def main() -> None:
    # The first request of a process loads what the others find loaded.
    content = Client().get(FEED).content
    print(
        json.dumps(
            {
                "month": milliseconds(month(), forget_all),
                "month_kept": milliseconds(month()),
                "lines": json.loads(Client().get(month()).content)["total"],
                "feed": milliseconds(FEED, forget_all),
                "feed_changed": milliseconds(FEED, forget_answers),
                "feed_kept": milliseconds(FEED),
                "events": content.count(b"BEGIN:VEVENT"),
                "bytes": len(content),
            }
        )
    )


if __name__ == "__main__":
    main()
