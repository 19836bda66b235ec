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
from cms.content.log import latest_sequence
from cms.content.reading import STORED, stored_row

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
Pairs = list[tuple[str, str]]

CONTENT = "/api/v1/content"
BY_PATH = "/api/v1/content/by-path"
BY_ID = re.compile(r"/api/v1/content/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
# One parameter, and nothing in it that needs Django's judgement.
PLAIN_PATH = re.compile(r"path=(/(?:[A-Za-z0-9._~/-]*/)?)")
BODY = "SELECT body, etag FROM cms_contentitem WHERE"
PLAIN_ACCEPT = {None, "*/*", JSON}
MOST_ORIGINS = 100
# Two kilobytes each: enough for all documents of most hubs.
MOST_HEADS = 1_500
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


class Head(NamedTuple):
    """The headers of an answer, and until when its `max-age` is the longest."""

    etag: str
    last_modified: str | None
    pairs: Pairs
    longest_until: dt.datetime | None


class Found(NamedTuple):
    """What answers a request; no body where the caller has it."""

    head: Head
    body: bytes | None


class KeptHead(NamedTuple):
    """A document's headers, right while the database has this version."""

    head: Head
    column: str
    value: str
    version: int


class FastLane:
    """Answers what it can from the store, in one query and without a request object.

    Django answers an origin (scheme and host) first: whether it may be asked at all, and with which headers
    for browsers, is seen from that answer. Where the database is a file, headers are kept until anybody has
    written to it, and a 304 reads no row.
    """

    def __init__(self, application: Application, file: WatchedFile | None = None) -> None:
        self.application = application
        self._file = file
        self._standing: kept.RecentlyUsed[kept.Origin, Pairs] = kept.RecentlyUsed(MOST_ORIGINS)
        self._heads: kept.RecentlyUsed[tuple[str, str], KeptHead] = kept.RecentlyUsed(MOST_HEADS)

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
            if self._file:
                return self._watched(self._file, environ, now)
            asked = _asked(environ)
            return _found(stored_row(*asked), now) if asked else None
        except (Error, sqlite3.Error):
            # Django opens a new connection, and answers with a problem if the database is down.
            logger.exception("The fast lane could not read.")
            connection.close()
            if self._file:
                self._file.close()
            return None

    def _watched(self, file: WatchedFile, environ: dict[str, Any], now: dt.datetime) -> Found | None:
        # Before the row: what is changed in between is read again the next time, and never kept too long.
        version = file.version()
        address = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        known = self._heads.get(address)
        if known and known.version == version and _is_longest(known.head, now):
            if _is_known(environ, known.head):
                return Found(known.head, None)
            row = file.row(f"{BODY} {known.column} = ?", known.value)
            if row and row[1] == known.head.etag:
                return Found(known.head, row[0])
        asked = _asked(environ)
        if asked is None:
            return None
        column, value = asked
        found = _found(file.row(f"{STORED} {column} = ?", value), now)
        if found and _is_longest(found.head, now):
            self._heads.keep(address, KeptHead(found.head, column, value, version))
        return found


def _is_longest(head: Head, now: dt.datetime) -> bool:
    return head.longest_until is None or now <= head.longest_until


def _is_known(environ: dict[str, Any], head: Head) -> bool:
    """Return whether the caller has this answer already."""
    asked = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
    return any(asked) and is_unchanged(*asked, head.etag, head.last_modified)


def _asked(environ: dict[str, Any]) -> tuple[str, str] | None:
    """Return the column, and its value as stored, that a plain request asks for."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if path == BY_PATH:
        plain = PLAIN_PATH.fullmatch(query.replace("%2F", "/"))
        return ("path", plain[1]) if plain else None
    by_id = BY_ID.fullmatch(path)
    if not by_id or query:
        return None
    return "id", by_id[1] if connection.vendor == "postgresql" else by_id[1].replace("-", "")


def _found(row: Any, now: dt.datetime) -> Found | None:
    """Return the answer that a row gives; none where time has overtaken it."""
    if row is None:
        return None
    body, etag, updated_at, until, surrogate_keys = row
    valid_until = read_instant(until) if until else None
    if valid_until and valid_until <= now:
        return None
    values = headers(etag, read_instant(updated_at), valid_until, surrogate_keys, now)
    longest_until = valid_until - dt.timedelta(seconds=MAX_AGE) if valid_until else None
    return Found(Head(etag, values["Last-Modified"], list(values.items()), longest_until), bytes(body))


def _kept_list(environ: dict[str, Any], now: dt.datetime) -> Found | None:
    found = kept.answers.get(kept.address(environ))
    if found is None or not found.edition.holds(latest_sequence(), now):
        return None
    values = headers(found.etag, None, found.edition.until, "content", now)
    return Found(Head(found.etag, None, list(values.items()), None), found.body)


def _answer(
    environ: dict[str, Any], start_response: StartResponse, found: Found, standing: Pairs
) -> Iterable[bytes]:
    chosen = request_id.choose(environ.get("HTTP_X_REQUEST_ID"))
    pairs = [*found.head.pairs, *standing, (request_id.HEADER, chosen)]
    if found.body is None or _is_known(environ, found.head):
        start_response("304 Not Modified", pairs)
        return [b""]
    pairs += [("Content-Type", JSON), ("Content-Length", str(len(found.body)))]
    start_response("200 OK", pairs)
    return [found.body]
