"""The way to the cluster: one client, short waits for readers, and what its faults mean in words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from search.engines import IndexMissing, SearchUnavailable

# A reader waits for two answers at most: together they stay below two seconds.
SECONDS_TO_READ = 0.9
SECONDS_TO_WRITE = 30.0
# Where nothing answered, nobody waits for it again before this has passed.
SECONDS_OF_REST = 1.0
DEFAULT_NAME = "hub"
NO_INDEX = "There is no search index yet. It is built by `manage.py rebuild_search`."


@dataclass(frozen=True)
class Address:
    """Where SEARCH_URL leads; `server` is without the user's name and password."""

    server: str
    user: tuple[str, str] | None
    name: str


def read_address(url: str) -> Address:
    """Return the parts of an address such as https://user:password@server:9200/name."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    user = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Address(f"{parts.scheme}://{host}:{port}", user, parts.path.strip("/") or DEFAULT_NAME)


class Connection:
    """Gives clients for reading and writing, and turns their faults into SearchUnavailable."""

    def __init__(self, address: Address) -> None:
        self.address = address
        client = Elasticsearch(address.server, basic_auth=address.user, max_retries=0, retry_on_timeout=False)
        self._hasty = client.options(request_timeout=SECONDS_TO_READ)
        # Its faults are raised as they are.
        self.patient = client.options(request_timeout=SECONDS_TO_WRITE)
        self._rests_until = 0.0

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        """Yield a client that does not wait long, and at once says no where it has just not answered."""
        if time.monotonic() < self._rests_until:
            raise SearchUnavailable(f"Elasticsearch at {self.address.server} has just not answered.")
        try:
            with self.writing():
                yield self._hasty
        except SearchUnavailable as unavailable:
            if isinstance(unavailable.__cause__, NoConnection | ConnectionTimeout):
                self._rests_until = time.monotonic() + SECONDS_OF_REST
            raise

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """Yield a client that has time, as readers do not."""
        try:
            yield self.patient
        except (ApiError, TransportError) as error:
            raise self.unavailable(error) from error

    def unavailable(self, error: ApiError | TransportError) -> SearchUnavailable:
        """Return what happened and what to do, without a password."""
        where = f"Elasticsearch at {self.address.server}"
        if isinstance(error, UnsupportedProductError):
            return SearchUnavailable(
                f"What answers at {self.address.server} is not Elasticsearch. Check SEARCH_URL."
            )
        if isinstance(error, TlsError):
            return SearchUnavailable(
                f"{where} cannot be trusted: {error.message}. Check its certificate and SEARCH_URL."
            )
        if isinstance(error, ConnectionTimeout):
            return SearchUnavailable(f"{where} does not answer in time.")
        if isinstance(error, NoConnection):
            return SearchUnavailable(
                f"{where} does not answer: {error.message}. Is it running? Check SEARCH_URL."
            )
        if isinstance(error, ApiError):
            return self.refused(error.status_code, error_of(error.body))
        return SearchUnavailable(f"{where} does not answer as expected: {error}.")

    def refused(self, status: int, error: Fault) -> SearchUnavailable:
        """Return what an answer with an error means."""
        where = f"Elasticsearch at {self.address.server}"
        if error.kind == "cluster_block_exception":
            return SearchUnavailable(
                f"{where} takes no writes: {error.reason}. Where its disk is full, free some space: then it"
                " lifts the block by itself."
            )
        if status == 401:
            return SearchUnavailable(f"{where} refuses the user's name or password in SEARCH_URL.")
        if status == 403:
            return SearchUnavailable(
                f"{where} does not let the user of SEARCH_URL do this: {error.reason}. It needs all rights on"
                f" the indices `{self.address.name}` and `{self.address.name}.*`."
            )
        if error.kind == "index_not_found_exception" or status == 404:
            return IndexMissing(NO_INDEX)
        return SearchUnavailable(f"{where} answers {status}: {error}.")


@dataclass(frozen=True)
class Fault:
    """An error as Elasticsearch tells it."""

    kind: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}" if self.kind else self.reason


def error_of(body: Any) -> Fault:
    """Return the innermost cause that an answer names; some answers are plain text."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if not isinstance(error, dict):
        return Fault("", str(error)[:500])
    while isinstance(error.get("caused_by"), dict):
        error = error["caused_by"]
    causes = error.get("root_cause") or [error]
    return Fault(str(error.get("type", causes[0].get("type", ""))), str(error.get("reason", ""))[:500])
