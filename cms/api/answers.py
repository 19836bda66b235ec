"""Answers from stored bytes: validators, caching that never outlives the truth, and 304."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_etags

JSON = "application/json"
# A cache may keep an answer this long without asking; less where time changes it sooner.
MAX_AGE = 60
EXPOSED = "ETag, Last-Modified, Surrogate-Key, X-Request-Id"
# Long headers are cut by proxies; a document with more keys is purged by its own.
MOST_KEYS = 60
# The same documents are read again and again, and their dates with them.
date_header = lru_cache(maxsize=2_000)(http_date)


def cache_control(valid_until: dt.datetime | None, now: dt.datetime) -> str:
    """Return `Cache-Control` for an answer that holds until then."""
    seconds = MAX_AGE
    if valid_until is not None:
        seconds = min(seconds, int((valid_until - now).total_seconds()))
    return f"public, max-age={seconds}" if seconds > 0 else "no-cache"


def first_keys(surrogate_keys: str) -> str:
    """Return as many of the keys as a header may have."""
    if surrogate_keys.count(" ") < MOST_KEYS:
        return surrogate_keys
    return " ".join(surrogate_keys.split()[:MOST_KEYS])


def headers(
    etag: str,
    changed_at: dt.datetime | None,
    valid_until: dt.datetime | None,
    surrogate_keys: str,
    now: dt.datetime,
) -> dict[str, str]:
    """Return the headers of a public answer; `etag` is without its quotes."""
    values = {
        "ETag": f'"{etag}"',
        "Cache-Control": cache_control(valid_until, now),
        "Vary": "Accept",
        "Surrogate-Key": first_keys(surrogate_keys),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": EXPOSED,
        "X-Content-Type-Options": "nosniff",
    }
    if changed_at is not None:
        values["Last-Modified"] = date_header(changed_at.timestamp())
    return values


def is_unchanged(
    if_none_match: str | None, if_modified_since: str | None, etag: str, last_modified: str | None
) -> bool:
    """Return whether the caller's copy is this one; an ETag decides where one is given (RFC 9110)."""
    if if_none_match == f'"{etag}"':
        return True
    if if_none_match:
        tags = parse_etags(if_none_match)
        return "*" in tags or any(tag.removeprefix("W/") == f'"{etag}"' for tag in tags)
    return bool(if_modified_since) and if_modified_since == last_modified


def answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str | None = None,
    changed_at: dt.datetime | None = None,
    valid_until: dt.datetime | None = None,
    surrogate_keys: str = "content",
    now: dt.datetime,
    content_type: str = JSON,
) -> HttpResponse:
    """Return the bytes, or 304 where the caller has them."""
    etag = etag or hashlib.sha256(body).hexdigest()[:32]
    values = headers(etag, changed_at, valid_until, surrogate_keys, now)
    unchanged = is_unchanged(
        request.headers.get("If-None-Match"),
        request.headers.get("If-Modified-Since"),
        etag,
        values.get("Last-Modified"),
    )
    response = HttpResponse(status=304) if unchanged else HttpResponse(body, content_type=content_type)
    if unchanged:
        del response["Content-Type"]
    for name, value in values.items():
        response[name] = value
    return response
