"""Count searches in memory, and hand the sums to the worker now and then: no request waits for a write."""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable

from celery import current_app
from django.db import connection
from django.utils import timezone

from search.analysis import surface
from search.statistics.models import monday
from search.statistics.privacy import Knows, countable
from search.suggestions.current import current
from search.understanding.small_words import SMALL

logger = logging.getLogger(__name__)

COUNT_TASK = "search.count_searches"
SECONDS_BETWEEN = 10.0
# More different ones in ten seconds are no people's; the rest of these is not counted.
MOST_TEXTS = 2_000
LONGEST_TEXT = 200
# Searches, those that found nothing, clicks, and the places that were clicked on.
Row = tuple[str, int, int, int, int]


class Tally:
    """What this process has counted since it last handed its sums over; the texts never leave the memory."""

    def __init__(self, send: Callable[[str, list[Row]], None], seconds: float = SECONDS_BETWEEN) -> None:
        self._send = send
        self._seconds = seconds
        self._lock = threading.Lock()
        self._counts: dict[str, list[int]] = {}
        self._timer: threading.Timer | None = None

    def searched(self, text: str, found: bool) -> None:
        """Count a search."""
        self._add(text, (1, int(not found), 0, 0))

    def clicked(self, text: str, position: int) -> None:
        """Count a click on what stood at a place."""
        self._add(text, (0, 0, 1, position))

    def hand_over(self) -> None:
        """Send what was counted, without what may be personal."""
        with self._lock:
            counts, self._counts, self._timer = self._counts, {}, None
        if counts:
            try:
                now = timezone.now()
                rows = sums(counts, _known(current(now).table.knows))
                if rows:
                    self._send(monday(timezone.localtime(now).date()).isoformat(), rows)
            except Exception:
                # Numbers that are missing harm nobody; a thread that ends here would count no more.
                logger.exception("%s searches could not be counted.", len(counts))

    def forget(self) -> None:
        """Drop what was counted."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._counts, self._timer = {}, None

    def _add(self, text: str, numbers: tuple[int, int, int, int]) -> None:
        if not text or len(text) > LONGEST_TEXT:
            return
        with self._lock:
            counts = self._counts.get(text)
            if counts is None:
                if len(self._counts) >= MOST_TEXTS:
                    return
                counts = self._counts[text] = [0, 0, 0, 0]
            for place, number in enumerate(numbers):
                counts[place] += number
            if self._timer is None:
                self._timer = threading.Timer(self._seconds, self._hand_over_in_thread)
                self._timer.daemon = True
                self._timer.start()

    def _hand_over_in_thread(self) -> None:
        try:
            self.hand_over()
        finally:
            connection.close()


def sums(counts: dict[str, list[int]], knows: Knows) -> list[Row]:
    """Return the numbers of what may be kept of the texts."""
    summed: dict[str, Counter[int]] = {}
    for text, numbers in counts.items():
        if query := countable(text, knows):
            summed.setdefault(query, Counter()).update(dict(enumerate(numbers)))
    return [(query, found[0], found[1], found[2], found[3]) for query, found in sorted(summed.items())]


def _known(knows: Knows) -> Knows:
    small = {surface(word) for word in SMALL}
    return lambda word: word in small or knows(word)


def _send_task(week: str, rows: list[Row]) -> None:
    current_app.send_task(COUNT_TASK, args=[week, rows], ignore_result=True)


tally = Tally(_send_task)
atexit.register(tally.hand_over)
