"""List answers kept as bytes, for as long as neither a change nor the clock makes them wrong."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cms.content.clock import Edition

MOST_ANSWERS = 500
MOST_TOTALS = 2_000

Key = TypeVar("Key")
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class KeptAnswer:
    """A list answer with the edition that it was made from."""

    body: bytes
    etag: str
    edition: Edition


class RecentlyUsed(Generic[Key, Kept]):
    """A bounded dictionary that forgets what was not used for longest; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def keep(self, key: Key, value: Kept) -> None:
        with self._lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()


# By the address that was asked for, as `next` carries its host.
answers: RecentlyUsed[str, KeptAnswer] = RecentlyUsed(MOST_ANSWERS)
totals: RecentlyUsed[object, tuple[Edition, int]] = RecentlyUsed(MOST_TOTALS)


def address(environ: dict[str, Any], query: str) -> str:
    """Return the key of an answer: all of the address that stands in `next`."""
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "")
    return f"{scheme} {environ.get('HTTP_HOST', '')} {environ['PATH_INFO']} {query}"
