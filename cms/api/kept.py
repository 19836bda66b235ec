"""List answers kept as bytes, for as long as neither a change nor the clock makes them wrong."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cms.content.clock import Edition

MOST_BYTES = 3_000_000
MOST_TOTALS = 500
# One that is larger would push out many that are asked for more often.
LARGEST_PART = 16
# A calendar of 500 events has about a million bytes, and there are few such addresses.
LARGEST_PART_OF_FEEDS = 2

Key = TypeVar("Key")
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class KeptAnswer:
    """A list answer with the edition that it was made from."""

    body: bytes
    etag: str
    edition: Edition


class RecentlyUsed(Generic[Key, Kept]):
    """A dictionary bounded by weight that forgets what was not used for longest; safe between threads."""

    def __init__(
        self, most: int, weigh: Callable[[Kept], int] = lambda kept: 1, largest_part: int = LARGEST_PART
    ) -> None:
        self._most = most
        self._weigh = weigh
        self._largest_part = largest_part
        self._weight = 0
        self._entries: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def keep(self, key: Key, value: Kept) -> None:
        weight = self._weigh(value)
        if weight > max(1, self._most // self._largest_part):
            return
        with self._lock:
            if key in self._entries:
                self._weight -= self._weigh(self._entries.pop(key))
            self._entries[key] = value
            self._weight += weight
            while self._weight > self._most:
                _, forgotten = self._entries.popitem(last=False)
                self._weight -= self._weigh(forgotten)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._weight = 0


Origin = tuple[str | None, str | None, str | None]
Address = tuple[Origin, str, str]


def origin(environ: dict[str, Any]) -> Origin:
    """Return all by which Django tells the scheme and host that were asked."""
    return environ.get("wsgi.url_scheme"), environ.get("HTTP_X_FORWARDED_PROTO"), environ.get("HTTP_HOST")


def address(environ: dict[str, Any]) -> Address:
    """Return the key of an answer: all of the address that stands in `next`."""
    return origin(environ), environ["PATH_INFO"], environ.get("QUERY_STRING", "")


Answers = RecentlyUsed[Address, KeptAnswer]


def _bytes(answer: KeptAnswer) -> int:
    return len(answer.body)


answers: Answers = RecentlyUsed(MOST_BYTES, _bytes)
feeds: Answers = RecentlyUsed(MOST_BYTES, _bytes, LARGEST_PART_OF_FEEDS)
# What an item's document gives in a calendar, by the document's ETag, so a change writes one item anew.
components: RecentlyUsed[str, bytes] = RecentlyUsed(MOST_BYTES // 2, len)
# By the fingerprint of its filters, which themselves would take three kilobytes.
totals: RecentlyUsed[bytes, tuple[Edition, int]] = RecentlyUsed(MOST_TOTALS)
