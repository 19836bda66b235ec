"""One id a request, in every answer and every log line."""

from __future__ import annotations

import logging
import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-Id"
# Anything else could forge log lines.
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")

current: ContextVar[str] = ContextVar("request_id", default="-")


def choose(received: str | None) -> str:
    """Return the caller's id if it is well-formed, else a new one."""
    if received and WELL_FORMED.fullmatch(received):
        return received
    return secrets.token_hex(16)


class RequestIdFilter(logging.Filter):
    """Give every log record the id of the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
