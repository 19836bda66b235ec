"""Plain reads answered before Django's handlers: a document by id or path, and a list that is kept.

Whatever is not plain falls through, so every rule stands in one place, behind this.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from django.db import Error, connection

from cms.api import kept, request_id
from cms.api.answers import JSON, headers, is_unchanged
from cms.content.listing import read_instant

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

CONTENT = "/api/v1/content"
BY_PATH = "/api/v1/content/by-path"
BY_ID = re.compile(r"/api/v1/content/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
# One parameter, and nothing in it that needs Django's judgement.
PLAIN_PATH = re.compile(r"path=((?:/|%2F)(?:[A-Za-z0-9._~/-]|%2F)*(?:/|%2F))")
COLUMNS = "body, etag, updated_at, valid_until, surrogate_keys"
PLAIN_ACCEPT = {None, "*/*", JSON}


class FastLane:
    """Answers what it can from the store, in one query and without a request object."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].startswith(CONTENT):
            try:
                found = self._find(environ, dt.datetime.now(dt.UTC))
            except Error:
                # Django opens a new connection, and answers with a problem if the database is down.
                logger.exception("The fast lane could not read.")
                connection.close()
                found = None
            if found:
                return self._answer(environ, start_response, *found)
        return self.application(environ, start_response)

    def _find(
        self, environ: dict[str, Any], now: dt.datetime
    ) -> tuple[bytes, str, list[tuple[str, str]]] | None:
        if environ.get("HTTP_ACCEPT") not in PLAIN_ACCEPT:
            return None
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        if path == CONTENT:
            return self._kept_list(environ, query, now)
        if path == BY_PATH:
            plain = PLAIN_PATH.fullmatch(query)
            return self._stored("path", unquote(plain[1]), now) if plain else None
        by_id = BY_ID.fullmatch(path)
        if by_id and not query:
            return self._stored("id", by_id[1], now)
        return None

    def _stored(
        self, column: str, value: str, now: dt.datetime
    ) -> tuple[bytes, str, list[tuple[str, str]]] | None:
        if column == "id" and connection.vendor != "postgresql":
            value = value.replace("-", "")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS} FROM cms_contentitem WHERE {column} = %s", [value])  # noqa: S608
            row = cursor.fetchone()
        if row is None:
            return None
        body, etag, updated_at, until, surrogate_keys = row
        valid_until = read_instant(until) if until else None
        if valid_until and valid_until <= now:
            return None
        return bytes(body), etag, headers(etag, read_instant(updated_at), valid_until, surrogate_keys, now)

    def _kept_list(
        self, environ: dict[str, Any], query: str, now: dt.datetime
    ) -> tuple[bytes, str, list[tuple[str, str]]] | None:
        found = kept.answers.get(kept.address(environ, query))
        if found is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT value FROM cms_contentcounter WHERE id = 1")
            sequence = cursor.fetchone()[0]
        if not found.edition.holds(sequence, now):
            return None
        return found.body, found.etag, headers(found.etag, None, found.edition.until, "content", now)

    def _answer(
        self,
        environ: dict[str, Any],
        start_response: StartResponse,
        body: bytes,
        etag: str,
        values: list[tuple[str, str]],
    ) -> Iterable[bytes]:
        values.append((request_id.HEADER, request_id.choose(environ.get("HTTP_X_REQUEST_ID"))))
        last_modified = values[-2][1] if values[-2][0] == "Last-Modified" else None
        asked = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        if any(asked) and is_unchanged(*asked, etag, last_modified):
            start_response("304 Not Modified", values)
            return [b""]
        values += [("Content-Type", JSON), ("Content-Length", str(len(body)))]
        start_response("200 OK", values)
        return [body]
