"""Addresses that hold a secret: their answers are for one caller alone, and no log has the secret.

An area registers where its own begin. Any other website may ask there only if the settings name it.
"""

from __future__ import annotations

import logging
import re
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

NOT_FOR_OTHERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
# What an answer of the API to one caller has.
PRIVATE = NOT_FOR_OTHERS | {"Referrer-Policy": "no-referrer"}
EXPOSED = "ETag, Content-Disposition, Location, Retry-After, X-Request-Id"
ASKED = "Accept, Content-Type, If-Match, X-Request-Id"


class Place(NamedTuple):
    """Addresses of one shape, and the methods that they take."""

    pattern: re.Pattern[str]
    methods: str


_places: list[Place] = []
_secrets: list[str] = []
_shapes: list[str] = []


def register_private(pattern: str, methods: str) -> None:
    """Have addresses that match in full answered to one caller alone; `methods` are such as `GET, PUT`."""
    reading = "GET, HEAD" if "GET" in methods.split(", ") else ""
    writing = [method for method in methods.split(", ") if method != "GET"]
    _places.append(Place(re.compile(pattern), ", ".join(filter(None, [reading, *writing, "OPTIONS"]))))


def register_secret(prefix: str) -> None:
    """Keep the part of an address after `prefix`, up to the next slash, out of the logs."""
    _secrets.append(prefix)


def register_secret_shape(pattern: str) -> None:
    """Keep whatever looks like a secret out of the logs, wherever it stands, such as in an error's words."""
    _shapes.append(pattern)


def private_methods(path: str) -> str | None:
    """Return the methods that a private address takes, None for an address that is open to all."""
    return next((place.methods for place in _places if place.pattern.fullmatch(path)), None)


def make_private(request: HttpRequest, response: HttpResponse) -> None:
    """Give an answer the headers that keep it with its caller."""
    for name, value in PRIVATE.items():
        response[name] = value
    for name in ["Surrogate-Key", "Last-Modified", "Access-Control-Allow-Origin"]:
        response.headers.pop(name, None)
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin")
    if origin in settings.ASSESSMENT_ORIGINS:
        response["Access-Control-Allow-Origin"] = str(origin)
        response["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = response["Allow"]
            response["Access-Control-Allow-Headers"] = ASKED


def redact(text: str) -> str:
    """Return the text without what stands after a registered prefix, or looks like a secret."""
    for shape in _shapes:
        text = re.sub(shape, "...", text)
    if not _secrets:
        return text
    prefixes = "|".join(re.escape(prefix) for prefix in sorted(_secrets, key=len, reverse=True))
    return re.sub(rf"({prefixes})[^/\s?'\"<>]+", r"\1...", text)


_traceback = logging.Formatter()


class RedactingFilter(logging.Filter):
    """Take secrets out of a log record, of its traceback, and of the request that Django adds to it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        redacted = redact(message)
        if redacted != message:
            record.msg, record.args = redacted, ()
        if record.exc_info:
            # Both formatters take the text where there is no exception to write out themselves.
            record.exc_text, record.exc_info = redact(_traceback.formatException(record.exc_info)), None
        if hasattr(record, "request"):
            record.request = redact(str(record.request))
        return True
