"""A SQLite file read beside Django, by connections that know whether anybody has changed it since."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

from django.db import connection

SECONDS_TO_WAIT = 30
# SQLite would keep two megabytes of pages for each connection; the system keeps those of the file anyway.
KIBIBYTES_OF_PAGES = 256


class Commits:
    """Counts, for all threads of a process, how often one of them saw that the file had changed."""

    def __init__(self) -> None:
        self.seen = 0
        self._lock = threading.Lock()

    def see(self) -> None:
        """Count one more."""
        with self._lock:
            self.seen += 1


class WatchedFile(threading.local):
    """Reads rows of a database file, in each thread on a connection of its own.

    It is opened on first use, so after a server has split into processes. Nothing is ever written by it, so
    every commit of any process or thread is another's to it, and changes the number that SQLite gives it. As
    that number means nothing to another connection, threads share the count of those that were new to any.
    """

    def __init__(self, path: str, commits: Commits) -> None:
        self._path = path
        self._commits = commits
        self._number: int | None = None
        self._connection: sqlite3.Connection | None = None

    def version(self) -> int:
        """Return a number that is greater after each commit, whichever thread asks; raises sqlite3.Error."""
        number = self._open().execute("PRAGMA data_version").fetchone()[0]
        if number != self._number:
            self._commits.see()
            self._number = number
        return self._commits.seen

    def row(self, query: str, value: str) -> Any:
        """Return the first row of a query with one parameter, or None; raises sqlite3.Error."""
        return self._open().execute(query, [value]).fetchone()

    def close(self) -> None:
        """Close this thread's connection; the next question opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = self._number = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            # No transaction is ever begun, so no statement keeps the write-ahead log from being emptied.
            opened = sqlite3.connect(self._path, timeout=SECONDS_TO_WAIT, isolation_level=None)
            opened.execute("PRAGMA query_only = ON")
            opened.execute(f"PRAGMA cache_size = -{KIBIBYTES_OF_PAGES}")
            self._connection = opened
        return self._connection


def watched_database() -> WatchedFile | None:
    """Return the file of the default database; None where it is a server or stands in memory."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return WatchedFile(str(connection.settings_dict["NAME"]), Commits())
