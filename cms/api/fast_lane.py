"""Plain reads answered before Django's handlers: a document by id or path, and a list that is kept.

Whatever is not plain falls through, so every rule stands in one place, behind this.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db import Error, connection

from cms.api import kept, request_id
from cms.api.answers import JSON, MAX_AGE, headers, is_unchanged
from cms.api.watched_file import WatchedFile
from cms.content.listing import read_instant

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
Pairs = list[tuple[str, str]]

CONTENT = "/api/v1/content"
BY_PATH = "/api/v1/content/by-path"
BY_ID = re.compile(r"/api/v1/content/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
# One parameter, and nothing in it that needs Django's judgement.
PLAIN_PATH = re.compile(r"path=(/(?:[A-Za-z0-9._~/-]*/)?)")
STORED = "SELECT body, etag, updated_at, valid_until, surrogate_keys FROM cms_contentitem WHERE"
PLAIN_ACCEPT = {None, "*/*", JSON}
MOST_ORIGINS = 100
MOST_BYTES = 4_000_000
# What a kept document takes beside its bytes: its address and its headers.
BYTES_BESIDE = 1_500
# What every answer says for itself; all other headers are the same on each answer to an origin.
OF_ONE_ANSWER = {
    "etag",
    "last-modified",
    "cache-control",
    "vary",
    "surrogate-key",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "x-content-type-options",
    "content-type",
    "content-disposition",
    "content-length",
    "x-request-id",
}


class Found(NamedTuple):
    """What answers a request: the bytes and the headers that go with them."""

    body: bytes
    etag: str
    last_modified: str | None
    pairs: Pairs


class KeptDocument(NamedTuple):
    """An answer that is right while the database has this version and its `max-age` is the longest."""

    found: Found
    version: int
    longest_until: dt.datetime | None

    def holds(self, version: int, now: dt.datetime) -> bool:
        return self.version == version and (self.longest_until is None or now <= self.longest_until)


Documents = kept.RecentlyUsed[tuple[str, str], KeptDocument]


class FastLane:
    """Answers what it can from the store, in one query and without a request object.

    Django answers an origin (scheme and host) first: whether it may be asked at all, and with which headers
    for browsers, is seen from that answer. Where the database is a file, documents are kept until anybody
    has written to it.
    """

    def __init__(self, application: Application, file: WatchedFile | None = None) -> None:
        self.application = application
        self._file = file
        self._standing: kept.RecentlyUsed[kept.Origin, Pairs] = kept.RecentlyUsed(MOST_ORIGINS)
        self._documents: Documents = kept.RecentlyUsed(
            MOST_BYTES, lambda document: len(document.found.body) + BYTES_BESIDE
        )

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or not environ["PATH_INFO"].startswith(CONTENT):
            return self.application(environ, start_response)
        origin = kept.origin(environ)
        standing = self._standing.get(origin)
        if standing is None:
            return self.application(environ, self._learning(origin, start_response))
        found = self._find(environ, dt.datetime.now(dt.UTC))
        if found is None:
            return self.application(environ, start_response)
        return _answer(environ, start_response, found, standing)

    def _learning(self, origin: kept.Origin, start_response: StartResponse) -> StartResponse:
        """Return a `start_response` that keeps the headers which stand on every answer."""

        def start(status: str, pairs: Pairs, *more: Any) -> Any:
            if status.startswith("200"):
                self._standing.keep(
                    origin, [(name, value) for name, value in pairs if name.lower() not in OF_ONE_ANSWER]
                )
            return start_response(status, pairs, *more)

        return start

    def _find(self, environ: dict[str, Any], now: dt.datetime) -> Found | None:
        """Return the answer to a plain request; None where Django has to look at it."""
        if environ.get("HTTP_ACCEPT") not in PLAIN_ACCEPT:
            return None
        try:
            if environ["PATH_INFO"] == CONTENT:
                return _kept_list(environ, now)
            return self._document(environ["PATH_INFO"], environ.get("QUERY_STRING", ""), now)
        except (Error, sqlite3.Error):
            # Django opens a new connection, and answers with a problem if the database is down.
            logger.exception("The fast lane could not read.")
            connection.close()
            if self._file:
                self._file.close()
            return None

    def _document(self, path: str, query: str, now: dt.datetime) -> Found | None:
        if self._file is None:
            asked = _asked(path, query)
            return _found(_row(*asked), now)[0] if asked else None
        # Before the row: one that is changed in between is read again the next time, and never kept too long.
        version = self._file.version()
        document = self._documents.get((path, query))
        if document and document.holds(version, now):
            return document.found
        asked = _asked(path, query)
        if asked is None:
            return None
        column, value = asked
        found, valid_until = _found(self._file.row(f"{STORED} {column} = ?", _as_stored(column, value)), now)
        if found:
            longest_until = valid_until - dt.timedelta(seconds=MAX_AGE) if valid_until else None
            if longest_until is None or now <= longest_until:
                self._documents.keep((path, query), KeptDocument(found, version, longest_until))
        return found


def _asked(path: str, query: str) -> tuple[str, str] | None:
    """Return the column and value that a plain request asks for."""
    if path == BY_PATH:
        plain = PLAIN_PATH.fullmatch(query.replace("%2F", "/"))
        return ("path", plain[1]) if plain else None
    by_id = BY_ID.fullmatch(path)
    return ("id", by_id[1]) if by_id and not query else None


def _as_stored(column: str, value: str) -> str:
    return value.replace("-", "") if column == "id" and connection.vendor != "postgresql" else value


def _row(column: str, value: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"{STORED} {column} = %s", [_as_stored(column, value)])
        return cursor.fetchone()


def _found(row: Any, now: dt.datetime) -> tuple[Found | None, dt.datetime | None]:
    """Return the answer that a row gives, and how long; none where it has been overtaken by time."""
    if row is None:
        return None, None
    body, etag, updated_at, until, surrogate_keys = row
    valid_until = read_instant(until) if until else None
    if valid_until and valid_until <= now:
        return None, None
    values = headers(etag, read_instant(updated_at), valid_until, surrogate_keys, now)
    return Found(bytes(body), etag, values["Last-Modified"], list(values.items())), valid_until


def _kept_list(environ: dict[str, Any], now: dt.datetime) -> Found | None:
    found = kept.answers.get(kept.address(environ))
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cms_contentcounter WHERE id = 1")
        row = cursor.fetchone()
    if row is None or not found.edition.holds(row[0], now):
        return None
    values = headers(found.etag, None, found.edition.until, "content", now)
    return Found(found.body, found.etag, None, list(values.items()))


def _answer(
    environ: dict[str, Any], start_response: StartResponse, found: Found, standing: Pairs
) -> Iterable[bytes]:
    chosen = request_id.choose(environ.get("HTTP_X_REQUEST_ID"))
    pairs = [*found.pairs, *standing, (request_id.HEADER, chosen)]
    asked = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
    if any(asked) and is_unchanged(*asked, found.etag, found.last_modified):
        start_response("304 Not Modified", pairs)
        return [b""]
    pairs += [("Content-Type", JSON), ("Content-Length", str(len(found.body)))]
    start_response("200 OK", pairs)
    return [found.body]
