"""A SQLite database read beside Django, on a connection that knows whether anybody has changed it since."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

from django.db import connection

SECONDS_TO_WAIT = 30


class WatchedFile:
    """Reads rows of a database file; opened on first use, so after a server has split into processes.

    Nothing is ever written by this connection, so every commit of any process or thread is another's to it,
    and changes the number that SQLite gives it.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        # The number belongs to one connection, and threads must not read the rows of each other's statements.
        self._lock = threading.Lock()

    def version(self) -> int:
        """Return a number that is another one after each commit to the file; raises sqlite3.Error."""
        with self._lock:
            return int(self._open().execute("PRAGMA data_version").fetchone()[0])

    def row(self, query: str, value: str) -> tuple[Any, ...] | None:
        """Return the first row of a query with one parameter; raises sqlite3.Error."""
        with self._lock:
            row: tuple[Any, ...] | None = self._open().execute(query, [value]).fetchone()
            return row

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            # No transaction is ever begun, so no statement keeps the write-ahead log from being emptied.
            opened = sqlite3.connect(
                self._path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
            )
            opened.execute("PRAGMA query_only = ON")
            self._connection = opened
        return self._connection


def watched_database() -> WatchedFile | None:
    """Return the file of the default database; None where it is a server or stands in memory."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return WatchedFile(str(connection.settings_dict["NAME"]))
